// The one-hot explorer's plain functions: reading, encoding, places, words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { encodeText } from "../../lstm_core/widgets/one_hot_explorer/encoding.js";
import { entryAt, layoutMatrix, markPlace, MOST_ROWS, rowsBeside } from "../../lstm_core/widgets/one_hot_explorer/matrix.js";
import { entryWords, pairWords, positionWords, statusWords, unknownWords } from "../../lstm_core/widgets/one_hot_explorer/words.js";
import { followWindow } from "../../lstm_core/widgets/shared/following.js";
import { quoted, shownName, shownSign, shownText, spokenName } from "../../lstm_core/widgets/shared/naming.js";
import { byteLength, cleanText, decodeFile, lowerCase, MOST_BYTES } from "../../lstm_core/widgets/shared/reading.js";
import { codePointName } from "../../lstm_core/widgets/shared/text.js";
import { createVocabulary, distinctCharacters, encodeCharacters, unknownCharacters } from "../../lstm_core/widgets/shared/vocabulary.js";

const bytes = (text) => new TextEncoder().encode(text);

// Reading

test("line ends, a byte order mark and halves of characters are read as Python would", () => {
  assert.equal(cleanText("\ufeffa\r\nb\rc\n\rd"), "a\nb\nc\n\nd");
  assert.equal(cleanText("a\ufeff"), "a\ufeff", "only a mark at the beginning is one of byte order");
  assert.equal(cleanText("a\ud83d b😀"), "a\ufffd b😀");
});

test("only what Python calls a capital becomes small", () => {
  const capitals = new Set("ABΣİ");
  assert.equal(lowerCase("AB ab", capitals), "ab ab");
  assert.equal(lowerCase("ABC", capitals), "abC", "C means a capital of a newer Unicode");
  assert.equal(lowerCase("aΣ aΣa", capitals), "aς aσa");
  assert.equal(lowerCase("İ", capitals), "i̇");
});

test("a file is decoded, or refused with a reason and a way out", () => {
  assert.deepEqual(decodeFile("a.txt", bytes("\ufeffTo\r\nbe")), { text: "To\nbe" });
  assert.match(decodeFile("a.txt", Uint8Array.of(0xff, 0xfe, 0x41)).refusal, /‘a.txt’ is not UTF-8.*save it/);
  assert.match(decodeFile("a.txt", Uint8Array.of(0xed, 0xa0, 0x80)).refusal, /not UTF-8/, "half a character is no UTF-8");
  assert.match(decodeFile("a.txt", bytes("")).refusal, /is empty/);
  assert.match(decodeFile("a.txt", bytes("😀")).refusal, /one character/);
  assert.deepEqual(decodeFile("a.txt", new Uint8Array(MOST_BYTES).fill(97)).text.length, MOST_BYTES);
  assert.match(decodeFile("a.txt", new Uint8Array(MOST_BYTES + 1).fill(97)).refusal, /1\.01 MB, and the most is 1 MB/);
  assert.equal(byteLength("é😀"), 6);
});

// Encoding

test("characters are sorted by code point, also beyond 16 bits", () => {
  assert.deepEqual(distinctCharacters("b😀\uff01ab\n"), ["\n", "a", "b", "\uff01", "😀"]);
  assert.deepEqual(["😀", "\uff01"].sort(), ["😀", "\uff01"], "JavaScript's own order is another");
});

test("unknown characters have the index −1 and are told with their places", () => {
  const vocabulary = createVocabulary(["a", "b"]);
  const list = Array.from("a#b😀#");
  const indices = encodeCharacters(vocabulary, list);
  assert.deepEqual(Array.from(indices), [0, -1, 1, -1, -1]);
  assert.deepEqual(unknownCharacters(list, indices), [{ character: "#", first: 1, count: 2 }, { character: "😀", first: 3, count: 1 }]);
});

// Windows and places

test("a window stays until the cursor leaves it, and then moves no further than it must", () => {
  assert.equal(followWindow(0, 5, 100, 10), 0);
  assert.equal(followWindow(0, 12, 100, 10), 3);
  assert.equal(followWindow(0, 8, 100, 10, 3), 2, "three places to spare");
  assert.equal(followWindow(50, 20, 100, 10, 3), 17);
  assert.equal(followWindow(50, 99, 100, 10, 3), 90, "no further than the end");
  assert.equal(followWindow(50, 2, 5, 10), 0, "everything fits");
  assert.equal(followWindow(0, 0, 0, 0), 0, "nothing to show");
  for (let place = 0; place < 30; place += 1) {
    for (const start of [0, 7, 25]) {
      const found = followWindow(start, place, 30, 8, 20);
      assert.ok(found >= 0 && found <= 22 && found <= place && place < found + 8);
    }
  }
});

for (const [width, T, V] of [[560, 5, 35], [900, 901, 35], [560, 500_000, 3000], [560, 1, 1], [300, 20, 90]]) {
  test(`at ${width} pixels ${T} rows of ${V} columns fit, beside each other`, () => {
    const layout = layoutMatrix(width, T, V);
    assert.ok(layout.width <= width);
    assert.ok(0 < layout.t && layout.t < layout.input && layout.input < layout.index && layout.index < layout.left);
    assert.ok(layout.left < layout.end && layout.end < layout.target && layout.target < layout.targetIndex);
    assert.ok(layout.columns >= 1 && layout.columns <= V && layout.rows === Math.min(T, MOST_ROWS));
    assert.equal(layout.end - layout.left, layout.columns * layout.cell);
  });
}

test("rows make room for a notice on a page of medium width, and only there", () => {
  assert.deepEqual([0, 12, 62, 500].map((height) => rowsBeside(height, 640)), [MOST_ROWS, MOST_ROWS - 1, MOST_ROWS - 4, 3]);
  assert.deepEqual([320, 1080].map((width) => rowsBeside(62, width)), [MOST_ROWS, MOST_ROWS]);
  assert.equal(layoutMatrix(640, 901, 35, 4).rows, 4);
});

test("the tutorial's 35 columns fit into the narrow layout", () => {
  assert.equal(layoutMatrix(560, 901, 35).columns, 35);
});

test("the entry under the pointer is the one that is drawn there", () => {
  const layout = layoutMatrix(900, 901, 35);
  const x = layout.left + 3.5 * layout.cell;
  const y = layout.head + 2.5 * layout.row;
  assert.deepEqual(entryAt(layout, x, y, 100, 7), { t: 102, column: 10 });
  assert.deepEqual(entryAt(layout, 1, y, 100, 7), { t: 102, column: null }, "beside the matrix it is the row alone");
  assert.equal(entryAt(layout, x, 3, 100, 7), null);
});

test("a 1 outside of the window is told at its edge", () => {
  assert.deepEqual([-1, 2, 5, 8, 9].map((index) => markPlace(index, 5, 4)), ["none", "left", 0, 3, "right"]);
});

// Words

const tutorial = createVocabulary([" ", "b", "e", "o", "t"]);
const see = (text, alphabet = "tutorial") => encodeText(text, alphabet, tutorial);

test("the state of a text in one line", () => {
  assert.equal(statusWords(see("to be")), "5 characters, so 5 rows; 5 columns; the vocabulary knows them all.");
  assert.equal(statusWords(see("to bé?")), "6 characters, so 6 rows; 5 columns; 2 are not in the vocabulary.");
  assert.equal(statusWords(see("aab", "own")), "3 characters, so 3 rows; 2 distinct characters, so 2 columns.");
  assert.match(statusWords(see("")), /type a character/);
});

test("unknown characters are named with their places", () => {
  const words = unknownWords(see("té#\u200bé").unknown);
  assert.deepEqual(words.places, [
    { t: 1, words: "‘é’ at t = 1, 2 times" }, { t: 2, words: "‘#’ at t = 2" }, { t: 3, words: "‘U+200B’ (zero-width space) at t = 3" },
  ]);
  assert.equal(unknownWords(see("to be").unknown), null);
  assert.match(unknownWords(see("123456789").unknown).rest, /and 3 more/);
});

test("a pair and an entry in one sentence", () => {
  const view = see("to b#");
  assert.equal(pairWords(view, 1), "At t = 1 the input is ‘o’, index 3; the target is the next character, ‘␣’ (space), index 0.");
  assert.match(pairWords(view, 3), /target is the next character, ‘#’, which has no index/);
  assert.match(pairWords(view, 4), /no target\. 5 characters make 4 pairs/);
  assert.match(pairWords(see("t"), 0), /A second character/);
  assert.equal(entryWords(view, 1, 3), "Row 1, column 3 (‘o’): 1, because this is its character.");
  assert.equal(entryWords(view, 1, 0), "Row 1, column 0 (‘␣’ (space)): 0, because the row’s 1 stands in column 3.");
  assert.equal(entryWords(view, 4, 0), "Row 4, column 0 (‘␣’ (space)): 0, because ‘#’ is not in the vocabulary.");
  assert.equal(positionWords(view, 2), "t = 2 of 0…4");
  assert.equal(positionWords(see(""), 0), "no text yet");
});

test("every character has a name that can be seen", () => {
  assert.equal(codePointName("😀"), "U+1F600");
  assert.deepEqual(["a", " ", "\u0000", "\u0301", "U"].map(shownName), ["a", "␣", "U+0000", "U+0301", "U"]);
  assert.deepEqual(["a", "\n", "\u200b", "U"].map(shownSign), ["a", "⏎", "▯", "U"]);
  assert.equal(spokenName("\n"), "line end");
  assert.equal(spokenName("\u0301"), "combining mark U+0301");
  assert.equal(quoted("\n"), "‘⏎’ (line end)");
  assert.equal(quoted("\u202e"), "‘U+202E’ (right-to-left override)");
  assert.equal(quoted("א"), "‘\u2068א\u2069’", "so that it turns nothing round");
  assert.equal(shownText("a \u202eb\n"), "a U+202Eb\n");
});
