// A choice among a few buttons (a radio group, one tab stop, in which the arrow keys choose), and the choice of a unit.

import { createNumberField } from "./number_field.js";
import { htmlElement, setAttributes } from "./svg.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** A row of buttons of which one is chosen; `choices` are [name, words or elements]. Returns { element, show(name), disable(name, reason) }. */
export function createChoice(label, choices, onChoose) {
  const buttons = new Map(choices.map(([name, words]) => [
    name, htmlElement("button", { type: "button", class: "lstm-button", role: "radio", "aria-checked": "false", tabindex: -1, "data-testid": name }, ...[words].flat()),
  ]));
  const element = htmlElement("div", { class: "lstm-choice", role: "radiogroup", "aria-label": label }, ...buttons.values());
  buttons.values().next().value.tabIndex = 0;
  for (const [name, button] of buttons) {
    button.addEventListener("click", ({ detail }) => {
      onChoose(name);
      if (detail > 0) handOn(button); // by the pointer: the arrow keys go on walking over the text
    });
  }
  element.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const able = Array.from(buttons).filter(([, button]) => !button.disabled);
    const place = able.findIndex(([, button]) => button === event.target);
    const [name, button] = able[(place + step + able.length) % able.length];
    button.focus({ preventScroll: true });
    onChoose(name);
  });
  return {
    element,
    show(chosen) {
      for (const [name, button] of buttons) setAttributes(button, { "aria-checked": String(name === chosen), tabindex: name === chosen ? 0 : -1 });
    },
    disable(name, reason) {
      setAttributes(buttons.get(name), { disabled: true, title: reason, "aria-description": reason });
    },
  };
}

/** Give the focus from a button to its widget, if that takes any. */
function handOn(button) {
  button.closest(".lstm-widget[tabindex]")?.focus({ preventScroll: true });
}

/** The field for one of H hidden units. Returns { element, show(unit) }. */
export function createUnitField(H, onChange) {
  const field = createNumberField({ name: "Unit", high: H - 1, testid: "unit", after: `of 0…${H - 1}`, onChange });
  field.element.classList.add("lstm-unit");
  return field;
}
