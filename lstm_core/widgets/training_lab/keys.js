// The training lab's keys, as they are listed in its own tab.

import { htmlElement } from "../shared/svg.js";

/** @type {[string[], string][]} */
const KEYS = [
  [["Space"], "start, pause"], [["S"], "one step"], [["R"], "reset"], [["U"], "undo the reset"],
  [["←", "→"], "previous, next snapshot"], [["Shift ←", "Shift →"], "ten snapshots"], [["Home", "End"], "first snapshot, the present"],
  [["I", "F", "G", "O", "C", "H"], "what the heat map shows"], [["L"], "log axis of the loss"], [["E"], "enlarge"], [["Esc"], "leave the lab"],
];

/** Make the list. */
export function createKeyList() {
  return htmlElement("div", {},
    htmlElement("p", { class: "lstm-muted" }, "The keys work after a click in this box. On a slider and in a text field, keys do what they do there."),
    htmlElement("ul", { class: "lstm-keys lstm-key-list" }, ...KEYS.map(([signs, words]) => (
      htmlElement("li", {}, ...signs.flatMap((sign) => [htmlElement("kbd", {}, sign), " "]), words)))));
}
