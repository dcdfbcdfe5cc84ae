// A widget's life: what mount starts, its end stops, also when a part of it fails.

import assert from "node:assert/strict";
import test from "node:test";

import { endAll, mount } from "../../lstm_core/widgets/shared/mount.js";

/** A stand-in for an element, of which mount makes the band. */
function element() {
  const children = [];
  return {
    children, attributes: {}, setAttribute(name, value) { this.attributes[name] = value; },
    removeAttribute(name) { delete this.attributes[name]; }, addEventListener() {},
    append: (...some) => children.push(...some), prepend: (...some) => children.unshift(...some),
    replaceChildren: (...some) => children.splice(0, children.length, ...some),
  };
}

globalThis.document = { createElement: element };
globalThis.MutationObserver = class {
  observe() {}
  disconnect() {}
};

/** A stand-in for what anywidget and the page bring. */
function page() {
  const listeners = {};
  const model = {
    get() {},
    on: (name, act) => (listeners[name] = act),
    off: (name, act) => listeners[name] === act && delete listeners[name],
  };
  const keys = [];
  const control = { disabled: false };
  const root = {
    ...element(),
    addEventListener: (name, act) => name === "keydown" && keys.push(act),
    removeEventListener: (_, act) => keys.splice(keys.indexOf(act), 1),
    querySelector: () => ({ addEventListener() {} }), // the button that enlarges
    getAttribute: () => null,
    closest: () => null, contains: () => false, querySelectorAll: () => [control],
    setAttribute() {},
  };
  const paintSoon = Object.assign(() => {}, { cancel: () => (paintSoon.isCancelled = true) });
  const children = [];
  return { place: { model, el: { append: (child) => children.push(child) }, root, paintSoon }, listeners, keys, children, control };
}

function press(keys, key) {
  keys[0]({ key, target: { tagName: "DIV" }, preventDefault() {}, stopPropagation() {} });
}

test("a widget is put on the page, follows its traits and hears its keys until it ends", () => {
  const { place, listeners, keys, children } = page();
  let followed = 0;
  let pressed = 0;
  const end = mount(place, { keys: { a: () => (pressed += 1) }, traits: { unit: () => (followed += 1) } });
  assert.deepEqual(children, [place.root]);
  listeners["change:unit"]();
  press(keys, "a");
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

test("when Python no longer knows the widget, it says so, and what needs Python stops", () => {
  const { place, listeners, keys, control } = page();
  const pressed = [];
  mount(place, { keys: { a: () => pressed.push("a") }, pythonKeys: { d: () => pressed.push("d") }, lost: { act: () => pressed.push("lost"), effect: "So it ends." } });
  const [band] = place.root.children[0].children; // its words; the button that hides them stands beside
  press(keys, "d");
  assert.deepEqual([pressed, band.children, control.disabled], [["d"], [], false]);
  listeners.comm_live_update();
  listeners.comm_live_update();
  press(keys, "a");
  press(keys, "d");
  assert.deepEqual([pressed, control.disabled], [["d", "lost", "a"], true]);
  assert.equal(band.attributes.role, "status");
  assert.match(band.children[0].children[0], /restarted, so Python no longer knows this widget. So it ends. Run the cells above/);
});

test("nothing to end is nothing to report", () => endAll([]));
