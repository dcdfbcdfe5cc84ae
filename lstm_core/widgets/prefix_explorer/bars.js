// The likeliest next characters as bars with numbers.

import { barLabel, othersShare, readSoFar } from "./words.js";
import { probabilityWords } from "../shared/next_bars.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";

/** Make them. Returns { element, show(state, t) }. */
export function createBars() {
  const heading = htmlElement("p", { class: "lstm-panel-title" });
  const list = htmlElement("ol", { class: "lstm-next", "data-testid": "bars", "aria-label": "Likeliest next characters" });
  const others = htmlElement("p", { class: "lstm-muted", "data-testid": "others" });
  const element = htmlElement("div", { class: "lstm-bars-panel" }, heading, list, others);
  return {
    element,
    show(state, t) {
      const ranking = state.ranking(t);
      heading.replaceChildren("Next after ", htmlElement("code", {}, readSoFar(state, t)));
      while (list.children.length < ranking.length) list.append(newBar());
      while (list.children.length > ranking.length) list.lastChild.remove();
      ranking.forEach(({ character, probability }, k) => {
        const bar = list.children[k];
        const [letter, name, meter, number] = bar.children;
        const { sign, name: words } = barLabel(character);
        setText(letter, sign);
        setText(name, words);
        setAttributes(meter.firstChild, { style: `width: ${100 * probability}%` });
        setText(number, probabilityWords(probability));
        setAttributes(bar, { "data-character": character, "data-value": probability });
      });
      setText(others, `all others together: ${probabilityWords(othersShare(ranking))}`);
    },
  };
}

function newBar() {
  return htmlElement("li", {},
    htmlElement("span", { class: "lstm-next-letter" }), htmlElement("span", { class: "lstm-next-name" }),
    htmlElement("span", { class: "lstm-next-meter" }, htmlElement("span", {})), htmlElement("span", { class: "lstm-next-number" }));
}
