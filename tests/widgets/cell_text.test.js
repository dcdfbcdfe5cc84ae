// The shaded text: one unit's numbers, shades that letters can be read on, bars, pages.

import assert from "node:assert/strict";
import { test } from "node:test";

import { barBox, inkOn, pageAround, shadeOf, unitSteps } from "../../lstm_core/widgets/cell_text/shading.js";
import { colourTable } from "../../lstm_core/widgets/shared/colour_scale.js";
import { createSteps, scaleOf, unitMeans } from "../../lstm_core/widgets/shared/quantities.js";

const SIGNED = { low: -2, high: 2 };
const GATE = { low: 0, high: 1 };

const luminance = (channels) => channels
  .map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test("one unit's steps are its column, with a scale and a mean of its own", () => {
  const numbers = new Float32Array(2 * 7 * 3); // T = 2, H = 3
  numbers[4 * 3 + 1] = 0.5; // cell state of unit 1, step 0
  numbers[7 * 3 + 4 * 3 + 1] = -1.5; // and step 1
  numbers[4 * 3 + 2] = 9; // another unit
  const steps = unitSteps(createSteps(numbers, 2, 3), 1);
  assert.deepEqual([steps.T, steps.H, steps.at("cell", 0, 0), steps.at("cell", 1, 0)], [2, 1, 0.5, -1.5]);
  assert.deepEqual(scaleOf(steps, "cell"), { kind: "diverging", low: -1.5, high: 1.5 });
  assert.equal(unitMeans(steps, "cell")[0], -0.5);
});

for (const kind of ["sequential", "diverging"]) {
  for (const dark of [false, true]) {
    test(`every letter can be read on the ${kind} scale, on a ${dark ? "dark" : "light"} page`, () => {
      const table = colourTable(kind, dark);
      for (let level = 0; level < 256; level += 1) {
        const ground = Array.from(table.slice(3 * level, 3 * level + 3));
        const ink = inkOn(ground) === "#000000" ? [0, 0, 0] : [255, 255, 255];
        assert.ok(contrast(ground, ink) >= 4.5, `${ground}`);
      }
    });
  }
}

test("a value has the colour that the scale gives it", () => {
  const table = colourTable("diverging", false);
  const of = (level) => `rgb(${Array.from(table.slice(3 * level, 3 * level + 3)).join(", ")})`;
  assert.deepEqual([-2, 0, 2, 7].map((value) => shadeOf(value, SIGNED, table).ground), [of(0), of(128), of(255), of(255)]);
  assert.equal(shadeOf(0, SIGNED, table).ink, "#000000");
  assert.equal(shadeOf(2, SIGNED, table).ink, "#ffffff");
});

test("bars of signed values grow up and down from the middle", () => {
  assert.deepEqual(barBox(2, SIGNED), { top: 0, height: 50 });
  assert.deepEqual(barBox(1, SIGNED), { top: 25, height: 25 });
  assert.deepEqual(barBox(0, SIGNED), { top: 50, height: 0 });
  assert.deepEqual(barBox(-1, SIGNED), { top: 50, height: 25 });
  assert.deepEqual(barBox(-9, SIGNED), { top: 50, height: 50 });
});

test("bars of gates grow from the floor", () => {
  assert.deepEqual(barBox(0, GATE), { top: 100, height: 0 });
  assert.deepEqual(barBox(0.25, GATE), { top: 75, height: 25 });
  assert.deepEqual(barBox(1, GATE), { top: 0, height: 100 });
});

test("pages lie end to end, and the last is as long as the rest", () => {
  assert.deepEqual([0, 9, 10, 24].map((t) => pageAround(t, 25, 10)), [[0, 10], [0, 10], [10, 20], [20, 25]]);
  assert.deepEqual(pageAround(3, 5, 10), [0, 5]);
});
