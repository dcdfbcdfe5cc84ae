// A colour scale with numbers below it and a pointer at the present value.

import { formatCompact, formatNumber } from "./format.js";
import { putPixels, scalePixels } from "./heat_canvas.js";
import { htmlElement, setAttributes, setText } from "./svg.js";

/** Where a number stands on the scale, in per cent of its length. */
export function legendPlace(value, { low, high }) {
  return 100 * Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** Make it. Returns { element, show(scale, table, value) }; `value` may be null. */
export function createLegend() {
  const canvas = htmlElement("canvas", { class: "lstm-legend-scale" });
  const pointer = htmlElement("span", { class: "lstm-legend-pointer", "data-testid": "legend-pointer" }, "▼");
  const [low, middle, high] = ["low", "middle", "high"].map((place) => htmlElement("span", { class: `lstm-legend-${place}` }));
  const element = htmlElement("div", { class: "lstm-legend", role: "img", "data-testid": "legend" },
    htmlElement("div", { class: "lstm-legend-above" }, pointer), canvas, htmlElement("div", { class: "lstm-legend-numbers" }, low, middle, high));
  return {
    element,
    show(scale, table, value) {
      const write = (number) => (Number.isInteger(2 * number) ? formatNumber(number, Number.isInteger(number) ? 0 : 1) : formatCompact(number));
      const numbers = [scale.low, (scale.low + scale.high) / 2, scale.high].map(write);
      putPixels(canvas, scalePixels(table), table.length / 3, 1);
      [low, middle, high].forEach((place, k) => {
        setText(place, numbers[k]);
      });
      setAttributes(pointer, { style: value === null ? "visibility: hidden" : `left: ${legendPlace(value, scale)}%` });
      setAttributes(element, { "aria-label": `Colours from ${numbers[0]} to ${numbers[2]}` });
    },
  };
}
