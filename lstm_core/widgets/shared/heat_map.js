// One heat map over characters: a canvas with labels and a cursor above it.

import { pointIn } from "./enlarge.js";
import { followWindow } from "./following.js";
import { heatPixels, putPixels } from "./heat_canvas.js";
import { formatCount } from "./format.js";
import { shownSign } from "./naming.js";
import { clamp } from "./scale.js";
import { htmlElement, setAttributes, svgElement } from "./svg.js";

const LEFT = 34;
const TOP = 4;
const LETTERS = 22;
const TICKS = 15;
const TALLEST_OF_ALL = 260; // where all rows are shown
const NARROW = 800; // pixels, below which a widget has less height too
const LOWEST_WITH_LEADS = 8; // in lower rows the lines would hide the numbers that they lead past

/**
 * Where everything stands. `options`: narrowest and widest column, tallest map (also where it is narrow), widest row; a short text has wide
 * columns, many units have low rows, and what does not fit is left to a window. With `height`, all rows share the height that
 * is left for them, however low they become.
 */
export function layoutHeatMap(width, T, H, options, height) {
  const tallest = width < NARROW ? (options.tallestNarrow ?? options.tallest) : options.tallest;
  const room = Math.max(options.narrowest, width - LEFT - 8);
  const columns = Math.max(0, Math.min(T, Math.floor(room / options.narrowest)));
  const column = columns === 0 ? 0 : Math.min(options.widest, Math.floor(room / columns));
  const row = height ? clamp(height - TOP - LETTERS - TICKS, 60, TALLEST_OF_ALL) / H : clamp(Math.floor(tallest / H), options.lowest, options.highest);
  const rows = height ? H : Math.min(H, Math.max(1, Math.floor(tallest / row)));
  return {
    left: LEFT, top: TOP, columns, column, rows, row,
    plotWidth: columns * column, plotHeight: rows * row,
    width: LEFT + columns * column + 8, height: TOP + rows * row + LETTERS + TICKS,
  };
}

/** Which column and row of the window lies under a place, or null. */
export function cellAt(layout, x, y) {
  const column = Math.floor((x - layout.left) / layout.column);
  const row = Math.floor((y - layout.top) / layout.row);
  if (column < 0 || column >= layout.columns || row < 0 || row > layout.rows + Math.ceil(LETTERS / layout.row)) return null;
  return { column, row: Math.min(row, layout.rows - 1) };
}

/** The rows that get a number: all, or every fifth or tenth where they are low. */
export function labelledRows(rows, row) {
  const every = [1, 2, 5, 10, 20, 50].find((step) => step * row >= 12) ?? 100;
  return Array.from({ length: rows }, (_, k) => k).filter((k) => k % every === 0);
}

/**
 * Make the map. Returns { element, svg, show(view, cursor, width, height), pointed(event), window() }.
 *
 * view: { steps, name, units, scale, table, letters, t, unit, first }; `t` and `unit` steer the window, `cursor` { t, unit }
 * is framed, or is null. `letters[t]` is the character of a step; `first` (default: 0) is added to the numbers of the steps.
 * A `height` is shared by all rows. Numbers are painted each time, labels when they change.
 */
export function createHeatMap(options) {
  const canvas = htmlElement("canvas", {});
  const svg = svgElement("svg", { role: "img", "data-testid": options.testid ?? "heat-map" });
  const element = htmlElement("div", { class: "lstm-heat" }, canvas, svg);
  let layout = null;
  let start = 0;
  let top = 0;
  let units = [];
  let written = "";

  return {
    element,
    svg,
    window: () => ({ start, columns: layout?.columns ?? 0 }),
    pointed(event) {
      const { x, y } = pointIn(event, svg);
      const cell = layout && cellAt(layout, x, y);
      return cell && { t: start + cell.column, unit: units[top + cell.row] };
    },
    show(view, cursor, width, height) {
      const { steps, letters, first = 0 } = view;
      units = view.units;
      layout = layoutHeatMap(width, steps.T, steps.H, options, height);
      start = followWindow(start, view.t, steps.T, layout.columns, options.margin ?? 4);
      top = followWindow(top, Math.max(0, units.indexOf(view.unit)), units.length, layout.rows, 1);
      const shown = units.slice(top, top + layout.rows);
      putPixels(canvas, heatPixels({ ...view, units: shown, start, columns: layout.columns }), layout.columns, shown.length);
      const seen = { start, first, letters: letters.slice(start, start + layout.columns) };
      const key = JSON.stringify([layout, seen, shown, cursor]);
      if (key === written) return;
      written = key;
      setAttributes(svg, { width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}` });
      setAttributes(canvas, {
        style: `left: ${layout.left}px; top: ${layout.top}px; width: ${layout.plotWidth}px; height: ${layout.plotHeight}px`,
        hidden: steps.T === 0,
      });
      svg.replaceChildren(...unitLabels(layout, shown, cursor), ...letterLabels(layout, seen, cursor), ...cursorFrame(layout, shown, start, cursor));
    },
  };
}

function label(x, y, words, kind, anchor = "middle") {
  return svgElement("text", { x, y, class: kind, "text-anchor": anchor, "dominant-baseline": "central" }, words);
}

function unitLabels({ left, top, row, rows }, shown, cursor) {
  const here = cursor === null ? -1 : shown.indexOf(cursor.unit);
  const numbered = labelledRows(rows, row).filter((k) => here < 0 || Math.abs(k - here) * row >= 11);
  return (here < 0 ? numbered : [...numbered, here]).map((k) => (
    label(left - 5, top + (k + 0.5) * row, String(shown[k]), k === here ? "lstm-here" : "", "end")));
}

function letterLabels({ left, top, column, columns, plotHeight }, { letters, start, first }, cursor) {
  const middle = top + plotHeight + LETTERS / 2;
  const parts = [];
  for (let k = 0; k < columns; k += 1) {
    const t = start + k;
    const x = left + (k + 0.5) * column;
    const isHere = cursor !== null && t === cursor.t;
    if (isHere) parts.push(svgElement("rect", { class: "lstm-now", x: x - Math.max(7, column / 2), y: middle - 9, width: Math.max(14, column), height: 18, rx: 2 }));
    parts.push(label(x, middle, shownSign(letters[k]), isHere ? "lstm-letter lstm-here" : "lstm-letter"));
    const crowded = cursor !== null && !isHere && Math.abs(t - cursor.t) * column < 30;
    if (((first + t) % 10 === 0 && !crowded) || isHere) parts.push(label(x, middle + LETTERS / 2 + 6, formatCount(first + t), isHere ? "lstm-here" : ""));
  }
  return parts;
}

function cursorFrame({ left, top, column, columns, row, plotHeight }, shown, start, cursor) {
  if (cursor === null) return [];
  const [place, k] = [cursor.t - start, shown.indexOf(cursor.unit)];
  if (place < 0 || place >= columns || k < 0) return [];
  const box = { x: left + place * column, y: top + k * row, width: column, height: row };
  const around = (space) => ({ x: box.x - space, y: box.y - space, width: column + 2 * space, height: row + 2 * space });
  const leads = `M${box.x + column / 2} ${box.y + row + 3}V${top + plotHeight}M${left} ${box.y + row / 2}H${box.x - 3}`;
  return [
    ...(row < LOWEST_WITH_LEADS ? [] : [svgElement("path", { class: "lstm-lead", d: leads })]),
    svgElement("rect", { class: "lstm-outer", ...around(2) }),
    svgElement("rect", { class: "lstm-inner", ...around(1), "data-testid": "cursor" }),
  ];
}
