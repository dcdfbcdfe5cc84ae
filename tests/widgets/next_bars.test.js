// The likeliest next characters: their order, their names, and what is said about the others.

import assert from "node:assert/strict";
import test from "node:test";

import { barName, likeliest, probabilityWords } from "../../lstm_core/widgets/shared/next_bars.js";

test("the likeliest stand first, ties in the vocabulary's order, and nothing gets lost", () => {
  const { rows, others, rest } = likeliest(["a", "b", "c", "d"], [0.1, 0.4, 0.1, 0.4], 3);
  assert.deepEqual(rows, [{ character: "b", probability: 0.4 }, { character: "d", probability: 0.4 }, { character: "a", probability: 0.1 }]);
  assert.deepEqual([others, rest], [1, 0.1]);
  assert.equal(likeliest(["a"], [1], 8).others, 0);
});

test("a probability is never rounded to 0 or 1 unless it is", () => {
  assert.deepEqual([0, 0.0001, 0.5, 0.9999, 1].map(probabilityWords), ["0.000", "<0.001", "0.500", ">0.999", "1.000"]);
});

test("what would not be seen has a name beside its bar", () => {
  assert.deepEqual(["a", " ", "\n", "\u202e", "\u00a0"].map(barName), ["a", "␣ space", "⏎ line end", "U+202E", "⍽"]);
});
