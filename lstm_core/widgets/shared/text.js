// Characters that can be seen, and characters that can be heard.

const VISIBLE = { " ": "␣", "\n": "⏎", "\t": "⇥", "\r": "⇤", "\u00a0": "⍽" };
const SPOKEN = {
  " ": "space",
  "\n": "line end",
  "\t": "tab",
  "\r": "carriage return",
  "\u00a0": "no-break space",
  ".": "full stop",
  ",": "comma",
  ";": "semicolon",
  ":": "colon",
  "!": "exclamation mark",
  "?": "question mark",
  "'": "apostrophe",
  "’": "apostrophe",
  '"': "quotation mark",
  "-": "hyphen",
  "—": "dash",
  "(": "opening bracket",
  ")": "closing bracket",
};

/** The character, or a sign for it where it would not be seen. */
export function visible(character) {
  return VISIBLE[character] ?? character;
}

/** The character as a word, where a screen reader would pass over it. */
export function spoken(character) {
  return SPOKEN[character] ?? character;
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
