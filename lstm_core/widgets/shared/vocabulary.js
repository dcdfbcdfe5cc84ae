// Characters and their indices, in the order of lstm_core's Vocabulary: by code point, not by UTF-16 unit.

/** The distinct characters of a text, sorted by code point. */
export function distinctCharacters(text) {
  return Array.from(new Set(text)).sort((a, b) => a.codePointAt(0) - b.codePointAt(0));
}

/** A vocabulary: { characters, indexOf }, from characters that are sorted already. */
export function createVocabulary(sortedCharacters) {
  return { characters: sortedCharacters, indexOf: new Map(sortedCharacters.map((character, index) => [character, index])) };
}

/** The index of every character of a list, -1 where the vocabulary does not know it. */
export function encodeCharacters(vocabulary, list) {
  const indices = new Int32Array(list.length);
  for (let t = 0; t < list.length; t += 1) indices[t] = vocabulary.indexOf.get(list[t]) ?? -1;
  return indices;
}

/** The unknown characters with the places where they stand: [{ character, first, count }], in the order of the text. */
export function unknownCharacters(list, indices) {
  const found = new Map();
  for (let t = 0; t < list.length; t += 1) {
    if (indices[t] >= 0) continue;
    const entry = found.get(list[t]);
    if (entry) entry.count += 1;
    else found.set(list[t], { character: list[t], first: t, count: 1 });
  }
  return Array.from(found.values());
}
