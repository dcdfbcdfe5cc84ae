// Where the live heat map's columns, rows and numbers stand, and the interval of its colours. Plain functions.

import { QUANTITIES } from "../shared/quantities.js";

export const PLACE = { left: 34, top: 4, letters: 20, ticks: 15, right: 8, tallest: 200, lowest: 120, perUnit: 8, widest: 26 };

/** Where everything stands: all columns are shown, however narrow. */
export function layoutLabHeat(width, columns, units) {
  const column = Math.min(PLACE.widest, Math.max(4, Math.floor((width - PLACE.left - PLACE.right) / Math.max(1, columns))));
  const tall = Math.min(PLACE.tallest, Math.max(PLACE.lowest, PLACE.perUnit * units));
  return { column, columns, units, row: tall / units, plotWidth: column * columns, plotHeight: tall };
}

/** Which column and unit lies under a place, or null. */
export function labCellAt(layout, x, y) {
  const column = Math.floor((x - PLACE.left) / layout.column);
  const unit = Math.floor((y - PLACE.top) / layout.row);
  const isInside = column >= 0 && column < layout.columns && unit >= 0 && unit < layout.units;
  return isInside ? { column, unit } : null;
}

/** The units whose numbers are written: few enough to be read. */
export function numberedUnits(units, row) {
  const every = [1, 2, 5, 10, 20, 50].find((step) => step * row >= 14) ?? 100;
  return Array.from({ length: units }, (_, unit) => unit).filter((unit) => unit % every === 0);
}

/** The interval of the colours; only the cell state has one that moves, in steps, so that colours do not flicker. */
export function labHeatScale(name, numbers) {
  if (QUANTITIES[name].isGate) return { kind: "sequential", low: 0, high: 1 };
  if (name !== "cell") return { kind: "diverging", low: -1, high: 1 };
  let size = 0;
  for (const value of numbers) if (Math.abs(value) > size) size = Math.abs(value);
  const bound = 2 ** Math.max(0, Math.ceil(Math.log2(size || 1) - 1e-9));
  return { kind: "diverging", low: -bound, high: bound };
}

/** The size of the drawing with its labels. */
export function labHeatSize(layout) {
  return { width: PLACE.left + layout.plotWidth + PLACE.right, height: PLACE.top + layout.plotHeight + PLACE.letters + PLACE.ticks };
}
