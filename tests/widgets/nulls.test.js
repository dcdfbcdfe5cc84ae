// What JupyterLite's kernel sends in place of None is null for a widget.

import assert from "node:assert/strict";
import test from "node:test";

import { createWidget, withNulls } from "../../lstm_core/widgets/shared/nulls.js";

test("undefined and the sign for None become null at any depth, and bytes and other objects stay as they are", () => {
  class Layout { width = undefined; }
  const [bytes, layout] = [new DataView(new ArrayBuffer(2)), new Layout()];
  const [none, other] = [{ "lstm-null": true }, { "lstm-null": false }];
  const value = { shown: undefined, rows: [1, none, { unit: none, name: "" }], bytes, layout, zero: 0, other };
  assert.equal(withNulls(value), value);
  assert.deepEqual(value, { shown: null, rows: [1, null, { unit: null, name: "" }], bytes, layout, zero: 0, other: { "lstm-null": false } });
  assert.equal(layout.width, undefined);
  assert.deepEqual([withNulls(undefined), withNulls(none)], [null, null]);
});

test("a widget reads traits and messages with null, and its model does the rest itself", () => {
  const listeners = new Map();
  const model = {
    state: { reply: { shown: undefined } }, widget_manager: "the page's",
    get(name) { return this.state[name]; },
    set(name, value) { this.state[name] = value; },
    on: (event, act) => listeners.set(event, act),
    off: (event, act) => listeners.get(event) === act && listeners.delete(event),
  };
  const heard = [];
  const hear = (content, buffers) => heard.push(content, buffers);
  const end = createWidget(({ model: own, el }) => {
    own.on("msg:custom", hear);
    own.on("change:reply", hear);
    own.set("place", el);
    assert.deepEqual([own.get("reply"), own.get("missing"), own.widget_manager], [{ shown: null }, null, "the page's"]);
    return () => ["msg:custom", "change:reply"].forEach((event) => own.off(event, hear));
  }).render({ model, el: "here" });
  assert.equal(model.state.place, "here");
  listeners.get("msg:custom")({ name: undefined }, ["bytes"]);
  assert.deepEqual(heard, [{ name: null }, ["bytes"]]);
  end();
  assert.equal(listeners.size, 0);
});
