// The live heat map: one gate of every unit over a window of the text.

import { withCommas } from "./words.js";
import { typedArray } from "../shared/bytes.js";
import { createLegend } from "../shared/colour_legend.js";
import { colourTable } from "../shared/colour_scale.js";
import { counted, formatNumber } from "../shared/format.js";
import { createHeatMap, layoutHeatMap } from "../shared/heat_map.js";
import { quoted } from "../shared/naming.js";
import { QUANTITIES } from "../shared/quantities.js";
import { clamp } from "../shared/scale.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";

const LOOK = { narrowest: 8, widest: 26, margin: 0 };

/**
 * Make it. Returns { element, legend, words, columns(), show(frame, summary, size, skip, isDark) }; `onCursor()` asks to be
 * shown again, `skip` characters of the frame's window are left out where not all have room, and `columns()` are shown.
 */
export function createLabHeat(onCursor) {
  const map = createHeatMap(LOOK);
  setAttributes(map.svg, { role: null, "aria-hidden": "true", "data-testid": null });
  setAttributes(map.element, { tabindex: 0, role: "group", "aria-roledescription": "heat map", "data-testid": "heat" });
  const legend = createLegend();
  const words = htmlElement("p", { class: "lstm-muted", "data-testid": "heat-words" });
  let shown = { T: 0, H: 0 };
  let cursor = null; // { t, unit }, where t counts the columns

  followCursor(map, () => shown, () => cursor, (cell) => {
    cursor = cell;
    onCursor();
  });

  return {
    element: map.element, legend: legend.element, words,
    columns: () => shown.T,
    show(frame, summary, { width, height }, skip, dark) {
      if (width <= 0) return;
      const all = Array.from(frame.window);
      const units = summary.H;
      const { columns } = layoutHeatMap(width, all.length, units, LOOK, height);
      const left = Math.min(skip, all.length - columns);
      const [first, letters] = [frame.start + left, all.slice(left, left + columns)];
      const numbers = typedArray(frame.heat, Float32Array).subarray(left * units, (left + columns) * units);
      const scale = labHeatScale(frame.gate, numbers);
      const table = colourTable(scale.kind, dark);
      shown = { T: columns, H: units, at: (_, t, unit) => numbers[t * units + unit] };
      const cell = cursor !== null && cursor.t < columns && cursor.unit < units ? cursor : null;
      const rows = Array.from({ length: units }, (_, unit) => unit);
      map.show({ steps: shown, name: frame.gate, units: rows, scale, table, letters, t: 0, unit: 0, first }, cell, width, height);
      const value = cell && shown.at(frame.gate, cell.t, cell.unit);
      legend.show(scale, table, value);
      setText(words, cell ? cellWords(frame.gate, first, letters, cell, value) : hintWords(summary));
      setAttributes(map.element, {
        "aria-label": `${QUANTITIES[frame.gate].name} of ${units} units over characters ${first} to ${first + columns - 1}${cell ? `. ${words.textContent}` : ""}`,
        "data-gate": frame.gate, "data-start": first, "data-value": value,
      });
    },
  };
}

/** Move the cursor with the pointer and with the arrow keys; it is gone when both are elsewhere. */
function followCursor({ element, svg, pointed }, shownNow, cursorNow, look) {
  svg.addEventListener("pointermove", (event) => look(pointed(event)));
  svg.addEventListener("pointerleave", () => look(null));
  element.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const [{ T, H }, cursor] = [shownNow(), cursorNow()];
    if (!by || T === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    look(cursor === null ? { t: 0, unit: 0 } : { t: clamp(cursor.t + by[0], 0, T - 1), unit: clamp(cursor.unit + by[1], 0, H - 1) });
  });
  element.addEventListener("blur", () => look(null));
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

function cellWords(gate, first, letters, { t, unit }, value) {
  const { name, symbol } = QUANTITIES[gate];
  return `Character ${withCommas(first + t)}, ${quoted(letters[t])}, unit ${unit}: ${name} ${symbol} = ${formatNumber(value)}`;
}

function hintWords({ H }) {
  return `Rows: ${counted(H, "unit")}. Columns: characters read. Point at a cell, or use the arrow keys here, for its number.`;
}
