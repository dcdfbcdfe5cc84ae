/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} GradientFlowState
 * @property {number[]} weight_scales
 * @property {number[]} lengths
 * @property {Record<string, string>} networks their titles by name
 * @property {[string, string][]} measured a network and a state of it, in the order of the norms
 * @property {DataView} norms float64, all curves one after the other
 * @property {number} weight_scale
 * @property {number} length
 * @property {number | null} truncation a lag; null for none
 * @property {string} state "h" or "c"
 * @property {number} lag
 */
