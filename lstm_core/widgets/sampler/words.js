// What the sampler says. Plain functions from numbers to sentences.

import { counted, formatCount, formatNumber } from "../shared/format.js";
import { quoted, shownText, spokenName } from "../shared/naming.js";
import { likeliest, probabilityWords } from "../shared/next_bars.js";

/** A temperature in words. */
export function temperatureWords(temperature) {
  const number = formatNumber(temperature, 2);
  if (temperature === 0) return `${number}: greedy, always the likeliest`;
  if (temperature === 1) return `${number}: the network’s own probabilities`;
  if (temperature < 0.5) return `${number}: very careful, close to greedy`;
  if (temperature < 1) return `${number}: careful, the likely become likelier`;
  return temperature <= 1.5 ? `${number}: bold, the unlikely become likelier` : `${number}: very bold, closer to a uniform distribution`;
}

/** Where the cursor is: on a drawn character, or at the end of the text. */
export function placeWords(count, cursor) {
  if (cursor === null) return `${counted(count, "character")} drawn`;
  return `looking at character ${formatCount(cursor + 1)} of ${formatCount(count)}`;
}

/** A drawn character in one sentence. */
export function drawnWords(history, characters, cursor) {
  const k = cursor ?? history.letters.length - 1;
  if (k < 0) return "Nothing is drawn yet: draw one, or run.";
  const [best] = likeliest(characters, history.distributions[k], 1).rows;
  const letter = history.letters[k];
  const start = `Character ${k + 1}, ${quoted(letter)}, had the probability ${probabilityWords(history.probabilities[k])} when it was drawn`;
  if (best.character === letter) return `${start}; it was the likeliest.`;
  return `${start}; the likeliest was ${quoted(best.character)} with ${probabilityWords(best.probability)}.`;
}

/** What the bars show. */
export function barsTitle(cursor, temperature) {
  if (cursor === null) return `Next character, at temperature ${formatNumber(temperature, 2)}`;
  return `Character ${cursor + 1} was drawn from these`;
}

/** The same text from Python, or why one call does not give it. */
export function callWords({ prefix, seed, temperature, used }, count) {
  if (count === 0) return "";
  if (used.length > 1) return "The temperature changed on the way, so no single call of lc.sample gives this text.";
  return `The same text in Python: lc.sample(model, vocabulary, ${pythonString(prefix)}, ${count}, temperature=${Number((used[0] ?? temperature).toFixed(4))}, seed=${seed})`;
}

/** A string as Python would write it. */
export function pythonString(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}

/** What a screen reader hears once the text has settled: the end of it, and what comes next. */
export function spokenWords(prefix, history, characters, next, cursor, isRunning) {
  if (isRunning) return "Running.";
  if (cursor !== null) return `${drawnWords(history, characters, cursor)}`;
  const [best] = likeliest(characters, next, 1).rows;
  const then = `Likeliest next: ${spokenName(best.character)}, ${formatNumber(best.probability, 2)}.`;
  if (history.letters.length === 0) return `The text is the prefix alone. ${then}`;
  const end = (prefix + history.letters.join("")).slice(-40);
  return `${placeWords(history.letters.length, null)}. ${drawnWords(history, characters, null)} The text ends: ${shownText(end)}. ${then}`;
}

/** A character's probability, for the pointer. */
export function letterTitle(letter, probability) {
  return `${quoted(letter)} ${probabilityWords(probability)}`;
}
