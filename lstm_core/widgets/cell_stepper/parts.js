// The order of everything in the stepper's element.

import { createEnlargeButton } from "../shared/enlarge.js";
import { createFoot } from "../shared/foot.js";
import { htmlElement } from "../shared/svg.js";

const KEYS = [
  [["←", "→"], "previous, next"], [["Shift ←", "Shift →"], "a whole character"], [["↑", "↓"], "unit"], [["Home", "End"], "first, last"],
  [["Space"], "play"], [["B"], "backward, forward"],
];

/** Put all parts into the widget's element. */
export function createRoot(player, { directions, grains, unitField, strip, stage, panel, next, tabs, speech }, onSend) {
  const info = htmlElement("div", { class: "lstm-info" },
    htmlElement("div", { class: "lstm-info-head" }, panel.heading, tabs.element),
    panel.element, next.element, createFoot(KEYS, "position, substep and unit", onSend));
  return htmlElement("div", {
    class: "lstm-widget lstm-stepper", tabindex: 0, role: "group", "aria-label": "LSTM cell, step by step", "data-testid": "cell-stepper",
  },
  htmlElement("div", { class: "lstm-controls" }, player.buttons, directions.element, grains.element, unitField.element, createEnlargeButton()),
  htmlElement("div", { class: "lstm-place" }, strip.element, player.track),
  htmlElement("div", { class: "lstm-main" }, info, stage), speech.element);
}
