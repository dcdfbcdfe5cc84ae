// What the views of a trace's text share: the walk, its keys and pointer, the choice by key, speech, width.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createSpeech } from "../../lstm_core/widgets/shared/speech.js";
import { createWalk, walkByPointer, walkKeys } from "../../lstm_core/widgets/shared/text_walk.js";
import { quantityKeys, readTraceText } from "../../lstm_core/widgets/shared/trace_text.js";
import { onWidthChange } from "../../lstm_core/widgets/shared/width_watch.js";

const SIZES = { T: 100, H: 4 };
const TRAITS = { gate: "name", position: "t", unit: "unit" };

/** A model as anywidget hands it over: what is set, is told at once. */
function createModel(values) {
  const followers = new Map();
  return {
    saved: 0,
    get: (name) => values[name],
    set(name, value) {
      if (values[name] === value) return;
      values[name] = value;
      for (const follow of followers.get(`change:${name}`) ?? []) follow();
    },
    on: (name, follow) => followers.set(name, [...(followers.get(name) ?? []), follow]),
    off: (name, follow) => followers.set(name, followers.get(name).filter((other) => other !== follow)),
    save_changes() {
      this.saved += 1;
    },
  };
}

function walkFrom(values) {
  const model = createModel(values);
  const counted = { changes: 0 };
  const walk = createWalk(model, SIZES, TRAITS, () => {
    counted.changes += 1;
  });
  return { model, walk, counted };
}

const start = () => ({ gate: "forget", position: 12, unit: 3 });

test("a walk begins where the traitlets say and stays inside the text and the units", () => {
  const { walk, counted } = walkFrom(start());
  assert.deepEqual(walk.view(), { name: "forget", t: 12, unit: 3 });
  walk.show({ t: 200, unit: 9 });
  assert.deepEqual(walk.view(), { name: "forget", t: 99, unit: 3 });
  walk.show({ t: -5, unit: -1, name: "cell" });
  assert.deepEqual(walk.view(), { name: "cell", t: 0, unit: 0 });
  assert.equal(counted.changes, 2);
});

test("the cursor is under the pointer, and the view stays where it is", () => {
  const { walk, counted } = walkFrom(start());
  walk.hover({ t: 40, unit: 1 });
  walk.hover({ t: 40, unit: 1 });
  assert.equal(counted.changes, 1, "the same place again changes nothing");
  assert.deepEqual(walk.cursor(), { name: "forget", t: 40, unit: 1 });
  assert.equal(walk.view().t, 12);
  walk.hover({ t: 41 });
  assert.deepEqual(walk.cursor(), { name: "forget", t: 41, unit: 3 }, "without a unit it is the view's");
  walk.hover(null);
  assert.deepEqual(walk.cursor(), walk.view());
  walk.hover({ t: 40, unit: 1 });
  walk.show({ name: "cell" });
  assert.deepEqual(walk.cursor(), walk.view(), "a step of the view takes the cursor back");
});

test("looking around sends nothing; sending sets every traitlet to one view", () => {
  const values = start();
  const { model, walk } = walkFrom(values);
  walk.show({ name: "cell", t: 50, unit: 1 });
  assert.deepEqual(values, start());
  walk.send();
  assert.deepEqual(values, { gate: "cell", position: 50, unit: 1 }, "though each set is followed at once");
  assert.equal(model.saved, 1);
  assert.deepEqual(walk.view(), { name: "cell", t: 50, unit: 1 });
});

test("a walk follows the traitlets until it stops", () => {
  const { model, walk } = walkFrom(start());
  model.set("position", 70);
  model.set("gate", "hidden");
  assert.deepEqual(walk.view(), { name: "hidden", t: 70, unit: 3 });
  walk.stop();
  model.set("position", 1);
  model.set("gate", "cell");
  model.set("unit", 0);
  assert.deepEqual(walk.view(), { name: "hidden", t: 70, unit: 3 });
});

function createStillPlayer() {
  const player = { done: [] };
  for (const name of ["next", "previous", "toggle", "pause"]) player[name] = () => player.done.push(name);
  return player;
}

test("keys lead to characters, units, pages and ends, and jumps end playing", () => {
  const { walk } = walkFrom(start());
  const player = createStillPlayer();
  const units = [];
  const keys = walkKeys(walk, player, (by) => units.push(by), () => 30);
  const after = (key) => {
    keys[key]();
    return walk.view().t;
  };
  assert.deepEqual(["PageDown", "PageDown", "PageUp", "Home", "PageUp", "End", "PageDown"].map(after), [42, 72, 42, 0, 0, 99, 99]);
  assert.deepEqual(player.done, Array(7).fill("pause"));
  player.done.length = 0;
  for (const key of ["ArrowRight", "ArrowLeft", "Space", "ArrowUp", "ArrowDown"]) keys[key]();
  assert.deepEqual(player.done, ["next", "previous", "toggle"]);
  assert.deepEqual(units, [-1, 1]);
});

test("the pointer looks, leaves, and goes where it clicks", () => {
  const { walk } = walkFrom(start());
  const player = createStillPlayer();
  const element = new EventTarget();
  let place = { t: 40, unit: 1 };
  walkByPointer(element, () => place, walk, player);
  element.dispatchEvent(new Event("pointermove"));
  assert.equal(walk.cursor().t, 40);
  element.dispatchEvent(new Event("pointerleave"));
  assert.equal(walk.cursor().t, 12);
  assert.deepEqual(player.done, []);
  element.dispatchEvent(new Event("click"));
  assert.deepEqual([walk.view().t, walk.view().unit, player.done], [40, 1, ["pause"]]);
  place = null;
  element.dispatchEvent(new Event("click"));
  assert.deepEqual([walk.view().t, player.done], [40, ["pause"]], "a click beside it is none");
});

test("every quantity has a key", () => {
  const chosen = [];
  const keys = quantityKeys((name) => chosen.push(name));
  for (const key of "ifgocth") keys[key]();
  assert.deepEqual(chosen, ["input", "forget", "candidate", "output", "cell", "tanh_cell", "hidden"]);
});

test("a trace's text is read as Python sends it", () => {
  const view = (numbers) => new DataView(numbers.buffer);
  const values = {
    sizes: { T: 2, H: 1 }, characters: ["a", "b"], inputs: view(Int32Array.of(1, 0)), rows: view(Float32Array.from({ length: 14 }, (_, k) => k)),
  };
  const { T, H, steps, letters } = readTraceText({ get: (name) => values[name] });
  assert.deepEqual([T, H, letters], [2, 1, ["b", "a"]]);
  assert.deepEqual([steps.at("forget", 0, 0), steps.at("hidden", 1, 0)], [1, 13]);
});

test("only what the view settles on is spoken", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.document = { createElement: () => ({ textContent: "", setAttribute() {}, append() {} }) };
  context.after(() => delete globalThis.document);
  const speech = createSpeech();
  const heardAfter = (milliseconds) => {
    context.mock.timers.tick(milliseconds);
    return speech.element.textContent;
  };
  speech.say("one");
  assert.equal(heardAfter(399), "");
  speech.say("two");
  assert.equal(heardAfter(399), "");
  assert.equal(heardAfter(1), "two");
  speech.say("three", 500);
  assert.equal(heardAfter(499), "two");
  speech.hush();
  assert.equal(heardAfter(1000), "two");
});

test("a width is told when there is one and when it changes by more than a pixel", (context) => {
  let resize = null;
  globalThis.ResizeObserver = class {
    constructor(listener) {
      resize = (width) => listener([{ contentRect: { width } }]);
    }

    observe() {}

    disconnect() {
      resize = null;
    }
  };
  context.after(() => delete globalThis.ResizeObserver);
  const told = [];
  const stop = onWidthChange({}, (width) => told.push(width));
  for (const width of [0, 300, 300.5, 0, 302, 200]) resize(width);
  assert.deepEqual(told, [300, 302, 200]);
  stop();
  assert.equal(resize, null);
});
