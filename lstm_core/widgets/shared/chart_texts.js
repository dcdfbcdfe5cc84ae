// The texts of a line chart that must cover no curve: of marks, at the ends of the lines, and the numbers at the cursor.

import { spreadPlaces, valueAt } from "./chart_axis.js";
import { freePlace, notePlace } from "./chart_labels.js";
import { formatCompact } from "./format.js";
import { half } from "./scale.js";
import { keepCount, setAttributes, setText, svgElement } from "./svg.js";

const LABEL_GAP = 15;
const NOTE_LETTER = 6.6; // pixels, at most
const NUMBER_WIDTH = 80; // of a number in the line above the chart

/** Draw the marks; the texts that stand beside the axes are returned, for the names of the lines stand there, too. */
export function paintMarks(group, { marks = [], series, cursor }, scales, box) {
  keepCount(group, 2 * marks.length, (k) => (k % 2 ? svgElement("text") : svgElement("path")));
  const beside = [];
  const lines = marks.length ? series.map((line) => inPixels(line, scales)) : [];
  const atCursor = Number.isFinite(cursor) ? { x: [scales.x(cursor), scales.x(cursor)], y: [box.top, box.bottom] } : null;
  for (const [k, { axis, at, text, isBeside }] of marks.entries()) {
    const [path, words] = [group.children[2 * k], group.children[2 * k + 1]];
    const place = scales[axis](at);
    const isInside = axis === "x" ? place >= box.left && place <= box.right : place >= box.top && place <= box.bottom;
    setAttributes(path, { visibility: isInside ? null : "hidden", d: isInside ? markPath(axis, place, box) : "" });
    setAttributes(words, { visibility: isInside ? null : "hidden" });
    setText(words, text);
    if (!isInside) continue;
    if (isBeside) {
      beside.push({ element: words, x: box.right + 6, height: place + 4 });
      continue;
    }
    setAttributes(words, notePlace(axis, place, NOTE_LETTER * text.length, { lines, cursor: atCursor }, box));
  }
  return beside;
}

/** Names at the ends of the lines: beside the axes where a line reaches them, otherwise where they cover no line, or nowhere. */
export function paintEnds(group, series, scales, box, beside) {
  const labelled = series.filter(({ endLabel, y }) => endLabel && y.length && Number.isFinite(scales.y(y[y.length - 1])));
  keepCount(group, labelled.length, () => svgElement("text"));
  const lines = labelled.length ? series.map((line) => inPixels(line, scales)) : [];
  const outside = [...beside];
  for (const [k, { endLabel, look, x, y }] of labelled.entries()) {
    const element = group.children[k];
    const end = { x: scales.x(x[y.length - 1]), y: scales.y(y[y.length - 1]) };
    setText(element, endLabel);
    setAttributes(element, { "data-look": look ?? series.indexOf(labelled[k]) });
    if (end.x > box.right - 3) outside.push({ element, x: box.right + 6, height: end.y + 4 });
    const place = end.x > box.right - 3 ? { x: box.right + 6, y: end.y } : freePlace(end, endLabel, lines, box);
    setAttributes(element, { visibility: place ? null : "hidden", ...place });
  }
  const spread = spreadPlaces(outside.map(({ height }) => height), LABEL_GAP, box.top + 8, box.bottom);
  for (const [k, { element, x }] of outside.entries()) setAttributes(element, { x, y: spread[k], "text-anchor": "start" });
}

/** The line at the cursor, a dot on each curve, and the numbers there. */
export function paintCursor(parts, picture, scales, box) {
  const { cursor, series, format = formatCompact, numbersAbove = false } = picture;
  const isShown = cursor !== null && cursor !== undefined;
  const place = isShown ? scales.x(cursor) : Number.NaN;
  parts.cursor.setAttribute("d", isShown ? markPath("x", place, box) : "");
  const found = isShown ? series.map((line) => valueAt(line, cursor)) : [];
  keepCount(parts.dots, 2 * series.length, (k) => (k % 2 ? svgElement("text") : svgElement("circle", { r: 4 })));
  const heights = found.map((value) => scales.y(value ?? Number.NaN));
  const drawn = heights.map((y, n) => (Number.isFinite(y) ? n : -1)).filter((n) => n >= 0);
  const besides = (y) => (y - 9 < box.top + 10 ? y + 18 : y - 9); // above the line, below it at the top
  const spread = spreadPlaces(drawn.map((n) => besides(heights[n])), LABEL_GAP, box.top + 10, box.bottom - 6);
  const isLeft = place > box.right - 76;
  const hasRoom = box.right - drawn.length * NUMBER_WIDTH > NOTE_LETTER * picture.y.label.length;
  for (let n = 0; n < series.length; n += 1) {
    const [dot, text] = [parts.dots.children[2 * n], parts.dots.children[2 * n + 1]];
    const rank = drawn.indexOf(n);
    const look = series[n].look ?? n;
    setAttributes(dot, { visibility: rank < 0 ? "hidden" : null, "data-look": look });
    setAttributes(text, { visibility: rank < 0 || (numbersAbove && !hasRoom) ? "hidden" : null, "data-look": look });
    if (rank < 0) continue;
    setAttributes(dot, { cx: place, cy: heights[n] });
    setText(text, format(found[n]));
    setAttributes(text, numbersAbove
      ? { x: box.right - (drawn.length - 1 - rank) * NUMBER_WIDTH, y: 14, "text-anchor": "end" }
      : { x: place + (isLeft ? -8 : 8), y: spread[rank], "text-anchor": isLeft ? "end" : "start" });
  }
}

function inPixels({ x, y }, scales) {
  return { x: Array.from(y, (_, k) => scales.x(x[k])), y: Array.from(y, scales.y) };
}

function markPath(axis, place, box) {
  return axis === "x" ? `M${half(place)} ${box.top}V${box.bottom}` : `M${box.left} ${half(place)}H${box.right}`;
}
