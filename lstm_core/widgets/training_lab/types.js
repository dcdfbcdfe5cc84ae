/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// What Python sends and takes, under the names of lstm_core/lab/frame.py and the widget.

/**
 * What the lab shows at one moment; arrays as bytes of float32.
 *
 * @typedef {object} Frame
 * @property {string} phase
 * @property {string} message
 * @property {number} epoch
 * @property {number | null} loss
 * @property {number | null} gradient_norm
 * @property {number | null} speed characters per second
 * @property {number} seconds
 * @property {number | null} viewing which snapshot is looked at; null for the present
 * @property {number} line the branch to whose end the snapshots lead
 * @property {DataView} snapshots their epochs
 * @property {DataView} curve the active branch: epoch, loss, gradient norm of each point
 * @property {string} gate
 * @property {number} start the heat map's first character
 * @property {string} window the heat map's characters
 * @property {DataView} heat (characters, H)
 * @property {string} prefix
 * @property {string} sample
 * @property {number} sample_epoch
 * @property {number} number counts the frames
 * @property {string | null} answered the request that this frame answers
 */

/**
 * One branch, for its curve's name and place.
 *
 * @typedef {object} BranchSummary
 * @property {string} name
 * @property {number | null} parent
 * @property {number} first_epoch
 */

/**
 * What changes with a reset, a branch or a setting alone.
 *
 * @typedef {object} Summary
 * @property {number} T
 * @property {number} V
 * @property {number} H
 * @property {number} parameters
 * @property {number} seed
 * @property {string} dtype
 * @property {number} learning_rate
 * @property {number | null} clip_value
 * @property {number} epochs
 * @property {number} steps_per_epoch
 * @property {number} streams
 * @property {number | null} sequence_length
 * @property {Record<string, number>} baselines
 * @property {number} characters
 * @property {number} window
 * @property {string} beginning
 * @property {number} active
 * @property {number | null} undo_epoch of the run that Undo brings back; null where there is none
 * @property {BranchSummary[]} branches
 */

/**
 * What the page asks of Python; "do" names the command, the rest are its details.
 *
 * @typedef {object} Command
 * @property {string} do
 * @property {string} [request] echoed in the frame that answers
 */

/**
 * What the page and Python share.
 *
 * @typedef {object} TrainingLabState
 * @property {Summary} summary
 * @property {Frame} frame
 * @property {DataView[]} old_curves the branches' curves, as bytes of float32
 */
