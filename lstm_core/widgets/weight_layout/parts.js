// What the layout of weights is made of: a grid of arrays, each with its blocks, and the words below it.

import { placeWords } from "./words.js";
import { createFoot } from "../shared/foot.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";

const KEYS = [[["←", "→"], "gate"], [["↑", "↓"], "array"], [["Home", "End"], "first, last gate"]];

/** One library's array. A click on a block calls `onPick(array, gate)`. */
function createArray(row, held, onPick) {
  const strips = held.strips.map((blocks) => htmlElement("div", { class: "lstm-strip" }, ...blocks.map(([gate, letter]) => {
    const block = htmlElement("span", { class: "lstm-block", "data-gate": gate || null, "data-array": row.array }, letter);
    if (gate) block.addEventListener("click", () => onPick(row.array, gate));
    return block;
  })));
  return htmlElement("div", { class: "lstm-array", "data-library": held.library },
    strips.length ? htmlElement("div", { class: "lstm-strips", "data-tall": held.is_tall }, ...strips) : "",
    htmlElement("div", { class: "lstm-caption" }, held.name, " ", htmlElement("span", { class: "lstm-shape" }, held.shape)));
}

/** The arrays of one network. Returns { element, show(array, gate) }. */
export function createGrid(rows, onPick) {
  const heads = rows[0].held.map(({ library }) => htmlElement("div", { class: "lstm-library" }, library));
  const element = htmlElement("div", { class: "lstm-layouts", "aria-hidden": "true" }, htmlElement("div", { class: "lstm-corner" }), ...heads,
    ...rows.flatMap((row) => [htmlElement("div", { class: "lstm-row-title" }, row.title), ...row.held.map((held) => createArray(row, held, onPick))]));
  return {
    element,
    show(array, gate) {
      for (const block of element.querySelectorAll(".lstm-block")) {
        setAttributes(block, { "data-now": block.dataset.array === array && block.dataset.gate === gate });
      }
    },
  };
}

/** The words: what is chosen, and a line for each library. Returns { element, chosen, show(row, gate) }. */
export function createWords() {
  const chosen = htmlElement("p", { "data-testid": "chosen" });
  const list = htmlElement("div", { class: "lstm-places", "data-testid": "places" });
  return {
    element: htmlElement("div", { class: "lstm-words" }, chosen, list),
    show(row, gate, words) {
      setText(chosen, words);
      list.replaceChildren(...row.held.flatMap((held) => {
        const [library, block, code] = placeWords(held, gate);
        return [htmlElement("span", {}, `${library}, ${block}`), htmlElement("code", {}, code)];
      }));
    },
  };
}

/** Put everything into the widget's element. */
export function createRoot({ networks, stage, words, speech }, sendView) {
  return htmlElement("div", {
    class: "lstm-widget lstm-weight-layout", tabindex: 0, role: "group", "aria-label": "Layout of weights in three libraries", "data-testid": "weight-layout",
  },
  htmlElement("div", { class: "lstm-controls" }, networks.element), stage, words.element,
  createFoot(KEYS, "network, array and gate", sendView), speech.element);
}
