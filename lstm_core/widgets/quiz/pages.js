// The quiz's pages, of which one shows: a choice of the page above, the pages, and the buttons Back and Next below.

import { createChoice } from "../shared/choice.js";
import { signButton } from "../shared/sign_button.js";
import { clamp } from "../shared/scale.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";
import { markWords, placeWords } from "./words.js";

const FIRST_CONTROL = "input:checked, input, button";

/**
 * Make them. `elements` are the questions' and, last, the result's; `onShow(place)` is called for every new page.
 *
 * Returns { choice, stage, steps, place(), show(place), mark(marks), keys }.
 */
export function createPages(elements, onShow) {
  const count = elements.length - 1;
  const signs = Array.from({ length: count }, () => htmlElement("span", { class: "lstm-mark", "aria-hidden": "true" }));
  const nameOf = (place) => (place < count ? `question-${place + 1}` : "result");
  const names = elements.map((_, k) => nameOf(k));
  const choice = createChoice("Question", names.map((name, k) => [name, k < count ? [String(k + 1), signs[k]] : "Result"]), (name) => show(names.indexOf(name)));
  const stage = htmlElement("div", { class: "lstm-stage" }, ...elements);
  const [previous, next] = [signButton("previous", "←", "Previous"), signButton("next", "→", "Next")];
  const readout = htmlElement("span", { class: "lstm-readout", "data-testid": "readout" });
  const steps = htmlElement("div", { class: "lstm-controls lstm-steps" },
    htmlElement("div", { class: "lstm-buttons", role: "group", "aria-label": "Steps" }, previous, next), readout);
  let place = 0;

  function paint() {
    for (const [k, element] of elements.entries()) setAttributes(element, { "data-here": k === place });
    choice.show(nameOf(place));
    setText(readout, placeWords(place, count));
    const focused = document.activeElement;
    previous.disabled = place === 0;
    next.disabled = place === count;
    if (focused === previous && previous.disabled) next.focus();
    if (focused === next && next.disabled) previous.focus();
  }

  function show(wanted) {
    const target = clamp(wanted, 0, count);
    if (target === place) return;
    const hadFocus = elements[place].contains(document.activeElement);
    place = target;
    paint();
    if (hadFocus) (elements[place].querySelector(FIRST_CONTROL) ?? previous).focus({ preventScroll: true });
    onShow(place);
  }

  const step = (by) => () => show(place + by);
  previous.addEventListener("click", step(-1));
  next.addEventListener("click", step(1));
  paint();
  return {
    choice: choice.element, stage, steps, show, place: () => place,
    /** Show each question's mark at its button. */
    mark(marks) {
      for (const [k, element] of signs.entries()) {
        const { sign, word } = markWords(marks[k]);
        setText(element, sign);
        setAttributes(element.closest("button"), { "aria-label": `Question ${k + 1}, ${word}` });
      }
    },
    keys: {
      ArrowLeft: step(-1), ArrowRight: step(1), PageUp: step(-1), PageDown: step(1), Home: () => show(0), End: () => show(count),
    },
  };
}
