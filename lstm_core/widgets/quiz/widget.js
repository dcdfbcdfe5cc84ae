// Quiz: questions that the page marks at once, also where there is no Python; Python keeps the first answers.

import { markAnswer } from "./marking.js";
import { createQuizPart } from "./parts.js";
import { mount } from "../shared/mount.js";
import { htmlElement, onceAFrame, setText } from "../shared/svg.js";
import { readTraits, sendTraits } from "../shared/traits.js";

/** @param {{ model: import("../shared/types.js").Model<import("./types.js").QuizState>, el: HTMLElement }} place */
function render({ model, el }) {
  const { questions, earlier } = readTraits(model, ["questions", "earlier"]);
  const warned = htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "warning" });
  const warn = () => setText(warned, model.get("warning"));
  let count = 0;

  const parts = questions.map((question, k) => {
    const part = createQuizPart(question, k + 1, earlier[question.name], () => {
      const answer = part.answer();
      const mark = markAnswer(question, answer);
      part.tell(mark);
      if ("problem" in mark) return;
      const given = question.kind === "SingleChoice" ? answer[0] : answer;
      sendTraits(model, { given: { question: question.name, answer: given, count: count++ } });
    });
    return part;
  });

  const root = htmlElement("div", { class: "lstm-widget lstm-quiz", role: "group", "aria-label": "Quiz", "data-testid": "quiz" },
    ...parts.map(({ element }) => element), warned);
  warn();
  return mount({ model, el, root, paintSoon: onceAFrame(warn) }, { traits: { warning: warn } });
}

export default { render };
