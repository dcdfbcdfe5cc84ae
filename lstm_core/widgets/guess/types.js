/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget and the messages in two of them, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} GuessState
 * @property {string} question
 * @property {string[]} choices empty for a number
 * @property {string} unit of a number
 * @property {string} hint what may be answered
 * @property {string} earlier the guess that is kept from before, or empty
 * @property {string} warning a problem with the progress file, or empty
 * @property {Request} request
 * @property {Reply} reply
 */

/**
 * What the learner did: committed a guess, or asked for the result of an earlier one.
 *
 * @typedef {object} Request
 * @property {string} kind "commit" or "again"
 * @property {string} value what was typed or chosen
 * @property {string} number echoed in the reply
 */

/**
 * What opens after the commit.
 *
 * @typedef {object} Shown
 * @property {string} guess
 * @property {string} first the guess that is kept, if it is another one
 * @property {string} answer
 * @property {string} comparison how far apart they are, in words
 * @property {string} table
 * @property {string[]} text
 * @property {string} picture PNG, base64
 * @property {number} width of the picture on the page
 * @property {string} alternative the picture in words
 * @property {string} warning a problem with the progress file
 */

/**
 * The answer to a request.
 *
 * @typedef {object} Reply
 * @property {string} number the request's, or one that begins with "python"
 * @property {string} problem why the guess cannot be taken
 * @property {Shown | null} shown null until a guess is committed
 */
