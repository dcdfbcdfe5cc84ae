/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget and the messages in two of them, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} PageCheckState
 * @property {Request} request
 * @property {Reply} reply
 */

/**
 * The page's question.
 *
 * @typedef {object} Request
 * @property {string} number echoed in the reply
 */

/**
 * Python's answer.
 *
 * @typedef {object} Reply
 * @property {string} number the request's
 * @property {string} problem why Python could not answer, or empty
 */
