// Characters that can be seen, and characters that can be heard: also those that neither eye nor ear would notice.
// A character that turns the writing direction would reverse the sentence that quotes it. lstm_core/character_names.py has the
// same table and rules for what Python says.

/** The sign that is shown (the code point where there is none), and the name. */
const UNSEEN = {
  " ": ["␣", "space"],
  "\n": ["⏎", "line end"],
  "\t": ["⇥", "tab"],
  "\r": ["⇤", "carriage return"],
  "\u00a0": ["⍽", "no-break space"],
  "\0": ["", "NUL"],
  "\u001b": ["", "escape"],
  "\u007f": ["", "delete"],
  "\u0085": ["", "next line"],
  "\u00ad": ["", "soft hyphen"],
  "\u034f": ["", "combining grapheme joiner"],
  "\u061c": ["", "Arabic letter mark"],
  "\u2003": ["", "em space"],
  "\u2009": ["", "thin space"],
  "\u200b": ["", "zero-width space"],
  "\u200c": ["", "zero-width non-joiner"],
  "\u200d": ["", "zero-width joiner"],
  "\u200e": ["", "left-to-right mark"],
  "\u200f": ["", "right-to-left mark"],
  "\u2028": ["", "line separator"],
  "\u2029": ["", "paragraph separator"],
  "\u202a": ["", "left-to-right embedding"],
  "\u202b": ["", "right-to-left embedding"],
  "\u202c": ["", "end of embedding"],
  "\u202d": ["", "left-to-right override"],
  "\u202e": ["", "right-to-left override"],
  "\u202f": ["", "narrow no-break space"],
  "\u2060": ["", "word joiner"],
  "\u2066": ["", "left-to-right isolate"],
  "\u2067": ["", "right-to-left isolate"],
  "\u2068": ["", "first-strong isolate"],
  "\u2069": ["", "end of isolate"],
  "\u3000": ["", "ideographic space"],
  "\ufe0f": ["", "variation selector 16"],
  "\ufeff": ["", "byte order mark"],
};
/** @type {[RegExp, string][]} */
const UNSEEN_KINDS = [
  [/^\p{Cc}$/u, "control"], [/^\p{Cf}$/u, "format control"], [/^\p{Co}$/u, "private use"], [/^\p{Cs}$/u, "half of a character"],
  [/^\p{M}$/u, "combining mark"], [/^\p{Z}$/u, "space"], [/^\p{Cn}$/u, "unassigned"],
  [/^[\u115f\u1160\u2800\u3164\uffa0]$/u, "blank"], // in most fonts, although Unicode counts it as a letter or a symbol
];
/** What can be seen, and what a screen reader passes over all the same. */
const UNSPOKEN = {
  ".": "full stop", ",": "comma", ";": "semicolon", ":": "colon", "!": "exclamation mark", "?": "question mark", "'": "apostrophe", "’": "apostrophe",
  '"': "quotation mark", "-": "hyphen", "—": "dash", "(": "opening bracket", ")": "closing bracket",
};

/** "U+200B" for a character. */
export function codePointName(character) {
  return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** What kind of unseen character it is, or "" where it can be seen. */
export function kindOf(character) {
  return UNSEEN[character]?.[1] ?? UNSEEN_KINDS.find(([pattern]) => pattern.test(character))?.[1] ?? "";
}

/** The character as it can be seen: itself, a sign for space and line end, or its code point. */
export function visible(character) {
  return UNSEEN[character]?.[0] || (kindOf(character) ? codePointName(character) : character);
}

/** The character as it can be heard. */
export function spoken(character) {
  const kind = kindOf(character);
  return kind && !UNSEEN[character] ? `${kind} ${codePointName(character)}` : kind || (UNSPOKEN[character] ?? character);
}

/** A text as a list of characters, as Python counts them (code points, not UTF-16 units). */
export function characters(text) {
  return Array.from(text);
}

/** The part of a text of `length` characters to show around `centre`: [start, end), `width` long at most. */
export function windowAround(centre, length, width) {
  const size = Math.min(width, length);
  const start = Math.max(0, Math.min(centre - Math.floor(size / 2), length - size));
  return [start, start + size];
}
