/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} GatePlaygroundState
 * @property {number} steps
 * @property {Record<string, number>} limits the largest amount of each slider
 * @property {Record<string, number | string>} initial where Reset leads
 * @property {number} z_i
 * @property {number} z_f
 * @property {number} z_g
 * @property {number} z_o
 * @property {number} c_start
 * @property {string} input_at "first" or "every"
 * @property {number} position the step t
 */
