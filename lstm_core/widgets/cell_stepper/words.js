// Places in words: plain sentences, no elements.

import { SUBSTEPS_PER_STEP } from "./walk.js";
import { formatCount } from "../shared/format.js";
import { shownName, spokenName } from "../shared/naming.js";

/** A character's place in the text, and what is read there. */
export function placeText({ T, characters, inputs, targets }, t) {
  const next = targets ? `, next ‘${shownName(characters[targets[t]])}’` : "";
  return `t = ${formatCount(t)} of 0…${formatCount(T - 1)}: ‘${shownName(characters[inputs[t]])}’ read${next}`;
}

/** The view for screen readers: where it is, then the panel's words. */
export function spokenPlace({ characters, inputs }, { t, substep, unit }, words) {
  return `Step ${t}, character ${spokenName(characters[inputs[t]])}, sub-step ${substep + 1} of ${SUBSTEPS_PER_STEP}, unit ${unit}. ${words}`;
}
