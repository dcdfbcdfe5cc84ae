/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} OneHotExplorerState
 * @property {string[]} characters the tutorial's vocabulary
 * @property {string} capitals all characters that Python's lower() changes
 * @property {boolean} lowercase
 * @property {string} alphabet "tutorial" or "own"
 * @property {string} text
 * @property {number} position of a character
 */
