// A question with answers to choose among, or with a field for a number. Arrow keys move between radio buttons, as everywhere.

import { codeText } from "./code_text.js";
import { htmlElement, uniqueId } from "./svg.js";

/**
 * A question and the place where it is answered.
 *
 * @typedef {object} AnswerForm
 * @property {HTMLElement} element
 * @property {() => string[]} values what is chosen, or what is written if it is not empty
 * @property {(values: string[]) => void} setValues
 */

/** Make radio buttons, or check boxes where several may be chosen. @returns {AnswerForm} */
export function createChoiceForm(question, choices, { several = false } = {}) {
  const name = uniqueId("choice");
  const inputs = choices.map((value) => htmlElement("input", { type: several ? "checkbox" : "radio", name, value }));
  const labels = inputs.map((input, k) => htmlElement("label", { class: "lstm-option" }, input, htmlElement("span", {}, ...codeText(choices[k]))));
  return {
    element: htmlElement("fieldset", { class: "lstm-question" }, htmlElement("legend", {}, ...codeText(question)), ...labels),
    values: () => inputs.filter((input) => input.checked).map((input) => input.value),
    setValues(values) {
      for (const input of inputs) input.checked = values.includes(input.value);
    },
  };
}

/** Make a field for a number; `onEnter` is called for the Enter key in it. @returns {AnswerForm} */
export function createNumberForm(question, { unit, hint, onEnter }) {
  const [fieldId, hintId] = [uniqueId("number"), uniqueId("hint")];
  const field = htmlElement("input", {
    id: fieldId, type: "text", class: "lstm-field", inputmode: "decimal", autocomplete: "off", maxlength: 40, size: 12,
    "aria-describedby": hintId, "data-testid": "number",
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) onEnter();
  });
  return {
    element: htmlElement("div", { class: "lstm-question" },
      htmlElement("label", { for: fieldId, class: "lstm-number-label" }, ...codeText(question)),
      htmlElement("div", { class: "lstm-entry" }, field, unit, " ", htmlElement("span", { id: hintId, class: "lstm-muted" }, hint))),
    values: () => (field.value.trim() === "" ? [] : [field.value]),
    setValues([value]) {
      field.value = value;
    },
  };
}
