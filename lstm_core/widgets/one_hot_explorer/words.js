// What the one-hot explorer says. Plain functions from a view to sentences.

import { counted, formatCount } from "../shared/format.js";
import { quoted } from "../shared/naming.js";

const MOST_NAMED = 6;

/** The text in one line: how long, how many different characters, how many of them known. */
export function statusWords({ list, unknown, vocabulary, alphabet }) {
  if (list.length === 0) return "No text yet: type a character, and its row appears.";
  const size = vocabulary.characters.length;
  const columns = alphabet === "own" ? `${counted(size, "distinct character", "distinct characters")}, so ${counted(size, "column", "columns")}` : `${counted(size, "column", "columns")}`;
  const strangers = unknown.reduce((sum, { count }) => sum + count, 0);
  const known = alphabet === "own" ? "" : strangers === 0 ? "; the vocabulary knows them all" : `; ${counted(strangers, "is", "are")} not in the vocabulary`;
  return `${counted(list.length, "character", "characters")}, so ${counted(list.length, "row", "rows")}; ${columns}${known}.`;
}

/** The unknown characters: { sentence, places: [{ words, t }], rest }, or null if there are none. */
export function unknownWords(unknown) {
  if (unknown.length === 0) return null;
  const named = unknown.slice(0, MOST_NAMED).map(({ character, first, count }) => ({
    t: first, words: `${quoted(character)} at t = ${first}${count > 1 ? `, ${count} times` : ""}`,
  }));
  const rest = unknown.length - named.length;
  return {
    sentence: "The tutorial’s text does not hold",
    places: named,
    rest: `${rest > 0 ? ` and ${formatCount(rest)} more. ` : ""} What has no index has no 1 in its row. Change it, or choose the vocabulary of your own text.`,
  };
}

/** The character at t with its index: "‘e’, index 2". */
function withIndex({ list, indices }, t) {
  return indices[t] < 0 ? `${quoted(list[t])}, which has no index` : `${quoted(list[t])}, index ${indices[t]}`;
}

/** The present step as the player's read-out. */
export function positionWords(view, t) {
  if (view.list.length === 0) return "no text yet";
  return `t = ${t} of 0…${view.list.length - 1}`;
}

/** The present pair in one sentence. */
export function pairWords(view, t) {
  const { list } = view;
  if (list.length === 0) return "No text yet.";
  const input = `At t = ${t} the input is ${withIndex(view, t)}`;
  if (t + 1 < list.length) return `${input}; the target is the next character, ${withIndex(view, t + 1)}.`;
  const many = list.length === 1 ? "A second character would make the first pair." : `${formatCount(list.length)} characters make ${counted(list.length - 1, "pair", "pairs")}.`;
  return `${input}; nothing follows, so it has no target. ${many}`;
}

/** One entry of the matrix in one sentence. */
export function entryWords({ list, indices, vocabulary }, t, column) {
  if (list.length === 0) return "";
  const name = quoted(vocabulary.characters[column]);
  const isOne = indices[t] === column;
  const why = indices[t] < 0 ? `${quoted(list[t])} is not in the vocabulary`
    : isOne ? "this is its character" : `the row’s 1 stands in column ${indices[t]}`;
  return `Row ${t}, column ${column} (${name}): ${isOne ? 1 : 0}, because ${why}.`;
}
