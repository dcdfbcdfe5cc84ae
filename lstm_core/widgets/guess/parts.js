// What a guess is made of: the question with its form, and the result that appears beside the guess.

import { createChoiceForm, createNumberForm } from "../shared/answer_form.js";
import { codeText } from "../shared/code_text.js";
import { htmlElement, setText } from "../shared/svg.js";

/** Make the form of a guess: choices, or a number. */
export function createGuessForm({ question, choices, unit, hint }, onEnter) {
  return choices.length > 0 ? createChoiceForm(question, choices) : createNumberForm(question, { unit, hint, onEnter });
}

/** A name above a value. */
function createNamed(name, value, testid) {
  return htmlElement("div", {}, htmlElement("dt", {}, name), htmlElement("dd", { "data-testid": testid }, value));
}

/** Guess and result side by side, and in words how far apart they are. @param {import("./types.js").Shown} shown */
function createPair({ guess, first, answer, comparison }) {
  const kept = first === "" ? [] : [createNamed("First guess, which is kept", first, "first")];
  return [
    htmlElement("dl", { class: "lstm-pair" }, createNamed("Your guess", guess, "guess"), ...kept, createNamed("Result", answer, "answer")),
    htmlElement("p", { class: "lstm-words", "data-testid": "comparison" }, comparison),
  ];
}

/** The table, the picture and the sentences. @param {import("./types.js").Shown} shown */
function createExplanation({ table, picture, width, alternative, text }) {
  const parts = text.map((sentence) => htmlElement("p", {}, ...codeText(sentence)));
  if (picture !== "") parts.unshift(htmlElement("img", { src: `data:image/png;base64,${picture}`, width, alt: alternative }));
  // A table that is wider than the page scrolls, also from the keyboard.
  if (table !== "") parts.unshift(htmlElement("pre", { tabindex: 0, role: "region", "aria-label": "Numbers of the result" }, table));
  return parts;
}

/** Make the result. Its first part is a live region that is there, and empty, from the start. Returns { element, show(shown) }. */
export function createResult() {
  const pair = htmlElement("div", { role: "status", "aria-live": "polite", "data-testid": "pair" });
  const explanation = htmlElement("div", { class: "lstm-explanation", "data-testid": "explanation" });
  return {
    element: htmlElement("div", { class: "lstm-result", "data-testid": "result" }, pair, explanation),
    show(shown) {
      pair.replaceChildren(...createPair(shown));
      explanation.replaceChildren(...createExplanation(shown));
    },
  };
}

/** Make the button and what is said beside it. */
export function createCommitRow(earlier) {
  const button = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": "commit" }, "Commit to my guess");
  const again = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": "again" }, "Show the result again");
  const kept = htmlElement("p", { class: "lstm-kept", "data-testid": "earlier" }, `You guessed before: ${earlier}. `, again);
  return { button, again, kept, element: htmlElement("div", { class: "lstm-controls" }, button, ...(earlier === "" ? [] : [kept])) };
}

/** Put all parts into the widget's element. */
export function createGuessRoot(form, row, result, warning) {
  const notice = htmlElement("p", { class: "lstm-notice", role: "alert", "data-testid": "notice" });
  const waiting = htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "waiting" });
  const warned = htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "warning" }, warning);
  const root = htmlElement("div", { class: "lstm-widget lstm-guess", role: "group", "aria-label": "Guess first", "data-testid": "guess-widget" },
    htmlElement("p", { class: "lstm-muted" }, "Guess first"), form.element, row.element, notice, waiting, result.element, warned);
  return { root, notice, waiting, warn: (words) => setText(warned, words) };
}
