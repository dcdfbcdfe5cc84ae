/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} CellStepperState
 * @property {{ T: number, H: number, V: number }} sizes
 * @property {string[]} characters the vocabulary
 * @property {any} wiring the graph of the cell: nodes and connections
 * @property {DataView} inputs int32 (T,)
 * @property {DataView} targets int32 (T,)
 * @property {DataView} initial_state float32 (2, H), h and c
 * @property {DataView} weights float32, all parameters
 * @property {DataView} forward_rows float32, what each step computes
 * @property {DataView} backward_rows float32, what each step computes backward
 * @property {number} position the step t
 * @property {string} substep
 * @property {number} unit
 */
