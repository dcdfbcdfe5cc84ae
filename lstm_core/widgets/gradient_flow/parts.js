// What the gradient flow is made of besides sliders and table: the chart, and the order of everything in the widget's element.

import { normBounds } from "./data.js";
import { createFoot } from "../shared/foot.js";
import { formatCompact } from "../shared/format.js";
import { createLineChart } from "../shared/line_chart.js";
import { htmlElement, setAttributes } from "../shared/svg.js";

const END_LABELS = { rnn: "RNN", lstm: "LSTM", lstm_bias: "LSTM, bias 1" };
const KEYS = [
  [["←", "→"], "lag"], [["Shift ←", "Shift →"], "ten lags"], [["Home", "End"], "first, last"], [["Space"], "play"],
  [["↑", "↓"], "weight scale"], [["H", "C"], "state"],
];

/** Make the chart. Returns { element, destroy, draw(view, curves) }; a curve is null for a network without the state. */
export function createFlowChart(grid, onCursor) {
  const names = Object.keys(grid.networks);
  const lags = Array.from({ length: grid.lengths.at(-1) }, (_, lag) => lag);
  const { element, svg, draw, destroy } = createLineChart({ label: "Gradient by lag", height: 232, testid: "chart", onCursor });
  return {
    element,
    destroy,
    draw({ length, truncation, state, lag }, curves) {
      const [low, high] = normBounds(curves.filter(Boolean));
      draw({
        x: { label: "lag T − 1 − t (steps back)", low: 0, high: length - 1, isNice: false },
        y: { label: `norm of d loss at T − 1 / d ${state} at t (log axis)`, kind: "log", low, high, count: 7 },
        labelRoom: 84,
        cursor: lag,
        numbersAbove: true,
        format: formatCompact,
        shade: truncation === null ? null : { from: truncation - 0.5, to: length - 1, text: "cut off: no gradient" },
        series: curves.flatMap((y, look) => (y ? [{ name: names[look], endLabel: END_LABELS[names[look]], look, x: lags, y, faintFrom: truncation ?? length }] : [])),
      });
      setAttributes(svg, { "aria-label": `Size of the gradient with respect to ${state} against the lag, 0 to ${length - 1}; the table below has the numbers` });
    },
  };
}

/** Put all parts into the widget's element. */
export function createRoot(player, { sliders, states, chart, table, told, speech }, onSend) {
  return htmlElement("div", {
    class: "lstm-widget lstm-flow-map", tabindex: 0, role: "group", "aria-label": "Gradient flow", "data-testid": "gradient-flow",
  },
  sliders.element,
  htmlElement("div", { class: "lstm-controls" }, player.buttons, states.element),
  player.track, chart.element, table.element, told,
  createFoot(KEYS, "weight scale, length, truncation, state and lag", onSend), speech.element);
}
