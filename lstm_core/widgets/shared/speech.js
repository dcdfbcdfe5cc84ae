// What a screen reader is told, once the view has settled: not every place that the learner passes.

import { htmlElement, setText } from "./svg.js";

const SETTLED_AFTER = 400; // milliseconds without a change

/** Make it. Returns { element, say(words, after), hush() }; a later sentence takes the place of one that still waits. */
export function createSpeech() {
  const element = htmlElement("div", { class: "lstm-hidden", "aria-live": "polite", "data-testid": "speech" });
  let waiting = null;
  const hush = () => clearTimeout(waiting);
  return {
    element,
    hush,
    say(words, after = SETTLED_AFTER) {
      hush();
      waiting = setTimeout(() => setText(element, words), after);
    },
  };
}
