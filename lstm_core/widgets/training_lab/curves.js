// The curves of the training lab as numbers: from bytes to the pictures of the two charts.

import { typedArray } from "../shared/bytes.js";
import { nearestIndex } from "../shared/chart_axis.js";
import { formatCompact, formatNumber } from "../shared/format.js";
import { clippingLimit } from "./words.js";

const LONGEST_SHOWN = 1e9; // of gradients: one that explodes further would press all others into a flat line
const HIGHEST_SHOWN = 2; // times the uniform baseline: a loss that explodes further would do the same
const WIDEST_LINEAR = 30; // times that the uniform baseline may lie above the lowest loss on a linear axis
const BESIDE = 88; // pixels for the names beside the axes

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
    return [{ branch: k, name: branches[k].name, epoch: x[n], loss: loss[n], norm: norm[n] }];
  });
}

/** The best point of all curves, { branch, epoch, loss }; null before the first step. */
export function bestPoint(curves) {
  let best = null;
  for (const [branch, { x, loss }] of curves.entries()) {
    for (let k = 0; k < x.length; k += 1) if (best === null || loss[k] < best.loss) best = { branch, epoch: x[k], loss: loss[k] };
  }
  return best;
}

/** Whether the axis of the loss has to be logarithmic: on a linear one the lowest losses would lie on its bottom. */
export function needsLogAxis(curves, { baselines }) {
  const [low] = rangeOf(curves.map(({ loss }) => loss), true) ?? [baselines.uniform];
  return baselines.uniform / low > WIDEST_LINEAR;
}

/** On which branch's curve an epoch lies that leads to the end of a branch: a branch begins with a point of its parent. */
export function branchAt(branches, branch, epoch) {
  const { parent, first_epoch: first } = branches[branch];
  return parent !== null && epoch <= first + 1e-9 ? branchAt(branches, parent, epoch) : branch;
}

function seriesOf(curves, branches, epochs, quantity) {
  const lines = curves.flatMap((curve, k) => (curve.x.length ? [{
    name: branches[k].name, endLabel: branches.length > 1 ? branches[k].name : "", look: k % 5, x: curve.x, y: curve[quantity],
  }] : []));
  const guide = { name: "", look: 4, x: epochs, y: new Float32Array(epochs.length).fill(Number.NaN) }; // where the cursor can be
  return lines.length > 1 ? [guide, ...lines] : lines;
}

/** The curves with what lies above `high` at its height. */
function heldBelow(curves, quantity, high) {
  return curves.map((curve) => ({ ...curve, [quantity]: curve[quantity].map((value) => Math.min(value, high)) }));
}

function epochAxis(epochs) {
  return { label: "epoch", low: 0, high: Math.max(10, epochs.at(-1) ?? 0) };
}

/** The picture of the loss curves. `view` is { curves, epochs, summary, cursor, past, isLog }; `past` is { line, epoch, loss } or null. */
export function lossPicture({ curves, epochs, summary, cursor, past, isLog }) {
  const { uniform, unigram } = summary.baselines;
  const [low, highest] = rangeOf([...curves.map(({ loss }) => loss), [uniform, unigram]], isLog) ?? [1, 1];
  const high = Math.min(highest, HIGHEST_SHOWN * uniform);
  const shown = highest > high ? heldBelow(curves, "loss", high) : curves;
  const best = bestPoint(curves);
  const marks = [[uniform, "uniform"], [unigram, "unigram"]].filter(([at]) => at > 0 || !isLog);
  return {
    x: epochAxis(epochs),
    y: {
      label: `loss (nats per character${isLog ? ", log" : ""}${highest > high ? ", higher at the top" : ""})`,
      low: isLog ? low : 0, high: 1.04 * high, kind: isLog ? "log" : "linear",
    },
    series: seriesOf(shown, summary.branches, epochs, "loss"),
    marks: [...marks.map(([at, name]) => ({ axis: "y", at, text: `${name} ${formatNumber(at)}`, isBeside: true })), ...pastMark(past)],
    points: [
      ...(best ? [{ x: best.epoch, y: best.loss, look: best.branch % 5, sign: "best" }] : []),
      ...(past && past.loss !== null ? [{ x: past.epoch, y: Math.min(past.loss, high), look: past.line % 5, sign: "selected" }] : []),
    ],
    cursor, labelRoom: BESIDE,
    format: () => "", // the numbers stand below the chart, where they cover no curve
  };
}

/** The picture of the gradient norms, always on a log axis. */
export function normPicture({ curves, epochs, summary, cursor, past }) {
  const limit = clippingLimit(summary);
  const [low, highest] = rangeOf([...curves.map(({ norm }) => norm), limit === null ? [] : [limit]], true) ?? [1, 100];
  const high = Math.min(highest, Math.max(LONGEST_SHOWN, 10 * low));
  const shown = highest > high ? heldBelow(curves, "norm", high) : curves;
  return {
    x: epochAxis(epochs),
    y: { label: `gradient norm (log axis${highest > high ? ", larger ones at the top" : ""})`, low, high: high > low ? high : 10 * low, kind: "log" },
    series: seriesOf(shown, summary.branches, epochs, "norm"),
    marks: [...(limit === null ? [] : [{ axis: "y", at: limit, text: `limit ${formatCompact(limit)}`, isBeside: true }]), ...pastMark(past)],
    cursor, labelRoom: BESIDE, format: () => "",
  };
}

function pastMark(past) {
  return past === null ? [] : [{ axis: "x", at: past.epoch, text: "" }];
}
