// What stands on every chip of the diagram: label, scale, bars, number. Plain data, no drawing.

import { argmax, largestSize, quantity } from "./data.js";
import { slope, value } from "../shared/formula.js";
import { superscript } from "../shared/format.js";
import { shownName } from "../shared/naming.js";
import { symbolOf } from "./things.js";
import { isKnown } from "./walk.js";

const CAPTIONS = {
  c_prev: "from t−1", h_prev: "from t−1", x: "character", i: "input gate", f: "forget gate", g: "candidate",
  o: "output gate", c: "cell state", h: "hidden state", y: "logits", p: "probabilities",
};
/** Labels that leave room for the scale. */
const SHORT_LABELS = { tanh_c: "tanh c", dtanh_c: "dtanh" };
const ZERO_TO_ONE = new Set(["i", "f", "o", "p"]);
const OF_THE_OUTPUT = new Set(["y", "p"]);
const MANTISSAS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The next round number from `size` on: what a full bar is. */
export function roundUp(size) {
  if (!(size > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(size));
  return power * MANTISSAS.find((mantissa) => mantissa * power >= size * 0.9999);
}

/** A scale in a few letters: "0…1", "±2", "±3·10⁻⁶". */
export function scaleText(scale, signed) {
  if (!signed) return `0…${scale}`;
  const exponent = Math.floor(Math.log10(scale) + 1e-9);
  if (exponent >= -2 && exponent < 4) return `±${Number(scale.toPrecision(2))}`;
  return `±${Number((scale / 10 ** exponent).toPrecision(2))}·10${superscript(exponent)}`;
}

/** A number as it is written for a quantity: gradients with three significant digits. */
export function writtenNumber(name, number) {
  return /^(d|back_|from_output|through_tanh)/.test(name) ? slope(number) : value(number);
}

/** The character whose score or probability is looked at: backward the one that came next, forward the likeliest. */
export function targetOrBest(trace, view, name) {
  return view.direction === "backward" ? trace.targets[view.t] : argmax(quantity(trace, name, view.t));
}

/**
 * What a chip shows in a view: { label, aside, caption, numbers, chosen, number, text, signed, scale, scaleText, isSlope, isKnown }.
 * `numbers` may be null (the character's chip, or nothing computed yet); `chosen` is the index whose number stands below the bars.
 */
export function chipContent(trace, wiring, view, name, scales) {
  const known = isKnown(wiring, wiring.chips[name], view);
  const isBackward = view.direction === "backward";
  if (name === "x") return characterChip(trace, view, isBackward && known);
  const isSlope = isBackward && known && name !== "p";
  const source = isSlope ? `d${name}` : name;
  const numbers = known || isBackward ? quantity(trace, source, view.t) : null;
  const isOutput = OF_THE_OUTPUT.has(name);
  const signed = isSlope || !ZERO_TO_ONE.has(name);
  const base = { label: SHORT_LABELS[source] ?? symbolOf(source), caption: CAPTIONS[name] ?? "", signed, isSlope, isKnown: numbers !== null };
  if (numbers === null) return { ...base, numbers, chosen: 0, number: null, text: "?", aside: "", scale: 1, scaleText: "" };
  const chosen = isOutput ? targetOrBest(trace, view, name) : view.unit;
  const scale = isSlope ? roundUp(largestSize(numbers)) : scales[name];
  return {
    ...base, numbers, chosen, number: numbers[chosen], text: writtenNumber(source, numbers[chosen]),
    aside: isOutput ? shownName(trace.characters[chosen]) : "", scale, scaleText: scaleText(scale, signed),
  };
}

function characterChip(trace, view, isSlope) {
  const index = trace.inputs[view.t];
  return {
    label: isSlope ? "dW_x" : "x_t", caption: CAPTIONS.x, numbers: null, chosen: index, number: index,
    text: isSlope ? `row ${index}` : `index ${index}`, signed: false, scale: 1, scaleText: "", aside: "", isSlope, isKnown: true,
    character: shownName(trace.characters[index]),
  };
}

/** What a full bar is in every box, the same over the whole text. Gradients have another one in every step. */
export function boxScales(trace) {
  const scales = { i: 1, f: 1, g: 1, o: 1, p: 1 };
  const over = (name, least = 0) => {
    let size = least;
    for (let t = 0; t < trace.T; t += 1) size = largestSize(quantity(trace, name, t), size);
    return roundUp(size);
  };
  for (const name of ["z_i", "z_f", "z_g", "z_o", "tanh_c", "y"]) scales[name] = over(name);
  scales.c = over("c", largestSize(trace.c0));
  scales.h = over("h", largestSize(trace.h0));
  return { ...scales, c_prev: scales.c, h_prev: scales.h };
}

/** The numbers beside the wires: what is kept and written, or in the backward pass what comes in. */
export function noteContent(trace, wiring, view, name) {
  const isBackward = view.direction === "backward";
  const at = (source) => quantity(trace, source, view.t)[view.unit];
  if (name === "c_next" || name === "h_next") {
    if (!isBackward) return { text: "", number: null };
    const number = at(`d${name}`);
    return { text: view.t === trace.T - 1 ? "from t+1: 0" : `from t+1: ${slope(number)}`, number };
  }
  if (!isKnown(wiring, wiring.notes[name], view)) return { text: "", number: null };
  const number = at(isBackward ? "dc" : name);
  return { text: isBackward ? slope(number) : value(number), number };
}
