// What the layout of weights says. Plain functions from a view to sentences.

export const GATE_NAMES = {
  i: "input gate i", f: "forget gate f", g: "candidate g", o: "output gate o", r: "reset gate r", u: "update gate u",
};

/** What is chosen: "Forget gate f, recurrent weights." */
export function chosenWords(row, gate) {
  const name = GATE_NAMES[gate];
  return `${name[0].toUpperCase()}${name.slice(1)}, ${row.title}.`;
}

/** Where one library has it: ["PyTorch", "block f", "weight_hh_l0[10:20].T"]. */
export function placeWords(held, gate) {
  const [, letter] = held.strips[0].find(([ours]) => ours === gate);
  return [held.library, `block ${letter}`, held.places[gate]];
}

/** All of it, for a screen reader. */
export function spokenWords(row, gate) {
  return [chosenWords(row, gate), ...row.held.map((held) => `${placeWords(held, gate).join(", ")}.`)].join(" ");
}
