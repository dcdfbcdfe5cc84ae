// The curves of the training lab as numbers: from bytes to the pictures of the two charts.

import { typedArray } from "../shared/bytes.js";
import { nearestIndex } from "../shared/chart_axis.js";
import { formatNumber } from "../shared/format.js";
import { clippingLimit, withCommas } from "./words.js";

const LONGEST_SHOWN = 1e9; // of gradients: one that explodes further would press all others into a flat line

/** A curve { x, loss, norm } from the bytes of its points. */
export function readCurve(view) {
  const numbers = typedArray(view, Float32Array);
  const count = numbers.length / 3;
  const column = (k) => Float32Array.from({ length: count }, (_, n) => numbers[3 * n + k]);
  return { x: column(0), loss: column(1), norm: column(2) };
}

/** The least and greatest of the numbers that an axis can show; null if there are none. */
export function rangeOf(lists, mustBePositive) {
  let [low, high] = [Infinity, -Infinity];
  for (const list of lists) {
    for (const value of list) {
      if (!Number.isFinite(value) || (mustBePositive && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

/** All epochs at which some curve has a point, each once, rising: the cursor walks along them. */
export function allEpochs(curves) {
  const filled = curves.filter(({ x }) => x.length);
  if (filled.length < 2) return filled[0]?.x ?? new Float32Array(0);
  return Float32Array.from(new Set(filled.flatMap(({ x }) => Array.from(x)))).sort();
}

/** The numbers of every curve at an epoch, or at its nearest point; curves that do not reach there are left out. */
export function numbersAt(curves, branches, epoch, spacing) {
  return curves.flatMap(({ x, loss, norm }, k) => {
    if (!x.length || epoch < x[0] - spacing || epoch > x[x.length - 1] + spacing) return [];
    const n = nearestIndex(x, epoch);
    return [{ name: branches[k].name, epoch: x[n], loss: loss[n], norm: norm[n] }];
  });
}

function seriesOf(curves, branches, epochs, quantity) {
  const lines = curves.flatMap((curve, k) => (curve.x.length ? [{
    name: branches[k].name, endLabel: branches.length > 1 ? branches[k].name : "", look: k % 5, x: curve.x, y: curve[quantity],
  }] : []));
  const guide = { name: "", look: 4, x: epochs, y: new Float32Array(epochs.length).fill(Number.NaN) }; // where the cursor can be
  return lines.length > 1 ? [guide, ...lines] : lines;
}

function epochAxis(epochs) {
  return { label: "epoch", low: 0, high: Math.max(10, epochs.at(-1) ?? 0) };
}

/** What guessing scores, as lines with names; one name for both where they lie too close to be written apart. */
export function baselineMarks({ baselines, V }, isLog, [low, high]) {
  const names = { uniform: `even guess, ln ${V}:`, "letter frequencies": "letter frequencies" };
  const marks = Object.entries(baselines).filter(([, at]) => at > 0 || !isLog)
    .map(([name, at]) => ({ axis: "y", at, text: `${names[name] ?? name} ${formatNumber(at)}` }));
  const [first, second] = marks;
  if (!second) return marks;
  const distance = isLog ? Math.abs(Math.log(first.at / second.at)) / Math.log(high / low) : Math.abs(first.at - second.at) / (high - low);
  return distance > 0.09 ? marks : [{ ...first, text: `${first.text}, ${second.text}` }, { ...second, text: "" }];
}

/** The picture of the loss curves. `view` is { curves, epochs, summary, cursor, past, isLog }. */
export function lossPicture({ curves, epochs, summary, cursor, past, isLog }) {
  const levels = Object.values(summary.baselines);
  const found = rangeOf([...curves.map(({ loss }) => loss), levels], isLog) ?? [1, 1];
  /** @type {[number, number]} */
  const bounds = isLog ? [found[0], found[1]] : [0, 1.04 * found[1]];
  return {
    x: epochAxis(epochs),
    y: { label: `loss (nats per character${isLog ? ", log axis" : ""})`, low: bounds[0], high: bounds[1], kind: isLog ? "log" : "linear" },
    series: seriesOf(curves, summary.branches, epochs, "loss"),
    marks: [...baselineMarks(summary, isLog, bounds), ...pastMark(past, "")],
    cursor, labelRoom: summary.branches.length > 1 ? 16 : 0,
    format: (value) => formatNumber(value, 4),
  };
}

/** The picture of the gradient norms, always on a log axis. */
export function normPicture({ curves, epochs, summary, cursor, past }) {
  const limit = clippingLimit(summary);
  const [low, highest] = rangeOf([...curves.map(({ norm }) => norm), limit === null ? [] : [limit]], true) ?? [1, 100];
  const high = Math.min(highest, Math.max(LONGEST_SHOWN, 10 * low));
  const shown = highest > high ? curves.map((curve) => ({ ...curve, norm: curve.norm.map((value) => Math.min(value, high)) })) : curves;
  return {
    x: epochAxis(epochs),
    y: { label: `length of the gradient (log axis${highest > high ? ", longer ones at its top" : ""})`, low, high: high > low ? high : 10 * low, kind: "log" },
    series: seriesOf(shown, summary.branches, epochs, "norm"),
    marks: [...(limit === null ? [] : [{ axis: "y", at: limit, text: `most that clipping leaves ${withCommas(limit)}` }]), ...pastMark(past, "looking back")],
    cursor, labelRoom: summary.branches.length > 1 ? 16 : 0,
  };
}

function pastMark(past, text) {
  return past === null ? [] : [{ axis: "x", at: past, text }];
}
