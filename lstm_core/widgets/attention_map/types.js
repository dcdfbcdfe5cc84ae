/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} AttentionMapState
 * @property {string[]} letters the T characters of the text
 * @property {number[][]} weights (T, T), row t when character t is read
 * @property {number[][]} shares (T, T), what is kept of step s at step t
 * @property {number} position the step t
 */
