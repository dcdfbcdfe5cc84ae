// CellStepper: controls, text, diagram and formula of one LSTM cell. All numbers came with the widget.

import { slopeScale } from "./chips.js";
import { readTrace, traceScales } from "./data.js";
import { drawDiagram } from "./drawing.js";
import { createPanel } from "./panel.js";
import { createRoot } from "./parts.js";
import { createStrip } from "./strip.js";
import { locate, nameOf, passEnd, turned, walk, withUnit } from "./walk.js";
import { placeText, scaleWords, spokenPlace } from "./words.js";
import { createChoice, createUnitField } from "../shared/choice.js";
import { mount } from "../shared/mount.js";
import { createPlayer } from "../shared/player.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "../shared/svg.js";
import { readTraits, sendTraits } from "../shared/traits.js";

const TRAITS = /** @type {const} */ (["sizes", "characters", "inputs", "targets", "initial_state", "weights", "forward_rows", "backward_rows"]);
const NARROWEST = 560;

/** One view of the cell: the trace, where the learner is, and by what a step goes. */
class StepperView {
  /** @param {import("../shared/types.js").Model<import("./types.js").CellStepperState>} model */
  constructor(model) {
    this.model = model;
    this.trace = readTrace(readTraits(model, TRAITS));
    this.wiring = model.get("wiring");
    this.scales = traceScales(this.trace);
    this.view = this.viewFromModel();
    this.grain = "substep";
    this.diagram = null;
    this.painted = 0;
    this.player = createPlayer({
      length: this.trace.T, position: this.view.t, label: "character of the text", describe: (t) => placeText(this.trace, t),
      onSeek: (t) => this.change({ t }), onNext: () => this.step(1, this.grain), onPrevious: () => this.step(-1, this.grain),
      interval: () => (this.grain === "substep" ? 1200 : 700),
    });
    this.parts = this.createParts();
    this.root = createRoot(this.player, this.parts, () => this.sendView());
    if (!this.trace.hasBackward) this.parts.directions.disable("backward", "Pass targets= to have a loss and the way back");
    this.chooseGrain("substep");
    this.paintSoon = onceAFrame(() => this.paint());
  }

  createParts() {
    const { trace } = this;
    return {
      directions: createChoice("Direction", [["forward", "Forward"], ["backward", "Backward"]], (direction) => this.show(turned(this.view, direction))),
      grains: createChoice("Step by", [["substep", "Sub-step"], ["character", "Character"]], (grain) => this.chooseGrain(grain)),
      unitField: createUnitField(trace.H, (unit) => this.showUnit(unit)),
      strip: createStrip(trace, (t) => this.change({ t })),
      panel: createPanel(trace, this.wiring),
      stage: htmlElement("div", { class: "lstm-stage" }),
      scaleNote: htmlElement("p", { class: "lstm-scales" }),
      speech: createSpeech(),
    };
  }

  // Where the learner is

  show(view) {
    this.view = view;
    this.paintSoon();
  }

  change(changes) {
    this.show({ ...this.view, ...changes });
  }

  showUnit(unit) {
    this.show(withUnit(this.view, unit, this.trace.H));
  }

  chooseGrain(grain) {
    this.grain = grain;
    this.parts.grains.show(grain);
  }

  step(by, grain) {
    const next = walk(this.view, by, grain, this.trace.T);
    if (next) this.show(next);
    return next !== null;
  }

  turnRound() {
    if (this.trace.hasBackward) this.show(turned(this.view, this.view.direction === "forward" ? "backward" : "forward"));
  }

  byHand(action) {
    this.player.pause();
    action();
  }

  keys() {
    const { player, trace } = this;
    return {
      ArrowRight: player.next, ArrowLeft: player.previous,
      "Shift+ArrowRight": () => this.byHand(() => this.step(1, "character")), "Shift+ArrowLeft": () => this.byHand(() => this.step(-1, "character")),
      ArrowUp: () => this.showUnit(this.view.unit + 1), ArrowDown: () => this.showUnit(this.view.unit - 1),
      Home: () => this.byHand(() => this.show(passEnd(this.view, false, trace.T))), End: () => this.byHand(() => this.show(passEnd(this.view, true, trace.T))),
      Space: player.toggle, r: () => this.byHand(() => this.turnRound()),
    };
  }

  // The picture

  fit(width) {
    const { stage, strip } = this.parts;
    this.diagram = drawDiagram(this.trace, this.wiring, Math.max(NARROWEST, Math.floor(width)), (unit) => this.showUnit(unit));
    stage.replaceChildren(this.diagram.svg);
    strip.fit(width);
    this.paint();
  }

  paint() {
    if (!this.diagram) return;
    const { trace, view, player, diagram } = this;
    const { directions, unitField, strip, panel, scaleNote, speech } = this.parts;
    const bars = { ...this.scales, slope: view.direction === "backward" ? slopeScale(trace, view.t) : 0 };
    player.show(view.t);
    directions.show(view.direction);
    unitField.show(view.unit);
    strip.show(view);
    diagram.paint(view, bars);
    const words = panel.show(view);
    setText(scaleNote, scaleWords(bars, view.direction));
    setAttributes(diagram.svg, { "aria-label": `Wiring of the LSTM cell at t = ${view.t}. ${words}` });
    this.painted += 1;
    setAttributes(this.root, {
      "data-t": view.t, "data-substep": nameOf(this.wiring, view), "data-unit": view.unit, "data-direction": view.direction, "data-painted": this.painted,
    });
    speech.say(spokenPlace(trace, view, words), player.playing() ? 0 : undefined);
  }

  // Python's object

  viewFromModel() {
    return { ...locate(this.wiring, this.model.get("substep")), t: this.model.get("position"), unit: this.model.get("unit") };
  }

  sendView() {
    // All of it is read before anything is set: every set calls followModel.
    sendTraits(this.model, { position: this.view.t, substep: nameOf(this.wiring, this.view), unit: this.view.unit });
  }
}

function render({ model, el }) {
  const view = new StepperView(model);
  const { stage, speech } = view.parts;
  const followModel = () => view.show(view.viewFromModel());
  return mount({ model, el, root: view.root, paintSoon: view.paintSoon }, {
    keys: view.keys(),
    traits: { position: followModel, substep: followModel, unit: followModel },
    width: [stage, (width) => view.fit(width)],
    ends: [view.player.destroy, speech.hush],
  });
}

export default { render };
