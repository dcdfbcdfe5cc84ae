// The two charts: c and h from the cell at the start to the last step.

import { halfLife, levelOf, stateBounds } from "./cell.js";
import { cellNumber, halfMarks } from "./words.js";
import { createLineChart } from "../shared/line_chart.js";
import { htmlElement, setAttributes } from "../shared/svg.js";

const CHART_HEIGHT = 158; // pixels: the widget fits one screen

/** Make them; `onCursor(t)` is called when the pointer moves over one. Returns { element, ends, draw({ values, curves, inputAt, t }) }. */
export function createCharts(steps, onCursor) {
  const times = Array.from({ length: steps }, (_, t) => t);
  const withStart = [-1, ...times];
  const x = { label: "step t", low: -1, high: steps - 1, isNice: false };
  const cell = createLineChart({ label: "Cell state c", height: CHART_HEIGHT, testid: "chart-c", onCursor });
  const hidden = createLineChart({ label: "Hidden state h", height: CHART_HEIGHT, testid: "chart-h", onCursor });
  return {
    element: htmlElement("div", { class: "lstm-charts" }, cell.element, hidden.element),
    ends: [cell.destroy, hidden.destroy],
    draw({ values, curves, inputAt, t }) {
      const { start, c, h } = curves;
      const [low, high] = stateBounds(curves);
      cell.draw({
        x, y: { label: "cell state c", low, high, isNice: false }, marks: cellMarks(values, inputAt, steps), cursor: t, numbersAbove: true, format: cellNumber,
        series: [{ name: "c", look: 0, x: withStart, y: [start, ...c] }],
      });
      hidden.draw({
        x, y: { label: "hidden state h = o · tanh(c)", low: -1, high: 1, count: 4 }, cursor: t, numbersAbove: true, format: cellNumber,
        series: [{ name: "h", look: 1, x: times, y: h }],
      });
      const shown = `over ${steps} steps`;
      setAttributes(cell.svg, { "aria-label": `Cell state c ${shown}: from ${cellNumber(start)} to ${cellNumber(c[steps - 1])}` });
      setAttributes(hidden.svg, { "aria-label": `Hidden state h ${shown}: from ${cellNumber(h[0])} to ${cellNumber(h[steps - 1])}` });
    },
  };
}

function cellMarks(values, inputAt, steps) {
  const marks = halfMarks(halfLife(values.f), inputAt, steps);
  const level = levelOf(values, inputAt);
  return inputAt === "every" && level !== 0 ? [...marks, { axis: "y", at: level, text: `level ${cellNumber(level)}` }] : marks;
}
