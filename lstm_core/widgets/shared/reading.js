// A learner's text as lstm_core's read_text would give it: UTF-8, no byte order mark, line ends \n, small letters.

export const MOST_BYTES = 1_000_000;

/** What a text is made of once line ends and a byte order mark are out of the way; half a character becomes �. */
export function cleanText(text) {
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(/\p{Surrogate}/gu, "\ufffd");
}

/**
 * Small letters, exactly as Python's str.lower makes them. `capitals` holds every character that Python changes:
 * a browser may know a newer Unicode with more of them. Those are left alone, and part words as in Python.
 */
export function lowerCase(text, capitals) {
  const isStrange = (character) => character.toLowerCase() !== character && !capitals.has(character);
  if (!Array.from(new Set(text)).some(isStrange)) return text.toLowerCase();
  let lowered = "";
  let part = "";
  for (const character of text) {
    if (isStrange(character)) {
      lowered += part.toLowerCase() + character;
      part = "";
    } else part += character;
  }
  return lowered + part.toLowerCase();
}

/** How many bytes a text has in UTF-8. */
export function byteLength(text) {
  return new TextEncoder().encode(text).length;
}

/** The text in a file's bytes, or why it is refused: { text } or { refusal }. */
export function decodeFile(name, bytes) {
  if (bytes.length > MOST_BYTES) return { refusal: tooLarge(`‘${name}’`, bytes.length) };
  try {
    const text = cleanText(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (text.includes("\0")) {
      return { refusal: `‘${name}’ is not text: it holds NUL characters, as programs, pictures and UTF-16 do. Choose a text file, saved with the encoding UTF-8.` };
    }
    if (Array.from(text.slice(0, 3)).length > 1) return { text };
    return { refusal: `‘${name}’ ${text ? "holds one character" : "is empty"}. Choose a file with at least two: one to read and one to predict.` };
  } catch {
    return { refusal: `‘${name}’ is not UTF-8 text. Open it in an editor, save it with the encoding UTF-8, and choose it again.` };
  }
}

/** The sentence that refuses what is too large. */
export function tooLarge(what, size) {
  const megabytes = (Math.ceil(size / 10_000) / 100).toFixed(2);
  return `${what} has ${megabytes} MB, and the most is 1 MB. Take a part of it.`;
}
