// From a unit's values to shades and bars. Plain functions.

import { colourLevel } from "../shared/colour_scale.js";

/** The steps of one unit alone, as what is drawn from all units takes them. */
export function unitSteps(steps, unit) {
  return { T: steps.T, H: 1, at: (name, t) => steps.at(name, t, unit) };
}

/** A value's colour and the ink that can be read on it: { ground: "rgb(1, 2, 3)", ink: "#ffffff" }. */
export function shadeOf(value, { low, high }, table) {
  const level = 3 * colourLevel(value, low, high);
  const channels = Array.from(table.slice(level, level + 3));
  return { ground: `rgb(${channels.join(", ")})`, ink: inkOn(channels) };
}

/** Black or white, whichever has the greater contrast: at least 4.58 : 1 on any colour. */
export function inkOn(channels) {
  const [red, green, blue] = channels.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? "#000000" : "#ffffff";
}

/**
 * A value's bar in per cent of its strip: { top, height }. On a scale from 0 it grows from the floor; on one that is
 * symmetric about 0 it grows up or down from the middle.
 */
export function barBox(value, { low, high }) {
  const share = Math.min(1, Math.max(-1, value / high));
  if (low >= 0) return { top: 100 * (1 - Math.max(0, share)), height: 100 * Math.max(0, share) };
  return { top: 50 - 50 * Math.max(0, share), height: 50 * Math.abs(share) };
}

/** The page of a text on which a place stands: [start, end), at most `size` long. */
export function pageAround(t, T, size) {
  const start = size * Math.floor(t / size);
  return [start, Math.min(T, start + size)];
}
