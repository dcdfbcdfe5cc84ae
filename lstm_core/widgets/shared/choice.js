// A choice among a few buttons, and a field for the number of a unit.

import { clamp } from "./scale.js";
import { htmlElement, setAttributes } from "./svg.js";

/** A row of buttons of which one is pressed. Returns { element, show(name), disable(name, reason) }. */
export function createChoice(label, choices, onChoose) {
  const buttons = new Map(choices.map(([name, words]) => [
    name,
    htmlElement("button", { type: "button", class: "lstm-button", "aria-pressed": "false", "data-testid": name }, words),
  ]));
  for (const [name, button] of buttons) button.addEventListener("click", () => onChoose(name));
  return {
    element: htmlElement("div", { class: "lstm-choice", role: "group", "aria-label": label }, ...buttons.values()),
    show(chosen) {
      for (const [name, button] of buttons) setAttributes(button, { "aria-pressed": String(name === chosen) });
    },
    disable(name, reason) {
      setAttributes(buttons.get(name), { disabled: true, title: reason, "aria-description": reason });
    },
  };
}

/** A number field for the unit. Returns { element, show(unit) }. */
export function createUnitField(H, onChange) {
  const input = htmlElement("input", {
    type: "number", class: "lstm-field", min: 0, max: H - 1, step: 1, value: 0, "data-testid": "unit", "aria-label": `Unit, 0 to ${H - 1}`,
  });
  input.addEventListener("input", () => {
    const unit = Number(input.value);
    if (input.value !== "" && Number.isInteger(unit)) onChange(clamp(unit, 0, H - 1));
  });
  return {
    element: htmlElement("label", { class: "lstm-unit" }, "Unit ", input, htmlElement("span", { class: "lstm-range" }, ` of 0…${H - 1}`)),
    show(unit) {
      if (Number(input.value) !== unit || input.value === "") input.value = String(unit);
    },
  };
}
