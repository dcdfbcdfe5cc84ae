// GatePlayground: four sliders for one unit's pre-activations, and c and h over the steps when the gates stay so.

import { gateValues, halfLife, levelOf, unrollCell } from "./cell.js";
import { createCharts } from "./charts.js";
import { createPresets, createResets, createRoot } from "./parts.js";
import { PRESETS, presetOf } from "./presets.js";
import { createSliders } from "./sliders.js";
import { createStory } from "./story.js";
import { positionText } from "./words.js";
import { createChoice } from "../shared/choice.js";
import { mount } from "../shared/mount.js";
import { createWidget } from "../shared/nulls.js";
import { createPlayer } from "../shared/player.js";
import { clamp } from "../shared/scale.js";
import { createSpeech } from "../shared/speech.js";
import { onceAFrame, setAttributes } from "../shared/svg.js";
import { readTraits, sendTraits } from "../shared/traits.js";

const NAMES = /** @type {const} */ (["z_i", "z_f", "z_g", "z_o", "c_start", "input_at"]);
const QUIET = 500; // milliseconds without a change, after which the view is spoken
const LONG_STEP = 10;

/** One view of the playground: the settings, the step that is shown, and the curves of the last painting. */
class PlaygroundView {
  /** @param {import("../shared/types.js").Model<import("./types.js").GatePlaygroundState>} model */
  constructor(model) {
    this.model = model;
    this.steps = model.get("steps");
    this.initial = model.get("initial");
    this.settings = this.settingsFromModel();
    this.t = model.get("position");
    this.curves = null;
    this.beforeReset = null;
    this.painted = 0;
    this.player = createPlayer({
      length: this.steps, position: this.t, label: "step",
      describe: (t) => (this.curves ? positionText(this.curves, t, this.steps) : ""),
      onSeek: (t) => this.moveTo(t), onNext: () => this.walk(1), onPrevious: () => this.walk(-1), interval: () => 300,
    });
    this.parts = {
      presets: createPresets((settings) => this.change(settings)),
      resets: createResets(() => this.reset(), () => this.undo()),
      story: createStory(),
      sliders: createSliders(model.get("limits"), (name, number) => this.change({ [name]: number })),
      inputs: createChoice("Input", [["first", "Input at t = 0 only"], ["every", "at every step"]], (chosen) => this.change({ input_at: chosen })),
      charts: createCharts(this.steps, (t) => this.moveByHand(t)),
      speech: createSpeech(),
    };
    this.root = createRoot(this.player, this.parts, () => this.sendView());
    this.paintSoon = onceAFrame(() => this.paint());
  }

  // Settings and position

  change(changes) {
    this.settings = { ...this.settings, ...changes };
    this.paintSoon();
  }

  /** Go back to the settings at the start; Undo brings back what stood there. */
  reset() {
    if (NAMES.some((name) => this.settings[name] !== this.initial[name])) this.beforeReset = this.settings;
    this.change(this.initial);
  }

  undo() {
    if (this.beforeReset) this.change(this.beforeReset);
    this.beforeReset = null;
  }

  moveTo(t) {
    this.t = clamp(t, 0, this.steps - 1);
    this.paintSoon();
  }

  /** One step, from where the view is: the player knows that only after the next frame. */
  walk(by) {
    const target = this.t + by;
    if (target < 0 || target >= this.steps) return false;
    this.moveTo(target);
    return true;
  }

  moveByHand(t) {
    this.player.pause();
    this.moveTo(t);
  }

  keys() {
    const { player } = this;
    return {
      ArrowRight: player.next, ArrowLeft: player.previous,
      "Shift+ArrowRight": () => this.moveByHand(this.t + LONG_STEP), "Shift+ArrowLeft": () => this.moveByHand(this.t - LONG_STEP),
      Home: () => this.moveByHand(0), End: () => this.moveByHand(this.steps - 1), Space: player.toggle,
      r: () => this.reset(), u: () => this.undo(),
      ...Object.fromEntries(PRESETS.map(({ settings }, k) => [String(k + 1), () => this.change(settings)])),
    };
  }

  paint() {
    const { settings, t, player } = this;
    const { presets, resets, story, sliders, inputs, charts, speech } = this.parts;
    const inputAt = settings.input_at;
    const values = gateValues(settings);
    const curves = unrollCell(values, settings.c_start, inputAt, this.steps);
    const preset = presetOf(settings);
    this.curves = curves;
    player.show(t);
    sliders.show(settings, values);
    inputs.show(inputAt);
    presets.show(preset);
    resets.show(this.beforeReset !== null);
    charts.draw({ values, curves, inputAt, t });
    const words = story.show({ values, curves, inputAt, t }, preset);
    this.painted += 1;
    setAttributes(this.root, {
      "data-t": t, "data-c": curves.c[t], "data-h": curves.h[t], "data-half-life": halfLife(values.f),
      "data-level": levelOf(values, inputAt), "data-painted": this.painted,
    });
    speech.say(words, player.playing() ? 0 : QUIET);
  }

  // Python's object

  settingsFromModel() {
    return readTraits(this.model, NAMES);
  }

  sendView() {
    sendTraits(this.model, { ...this.settings, position: this.t }); // read before anything is set: every set calls followModel
  }

  followModel() {
    this.settings = this.settingsFromModel();
    this.t = this.model.get("position");
    this.paintSoon();
  }
}

function render({ model, el }) {
  const view = new PlaygroundView(model);
  const { charts, speech } = view.parts;
  const end = mount({ model, el, root: view.root, paintSoon: view.paintSoon }, {
    keys: view.keys(),
    traits: Object.fromEntries([...NAMES, "position"].map((name) => [name, () => view.followModel()])),
    ends: [view.player.destroy, ...charts.ends, speech.hush], lost: { over: true },
  });
  view.paint();
  return end;
}

export default createWidget(render);
