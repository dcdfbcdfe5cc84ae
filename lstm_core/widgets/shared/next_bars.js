// The next character's probabilities as bars with numbers, the likeliest first; the rest of the alphabet in one line.

import { formatNumber } from "./format.js";
import { quoted, shownName, spokenName } from "./naming.js";
import { htmlElement, setAttributes, setText } from "./svg.js";

const LONGEST_NAME = 8; // that stands beside its sign

/**
 * The likeliest next characters, as the bars take them.
 *
 * @typedef {object} Ranking
 * @property {{ character: string, probability: number }[]} rows likeliest first
 * @property {number} others how many characters are not among them
 * @property {number} rest the probability of all those together
 */

/** The `top` likeliest of the characters; ties in the order of the vocabulary. @returns {Ranking} */
export function likeliest(characters, probabilities, top) {
  const order = Array.from(characters, (character, index) => ({ character, probability: probabilities[index] }));
  order.sort((a, b) => b.probability - a.probability); // a stable sort keeps the order of ties
  return { rows: order.slice(0, top), others: Math.max(0, order.length - top), rest: order.slice(top).reduce((sum, { probability }) => sum + probability, 0) };
}

/** A probability with three decimals; one that is not 0 is never written as 0, one that is not 1 never as 1. */
export function probabilityWords(probability) {
  if (probability > 0 && probability < 0.0005) return "<0.001";
  if (probability < 1 && probability >= 0.9995) return ">0.999";
  return formatNumber(probability, 3);
}

/** What a character is called beside its bar: itself, its code point, or its sign with a short name. */
export function barName(character) {
  const [name, words] = [shownName(character), spokenName(character)];
  return name === character || name.startsWith("U+") || words.length > LONGEST_NAME ? name : `${name} ${words}`;
}

/**
 * Make the bars for a vocabulary of V characters. `mark` is what is said beside the character that came: "drawn", "came".
 * With a mark, a character outside of the top has a row of its own at the end.
 *
 * Returns { element, show(ranking, marked) }: a `Ranking`, or null as long as it is not computed, and the marked
 * { character, probability }, or null. Rows without a character keep their place, so the height never changes.
 */
export function createNextBars(V, { top = 8, label = "Likeliest next characters", mark = "" } = {}) {
  const size = Math.min(top, V);
  const rows = Array.from({ length: size + (mark && V > size ? 1 : 0) }, newRow);
  const rest = htmlElement("p", { class: "lstm-muted lstm-bar-rest", "data-testid": "next-rest" });
  const list = htmlElement("ol", { class: "lstm-bars", "aria-label": label, "data-testid": "next-bars" }, ...rows.map(({ element }) => element));
  return {
    element: htmlElement("div", { class: "lstm-next-bars", "data-marks": mark !== "" }, list, ...(V > size ? [rest] : [])),
    /** @param {Ranking | null} ranking @param {{ character: string, probability: number } | null} [marked] */
    show(ranking, marked = null) {
      const shown = ranking ? ranking.rows.slice(0, size) : [];
      if (marked && !shown.some(({ character }) => character === marked.character)) shown[size] = marked;
      for (const [k, row] of rows.entries()) showRow(row, shown[k], marked && shown[k]?.character === marked.character ? `◂ ${mark}` : "");
      setText(rest, ranking ? `${ranking.others === 1 ? "1 other" : `All ${ranking.others} others together`}: ${probabilityWords(ranking.rest)}` : "");
    },
  };
}

function newRow() {
  const [name, fill, number, said] = ["name", "fill", "number", "mark"].map((part) => htmlElement("span", { class: `lstm-bar-${part}` }));
  const element = htmlElement("li", { class: "lstm-bar" }, name, htmlElement("span", { class: "lstm-bar-track", "aria-hidden": "true" }, fill), number, said);
  return { element, name, fill, number, said };
}

function showRow({ element, name, fill, number, said }, entry, mark) {
  setAttributes(element, {
    "data-empty": !entry, "data-marked": mark !== "", "data-character": entry?.character, "data-probability": entry?.probability, title: entry && quoted(entry.character),
  });
  setText(name, entry ? barName(entry.character) : "");
  setText(number, entry ? probabilityWords(entry.probability) : "");
  setText(said, mark);
  fill.style.width = entry ? `${(100 * entry.probability).toFixed(2)}%` : "0";
}
