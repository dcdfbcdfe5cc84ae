// The whole text at once, small, with a frame around what is shown below it.

import { heatPixels, putPixels } from "./heat_canvas.js";
import { htmlElement, setAttributes } from "./svg.js";

/** How the text fits into a width: { columns, perPixel }; short texts have one pixel per step and are stretched. */
export function overviewColumns(T, width) {
  const columns = Math.min(T, Math.max(1, Math.floor(width)));
  return { columns, perPixel: T / columns };
}

/** Make it. Returns { element, show(picture, window, width) }; `onPick(t)` is called for a click or a drag. */
export function createOverview(T, onPick) {
  const canvas = htmlElement("canvas", {});
  const frame = htmlElement("div", { class: "lstm-overview-frame" });
  const element = htmlElement("div", { class: "lstm-overview", "aria-hidden": "true", "data-testid": "overview" }, canvas, frame);
  let drawn = "";

  function pick(event) {
    const box = element.getBoundingClientRect();
    onPick(Math.floor(((event.clientX - box.left) / box.width) * T));
  }
  element.addEventListener("pointerdown", (event) => {
    element.setPointerCapture(event.pointerId);
    pick(event);
  });
  element.addEventListener("pointermove", (event) => {
    if (element.hasPointerCapture(event.pointerId)) pick(event);
  });

  return {
    element,
    show(picture, { start, columns: visible }, width) {
      setAttributes(element, { hidden: visible >= T });
      if (visible >= T) return;
      const { columns, perPixel } = overviewColumns(T, width);
      const key = `${picture.key} ${columns}`;
      if (key !== drawn) putPixels(canvas, heatPixels({ ...picture, start: 0, columns, perPixel }), columns, picture.units.length);
      drawn = key;
      setAttributes(frame, { style: `left: ${(100 * start) / T}%; width: ${(100 * visible) / T}%` });
    },
  };
}
