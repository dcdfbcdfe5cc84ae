// A field for a text of several lines, in which Enter and all other keys belong to the text.
// Characters that nobody sees, or that turn the line round, are named in its corner.

import { quoted } from "./naming.js";
import { htmlElement, setText } from "./svg.js";
import { kindOf } from "./text.js";

const MOST_NAMES = 2;
const PLAIN = new Set([" ", "\n"]);

/** "Holds ‘U+202E’ (right-to-left override).", or "" where all can be seen. */
export function unseenWords(text) {
  const unseen = Array.from(new Set(text)).filter((character) => !PLAIN.has(character) && kindOf(character) !== "");
  if (unseen.length === 0) return "";
  const more = unseen.length > MOST_NAMES ? `, and ${unseen.length - MOST_NAMES} more` : "";
  return `Holds ${unseen.slice(0, MOST_NAMES).map(quoted).join(", ")}${more}.`;
}

/** Make it; `attributes` has its rows, label, placeholder and test id. Returns { field, element }, where the element holds the field. */
export function createTextField(attributes) {
  const field = htmlElement("textarea", { class: "lstm-text-field", spellcheck: "false", autocapitalize: "off", ...attributes });
  const unseen = htmlElement("span", { class: "lstm-unseen", role: "status", "data-testid": "unseen" });
  const name = () => setText(unseen, unseenWords(field.value));
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  Object.defineProperty(field, "value", { // what is written by code fires no event
    get() {
      return get.call(field);
    },
    set(text) {
      set.call(field, text);
      name();
    },
  });
  field.addEventListener("input", name);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.stopPropagation(); // Shift+Enter would run the cell
  });
  return { field, element: htmlElement("div", { class: "lstm-text-place" }, field, unseen) };
}
