// The result, after the last question: how many are right, and each question with its mark.

import { codeText } from "../shared/code_text.js";
import { htmlElement } from "../shared/svg.js";
import { markWords, resultWords } from "./words.js";

/** Make it. Returns { element, show(marks) }; `marks` has true, false or undefined for each question. */
export function createResult(questions) {
  const element = htmlElement("div", { class: "lstm-part lstm-result", role: "group", "aria-label": "Result", "data-testid": "result-page" });
  return {
    element,
    show(marks) {
      const [head, ...advice] = resultWords(marks);
      const rows = questions.map(({ question }, k) => {
        const { sign, word } = markWords(marks[k]);
        return htmlElement("li", {}, ...codeText(question), " ", htmlElement("strong", {}, `${sign} ${word}`.trim()));
      });
      element.replaceChildren(
        htmlElement("p", { class: "lstm-verdict" }, head),
        ...advice.map((sentence) => htmlElement("p", {}, sentence)),
        htmlElement("ol", {}, ...rows));
    },
  };
}
