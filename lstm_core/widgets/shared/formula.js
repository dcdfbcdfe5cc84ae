// Formulas: a row of symbols, and below each symbol its number. Plain data first, elements last.

import { formatCompact, formatNumber, MINUS } from "./format.js";
import { htmlElement } from "./svg.js";

const FUNCTIONS = new Set(["tanh", "exp", "log", "softmax", "σ", "Σ"]);
const PART = /(‘[^][^’]*’)|([A-Za-zσΣ]+)(?:_(\{[^}]*\}|[A-Za-z0-9]))?(²|ᵀ)?|[^A-Za-zσΣ‘]+/gu;

/** A term of a formula: how it is written, and its number. */
export function term(symbol, number) {
  return { symbol, number };
}

/** What stands between terms; the number row may have another sign than the symbol row (⊙ and ·). */
export function sign(symbol, number = symbol) {
  return { symbol, number, isSign: true };
}

/** A number of the forward pass: three decimals, two from ten on. */
export function value(number) {
  return formatNumber(number, Math.abs(number) >= 10 ? 2 : 3);
}

/** A derivative: three significant digits, however small. */
export function slope(number) {
  return formatCompact(number);
}

/** A number that follows a sign: negative ones in brackets. */
export function inside(text) {
  return text.startsWith(MINUS) || /[·]10/.test(text) ? `(${text})` : text;
}

/** The parts of a symbol: { text, kind: "variable" | "function" | "character" | "plain", below, above, gate }. A quoted character is no symbol. */
export function symbolParts(markup) {
  return Array.from(markup.matchAll(PART), ([whole, character, word, below = "", above = ""]) => {
    if (character) return { text: whole, kind: "character", below: "", above: "", gate: null };
    if (!word) return { text: whole, kind: "plain", below: "", above: "", gate: null };
    const subscript = below.replace(/^\{|\}$/g, "");
    const kind = FUNCTIONS.has(word) ? "function" : "variable";
    return { text: word, kind, below: subscript, above, gate: kind === "variable" ? gateOf(word, subscript) : null };
  });
}

/** Which gate's colour a variable has: its own letter, or the letter below z or b. */
export function gateOf(word, below) {
  const letter = word.replace(/^d(?=.)/, "");
  if (/^[ifgo]$/.test(letter)) return letter;
  const block = below.split(",").at(-1).trim();
  return /^[zbW]$/.test(letter) && /^[ifgo]$/.test(block) ? block : null;
}

/** A formula as one line of text, for screen readers and tests: "c_t = f ⊙ c_{t−1} …; 0.205 = 0.930 · …". */
export function spokenFormula(terms) {
  const symbols = terms.map(({ symbol }) => symbol.replace(/[{}]/g, "")).join(" ");
  return `${symbols}; ${terms.map(({ number }) => number).join(" ")}`;
}

/** A symbol as elements. */
export function symbolElement(markup) {
  const element = htmlElement("span", { class: "lstm-symbol" });
  for (const { text, kind, below, above, gate } of symbolParts(markup)) {
    const letter = htmlElement("span", { class: `lstm-${kind}`, "data-gate": gate }, text);
    if (below) letter.append(htmlElement("sub", {}, below));
    if (above) letter.append(htmlElement("sup", {}, above === "ᵀ" ? "T" : "2"));
    element.append(letter);
  }
  return element;
}

/** Prose as elements: words such as h_t or c_{t−1} become symbols. */
export function proseElement(sentence, attributes = {}) {
  const parts = sentence.split(/([A-Za-z]+_(?:\{[^}]*\}|[a-z]\b))/u);
  return htmlElement("p", attributes, ...parts.map((part, k) => (k % 2 ? symbolElement(part) : part)));
}

/** A formula as elements: columns of symbol above number, which wrap where the line is too short. */
export function formulaElement(terms) {
  const columns = terms.map(({ symbol, number, isSign }, k) =>
    htmlElement("span", { class: `lstm-term${isSign ? " lstm-is-sign" : ""}${k === 0 ? " lstm-result" : ""}` },
      symbolElement(symbol),
      htmlElement("span", { class: "lstm-number" }, number)));
  return htmlElement("div", { class: "lstm-formula", role: "img", "aria-label": spokenFormula(terms) }, ...columns);
}
