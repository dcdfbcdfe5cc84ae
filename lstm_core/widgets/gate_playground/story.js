// What is told above and below the charts, as elements: formulas with the numbers under their symbols.

import { halfLife } from "./cell.js";
import { memoryStory, spokenTerms, stepStory, stepsText } from "./words.js";
import { proseElement, symbolElement } from "../shared/formula.js";
import { htmlElement, setText } from "../shared/svg.js";

const OWN_SETTING = "Your own setting: move a slider and watch both curves, or take one of the presets above.";

/** Make it. Returns { see, element, show({ values, curves, inputAt, t }, preset) }; `show` returns the view in words. */
export function createStory() {
  const see = htmlElement("p", { class: "lstm-see", "data-testid": "see" });
  const element = htmlElement("div", { class: "lstm-parts" });
  return {
    see,
    element,
    show({ values, curves, inputAt, t }, preset) {
      const memory = memoryStory(values, inputAt);
      const step = stepStory(values, curves, inputAt, t);
      const heading = t === 0 ? "At t = 0, from the cell at the start:" : `At t = ${t}:`;
      setText(see, preset ? `${preset.name}: ${preset.see}` : OWN_SETTING);
      element.replaceChildren(
        ...memory.map(({ sentence, formula }, k) => storyPart(k === 0 ? "half-life" : "level", sentence, formula ? [formula] : [])),
        storyPart("step", heading, step),
      );
      return [
        preset ? `${preset.name}.` : "", `Half-life ${stepsText(halfLife(values.f))}.`, memory[1].sentence, heading, ...step.map(spokenTerms),
      ].join(" ").replaceAll(/[{}]/g, "").replaceAll("_", " ");
    },
  };
}

/** One part of the panel: a sentence and its formulas. */
function storyPart(testid, sentence, formulas) {
  return htmlElement("div", { class: "lstm-part", "data-testid": testid }, proseElement(sentence), ...formulas.map(formulaRow));
}

/** Columns of symbol above number. A term may be a word, and may have a word before its symbol. */
function formulaRow(terms) {
  const columns = terms.map(({ symbol, number, isSign, isWord, before }, k) =>
    htmlElement("span", { class: `lstm-term${isSign ? " lstm-is-sign" : ""}${k === 0 ? " lstm-result" : ""}` },
      htmlElement("span", { class: "lstm-symbol" }, before ?? "", isWord ? symbol : symbolElement(symbol)),
      htmlElement("span", { class: "lstm-number" }, number)));
  return htmlElement("div", { class: "lstm-formula", role: "img", "aria-label": spokenTerms(terms) }, ...columns);
}
