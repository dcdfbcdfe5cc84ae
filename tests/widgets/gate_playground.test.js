// The gate playground's plain functions: the recurrence, what is said about it, its presets.

import assert from "node:assert/strict";
import { test } from "node:test";

import { gateValues, halfLife, levelOf, sigmoid, stateBounds, unrollCell } from "../../lstm_core/widgets/gate_playground/cell.js";
import { PRESETS, presetOf } from "../../lstm_core/widgets/gate_playground/presets.js";
import { fillStyle } from "../../lstm_core/widgets/gate_playground/sliders.js";
import { cellNumber, halfMarks, memoryStory, positionText, spokenTerms, stepStory, stepsText } from "../../lstm_core/widgets/gate_playground/words.js";

const near = (found, expected, tolerance = 1e-12) => assert.ok(Math.abs(found - expected) <= tolerance, `${found} is not ${expected}`);
const run = ({ settings }, steps = 40) => {
  const values = gateValues(settings);
  return { values, ...unrollCell(values, settings.c_start, settings.input_at, steps) };
};
const preset = (name) => PRESETS.find((candidate) => candidate.name === name);

test("the sigmoid is stable for large |z|", () => {
  assert.deepEqual([-1000, 0, 1000].map(sigmoid), [0, 0.5, 1]);
  near(sigmoid(2) + sigmoid(-2), 1);
});

test("two steps by hand", () => {
  const { c, h } = unrollCell({ i: 0.5, f: 0.5, g: 0.8, o: 0.5 }, 1, "every", 2);
  near(c[0], 0.9);
  near(c[1], 0.85);
  near(h[1], 0.5 * Math.tanh(0.85));
  const once = unrollCell({ i: 0.5, f: 0.5, g: 0.8, o: 0.5 }, 1, "first", 3);
  near(once.c[2], 0.9 / 4);
});

test("after a half-life, half is left; the level is where nothing changes", () => {
  const values = gateValues({ z_i: 0.3, z_f: Math.log(9), z_g: 0.7, z_o: 0 }); // f = 0.9
  near(halfLife(values.f), 6.578813478960585);
  near(halfLife(0.5), 1);
  assert.equal(halfLife(0), 0);
  assert.equal(halfLife(1), Infinity);
  const level = levelOf(values, "every");
  near(values.f * level + values.i * values.g, level);
  near(unrollCell(values, 0, "every", 2000).c[1999], level);
  assert.equal(levelOf(values, "first"), 0);
});

test("the axis of c has 0 and round bounds, and changes seldom", () => {
  const bounds = (start, ...c) => stateBounds({ start, c });
  assert.deepEqual(bounds(0, 0.67, 0.2), [0, 1]);
  assert.deepEqual(bounds(0, 1, 39.2), [0, 50]);
  assert.deepEqual(bounds(-2, 0.7), [-2, 1]);
  assert.deepEqual(bounds(0, 0), [0, 1]);
  assert.deepEqual(bounds(0, -0.01), [-0.5, 0]);
});

test("every preset does what its sentence says", () => {
  near(run(preset("Remember")).c[39] / run(preset("Remember")).c[0], 1, 0.1);
  const fade = run(preset("Fade"));
  near(fade.values.f, 0.88, 0.005);
  near(halfLife(fade.values.f), 5.5, 0.05);
  const forget = run(preset("Forget"));
  assert.ok(Math.abs(forget.c[0]) < 0.02 * forget.start);
  const overwrite = run(preset("Overwrite"));
  near(overwrite.c[0], overwrite.values.g, 0.02);
  assert.equal(overwrite.start, -2);
  const count = run(preset("Count up"));
  for (let t = 1; t < 40; t += 1) near(count.c[t] - count.c[t - 1], 1, 0.03);
  near(count.h[4], count.h[39], 0.001);
  const level = run(preset("Level off"));
  near(level.c[39], levelOf(level.values, "every"), 0.02);
  const shut = run(preset("Closed input"));
  assert.ok(shut.values.g > 0.99);
  near(shut.c[39], 1.5, 0.15);
  const silent = run(preset("Closed output"));
  near(silent.c[39] / silent.c[0], 1, 0.1);
  assert.ok(silent.h.every((h) => Math.abs(h) < 0.005));
});

test("presets stay inside the sliders and are recognised", () => {
  for (const one of PRESETS) {
    assert.equal(presetOf({ ...one.settings }), one);
    for (const name of ["z_i", "z_f", "z_g", "z_o"]) assert.ok(Math.abs(one.settings[name]) <= 8);
    assert.ok(Math.abs(one.settings.c_start) <= 5);
  }
  assert.equal(presetOf({ ...PRESETS[0].settings, z_f: 5.9 }), null);
});

test("numbers near 0 and 1 keep what tells them apart", () => {
  assert.deepEqual([0, 0.5, -0.25, 0.99966, 0.00034, 12.345, 2966.22].map(cellNumber), ["0.000", "0.500", "−0.250", "0.9997", "3.40·10⁻⁴", "12.35", "2966"]);
  assert.deepEqual([1, 5.461, 2066, Infinity].map(stepsText), ["1.00 step", "5.46 steps", "2066 steps", "∞ steps"]);
});

test("what is told has the numbers of the curves", () => {
  const { values, ...curves } = run(preset("Level off"));
  const [half, level] = memoryStory(values, "every");
  assert.match(half.sentence, /5\.46 steps/);
  assert.equal(spokenTerms(half.formula), "half-life = ln ½ / ln f; 5.46 = −0.693 / −0.127");
  assert.equal(spokenTerms(level.formula), "level = i · g / (1−f); 1.938 = 0.500 · 0.462 / 0.119");
  assert.equal(memoryStory(values, "first")[1].formula, null);
  const [cell, hidden] = stepStory(values, curves, "every", 9);
  assert.equal(spokenTerms(cell), "c_t = f · c_t−1 + i · g; 1.394 = 0.881 · 1.320 + 0.500 · 0.462");
  assert.equal(spokenTerms(hidden), "h_t = o · tanh(c_t); 0.868 = 0.982 · 0.884");
  const from3 = unrollCell(values, 3, "every", 40);
  assert.equal(spokenTerms(stepStory(values, from3, "every", 0)[0]), "c_t = f · c_t−1 + i · g; 2.873 = 0.881 · 3.000 + 0.500 · 0.462");
  assert.match(spokenTerms(stepStory(values, curves, "first", 0)[0]), /\+ 0\.500 · 0\.462$/);
  assert.match(spokenTerms(stepStory(values, curves, "first", 1)[0]), /\+ 0\.000 · 0\.462$/);
  assert.equal(positionText(curves, 9, 40), "t = 9 of 0…39: c = 1.394, h = 0.868");
});

test("the mark stands where half is left", () => {
  const values = gateValues({ z_i: 1, z_f: Math.log(1 / (2 ** (1 / 4) - 1)), z_g: 1, z_o: 0 }); // a half-life of 4 steps
  const half = halfLife(values.f);
  near(half, 4);
  const once = unrollCell(values, 0.7, "first", 10);
  const [mark] = halfMarks(half, "first", 10);
  near(mark.at, 4);
  near(once.c[4], once.c[0] / 2);
  const always = unrollCell(values, 0.7, "every", 10);
  const level = levelOf(values, "every");
  near(halfMarks(half, "every", 10)[0].at, 3);
  near(level - always.c[3], (level - 0.7) / 2);
  assert.deepEqual(halfMarks(half, "first", 4), []);
});

test("negative numbers in a product stand in brackets", () => {
  const values = gateValues({ z_i: 0, z_f: 0, z_g: -1, z_o: 0 });
  const curves = unrollCell(values, -1, "every", 1);
  assert.equal(spokenTerms(stepStory(values, curves, "every", 0)[0]), "c_t = f · c_t−1 + i · g; −0.881 = 0.500 · (−1.000) + 0.500 · (−0.762)");
});

test("bars begin at the left, or in the middle for −1 to 1", () => {
  assert.equal(fillStyle(0.881, false), "left: 0.00%; width: 88.10%");
  assert.equal(fillStyle(0.5, true), "left: 50.00%; width: 25.00%");
  assert.equal(fillStyle(-1, true), "left: 0.00%; width: 50.00%");
});
