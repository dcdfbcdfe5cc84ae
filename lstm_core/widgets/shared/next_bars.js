// The likeliest next characters as bars with numbers, likeliest first; the rest of the alphabet in one line.

import { formatNumber } from "./format.js";
import { shownName, spokenName } from "./naming.js";
import { htmlElement, setAttributes, setText } from "./svg.js";

/** The `top` likeliest of V probabilities: { rows: [{ index, probability }], rest, others }; ties by index. */
export function likeliest(probabilities, top) {
  const order = Array.from(probabilities, (probability, index) => ({ index, probability }));
  order.sort((a, b) => b.probability - a.probability || a.index - b.index);
  const rest = order.slice(top);
  return { rows: order.slice(0, top), others: rest.length, rest: rest.reduce((sum, { probability }) => sum + probability, 0) };
}

/** A probability with three decimals; one that is not 0 is never written as 0, one that is not 1 never as 1. */
export function probabilityWords(probability) {
  if (probability > 0 && probability < 0.0005) return "<0.001";
  if (probability < 1 && probability >= 0.9995) return ">0.999";
  return formatNumber(probability, 3);
}

/** What a character is called beside its bar: itself, or its sign and its name. */
export function barName(character) {
  const name = shownName(character);
  return name === character || name.startsWith("U+") ? name : `${name} ${spokenName(character)}`;
}

/** The first `count` bars in one sentence, for readers who hear them. */
export function barsWords(characters, probabilities, count = 3) {
  const { rows } = likeliest(probabilities, Math.min(count, characters.length));
  return `Likeliest next: ${rows.map(({ index, probability }) => `${spokenName(characters[index])} ${formatNumber(probability, 2)}`).join(", ")}.`;
}

/**
 * Make the bars. Returns { element, show(probabilities, chosen) }: V probabilities, or null for none, and the index
 * of the character that was drawn, or null. A drawn character outside of the top has a row of its own at the end.
 */
export function createNextBars(characters, { top = 8, label = "Next character" } = {}) {
  const size = Math.min(top, characters.length);
  const rows = Array.from({ length: size + 1 }, (_, k) => {
    const name = htmlElement("span", { class: "lstm-bar-name" });
    const fill = htmlElement("span", { class: "lstm-bar-fill" });
    const number = htmlElement("span", { class: "lstm-bar-number" });
    const mark = htmlElement("span", { class: "lstm-bar-mark" });
    const element = htmlElement("li", { class: "lstm-bar", "data-testid": `bar-${k}`, hidden: true },
      name, htmlElement("span", { class: "lstm-bar-track", "aria-hidden": "true" }, fill), number, mark);
    return { element, name, fill, number, mark };
  });
  const rest = htmlElement("p", { class: "lstm-muted", "data-testid": "bar-rest" });
  const list = htmlElement("ol", { class: "lstm-bars", "aria-label": label }, ...rows.map(({ element }) => element));

  function showRow(row, entry, chosen) {
    setAttributes(row.element, { hidden: !entry, "data-character": entry ? characters[entry.index] : null, "data-probability": entry?.probability });
    if (!entry) return;
    const isChosen = entry.index === chosen;
    setText(row.name, barName(characters[entry.index]));
    setText(row.number, probabilityWords(entry.probability));
    setText(row.mark, isChosen ? "◂ drawn" : "");
    setAttributes(row.element, { "data-chosen": isChosen });
    row.fill.style.width = `${(100 * entry.probability).toFixed(2)}%`;
  }

  return {
    element: htmlElement("div", { class: "lstm-next" }, list, rest),
    show(probabilities, chosen = null) {
      const found = probabilities ? likeliest(probabilities, size) : { rows: [], others: 0, rest: 0 };
      const isOutside = chosen !== null && !found.rows.some(({ index }) => index === chosen);
      for (const [k, row] of rows.entries()) {
        const last = k === size && isOutside ? { index: chosen, probability: probabilities[chosen] } : undefined;
        showRow(row, found.rows[k] ?? last, chosen);
      }
      setText(rest, found.others ? `All ${found.others} others together: ${probabilityWords(found.rest)}` : "");
    },
  };
}
