// What a question of the quiz is made of: its form, a button, and what an answer is told.

import { createChoiceForm, createNumberForm } from "../shared/answer_form.js";
import { codeText } from "../shared/code_text.js";
import { htmlElement, setAttributes } from "../shared/svg.js";
import { possibleMarks } from "./marking.js";

/** @param {import("./types.js").QuizQuestion} question */
function createForm(question, number, onEnter) {
  const words = `${number}. ${question.question}`;
  if (question.kind === "NumberQuestion") return createNumberForm(words, { unit: question.unit, hint: "", onEnter });
  const several = question.kind === "SeveralChoices";
  return createChoiceForm(several ? `${words} (Choose all that are right.)` : words, question.options.map(({ text }) => text), { several });
}

/** What was answered, as it is marked and sent: numbers of options, or what was typed. */
function answerOf(question, values) {
  if (question.kind === "NumberQuestion") return values[0] ?? "";
  return question.options.flatMap(({ text }, k) => (values.includes(text) ? [k + 1] : []));
}

/** The paragraphs of a mark; the sign and the words say it without colour. */
function createLines({ problem = "", right = false, sentences = [] }) {
  const lines = problem === "" ? [right ? "✓ Right." : "○ Not yet.", ...sentences] : [problem];
  return lines.map((line, k) => htmlElement("p", { class: k === 0 && problem === "" ? "lstm-verdict" : null }, ...codeText(line)));
}

/** The place of the feedback. It is as high as the longest one from the start, so that no answer moves what is below. */
function createFeedback(question) {
  const told = htmlElement("div", { class: "lstm-told", role: "status", "aria-live": "polite", "data-testid": "feedback" });
  const room = possibleMarks(question).map((mark) => htmlElement("div", { class: "lstm-told lstm-room", "aria-hidden": "true" }, ...createLines(mark)));
  return { told, element: htmlElement("div", { class: "lstm-feedback" }, ...room, told) };
}

/** Make one question. `onCheck()` is called for the button and the Enter key. Returns { element, answer(), tell(mark) }. */
export function createQuizPart(question, number, earlier, onCheck) {
  const form = createForm(question, number, onCheck);
  const button = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": "check" }, "Check",
    htmlElement("span", { class: "lstm-hidden" }, ` question ${number}`));
  button.addEventListener("click", onCheck);
  const kept = earlier === undefined ? "" : `Your first answer, which is kept: ${earlier}`;
  const { told, element: feedback } = createFeedback(question);
  const element = htmlElement("div", { class: "lstm-part", "data-name": question.name }, form.element,
    htmlElement("div", { class: "lstm-controls" }, button, htmlElement("span", { class: "lstm-muted", "data-testid": "earlier" }, kept)), feedback);
  element.addEventListener("keydown", (event) => {
    const isChoice = event.target instanceof HTMLInputElement && event.target.type !== "text";
    if (event.key === "Enter" && !event.shiftKey && isChoice) onCheck();
  });
  return {
    element,
    answer: () => answerOf(question, form.values()),
    /** Say what an answer is told. */
    tell(mark) {
      setAttributes(told, { "data-right": "problem" in mark ? null : String(mark.right) });
      told.replaceChildren(...createLines(mark));
    },
  };
}
