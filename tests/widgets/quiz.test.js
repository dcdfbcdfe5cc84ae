// The quiz's plain functions: what is said where there is no answer, and sentences with code in them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { markAnswer, possibleMarks } from "../../lstm_core/widgets/quiz/marking.js";
import { markWords, placeWords, resultWords } from "../../lstm_core/widgets/quiz/words.js";
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

test("room is kept for every sentence that an answer can be told", () => {
  const sentences = (question) => possibleMarks(question).map((mark) => mark.sentences?.join(" ") ?? mark.problem);
  assert.deepEqual(sentences(CHOICE), ["A.", "B."]);
  assert.deepEqual(sentences({ ...CHOICE, kind: "SeveralChoices" }), ["A. B."]);
  const number = sentences(NUMBER);
  assert.deepEqual(number.slice(0, 3), ["Yes.", "Count.", "Half."]);
  assert.match(number[3], /^There is no number yet/);
});

test("the result says how many are right, what to look at again and what is left", () => {
  assert.deepEqual(resultWords([true, true]), ["2 of 2 right", "All answers are right."]);
  assert.deepEqual(resultWords([true, false, undefined, undefined, undefined]), [
    "1 of 5 right", "Look again at question 2: the feedback says what to change.", "No answer yet: questions 3, 4 and 5.",
  ]);
  assert.deepEqual([placeWords(0, 3), placeWords(2, 3), placeWords(3, 3)], ["Question 1 of 3", "Question 3 of 3", "Result"]);
  assert.deepEqual([undefined, true, false].map((right) => markWords(right).sign), ["", "✓", "○"]);
});
