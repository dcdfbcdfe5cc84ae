// The signs of a line chart: a marker for each look of a line, and those of single points.

import { svgElement } from "./svg.js";

export const SIGNS = { best: "m0 -6l6 6l-6 6l-6 -6z", selected: "m-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0z" };
export const MARKERS = [ // one a look, drawn from its centre on; the last has none
  "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
  "m-3.2 -3.2h6.4v6.4h-6.4z",
  "m0 -4.4l4 7.4h-8z",
  "m0 -4.6l4.6 4.6l-4.6 4.6l-4.6 -4.6z",
  "",
];

/** A marker's path at a place; empty where it cannot be drawn. */
export function markerPath(shape, x, y) {
  return shape && Number.isFinite(x) && Number.isFinite(y) ? `M${x.toFixed(1)} ${y.toFixed(1)}${shape}` : "";
}

/** A short piece of a line with its marker, for a legend. */
export function lineSample(look) {
  return svgElement("svg", { class: "lstm-chart lstm-chart-sample", width: 44, height: 14, viewBox: "0 0 44 14", "aria-hidden": "true" },
    svgElement("g", { "data-look": look },
      svgElement("path", { class: "lstm-chart-line", d: "M1 7H43" }),
      svgElement("path", { class: "lstm-chart-markers", d: markerPath(MARKERS[look % MARKERS.length], 22, 7) })));
}
