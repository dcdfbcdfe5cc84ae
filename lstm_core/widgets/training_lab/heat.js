// The live heat map: one gate of every unit over a window of the text. Labels are drawn anew only when they change.

import { labCellAt, labHeatScale, labHeatSize, layoutLabHeat, numberedUnits, PLACE } from "./heat_layout.js";
import { withCommas } from "./words.js";
import { typedArray } from "../shared/bytes.js";
import { createLegend } from "../shared/colour_legend.js";
import { colourTable } from "../shared/colour_scale.js";
import { formatNumber } from "../shared/format.js";
import { heatPixels, putPixels } from "../shared/heat_canvas.js";
import { quoted, shownSign } from "../shared/naming.js";
import { QUANTITIES } from "../shared/quantities.js";
import { clamp } from "../shared/scale.js";
import { htmlElement, setAttributes, setText, svgElement } from "../shared/svg.js";

/** Make it. Returns { element, legend, words, show(frame, summary, width, isDark) }; `onCursor()` asks to be shown again. */
export function createLabHeat(onCursor) {
  const canvas = htmlElement("canvas", {});
  const labels = svgElement("g", {});
  const frames = [[svgElement("path", { class: "lstm-outer" }), 2], [svgElement("path", { class: "lstm-inner" }), 1]]; // a path, and its distance
  const svg = svgElement("svg", { "aria-hidden": "true" }, labels, ...frames.map(([path]) => path));
  const element = htmlElement("div", {
    class: "lstm-heat", tabindex: 0, role: "group", "aria-roledescription": "heat map", "data-testid": "heat",
  }, canvas, svg);
  const legend = createLegend();
  const words = htmlElement("p", { class: "lstm-muted", "data-testid": "heat-words" });
  let layout = null;
  let written = "";
  let cursor = null; // { column, unit }

  followCursor(element, svg, () => layout, () => cursor, (cell) => {
    cursor = cell;
    onCursor();
  });

  function place(frame, letters, width) {
    const key = `${width} ${layout.units} ${frame.start} ${frame.window}`;
    if (key === written) return;
    written = key;
    const size = labHeatSize(layout);
    setAttributes(svg, { ...size, viewBox: `0 0 ${size.width} ${size.height}` });
    setAttributes(canvas, { style: `left: ${PLACE.left}px; top: ${PLACE.top}px; width: ${layout.plotWidth}px; height: ${layout.plotHeight}px` });
    labels.replaceChildren(...heatLabels(layout, letters, frame.start));
  }

  return {
    element, legend: legend.element, words,
    show(frame, summary, width, dark) {
      if (width <= 0) return;
      const letters = Array.from(frame.window);
      const numbers = typedArray(frame.heat, Float32Array);
      const units = numbers.length / letters.length;
      layout = layoutLabHeat(width, letters.length, units);
      const scale = labHeatScale(frame.gate, numbers);
      const table = colourTable(scale.kind, dark);
      paintNumbers(canvas, numbers, letters.length, scale, table);
      place(frame, letters, width);
      const cell = cursor !== null && cursor.column < layout.columns && cursor.unit < layout.units ? cursor : null;
      for (const [path, space] of frames) path.setAttribute("d", cell ? framePath(layout, cell, space) : "");
      const value = cell && numbers[cell.column * units + cell.unit];
      legend.show(scale, table, value);
      setText(words, cell ? cellWords(frame, letters, cell, value) : hintWords(summary));
      setAttributes(element, {
        "aria-label": `${QUANTITIES[frame.gate].name} of ${units} units over characters ${frame.start} to ${frame.start + letters.length - 1}${cell ? `. ${words.textContent}` : ""}`,
        "data-gate": frame.gate, "data-start": frame.start, "data-value": value,
      });
    },
  };
}

/** Move the cursor with the pointer and with the arrow keys; it is gone when both are elsewhere. */
function followCursor(element, svg, layoutNow, cursorNow, look) {
  svg.addEventListener("pointermove", (event) => {
    const place = svg.getBoundingClientRect();
    look(layoutNow() && labCellAt(layoutNow(), event.clientX - place.left, event.clientY - place.top));
  });
  svg.addEventListener("pointerleave", () => look(null));
  element.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const [layout, cursor] = [layoutNow(), cursorNow()];
    if (!by || !layout || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    look(cursor === null ? { column: 0, unit: 0 } : {
      column: clamp(cursor.column + by[0], 0, layout.columns - 1), unit: clamp(cursor.unit + by[1], 0, layout.units - 1),
    });
  });
  element.addEventListener("blur", () => look(null));
}

/** Paint numbers of shape (columns, units). */
function paintNumbers(canvas, numbers, columns, scale, table) {
  const units = numbers.length / columns;
  const steps = { T: columns, at: (_, t, unit) => numbers[t * units + unit] };
  const picture = { steps, name: "", units: Array.from({ length: units }, (_, k) => k), scale, table, start: 0, columns };
  putPixels(canvas, heatPixels(picture), columns, units);
}

/** The numbers of the units, the characters, and every tenth character's number. */
function heatLabels({ column, row, plotHeight, units }, letters, start) {
  const label = (attributes, text) => svgElement("text", { "text-anchor": "middle", "dominant-baseline": "central", ...attributes }, text);
  const middle = PLACE.top + plotHeight + PLACE.letters / 2;
  const labels = numberedUnits(units, row).map((unit) => label({ x: PLACE.left - 5, y: PLACE.top + (unit + 0.5) * row, "text-anchor": "end" }, String(unit)));
  for (const [k, letter] of letters.entries()) {
    const x = PLACE.left + (k + 0.5) * column;
    labels.push(label({ x, y: middle, class: "lstm-letter" }, shownSign(letter)));
    if ((start + k) % 10 === 0) labels.push(label({ x, y: middle + PLACE.letters / 2 + 5 }, withCommas(start + k)));
  }
  return labels;
}

/** A frame around a cell, `space` away from it. */
function framePath(layout, { column, unit }, space) {
  const [x, y] = [PLACE.left + column * layout.column - space, PLACE.top + unit * layout.row - space];
  return `M${x} ${y}h${layout.column + 2 * space}v${layout.row + 2 * space}H${x}z`;
}

function cellWords(frame, letters, { column, unit }, value) {
  const { name, symbol } = QUANTITIES[frame.gate];
  return `Character ${withCommas(frame.start + column)}, ${quoted(letters[column])}, unit ${unit}: ${name} ${symbol} = ${formatNumber(value)}`;
}

function hintWords({ H }) {
  return `Rows are the ${H} units, columns the characters as they are read. Point at a number, or press Tab to the map and use the arrow keys.`;
}
