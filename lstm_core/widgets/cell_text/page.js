// One page of the text: every character on its shade, with a bar of its value below.

import { barBox, pageAround, shadeOf } from "./shading.js";
import { quoted, shownSign } from "../shared/naming.js";
import { htmlElement, setAttributes } from "../shared/svg.js";

export const PAGE = 640; // characters, about ten lines of the training text

/** Make it for the characters of a text. Returns { element, show(picture, cursor), pointed(event), window() }. */
export function createPage(letters) {
  const element = htmlElement("div", { class: "lstm-page", role: "img", tabindex: 0, "data-testid": "text", "data-several": letters.length > PAGE });
  let [start, end] = [0, 0];
  let cells = [];
  let drawn = "";
  let now = null;

  function turnTo(from, to) {
    if (from === start && to === end) return;
    [start, end] = [from, to];
    cells = letters.slice(start, end).map((letter, k) => {
      const bar = htmlElement("span", { class: "lstm-value-bar" });
      const ground = htmlElement("span", { class: "lstm-value-letter" }, letter === " " ? "\u00a0" : shownSign(letter));
      const cell = htmlElement("span", { class: "lstm-value", "data-place": start + k, title: shownSign(letter) === "▯" ? quoted(letter) : null }, ground, htmlElement("span", { class: "lstm-value-strip" }, bar));
      return { cell, ground, bar };
    });
    element.replaceChildren(...cells.flatMap(({ cell }, k) => (letters[start + k] === "\n" ? [cell, htmlElement("br")] : [cell])));
    now = null;
    drawn = "";
  }

  function paint({ steps, name, scale, table, key }) {
    if (key === drawn) return;
    drawn = key;
    setAttributes(element, { "data-signed": scale.low < 0 });
    cells.forEach(({ ground, bar }, k) => {
      const value = steps.at(name, start + k, 0);
      const shade = shadeOf(value, scale, table);
      const { top, height } = barBox(value, scale);
      setAttributes(ground, { style: `background: ${shade.ground}; color: ${shade.ink}` });
      setAttributes(bar, { style: `top: ${top.toFixed(1)}%; height: ${height.toFixed(1)}%` });
    });
  }

  return {
    element,
    window: () => ({ start, columns: end - start }),
    show(picture, cursor) {
      turnTo(...pageAround(picture.t, letters.length, PAGE));
      paint(picture);
      if (now !== null) setAttributes(now, { "data-now": false });
      now = cells[cursor - start]?.cell ?? null;
      if (now === null) return;
      setAttributes(now, { "data-now": true });
      const above = now.offsetTop - element.scrollTop;
      if (above < 0 || above + now.offsetHeight > element.clientHeight) element.scrollTop = now.offsetTop - element.clientHeight / 2;
    },
    pointed(event) {
      const cell = event.target.closest(".lstm-value");
      return cell && { t: Number(cell.dataset.place) };
    },
  };
}
