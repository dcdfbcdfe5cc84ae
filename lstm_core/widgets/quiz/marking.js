// Marking an answer, as lstm_core/exercises/quizzes/questions.py does; a test holds both to each other.

const THOUSANDS = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number in what was typed (12, 0.5, 1/3, 2e-4, 0,5, with or without its unit), or NaN. */
export function readTypedNumber(typed, unit) {
  let text = typed.replace(/\s/g, "").replaceAll("−", "-");
  const end = unit.replace(/\s/g, "");
  if (end !== "" && text.endsWith(end)) text = text.slice(0, -end.length);
  if (THOUSANDS.test(text)) text = text.replaceAll(",", "");
  const parts = text.replaceAll(",", ".").split("/");
  if (parts.length > 2 || !parts.every((part) => DECIMAL.test(part))) return Number.NaN;
  const value = parts.length === 2 ? Number(parts[0]) / Number(parts[1]) : Number(parts[0]);
  return Number.isFinite(value) ? value : Number.NaN;
}

/**
 * Mark what was chosen (the numbers of options, counted from 1) or typed.
 *
 * @param {import("./types.js").QuizQuestion} question
 * @param {number[] | string} answer
 * @returns {{ right: boolean, sentences: string[] } | { problem: string }}
 */
export function markAnswer(question, answer) {
  if (question.kind === "NumberQuestion") return markNumber(question, String(answer));
  if (answer.length === 0) return { problem: "No answer is chosen yet. Choose one, then check." };
  const chosen = question.options.filter((_, k) => /** @type {number[]} */ (answer).includes(k + 1));
  if (question.kind === "SingleChoice") return { right: chosen[0].right, sentences: [chosen[0].feedback] };
  const wrong = question.options.filter((option) => option.right !== chosen.includes(option));
  const told = wrong.length > 0 ? wrong : question.options.filter(({ right }) => right);
  return { right: wrong.length === 0, sentences: told.map(({ feedback }) => feedback) };
}

/**
 * The marks that a question can give, for the room that they need. Of several choices at most all sentences are told.
 *
 * @param {import("./types.js").QuizQuestion} question
 */
export function possibleMarks(question) {
  if (question.kind === "NumberQuestion") {
    const sentences = [question.right, question.otherwise, ...question.wrong.map(([, sentence]) => sentence)];
    return [...sentences.map((sentence) => ({ right: false, sentences: [sentence] })), markNumber(question, "")];
  }
  const sentences = question.options.map(({ feedback }) => feedback);
  if (question.kind === "SeveralChoices") return [{ right: false, sentences }];
  return sentences.map((sentence) => ({ right: false, sentences: [sentence] }));
}

/** @param {import("./types.js").NumberQuestion} question */
function markNumber({ answer, right, wrong, otherwise, unit, tolerance }, typed) {
  const number = readTypedNumber(typed, unit);
  if (Number.isNaN(number)) return { problem: "There is no number yet. Write one such as 12, 0.5, 1/3 or 2e-4, then check." };
  const isNear = (known) => Math.abs(number - known) <= tolerance * Math.abs(known);
  if (isNear(answer)) return { right: true, sentences: [right] };
  const told = wrong.find(([known]) => isNear(known));
  return { right: false, sentences: [told ? told[1] : otherwise] };
}
