// The live heat map: one gate of every unit over a window of the text. Labels are drawn anew only when they change.

import { typedArray } from "../shared/bytes.js";
import { createLegend } from "../shared/colour_legend.js";
import { colourTable } from "../shared/colour_scale.js";
import { formatNumber } from "../shared/format.js";
import { heatPixels, putPixels } from "../shared/heat_canvas.js";
import { quoted, shownSign } from "../shared/naming.js";
import { QUANTITIES } from "../shared/quantities.js";
import { clamp } from "../shared/scale.js";
import { htmlElement, setAttributes, setText, svgElement } from "../shared/svg.js";
import { withCommas } from "./words.js";

const PLACE = { left: 34, top: 4, letters: 20, ticks: 15, right: 8, tallest: 200, lowest: 120, perUnit: 8, widest: 26 };

/** Where everything stands: all columns are shown, however narrow. */
export function layoutLabHeat(width, columns, units) {
  const column = Math.min(PLACE.widest, Math.max(4, Math.floor((width - PLACE.left - PLACE.right) / Math.max(1, columns))));
  const tall = Math.min(PLACE.tallest, Math.max(PLACE.lowest, PLACE.perUnit * units));
  return { column, columns, units, row: tall / units, plotWidth: column * columns, plotHeight: tall };
}

/** Which column and unit lies under a place, or null. */
export function labCellAt(layout, x, y) {
  const column = Math.floor((x - PLACE.left) / layout.column);
  const unit = Math.floor((y - PLACE.top) / layout.row);
  const isInside = column >= 0 && column < layout.columns && unit >= 0 && unit < layout.units;
  return isInside ? { column, unit } : null;
}

/** The units whose numbers are written: few enough to be read. */
export function numberedUnits(units, row) {
  const every = [1, 2, 5, 10, 20, 50].find((step) => step * row >= 14) ?? 100;
  return Array.from({ length: units }, (_, unit) => unit).filter((unit) => unit % every === 0);
}

/** The interval of the colours; only the cell state has one that moves, in steps, so that colours do not flicker. */
export function labHeatScale(name, numbers) {
  if (QUANTITIES[name].isGate) return { kind: "sequential", low: 0, high: 1 };
  if (name !== "cell") return { kind: "diverging", low: -1, high: 1 };
  let size = 0;
  for (const value of numbers) if (Math.abs(value) > size) size = Math.abs(value);
  const bound = 2 ** Math.max(0, Math.ceil(Math.log2(size || 1) - 1e-9));
  return { kind: "diverging", low: -bound, high: bound };
}

/** Make it. Returns { element, show(frame, summary, width, isDark), paintAgain: set by the lab }. */
export function createLabHeat(onCursor) {
  const canvas = htmlElement("canvas", {});
  const labels = svgElement("g", {});
  const box = svgElement("path", { class: "lstm-outer" });
  const inner = svgElement("path", { class: "lstm-inner" });
  const svg = svgElement("svg", { "aria-hidden": "true" }, labels, box, inner);
  const element = htmlElement("div", {
    class: "lstm-heat", tabindex: 0, role: "group", "aria-roledescription": "heat map", "data-testid": "heat",
  }, canvas, svg);
  const legend = createLegend();
  const words = htmlElement("p", { class: "lstm-muted", "data-testid": "heat-words" });
  let layout = null;
  let written = "";
  let cursor = null; // { column, unit }

  function look(cell) {
    cursor = cell;
    onCursor();
  }

  svg.addEventListener("pointermove", (event) => {
    const place = svg.getBoundingClientRect();
    look(layout && labCellAt(layout, event.clientX - place.left, event.clientY - place.top));
  });
  svg.addEventListener("pointerleave", () => look(null));
  element.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!by || !layout || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    look(cursor === null ? { column: 0, unit: 0 } : {
      column: clamp(cursor.column + by[0], 0, layout.columns - 1), unit: clamp(cursor.unit + by[1], 0, layout.units - 1),
    });
  });
  element.addEventListener("blur", () => look(null));

  function writeLabels(letters, start) {
    const { column, row, plotHeight } = layout;
    const parts = numberedUnits(layout.units, row).map((unit) => svgElement("text", {
      x: PLACE.left - 5, y: PLACE.top + (unit + 0.5) * row, "text-anchor": "end", "dominant-baseline": "central",
    }, String(unit)));
    const middle = PLACE.top + plotHeight + PLACE.letters / 2;
    for (const [k, letter] of letters.entries()) {
      const x = PLACE.left + (k + 0.5) * column;
      parts.push(svgElement("text", { x, y: middle, class: "lstm-letter", "text-anchor": "middle", "dominant-baseline": "central" }, shownSign(letter)));
      if ((start + k) % 10 === 0) parts.push(svgElement("text", { x, y: middle + PLACE.letters / 2 + 5, "text-anchor": "middle", "dominant-baseline": "central" }, withCommas(start + k)));
    }
    labels.replaceChildren(...parts);
  }

  function frameCursor() {
    const isShown = cursor !== null && cursor.column < layout.columns && cursor.unit < layout.units;
    for (const [path, space] of [[box, 2], [inner, 1]]) {
      const x = PLACE.left + (cursor?.column ?? 0) * layout.column - space;
      const y = PLACE.top + (cursor?.unit ?? 0) * layout.row - space;
      path.setAttribute("d", isShown ? `M${x} ${y}h${layout.column + 2 * space}v${layout.row + 2 * space}H${x}z` : "");
    }
    return isShown;
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
      const steps = { T: letters.length, at: (_, t, unit) => numbers[t * units + unit] };
      putPixels(canvas, heatPixels({ steps, name: "", units: Array.from({ length: units }, (_, k) => k), scale, table, start: 0, columns: letters.length }), letters.length, units);
      const key = `${width} ${units} ${frame.start} ${frame.window}`;
      if (key !== written) {
        written = key;
        const [outerWidth, outerHeight] = [PLACE.left + layout.plotWidth + PLACE.right, PLACE.top + layout.plotHeight + PLACE.letters + PLACE.ticks];
        setAttributes(svg, { width: outerWidth, height: outerHeight, viewBox: `0 0 ${outerWidth} ${outerHeight}` });
        setAttributes(canvas, { style: `left: ${PLACE.left}px; top: ${PLACE.top}px; width: ${layout.plotWidth}px; height: ${layout.plotHeight}px` });
        writeLabels(letters, frame.start);
      }
      const { name, symbol } = QUANTITIES[frame.gate];
      const isShown = frameCursor();
      const value = isShown ? numbers[cursor.column * units + cursor.unit] : null;
      legend.show(scale, table, value);
      setText(words, isShown
        ? `Character ${withCommas(frame.start + cursor.column)}, ${quoted(letters[cursor.column])}, unit ${cursor.unit}: ${name} ${symbol} = ${formatNumber(value)}`
        : `Rows are the ${summary.H} units, columns the characters as they are read. Point at a number, or press Tab to the map and use the arrow keys.`);
      setAttributes(element, {
        "aria-label": `${name} of ${units} units over characters ${frame.start} to ${frame.start + letters.length - 1}${isShown ? `. ${words.textContent}` : ""}`,
        "data-gate": frame.gate, "data-start": frame.start, "data-value": value,
      });
    },
  };
}
