// GatePlayground: four sliders for one unit's pre-activations, and what becomes of c and h when the gates stay so.

import { createChoice } from "../shared/choice.js";
import { gateValues, halfLife, levelOf, stateBounds, unrollCell } from "./cell.js";
import { PRESETS, presetOf } from "./presets.js";
import { createSliders } from "./sliders.js";
import { storyPart } from "./story.js";
import { cellNumber, halfMarks, memoryStory, positionText, spokenTerms, stepStory, stepsText } from "./words.js";
import { createFoot } from "../shared/foot.js";
import { createLineChart } from "../shared/line_chart.js";
import { mount } from "../shared/mount.js";
import { createPlayer } from "../shared/player.js";
import { clamp } from "../shared/scale.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "../shared/svg.js";

const NAMES = ["z_i", "z_f", "z_g", "z_o", "c_0", "input_at"];
const QUIET = 500; // milliseconds without a change, after which the view is spoken
const LONG_STEP = 10;
const KEYS = [
  [["←", "→"], "step"], [["Shift ←", "Shift →"], "ten steps"], [["Home", "End"], ""], [["Space"], "play"], [["1 … 8"], "presets"], [["0"], "reset"],
];
const OWN_SETTING = "Your own setting: move a slider and watch both curves, or take one of the presets above.";

function render({ model, el }) {
  const steps = model.get("steps");
  const limits = model.get("limits");
  const initial = model.get("initial");
  const times = Array.from({ length: steps + 1 }, (_, t) => t);
  let settings = settingsFromModel();
  let t = model.get("position");
  let curves = null;
  let painted = 0;

  const player = createPlayer({
    length: steps + 1,
    position: t,
    label: "step",
    describe: (position) => (curves ? positionText(curves, position, steps) : ""),
    onSeek: moveTo,
    onNext: () => walk(1),
    onPrevious: () => walk(-1),
    interval: () => 300,
  });
  const sliders = createSliders(limits, (name, number) => change({ [name]: number }));
  const inputs = createChoice("Input", [["first", "Input only at the first step"], ["every", "Input at every step"]], (chosen) => change({ input_at: chosen }));
  const presetButtons = PRESETS.map(({ name, settings: wanted }, k) => {
    const button = htmlElement("button", { type: "button", class: "lstm-button", "aria-pressed": "false", title: `Key ${k + 1}`, "data-testid": `preset-${k + 1}` }, name);
    button.addEventListener("click", () => change(wanted));
    return button;
  });
  const resetButton = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": "reset" }, "Reset");
  resetButton.addEventListener("click", () => change(initial));
  const cellChart = createLineChart({ label: "Cell state c", testid: "chart-c", onCursor: moveByHand });
  const hiddenChart = createLineChart({ label: "Hidden state h", testid: "chart-h", onCursor: moveByHand });
  const see = htmlElement("p", { class: "lstm-see", "data-testid": "see" });
  const story = htmlElement("div", { class: "lstm-parts" });
  const speech = createSpeech();
  const root = htmlElement("div", {
    class: "lstm-widget lstm-playground", tabindex: 0, role: "group", "aria-label": "Gate playground", "data-testid": "gate-playground",
  },
  htmlElement("div", { class: "lstm-presets", role: "group", "aria-label": "Presets" }, ...presetButtons, resetButton),
  see, sliders.element,
  htmlElement("div", { class: "lstm-controls" }, player.buttons, inputs.element),
  player.track,
  htmlElement("div", { class: "lstm-charts" }, cellChart.element, hiddenChart.element),
  story,
  createFoot(KEYS, "the settings and the position", sendView), speech.element);

  const paintSoon = onceAFrame(paint);

  /** @returns {any} */
  function settingsFromModel() {
    return Object.fromEntries(NAMES.map((name) => [name, model.get(name)]));
  }

  function change(changes) {
    settings = { ...settings, ...changes };
    paintSoon();
  }

  function moveTo(position) {
    t = clamp(position, 0, steps);
    paintSoon();
  }

  /** One step, from where the view is: the player knows that only after the next frame. */
  function walk(by) {
    const target = t + by;
    if (target < 0 || target > steps) return false;
    moveTo(target);
    return true;
  }

  function moveByHand(position) {
    player.pause();
    moveTo(position);
  }

  function paint() {
    const values = gateValues(settings);
    curves = unrollCell(values, settings.c_0, settings.input_at, steps);
    player.show(t);
    sliders.show(settings, values);
    inputs.show(settings.input_at);
    const preset = presetOf(settings);
    for (const [k, button] of presetButtons.entries()) setAttributes(button, { "aria-pressed": String(PRESETS[k] === preset) });
    drawCharts(values);
    const words = tellStory(values, preset);
    painted += 1;
    setAttributes(root, {
      "data-t": t, "data-c": curves.c[t], "data-h": t === 0 ? null : curves.h[t], "data-half-life": halfLife(values.f),
      "data-level": levelOf(values, settings.input_at), "data-painted": painted,
    });
    speech.say(words, player.playing() ? 0 : QUIET);
  }

  function drawCharts(values) {
    const x = { label: "step t", low: 0, high: steps, isNice: false };
    const [low, high] = stateBounds(curves.c);
    const level = levelOf(values, settings.input_at);
    const marks = halfMarks(halfLife(values.f), settings.input_at, steps);
    if (settings.input_at === "every" && level !== 0) marks.push({ axis: "y", at: level, text: `level ${cellNumber(level)}` });
    cellChart.draw({
      x, y: { label: "cell state c", low, high, isNice: false }, marks, cursor: t, format: cellNumber,
      series: [{ name: "c", look: 0, x: times, y: curves.c }],
    });
    hiddenChart.draw({
      x, y: { label: "hidden state h = o · tanh(c)", low: -1, high: 1, count: 4 }, cursor: t, format: cellNumber,
      series: [{ name: "h", look: 1, x: times, y: curves.h }],
    });
    const shown = `over ${steps} steps`;
    setAttributes(cellChart.svg, { "aria-label": `Cell state c ${shown}: from ${cellNumber(curves.c[0])} to ${cellNumber(curves.c[steps])}` });
    setAttributes(hiddenChart.svg, { "aria-label": `Hidden state h ${shown}: from ${cellNumber(curves.h[1])} to ${cellNumber(curves.h[steps])}` });
  }

  function tellStory(values, preset) {
    const memory = memoryStory(values, settings.input_at);
    const step = stepStory(values, curves, settings.input_at, t);
    const heading = t === 0 ? "At t = 0 the cell holds c_0; h_t begins with the first step." : `At t = ${t}:`;
    setText(see, preset ? `${preset.name}: ${preset.see}` : OWN_SETTING);
    story.replaceChildren(
      ...memory.map(({ sentence, formula }, k) => storyPart(k === 0 ? "half-life" : "level", sentence, formula ? [formula] : [])),
      storyPart("step", heading, step),
    );
    return [
      preset ? `${preset.name}.` : "", `Half-life ${stepsText(halfLife(values.f))}.`, memory[1].sentence, heading, ...step.map(spokenTerms),
    ].join(" ").replaceAll("_", " ");
  }

  function sendView() {
    const sent = { ...settings, position: t }; // first kept: every set calls followModel, which reads all of them
    for (const [name, value] of Object.entries(sent)) model.set(name, value);
    model.save_changes();
  }

  function followModel() {
    settings = settingsFromModel();
    t = model.get("position");
    paintSoon();
  }

  const byHand = (action) => () => {
    player.pause();
    action();
  };
  const keys = {
    ArrowRight: player.next,
    ArrowLeft: player.previous,
    "Shift+ArrowRight": byHand(() => moveTo(t + LONG_STEP)),
    "Shift+ArrowLeft": byHand(() => moveTo(t - LONG_STEP)),
    Home: byHand(() => moveTo(0)),
    End: byHand(() => moveTo(steps)),
    Space: player.toggle,
    0: () => change(initial),
    ...Object.fromEntries(PRESETS.map(({ settings: wanted }, k) => [String(k + 1), () => change(wanted)])),
  };
  const traits = Object.fromEntries([...NAMES, "position"].map((name) => [name, followModel]));
  const end = mount({ model, el, root, paintSoon }, { keys, traits, ends: [player.destroy, cellChart.destroy, hiddenChart.destroy, speech.hush] });
  paint();
  return end;
}

export default { render };
