// What the prefix explorer says, and what it reads in an answer.

import { typedArray } from "../shared/bytes.js";
import { formatNumber } from "../shared/format.js";
import { inQuotes, quoted, shownSign } from "../shared/naming.js";
import { probabilityWords } from "../shared/next_bars.js";
import { createSteps, QUANTITIES } from "../shared/quantities.js";

export const GATES = ["input", "forget", "candidate", "output"];

/** An answer of the kernel as the widget uses it; `ranking(t)` is what the bars take. */
export function readReply(reply, characters) {
  const { T, H, top } = reply.sizes;
  const indices = typedArray(reply.top, Int32Array);
  const probabilities = typedArray(reply.probabilities, Float32Array);
  return {
    prefix: reply.prefix, temperature: reply.temperature, drawn: reply.drawn,
    letters: Array.from(reply.prefix),
    steps: createSteps(typedArray(reply.gates, Float32Array), T, H),
    ranking(t) {
      const rows = Array.from({ length: top }, (_, k) => ({ character: characters[indices[t * top + k]], probability: probabilities[t * top + k] }));
      return { rows, others: characters.length - top, rest: Math.max(0, 1 - rows.reduce((sum, { probability }) => sum + probability, 0)) };
    },
  };
}

/** The present place as the player's read-out. */
export function placeWords({ letters }, t) {
  const words = `t = ${t} of 0…${letters.length - 1}: ${inQuotes(letters[t])} read`;
  return t === letters.length - 1 ? `${words}, the last` : words;
}

/** The end of the text up to a place, short enough for a heading. */
export function readSoFar({ letters }, t, most = 16) {
  const start = Math.max(0, t + 1 - most);
  return `${start > 0 ? "…" : ""}${letters.slice(start, t + 1).map(shownSign).join("")}`;
}

/** What is expected and what the gates of a unit are, in a sentence or two. */
export function stateWords(state, { t, unit }) {
  const [first, second] = state.ranking(t).rows;
  const next = second ? `, then ${quoted(second.character)} with ${probabilityWords(second.probability)}` : "";
  const gates = GATES.map((name) => `${QUANTITIES[name].symbol} = ${formatNumber(state.steps.at(name, t, unit))}`);
  return [
    `After ${quoted(state.letters[t])} at t = ${t} the likeliest next character is ${quoted(first.character)} with ${probabilityWords(first.probability)}${next}.`,
    `There unit ${unit} had ${gates.join(", ")}.`,
  ];
}
