// The text around the present character, to see where one is and to click on.

import { htmlElement, setAttributes, setText } from "../shared/svg.js";
import { shownName, shownSign } from "../shared/naming.js";
import { windowAround } from "../shared/text.js";

const CELL = 16; // pixels per character

/** Make the strip. Returns { element, fit(width), show(view) }; `onPick(t)` is called for a click. */
export function createStrip(trace, onPick) {
  const element = htmlElement("div", { class: "lstm-strip", role: "group", "aria-label": "Text around the present character", "data-testid": "strip" });
  let cells = [];

  element.addEventListener("click", (event) => {
    const t = event.target.closest("button")?.dataset.t;
    if (t !== undefined) onPick(Number(t));
  });

  return {
    element,
    fit(width) {
      const count = Math.max(9, Math.min(trace.T, Math.floor(width / CELL)));
      if (count === cells.length) return;
      cells = Array.from({ length: count }, () => htmlElement("button", { type: "button", tabindex: -1, class: "lstm-cell" }));
      element.replaceChildren(...cells.slice(0, trace.T));
      setAttributes(element, { style: `--lstm-count: ${count}` });
    },
    show({ t, direction }) {
      const [start, end] = windowAround(t, trace.T, cells.length);
      for (let k = start; k < end; k += 1) {
        const cell = cells[k - start];
        const isDone = direction === "forward" ? k < t : k > t;
        const character = trace.characters[trace.inputs[k]];
        setText(cell, shownSign(character));
        setAttributes(cell, {
          "data-t": k,
          "data-place": k === t ? "now" : isDone ? "done" : "ahead",
          "aria-current": k === t ? "step" : null,
          "aria-label": `t = ${k}, ${shownName(character)}`,
        });
      }
    },
  };
}
