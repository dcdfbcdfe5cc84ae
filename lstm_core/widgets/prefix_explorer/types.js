/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget and the messages in two of them, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} PrefixExplorerState
 * @property {string[]} characters the vocabulary
 * @property {{ longest: number, hottest: number }} limits characters of a prefix, temperature
 * @property {Request} request
 * @property {Reply} reply
 */

/**
 * The text in the field and the place of the slider.
 *
 * @typedef {object} Request
 * @property {string} prefix
 * @property {number} temperature
 * @property {string} number echoed in the reply
 */

/**
 * Characters read, hidden units, and how many of the likeliest next characters are sent.
 *
 * @typedef {object} Sizes
 * @property {number} T
 * @property {number} H
 * @property {number} top
 */

/**
 * What the network does with a prefix.
 *
 * @typedef {object} Reply
 * @property {string} number the request's, or one that begins with "python"
 * @property {string} error
 * @property {string} prefix
 * @property {number} temperature
 * @property {Sizes} sizes
 * @property {DataView} gates float32 (T, 4, H)
 * @property {DataView} top int32 (T, top), indices of the likeliest next characters
 * @property {DataView} probabilities float32 (T, top)
 * @property {string} drawn a next character, drawn at the end
 */
