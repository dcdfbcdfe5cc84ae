// The prefix explorer's plain functions: asking one question at a time, reading answers, words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createAsker } from "../../lstm_core/widgets/shared/asking.js";
import { GATES, placeWords, readReply, readSoFar, stateWords } from "../../lstm_core/widgets/prefix_explorer/words.js";

// Asking

function newAsker() {
  const sent = [];
  return { sent, asker: createAsker("a", (question) => sent.push(question)) };
}

test("a question goes out at once, the newest of all later ones with the answer", () => {
  const { sent, asker } = newAsker();
  for (const prefix of ["t", "to", "to ", "to b"]) asker.ask({ prefix });
  assert.deepEqual(sent, [{ prefix: "t", number: "a-1" }]);
  assert.equal(asker.receive("a-1"), "mine");
  assert.deepEqual(sent.slice(1), [{ prefix: "to b", number: "a-2" }], "what was typed in between is skipped");
  assert.equal(asker.isOpen(), true);
  assert.equal(asker.receive("a-2"), "mine");
  assert.equal(asker.isOpen(), false);
  assert.equal(sent.length, 2);
});

test("silence is told once an answer stays away, and its end when all answers are there", async () => {
  const told = [];
  const asker = createAsker("a", () => {}, (isSilent) => told.push(isSilent), 5);
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  asker.ask({ prefix: "t" });
  asker.ask({ prefix: "to" });
  assert.equal(asker.receive("a-1"), "mine");
  assert.deepEqual(told, [], "the second question is still open");
  await pause();
  assert.deepEqual(told, [true]);
  asker.receive("a-2");
  assert.deepEqual(told, [true, false]);
  await pause();
  asker.ask({ prefix: "to b" });
  asker.destroy();
  await pause();
  assert.deepEqual(told, [true, false]);
});

test("late and repeated answers are told apart from those to others", () => {
  const { asker } = newAsker();
  asker.ask({ prefix: "t" });
  assert.equal(asker.receive("a-1"), "mine");
  assert.equal(asker.receive("a-1"), "stale");
  asker.ask({ prefix: "to" });
  assert.equal(asker.receive("a-1"), "stale");
  assert.equal(asker.receive("python-3"), "foreign");
  assert.equal(asker.receive("b-2"), "foreign");
  assert.equal(asker.receive(null), "foreign");
  assert.equal(asker.isOpen(), true, "the question is still open");
  assert.equal(asker.receive("a-2"), "mine");
});

test("as long as there is no answer, only one question is on its way", () => {
  const { sent, asker } = newAsker();
  for (let k = 0; k < 100; k += 1) asker.ask({ prefix: String(k) });
  assert.equal(sent.length, 1);
});

// Reading

const bytes = (array) => new DataView(array.buffer);
const reply = {
  prefix: "b ", temperature: 1, drawn: "c", sizes: { T: 2, H: 2, top: 2 },
  gates: bytes(Float32Array.from({ length: 16 }, (_, k) => k / 16)),
  top: bytes(Int32Array.of(1, 0, 0, 2)), probabilities: bytes(Float32Array.of(0.5, 0.25, 0.75, 0.125)),
};
const state = readReply(reply, [" ", "b", "c"]);

test("an answer gives rankings by place and gates by name", () => {
  assert.deepEqual(state.ranking(1), { rows: [{ character: " ", probability: 0.75 }, { character: "c", probability: 0.125 }], others: 1, rest: 0.125 });
  assert.equal(state.ranking(0).rest, 0.25);
  GATES.forEach((name, gate) => {
    assert.equal(state.steps.at(name, 1, 1), (8 + 2 * gate + 1) / 16, name);
  });
});

// Words

test("what is expected and what the gates are, in words", () => {
  const [expected, gates] = stateWords(state, { t: 1, unit: 0 });
  assert.equal(expected, "After ‘␣’ (space) at t = 1 the likeliest next character is ‘␣’ (space) with 0.750, then ‘c’ with 0.125.");
  assert.equal(gates, "There unit 0 had i = 0.500, f = 0.625, g = 0.750, o = 0.875.");
  assert.equal(placeWords(state, 0), "t = 0 of 0…1: ‘b’ read");
  assert.equal(placeWords(state, 1), "t = 1 of 0…1: ‘␣’ read, the last");
  assert.equal(readSoFar(state, 1), "b␣");
  assert.equal(readSoFar({ letters: Array.from("abcdef") }, 4, 3), "…cde");
});
