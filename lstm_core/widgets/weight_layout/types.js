/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} WeightLayoutState
 * @property {Record<string, Row[]>} rows the arrays of each network
 * @property {string} network "lstm" or "gru"
 * @property {string} array "W_x", "W_h" or "b"
 * @property {string} gate a letter of this package
 */

/**
 * One array in all libraries; the output layer's has no blocks.
 *
 * @typedef {object} Row
 * @property {string} array
 * @property {string} title
 * @property {Held[]} held
 */

/**
 * How one library holds one array.
 *
 * @typedef {object} Held
 * @property {string} library
 * @property {string} name
 * @property {string} shape
 * @property {boolean} is_tall whether the blocks stand one above the other
 * @property {[gate: string, letter: string][][]} strips
 * @property {Record<string, string>} places code, by gate
 */
