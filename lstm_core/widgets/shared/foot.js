// The last line of a widget: which keys do what, and the button that hands the view to Python.

import { htmlElement } from "./svg.js";

/** Make it. `keys` is [[["←", "→"], "previous, next"], …]; `names` are the traitlets that `sendView` sets. */
export function createFoot(keys, names, sendView) {
  const parts = keys.flatMap(([signs, words], k) => [
    k ? " · " : "", ...signs.flatMap((sign) => [htmlElement("kbd", {}, sign), " "]), words,
  ]);
  const button = htmlElement("button", {
    type: "button", class: "lstm-button", "data-testid": "send", title: `Sets ${names} of the Python object, for figure()`,
  }, "Send view to Python");
  button.addEventListener("click", sendView);
  return htmlElement("div", { class: "lstm-foot" }, htmlElement("p", { class: "lstm-keys" }, "Keys: ", ...parts), button);
}
