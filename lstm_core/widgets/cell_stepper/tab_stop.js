// The diagram is one tab stop: the arrow keys move the focus along the data, Enter selects.

import { setAttributes } from "../shared/svg.js";

export class TabStop {
  /** `onSelect(thing)` is called for Enter. */
  constructor({ svg, things }, onSelect) {
    this.svg = svg;
    this.things = things;
    this.onSelect = onSelect;
    this.index = 0;
    for (const { element } of things) setAttributes(element, { tabindex: -1, role: "button" });
    svg.addEventListener("keydown", (event) => this.press(event));
  }

  put(index) {
    setAttributes(this.things[this.index].element, { tabindex: -1 });
    this.index = index;
    setAttributes(this.things[index].element, { tabindex: 0 });
  }

  /** Wait at a box, unless the learner stands on another thing. */
  rest(name) {
    if (!this.svg.contains(document.activeElement)) this.put(Math.max(0, this.things.findIndex((thing) => thing.kind === "chips" && thing.name === name)));
  }

  moveTo(index) {
    if (index < 0) return;
    this.put(index);
    this.things[index].element.focus({ preventScroll: true });
  }

  /** The next thing in a direction; boxes and operations alone, or wires as well. */
  next(by, withWires) {
    for (let index = this.index + by; index in this.things; index += by) {
      if (withWires || this.things[index].kind !== "wires") return index;
    }
    return -1;
  }

  press(event) {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const action = {
      ArrowRight: () => this.moveTo(this.next(1, true)), ArrowLeft: () => this.moveTo(this.next(-1, true)),
      ArrowDown: () => this.moveTo(this.next(1, false)), ArrowUp: () => this.moveTo(this.next(-1, false)),
      Enter: () => this.onSelect(this.things[this.index]),
    }[event.key];
    if (!action) return;
    action();
    event.preventDefault();
    event.stopPropagation();
  }
}
