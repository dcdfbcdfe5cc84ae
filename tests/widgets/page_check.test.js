// The page's check without a browser: what its line says when Python answers, is silent, refuses or is gone.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import pageCheck, { WORDS } from "../../lstm_core/widgets/page_check/widget.js";

const TEN_SECONDS = 10_000;

/** A stand-in for anywidget's model: `answer` is Python's, `lose` what happens when the kernel restarts. */
function link() {
  const state = {};
  const heard = {};
  return {
    state, get: (name) => state[name], set: (name, value) => (state[name] = value), save_changes: () => {},
    on: (event, act) => (heard[event] = act), off: (event) => delete heard[event], heard,
    answer(problem = "") {
      state.reply = { number: state.request.number, problem };
      heard["change:reply"]();
    },
    lose: () => heard.comm_live_update(),
  };
}

/** Show the check; return its model, what its line says, and how it ends. */
function shown() {
  const model = link();
  const kept = [];
  const end = pageCheck.render({ model, el: { append: (line) => kept.push(line) } });
  return { model, end, says: () => [kept[0].dataset.state, kept[0].textContent] };
}

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.document = { createElement: () => ({ dataset: {}, setAttribute() {}, append() {} }) };
});
afterEach(() => {
  mock.timers.reset();
  delete globalThis.document;
});

test("an answer of Python's completes the check, also a late one", () => {
  const { model, says } = shown();
  assert.deepEqual(says(), ["asking", WORDS.asking]);
  mock.timers.tick(TEN_SECONDS - 1);
  assert.deepEqual(says(), ["asking", WORDS.asking]);
  mock.timers.tick(1);
  assert.deepEqual(says(), ["silent", WORDS.silent]);
  model.answer();
  assert.deepEqual(says(), ["heard", WORDS.heard]);
  mock.timers.tick(TEN_SECONDS);
  assert.deepEqual(says(), ["heard", WORDS.heard]);
});

test("an answer to another view is not its own", () => {
  const { model, says } = shown();
  model.state.request = { number: "elsewhere-1" };
  model.answer();
  assert.deepEqual(says(), ["asking", WORDS.asking]);
});

test("a refusal is shown in Python's words", () => {
  const { model, says } = shown();
  model.answer("It cannot be done.");
  assert.deepEqual(says(), ["refused", "It cannot be done."]);
});

test("a kernel that restarts is told, and silence after it is not", () => {
  const { model, says } = shown();
  model.lose();
  mock.timers.tick(TEN_SECONDS);
  assert.deepEqual(says(), ["lost", WORDS.lost]);
});

test("a view that ends listens to nothing more", () => {
  const { model, end, says } = shown();
  end();
  assert.deepEqual(Object.keys(model.heard), []);
  mock.timers.tick(TEN_SECONDS);
  assert.deepEqual(says(), ["asking", WORDS.asking]);
});
