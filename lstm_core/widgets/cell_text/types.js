/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} CellTextState
 * @property {import("../shared/types.js").Sizes} sizes
 * @property {string[]} characters the vocabulary
 * @property {DataView} inputs int32 (T,), the indices that were read
 * @property {DataView} rows float32, each gate and state of each step
 * @property {string} quantity what is shown
 * @property {number} unit
 * @property {number} position the step t
 */
