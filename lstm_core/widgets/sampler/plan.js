// What the learner has asked for since the last question went to the kernel, joined into one question.

/** Nothing to ask. `back` and `draw` count characters; Infinity goes back to the start. */
/** @type {{ back: number, draw: number, settings: boolean, reset: boolean, whole: boolean }} */
export const NOTHING = Object.freeze({ back: 0, draw: 0, settings: false, reset: false, whole: false });

export function isNothing({ back, draw, settings, reset, whole }) {
  return back === 0 && draw === 0 && !settings && !reset && !whole;
}

/** One character more, unless `most` are waiting already: a held key must not run on after it is let go. */
export function planStep(plan, most = 20) {
  return { ...plan, draw: Math.min(most, plan.draw + 1) };
}

/** One character less: a draw that is not under way yet is not made. */
export function planBack(plan) {
  return plan.draw > 0 ? { ...plan, draw: plan.draw - 1 } : { ...plan, back: plan.back + 1 };
}

/** Back to the prefix, whatever was planned. */
export function planReset(plan) {
  return { ...plan, back: 0, draw: 0, reset: true };
}

/** Other settings: another temperature goes on with the text, another prefix or seed begins again. */
export function planSettings(plan, beginsAnew) {
  return beginsAnew ? { ...plan, back: 0, draw: 0, settings: true } : { ...plan, settings: true };
}

/** The question for the kernel, for a text of `count` drawn characters. */
export function questionFor(plan, count, { prefix, temperature, seed }) {
  return { prefix, temperature, seed, keep: Math.max(0, count - plan.back), draw: plan.draw, reset: plan.reset, whole: plan.whole };
}
