// Pointing at the diagram: with the mouse or by the Tab key a box, operation or wire is explained, and selecting it leads to its sub-step.

import { describe, spokenCard } from "./describe.js";
import { pointIn } from "../shared/enlarge.js";
import { formulaElement } from "../shared/formula.js";
import { clamp } from "../shared/scale.js";
import { htmlElement, setAttributes } from "../shared/svg.js";
import { TabStop } from "./tab_stop.js";
import { nameOf } from "./walk.js";

const AWAY = 10; // pixels between a thing and its card

/** Where a card of a size stands, beside the place of a thing, in a stage of a size: right, left, below or above. */
export function cardPlace(place, card, stage) {
  const inY = clamp(place.y + place.height / 2 - card.height / 2, 0, Math.max(0, stage.height - card.height));
  const right = place.x + place.width + AWAY;
  if (right + card.width <= stage.width) return { x: right, y: inY };
  const left = place.x - AWAY - card.width;
  if (left >= 0) return { x: left, y: inY };
  const below = place.y + place.height + AWAY;
  return { x: clamp(place.x, 0, Math.max(0, stage.width - card.width)), y: below + card.height <= stage.height ? below : Math.max(0, place.y - AWAY - card.height) };
}

/** The place of a thing in the diagram; of a wire the middle of its longest part. */
export function placeOf(layout, { kind, name }) {
  if (kind !== "wires") return layout.places[name];
  const { points } = layout.wires[name];
  const lengths = points.slice(1).map(([x, y], k) => Math.abs(x - points[k][0]) + Math.abs(y - points[k][1]));
  const k = lengths.indexOf(Math.max(...lengths));
  return { x: (points[k][0] + points[k + 1][0]) / 2, y: (points[k][1] + points[k + 1][1]) / 2, width: 0, height: 0 };
}

/** The card, and what leads to it. `onSelect(thing, unit)` is called for a click or Enter; `unit` is that of the bar that was clicked, or null. */
export class Pointing {
  constructor(trace, wiring, stage, onSelect) {
    this.trace = trace;
    this.wiring = wiring;
    this.stage = stage;
    this.onSelect = onSelect;
    this.card = htmlElement("div", { class: "lstm-card", role: "tooltip", "data-testid": "card", hidden: true });
    this.diagram = null;
    this.pointed = null;
    stage.addEventListener("pointerover", (event) => this.point(this.thingAt(event.target) ?? this.focused()));
    stage.addEventListener("pointerleave", ({ pointerType }) => {
      if (pointerType !== "touch") this.point(this.focused()); // a finger leaves with every tap; its card stays to be read
    });
    stage.addEventListener("focusin", (event) => this.point(this.thingAt(event.target)));
    stage.addEventListener("focusout", () => this.point(null));
    stage.addEventListener("mousedown", (event) => this.keepFocus(event));
    stage.addEventListener("click", (event) => this.click(event));
  }

  /** Take a diagram that was just drawn. */
  attach(diagram) {
    this.diagram = diagram;
    this.pointed = null;
    setAttributes(this.card, { hidden: true });
    this.tabStop = new TabStop(diagram, (thing) => this.onSelect(thing, null));
  }

  show(view) {
    this.view = view;
    const { chips } = this.wiring.lit[nameOf(this.wiring, view)];
    this.tabStop.rest(chips.at(-1));
    if (this.pointed) this.draw();
  }

  thingAt(target) {
    return this.diagram?.things.find(({ element }) => element.contains(target)) ?? null;
  }

  focused() {
    return this.thingAt(document.activeElement);
  }

  point(thing) {
    if (thing === this.pointed) return;
    if (this.pointed) setAttributes(this.pointed.element, { "data-pointed": null });
    this.pointed = thing;
    this.draw();
  }

  draw() {
    const { card, pointed, stage, diagram } = this;
    setAttributes(card, { hidden: pointed === null });
    if (!pointed) return;
    const told = describe(this.trace, this.wiring, this.view, pointed);
    setAttributes(pointed.element, { "data-pointed": true });
    if (pointed === this.focused()) setAttributes(pointed.element, { "aria-hidden": null, "aria-label": spokenCard(told) });
    card.replaceChildren(
      htmlElement("p", { class: "lstm-card-title" }, told.title), ...told.formulas.map(formulaElement), htmlElement("p", { class: "lstm-muted" }, told.note));
    setAttributes(card, { "data-thing": pointed.name, "data-substep": told.substep });
    const { x, y } = cardPlace(placeOf(diagram.layout, pointed), { width: card.offsetWidth, height: card.offsetHeight },
      { width: stage.clientWidth, height: stage.clientHeight });
    card.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  click(event) {
    const thing = this.thingAt(event.target);
    if (!thing) return;
    const hasUnits = thing.kind === "chips" && thing.element.dataset.units !== undefined;
    this.onSelect(thing, hasUnits ? this.diagram.unitAt(thing.name, pointIn(event, this.diagram.svg).x) : null);
  }

  /** A click leaves the focus in the widget, not on the box: the arrow keys still lead from step to step. */
  keepFocus(event) {
    event.preventDefault();
    this.stage.closest(".lstm-widget").focus({ preventScroll: true });
  }
}
