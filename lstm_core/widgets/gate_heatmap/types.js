/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} GateHeatmapState
 * @property {import("../shared/types.js").Sizes} sizes
 * @property {string[]} characters the vocabulary
 * @property {DataView} inputs int32 (T,), the indices that were read
 * @property {DataView} rows float32, each gate and state of each step
 * @property {string} gate what is shown
 * @property {string} order of the rows: "index" or "mean"
 * @property {number} position the step t
 * @property {number} unit
 */
