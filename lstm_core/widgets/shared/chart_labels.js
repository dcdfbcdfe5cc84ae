// Where the labels of a line chart stand so that none covers a curve: beside the axes, or at a free place near a line's end.

const LETTER = 8; // pixels of a bold letter's width
const HEIGHT = 13;
const AROUND = [[6, 4], [6, -7], [6, 17], [-6 - LETTER, -8], [-6 - LETTER, 20], [-3, -14], [-3, 26]]; // baseline's offset from the line's end

/** Whether a line, given by its places in pixels, runs through a rectangle. */
export function crosses({ x, y }, { left, right, top, bottom }) {
  for (let k = 0; k < x.length; k += 1) {
    const next = Math.min(k + 1, x.length - 1);
    if (x[next] < left || x[k] > right || !Number.isFinite(y[k]) || !Number.isFinite(y[next])) continue;
    const at = (place) => (x[next] === x[k] ? y[k] : y[k] + ((y[next] - y[k]) * (place - x[k])) / (x[next] - x[k]));
    const [a, b] = [at(Math.max(left, x[k])), at(Math.min(right, x[next]))];
    if (Math.min(a, b, x[next] === x[k] ? y[next] : a) <= bottom && Math.max(a, b, x[next] === x[k] ? y[next] : b) >= top) return true;
  }
  return false;
}

/**
 * Where the name at a line's end stands: { x, y } of its baseline, or null where every place near it would cover a line.
 * `end` is { x, y } in pixels, `lines` all lines as [{ x, y }] in pixels, `box` the plot.
 */
export function freePlace(end, text, lines, box) {
  for (const [dx, dy] of AROUND) {
    const place = { x: end.x + dx, y: end.y + dy };
    const rectangle = { left: place.x - 1, right: place.x + LETTER * text.length + 1, top: place.y - HEIGHT + 1, bottom: place.y + 3 };
    const isInside = rectangle.top >= box.top && rectangle.bottom <= box.bottom && rectangle.left >= box.left;
    if (isInside && !lines.some((line) => crosses(line, rectangle))) return place;
  }
  return null;
}

/**
 * Where the text of a dotted line across the chart stands: { x, y, "text-anchor" }. The first place beside the line that neither a
 * curve of `lines` nor the `cursor` (null, or a line) runs through; else the first without a curve, or the first of all. `place` is the
 * dotted line's in pixels, `width` the text's.
 */
export function notePlace(axis, place, width, { lines, cursor }, box) {
  const ends = axis === "y" ? [[box.right - 4 - width, "end"]] : sidesOf(place, width, box);
  const rows = axis === "x" ? [box.bottom - 7, box.top + 12] : [place - 5, place + 14].slice(place < box.top + 18 ? 1 : 0);
  const places = ends.flatMap(([left, anchor]) => rows.map((y) => ({ left, y, anchor })));
  const isFreeOf = (curves) => ({ left, y }) => !curves.some((line) => crosses(line, { left, right: left + width, top: y - 12, bottom: y + 4 }));
  const { left, y, anchor } = places.find(isFreeOf(cursor ? [...lines, cursor] : lines)) ?? places.find(isFreeOf(lines)) ?? places[0];
  return { x: anchor === "end" ? left + width : left, y, "text-anchor": anchor };
}

/** The sides of an upright line where a text has room, the one with more room first. */
function sidesOf(place, width, box) {
  const sides = [[place + 5, "start"], [place - 5 - width, "end"]];
  const inOrder = place > (box.left + box.right) / 2 ? sides.reverse() : sides;
  return inOrder.filter(([left], k) => k === 0 || (left >= box.left && left + width <= box.right));
}
