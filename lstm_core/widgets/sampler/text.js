// The text: the prefix, and every drawn character shaded by the probability that it had.

import { levelOf, levelWords } from "./history.js";
import { letterTitle } from "./words.js";
import { scaleOfView } from "../shared/enlarge.js";
import { shownText } from "../shared/naming.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";
import { kindOf } from "../shared/text.js";

/** A letter as it stands in the text: a line end with its sign, another unseen character by its code point. */
const shownLetter = (letter) => (letter === "\n" ? "⏎\n" : shownText(letter));

/** Make it. Returns { element, show(prefix, history, cursor), placeOf(event) }; bounds are the levels' limits. */
export function createShadedText(bounds) {
  const given = htmlElement("span", { class: "lstm-given" });
  const written = htmlElement("span", {});
  const caret = htmlElement("span", { class: "lstm-caret" });
  const element = htmlElement("div", { class: "lstm-shaded", role: "img", tabindex: 0, "data-testid": "text" }, given, written, caret);

  function showLetter(span, letter, probability) {
    if (span.dataset.letter === letter && Number(span.dataset.probability) === probability) return;
    setText(span, shownLetter(letter));
    setAttributes(span, {
      "data-letter": letter, "data-unseen": kindOf(letter) !== "" && letter !== " " && letter !== "\n", "data-probability": probability, "data-level": levelOf(probability, bounds), title: letterTitle(letter, probability),
    });
  }

  return {
    element,
    show(prefix, history, cursor) {
      setText(given, Array.from(prefix, shownLetter).join(""));
      const before = written.children.length;
      while (written.children.length > history.letters.length) written.lastChild.remove();
      history.letters.forEach((letter, k) => {
        if (k >= written.children.length) written.append(htmlElement("span", { class: "lstm-letter" }));
        showLetter(written.children[k], letter, history.probabilities[k]);
        setAttributes(written.children[k], { "data-now": k === cursor });
      });
      setAttributes(element, { "aria-label": `Text: ${shownText(prefix + history.letters.join(""))}` });
      setAttributes(caret, { "data-now": cursor === null });
      if (cursor === null && history.letters.length !== before) element.scrollTop = element.scrollHeight;
    },
    placeOf(event) {
      const k = Array.prototype.indexOf.call(written.children, event.target);
      return k < 0 ? null : k;
    },
    reveal(cursor) {
      const span = cursor === null ? caret : written.children[cursor];
      const [box, frame] = [span.getBoundingClientRect(), element.getBoundingClientRect()];
      const scale = scaleOfView(element);
      if (box.top < frame.top) element.scrollTop -= (frame.top - box.top) / scale + 4;
      if (box.bottom > frame.bottom) element.scrollTop += (box.bottom - frame.bottom) / scale + 4;
    },
  };
}

/** The legend of the levels. */
export function createShadeLegend(bounds) {
  const entries = levelWords(bounds).map((words, level) => htmlElement("span", { class: "lstm-shade" },
    htmlElement("span", { class: "lstm-letter", "data-level": level, "aria-hidden": "true" }, "abc"), ` ${words}`));
  return htmlElement("p", { class: "lstm-shades", "data-testid": "legend" },
    htmlElement("span", { class: "lstm-muted" }, "Probability when drawn:"), ...entries);
}
