// The gradient-flow widget's plain functions: looking up, what is read off a curve, what is said about it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { curveOf, lostShare, normBounds, readGrid, stepsUntilFallen } from "../../lstm_core/widgets/gradient_flow/data.js";
import { finding, lagText, shareText, tableRow } from "../../lstm_core/widgets/gradient_flow/words.js";

const near = (found, expected) => assert.ok(Math.abs(found - expected) <= 1e-12, `${found} is not ${expected}`);

function grid() { // 2 curves × 2 scales × lengths 2 and 3; every number tells its place
  const numbers = Float64Array.from({ length: 2 * 2 * 5 }, (_, k) => k + 1);
  return readGrid({
    norms: new DataView(numbers.buffer), weight_scales: [1, 2], lengths: [2, 3], networks: { rnn: "RNN", lstm: "LSTM" },
    measured: [["rnn", "h"], ["lstm", "c"]],
  });
}

test("a curve is found by network, state, scale and length", () => {
  assert.deepEqual([...curveOf(grid(), "rnn", { state: "h", weight_scale: 1, length: 2 })], [1, 2]);
  assert.deepEqual([...curveOf(grid(), "rnn", { state: "h", weight_scale: 2, length: 3 })], [8, 9, 10]);
  assert.deepEqual([...curveOf(grid(), "lstm", { state: "c", weight_scale: 1, length: 3 })], [13, 14, 15]);
  assert.equal(curveOf(grid(), "rnn", { state: "c", weight_scale: 1, length: 2 }), null);
});

test("bytes that do not begin at a multiple of 8 are read as well", () => {
  const bytes = new Uint8Array(4 + 8);
  new Float64Array(bytes.buffer.slice(0, 8));
  new DataView(bytes.buffer).setFloat64(4, 0.25, true);
  const { numbers } = readGrid({ norms: new DataView(bytes.buffer, 4, 8), weight_scales: [1], lengths: [1], networks: {}, measured: [["rnn", "h"]] });
  assert.deepEqual([...numbers], [0.25]);
});

const CURVE = Float64Array.of(2, 1, 0.5, 0.01, 0.49);

test("when a gradient has fallen, and what a cut costs", () => {
  assert.equal(stepsUntilFallen(CURVE), 3);
  assert.equal(stepsUntilFallen(CURVE.subarray(0, 3)), null);
  assert.equal(lostShare(CURVE, null), 0);
  near(lostShare(CURVE, 2), 0.25);
  assert.equal(lostShare(CURVE, 99), 0);
  near(lostShare(CURVE, 1), 0.5);
});

test("the axis has whole powers of ten and does not follow every change", () => {
  assert.deepEqual(normBounds([Float64Array.of(0.98, 3e-7)]), [1e-8, 1]);
  assert.deepEqual(normBounds([Float64Array.of(0.98, 3e-8)]), [1e-8, 1]);
  assert.deepEqual(normBounds([Float64Array.of(2, 12)]), [1e-2, 100]);
  assert.deepEqual(normBounds([Float64Array.of(1, 0)]), [1e-4, 1]);
  assert.deepEqual(normBounds([Float64Array.of(0, 0)]), [1e-4, 1]);
});

test("a share is never rounded to nothing or to all", () => {
  assert.deepEqual(
    [0, 1e-9, 0.0005, 0.031, 0.25, 0.973, 0.99999, 1, 2.5].map(shareText),
    ["0\u202f%", "< 0.01\u202f%", "0.05\u202f%", "3.1\u202f%", "25\u202f%", "97.3\u202f%", "> 99.99\u202f%", "100\u202f%", "2.50 ×"],
  );
});

test("a row has the numbers of its curve, and 0 beyond the cut", () => {
  const row = tableRow(CURVE, { truncation: null, lag: 2 });
  assert.deepEqual(row.texts, ["2.00", "0.500", "25\u202f%", "3 steps", "no cut"]);
  const cut = tableRow(CURVE, { truncation: 2, lag: 2 });
  assert.deepEqual(cut.texts, ["2.00", "0, cut off", "0", "3 steps", "25\u202f%"]);
  assert.equal(cut.here, 0);
  assert.equal(tableRow(CURVE, { truncation: 2, lag: 1 }).here, 1);
  assert.equal(tableRow(null, { truncation: null, lag: 0 }), null);
});

test("the finding names every network", () => {
  const view = { state: "h", weight_scale: 1.5, length: 5, truncation: null };
  const say = (curves, changes = {}) => {
    const now = { ...view, lag: 0, ...changes };
    return finding(curves.map((curve, k) => [["RNN", "LSTM"][k], tableRow(curve, now)]), now, curves);
  };
  assert.equal(
    say([CURVE, Float64Array.of(1, 0.001, 0, 0, 0)]),
    "With initial weights × 1.5, the gradient with respect to the hidden state falls below 1\u202f% of its size at lag 0 after 3 steps in the RNN and after 1 step in the LSTM.",
  );
  assert.equal(
    say([Float64Array.of(1, 2, 4, 8, 16), Float64Array.of(1, 0.9, 0.8, 0.7, 0.6)], { truncation: 1, state: "c" }),
    "With initial weights × 1.5 and over 4 steps, the gradient with respect to the cell state grows to 16.0 times its size in the RNN and shrinks to 60\u202f% in the LSTM. "
      + "Cut off after 1 step, it loses 96.8\u202f% in the RNN and 75\u202f% in the LSTM: so much of the norms, added up over all lags, lies beyond the cut.",
  );
  assert.match(say([CURVE]), /after 3 steps in the RNN\.$/);
});

test("a lag in words", () => {
  assert.equal(lagText(0, 60), "lag 0: t = 59 of 0 … 59");
  assert.equal(lagText(59, 60), "lag 59: t = 0 of 0 … 59");
});
