// Whether Python still knows a widget: every way in which it may forget one, and what is said then.

import assert from "node:assert/strict";
import test from "node:test";

import { lostWords } from "../../lstm_core/widgets/shared/lost_band.js";
import { watchPython } from "../../lstm_core/widgets/shared/python_link.js";

/** A stand-in for one of Jupyter's signals. */
function signal() {
  const slots = [];
  return {
    slots, connect: (slot) => slots.push(slot), disconnect: (slot) => slots.splice(slots.indexOf(slot), 1),
    emit: (args) => slots.slice().forEach((slot) => slot(null, args)),
  };
}

/** A stand-in for anywidget's model with the kernel behind it. */
function linked({ isAlive = true, kernel = { statusChanged: signal(), disposed: signal(), isDisposed: false } } = {}) {
  const listeners = {};
  return {
    listeners, kernel, get: (name) => (name === "layout" ? { comm_live: isAlive } : undefined), widget_manager: { kernel },
    on: (name, act) => (listeners[name] = act), off: (name) => delete listeners[name],
  };
}

function reasonsOf(model) {
  const reasons = [];
  return { reasons, stop: watchPython(model, (reason) => reasons.push(reason)) };
}

test("a restart is noticed, by the widgets or by the kernel's status, and told once", () => {
  const model = linked();
  const { reasons } = reasonsOf(model);
  for (const status of ["busy", "idle", "unknown", "starting"]) model.kernel.statusChanged.emit(status);
  assert.deepEqual(reasons, []);
  model.kernel.statusChanged.emit("autorestarting");
  model.listeners.comm_live_update();
  model.kernel.disposed.emit();
  assert.deepEqual(reasons, ["restarted"]);
});

test("a kernel that has died or was shut down has ended", () => {
  for (const end of [(kernel) => kernel.statusChanged.emit("dead"), (kernel) => kernel.statusChanged.emit("terminating"), (kernel) => kernel.disposed.emit()]) {
    const model = linked();
    const { reasons } = reasonsOf(model);
    end(model.kernel);
    assert.deepEqual(reasons, ["ended"]);
  }
});

test("a widget of a saved notebook, or without a kernel, was never known; on a static page nothing is said", () => {
  for (const model of [linked({ isAlive: false }), linked({ kernel: null }), linked({ kernel: { isDisposed: true } })]) {
    assert.deepEqual(reasonsOf(model).reasons, ["stored"]);
  }
  const onStaticPage = linked({ isAlive: false });
  onStaticPage.widget_manager = {};
  assert.deepEqual(reasonsOf(onStaticPage).reasons, []);
});

test("a front end that shows less of the kernel is no error", () => {
  for (const kernel of [undefined, {}, { statusChanged: {} }]) assert.deepEqual(reasonsOf(linked({ kernel })).reasons, []);
});

test("the end takes every listener away", () => {
  const model = linked();
  reasonsOf(model).stop();
  assert.deepEqual([Object.keys(model.listeners), model.kernel.statusChanged.slots, model.kernel.disposed.slots], [[], [], []]);
});

test("the words say what happened and name what helps where one is", () => {
  assert.equal(lostWords("restarted", "", true),
    "The kernel was restarted, so Python no longer knows this widget. Select this cell, choose Run ▸ Run All Above Selected Cell, then run this cell.");
  assert.match(lostWords("ended", "Answers are marked.", false), /has ended.*widget\. Answers are marked\. Run the cells above this one, then run this cell\.$/);
  for (const reason of ["restarted", "ended", "stored"]) assert.doesNotMatch(lostWords(reason, "", true), /undefined|null/);
});
