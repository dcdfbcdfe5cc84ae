// The one-hot matrix: places as plain numbers, then the drawing.

import { followWindow } from "../shared/following.js";
import { shownSign } from "../shared/naming.js";
import { setAttributes, svgElement } from "../shared/svg.js";

export const MOST_ROWS = 8; // the widget fits one screen
const NARROWEST_CELL = 11;
const WIDEST_CELL = 28;
const ROW = 24;
const [NARROW, WIDE] = [480, 1000]; // pixels: below it is a phone, above there is room for all
const HEAD = 50;
const DIGIT = 7.2;

/** Where everything stands, in pixels: columns and rows that fit, and the places of the texts beside them. */
export function layoutMatrix(width, T, V, mostRows = MOST_ROWS) {
  const digits = (largest) => String(Math.max(0, largest)).length * DIGIT;
  const places = { mark: 1, t: 16 + digits(T - 1) };
  places.input = places.t + 18;
  places.index = places.input + 16 + Math.max(2 * DIGIT, digits(V - 1));
  const left = places.index + 8;
  const right = 46 + Math.max(2 * DIGIT, digits(V - 1));
  const room = Math.max(NARROWEST_CELL, width - left - right);
  const columns = Math.max(1, Math.min(V, Math.floor(room / NARROWEST_CELL)));
  const cell = Math.max(NARROWEST_CELL, Math.min(WIDEST_CELL, Math.floor(room / columns)));
  const rows = Math.min(T, mostRows);
  const end = left + columns * cell;
  return {
    ...places, left, end, cell, columns, rows, row: ROW, head: HEAD,
    arrow: end + 14, target: end + 32, targetIndex: end + right - 2, width: end + right, height: HEAD + rows * ROW + 4,
  };
}

/** How many rows there are beside a notice of some height: they make room for it where the widget would leave the screen. */
export function rowsBeside(notice, width) {
  return notice > 0 && width >= NARROW && width < WIDE ? Math.max(3, MOST_ROWS - Math.ceil((notice + 12) / ROW)) : MOST_ROWS;
}

/** Which row and column of the matrix lies under a place, or null. */
export function entryAt(layout, x, y, top, first) {
  const row = Math.floor((y - layout.head) / layout.row);
  const column = Math.floor((x - layout.left) / layout.cell);
  if (row < 0 || row >= layout.rows) return null;
  return { t: top + row, column: column >= 0 && column < layout.columns ? first + column : null };
}

/** Where a row's 1 is drawn: the place in the window, or "left", "right" outside of it, or "none". */
export function markPlace(index, first, columns) {
  if (index < 0) return "none";
  if (index < first) return "left";
  return index >= first + columns ? "right" : index - first;
}

/** Make the matrix. Returns { svg, show(view, entry, width, mostRows), entryAt(x, y) }. */
export function createMatrix() {
  const svg = svgElement("svg", { class: "lstm-matrix", role: "img", "data-testid": "matrix" });
  let layout = null;
  let top = 0;
  let first = 0;
  return {
    svg,
    entryAt: (x, y) => (layout === null ? null : entryAt(layout, x, y, top, first)),
    show(view, entry, width, mostRows) {
      const { list, vocabulary, t } = view;
      layout = layoutMatrix(width, list.length, vocabulary.characters.length, mostRows);
      top = followWindow(top, t, list.length, layout.rows, 2);
      first = followWindow(first, Math.max(0, view.column), vocabulary.characters.length, layout.columns, 3);
      setAttributes(svg, { width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}` });
      svg.replaceChildren(
        ...bands(layout, view, entry, top, first), grid(layout), ...heads(layout, view, entry, first),
        ...Array.from({ length: layout.rows }, (_, k) => rowOf(layout, view, top + k, k, first)), ...frame(layout, view, entry, top, first),
      );
    },
  };
}

function write(x, y, text, kind = "", anchor = "end") {
  return svgElement("text", { x, y, class: kind, "text-anchor": anchor, "dominant-baseline": "central" }, text);
}

function bands(layout, view, entry, top, first) {
  const shapes = [svgElement("rect", {
    class: "lstm-band", x: 0, y: layout.head + (view.t - top) * layout.row, width: layout.width, height: layout.row,
  })];
  const place = entry.column - first;
  if (place >= 0 && place < layout.columns) {
    shapes.push(svgElement("rect", {
      class: "lstm-band lstm-across", x: layout.left + place * layout.cell, y: 16, width: layout.cell, height: layout.height - 20,
    }));
  }
  return shapes;
}

function grid({ left, end, cell, columns, rows, row, head }) {
  const bottom = head + rows * row;
  const down = Array.from({ length: columns + 1 }, (_, k) => `M${left + k * cell} ${head}V${bottom}`);
  const across = Array.from({ length: rows + 1 }, (_, k) => `M${left} ${head + k * row}H${end}`);
  return svgElement("path", { class: "lstm-grid", d: [...down, ...across].join("") });
}

function heads(layout, { vocabulary }, entry, first) {
  const texts = [
    write(layout.t, 40, "t", "lstm-head"), write(layout.index, 40, "input", "lstm-head"), write(layout.targetIndex, 40, "target", "lstm-head"),
  ];
  const every = layout.cell >= 20 ? 1 : 5;
  for (let k = 0; k < layout.columns; k += 1) {
    const x = layout.left + (k + 0.5) * layout.cell;
    const column = first + k;
    const isHere = column === entry.column;
    texts.push(write(x, 40, shownSign(vocabulary.characters[column]), isHere ? "lstm-letter lstm-here" : "lstm-letter", "middle"));
    const crowded = every > 1 && Math.abs(column - entry.column) < 3 && !isHere;
    if ((column % every === 0 && !crowded) || isHere) texts.push(write(x, 23, String(column), isHere ? "lstm-head lstm-here" : "lstm-head", "middle"));
  }
  if (first > 0) texts.push(write(layout.left, 7, `◂ ${first} more`, "lstm-head", "start"));
  const after = vocabulary.characters.length - first - layout.columns;
  if (after > 0) texts.push(write(layout.end, 7, `${after} more ▸`, "lstm-head"));
  return texts;
}

function rowOf(layout, view, t, k, first) {
  const { list, indices } = view;
  const y = layout.head + (k + 0.5) * layout.row;
  const index = indices[t];
  const group = svgElement("g", { class: t === view.t ? "lstm-row lstm-here" : "lstm-row", "data-t": t, "data-index": index },
    write(layout.t, y, String(t), "lstm-number"),
    write(layout.input, y, shownSign(list[t]), "lstm-letter", "middle"),
    write(layout.index, y, index < 0 ? "?" : String(index), "lstm-number"),
    ...markOf(layout, index, y, first));
  if (t === view.t) group.append(write(layout.mark, y, "▸", "lstm-pointer", "start"));
  if (t + 1 < list.length) {
    group.append(
      write(layout.arrow, y, "→", "lstm-number", "middle"),
      write(layout.target, y, shownSign(list[t + 1]), "lstm-letter", "middle"),
      write(layout.targetIndex, y, indices[t + 1] < 0 ? "?" : String(indices[t + 1]), "lstm-number"),
    );
  } else group.append(write(layout.targetIndex, y, "none", "lstm-number"));
  return group;
}

function markOf(layout, index, y, first) {
  const place = markPlace(index, first, layout.columns);
  if (place === "none") return [write(layout.left + 6, y, "no 1: not in the vocabulary", "lstm-stranger", "start")];
  if (place === "left") return [write(layout.left + 4, y, `◂ 1 in column ${index}`, "lstm-outside", "start")];
  if (place === "right") return [write(layout.end - 4, y, `1 in column ${index} ▸`, "lstm-outside")];
  const x = layout.left + place * layout.cell;
  return [
    svgElement("rect", { class: "lstm-one", x: x + 1, y: y - layout.row / 2 + 1, width: layout.cell - 2, height: layout.row - 2, rx: 2 }),
    write(x + layout.cell / 2, y, "1", "lstm-one-number", "middle"),
  ];
}

function frame(layout, { indices }, { t, column }, top, first) {
  const [row, place] = [t - top, column - first];
  if (row < 0 || row >= layout.rows || place < 0 || place >= layout.columns) return [];
  const x = layout.left + place * layout.cell;
  const y = layout.head + row * layout.row;
  const shapes = [svgElement("rect", { class: "lstm-frame", x, y, width: layout.cell, height: layout.row, "data-testid": "entry" })];
  if (indices[t] >= 0 && indices[t] !== column) shapes.push(write(x + layout.cell / 2, y + layout.row / 2, "0", "lstm-zero", "middle"));
  return shapes;
}
