// One heat map over characters: a canvas with labels and a cursor above it.

import { followWindow } from "./following.js";
import { heatPixels, putPixels } from "./heat_canvas.js";
import { shownSign } from "./naming.js";
import { htmlElement, setAttributes, svgElement } from "./svg.js";

const LEFT = 34;
const TOP = 4;
const LETTERS = 22;
const TICKS = 15;
const LOWEST_WITH_LEADS = 8; // in lower rows the lines would hide the numbers that they lead past

/**
 * Where everything stands. `options`: narrowest and widest column, tallest map, widest row; a short text has wide
 * columns, many units have low rows, and what does not fit is left to a window.
 */
export function layoutHeatMap(width, T, H, options) {
  const room = Math.max(options.narrowest, width - LEFT - 8);
  const columns = Math.max(0, Math.min(T, Math.floor(room / options.narrowest)));
  const column = columns === 0 ? 0 : Math.min(options.widest, Math.floor(room / columns));
  const row = Math.max(options.lowest, Math.min(options.highest, Math.floor(options.tallest / H)));
  const rows = Math.min(H, Math.max(1, Math.floor(options.tallest / row)));
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
  const every = [1, 2, 5, 10, 20].find((step) => step * row >= 12) ?? 50;
  return Array.from({ length: rows }, (_, k) => k).filter((k) => k % every === 0);
}

/**
 * Make the map. Returns { element, svg, show(view, cursor, width), pointed(event), window() }.
 *
 * view: { steps, name, units, scale, table, letters, t, unit }; `t` and `unit` steer the window, `cursor` { t, unit }
 * is framed. `letters[t]` is the character of a step.
 */
export function createHeatMap(options) {
  const canvas = htmlElement("canvas", {});
  const svg = svgElement("svg", { role: "img", "data-testid": options.testid ?? "heat-map" });
  const element = htmlElement("div", { class: "lstm-heat" }, canvas, svg);
  let layout = null;
  let start = 0;
  let top = 0;
  let units = [];

  return {
    element,
    svg,
    window: () => ({ start, columns: layout?.columns ?? 0 }),
    pointed(event) {
      const box = svg.getBoundingClientRect();
      const cell = layout && cellAt(layout, event.clientX - box.left, event.clientY - box.top);
      return cell && { t: start + cell.column, unit: units[top + cell.row] };
    },
    show(view, cursor, width) {
      const { steps } = view;
      units = view.units;
      layout = layoutHeatMap(width, steps.T, steps.H, options);
      start = followWindow(start, view.t, steps.T, layout.columns, options.margin ?? 4);
      top = followWindow(top, Math.max(0, units.indexOf(view.unit)), units.length, layout.rows, 1);
      const shown = units.slice(top, top + layout.rows);
      setAttributes(svg, { width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}` });
      setAttributes(canvas, {
        style: `left: ${layout.left}px; top: ${layout.top}px; width: ${layout.plotWidth}px; height: ${layout.plotHeight}px`,
        hidden: steps.T === 0,
      });
      putPixels(canvas, heatPixels({ ...view, units: shown, start, columns: layout.columns }), layout.columns, shown.length);
      svg.replaceChildren(...unitLabels(layout, shown, cursor), ...letterLabels(layout, view, start, cursor), ...cursorFrame(layout, shown, start, cursor));
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

function letterLabels({ left, top, column, columns, plotHeight }, { letters }, start, cursor) {
  const middle = top + plotHeight + LETTERS / 2;
  const parts = [];
  for (let k = 0; k < columns; k += 1) {
    const t = start + k;
    const x = left + (k + 0.5) * column;
    const isHere = cursor !== null && t === cursor.t;
    if (isHere) parts.push(svgElement("rect", { class: "lstm-now", x: x - Math.max(7, column / 2), y: middle - 9, width: Math.max(14, column), height: 18, rx: 2 }));
    parts.push(label(x, middle, shownSign(letters[t]), isHere ? "lstm-letter lstm-here" : "lstm-letter"));
    const crowded = cursor !== null && !isHere && Math.abs(t - cursor.t) * column < 30;
    if ((t % 10 === 0 && !crowded) || isHere) parts.push(label(x, middle + LETTERS / 2 + 6, String(t), isHere ? "lstm-here" : ""));
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
