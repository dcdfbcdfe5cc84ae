// The gradients that the kernel measured, looked up by setting; and what can be read off a curve.

export const FALLEN = 0.01; // of the value at lag 0

/** All curves, from an object with the traitlets' values. */
export function readGrid(values) {
  const { norms, weight_scales: scales, lengths, networks, measured } = values;
  const numbers = new Float64Array(norms.buffer.slice(norms.byteOffset, norms.byteOffset + norms.byteLength));
  const starts = lengths.map((_, k) => lengths.slice(0, k).reduce((sum, length) => sum + length, 0));
  const width = lengths.reduce((sum, length) => sum + length, 0);
  return { numbers, scales, lengths, networks, measured: measured.map((key) => key.join(" ")), starts, width };
}

/** Norms by lag for a network ("rnn", "lstm", "lstm_bias") and a state ("h", "c"); null where it has no such state. */
export function curveOf(grid, network, { state, weight_scale, length }) {
  const table = grid.measured.indexOf(`${network} ${state}`);
  if (table < 0) return null;
  const row = table * grid.scales.length + grid.scales.indexOf(weight_scale);
  const start = row * grid.width + grid.starts[grid.lengths.indexOf(length)];
  return grid.numbers.subarray(start, start + length);
}

/** The first lag at which a curve is below a share of its value at lag 0; null if it stays above. */
export function stepsUntilFallen(curve, share = FALLEN) {
  const lag = curve.findIndex((norm) => norm < share * curve[0]);
  return lag < 0 ? null : lag;
}

/** The share of the norms, added up over all lags, that lies at or beyond a cut; null is no cut. */
export function lostShare(curve, truncation) {
  if (truncation === null) return 0;
  let [lost, all] = [0, 0];
  for (let lag = curve.length - 1; lag >= 0; lag -= 1) { // small ones first
    all += curve[lag];
    if (lag >= truncation) lost = all;
  }
  return lost / all;
}

/** Bounds for the axis: even powers of ten, so that they change seldom, and at least four decades. */
export function normBounds(curves) {
  let [low, high] = [Infinity, 0];
  for (const curve of curves) {
    for (const norm of curve) {
      if (norm > 0) low = Math.min(low, norm);
      high = Math.max(high, norm);
    }
  }
  if (high === 0) return [1e-4, 1];
  const top = 2 * Math.ceil(Math.log10(high) / 2);
  const bottom = Math.min(top - 4, 2 * Math.floor(Math.log10(low) / 2));
  return [Number(`1e${bottom}`), Number(`1e${top}`)];
}
