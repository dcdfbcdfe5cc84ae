// Quiz: questions that the page marks at once, also where there is no Python; Python keeps the first answers.

import { markAnswer } from "./marking.js";
import { createPages } from "./pages.js";
import { createQuizPart } from "./parts.js";
import { createResult } from "./result.js";
import { placeWords, resultWords } from "./words.js";
import { createFoot } from "../shared/foot.js";
import { mount } from "../shared/mount.js";
import { createWidget } from "../shared/nulls.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setText } from "../shared/svg.js";
import { readTraits, sendTraits } from "../shared/traits.js";

const FOOT = [[["←", "→"], "previous, next"], [["Home", "End"], "first question, result"], [["Enter"], "check"]];

/** One view of a quiz: a page for each question, and one for the result. */
class QuizView {
  /** @param {import("../shared/types.js").Model<import("./types.js").QuizState>} model */
  constructor(model) {
    this.model = model;
    const { questions, earlier } = readTraits(model, ["questions", "earlier"]);
    this.questions = questions;
    this.marks = questions.map(() => undefined);
    this.count = 0;
    this.parts = questions.map((question, k) => createQuizPart(question, k + 1, earlier[question.name], () => this.check(k)));
    this.result = createResult(questions);
    this.pages = createPages([...this.parts, this.result].map(({ element }) => element), (place) => this.tellPlace(place));
    this.speech = createSpeech();
    this.warned = htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "warning" });
    this.root = this.createRoot();
    this.warn = () => setText(this.warned, model.get("warning"));
    this.showMarks();
    this.warn();
  }

  createRoot() {
    const foot = createFoot(FOOT);
    foot.classList.add("lstm-hint");
    const { choice, stage, steps } = this.pages;
    return htmlElement("div", { class: "lstm-widget lstm-quiz", role: "group", tabindex: 0, "aria-label": "Quiz", "data-testid": "quiz" },
      htmlElement("div", { class: "lstm-controls" }, choice), stage, steps,
      htmlElement("div", { class: "lstm-messages" }, foot, this.warned), this.speech.element);
  }

  check(place) {
    const question = this.questions[place];
    const answer = this.parts[place].answer();
    const mark = markAnswer(question, answer);
    this.parts[place].tell(mark);
    if ("problem" in mark) return;
    this.marks[place] = mark.right;
    this.showMarks();
    const given = question.kind === "SingleChoice" ? answer[0] : answer;
    sendTraits(this.model, { given: { question: question.name, answer: given, count: this.count++ } });
  }

  showMarks() {
    this.pages.mark(this.marks);
    this.result.show(this.marks);
  }

  /** Tell a screen reader which page shows; a form that has taken the focus tells it by itself. */
  tellPlace(place) {
    if (this.pages.stage.contains(document.activeElement)) return;
    const words = place < this.questions.length ? [this.questions[place].question] : resultWords(this.marks);
    this.speech.say([placeWords(place, this.questions.length), ...words].join(". "));
  }
}

/** @param {{ model: import("../shared/types.js").Model<import("./types.js").QuizState>, el: HTMLElement }} place */
function render({ model, el }) {
  const view = new QuizView(model);
  return mount({ model, el, root: view.root, paintSoon: onceAFrame(view.warn) }, {
    keys: view.pages.keys, traits: { warning: view.warn },
    lost: { effect: "Your answers are still marked, but no longer kept." }, ends: [view.speech.hush],
  });
}

export default createWidget(render);
