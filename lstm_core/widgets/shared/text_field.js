// A field for a text of several lines, in which Enter and all other keys belong to the text.

import { htmlElement } from "./svg.js";

/** Make it; `attributes` has its rows, label, placeholder and test id. */
export function createTextField(attributes) {
  const field = htmlElement("textarea", { class: "lstm-text-field", spellcheck: "false", autocapitalize: "off", ...attributes });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.stopPropagation(); // Shift+Enter would run the cell
  });
  return field;
}
