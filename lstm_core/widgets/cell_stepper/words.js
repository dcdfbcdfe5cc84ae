// Places in words, and what a full bar stands for: plain sentences, no elements.

import { SUBSTEPS_PER_STEP } from "./walk.js";
import { formatCompact } from "../shared/format.js";
import { spoken, visible } from "../shared/text.js";

/** A character's place in the text, and what was read there. */
export function placeText({ T, characters, inputs, targets }, t) {
  const next = targets ? `, next ‘${visible(characters[targets[t]])}’` : "";
  return `t = ${t} of 0…${T - 1}: ‘${visible(characters[inputs[t]])}’ read${next}`;
}

/** The view for screen readers: where it is, then the panel's words. */
export function spokenPlace({ characters, inputs }, { t, substep, unit }, words) {
  return `Step ${t}, character ${spoken(characters[inputs[t]])}, sub-step ${substep + 1} of ${SUBSTEPS_PER_STEP}, unit ${unit}. ${words}`;
}

/** What a full bar stands for. */
export function scaleWords(bars, direction) {
  const [c, h, z, y] = [bars.c, bars.h, bars.z, bars.y].map((size) => formatCompact(size));
  const states = `Each bar is a unit. A full bar is ${c} for c, ${h} for h and tanh(c), ${z} for z, ${y} for y, 1 for the gates and p`;
  return direction === "forward" ? `${states}.` : `${states}; for derivatives (◂) at this step ${formatCompact(bars.slope)}.`;
}
