// A sentence in which what stands between backticks is code.

import { htmlElement } from "./svg.js";

/** The pieces of a sentence: [{ text, isCode }, …]. */
export function codePieces(sentence) {
  return sentence.split(/`([^`\n]+)`/).map((text, k) => ({ text, isCode: k % 2 === 1 })).filter(({ text }) => text !== "");
}

/** The pieces as texts and elements, for `append`. */
export function codeText(sentence) {
  return codePieces(sentence).map(({ text, isCode }) => (isCode ? htmlElement("code", {}, text) : text));
}
