// The sampler's plain functions: what is asked, what is remembered, what is said.

import assert from "node:assert/strict";
import { test } from "node:test";

import { emptyHistory, levelOf, levelWords, withAnswer } from "../../lstm_core/widgets/sampler/history.js";
import { isNothing, NOTHING, planBack, planReset, planSettings, planStep, questionFor } from "../../lstm_core/widgets/sampler/plan.js";
import { barsTitle, callWords, drawnWords, placeWords, pythonString, spokenWords, temperatureWords } from "../../lstm_core/widgets/sampler/words.js";

const SETTINGS = { prefix: "to", temperature: 0.8, seed: 3 };
const view = (numbers) => new DataView(Float32Array.from(numbers).buffer);
const answer = (start, drawn, probabilities, distributions) => ({
  start, drawn, probabilities: view(probabilities), distributions: view(distributions),
});

// Planning

test("keys that come faster than answers are joined into one question", () => {
  const plan = planStep(planStep(planStep(NOTHING)));
  assert.deepEqual(questionFor(plan, 5, SETTINGS), { ...SETTINGS, keep: 5, draw: 3, reset: false, whole: false });
  assert.equal(isNothing(plan), false);
  assert.equal(isNothing(NOTHING), true);
});

test("a key held down plans no more than a few", () => {
  let plan = NOTHING;
  for (let k = 0; k < 100; k += 1) plan = planStep(plan, 20);
  assert.equal(plan.draw, 20);
});

test("back takes back what is planned first, then what is drawn, and never more than there is", () => {
  assert.ok(isNothing(planBack(planStep(NOTHING))));
  assert.equal(questionFor(planBack(planBack(NOTHING)), 5, SETTINGS).keep, 3);
  assert.equal(questionFor(planBack(planBack(NOTHING)), 1, SETTINGS).keep, 0);
  const plan = planStep(planBack(NOTHING));
  assert.deepEqual([questionFor(plan, 5, SETTINGS).keep, questionFor(plan, 5, SETTINGS).draw], [4, 1]);
});

test("reset forgets what was planned; a new prefix or seed does too, a new temperature does not", () => {
  const plan = planStep(planBack(NOTHING));
  assert.deepEqual([planReset(plan).draw, planReset(plan).reset], [0, true]);
  assert.deepEqual([planSettings(plan, true).draw, planSettings(plan, true).back], [0, 0]);
  assert.deepEqual([planSettings(plan, false).draw, planSettings(plan, false).settings], [1, true]);
});

// Remembering

test("answers are put together where they begin", () => {
  let history = withAnswer(emptyHistory(), answer(0, "ab", [0.5, 0.25], [0.5, 0.5, 0.75, 0.25]), 2);
  history = withAnswer(history, answer(2, "b", [0.125], [0.875, 0.125]), 2);
  assert.deepEqual(history.letters, ["a", "b", "b"]);
  assert.deepEqual(history.probabilities, [0.5, 0.25, 0.125]);
  assert.deepEqual(Array.from(history.distributions[2]), [0.875, 0.125]);
  history = withAnswer(history, answer(1, "", [], []), 2);
  assert.deepEqual([history.letters, history.distributions.length], [["a"], 1], "two were taken back");
});

test("an answer that begins later than the history ends is not guessed at", () => {
  assert.equal(withAnswer(emptyHistory(), answer(3, "a", [1], [1, 0]), 2), null);
});

test("a character beyond 16 bits is one character", () => {
  assert.deepEqual(withAnswer(emptyHistory(), answer(0, "😀a", [1, 1], [1, 0, 0, 1]), 2).letters, ["😀", "a"]);
});

test("levels count the bounds that a probability lies below", () => {
  const bounds = [0.9, 0.5, 0.2, 0.05];
  assert.deepEqual([1, 0.9, 0.89, 0.5, 0.3, 0.1, 0.01, 0].map((p) => levelOf(Math.fround(p), bounds)), [0, 0, 1, 1, 2, 3, 4, 4]);
  assert.deepEqual(levelWords(bounds), ["0.9 to 1", "0.5 to 0.9", "0.2 to 0.5", "0.05 to 0.2", "below 0.05"]);
});

// Words

const characters = [" ", "a", "b"];
const history = { letters: ["a", " "], probabilities: [0.7, 0.1], distributions: [[0.1, 0.7, 0.2], [0.1, 0.6, 0.3]] };

test("the temperature is said in words", () => {
  assert.match(temperatureWords(0), /^0\.00: greedy, always the likeliest$/);
  assert.match(temperatureWords(1), /own probabilities/);
  assert.deepEqual([0.2, 0.8, 1.2, 2].map((t) => temperatureWords(t).split(/[:,] /)[1]), ["very careful", "careful", "bold", "very bold"]);
});

test("a drawn character is told with its probability, and what was likelier", () => {
  assert.equal(drawnWords(history, characters, 0), "Character 1, ‘a’, had the probability 0.700 when it was drawn; it was the likeliest.");
  assert.match(drawnWords(history, characters, null), /Character 2, ‘␣’ \(space\), .* 0\.100 .*; the likeliest was ‘a’ with 0\.600\./);
  assert.match(drawnWords(emptyHistory(), characters, null), /Nothing is drawn yet/);
});

test("places and titles", () => {
  assert.deepEqual([placeWords(0, null), placeWords(1, null), placeWords(2, 0)], ["0 characters drawn", "1 character drawn", "looking at character 1 of 2"]);
  assert.deepEqual([barsTitle(null, 0.8), barsTitle(1, 0.8)], ["Next character, at temperature 0.80", "Character 2 was drawn from these"]);
});

test("the call that gives the same text can be pasted into Python", () => {
  const reply = { prefix: "it's\n", seed: 3, temperature: 1, used: [0.8] };
  assert.equal(callWords(reply, 12), 'The same text in Python: lc.sample(model, vocabulary, "it\'s\\n", 12, temperature=0.8, seed=3)');
  assert.match(callWords({ ...reply, used: [0, 0.8] }, 12), /no single call/);
  assert.equal(callWords(reply, 0), "");
  assert.deepEqual(["a", "it's", "\"it's\"", "\\\n"].map(pythonString), ["'a'", '"it\'s"', "'\"it\\'s\"'", "'\\\\\\n'"]);
});

test("a screen reader hears the end of the text, not every character of a run", () => {
  const words = spokenWords("to", history, characters, [0.2, 0.3, 0.5], null, false);
  assert.match(words, /^2 characters drawn\. Character 2, .*The text ends: toa \. Likeliest next: b, 0\.50\.$/);
  assert.equal(spokenWords("to", history, characters, [1, 0, 0], null, true), "Running.");
  assert.match(spokenWords("to", history, characters, [1, 0, 0], 0, false), /^Character 1/);
  assert.match(spokenWords("to", emptyHistory(), characters, [0.2, 0.3, 0.5], null, false), /prefix alone/);
});
