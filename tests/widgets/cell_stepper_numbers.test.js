// The cell stepper's numbers: what is derived, shown, explained and told.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { boxScales, chipContent, noteContent, roundUp, scaleText } from "../../lstm_core/widgets/cell_stepper/chips.js";
import { lossAt, quantity, readTrace } from "../../lstm_core/widgets/cell_stepper/data.js";
import { spokenFormula } from "../../lstm_core/widgets/shared/formula.js";
import { alongWire } from "../../lstm_core/widgets/cell_stepper/geometry.js";
import { describe, lineOf, spokenCard } from "../../lstm_core/widgets/cell_stepper/describe.js";
import { tell } from "../../lstm_core/widgets/cell_stepper/panel.js";
import { cardPlace } from "../../lstm_core/widgets/cell_stepper/pointing.js";
import { substepOf, thingsInOrder } from "../../lstm_core/widgets/cell_stepper/things.js";
import { journey } from "../../lstm_core/widgets/cell_stepper/travel.js";
import { locate } from "../../lstm_core/widgets/cell_stepper/walk.js";

const wiring = JSON.parse(readFileSync(new URL("../../lstm_core/widgets/cell_stepper/wiring.json", import.meta.url), "utf8"));
const SUBSTEPS = [...wiring.forward, ...wiring.backward];
const start = { t: 0, substep: 0, unit: 0, direction: "forward" };

// A trace of two steps with one unit and two characters, small enough to check on paper

const bytes = (Kind, numbers) => new DataView(Kind.from(numbers).buffer);
const trace = readTrace({
  sizes: { T: 2, H: 1, V: 2 },
  characters: ["a", "b"],
  inputs: bytes(Int32Array, [0, 1]),
  targets: bytes(Int32Array, [1, 0]),
  initial_state: bytes(Float32Array, [0.25, -0.5]),
  //                             W_x (2, 4)              W_h (1, 4)   b (4)       W_y (1, 2)  b_y
  weights: bytes(Float32Array, [1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 0, 2, 0, 0, 1, 0, 0.5, -0.5, 1, 2]),
  //                                z           i    f    g    o    c    tanh h    y     log Σ
  forward_rows: bytes(Float32Array, [1, 2, 3, 4, 0.5, 0.25, 1, 0.5, 0.375, 0.25, 0.125, 0, 0, Math.log(2),
    5, 6, 7, 8, 0.5, 0.5, 0.5, 0.5, 1, 0.75, 0.5, 1, 0, Math.log(1 + Math.E)]),
  //                                 dz          dh  dc  dh_prev
  backward_rows: bytes(Float32Array, [1, 2, 3, 4, 2, 4, 0.5, 5, 6, 7, 8, 3, 2, 8]),
});
const at = (name, t) => Array.from(quantity(trace, name, t));

test("what is derived is derived from the right rows", () => {
  assert.deepEqual([at("c_prev", 0), at("h_prev", 0), at("c_prev", 1), at("h_prev", 1)], [[-0.5], [0.25], [0.375], [0.125]]);
  assert.deepEqual([at("z_g", 1), at("dz_o", 0), at("f", 0)], [[7], [4], [0.25]]);
  assert.deepEqual([at("kept", 0), at("written", 0)], [[-0.125], [0.5]]);
  assert.deepEqual([at("di", 0), at("df", 0), at("dg", 0), at("do", 0)], [[4], [-2], [2], [0.5]]);
  assert.deepEqual([at("dtanh_c", 0), at("dc_prev", 0)], [[1], [1]]);
  assert.deepEqual([at("dh_next", 0), at("dc_next", 0), at("dh_next", 1), at("dc_next", 1)], [[8], [1], [0], [0]]);
  assert.ok(Math.abs(at("p", 0)[0] - 0.5) < 1e-7);
  assert.ok(Math.abs(at("dy", 0)[1] + 0.5) < 1e-7);
  assert.ok(Math.abs(lossAt(trace, 0) - Math.log(2)) < 1e-6);
  assert.throws(() => quantity(trace, "nothing", 0));
});

test("every box has a scale of its own, which it keeps over the whole trace", () => {
  const scales = boxScales(trace);
  assert.deepEqual([scales.c, scales.h, scales.z_i, scales.z_o, scales.y, scales.f, scales.g], [1, 0.5, 5, 8, 1, 1, 1]);
  assert.deepEqual([scales.c_prev, scales.h_prev], [scales.c, scales.h]);
});

test("a full bar is a round number, and says so in a few letters", () => {
  assert.deepEqual([0.7, 1, 1.01, 2.2, 0.0131, 3e-9].map(roundUp).map((number) => Number(number.toPrecision(3))), [0.8, 1, 1.5, 3, 0.015, 3e-9]);
  assert.equal(roundUp(0), 1);
  assert.deepEqual([scaleText(1, false), scaleText(1.5, true), scaleText(0.015, true), scaleText(3e-9, true)], ["0…1", "±1.5", "±0.015", "±3·10⁻⁹"]);
});

test("forward a chip shows nothing before its number is computed; backward it shows the value until then", () => {
  const scales = boxScales(trace);
  const chip = (name, substep, direction) => chipContent(trace, wiring, { ...start, substep, direction }, name, scales);
  const { text, numbers, number, aside, scaleText: scaleWords } = chip("c", 5, "forward");
  assert.deepEqual([text, numbers, number, aside, scaleWords], ["?", null, null, "", ""]);
  assert.equal(chip("c", 6, "forward").text, "0.375");
  assert.equal(chip("p", 8, "forward").aside, "");
  assert.equal(chip("c", 2, "backward").text, "0.375");
  assert.deepEqual([chip("c", 3, "backward").text, chip("c", 3, "backward").label, chip("c", 3, "backward").scaleText], ["4.00", "dc_t", "±4"]);
  assert.equal(chip("x", 0, "forward").character, "a");
  assert.equal(chip("p", 0, "backward").aside, "b");
  const note = (name, substep, direction) => noteContent(trace, wiring, { ...start, substep, direction }, name).text;
  assert.deepEqual([note("kept", 5, "forward"), note("kept", 6, "forward")], ["", "\u22120.125"]);
  assert.deepEqual([note("h_next", 0, "forward"), note("h_next", 0, "backward")], ["", "from t+1: 8.00"]);
});

// Pointing

const THINGS = thingsInOrder(wiring);

test("every box, operation and wire can be reached once, each box after the wires that lead to it", () => {
  assert.equal(THINGS.length, ["chips", "nodes", "wires"].reduce((sum, kind) => sum + Object.keys(wiring[kind]).length, 0));
  assert.equal(new Set(THINGS.map(({ name }) => name)).size, THINGS.length);
  const place = (name) => THINGS.findIndex((thing) => thing.name === name);
  for (const [name, { from, to }] of Object.entries(wiring.wires)) {
    if (from) assert.ok(place(from) < place(name), `${name} comes before ${from}`);
    if (to) assert.ok(place(name) < place(to), `${name} comes after ${to}`);
  }
});

test("what is selected leads to the sub-step that computes it, or that uses it first", () => {
  const of = (kind, name, direction) => substepOf(wiring, { kind, name }, direction);
  assert.deepEqual([of("chips", "f", "forward"), of("chips", "f", "backward")], ["f", "df"]);
  assert.deepEqual([of("chips", "c_prev", "forward"), of("chips", "p", "backward"), of("nodes", "keep", "forward")], ["c", "dy", "c"]);
  assert.deepEqual([of("wires", "f_keep", "forward"), of("wires", "c_in", "forward"), of("nodes", "add", "backward")], ["f", "c", "di"]);
  for (const { kind, name } of THINGS) {
    for (const direction of ["forward", "backward"]) assert.ok(wiring[direction].includes(of(kind, name, direction)), name);
  }
});

test("whatever is pointed at is explained in every view, in full numbers", () => {
  for (const name of SUBSTEPS) {
    for (const thing of THINGS) {
      const view = { ...start, ...locate(wiring, name), t: 1 };
      const card = describe(trace, wiring, view, thing);
      assert.ok(card.title && card.note, thing.name);
      assert.ok(!/NaN|undefined|null/.test(spokenCard(card)), `${name}, ${thing.name}: ${spokenCard(card)}`);
    }
  }
});

test("a card has the name, the formula and its inputs with numbers, and the way to the sub-step", () => {
  const card = describe(trace, wiring, { ...start, substep: 9 }, { kind: "chips", name: "c" });
  assert.equal(card.title, "cell state, c_t: 0.375");
  assert.equal(spokenFormula(card.formulas[0]), "c_t = f ⊙ c_t−1 + i ⊙ g; 0.375 = 0.250 · (\u22120.500) + 0.500 · 1.000");
  assert.equal(card.note, "Click or press Enter to go to sub-step 7 of 10.");
  const back = { ...start, direction: "backward", substep: 5 };
  assert.equal(spokenFormula(describe(trace, wiring, back, { kind: "chips", name: "f" }).formulas[0]), "df = dc_t ⊙ c_t−1; \u22122.00 = 4.00 · (\u22120.500)");
  assert.equal(lineOf(trace, wiring, back, { kind: "wires", name: "f_keep" }), "from ⊙ to f: gradient with respect to the forget gate, df: \u22122.00");
  assert.equal(lineOf(trace, wiring, { ...start, substep: 3 }, { kind: "wires", name: "f_keep" }), "from f to ⊙: forget gate, f: 0.250");
});

test("a card has no number that is not computed yet", () => {
  for (const thing of THINGS) {
    for (const [k, name] of wiring.forward.entries()) {
      const since = locate(wiring, substepOf(wiring, thing, "forward")).substep;
      if (thing.kind !== "wires" && (wiring[thing.kind][thing.name].forward === "" || since <= k)) continue;
      if (thing.kind === "wires" && (wiring.wires[thing.name].forward === "" || since <= k)) continue;
      const words = spokenCard(describe(trace, wiring, { ...start, ...locate(wiring, name) }, thing)).replace(/sub-step.*/, "");
      assert.doesNotMatch(words, /\d\.\d/, `${thing.name} at ${name}`);
    }
    const isGradient = describe(trace, wiring, { ...start, direction: "backward", substep: 0 }, thing);
    if (thing.kind === "chips" && !["y", "p"].includes(thing.name)) assert.doesNotMatch(isGradient.title, /gradient/, thing.name);
  }
});

test("a card stands beside its thing, inside the stage", () => {
  const stage = { width: 300, height: 200 };
  const card = { width: 100, height: 50 };
  assert.deepEqual(cardPlace({ x: 10, y: 80, width: 40, height: 40 }, card, stage), { x: 60, y: 75 });
  assert.deepEqual(cardPlace({ x: 250, y: 0, width: 40, height: 40 }, card, stage), { x: 140, y: 0 });
  assert.deepEqual(cardPlace({ x: 80, y: 10, width: 180, height: 40 }, card, stage), { x: 80, y: 60 });
  assert.deepEqual(cardPlace({ x: 80, y: 150, width: 180, height: 40 }, card, stage), { x: 80, y: 90 });
});

test("a number travels along its wire, backward from the end to the start", () => {
  const points = [[0, 0], [30, 0], [30, 10]];
  assert.deepEqual(alongWire(points), [[0, 0, 0], [30, 0, 0.75], [30, 10, 1]]);
  assert.deepEqual(journey(points, "backward", [5, 28]).map(({ transform, offset }) => `${offset} ${transform}`),
    ["0 translate(28.0px, 10.0px)", "0.25 translate(28.0px, 0.0px)", "1 translate(5.0px, 0.0px)"]);
});

// What is told

test("every sub-step of every step has something to tell, in full numbers", () => {
  for (const name of SUBSTEPS) {
    for (const t of [0, 1]) {
      const { title, sentence, formulas, code } = tell(trace, wiring, { ...locate(wiring, name), t, unit: 0 });
      assert.ok(title && sentence && code && formulas.length, name);
      const text = formulas.map(spokenFormula).join(" ");
      assert.ok(!/NaN|undefined|null/.test(text + sentence), `${name}: ${text}`);
    }
  }
});

test("the hidden state stands before the character, as in the text", () => {
  const { formulas } = tell(trace, wiring, { ...locate(wiring, "x"), t: 1, unit: 0 });
  assert.equal(spokenFormula(formulas[0]), "[ h_t−1 ; x_t ]; [ 0.125 ; 1 at 1 ]");
});

test("the formula of the new cell state has its numbers put in", () => {
  const { formulas } = tell(trace, wiring, { ...locate(wiring, "c"), t: 0, unit: 0 });
  assert.equal(spokenFormula(formulas[0]), "c_t = f ⊙ c_t−1 + i ⊙ g; 0.375 = 0.250 · (\u22120.500) + 0.500 · 1.000");
});

test("a pre-activation is the sum of a look-up, a product and a bias", () => {
  const { formulas } = tell(trace, wiring, { ...locate(wiring, "z"), t: 1, unit: 0 });
  assert.match(spokenFormula(formulas[3]), /; 8\.000 = 8\.000 \+ 0\.250 \+ 0\.000$/);
});
