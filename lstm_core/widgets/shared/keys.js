// Every key that a widget acts on: its sign, and the one meaning that it has in all widgets. docs/keys.md shows them to learners.

/** @type {Record<string, [string, string]>} */
export const KEY_TABLE = {
  ArrowLeft: ["←", "one place back"],
  ArrowRight: ["→", "one place on"],
  "Shift+ArrowLeft": ["Shift ←", "a larger step back"],
  "Shift+ArrowRight": ["Shift →", "a larger step on"],
  ArrowUp: ["↑", "the unit before (the row above), or a larger value"],
  ArrowDown: ["↓", "the unit after (the row below), or a smaller value"],
  PageUp: ["Page ↑", "a page back"],
  PageDown: ["Page ↓", "a page on"],
  Home: ["Home", "the first place"],
  End: ["End", "the last place"],
  Space: ["Space", "play or run, and pause"],
  Backspace: ["⌫", "take the last character back"],
  "Shift+Backspace": ["Shift ⌫", "take all drawn characters back"],
  Enter: ["Enter", "choose what has the focus"],
  Escape: ["Esc", "leave: first the enlarged view, then the widget"],
  b: ["B", "backward pass, and forward again"],
  d: ["D", "draw one character"],
  e: ["E", "enlarge, and back"],
  l: ["L", "logarithmic axis, and back"],
  m: ["M", "rows sorted by mean, and back"],
  n: ["N", "append the likeliest next character"],
  r: ["R", "reset"],
  s: ["S", "one step"],
  u: ["U", "undo a reset"],
  i: ["I", "show the input gate i"],
  f: ["F", "show the forget gate f"],
  g: ["G", "show the candidate g"],
  o: ["O", "show the output gate o"],
  c: ["C", "show the cell state c"],
  t: ["T", "show tanh c"],
  h: ["H", "show the hidden state h"],
  ...Object.fromEntries(Array.from("12345678", (digit) => [digit, [digit, `preset ${digit}`]])),
};

/** The keys of a widget as ARIA writes them: "ArrowLeft Shift+ArrowLeft Space E". */
export function shortcuts(names) {
  return names.map((name) => (name.length === 1 ? name.toUpperCase() : name)).join(" ");
}
