// The five rows: a slider, a field for exact numbers, the gate's value in numbers and as a bar.

import { symbolElement } from "../shared/formula.js";
import { cellNumber } from "./words.js";
import { formatNumber } from "../shared/format.js";
import { clamp } from "../shared/scale.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";

export const ROWS = [
  { name: "z_i", gate: "i", words: "input gate", squashed: "σ(z_i)" },
  { name: "z_f", gate: "f", words: "forget gate", squashed: "σ(z_f)" },
  { name: "z_g", gate: "g", words: "candidate", squashed: "tanh(z_g)" },
  { name: "z_o", gate: "o", words: "output gate", squashed: "σ(z_o)" },
  { name: "c_start", symbol: "c_{−1}", gate: null, words: "cell at the start", squashed: null },
];

/**
 * Make the rows. `limits` has the largest absolute value for z and for c_start; `onChange(name, number)` is called
 * at every move. Returns { element, show(settings, values) }.
 */
export function createSliders(limits, onChange) {
  const rows = ROWS.map((row) => createRow(row, row.gate ? limits.z : limits.c_start, (number) => onChange(row.name, number)));
  return {
    element: htmlElement("div", { class: "lstm-sliders", role: "group", "aria-label": "Pre-activations and start" }, ...rows.flatMap((row) => row.parts)),
    show(settings, values) {
      for (const row of rows) row.show(settings[row.name], row.gate ? values[row.gate] : null);
    },
  };
}

function createRow({ name, symbol = name, gate, words, squashed }, limit, onChange) {
  const shared = { min: -limit, max: limit, step: 0.1 };
  const slider = htmlElement("input", { type: "range", class: "lstm-slider", ...shared, "aria-label": `${name}, ${words}`, "data-testid": `${name}-slider` });
  const field = htmlElement("input", { type: "number", class: "lstm-field", ...shared, "aria-label": `${name} as a number, ${-limit} to ${limit}`, "data-testid": `${name}-field` });
  const result = htmlElement("output", { class: "lstm-number", "data-testid": gate ? `${gate}-value` : null });
  const fill = htmlElement("span", { class: "lstm-fill" });
  const isSigned = gate === "g";
  const bar = htmlElement("span", { class: `lstm-bar${isSigned ? " lstm-signed" : ""}`, "aria-hidden": "true", "data-gate": gate }, fill);
  slider.addEventListener("input", () => onChange(Number(slider.value)));
  field.addEventListener("input", () => {
    if (field.value !== "" && Number.isFinite(Number(field.value))) onChange(clamp(Number(field.value), -limit, limit));
  });
  let written = "";
  field.addEventListener("blur", () => {
    if (field.value === "") field.value = written;
  });
  const formula = gate
    ? htmlElement("span", { class: "lstm-equation" }, symbolElement(`${gate} = ${squashed} =`), " ", result)
    : htmlElement("span", { class: "lstm-equation lstm-range" }, "before t = 0");
  return {
    name,
    gate,
    parts: [
      htmlElement("span", { class: "lstm-name", "data-gate": gate }, symbolElement(symbol), " ", htmlElement("span", { class: "lstm-range" }, words)),
      slider, field, formula, gate ? barWithEnds(bar, isSigned) : htmlElement("span"),
    ],
    show(number, value) {
      if (Number(slider.value) !== number) slider.value = String(number);
      written = String(Number(number.toFixed(6)));
      if (field.value === "" || Number(field.value) !== Number(written)) field.value = written;
      setAttributes(slider, { "aria-valuetext": value === null ? formatNumber(number, 2) : `${formatNumber(number, 2)}, ${gate} = ${cellNumber(value)}` });
      if (value === null) return;
      setText(result, cellNumber(value));
      setAttributes(result, { "data-value": value });
      setAttributes(fill, { style: fillStyle(value, isSigned) });
    },
  };
}

function barWithEnds(bar, isSigned) {
  return htmlElement("span", { class: "lstm-meter-row", "aria-hidden": "true" }, htmlElement("span", {}, isSigned ? "−1" : "0"), bar, htmlElement("span", {}, "1"));
}

/** Where a bar begins and how wide it is: from the left for 0 … 1, from the middle for −1 … 1. */
export function fillStyle(value, isSigned) {
  const width = isSigned ? 50 * Math.abs(value) : 100 * value;
  const left = isSigned ? (value < 0 ? 50 - width : 50) : 0;
  return `left: ${left.toFixed(2)}%; width: ${width.toFixed(2)}%`;
}
