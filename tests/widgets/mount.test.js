// A widget's life: what mount starts, its end stops, also when a part of it fails.

import assert from "node:assert/strict";
import test from "node:test";

import { endAll, mount } from "../../lstm_core/widgets/shared/mount.js";

/** A stand-in for what anywidget and the page bring. */
function page() {
  const listeners = {};
  const model = {
    on: (name, act) => (listeners[name] = act),
    off: (name, act) => listeners[name] === act && delete listeners[name],
  };
  const keys = [];
  const root = {
    addEventListener: (_, act) => keys.push(act),
    removeEventListener: (_, act) => keys.splice(keys.indexOf(act), 1),
  };
  const paintSoon = Object.assign(() => {}, { cancel: () => (paintSoon.isCancelled = true) });
  const children = [];
  return { place: { model, el: { append: (child) => children.push(child) }, root, paintSoon }, listeners, keys, children };
}

test("a widget is put on the page, follows its traits and hears its keys until it ends", () => {
  const { place, listeners, keys, children } = page();
  let followed = 0;
  let pressed = 0;
  const end = mount(place, { keys: { a: () => (pressed += 1) }, traits: { unit: () => (followed += 1) } });
  assert.deepEqual(children, [place.root]);
  listeners["change:unit"]();
  const event = { key: "a", target: { tagName: "DIV" }, preventDefault() {}, stopPropagation() {} };
  keys[0](event);
  assert.deepEqual([followed, pressed], [1, 1]);
  end();
  assert.deepEqual([Object.keys(listeners), keys.length, place.paintSoon.isCancelled], [[], 0, true]);
});

test("the end stops everything, also after a part of it has failed, and reports the first error", () => {
  const { place, listeners } = page();
  const stopped = [];
  const fail = () => {
    throw new Error("the chart is gone");
  };
  const end = mount(place, { traits: { unit() {} }, ends: [() => stopped.push("player"), fail, () => stopped.push("speech")] });
  assert.throws(end, /the chart is gone/);
  assert.deepEqual([stopped, Object.keys(listeners), place.paintSoon.isCancelled], [["player", "speech"], [], true]);
});

test("nothing to end is nothing to report", () => endAll([]));
