// The last line of a widget: which keys do what, and, where there is a view to hand over, the button that does.

import { htmlElement, setText } from "./svg.js";

const SAID_FOR = 4000; // milliseconds

const EVERYWHERE = [[["E"], "enlarge"], [["Esc"], "leave"]];

/** Make it. `keys` is [[["←", "→"], "previous, next"], …]; `names` are the traitlets that `sendView`, if given, sets. */
export function createFoot(keys, names = "", sendView = null) {
  const parts = [...keys, ...EVERYWHERE].flatMap(([signs, words], k) => [
    k ? " · " : "", ...signs.flatMap((sign) => [htmlElement("kbd", {}, sign), " "]), words,
  ]);
  // Elsewhere in a notebook the same keys belong to JupyterLab: M, for one, turns a code cell into text. The words do not
  // change with the focus: a line more or less would move what is below just as it is being clicked.
  const hint = htmlElement("p", { class: "lstm-keys" }, "Keys, after a click here: ", ...parts);
  if (sendView === null) return htmlElement("div", { class: "lstm-foot" }, hint);
  const button = htmlElement("button", {
    type: "button", class: "lstm-button", "data-testid": "send", "data-needs-python": true, title: `Sets ${names} of the Python object, for figure()`,
  }, "Send view to Python");
  const said = htmlElement("span", { class: "lstm-muted", role: "status", "data-testid": "sent" });
  let forgets = null;
  button.addEventListener("click", () => {
    sendView();
    setText(said, `Sent: ${names}.`);
    clearTimeout(forgets);
    forgets = setTimeout(() => setText(said, ""), SAID_FOR);
  });
  return htmlElement("div", { class: "lstm-foot" }, hint, said, button);
}
