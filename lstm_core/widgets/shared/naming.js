// Names for any character that a learner may type, also for those that neither eye nor ear would notice.

import { spoken, visible } from "./text.js";

const UNSEEN = /^[\p{C}\p{Z}\p{M}]$/u; // controls, spaces, marks that need a letter

/** "U+200B" for a character. */
export function codePointName(character) {
  return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The character as it can be seen: itself, a sign for space and line end, or its code point. */
export function shownName(character) {
  const seen = visible(character);
  return seen === character && UNSEEN.test(character) ? codePointName(character) : seen;
}

/** The same in one column's width: a box stands for what has no shape. */
export function shownSign(character) {
  const name = shownName(character);
  return name.startsWith("U+") && name.length > 2 ? "▯" : name;
}

/** The character as it can be heard. */
export function spokenName(character) {
  const word = spoken(character);
  return word === character && UNSEEN.test(character) ? codePointName(character) : word;
}

/** ‘e’, or ‘␣’ (space): seen and, where that is not enough, named. */
export function quoted(character) {
  const name = shownName(character);
  const isSign = name !== character && !(name.startsWith("U+") && name.length > 2);
  return isSign ? `‘${name}’ (${spokenName(character)})` : `‘${name}’`;
}
