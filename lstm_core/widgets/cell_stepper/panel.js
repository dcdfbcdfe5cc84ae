// The explanation of the present sub-step: its title, its sentence, its formula with the numbers put in, its code.

import { formulaElement, proseElement, spokenFormula } from "../shared/formula.js";
import { BACKWARD_STORY } from "./story_backward.js";
import { FORWARD_STORY } from "./story_forward.js";
import { quantity } from "./data.js";
import { nameOf, SUBSTEPS_PER_STEP } from "./walk.js";
import { htmlElement, setText } from "../shared/svg.js";

const STORY = { ...FORWARD_STORY, ...BACKWARD_STORY };

/** What is told in a view: { title, sentence, formulas, code, shape }. */
export function tell(trace, wiring, view) {
  const at = (name) => quantity(trace, name, view.t)[view.unit];
  at.unit = view.unit;
  return STORY[nameOf(wiring, view)]({ trace, t: view.t, unit: view.unit, at });
}

/** Make the panel. Returns { heading, element, show(view) }; `show` returns the view in words. */
export function createPanel(trace, wiring) {
  const count = htmlElement("span", { class: "lstm-count" });
  const title = htmlElement("span", { class: "lstm-title", "data-testid": "title" });
  const heading = htmlElement("h3", { class: "lstm-heading" }, count, " ", title);
  const element = htmlElement("div", { class: "lstm-told", "data-testid": "told" });
  return {
    heading,
    element,
    show(view) {
      const story = tell(trace, wiring, view);
      setText(count, `${view.direction === "forward" ? "Forward" : "Backward"} ${view.substep + 1} of ${SUBSTEPS_PER_STEP}`);
      setText(title, story.title);
      element.replaceChildren(
        proseElement(story.sentence, { class: "lstm-sentence" }),
        htmlElement("div", { class: `lstm-formulas${story.formulas.length > 2 ? " lstm-many" : ""}`, "data-testid": "formulas" },
          ...story.formulas.map(formulaElement)),
        htmlElement("p", { class: "lstm-code" },
          htmlElement("code", {}, story.code), " ", htmlElement("span", { class: "lstm-shape" }, `shape ${story.shape}`)),
      );
      return `${story.title}: ${story.formulas.map(spokenFormula).join(". ")}`;
    },
  };
}
