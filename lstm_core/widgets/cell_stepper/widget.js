// CellStepper: controls, text, diagram and formula of one LSTM cell. All numbers came with the widget.

import { slopeScale } from "./chips.js";
import { readTrace, traceScales } from "./data.js";
import { drawDiagram } from "./drawing.js";
import { createPanel } from "./panel.js";
import { createStrip } from "./strip.js";
import { SUBSTEPS_PER_STEP, locate, nameOf, passEnd, turned, walk, withUnit } from "./walk.js";
import { createChoice, createUnitField } from "../shared/choice.js";
import { createFoot } from "../shared/foot.js";
import { formatCompact } from "../shared/format.js";
import { mount } from "../shared/mount.js";
import { createPlayer } from "../shared/player.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "../shared/svg.js";
import { spoken, visible } from "../shared/text.js";

const TRAITS = ["sizes", "characters", "inputs", "targets", "initial_state", "weights", "forward_rows", "backward_rows"];
const KEYS = [
  [["←", "→"], "previous, next"], [["Shift ←", "Shift →"], "a whole character"], [["↑", "↓"], "unit"], [["Home", "End"], "first, last"],
  [["Space"], "play"], [["R"], "turn round"],
];
const NARROWEST = 560;

function render({ model, el }) {
  const trace = readTrace(Object.fromEntries(TRAITS.map((name) => [name, model.get(name)])));
  const wiring = model.get("wiring");
  const scales = traceScales(trace);
  let view = { ...viewFromModel(), t: model.get("position"), unit: model.get("unit") };
  let grain = "substep";
  let diagram = null;
  let painted = 0;

  const player = createPlayer({
    length: trace.T,
    position: view.t,
    label: "character of the text",
    describe: describePosition,
    onSeek: (t) => show({ ...view, t }),
    onNext: () => step(1),
    onPrevious: () => step(-1),
    interval: () => (grain === "substep" ? 1200 : 700),
  });
  const directions = createChoice("Direction", [["forward", "Forward"], ["backward", "Backward"]], (direction) => show(turned(view, direction)));
  const grains = createChoice("Step by", [["substep", "Sub-step"], ["character", "Character"]], (chosen) => {
    grain = chosen;
    grains.show(grain);
  });
  const unitField = createUnitField(trace.H, (unit) => show(withUnit(view, unit, trace.H)));
  const strip = createStrip(trace, (t) => show({ ...view, t }));
  const panel = createPanel(trace, wiring);
  const stage = htmlElement("div", { class: "lstm-stage" });
  const scaleNote = htmlElement("p", { class: "lstm-scales" });
  const speech = createSpeech();

  const root = htmlElement("div", {
    class: "lstm-widget lstm-stepper", tabindex: 0, role: "group", "aria-label": "LSTM cell, step by step", "data-testid": "cell-stepper",
  },
  htmlElement("div", { class: "lstm-controls" }, player.buttons, directions.element, grains.element, unitField.element),
  strip.element, player.track, stage, scaleNote, panel.element,
  createFoot(KEYS, "position, substep and unit", sendView), speech.element);
  if (!trace.hasBackward) directions.disable("backward", "Pass targets= to have a loss and the way back");
  grains.show(grain);

  const paintSoon = onceAFrame(paint);

  function viewFromModel() {
    return locate(wiring, model.get("substep"));
  }

  function show(newView) {
    view = newView;
    paintSoon();
  }

  function step(by) {
    const next = walk(view, by, grain, trace.T);
    if (next) show(next);
    return next !== null;
  }

  function stepByCharacter(by) {
    player.pause();
    const next = walk(view, by, "character", trace.T);
    if (next) show(next);
  }

  function describePosition(t) {
    const next = trace.targets ? `, next ‘${visible(trace.characters[trace.targets[t]])}’` : "";
    return `t = ${t} of 0…${trace.T - 1}: ‘${visible(trace.characters[trace.inputs[t]])}’ read${next}`;
  }

  function paint() {
    if (!diagram) return;
    const bars = { ...scales, slope: view.direction === "backward" ? slopeScale(trace, view.t) : 0 };
    player.show(view.t);
    directions.show(view.direction);
    unitField.show(view.unit);
    strip.show(view);
    diagram.paint(view, bars);
    const words = panel.show(view);
    setText(scaleNote, scaleWords(bars, view));
    setAttributes(diagram.svg, { "aria-label": `Wiring of the LSTM cell at t = ${view.t}. ${words}` });
    painted += 1;
    setAttributes(root, {
      "data-t": view.t, "data-substep": nameOf(wiring, view), "data-unit": view.unit, "data-direction": view.direction,
      "data-painted": painted,
    });
    speech.say(spokenView(words), player.playing() ? 0 : undefined);
  }

  function spokenView(words) {
    const character = spoken(trace.characters[trace.inputs[view.t]]);
    return `Step ${view.t}, character ${character}, sub-step ${view.substep + 1} of ${SUBSTEPS_PER_STEP}, unit ${view.unit}. ${words}`;
  }

  function rebuild(width) {
    diagram = drawDiagram(trace, wiring, Math.max(NARROWEST, Math.floor(width)), (unit) => show(withUnit(view, unit, trace.H)));
    stage.replaceChildren(diagram.svg);
    strip.fit(width);
    paint();
  }

  function sendView() {
    // All of it is read before anything is set: every set calls followModel.
    const sent = { position: view.t, substep: nameOf(wiring, view), unit: view.unit };
    for (const [name, value] of Object.entries(sent)) model.set(name, value);
    model.save_changes();
  }

  function followModel() {
    const place = locate(wiring, model.get("substep"));
    show({ ...place, t: model.get("position"), unit: model.get("unit") });
  }

  const byHand = (action) => () => {
    player.pause();
    action();
  };
  const keys = {
    ArrowRight: player.next,
    ArrowLeft: player.previous,
    "Shift+ArrowRight": () => stepByCharacter(1),
    "Shift+ArrowLeft": () => stepByCharacter(-1),
    ArrowUp: () => show(withUnit(view, view.unit + 1, trace.H)),
    ArrowDown: () => show(withUnit(view, view.unit - 1, trace.H)),
    Home: byHand(() => show(passEnd(view, false, trace.T))),
    End: byHand(() => show(passEnd(view, true, trace.T))),
    Space: player.toggle,
    r: byHand(() => trace.hasBackward && show(turned(view, view.direction === "forward" ? "backward" : "forward"))),
  };

  return mount({ model, el, root, paintSoon }, {
    keys,
    traits: { position: followModel, substep: followModel, unit: followModel },
    width: [stage, rebuild],
    ends: [player.destroy, speech.hush],
  });

  function scaleWords(bars, { direction }) {
    const [c, h, z, y] = [bars.c, bars.h, bars.z, bars.y].map((size) => formatCompact(size));
    const states = `Each bar is a unit. A full bar is ${c} for c, ${h} for h and tanh(c), ${z} for z, ${y} for y, 1 for the gates and p`;
    return direction === "forward" ? `${states}.` : `${states}; for derivatives (◂) at this step ${formatCompact(bars.slope)}.`;
  }
}

export default { render };
