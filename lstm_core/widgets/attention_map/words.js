// What the attention map says. Plain functions from the text and its numbers to sentences.

import { quoted } from "../shared/naming.js";

/** The place of the largest number of a row; the first of several. */
export function largestPlace(row) {
  return row.indexOf(Math.max(...row));
}

/** The present step as the player's read-out. */
export function positionWords(letters, t) {
  return `t = ${t} of 0…${letters.length - 1}`;
}

/** Where attention looks at step t. */
export function attentionWords({ letters, weights }, t) {
  const s = largestPlace(weights[t]);
  return `At t = ${t}, ${quoted(letters[t])} is read. Attention gives its largest weight, ${weights[t][s].toFixed(2)}, to ${quoted(letters[s])} at s = ${s}.`;
}

/** What the LSTM has kept of the same step. */
export function keptWords({ letters, weights, shares }, t) {
  const s = largestPlace(weights[t]);
  const what = s === t ? "This is the present step, so nothing is forgotten yet" : `Of cell state ${s}, after ${quoted(letters[s])}, the forget gates have kept ${shares[t][s].toFixed(2)} on average`;
  return `${what}.`;
}

/** One column in words: "s = 0, ‘b’: attention weight 0.72, kept 0.55". */
export function columnWords({ letters, weights, shares }, t, s) {
  const name = `s = ${s}, ${quoted(letters[s])}`;
  return s > t ? `${name}: not read yet` : `${name}: attention weight ${weights[t][s].toFixed(2)}, kept ${shares[t][s].toFixed(2)}`;
}
