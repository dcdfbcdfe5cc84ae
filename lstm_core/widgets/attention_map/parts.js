// The picture of the attention map: one column for each character, with a bar of its weight and a bar of what is kept of it.

import { columnWords, largestPlace } from "./words.js";
import { shownSign } from "../shared/naming.js";
import { htmlElement, setAttributes } from "../shared/svg.js";

function createBar(kind) {
  const fill = htmlElement("span", { class: "lstm-share-fill" });
  return { fill, track: htmlElement("span", { class: `lstm-share lstm-${kind}` }, fill) };
}

/** Make it. A click on a column calls `onPick(t)`. Returns { element, show(state, t) }. */
export function createColumns(letters, onPick) {
  const columns = letters.map((letter, s) => {
    const [weight, kept] = [createBar("weight"), createBar("kept")];
    const element = htmlElement("div", { class: "lstm-column", "data-place": s }, weight.track,
      htmlElement("span", { class: "lstm-column-letter" }, shownSign(letter)), kept.track);
    element.addEventListener("click", () => onPick(s));
    return { element, weight, kept };
  });
  const element = htmlElement("div", { class: "lstm-columns", role: "img", "data-testid": "columns" }, ...columns.map((column) => column.element));
  return {
    element,
    show(state, t) {
      const most = largestPlace(state.weights[t]);
      columns.forEach((column, s) => {
        setAttributes(column.element, { "data-now": s === t, "data-most": s === most, "data-ahead": s > t, title: columnWords(state, t, s) });
        setAttributes(column.weight.fill, { style: `height: ${(100 * state.weights[t][s]).toFixed(1)}%` });
        setAttributes(column.kept.fill, { style: `height: ${(100 * state.shares[t][s]).toFixed(1)}%` });
      });
    },
  };
}
