// Numbers as a learner reads them: a true minus sign, the same width in every frame.

export const MINUS = "\u2212";
const SUPERSCRIPTS = { "-": "\u207b", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** A number with a fixed number of decimals; never "-0.000". */
export function formatNumber(value, digits = 3) {
  if (Number.isNaN(value)) return "undefined";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  const text = Math.abs(value).toFixed(digits);
  const isZero = Number(text) === 0;
  return value < 0 && !isZero ? MINUS + text : text;
}

/** Like formatNumber, with a plus sign in front of what is not negative. */
export function formatSigned(value, digits = 3) {
  const text = formatNumber(value, digits);
  return text.startsWith(MINUS) || Number.isNaN(value) ? text : `+${text}`;
}

/** Three significant digits at any size: 0.0341, 12.3, 4.20·10⁻⁷. For gradients, which may be tiny. */
export function formatCompact(value, significant = 3) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (!Number.isFinite(size)) return formatNumber(value);
  const [mantissa, exponentText] = value.toExponential(significant - 1).split("e");
  const exponent = Number(exponentText); // after rounding, so that 0.9999 becomes 1.00
  if (exponent >= -3 && exponent < 5) {
    return formatNumber(value, Math.max(0, significant - 1 - exponent));
  }
  return `${mantissa.replace("-", MINUS)}·10${superscript(exponent)}`;
}

/** An integer as superscript characters. */
export function superscript(integer) {
  return Array.from(String(integer), (character) => SUPERSCRIPTS[character]).join("");
}

/** Fill up with figure spaces on the left, which are as wide as a digit. */
export function padNumber(text, width) {
  return text.padStart(width, "\u2007");
}

/** A number inside a product or sum: in brackets if it is negative. */
export function bracketed(text) {
  return text.startsWith(MINUS) ? `(${text})` : text;
}

/** A share of 1 as per cent, for example "93 %". */
export function formatPercent(share, digits = 0) {
  return `${formatNumber(100 * share, digits)}\u202f%`;
}

/** A whole number with commas between thousands, as the notebooks write it. */
export function formatCount(integer) {
  return String(integer).replace(/\B(?=(\d{3})+$)/g, ",").replace("-", MINUS);
}

/** "1 character", "2,000 characters". */
export function counted(count, one, many = `${one}s`) {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
