// The quiz's sentences: where the learner is, and what came out.

/** Where the learner is: a question, or, after the last one, the result. */
export function placeWords(place, count) {
  return place < count ? `Question ${place + 1} of ${count}` : "Result";
}

/** A mark as a sign and in a word; `right` is undefined while there is no answer. */
export function markWords(right) {
  if (right === undefined) return { sign: "", word: "not answered" };
  return right ? { sign: "✓", word: "right" } : { sign: "○", word: "not yet right" };
}

/** How many are right, and what to do next; `marks` has true, false or undefined for each question. */
export function resultWords(marks) {
  const right = marks.filter((mark) => mark === true).length;
  const numbers = (wanted) => marks.flatMap((mark, k) => (mark === wanted ? [k + 1] : []));
  const [wrong, open] = [numbers(false), numbers(undefined)];
  const advice = [
    ...(wrong.length > 0 ? [`Look again at ${named(wrong)}: the feedback says what to change.`] : []),
    ...(open.length > 0 ? [`No answer yet: ${named(open)}.`] : []),
    ...(right === marks.length ? ["All answers are right."] : []),
  ];
  return [`${right} of ${marks.length} right`, ...advice];
}

/** "question 2", "questions 2 and 4", "questions 2, 3 and 4". */
function named(numbers) {
  if (numbers.length === 1) return `question ${numbers[0]}`;
  return `questions ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
}
