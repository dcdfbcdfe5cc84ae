// What is told below the charts, as elements: formulas with the numbers under their symbols.

import { proseElement, symbolElement } from "../shared/formula.js";
import { spokenTerms } from "./words.js";
import { htmlElement } from "../shared/svg.js";

/** Columns of symbol above number. A term may be a word, and may have a word before its symbol. */
function formulaRow(terms) {
  const columns = terms.map(({ symbol, number, isSign, isWord, before }, k) =>
    htmlElement("span", { class: `lstm-term${isSign ? " lstm-is-sign" : ""}${k === 0 ? " lstm-result" : ""}` },
      htmlElement("span", { class: "lstm-symbol" }, before ?? "", isWord ? symbol : symbolElement(symbol)),
      htmlElement("span", { class: "lstm-number" }, number)));
  return htmlElement("div", { class: "lstm-formula", role: "img", "aria-label": spokenTerms(terms) }, ...columns);
}

/** One part of the panel: a sentence and its formulas. */
export function storyPart(testid, sentence, formulas) {
  return htmlElement("div", { class: "lstm-part", "data-testid": testid }, proseElement(sentence), ...formulas.map(formulaRow));
}
