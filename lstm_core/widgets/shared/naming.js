// Names for any character that a learner may type, as parts of a picture or a sentence.

import { kindOf, spoken, visible } from "./text.js";

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The character as it can be seen: itself, a sign for space and line end, or its code point. */
export const shownName = visible;

/** The character as it can be heard. */
export const spokenName = spoken;

/** The same in one column's width: a box replaces what has no shape. */
export function shownSign(character) {
  return kindOf(character) && visible(character).startsWith("U+") ? "▯" : visible(character);
}

/** ‘e’, ‘␣’ or ‘U+202E’, where there is little room; a letter from right to left turns nothing round. */
export function inQuotes(character) {
  return RIGHT_TO_LEFT.test(character) && !kindOf(character) ? `‘\u2068${character}\u2069’` : `‘${shownName(character)}’`;
}

/** ‘e’, ‘␣’ (space) or ‘U+202E’ (right-to-left override), as part of a sentence. */
export function quoted(character) {
  const kind = kindOf(character);
  return kind ? `${inQuotes(character)} (${kind})` : inQuotes(character);
}

/** A running text in which everything can be seen: spaces and line ends as they are, other unseen characters by code point. */
export function shownText(text) {
  return Array.from(text, (character) => (character === " " || character === "\n" ? character : shownName(character))).join("");
}
