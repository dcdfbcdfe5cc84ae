// The attention map's sentences: plain functions of the numbers and a place.

import assert from "node:assert/strict";
import { test } from "node:test";

import { attentionWords, columnWords, keptWords, largestPlace, positionWords } from "../../lstm_core/widgets/attention_map/words.js";

const STATE = {
  letters: ["a", " ", "?"],
  weights: [[1, 0, 0], [0.25, 0.75, 0], [0.6, 0.3, 0.1]],
  shares: [[1, 0, 0], [0.9, 1, 0], [0.72, 0.8, 1]],
};

test("the largest weight is found, the first of several", () => {
  assert.equal(largestPlace([0.2, 0.4, 0.4]), 1);
});

test("a step names the character read, the one looked at, and what is kept of it", () => {
  assert.equal(positionWords(STATE.letters, 2), "t = 2 of 0…2");
  assert.equal(attentionWords(STATE, 2), "At t = 2, ‘?’ is read. Attention gives its largest weight, 0.60, to ‘a’ at s = 0.");
  assert.equal(keptWords(STATE, 2), "Of cell state 0, after ‘a’, the forget gates have kept 0.72 on average.");
});

test("where attention looks at the present step, nothing is forgotten yet", () => {
  assert.equal(attentionWords(STATE, 1), "At t = 1, ‘␣’ (space) is read. Attention gives its largest weight, 0.75, to ‘␣’ (space) at s = 1.");
  assert.equal(keptWords(STATE, 1), "This is the present step, so nothing is forgotten yet.");
});

test("every column has its numbers, and what comes later has none", () => {
  assert.equal(columnWords(STATE, 1, 0), "s = 0, ‘a’: attention weight 0.25, kept 0.90");
  assert.equal(columnWords(STATE, 1, 2), "s = 2, ‘?’: not read yet");
});
