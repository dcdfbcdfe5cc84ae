// The text twice, the second time shifted by one: each column is one pair (input → target).

import { followWindow } from "../shared/following.js";
import { shownSign } from "../shared/naming.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";

const CELL = 22; // pixels per character
const NAMES = 56; // pixels for the names of the two rows

/** Make the two rows. Returns { element, show(view, width) }; `onPick(t)` is called for a click. */
export function createPairs(onPick) {
  const element = htmlElement("div", { class: "lstm-pairs", "aria-hidden": "true", "data-testid": "pairs" });
  let start = 0;
  let built = 0;

  element.addEventListener("click", (event) => {
    const t = event.target.closest("[data-t]")?.dataset.t;
    if (t !== undefined) onPick(Number(t));
  });

  function build(count) {
    if (count === built) return;
    built = count;
    const rowOf = (name) => [htmlElement("span", { class: "lstm-pairs-name" }, name),
      ...Array.from({ length: count }, () => htmlElement("span", { class: "lstm-pairs-cell" }))];
    element.replaceChildren(...rowOf("input"), ...rowOf("target"));
    setAttributes(element, { style: `grid-template-columns: ${NAMES}px repeat(${count}, ${CELL}px)` });
  }

  return {
    element,
    show({ list, indices, t }, width) {
      const pairs = Math.max(0, list.length - 1);
      const count = Math.min(pairs, Math.max(1, Math.floor((width - NAMES) / CELL)));
      setAttributes(element, { hidden: pairs === 0 });
      if (pairs === 0) return;
      build(count);
      start = followWindow(start, Math.min(t, pairs - 1), pairs, count, 3);
      for (let k = 0; k < count; k += 1) {
        for (const shift of [0, 1]) {
          const cell = element.children[1 + k + shift * (count + 1)];
          const place = start + k + shift;
          setText(cell, shownSign(list[place]));
          setAttributes(cell, {
            "data-t": start + k, "data-now": start + k === t ? "true" : null, "data-unknown": indices[place] < 0 ? "true" : null,
          });
        }
      }
    },
  };
}
