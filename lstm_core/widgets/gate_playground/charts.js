// The two charts: c and h from the start to the last step.

import { halfLife, levelOf, stateBounds } from "./cell.js";
import { cellNumber, halfMarks } from "./words.js";
import { createLineChart } from "../shared/line_chart.js";
import { htmlElement, setAttributes } from "../shared/svg.js";

/** Make them; `onCursor(t)` is called when the pointer moves over one. Returns { element, ends, draw({ values, curves, inputAt, t }) }. */
export function createCharts(steps, onCursor) {
  const times = Array.from({ length: steps + 1 }, (_, t) => t);
  const x = { label: "step t", low: 0, high: steps, isNice: false };
  const cell = createLineChart({ label: "Cell state c", testid: "chart-c", onCursor });
  const hidden = createLineChart({ label: "Hidden state h", testid: "chart-h", onCursor });
  return {
    element: htmlElement("div", { class: "lstm-charts" }, cell.element, hidden.element),
    ends: [cell.destroy, hidden.destroy],
    draw({ values, curves: { c, h }, inputAt, t }) {
      const [low, high] = stateBounds(c);
      cell.draw({
        x, y: { label: "cell state c", low, high, isNice: false }, marks: cellMarks(values, inputAt, steps), cursor: t, format: cellNumber,
        series: [{ name: "c", look: 0, x: times, y: c }],
      });
      hidden.draw({
        x, y: { label: "hidden state h = o · tanh(c)", low: -1, high: 1, count: 4 }, cursor: t, format: cellNumber,
        series: [{ name: "h", look: 1, x: times, y: h }],
      });
      const shown = `over ${steps} steps`;
      setAttributes(cell.svg, { "aria-label": `Cell state c ${shown}: from ${cellNumber(c[0])} to ${cellNumber(c[steps])}` });
      setAttributes(hidden.svg, { "aria-label": `Hidden state h ${shown}: from ${cellNumber(h[1])} to ${cellNumber(h[steps])}` });
    },
  };
}

function cellMarks(values, inputAt, steps) {
  const marks = halfMarks(halfLife(values.f), inputAt, steps);
  const level = levelOf(values, inputAt);
  return inputAt === "every" && level !== 0 ? [...marks, { axis: "y", at: level, text: `level ${cellNumber(level)}` }] : marks;
}
