// Where the learner is, and where a step leads: plain functions on { t, substep, unit, direction }.

import { clamp } from "../shared/scale.js";

export const SUBSTEPS_PER_STEP = 10;

/** The direction to which a sub-step's name belongs, and its number there. */
export function locate(wiring, name) {
  const direction = wiring.backward.includes(name) ? "backward" : "forward";
  return { direction, substep: Math.max(0, wiring[direction].indexOf(name)) };
}

/** The name of the present sub-step. */
export function nameOf(wiring, view) {
  return wiring[view.direction][view.substep];
}

/**
 * One step on (+1) or back (-1) in the order of computing, by "substep" or by "character"; null at the end.
 * The backward pass goes from the last character to the first. By character everything of the step is shown.
 */
export function walk(view, step, grain, T) {
  const last = SUBSTEPS_PER_STEP - 1;
  const towardsEnd = view.direction === "forward" ? step : -step;
  if (grain === "substep") {
    const substep = view.substep + step;
    if (substep >= 0 && substep <= last) return { ...view, substep };
    return moved(view, towardsEnd, step > 0 ? 0 : last, T);
  }
  if (step > 0 && view.substep < last) return { ...view, substep: last };
  return moved(view, towardsEnd, last, T);
}

function moved(view, towardsEnd, substep, T) {
  const t = view.t + towardsEnd;
  return t < 0 || t >= T ? null : { ...view, t, substep };
}

/** The first or the last view of the pass. */
export function passEnd(view, isLast, T) {
  const isAtEnd = (view.direction === "forward") === isLast;
  return { ...view, t: isAtEnd ? T - 1 : 0, substep: isLast ? SUBSTEPS_PER_STEP - 1 : 0 };
}

/** The other direction at the same character, at its first sub-step. */
export function turned(view, direction) {
  return view.direction === direction ? view : { ...view, direction, substep: 0 };
}

/** Another unit, held between the first and the last. */
export function withUnit(view, unit, H) {
  return { ...view, unit: clamp(unit, 0, H - 1) };
}

/** Whether something that is known from a sub-step on ("": from the start) is known at the present one. */
export function isKnown(wiring, thing, view) {
  const since = thing[view.direction];
  return since === "" || wiring[view.direction].indexOf(since) <= view.substep;
}
