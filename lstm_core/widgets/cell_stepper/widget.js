// CellStepper: controls, text, diagram and formula of one LSTM cell. All numbers came with the widget.

import { boxScales } from "./chips.js";
import { readTrace } from "./data.js";
import { writtenQuantity } from "./describe.js";
import { drawDiagram } from "./drawing.js";
import { createNextCharacters } from "./next_characters.js";
import { createPanel } from "./panel.js";
import { createRoot } from "./parts.js";
import { Pointing } from "./pointing.js";
import { createStrip } from "./strip.js";
import { substepOf } from "./things.js";
import { travel } from "./travel.js";
import { locate, nameOf, passEnd, turned, walk, withUnit } from "./walk.js";
import { placeText, spokenPlace } from "./words.js";
import { createChoice, createUnitField } from "../shared/choice.js";
import { mount } from "../shared/mount.js";
import { createWidget } from "../shared/nulls.js";
import { createPlayer } from "../shared/player.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes } from "../shared/svg.js";
import { readTraits, sendTraits } from "../shared/traits.js";

const TRAITS = /** @type {const} */ (["sizes", "characters", "inputs", "targets", "initial_state", "weights", "forward_rows", "backward_rows"]);
const LEAST_DIAGRAM = 300; // pixels of the diagram
const TABS = [["formula", "Formula"], ["likely", "Next character"], ["keys", "Keys"]];

/** One view of the cell: the trace, where the learner is, and by what a step goes. */
class StepperView {
  /** @param {import("../shared/types.js").Model<import("./types.js").CellStepperState>} model */
  constructor(model) {
    this.model = model;
    this.trace = readTrace(readTraits(model, TRAITS));
    this.wiring = model.get("wiring");
    this.scales = boxScales(this.trace);
    this.view = this.viewFromModel();
    this.grain = "substep";
    this.diagram = null;
    this.endTravel = () => {};
    this.painted = 0;
    this.player = createPlayer({
      length: this.trace.T, position: this.view.t, label: "character of the text", describe: (t) => placeText(this.trace, t),
      onSeek: (t) => this.change({ t }), onNext: () => this.step(1, this.grain), onPrevious: () => this.step(-1, this.grain),
      interval: () => (this.grain === "substep" ? 1200 : 700),
    });
    this.parts = this.createParts();
    this.root = createRoot(this.player, this.parts, () => this.sendView());
    if (!this.trace.hasBackward) this.parts.directions.disable("backward", "Pass targets= to have a loss and the backward pass");
    this.chooseGrain("substep");
    this.chooseTab("formula");
    this.paintSoon = onceAFrame(() => this.paint());
  }

  createParts() {
    const { trace, wiring } = this;
    const stage = htmlElement("div", { class: "lstm-stage" });
    return {
      directions: createChoice("Direction", [["forward", "Forward"], ["backward", "Backward"]], (direction) => this.show(turned(this.view, direction))),
      grains: createChoice("Step by", [["substep", "Sub-step"], ["character", "Character"]], (grain) => this.chooseGrain(grain)),
      unitField: createUnitField(trace.H, (unit) => this.showUnit(unit)),
      strip: createStrip(trace, (t) => this.change({ t })),
      panel: createPanel(trace, wiring),
      next: createNextCharacters(trace, wiring),
      tabs: createChoice("What is shown", TABS, (tab) => this.chooseTab(tab)),
      stage,
      pointing: new Pointing(trace, wiring, stage, (thing, unit) => this.byHand(() => this.select(thing, unit))),
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

  /** Which of the parts of the explanation is shown where there is no room for all. */
  chooseTab(tab) {
    this.parts.tabs.show(tab);
    this.root.dataset.tab = tab;
  }

  step(by, grain) {
    const next = walk(this.view, by, grain, this.trace.T);
    if (next) this.show(next);
    this.travels = next !== null && by > 0;
    return next !== null;
  }

  /** Go to the sub-step of a thing in the diagram; a click on a bar chooses its unit as well. */
  select(thing, unit) {
    const { substep } = locate(this.wiring, substepOf(this.wiring, thing, this.view.direction));
    this.travels = substep !== this.view.substep;
    this.show({ ...this.view, substep, unit: unit ?? this.view.unit });
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
      ArrowUp: () => this.showUnit(this.view.unit - 1), ArrowDown: () => this.showUnit(this.view.unit + 1),
      Home: () => this.byHand(() => this.show(passEnd(this.view, false, trace.T))), End: () => this.byHand(() => this.show(passEnd(this.view, true, trace.T))),
      Space: player.toggle, b: () => this.byHand(() => this.turnRound()),
    };
  }

  // The picture

  fit(width) {
    const { stage, strip, pointing } = this.parts;
    this.diagram = drawDiagram(this.trace, this.wiring, { width: Math.max(LEAST_DIAGRAM, Math.floor(width)), height: stage.clientHeight });
    stage.replaceChildren(this.diagram.svg, pointing.card);
    pointing.attach(this.diagram);
    strip.fit(strip.element.clientWidth);
    this.paint();
  }

  paint() {
    if (!this.diagram) return;
    const { trace, view, player, diagram } = this;
    const { directions, unitField, strip, panel, next, pointing, speech } = this.parts;
    player.show(view.t);
    directions.show(view.direction);
    unitField.show(view.unit);
    strip.show(view);
    diagram.paint(view, this.scales);
    const words = panel.show(view);
    next.show(view);
    pointing.show(view);
    this.travel();
    setAttributes(diagram.svg, { "aria-label": `Wiring of the LSTM cell at t = ${view.t}, unit ${view.unit}` });
    this.painted += 1;
    setAttributes(this.root, {
      "data-t": view.t, "data-substep": nameOf(this.wiring, view), "data-unit": view.unit, "data-direction": view.direction, "data-painted": this.painted,
    });
    speech.say(spokenPlace(trace, view, words), player.playing() ? 0 : undefined);
  }

  /** After a step the numbers travel along the wires that it uses. */
  travel() {
    this.endTravel();
    if (this.travels) this.endTravel = travel(this.wiring, this.view, this.diagram, (name) => writtenQuantity(this.trace, this.view, name));
    this.travels = false;
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
    lost: { over: true },
    ends: [view.player.destroy, speech.hush],
  });
}

export default createWidget(render);
