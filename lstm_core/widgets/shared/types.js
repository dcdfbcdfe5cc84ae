/* oxlint-disable unicorn/no-empty-file -- it holds types alone */
// Types that two or more widgets use.

/**
 * anywidget's model: the traits of a widget by name, as the page has them.
 *
 * @template State
 * @typedef {object} Model
 * @property {<Name extends keyof State & string>(name: Name) => State[Name]} get
 * @property {<Name extends keyof State & string>(name: Name, value: State[Name]) => void} set
 * @property {() => void} save_changes send what was set to Python
 * @property {(content: object, callbacks?: undefined, buffers?: (ArrayBuffer | ArrayBufferView)[]) => void} send
 * @property {(event: string, callback: Function) => void} on
 * @property {(event: string, callback: Function) => void} off
 * @property {any} [widget_manager] Jupyter's, with its `kernel`; a static page's manager has none
 */

/**
 * T steps of H hidden units.
 *
 * @typedef {object} Sizes
 * @property {number} T
 * @property {number} H
 */
