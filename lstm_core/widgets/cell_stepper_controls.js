// The controls that only the cell stepper has.

import { htmlElement } from "./shared/svg.js";

/** The line that says which keys do what. */
export function keysHint() {
  const keys = [
    [["←", "→"], "previous, next"],
    [["Shift ←", "Shift →"], "a whole character"],
    [["↑", "↓"], "unit"],
    [["Home", "End"], "first, last"],
    [["Space"], "play"],
    [["R"], "turn round"],
  ];
  const parts = keys.flatMap(([names, words], k) => [
    k ? " · " : "", ...names.flatMap((name) => [htmlElement("kbd", {}, name), " "]), words,
  ]);
  return htmlElement("p", { class: "lstm-keys" }, "Keys: ", ...parts);
}
