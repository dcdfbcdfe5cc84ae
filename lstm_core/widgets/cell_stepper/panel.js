// The panel below the diagram: what the present sub-step does, its formula with the numbers put in, its code.

import { largest, quantity } from "./data.js";
import { formulaElement, proseElement, spokenFormula } from "../shared/formula.js";
import { BACKWARD_STORY } from "./story_backward.js";
import { FORWARD_STORY } from "./story_forward.js";
import { nameOf, SUBSTEPS_PER_STEP } from "./walk.js";
import { formatNumber } from "../shared/format.js";
import { htmlElement, setText } from "../shared/svg.js";
import { visible } from "../shared/text.js";

const MOST_CHARACTERS = 5;
const STORY = { ...FORWARD_STORY, ...BACKWARD_STORY };

/** What is told in a view: { title, sentence, formulas, code, shape }. */
export function tell(trace, wiring, view) {
  const at = (name) => quantity(trace, name, view.t)[view.unit];
  at.unit = view.unit;
  return STORY[nameOf(wiring, view)]({ trace, t: view.t, unit: view.unit, at });
}

/** Make the panel. Returns { element, show(view) }; `show` returns the view in words. */
export function createPanel(trace, wiring) {
  const count = htmlElement("span", { class: "lstm-count" });
  const title = htmlElement("span", { class: "lstm-title", "data-testid": "title" });
  const body = htmlElement("div", { class: "lstm-panel-body" });
  const next = htmlElement("div", { class: "lstm-next", "data-testid": "next-characters" });
  const element = htmlElement("div", { class: "lstm-panel" }, 
    htmlElement("div", { class: "lstm-told" }, htmlElement("p", { class: "lstm-heading" }, count, title), body), next);
  return {
    element,
    show(view) {
      const story = tell(trace, wiring, view);
      setText(count, `${view.direction === "forward" ? "Forward" : "Backward"} ${view.substep + 1} of ${SUBSTEPS_PER_STEP}`);
      setText(title, story.title);
      next.replaceChildren(htmlElement("p", { class: "lstm-count" }, "Next character"), likeliest(trace, view));
      body.replaceChildren(
        proseElement(story.sentence, { class: "lstm-sentence" }),
        htmlElement("div", { class: `lstm-formulas${story.formulas.length > 2 ? " lstm-many" : ""}`, "data-testid": "formulas" },
          ...story.formulas.map(formulaElement)),
        htmlElement("p", { class: "lstm-code" },
          htmlElement("code", {}, story.code), htmlElement("span", { class: "lstm-shape" }, `shape ${story.shape}`)),
      );
      return `${story.title}: ${story.formulas.map(spokenFormula).join(". ")}`;
    },
  };
}

/** The likeliest next characters with their probabilities, and the one that came if it is not among them. */
function likeliest(trace, { t }) {
  const target = trace.targets?.[t] ?? null;
  const ranking = largest(quantity(trace, "p", t), trace.V);
  const shown = ranking.filter(([k], rank) => rank < MOST_CHARACTERS || k === target);
  return htmlElement("ul", {}, ...shown.map(([k, p]) => htmlElement("li", { "data-value": p },
    htmlElement("span", { class: "lstm-letter" }, visible(trace.characters[k])),
    htmlElement("span", { class: "lstm-meter" }, htmlElement("span", { style: `width: ${100 * p}%` })),
    htmlElement("span", {}, formatNumber(p, 3)),
    htmlElement("span", { class: "lstm-came" }, k === target ? "◂ came" : ""))));
}
