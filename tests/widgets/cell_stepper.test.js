// The cell stepper's plain functions: places, walking, symbols.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { gateOf, inside, sign, slope, spokenFormula, symbolParts, term, value } from "../../lstm_core/widgets/shared/formula.js";
import { anchor, arrowHead, barAt, barBox, barCentre, barsPath, layoutDiagram, wirePath, wiringFor } from "../../lstm_core/widgets/cell_stepper/geometry.js";
import { isKnown, locate, passEnd, turned, walk, withUnit } from "../../lstm_core/widgets/cell_stepper/walk.js";

const wiring = JSON.parse(readFileSync(new URL("../../lstm_core/widgets/cell_stepper/wiring.json", import.meta.url), "utf8"));
const SUBSTEPS = [...wiring.forward, ...wiring.backward];

// Wiring and places

test("every name in the wiring exists", () => {
  const places = { ...wiring.chips, ...wiring.nodes };
  for (const [name, { path }] of Object.entries(wiring.wires)) {
    for (const end of path.filter((place) => typeof place === "string")) {
      assert.ok(end.split(".")[0] in places, `${name} begins or ends at ${end}`);
    }
  }
  assert.deepEqual(Object.keys(wiring.lit).sort(), [...SUBSTEPS].sort());
  for (const [substep, lit] of Object.entries(wiring.lit)) {
    for (const kind of ["chips", "nodes", "wires"]) {
      for (const name of lit[kind]) assert.ok(name in wiring[kind], `${substep} lights ${name}`);
    }
  }
  for (const kind of ["chips", "wires", "notes"]) {
    for (const [name, thing] of Object.entries(wiring[kind])) {
      for (const direction of ["forward", "backward"]) {
        assert.ok(["", ...wiring[direction]].includes(thing[direction]), `${name} is known since ${thing[direction]}`);
      }
    }
  }
});

test("every wire is used: some sub-step of each direction lights it, or it leads out", () => {
  const lit = (direction) => new Set(wiring[direction].flatMap((substep) => wiring.lit[substep].wires));
  const missing = (direction) => Object.keys(wiring.wires).filter((name) => !lit(direction).has(name));
  assert.deepEqual(missing("forward"), ["c_in"]);
  assert.deepEqual(missing("backward"), ["x_join"]);
});

for (const [width, height] of [[332, 812], [310, 812], [500, 812], [560, 336], [668, 336], [700, 590], [900, 336], [800, 590]]) {
  test(`at ${width} × ${height} pixels nothing overlaps and everything is inside`, () => {
    const { places, wires } = layoutDiagram(wiringFor(wiring, width), width, height);
    const all = Object.entries(places);
    for (const [name, a] of all) {
      assert.ok(a.x >= 0 && a.x + a.width <= width && a.y >= 0 && a.y + a.height <= height, name);
      assert.ok(a.width > 0);
      for (const [other, b] of all) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        assert.ok(name === other || apart, `${name} lies on ${other}`);
      }
    }
    for (const [name, { points }] of Object.entries(wires)) {
      for (let k = 1; k < points.length; k += 1) {
        const [[x0, y0], [x1, y1]] = [points[k - 1], points[k]];
        assert.ok(x0 === x1 || y0 === y1, `${name} is not straight`);
        assert.ok(Math.hypot(x1 - x0, y1 - y0) >= 5, `${name} has no room for its arrow`);
        for (const [place, box] of all) {
          const inner = { left: box.x + 1, right: box.x + box.width - 1, top: box.y + 1, bottom: box.y + box.height - 1 };
          const crosses = Math.max(x0, x1) > inner.left && Math.min(x0, x1) < inner.right
            && Math.max(y0, y1) > inner.top && Math.min(y0, y1) < inner.bottom;
          assert.ok(!crosses, `${name} runs through ${place}`);
        }
      }
    }
  });
}

test("anchors are the middles of the edges", () => {
  const places = { a: { x: 10, y: 20, width: 30, height: 40, centre: [25, 40] } };
  assert.deepEqual(["left", "right", "top", "bottom"].map((side) => anchor(places, `a.${side}`)), [[10, 40], [40, 40], [25, 20], [25, 60]]);
});

test("a wire that crosses another leads over it", () => {
  assert.equal(wirePath([[0, 10], [0, 0], [50, 0]]), "M0 10L0 0L50 0");
  assert.equal(wirePath([[0, 10], [0, 0], [50, 0]], [20, 0]), "M0 10L0 0L14 0A6 6 0 0 1 26 0L50 0");
});

test("an arrow head points where the wire ends", () => {
  assert.equal(arrowHead([[0, 0], [10, 0]]), "10,0 4,3.6 4,-3.6");
  assert.equal(arrowHead([[0, 0], [0, -10]]), "0,-10 3.6,-4 -3.6,-4");
});

test("bars grow from the middle or from the bottom, and never leave the box", () => {
  const box = { x: 0, y: 0, width: 20, height: 10 };
  assert.equal(barsPath([0.5, -1], box, { scale: 1 }), "M0.75 5h8.5v-2.5h-8.5zM10.75 5h8.5v5h-8.5z");
  assert.equal(barsPath([0.5, 7], box, { scale: 1, signed: false }), "M0.75 10h8.5v-5h-8.5zM10.75 10h8.5v-10h-8.5z");
  assert.equal(barsPath([0.5, 1], box, { scale: 1, only: 1 }), "M10.75 5h8.5v-5h-8.5z");
  assert.ok(!barsPath([0, 0], box, { scale: 0 }).includes("NaN"));
});

test("a click finds the bar that stands there", () => {
  const box = barBox({ x: 100, y: 0, width: 60, height: 62 });
  assert.ok(box.height >= 12);
  for (const count of [1, 2, 25, 100]) {
    for (let k = 0; k < count; k += 1) assert.equal(barAt(barCentre(k, count, box), count, box), k);
  }
  assert.equal(barAt(0, 25, box), 0);
  assert.equal(barAt(999, 25, box), 24);
});

// Walking

const start = { t: 0, substep: 0, unit: 0, direction: "forward" };

function wholeWalk(view, step, grain, T) {
  const seen = [];
  for (let at = view; at !== null; at = walk(at, step, grain, T)) seen.push([at.t, at.substep]);
  return seen;
}

test("the forward pass goes through all sub-steps of all characters, and back the same way", () => {
  const there = wholeWalk(start, 1, "substep", 3);
  assert.equal(there.length, 30);
  assert.deepEqual(there[10], [1, 0]);
  const back = wholeWalk({ ...start, t: 2, substep: 9 }, -1, "substep", 3);
  assert.deepEqual(back, there.reverse());
});

test("the backward pass goes from the last character to the first", () => {
  const way = wholeWalk({ ...start, t: 2, direction: "backward" }, 1, "substep", 3);
  assert.deepEqual([way[0], way[9], way[10], way.at(-1)], [[2, 0], [2, 9], [1, 0], [0, 9]]);
});

test("by character the present one is completed first", () => {
  assert.deepEqual(wholeWalk(start, 1, "character", 3), [[0, 0], [0, 9], [1, 9], [2, 9]]);
  assert.deepEqual(wholeWalk({ ...start, t: 2, substep: 9, direction: "backward" }, 1, "character", 3), [[2, 9], [1, 9], [0, 9]]);
});

test("ends, turns and units", () => {
  assert.deepEqual(passEnd(start, true, 5), { ...start, t: 4, substep: 9 });
  assert.deepEqual(passEnd({ ...start, direction: "backward" }, true, 5), { ...start, substep: 9, direction: "backward" });
  assert.deepEqual(passEnd({ ...start, direction: "backward" }, false, 5), { ...start, t: 4, direction: "backward" });
  assert.deepEqual(turned({ ...start, t: 3, substep: 7 }, "backward"), { ...start, t: 3, direction: "backward" });
  assert.equal(turned({ ...start, substep: 7 }, "forward").substep, 7);
  assert.equal(withUnit(start, 99, 25).unit, 24);
  assert.equal(withUnit(start, -1, 25).unit, 0);
  assert.deepEqual(locate(wiring, "dc"), { direction: "backward", substep: 3 });
});

test("things become known in the order in which they are computed", () => {
  const known = (name, substep, direction = "forward") => isKnown(wiring, wiring.chips[name], { direction, substep });
  assert.equal(known("c_prev", 0), true);
  assert.equal(known("c", 5), false);
  assert.equal(known("c", 6), true);
  assert.equal(known("dummy" in wiring.chips ? "dummy" : "h", 0, "backward"), false);
  assert.equal(known("h", 1, "backward"), true);
});

// Formulas

test("symbols fall into letters, functions and signs", () => {
  assert.deepEqual(symbolParts("c_{t−1}"), [{ text: "c", kind: "variable", below: "t−1", above: "", gate: null }]);
  const parts = symbolParts("(1 − tanh²(c_t))");
  assert.deepEqual(parts.map(({ text }) => text).join("|"), "(1 − |tanh|(|c|))");
  assert.equal(parts[1].above, "²");
  assert.equal(symbolParts("dz_f")[0].gate, "f");
  assert.equal(symbolParts("W_yᵀ")[0].above, "ᵀ");
});

test("gates have their colours, and nothing else has", () => {
  assert.deepEqual(["i", "df", "g", "do"].map((word) => gateOf(word, "")), ["i", "f", "g", "o"]);
  assert.equal(gateOf("W", "h,f"), "f");
  assert.equal(gateOf("f", "t+1"), "f");
  assert.deepEqual([gateOf("c", "t"), gateOf("h", "t"), gateOf("dc", "t"), gateOf("W", "y")], [null, null, null, null]);
});

test("numbers are written as the diagram needs them", () => {
  assert.equal(value(-12.345), "\u221212.35");
  assert.equal(slope(0.000123), "1.23·10⁻⁴");
  assert.equal(inside(value(-0.5)), "(\u22120.500)");
  assert.equal(inside(slope(0.000123)), "(1.23·10⁻⁴)");
  const formula = [term("c_{t−1}", "0.5"), sign("="), term("f", "1")];
  assert.equal(spokenFormula(formula), "c_t−1 = f; 0.5 = 1");
});

test("a character in a formula is no symbol, whichever letter it is", () => {
  for (const character of ["o", "i", "f", "g", "h", "c", "’", "‘", "U+202E"]) {
    const parts = symbolParts(`W_{x,f}[‘${character}’]`);
    assert.deepEqual(parts[2], { text: `‘${character}’`, kind: "character", below: "", above: "", gate: null });
    assert.equal(parts[3].text, "]");
  }
});
