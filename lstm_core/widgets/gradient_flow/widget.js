// GradientFlow: how the gradient of the last loss fades on its way back, in three networks. All numbers came with the widget.

import { createChoice } from "../shared/choice.js";
import { curveOf, normBounds, readGrid } from "./data.js";
import { createFlowSliders } from "./sliders.js";
import { createFlowTable } from "./table.js";
import { finding, lagText, tableRow } from "./words.js";
import { createFoot } from "../shared/foot.js";
import { formatCompact } from "../shared/format.js";
import { createLineChart } from "../shared/line_chart.js";
import { mount } from "../shared/mount.js";
import { createPlayer } from "../shared/player.js";
import { clamp } from "../shared/scale.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "../shared/svg.js";

const TRAITS = ["weight_scales", "lengths", "networks", "measured", "norms"];
const VIEW = ["weight_scale", "length", "truncation", "state", "lag"];
const QUIET = 500; // milliseconds without a change, after which the view is spoken
const LONG_STEP = 10;
const END_LABELS = { rnn: "RNN", lstm: "LSTM", lstm_bias: "LSTM, bias 1" };
const KEYS = [
  [["←", "→"], "lag"], [["Shift ←", "Shift →"], "ten lags"], [["Home", "End"], ""], [["Space"], "play"],
  [["↑", "↓"], "weight scale"], [["H", "C"], "state"],
];

function render({ model, el }) {
  const grid = readGrid(Object.fromEntries(TRAITS.map((name) => [name, model.get(name)])));
  const names = Object.keys(grid.networks);
  const lags = Array.from({ length: grid.lengths.at(-1) }, (_, lag) => lag);
  let view = viewFromModel();
  let painted = 0;

  const player = createPlayer({
    length: view.length,
    position: view.lag,
    label: "lag, steps back from the last",
    describe: (lag) => lagText(lag, view.length),
    onSeek: (lag) => change({ lag }),
    onNext: () => walk(1),
    onPrevious: () => walk(-1),
    interval: () => 300,
  });
  const sliders = createFlowSliders(grid, change);
  const states = createChoice("Derivative by", [["h", "by hidden state h"], ["c", "by cell state c"]], (state) => change({ state }));
  const chart = createLineChart({ label: "Gradient by lag", height: 300, testid: "chart", onCursor: moveByHand });
  const table = createFlowTable(grid.networks);
  const words = htmlElement("p", { class: "lstm-words", "data-testid": "finding" });
  const speech = createSpeech();
  const root = htmlElement("div", {
    class: "lstm-widget lstm-flow-map", tabindex: 0, role: "group", "aria-label": "Gradient flow", "data-testid": "gradient-flow",
  },
  sliders.element,
  htmlElement("div", { class: "lstm-controls" }, player.buttons, states.element),
  player.track, chart.element, table.element, words,
  createFoot(KEYS, "weight scale, length, truncation, state and lag", sendView), speech.element);

  const paintSoon = onceAFrame(paint);

  /** @returns {any} */
  function viewFromModel() {
    return Object.fromEntries(VIEW.map((name) => [name, model.get(name)]));
  }

  function change(changes) {
    view = { ...view, ...changes };
    paintSoon();
  }

  /** One lag on or back, from where the view is: the player knows that only after the next frame. */
  function walk(by) {
    const lag = shownView().lag + by;
    if (lag < 0 || lag >= view.length) return false;
    change({ lag });
    return true;
  }

  function moveByHand(lag) {
    player.pause();
    change({ lag: clamp(lag, 0, view.length - 1) });
  }

  /** What is shown: a cut or a lag beyond the text is held back, not forgotten. */
  function shownView() {
    const isCutting = view.truncation !== null && view.truncation < view.length;
    return { ...view, truncation: isCutting ? view.truncation : null, lag: Math.min(view.lag, view.length - 1) };
  }

  function paint() {
    const now = shownView();
    const curves = names.map((name) => curveOf(grid, name, now));
    const rows = curves.map((curve) => tableRow(curve, now));
    const present = names.map((_, k) => k).filter((k) => curves[k]);
    player.setLength(now.length);
    player.show(now.lag);
    sliders.show(now);
    states.show(now.state);
    drawChart(now, present, curves);
    table.show(rows, now.lag);
    const told = finding(present.map((k) => [grid.networks[names[k]], rows[k]]), now, present.map((k) => curves[k]));
    setText(words, told);
    painted += 1;
    setAttributes(root, {
      "data-weight-scale": now.weight_scale, "data-length": now.length, "data-truncation": now.truncation ?? "none",
      "data-state": now.state, "data-lag": now.lag, "data-painted": painted,
    });
    speech.say(spokenView(now, rows, told), player.playing() ? 0 : QUIET);
  }

  function drawChart(now, present, curves) {
    const [low, high] = normBounds(present.map((k) => curves[k]));
    chart.draw({
      x: { label: "lag T − t (steps back from the last)", low: 0, high: now.length - 1, isNice: false },
      y: { label: `norm of d loss_T / d ${now.state}_t (log axis)`, kind: "log", low, high, count: 7 },
      labelRoom: 84,
      cursor: now.lag,
      format: formatCompact,
      shade: now.truncation === null ? null : { from: now.truncation - 0.5, to: now.length - 1, text: "cut off: no gradient" },
      series: present.map((k) => ({
        name: names[k], endLabel: END_LABELS[names[k]], look: k, x: lags, y: curves[k], faintFrom: now.truncation ?? now.length,
      })),
    });
    setAttributes(chart.svg, { "aria-label": `Size of the gradient by ${now.state} against the lag, 0 to ${now.length - 1}; the table below has the numbers` });
  }

  function spokenView(now, rows, told) {
    const numbers = rows.flatMap((row, k) => (row ? [`${grid.networks[names[k]]} ${row.texts[1]}`] : []));
    return `${lagText(now.lag, now.length)}: ${numbers.join(", ")}. ${told}`.replaceAll("_", " ");
  }

  function sendView() {
    for (const [name, value] of Object.entries(shownView())) model.set(name, value);
    model.save_changes();
  }

  function followModel() {
    change(viewFromModel());
  }

  function scaleBy(step) {
    const k = clamp(grid.scales.indexOf(view.weight_scale) + step, 0, grid.scales.length - 1);
    change({ weight_scale: grid.scales[k] });
  }

  const keys = {
    ArrowRight: player.next,
    ArrowLeft: player.previous,
    "Shift+ArrowRight": () => moveByHand(shownView().lag + LONG_STEP),
    "Shift+ArrowLeft": () => moveByHand(shownView().lag - LONG_STEP),
    ArrowUp: () => scaleBy(1),
    ArrowDown: () => scaleBy(-1),
    Home: () => moveByHand(0),
    End: () => moveByHand(view.length - 1),
    Space: player.toggle,
    h: () => change({ state: "h" }),
    c: () => change({ state: "c" }),
  };
  const traits = Object.fromEntries(VIEW.map((name) => [name, followModel]));
  const end = mount({ model, el, root, paintSoon }, { keys, traits, ends: [player.destroy, chart.destroy, speech.hush] });
  paint();
  return end;
}

export default { render };
