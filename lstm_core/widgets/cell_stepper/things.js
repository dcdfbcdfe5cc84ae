// What can be pointed at in the diagram: boxes, operations and wires. What each is called, and the sub-step it belongs to.

const SIGNS = { keep: "⊙", write: "⊙", show: "⊙", add: "+", join: "[ ; ]", tanh: "tanh", softmax: "softmax", W_y: "W_y" };

/** Each quantity: its symbol, what it is called, and what its derivative is called. */
const QUANTITY_NAMES = {
  x: ["x_t", "character read"], h_prev: ["h_{t−1}", "hidden state of the step before"], c_prev: ["c_{t−1}", "cell state of the step before"],
  z_i: ["z_i", "pre-activation of the input gate"], z_f: ["z_f", "pre-activation of the forget gate"],
  z_g: ["z_g", "pre-activation of the candidate"], z_o: ["z_o", "pre-activation of the output gate"],
  i: ["i", "input gate"], f: ["f", "forget gate"], g: ["g", "candidate"], o: ["o", "output gate"],
  kept: ["f ⊙ c_{t−1}", "part of the old cell state that is kept"], written: ["i ⊙ g", "part of the candidate that is written"],
  c: ["c_t", "cell state"], tanh_c: ["tanh(c_t)", "squashed cell state"], h: ["h_t", "hidden state"],
  y: ["y_t", "logits"], p: ["p_t", "probabilities"],
};
const DERIVATIVE_SYMBOLS = {
  dh_prev: "dh_{prev}", dc_prev: "dc_{prev}", dh_next: "dh_{next}", dc_next: "dc_{next}", dc: "dc_t", dh: "dh_t", dy: "dy_t", dtanh_c: "dtanh(c_t)",
  through_tanh: "dtanh(c_t) ⊙ (1 − tanh²(c_t))", from_output: "dy_t W_yᵀ", dW: "dW_x",
};
const DERIVATIVE_NAMES = {
  dh_next: "gradient that comes back from the gates of step t+1", dc_next: "gradient that comes back along c from step t+1",
  dh_prev: "gradient for the hidden state of step t−1", dc_prev: "gradient for the cell state of step t−1",
  through_tanh: "gradient that comes back through tanh", from_output: "gradient that comes back from the output layer",
  dW: "gradient of the weights in the character's row",
};
const OPERATIONS = {
  join: "both vectors side by side", keep: "multiply: keep a part of c_{t−1}", write: "multiply: write a part of g", add: "add what is kept and what is written",
  tanh: "tanh: between −1 and 1", show: "multiply: show a part of tanh(c_t)", W_y: "multiply by the output weights W_y", softmax: "softmax: scores become probabilities",
};
const GATE_NAMES = { i: "the input gate", f: "the forget gate", g: "the candidate", o: "the output gate" };

/** The symbol of a quantity, for example "c_{t−1}" for c_prev and "dz_f" for dz_f. */
export function symbolOf(quantityName) {
  const back = /^back_([ifgo])$/.exec(quantityName);
  if (back) return `dz_${back[1]} W_{h,${back[1]}}ᵀ`;
  return QUANTITY_NAMES[quantityName]?.[0] ?? DERIVATIVE_SYMBOLS[quantityName] ?? quantityName;
}

/** What a quantity is called in a sentence. */
export function nameOfQuantity(quantityName) {
  if (quantityName in QUANTITY_NAMES) return QUANTITY_NAMES[quantityName][1];
  if (quantityName in DERIVATIVE_NAMES) return DERIVATIVE_NAMES[quantityName];
  if (quantityName.startsWith("back_")) return `gradient that comes back through ${GATE_NAMES[quantityName.slice(5)]}`;
  return `gradient with respect to the ${QUANTITY_NAMES[quantityName.slice(1)][1]}`;
}

/** What an operation does. */
export function nameOfNode(name) {
  if (name in OPERATIONS) return OPERATIONS[name];
  const gate = GATE_NAMES[name.at(-1)];
  if (name.startsWith("W_")) return `multiply by the weights of ${gate}, and add its bias`;
  return `${name.endsWith("g") ? "tanh: between −1 and 1" : "σ: between 0 and 1"}, for ${gate}`;
}

/** What stands at one end of a wire; `isStart` tells which neighbour an empty name is. */
export function placeName(name, isStart) {
  if (name === "") return isStart ? "step t−1" : "step t+1";
  if (name in SIGNS) return SIGNS[name];
  if (name.startsWith("act_")) return name.endsWith("g") ? "tanh" : "σ";
  return name.startsWith("W_") ? name : symbolOf(name);
}

/** All things in the order of the forward pass, each box after the wire that leads to it: [{ kind, name }]. */
export function thingsInOrder(wiring) {
  const things = [];
  const seen = new Set();
  const wires = Object.entries(wiring.wires);
  const visit = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    things.push({ kind: name in wiring.chips ? "chips" : "nodes", name });
  };
  const arrives = (name) => wires.filter(([, { to }]) => to === name).every(([, { from }]) => from === "" || seen.has(from));
  const waiting = [...Object.keys(wiring.chips), ...Object.keys(wiring.nodes)];
  while (waiting.length) {
    const name = waiting.splice(Math.max(0, waiting.findIndex(arrives)), 1)[0];
    for (const [wire, { to }] of wires) if (to === name) things.push({ kind: "wires", name: wire });
    visit(name);
  }
  for (const [wire, { to }] of wires) if (to === "") things.push({ kind: "wires", name: wire });
  return things;
}

/** The sub-step to which a thing belongs in a direction: the one that computes it, or the first that uses it. */
export function substepOf(wiring, { kind, name }, direction) {
  const thing = wiring[kind][name];
  if (thing[direction]) return thing[direction];
  return wiring[direction].find((substep) => wiring.lit[substep][kind].includes(name)) ?? (name === "c_in" ? "c" : wiring[direction][0]);
}
