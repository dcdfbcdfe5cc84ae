// The plain part of a line chart: bounds and ticks of axes, paths through many points, labels that keep apart.

import { formatNumber, superscript } from "./format.js";
import { linearScale, logScale, niceTicks } from "./scale.js";

const MOST_DECADES_WITH_MINOR_TICKS = 4;

/**
 * An axis: { kind, low, high, ticks: [{ value, text }], minor: [value] } for numbers from `low` to `high`.
 * kind "linear" or "log". With `isNice` the bounds move outward to round numbers; a log axis needs numbers above 0.
 */
export function makeAxis({ kind = "linear", low, high, count = 5, isNice = true }) {
  return kind === "log" ? logAxis(low, high, count, isNice) : linearAxis(low, high, count, isNice);
}

function linearAxis(low, high, count, isNice) {
  let [from, to] = high > low ? [low, high] : [low - 0.5, low + 0.5];
  if (isNice) [from, to] = roundBounds(from, to, count);
  const values = niceTicks(from, to, count);
  const digits = decimalsFor(values.length > 1 ? values[1] - values[0] : 1);
  return { kind: "linear", low: from, high: to, ticks: values.map((value) => ({ value, text: formatNumber(value, digits) })), minor: [] };
}

/** Bounds moved outward to multiples of the step between ticks. */
export function roundBounds(low, high, count = 5) {
  const ticks = niceTicks(low, high, count);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : high - low;
  const tidy = (multiple) => Number((multiple * step).toPrecision(12));
  return [tidy(Math.floor(low / step + 1e-9)), tidy(Math.ceil(high / step - 1e-9))];
}

/** How many decimals tell multiples of a step apart. */
export function decimalsFor(step) {
  return Math.max(0, -Math.floor(Math.log10(Math.abs(step)) + 1e-9));
}

function logAxis(low, high, count, isNice) {
  let [from, to] = high > low ? [low, high] : [low / 10, low * 10];
  if (isNice) [from, to] = [powerOfTen(Math.floor(Math.log10(from) + 1e-9)), powerOfTen(Math.ceil(Math.log10(to) - 1e-9))];
  const minor = [];
  const [first, last] = [Math.floor(Math.log10(from) + 1e-9), Math.ceil(Math.log10(to) - 1e-9)];
  const step = Math.max(1, Math.ceil((last - first) / count));
  const ticks = [];
  for (let exponent = step * Math.ceil(first / step); exponent <= last; exponent += step) { // so that 1 is always among them
    const value = powerOfTen(exponent);
    if (value >= from && value <= to) ticks.push({ value, text: powerText(value) });
  }
  if (last - first <= MOST_DECADES_WITH_MINOR_TICKS) {
    for (let exponent = first; exponent < last; exponent += 1) {
      for (let digit = 2; digit < 10; digit += 1) minor.push(digit * powerOfTen(exponent));
    }
  }
  return { kind: "log", low: from, high: to, ticks, minor: minor.filter((value) => value >= from && value <= to) };
}

function powerOfTen(exponent) {
  return Number(`1e${exponent}`); // 10 ** -5 is not the number 1e-5
}

/** "10⁻³"; 0.1, 1 and 10 as they are spoken. */
export function powerText(value) {
  const exponent = Math.round(Math.log10(value));
  return exponent >= -1 && exponent <= 1 ? formatNumber(value, exponent < 0 ? 1 : 0) : `10${superscript(exponent)}`;
}

/** The scale of an axis onto pixels. */
export function axisScale(axis, range) {
  return (axis.kind === "log" ? logScale : linearScale)([axis.low, axis.high], range);
}

/**
 * An SVG path through points, left open where a number cannot be drawn (not finite, or not above 0 on a log axis).
 * `from` and `to` choose a part of the points. More points than the screen has columns are thinned (see `thinned`).
 */
export function linePath(xs, ys, scaleX, scaleY, { from = 0, to = xs.length, columns = Infinity } = {}) {
  const chosen = to - from > 4 * columns ? thinned(ys, from, to, columns) : null;
  const count = chosen ? chosen.length : to - from;
  let path = "";
  let isDown = false;
  for (let n = 0; n < count; n += 1) {
    const k = chosen ? chosen[n] : from + n;
    const x = scaleX(xs[k]);
    const y = scaleY(ys[k]);
    if (Number.isFinite(x) && Number.isFinite(y)) {
      path += `${isDown ? "L" : "M"}${Math.round(10 * x) / 10} ${Math.round(10 * y) / 10}`;
      isDown = true;
    } else {
      isDown = false;
    }
  }
  return path;
}

/** Indices of the first, least, greatest and last number in each of `columns` parts: no peak is lost. */
export function thinned(ys, from, to, columns) {
  const indices = [];
  for (let column = 0; column < columns; column += 1) {
    const start = from + Math.floor((column * (to - from)) / columns);
    const end = from + Math.floor(((column + 1) * (to - from)) / columns);
    let [least, greatest] = [start, start];
    for (let k = start; k < end; k += 1) {
      if (ys[k] < ys[least]) least = k;
      if (ys[k] > ys[greatest]) greatest = k;
    }
    const part = [start, Math.min(least, greatest), Math.max(least, greatest), end - 1];
    for (const k of part) if (indices.length === 0 || k > indices.at(-1)) indices.push(k);
  }
  return indices;
}

/** The index of the number nearest to x among numbers that rise. */
export function nearestIndex(xs, x) {
  let [low, high] = [0, xs.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  return high > low && xs[high] - x < x - xs[low] ? high : low;
}

/** Where markers stand: about `spacing` pixels apart, from `offset` pixels on. Returns indices. */
export function markerIndices(xs, scaleX, spacing, offset = 0) {
  const indices = [];
  let next = scaleX(xs[0]) + offset;
  for (let k = 0; k < xs.length; k += 1) {
    if (scaleX(xs[k]) >= next - 1e-9) {
      indices.push(k);
      next += spacing * Math.max(1, Math.ceil((scaleX(xs[k]) - next) / spacing + 1e-9));
    }
  }
  return indices;
}

/** Places moved so that neighbours are `gap` apart and all lie from `low` to `high` where that is possible. */
export function spreadPlaces(places, gap, low, high) {
  const order = places.map((_, k) => k).sort((a, b) => places[a] - places[b]);
  const spread = order.map((k) => Math.min(high, Math.max(low, places[k])));
  for (let n = 1; n < spread.length; n += 1) spread[n] = Math.max(spread[n], spread[n - 1] + gap);
  let limit = high;
  for (let n = spread.length - 1; n >= 0; n -= 1) {
    spread[n] = Math.min(spread[n], limit);
    limit = spread[n] - gap;
  }
  const result = [];
  for (let n = 0; n < order.length; n += 1) result[order[n]] = spread[n];
  return result;
}

/** The number of a line at an x that it has; undefined elsewhere. */
export function valueAt({ x, y, faintFrom = y.length }, at) {
  if (!y.length) return undefined;
  const k = nearestIndex(x, at);
  return x[k] === at && k < Math.min(faintFrom, y.length) ? y[k] : undefined;
}
