// What is said about a character of the text and about one of a unit's numbers.

import { formatNumber } from "./format.js";
import { inQuotes, quoted } from "./naming.js";
import { quantityWords } from "./quantities.js";

/** The present character as the player's read-out. */
export function characterWords(letters, t) {
  return `t = ${t} of 0…${letters.length - 1}: ${inQuotes(letters[t])} read`;
}

/** One number in a sentence: where it stands, what it is, what it does, what is usual. */
export function valueWords({ letters, name, value, mean }, { t, unit }) {
  return `Reading ${quoted(letters[t])} at t = ${t}, unit ${unit} has the ${quantityWords(name, value)}. Its mean over the text is ${formatNumber(mean)}.`;
}
