// One unit of an LSTM with its gates held constant: the same formulas as lstm_core's, which a test compares.

export const GATE_NAMES = ["i", "f", "g", "o"];

/** σ(z) = 1 / (1 + e^−z), without overflow at any z. */
export function sigmoid(z) {
  const decay = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : decay) / (1 + decay);
}

/** The gates' values for pre-activations { z_i, z_f, z_g, z_o }. */
export function gateValues({ z_i, z_f, z_g, z_o }) {
  return { i: sigmoid(z_i), f: sigmoid(z_f), g: Math.tanh(z_g), o: sigmoid(z_o) };
}

/**
 * c_t = f c_{t−1} + i g and h_t = o tanh(c_t) for t = 0 … steps − 1, from the cell state `start` on.
 * With inputAt "first" the input gate is shut (i = 0) from t = 1 on. Returns { start, c, h }.
 */
export function unrollCell(values, start, inputAt, steps) {
  const { i, f, g, o } = values;
  const c = new Float64Array(steps);
  const h = new Float64Array(steps);
  let before = start;
  for (let t = 0; t < steps; t += 1) {
    c[t] = f * before + inputGateAt(i, inputAt, t) * g;
    h[t] = o * Math.tanh(c[t]);
    before = c[t];
  }
  return { start, c, h };
}

/** The input gate at a step: shut after the first one if the input comes only there. */
export function inputGateAt(i, inputAt, t) {
  return inputAt === "every" || t === 0 ? i : 0;
}

/** ln ½ / ln f: after so many steps half is left. f = 1 never loses anything. */
export function halfLife(f) {
  if (f >= 1) return Infinity;
  return f <= 0 ? 0 : Math.log(0.5) / Math.log(f);
}

/** What c tends to: i g / (1 − f) with an input at every step, 0 without. */
export function levelOf({ i, f, g }, inputAt) {
  return inputAt === "every" ? (i * g) / (1 - f) : 0;
}

/** Bounds for an axis of c, start included: 0 inside, and outward to 1, 2 or 5 times a power of ten, so that it changes seldom. */
export function stateBounds({ start, c }) {
  let [low, high] = [0, 0];
  for (const number of [start, ...c]) {
    low = Math.min(low, number);
    high = Math.max(high, number);
  }
  if (low === 0 && high === 0) return [0, 1];
  const size = roundUp(Math.max(-low, high));
  return [low < 0 ? -roundUp(Math.max(-low, size / 5)) : 0, high > 0 ? roundUp(Math.max(high, size / 5)) : 0];
}

function roundUp(size) {
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= size * (1 - 1e-9));
  return Math.max(0.5, Number((factor * power).toPrecision(12)));
}
