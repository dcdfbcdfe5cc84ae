// Several traits of a widget at once: read them, or set them and send them to Python.

/**
 * @template State
 * @template {keyof State & string} Name
 * @param {import("./types.js").Model<State>} model
 * @param {readonly Name[]} names
 * @returns {Pick<State, Name>}
 */
export function readTraits(model, names) {
  return /** @type {any} */ (Object.fromEntries(names.map((name) => [name, model.get(name)])));
}

/**
 * @template State
 * @param {import("./types.js").Model<State>} model
 * @param {Partial<State>} values
 */
export function sendTraits(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(/** @type {any} */ (name), value);
  model.save_changes();
}
