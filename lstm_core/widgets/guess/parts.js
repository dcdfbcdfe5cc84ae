// What a guess is made of: the question with its form, and the result that appears after the commit.

import { createChoiceForm, createNumberForm } from "../shared/answer_form.js";
import { createChoice } from "../shared/choice.js";
import { codeText } from "../shared/code_text.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";

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

/** The table and the sentences. @param {import("./types.js").Shown} shown */
function createExplanation({ table, text }) {
  const parts = text.map((sentence) => htmlElement("p", {}, ...codeText(sentence)));
  // A table that is wider than the page scrolls, also from the keyboard.
  if (table !== "") parts.unshift(htmlElement("pre", { tabindex: 0, role: "region", "aria-label": "Numbers of the result" }, table));
  return parts;
}

/** The picture, if there is one. @param {import("./types.js").Shown} shown */
function createFigure({ picture, width, alternative }) {
  return picture === "" ? [] : [htmlElement("img", { src: `data:image/png;base64,${picture}`, width, alt: alternative })];
}

/**
 * Make the result: the pair, and below it one of its parts at a time, since all of them would not fit one screen. The pair is
 * a live region that is there, and empty, from the start. With the result, `form` becomes one of the parts.
 *
 * Returns { element, show(shown) }.
 */
export function createResult(form) {
  const pair = htmlElement("div", { role: "status", "aria-live": "polite", "data-testid": "pair" });
  const figure = htmlElement("div", { class: "lstm-figure", "data-testid": "figure" });
  const explanation = htmlElement("div", { class: "lstm-explanation", "data-testid": "explanation" });
  const panels = { "part-figure": figure, "part-explanation": explanation, "part-form": form };
  const element = htmlElement("div", { class: "lstm-result", "data-testid": "result" }, pair);
  let choice = null;

  function open(name) {
    for (const [key, panel] of Object.entries(panels)) setAttributes(panel, { "data-here": key === name });
    choice.show(name);
  }

  function arrange(hasFigure) {
    const first = hasFigure ? [["part-figure", "Figure"]] : [];
    choice = createChoice("Show", [...first, ["part-explanation", "Explanation"], ["part-form", "Another guess"]], open);
    setAttributes(choice.element, { "data-testid": "parts" });
    const parts = htmlElement("div", { class: "lstm-panels" }, ...(hasFigure ? [figure] : []), explanation, form);
    element.append(htmlElement("div", { class: "lstm-controls" }, choice.element), parts);
  }

  return {
    element,
    show(shown) {
      const hadFocus = form.contains(document.activeElement);
      pair.replaceChildren(...createPair(shown));
      figure.replaceChildren(...createFigure(shown));
      explanation.replaceChildren(...createExplanation(shown));
      if (choice === null) arrange(shown.picture !== "");
      open(shown.picture === "" ? "part-explanation" : "part-figure");
      if (hadFocus) choice.element.querySelector("[tabindex='0']").focus({ preventScroll: true });
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

/** Put all parts into the widget's element. `form` holds what needs Python; once there is a result, the question stands without it. */
export function createGuessRoot(question, form, result, warning) {
  const notice = htmlElement("p", { class: "lstm-notice", role: "alert", "data-testid": "notice" });
  const waiting = htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "waiting" });
  const warned = htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "warning" }, warning);
  const root = htmlElement("div", { class: "lstm-widget lstm-guess", role: "group", "aria-label": "Guess first", "data-testid": "guess-widget" },
    htmlElement("p", { class: "lstm-muted" }, "Guess first"), htmlElement("p", { class: "lstm-asked", "data-testid": "asked" }, ...codeText(question)),
    form, notice, waiting, result.element, warned);
  return { root, notice, waiting, warn: (words) => setText(warned, words) };
}
