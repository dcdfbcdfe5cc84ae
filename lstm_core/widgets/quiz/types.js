/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget and the message in one of them, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} QuizState
 * @property {QuizQuestion[]} questions
 * @property {Record<string, string>} earlier the first answers that are kept from before, by the question's name
 * @property {string} warning a problem with the progress file, or empty
 * @property {Given} given
 */

/**
 * An answer that the learner gave.
 *
 * @typedef {object} Given
 * @property {string} question its name
 * @property {number | number[] | string} answer the number of an option, several of them, or what was typed
 * @property {number} count how many were given before
 */

/**
 * A question with options, or one for a number.
 *
 * @typedef {ChoiceQuestion | NumberQuestion} QuizQuestion
 */

/**
 * A question of which one option, or several, are right.
 *
 * @typedef {object} ChoiceQuestion
 * @property {"SingleChoice" | "SeveralChoices"} kind
 * @property {string} name
 * @property {string} question
 * @property {{ text: string, feedback: string, right: boolean }[]} options
 */

/**
 * A question for a number.
 *
 * @typedef {object} NumberQuestion
 * @property {"NumberQuestion"} kind
 * @property {string} name
 * @property {string} question
 * @property {number} answer
 * @property {string} right why it is right
 * @property {[number, string][]} wrong numbers that come, each with its sentence
 * @property {string} otherwise what every other number is answered with
 * @property {string} unit
 * @property {number} tolerance of each of these numbers
 */
