// The likeliest next characters, as soon as the sub-step that computes them has been reached.

import { quantity } from "./data.js";
import { createNextBars, likeliest } from "../shared/next_bars.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";
import { isKnown, locate, SUBSTEPS_PER_STEP } from "./walk.js";

const MOST_CHARACTERS = 5;

/** Make the list. Returns { element, show(view) }. */
export function createNextCharacters(trace, wiring) {
  const bars = createNextBars(trace.V, { top: MOST_CHARACTERS, mark: "came" });
  const waiting = htmlElement("p", { class: "lstm-muted" });
  const element = htmlElement("div", { class: "lstm-next-part", "data-testid": "next-characters" },
    htmlElement("h3", { class: "lstm-count" }, "Next character"), waiting, bars.element);
  const since = locate(wiring, wiring.chips.p.forward).substep + 1;
  return {
    element,
    show(view) {
      const known = isKnown(wiring, wiring.chips.p, view);
      setText(waiting, known ? "" : `Not computed yet: sub-step ${since} of ${SUBSTEPS_PER_STEP} computes the probabilities.`);
      setAttributes(bars.element, { hidden: !known });
      if (!known) {
        bars.show(null);
        return;
      }
      const p = quantity(trace, "p", view.t);
      const target = trace.targets?.[view.t];
      bars.show(likeliest(trace.characters, p, MOST_CHARACTERS), target === undefined ? null : { character: trace.characters[target], probability: p[target] });
    },
  };
}
