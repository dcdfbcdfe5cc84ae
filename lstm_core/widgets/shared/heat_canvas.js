// A heat map as a canvas with one pixel per number, which the browser enlarges: fast at any size, sharp at any zoom.

import { colourLevel } from "./colour_scale.js";

/**
 * The pixels of a heat map as RGBA bytes: columns are the steps [start, start + columns), rows are `units`.
 * With `perPixel` > 1 a column is the mean of that many steps, for an overview.
 */
export function heatPixels({ steps, name, units, scale, table, start, columns, perPixel = 1 }) {
  const pixels = new Uint8ClampedArray(4 * columns * units.length);
  for (let column = 0; column < columns; column += 1) {
    const from = Math.floor(start + column * perPixel);
    const to = Math.min(steps.T, Math.max(from + 1, Math.floor(start + (column + 1) * perPixel)));
    for (let row = 0; row < units.length; row += 1) {
      let sum = 0;
      for (let t = from; t < to; t += 1) sum += steps.at(name, t, units[row]);
      const level = 3 * colourLevel(sum / (to - from), scale.low, scale.high);
      const place = 4 * (row * columns + column);
      pixels[place] = table[level];
      pixels[place + 1] = table[level + 1];
      pixels[place + 2] = table[level + 2];
      pixels[place + 3] = 255;
    }
  }
  return pixels;
}

/** Put pixels into a canvas, whose size in the page is set apart by its style. */
export function putPixels(canvas, pixels, columns, rows) {
  if (columns === 0 || rows === 0) return;
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  canvas.getContext("2d").putImageData(new ImageData(pixels, columns, rows), 0, 0);
}

/** The pixels of a colour scale from its low to its high end, one row. */
export function scalePixels(table) {
  const pixels = new Uint8ClampedArray((4 * table.length) / 3).fill(255);
  for (let k = 0; k < table.length; k += 1) pixels[4 * Math.floor(k / 3) + (k % 3)] = table[k];
  return pixels;
}
