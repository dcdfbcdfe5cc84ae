// What is said about a thing of the diagram: its name, its formula with the numbers put in, its sub-step.

import { writtenNumber, targetOrBest } from "./chips.js";
import { backThroughGates, fromOutput, GATES, quantity } from "./data.js";
import { spokenFormula, sign, slope, term, value } from "../shared/formula.js";
import { tell } from "./panel.js";
import { nameOfNode, nameOfQuantity, placeName, substepOf, symbolOf } from "./things.js";
import { isKnown, locate, nameOf, SUBSTEPS_PER_STEP } from "./walk.js";


/** Which sub-step's formula an operation or box has, and which line of it; forward and backward. */
const FORMULA_OF = {
  join: [["x", 0], ["dprev", 0]], keep: [["c", 0], ["df", 0]], write: [["c", 0], ["di", 0]], add: [["c", 0], ["dc", 0]], tanh: [["h", 0], ["dc", 0]],
  show: [["h", 0], ["do", 0]], W_y: [["y", 0], ["dh", 0]], softmax: [["p", 0], ["dy", 0]], x: [["x", 0], ["dW", 0]],
  c: [["c", 0], ["dc", 0]], h: [["h", 0], ["dh", 0]], y: [["y", 0], ["dy", 0]], p: [["p", 0], ["p", 0]],
  h_prev: [null, ["dprev", 0]], c_prev: [null, ["dprev", 1]],
  ...Object.fromEntries(GATES.flatMap((gate, k) => [
    [`W_${gate}`, [["z", k], ["dprev", 0]]], [`z_${gate}`, [["z", k], ["dz", k]]], [`act_${gate}`, [[gate, 0], ["dz", k]]], [gate, [[gate, 0], [`d${gate}`, 0]]],
  ])),
};

/** The number that a quantity has for the chosen unit, or for the character that is looked at. */
function numberOf(trace, view, name) {
  const { t, unit } = view;
  if (name === "x" || name === "dW") return null;
  if (name === "from_output") return fromOutput(trace, t, unit);
  if (name === "through_tanh") return quantity(trace, "dtanh_c", t)[unit] * (1 - quantity(trace, "tanh_c", t)[unit] ** 2);
  if (name.startsWith("back_")) return backThroughGates(trace, t, unit)[GATES.indexOf(name.slice(5))];
  return quantity(trace, name, t)[/^d?[yp]$/.test(name) ? targetOrBest(trace, view, name) : unit];
}

/** A quantity's number as text; "" where it has none. */
export function writtenQuantity(trace, view, name) {
  const number = numberOf(trace, view, name);
  return number === null ? "" : writtenNumber(name, number);
}

/** The formula of a box or operation, as the sub-step tells it that computes it; none for what an earlier step computed. */
function formulasOf(trace, wiring, view, thing, isGradient) {
  const { name } = thing;
  if (name === "tanh_c") return [tanhFormula(trace, view, isGradient)];
  const source = FORMULA_OF[name][isGradient ? 1 : 0];
  if (source) return [tell(trace, wiring, { ...view, ...locate(wiring, source[0]) }).formulas[source[1]]];
  return [[term(symbolOf(name), value(numberOf(trace, view, name)))]];
}

function tanhFormula(trace, view, isGradient) {
  const at = (name) => numberOf(trace, view, name);
  if (isGradient) return [term("dtanh(c_t)", slope(at("dtanh_c"))), sign("="), term("dh_t", slope(at("dh"))), sign("⊙", "·"), term("o", value(at("o")))];
  return [term("tanh(c_t)", value(at("tanh_c"))), sign("="), sign("tanh("), term("c_t", value(at("c"))), sign(")")];
}

/** The quantity that stands on a box or runs along a wire in a view: the value, or its gradient where that is known. */
export function quantityIn(wiring, view, { kind, name }) {
  const isGradient = view.direction === "backward" && isKnown(wiring, wiring[kind][name], view);
  if (kind === "wires") return wiring.wires[name].carries[isGradient ? 1 : 0];
  if (!isGradient || name === "p") return name;
  return name === "x" ? "dW" : `d${name}`;
}

/** Where a thing's sub-step is: "sub-step 4 of 10". */
function stepWords(wiring, substep) {
  return `sub-step ${locate(wiring, substep).substep + 1} of ${SUBSTEPS_PER_STEP}`;
}

/** What a quantity is called together with its number, for example "forget gate f: 0.873". */
export function quantityWords(trace, view, name) {
  const written = writtenQuantity(trace, view, name);
  return `${nameOfQuantity(name)}, ${symbolOf(name)}${written && `: ${written}`}`;
}

/** One line on a thing: its name and its number, or that it has none yet. Subscripts stand in the line, without braces. */
export function lineOf(trace, wiring, view, thing) {
  return lineWithMarkup(trace, wiring, view, thing).replace(/[{}]/g, "");
}

function lineWithMarkup(trace, wiring, view, thing) {
  const { kind, name } = thing;
  if (kind === "nodes") return nameOfNode(name);
  const known = isKnown(wiring, wiring[kind][name], view);
  const isForward = view.direction === "forward";
  const shown = quantityIn(wiring, view, thing);
  const words = known || !isForward ? quantityWords(trace, view, shown) : `${nameOfQuantity(shown)}, ${symbolOf(shown)}: not computed yet`;
  if (kind === "chips") return words;
  const { from, to } = wiring.wires[name];
  const ends = [placeName(from, true), placeName(to, false)];
  const [start, end] = isForward ? ends : ends.reverse();
  return `from ${start} to ${end}: ${known || isForward ? words : "gradient not computed yet"}`;
}

/** All that the card shows of a thing: { title, formulas, note, substep }. */
export function describe(trace, wiring, view, thing) {
  const { kind, name } = thing;
  const substep = substepOf(wiring, thing, view.direction);
  const known = kind === "nodes" ? locate(wiring, substep).substep <= view.substep : isKnown(wiring, wiring[kind][name], view);
  const isBackward = view.direction === "backward";
  const hasNumbers = known || isBackward;
  const formulas = kind === "wires" || !hasNumbers ? [] : formulasOf(trace, wiring, view, thing, isBackward && known);
  return { title: lineOf(trace, wiring, view, thing), formulas, note: noteOf(wiring, view, substep, known), substep };
}

function noteOf(wiring, view, substep, known) {
  if (substep === nameOf(wiring, view)) return "This is the present sub-step.";
  const go = `Click or press Enter to go to ${stepWords(wiring, substep)}.`;
  if (known) return go;
  return view.direction === "forward" ? `Computed later. ${go}` : `The gradient is computed later. ${go}`;
}

/** The card in one sentence, for screen readers. */
export function spokenCard({ title, formulas, note }) {
  return [title, ...formulas.map(spokenFormula), note].join(". ").replace("..", ".");
}
