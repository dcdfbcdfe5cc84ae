// What stands on every chip of the diagram: label, bars, number. Plain data, no drawing.

import { argmax, largestSize, quantity, row } from "./data.js";
import { slope, value } from "../shared/formula.js";
import { isKnown } from "./walk.js";
import { visible } from "../shared/text.js";

const CAPTIONS = {
  c_prev: "from t−1", h_prev: "from t−1", x: "character read", i: "input gate", f: "forget gate", g: "candidate",
  o: "output gate", tanh_c: "", c: "cell state", h: "hidden state", y: "logits", p: "probabilities",
};
const LABELS = {
  c_prev: "c_{t−1}", h_prev: "h_{t−1}", x: "x_t", tanh_c: "tanh(c_t)", c: "c_t", h: "h_t", y: "y_t", p: "p_t",
};
const SLOPES = {
  c_prev: ["dc_{prev}", "dc_prev"], h_prev: ["dh_{prev}", "dh_prev"], tanh_c: ["dtanh(c)", "dtanh_c"],
  c: ["dc_t", "dc"], h: ["dh_t", "dh"], y: ["dy_t", "dy"],
};
const ZERO_TO_ONE = new Set(["i", "f", "o", "p"]);
const OF_THE_OUTPUT = new Set(["y", "p"]);

/** The largest size of any derivative by a unit's quantity at step t: all their bars have this scale. */
export function slopeScale(trace, t) {
  return ["dh", "dc", "dz", "dh_prev", "do", "di", "df", "dg", "dc_prev"]
    .reduce((size, name) => largestSize(name === "dz" || name === "dh" ? row(trace, name, t) : quantity(trace, name, t), size), 0);
}

/**
 * What a chip shows in a view: { label, caption, numbers, chosen, number, text, signed, scale, isSlope, isKnown }.
 * `numbers` may be null (the character's chip), `chosen` is the index whose number stands below the bars.
 */
export function chipContent(trace, wiring, view, name, scales) {
  const known = isKnown(wiring, wiring.chips[name], view);
  const isBackward = view.direction === "backward";
  if (name === "x") return characterChip(trace, view, isBackward && known);
  const isSlope = isBackward && known && name !== "p";
  const [label, source] = isSlope ? slopeName(name) : [valueLabel(name), name];
  const numbers = known || isBackward ? quantity(trace, source, view.t) : null;
  const isOutput = OF_THE_OUTPUT.has(name);
  const chosen = isOutput ? outputChoice(trace, view, isBackward, numbers) : view.unit;
  const number = numbers === null ? null : numbers[chosen];
  const write = isSlope ? slope : value;
  const prefix = isOutput && number !== null ? `‘${visible(trace.characters[chosen])}’ ` : "";
  return {
    label,
    caption: isSlope ? "" : CAPTIONS[name] ?? "pre-activation",
    numbers,
    chosen,
    number,
    text: number === null ? "?" : prefix + write(number),
    signed: isSlope || !ZERO_TO_ONE.has(name),
    scale: isSlope ? (isOutput ? 1 : scales.slope) : valueScale(name, scales),
    isSlope,
    isKnown: numbers !== null,
  };
}

function characterChip(trace, view, isSlope) {
  const index = trace.inputs[view.t];
  return {
    label: isSlope ? "dW_x" : "x_t", caption: isSlope ? "" : CAPTIONS.x, numbers: null, chosen: index, number: index,
    text: isSlope ? `row ${index}` : `index ${index}`, signed: false, scale: 1, isSlope, isKnown: true,
    character: visible(trace.characters[index]),
  };
}

function slopeName(name) {
  return SLOPES[name] ?? [`d${name}`, `d${name}`];
}

function valueLabel(name) {
  return LABELS[name] ?? name;
}

/** On the way back the target's number counts; on the way forward the likeliest character's. */
function outputChoice(trace, view, isBackward, numbers) {
  if (isBackward) return trace.targets[view.t];
  return numbers === null ? 0 : argmax(numbers);
}

function valueScale(name, scales) {
  if (name.startsWith("z_")) return scales.z;
  if (name === "c" || name === "c_prev") return scales.c;
  if (name === "h" || name === "h_prev" || name === "tanh_c") return scales.h;
  return name === "y" ? scales.y : 1;
}

/** The numbers beside the wires: what is kept and written, or on the way back what comes in. */
export function noteContent(trace, wiring, view, name) {
  const isBackward = view.direction === "backward";
  const known = isKnown(wiring, wiring.notes[name], view);
  const at = (source) => quantity(trace, source, view.t)[view.unit];
  if (name === "c_next" || name === "h_next") {
    if (!isBackward) return { text: "", number: null };
    const source = name === "c_next" ? "dc_next" : "dh_next";
    const isLast = view.t === trace.T - 1;
    return { text: isLast ? "from t+1: none, 0" : `from t+1: ${slope(at(source))}`, number: at(source) };
  }
  if (!known) return { text: "", number: null };
  const number = at(isBackward ? "dc" : name);
  return { text: isBackward ? slope(number) : value(number), number };
}
