// The plain part of the line chart: axes, paths, markers, labels.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  axisScale, decimalsFor, linePath, makeAxis, markerIndices, nearestIndex, powerText, roundBounds, spreadPlaces, thinned,
} from "../../lstm_core/widgets/shared/chart_axis.js";

import { crosses, freePlace, notePlace } from "../../lstm_core/widgets/shared/chart_labels.js";

const texts = (axis) => axis.ticks.map(({ text }) => text);
const identity = (value) => value;

test("a linear axis ends at round numbers, and its labels have the decimals that tell them apart", () => {
  const axis = makeAxis({ low: 0.03, high: 0.97 });
  assert.deepEqual([axis.low, axis.high], [0, 1]);
  assert.deepEqual(texts(axis), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
  assert.deepEqual(texts(makeAxis({ low: -1, high: 1, count: 4 })), ["−1.0", "−0.5", "0.0", "0.5", "1.0"]);
  assert.deepEqual(texts(makeAxis({ low: 0, high: 900 })), ["0", "200", "400", "600", "800", "1000"]);
});

test("an axis keeps its bounds where it is told to", () => {
  const axis = makeAxis({ low: 0, high: 37, isNice: false });
  assert.deepEqual([axis.low, axis.high], [0, 37]);
  assert.deepEqual(texts(axis), ["0", "10", "20", "30"]);
});

test("an axis without an extent still has one", () => {
  for (const kind of ["linear", "log"]) {
    const { low, high, ticks } = makeAxis({ kind, low: 3, high: 3 });
    assert.ok(low < 3 && high > 3 && ticks.length > 1, kind);
  }
});

test("bounds move outward, and not past a number that is round already", () => {
  assert.deepEqual(roundBounds(0, 1), [0, 1]);
  assert.deepEqual(roundBounds(-0.7, 0.1, 4), [-0.8, 0.2]);
  assert.deepEqual([1, 0.5, 0.05, 20].map(decimalsFor), [0, 1, 2, 0]);
});

test("a log axis runs between powers of ten", () => {
  const axis = makeAxis({ kind: "log", low: 0.004, high: 3 });
  assert.deepEqual([axis.low, axis.high], [0.001, 10]);
  assert.deepEqual(texts(axis), ["10⁻³", "10⁻²", "0.1", "1", "10"]);
  assert.equal(axis.minor.length, 4 * 8, "2 to 9 in each decade");
  const wide = makeAxis({ kind: "log", low: 1e-40, high: 1, count: 6 });
  assert.ok(wide.ticks.length <= 7 && wide.minor.length === 0);
  assert.equal(powerText(1e-12), "10⁻¹²");
  assert.deepEqual(texts(makeAxis({ kind: "log", low: 1e-5, high: 1, count: 3 })), ["10⁻⁴", "10⁻²", "1"], "1 is always among them");
});

test("a scale leads from an axis to pixels, and back", () => {
  const scale = axisScale(makeAxis({ kind: "log", low: 1e-4, high: 1 }), [200, 0]);
  assert.ok(Math.abs(scale(0.01) - 100) < 1e-9);
  assert.ok(Math.abs(scale.invert(100) - 0.01) < 1e-12);
});

test("a path is left open where there is no number", () => {
  assert.equal(linePath([0, 1, 2, 3, 4], [5, Number.NaN, 6, 7, Infinity], identity, identity), "M0 5M2 6L3 7");
  const log = axisScale(makeAxis({ kind: "log", low: 0.1, high: 10 }), [100, 0]);
  assert.equal(linePath([0, 1, 2], [1, 0, 10], identity, log), "M0 50M2 0");
  assert.equal(linePath([0, 1, 2, 3], [1, 2, 3, 4], identity, identity, { from: 1, to: 3 }), "M1 2L2 3");
  assert.equal(linePath([], [], identity, identity), "");
});

test("many points are thinned without losing a peak or an end", () => {
  const ys = Float64Array.from({ length: 10_000 }, (_, k) => Math.sin(k / 300));
  ys[7331] = 99;
  ys[4242] = -99;
  const indices = thinned(ys, 0, ys.length, 100);
  assert.ok(indices.length <= 400);
  assert.ok([0, 4242, 7331, 9999].every((k) => indices.includes(k)));
  assert.ok(indices.every((k, n) => n === 0 || k > indices[n - 1]), "in order");
  const xs = Array.from(ys.keys());
  assert.equal(linePath(xs, ys, identity, identity, { columns: 100 }).match(/[ML]/g).length, indices.length);
  assert.equal(linePath(xs.slice(0, 300), ys, identity, identity, { to: 300, columns: 100 }).match(/[ML]/g).length, 300, "few points all stay");
});

test("the nearest point is found, also beyond the ends", () => {
  const xs = [0, 1, 2, 5, 10];
  assert.deepEqual([-3, 0.4, 0.6, 3, 4, 99].map((x) => nearestIndex(xs, x)), [0, 0, 1, 2, 3, 4]);
  assert.equal(nearestIndex([7], 3), 0);
});

test("markers keep their distance", () => {
  const xs = Array.from({ length: 101 }, (_, k) => k);
  assert.deepEqual(markerIndices(xs, identity, 25), [0, 25, 50, 75, 100]);
  assert.deepEqual(markerIndices(xs, identity, 40, 10), [10, 50, 90]);
  assert.deepEqual(markerIndices([0, 100, 200], identity, 30), [0, 1, 2], "never more than there are points");
});

test("labels are moved apart in their order and stay inside", () => {
  assert.deepEqual(spreadPlaces([50, 10], 15, 0, 100), [50, 10], "what is apart stays");
  assert.deepEqual(spreadPlaces([20, 22, 21], 10, 0, 100), [20, 40, 30]);
  assert.deepEqual(spreadPlaces([99, 98], 10, 0, 100), [100, 90]);
  assert.deepEqual(spreadPlaces([], 10, 0, 100), []);
});

test("a name stands near the end of its line where it covers no line, or nowhere", () => {
  const box = { left: 0, right: 400, top: 0, bottom: 200 };
  const own = { x: [0, 100], y: [100, 100] };
  assert.deepEqual(freePlace({ x: 100, y: 100 }, "A", [own], box), { x: 106, y: 104 });
  const across = { x: [0, 400], y: [100, 100] };
  const place = freePlace({ x: 100, y: 100 }, "A", [own, across], box);
  assert.ok(place.y < 98 || place.y > 110);
  const covering = Array.from({ length: 21 }, (_, k) => ({ x: [0, 400], y: [10 * k, 10 * k] }));
  assert.equal(freePlace({ x: 100, y: 100 }, "A", covering, box), null);
  assert.ok(crosses({ x: [0, 400], y: [0, 200] }, { left: 190, right: 210, top: 90, bottom: 110 }), "a long piece of a line without points inside");
  assert.ok(crosses({ x: [200, 200], y: [0, 200] }, { left: 190, right: 210, top: 90, bottom: 110 }), "a vertical one");
  assert.ok(!crosses({ x: [0, 400], y: [0, 0] }, { left: 190, right: 210, top: 90, bottom: 110 }));
  assert.ok(!crosses({ x: [0, 400], y: [Number.NaN, Number.NaN] }, { left: 190, right: 210, top: 90, bottom: 110 }));
});

test("the text of a dotted line stands where neither a curve nor the cursor runs", () => {
  const box = { left: 48, right: 500, top: 26, bottom: 120 };
  const upright = (x) => ({ x: [x, x], y: [box.top, box.bottom] });
  const low = { x: [48, 500], y: [112, 112] };
  const place = (at, lines = [], cursor = null) => notePlace("x", at, 60, { lines, cursor }, box);
  assert.deepEqual(place(200), { x: 205, y: 113, "text-anchor": "start" });
  assert.deepEqual(place(200, [low]), { x: 205, y: 38, "text-anchor": "start" }, "above the curve");
  assert.deepEqual(place(200, [low], upright(230)), { x: 195, y: 38, "text-anchor": "end" }, "left of the cursor");
  assert.deepEqual(place(60, [low], upright(90)), { x: 65, y: 38, "text-anchor": "start" }, "no room at the left: rather the cursor than the curve");
  assert.deepEqual(place(400, [low]), { x: 395, y: 38, "text-anchor": "end" });
  assert.deepEqual(notePlace("y", 80, 60, { lines: [{ x: [48, 500], y: [70, 70] }], cursor: null }, box), { x: 496, y: 94, "text-anchor": "end" });
});
