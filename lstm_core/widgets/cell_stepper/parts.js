// The order of everything in the stepper's element.

import { createFoot } from "../shared/foot.js";
import { htmlElement } from "../shared/svg.js";

const KEYS = [
  [["←", "→"], "previous, next"], [["Shift ←", "Shift →"], "a whole character"], [["↑", "↓"], "unit"], [["Home", "End"], "first, last"],
  [["Space"], "play"], [["R"], "turn round"],
];

/** Put all parts into the widget's element. */
export function createRoot(player, { directions, grains, unitField, strip, stage, scaleNote, panel, speech }, onSend) {
  return htmlElement("div", {
    class: "lstm-widget lstm-stepper", tabindex: 0, role: "group", "aria-label": "LSTM cell, step by step", "data-testid": "cell-stepper",
  },
  htmlElement("div", { class: "lstm-controls" }, player.buttons, directions.element, grains.element, unitField.element),
  strip.element, player.track, stage, scaleNote, panel.element,
  createFoot(KEYS, "position, substep and unit", onSend), speech.element);
}
