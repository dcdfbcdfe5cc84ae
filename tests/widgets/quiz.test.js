// The quiz's plain functions: what is said where there is no answer, and sentences with code in them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { markAnswer } from "../../lstm_core/widgets/quiz/marking.js";
import { codePieces } from "../../lstm_core/widgets/shared/code_text.js";

const OPTIONS = [{ text: "a", feedback: "A.", right: false }, { text: "b", feedback: "B.", right: true }];
const CHOICE = { kind: "SingleChoice", name: "c", question: "Which?", options: OPTIONS };
const NUMBER = { kind: "NumberQuestion", name: "n", question: "How many?", answer: 20, right: "Yes.", wrong: [[10, "Half."]], otherwise: "Count.", unit: "steps", tolerance: 0.01 };

test("a question without an answer is told what is missing, and is not marked", () => {
  for (const [question, answer] of [[CHOICE, []], [NUMBER, ""], [NUMBER, "many"]]) {
    const mark = markAnswer(question, answer);
    assert.deepEqual(Object.keys(mark), ["problem"]);
    assert.match(mark.problem, /then check\.$/);
  }
});

test("each answer has its own sentence", () => {
  assert.deepEqual(markAnswer(CHOICE, [1]), { right: false, sentences: ["A."] });
  assert.deepEqual(markAnswer(CHOICE, [2]), { right: true, sentences: ["B."] });
  assert.deepEqual(markAnswer(NUMBER, "20 steps"), { right: true, sentences: ["Yes."] });
  assert.deepEqual(markAnswer(NUMBER, "10"), { right: false, sentences: ["Half."] });
  assert.deepEqual(markAnswer(NUMBER, "0"), { right: false, sentences: ["Count."] });
});

test("what stands between backticks is code", () => {
  assert.deepEqual(codePieces("Set `f = 1`, then `g`."), [
    { text: "Set ", isCode: false }, { text: "f = 1", isCode: true }, { text: ", then ", isCode: false }, { text: "g", isCode: true }, { text: ".", isCode: false },
  ]);
  assert.deepEqual(codePieces("`f`"), [{ text: "f", isCode: true }]);
  assert.deepEqual(codePieces("no ` pair <b>"), [{ text: "no ` pair <b>", isCode: false }]);
});
