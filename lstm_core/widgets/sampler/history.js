// The drawn characters as the browser knows them, put together from the kernel's answers.

import { typedArray } from "../shared/bytes.js";
import { characters } from "../shared/text.js";

/** A history without characters. */
export function emptyHistory() {
  return { letters: [], probabilities: [], distributions: [] };
}

/**
 * The history after an answer, or null if the answer begins later than the history ends: then the whole must be
 * asked for. An answer holds what is new from character `start` on.
 */
export function withAnswer(history, reply, V) {
  if (reply.start > history.letters.length) return null;
  const letters = characters(reply.drawn);
  const probabilities = typedArray(reply.probabilities, Float32Array);
  const distributions = typedArray(reply.distributions, Float32Array);
  return {
    letters: [...history.letters.slice(0, reply.start), ...letters],
    probabilities: [...history.probabilities.slice(0, reply.start), ...probabilities],
    distributions: [
      ...history.distributions.slice(0, reply.start),
      ...letters.map((_, k) => distributions.subarray(k * V, (k + 1) * V)),
    ],
  };
}

/** How many of the bounds a probability lies below: 0 is likely, bounds.length is most improbable. */
export function levelOf(probability, bounds) {
  return bounds.filter((bound) => probability < Math.fround(bound)).length;
}

/** What each level means: "0.9 to 1", …, "below 0.05". */
export function levelWords(bounds) {
  const ends = [1, ...bounds];
  return [...bounds.map((low, k) => `${low} to ${ends[k]}`), `below ${bounds.at(-1)}`];
}
