// What the one-hot explorer is made of: text field, messages, matrix and words.

import { createMatrix } from "./matrix.js";
import { unknownWords } from "./words.js";
import { createFoot } from "../shared/foot.js";
import { htmlElement } from "../shared/svg.js";
import { createTextField } from "../shared/text_field.js";

const KEYS = [
  [["←", "→"], "previous, next character"],
  [["Shift ←", "Shift →"], "column"],
  [["Home", "End"], "first, last"],
  [["Space"], "play"],
];

/** Make all that shows something. */
export function createParts() {
  const { field, element: fieldPlace } = createTextField({
    rows: 2, autocomplete: "off", placeholder: "Type, paste, or drop a text file here",
    "aria-label": "Your text", "data-testid": "text",
  });
  return {
    lowerBox: htmlElement("input", { type: "checkbox", "data-testid": "lowercase" }),
    field, fieldPlace,
    status: htmlElement("p", { class: "lstm-status", "data-testid": "status" }),
    sent: htmlElement("p", { class: "lstm-muted", "data-testid": "sent" }),
    refusal: htmlElement("p", { class: "lstm-notice", role: "alert", "data-testid": "refusal" }),
    strangers: htmlElement("p", { class: "lstm-notice", "data-testid": "unknown" }),
    matrix: createMatrix(),
    pair: htmlElement("p", { "data-testid": "pair" }),
    entry: htmlElement("p", { "data-testid": "entry-words" }),
  };
}

/** Put everything into the widget's element. Returns { root, stage }, where the stage holds pairs and matrix. */
export function createRoot(parts, { alphabets, files, player, pairs, speech }, sendView) {
  const { lowerBox, fieldPlace, refusal, status, sent, strangers, matrix, pair, entry } = parts;
  const stage = htmlElement("div", { class: "lstm-stage" }, pairs.element, matrix.svg);
  const root = htmlElement("div", {
    class: "lstm-widget lstm-one-hot", tabindex: 0, role: "group", "aria-label": "One-hot explorer: a text as indices, vectors and pairs",
    "data-testid": "one-hot-explorer",
  },
  htmlElement("div", { class: "lstm-controls" }, alphabets.element,
    htmlElement("label", { class: "lstm-label" }, lowerBox, "small letters only"), files.element),
  fieldPlace, refusal, htmlElement("div", { class: "lstm-line" }, status, sent), strangers,
  htmlElement("div", { class: "lstm-player" }, player.buttons, player.track),
  stage, htmlElement("div", { class: "lstm-words" }, pair, entry),
  createFoot(KEYS, "position, alphabet and lowercase", sendView), speech.element);
  return { root, stage };
}

/** Name the characters that the vocabulary lacks, each with a button that leads to its place. */
export function showStrangers(element, unknown, onPlace) {
  const words = unknownWords(unknown);
  if (words === null) {
    element.replaceChildren();
    return;
  }
  const key = JSON.stringify(words);
  if (element.dataset.shown === key && element.firstChild) return; // a button that has the focus must stay
  const places = words.places.flatMap((place, k) => {
    const button = htmlElement("button", { type: "button", class: "lstm-button lstm-small", "data-t": place.t, title: "Show this place" }, place.words);
    button.addEventListener("click", () => onPlace(place.t));
    return [k ? " " : "", button];
  });
  element.dataset.shown = key;
  element.replaceChildren(`${words.sentence} `, ...places, words.rest);
}
