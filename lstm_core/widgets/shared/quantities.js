// What a cell computes at every step: names, scales, and the numbers of a trace by name, step and unit.

import { formatNumber, formatPercent } from "./format.js";

/** In the order in which a row holds them, H numbers each. */
export const QUANTITIES = {
  input: { symbol: "i", name: "input gate", key: "i", isGate: true, tells: (v) => `it lets ${formatPercent(v)} of the candidate in` },
  forget: { symbol: "f", name: "forget gate", key: "f", isGate: true, tells: (v) => `it keeps ${formatPercent(v)} of the old cell state` },
  candidate: { symbol: "g", name: "candidate", key: "g", isGate: false, tells: () => "what could be written, between −1 and 1" },
  output: { symbol: "o", name: "output gate", key: "o", isGate: true, tells: (v) => `it shows ${formatPercent(v)} of tanh(c)` },
  cell: { symbol: "c", name: "cell state", key: "c", isGate: false, tells: () => "what the unit carries on" },
  tanh_cell: { symbol: "tanh c", name: "squashed cell state", key: "t", isGate: false, tells: () => "the cell state between −1 and 1" },
  hidden: { symbol: "h", name: "hidden state", key: "h", isGate: false, tells: () => "what the output layer and the next step see" },
};
const NAMES = Object.keys(QUANTITIES);

/** The numbers of T steps, `width` a row; `at(name, t, unit)` looks one up. */
export function createSteps(numbers, T, H) {
  const width = T === 0 ? 0 : numbers.length / T;
  return {
    T, H, numbers, width,
    at: (name, t, unit) => numbers[t * width + NAMES.indexOf(name) * H + unit],
  };
}

/** The interval of a quantity's colours: 0 to 1 for gates, −1 to 1 for what tanh made, symmetric for the cell state. */
export function scaleOf(steps, name) {
  if (QUANTITIES[name].isGate) return { kind: "sequential", low: 0, high: 1 };
  if (name !== "cell") return { kind: "diverging", low: -1, high: 1 };
  let size = 0;
  for (let t = 0; t < steps.T; t += 1) {
    for (let unit = 0; unit < steps.H; unit += 1) size = Math.max(size, Math.abs(steps.at(name, t, unit)));
  }
  return { kind: "diverging", low: -(size || 1), high: size || 1 };
}

/** The mean of a quantity over the text, of every unit. */
export function unitMeans(steps, name) {
  const sums = new Float64Array(steps.H);
  for (let t = 0; t < steps.T; t += 1) {
    for (let unit = 0; unit < steps.H; unit += 1) sums[unit] += steps.at(name, t, unit);
  }
  return sums.map((sum) => sum / Math.max(1, steps.T));
}

/** The units from top to bottom: as they are, or the largest mean first. */
export function unitOrder(means, order) {
  const units = Array.from(means, (_, unit) => unit);
  return order === "mean" ? units.sort((a, b) => means[b] - means[a] || a - b) : units;
}

/** "forget gate f = 0.731: it keeps 73 % of the old cell state". */
export function quantityWords(name, value) {
  const { symbol, name: words, tells } = QUANTITIES[name];
  return `${words} ${symbol} = ${formatNumber(value)}: ${tells(value)}`;
}
