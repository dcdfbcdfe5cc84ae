/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// The traits of the widget and the messages in two of them, under Python's names.

/**
 * What the page and Python share.
 *
 * @typedef {object} SamplerState
 * @property {string[]} characters the vocabulary
 * @property {{ characters: number, prefix: number, temperature: number, seed: number, levels: number[] }} limits
 * @property {Request} request
 * @property {Reply} reply
 */

/**
 * How the text is to become: what stays of it, what is drawn, and by which settings.
 *
 * @typedef {object} Request
 * @property {string} prefix
 * @property {number} temperature
 * @property {number} seed
 * @property {number} keep drawn characters that stay
 * @property {number} draw characters to draw then
 * @property {boolean} [reset] begin again, with the network as it is now
 * @property {boolean} [whole] answer with all characters, not only with new ones
 * @property {string} number echoed in the reply
 */

/**
 * The settings, the new characters, and what may come next.
 *
 * @typedef {object} Reply
 * @property {string} number the request's, or one that begins with "python"
 * @property {string} refusal
 * @property {string} prefix
 * @property {number} temperature
 * @property {number} seed
 * @property {number[]} used the temperatures by which characters were drawn
 * @property {number} start the place of the first new character
 * @property {string} drawn the new characters
 * @property {DataView} probabilities float32 (new,)
 * @property {DataView} distributions float32 (new, V)
 * @property {DataView} next float32 (V,)
 */
