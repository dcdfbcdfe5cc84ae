// From a text to characters, indices, vocabulary. Plain functions.

import { characters } from "../shared/text.js";
import { createVocabulary, distinctCharacters, encodeCharacters, unknownCharacters } from "../shared/vocabulary.js";

/** Everything that follows from a text: its characters, their indices, the vocabulary, the unknown ones. */
export function encodeText(text, alphabet, tutorial) {
  const list = characters(text);
  const vocabulary = alphabet === "own" ? createVocabulary(distinctCharacters(text)) : tutorial;
  const indices = encodeCharacters(vocabulary, list);
  return { text, alphabet, list, vocabulary, indices, unknown: unknownCharacters(list, indices) };
}
