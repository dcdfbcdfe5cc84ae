// The layout's sentences: plain functions of a row and a gate.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenWords, placeWords, spokenWords } from "../../lstm_core/widgets/weight_layout/words.js";

const ROW = {
  array: "b", title: "bias",
  held: [
    { library: "lstm_core", strips: [[["r", "r"], ["u", "u"], ["g", "g"]], [["", ""], ["", ""], ["g", "g"]]], places: { u: "b[5:10]", g: "b[10:15] and b_h" } },
    { library: "Keras", strips: [[["u", "z"], ["r", "r"], ["g", "h"]]], places: { u: "bias[0, 0:5] + bias[1, 0:5]", g: "bias[0, 10:15] and bias[1, 10:15]" } },
  ],
};

test("what is chosen is named in full", () => {
  assert.equal(chosenWords(ROW, "u"), "Update gate u, bias.");
  assert.equal(chosenWords({ ...ROW, title: "input weights" }, "g"), "Candidate g, input weights.");
});

test("a place has the library's own letter and its code", () => {
  assert.deepEqual(placeWords(ROW.held[0], "g"), ["lstm_core", "block g", "b[10:15] and b_h"]);
  assert.deepEqual(placeWords(ROW.held[1], "g"), ["Keras", "block h", "bias[0, 10:15] and bias[1, 10:15]"]);
});

test("a screen reader hears all libraries in one text", () => {
  assert.equal(spokenWords(ROW, "u"), "Update gate u, bias. lstm_core, block u, b[5:10]. Keras, block z, bias[0, 0:5] + bias[1, 0:5].");
});
