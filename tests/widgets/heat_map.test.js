// What heat maps share: colours, pixels, places, quantities, words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { overviewColumns } from "../../lstm_core/widgets/shared/overview.js";
import { characterWords, valueWords } from "../../lstm_core/widgets/shared/text_words.js";
import { legendPlace } from "../../lstm_core/widgets/shared/colour_legend.js";
import { colourLevel, colourTable } from "../../lstm_core/widgets/shared/colour_scale.js";
import { heatPixels, scalePixels } from "../../lstm_core/widgets/shared/heat_canvas.js";
import { cellAt, labelledRows, layoutHeatMap } from "../../lstm_core/widgets/shared/heat_map.js";
import { createSteps, QUANTITIES, quantityWords, scaleOf, unitMeans, unitOrder } from "../../lstm_core/widgets/shared/quantities.js";

const NAMES = Object.keys(QUANTITIES);
const LOOK = { narrowest: 13, widest: 30, lowest: 4, highest: 26, tallest: 320 };

// Two units, three steps; the number tells where it stands: quantity, step, unit.
const T = 3;
const H = 2;
const numbers = Float32Array.from({ length: T * 7 * H }, (_, k) => {
  const t = Math.floor(k / (7 * H));
  const quantity = Math.floor((k % (7 * H)) / H);
  return (quantity * 100 + t * 10 + (k % H)) / 1000;
});
const steps = createSteps(numbers, T, H);

const luminance = ([red, green, blue]) => [red, green, blue]
  .map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
const shades = (table) => Array.from({ length: 256 }, (_, k) => luminance(table.slice(3 * k, 3 * k + 3)));
const rises = (values) => values.every((value, k) => k === 0 || value >= values[k - 1] - 0.002);

// Colours

for (const dark of [false, true]) {
  test(`a sequential scale grows lighter all along, on a ${dark ? "dark" : "light"} ground`, () => {
    const light = shades(colourTable("sequential", dark));
    assert.ok(rises(light));
    assert.ok(light[255] - light[0] > 0.5, "also without colours the ends are told apart");
  });

  test(`a diverging scale is neutral at 0 and changes to both sides, on a ${dark ? "dark" : "light"} ground`, () => {
    const light = shades(colourTable("diverging", dark)).map((value) => (dark ? value : -value));
    assert.ok(rises(light.slice(128)));
    assert.ok(rises(light.slice(0, 128).reverse()));
    const middle = Array.from(colourTable("diverging", dark).slice(3 * 127, 3 * 128));
    assert.ok(Math.max(...middle) - Math.min(...middle) < 16, "the middle is grey");
  });
}

test("numbers find their colour, and what lies outside the colour of the end", () => {
  assert.deepEqual([0, 0.5, 1, 7, -7].map((value) => colourLevel(value, 0, 1)), [0, 128, 255, 255, 0]);
  assert.equal(colourLevel(0, -3, 3), 128);
  assert.equal(colourLevel(Number.NaN, 0, 1), 0);
});

// Numbers

test("every number is found by quantity, step and unit", () => {
  NAMES.forEach((name, quantity) => {
    for (let t = 0; t < T; t += 1) {
      for (let unit = 0; unit < H; unit += 1) {
        assert.ok(Math.abs(steps.at(name, t, unit) - (quantity * 100 + t * 10 + unit) / 1000) < 1e-6);
      }
    }
  });
});

test("gates go from 0 to 1, states about 0, the cell as far as it goes", () => {
  assert.deepEqual(scaleOf(steps, "forget"), { kind: "sequential", low: 0, high: 1 });
  assert.deepEqual(scaleOf(steps, "hidden"), { kind: "diverging", low: -1, high: 1 });
  const { low, high } = scaleOf(steps, "cell");
  assert.ok(Math.abs(high - 0.421) < 1e-6 && low === -high);
  assert.deepEqual(scaleOf(createSteps(new Float32Array(14), 1, 2), "cell"), { kind: "diverging", low: -1, high: 1 });
});

test("units are sorted by mean, equal ones as they were", () => {
  assert.ok(Math.abs(unitMeans(steps, "forget")[1] - 0.111) < 1e-6);
  assert.deepEqual(unitOrder([0.2, 0.9, 0.2, 0.5], "mean"), [1, 3, 0, 2]);
  assert.deepEqual(unitOrder([0.2, 0.9, 0.2, 0.5], "index"), [0, 1, 2, 3]);
});

// Pixels

const table = colourTable("sequential", false);
const picture = { steps, name: "input", units: [1, 0], scale: { low: 0, high: 1 }, table };
const colourOf = (value) => Array.from(table.slice(3 * colourLevel(value, 0, 1), 3 * colourLevel(value, 0, 1) + 3));

test("a pixel has the colour of its number", () => {
  const pixels = heatPixels({ ...picture, start: 1, columns: 2 });
  assert.equal(pixels.length, 4 * 2 * 2);
  assert.deepEqual(Array.from(pixels.slice(0, 4)), [...colourOf(steps.at("input", 1, 1)), 255]);
  assert.deepEqual(Array.from(pixels.slice(12, 16)), [...colourOf(steps.at("input", 2, 0)), 255]);
});

test("an overview's pixel has the colour of the mean of its steps", () => {
  const wide = createSteps(Float32Array.from({ length: 8 * 7 }, (_, k) => (k % 7 === 0 ? Math.floor(k / 7) / 8 : 0)), 8, 1);
  const pixels = heatPixels({ ...picture, steps: wide, units: [0], start: 0, columns: 2, perPixel: 4 });
  assert.deepEqual(Array.from(pixels.slice(0, 3)), colourOf(1.5 / 8));
  assert.deepEqual(Array.from(pixels.slice(4, 7)), colourOf(5.5 / 8));
});

test("an overview of any length takes every step once", () => {
  for (const [length, width] of [[901, 558], [5000, 900], [3, 900]]) {
    const { columns, perPixel } = overviewColumns(length, width);
    assert.ok(columns <= width && columns <= length);
    assert.equal(Math.round(columns * perPixel), length);
  }
});

test("the legend's colours are those of the table, with the pointer at the value", () => {
  const pixels = scalePixels(table);
  assert.equal(pixels.length, 4 * 256);
  assert.deepEqual(Array.from(pixels.slice(4 * 200, 4 * 200 + 4)), [...table.slice(600, 603), 255]);
  assert.deepEqual([-3, 0, 1.5, 9].map((value) => legendPlace(value, { low: -3, high: 3 })), [0, 50, 75, 100]);
});

// Places

for (const [width, length, units] of [[558, 900, 25], [900, 900, 128], [558, 5, 4], [900, 1, 1], [558, 0, 3], [200, 900, 512]]) {
  test(`a map of ${length} steps and ${units} units fits into ${width} pixels`, () => {
    const layout = layoutHeatMap(width, length, units, LOOK);
    assert.ok(layout.width <= width && layout.columns <= length && layout.rows <= units && layout.rows >= 1);
    assert.ok(layout.plotHeight <= LOOK.tallest);
    assert.ok(length === 0 || layout.columns >= 1);
  });
}

test("the cell under the pointer is the one that is drawn there", () => {
  const layout = layoutHeatMap(558, 900, 25, LOOK);
  const at = (column, row) => cellAt(layout, layout.left + (column + 0.5) * layout.column, layout.top + (row + 0.5) * layout.row);
  assert.deepEqual(at(7, 3), { column: 7, row: 3 });
  assert.deepEqual(at(7, 25), { column: 7, row: 24 }, "the letters below belong to their columns");
  assert.equal(at(-1, 3), null);
  assert.equal(at(7, -1), null);
});

test("with a height all rows share what is left for them, and as many columns are shown as can be told apart", () => {
  for (const [width, columns] of [[300, 32], [560, 60], [900, 60], [2000, 60]]) {
    const layout = layoutHeatMap(width, 60, 25, { narrowest: 8, widest: 26 }, 180);
    assert.equal(layout.columns, columns);
    assert.ok(layout.width <= width);
    assert.equal(layout.rows, 25);
    assert.equal(layout.height, 180);
  }
  const { row, rows, plotHeight } = layoutHeatMap(900, 60, 256, { narrowest: 8, widest: 26 }, 180);
  assert.equal(rows, 256);
  assert.equal(row * 256, plotHeight);
  assert.ok(layoutHeatMap(900, 60, 25, { narrowest: 8, widest: 26 }, 900).plotHeight <= 260);
});

test("row numbers do not touch each other", () => {
  assert.deepEqual(labelledRows(3, 12), [0, 1, 2]);
  assert.deepEqual(labelledRows(12, 4), [0, 5, 10]);
  assert.equal(labelledRows(256, 0.55).at(1), 50);
});

// Words

test("a number is told with its place and what it does", () => {
  assert.equal(quantityWords("forget", 0.731), "forget gate f = 0.731: it keeps 73\u202f% of the old cell state");
  assert.equal(quantityWords("candidate", -0.5), "candidate g = −0.500: what could be written, between −1 and 1");
  const sentence = valueWords({ letters: ["t", " "], name: "input", value: 0.25, mean: 0.5 }, { t: 1, unit: 3 });
  assert.equal(sentence, "Reading ‘␣’ (space) at t = 1, unit 3 has the input gate i = 0.250: it lets 25\u202f% of the candidate in. Its mean over the text is 0.500.");
  assert.equal(characterWords(["t", " "], 1), "t = 1 of 0…1: ‘␣’ read");
});
