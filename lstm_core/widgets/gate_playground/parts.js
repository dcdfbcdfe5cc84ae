// The buttons of the presets, and the order of everything in the widget's element.

import { PRESETS } from "./presets.js";
import { createFoot } from "../shared/foot.js";
import { htmlElement, setAttributes } from "../shared/svg.js";

const KEYS = [
  [["←", "→"], "step"], [["Shift ←", "Shift →"], "ten steps"], [["Home", "End"], ""], [["Space"], "play"], [["1 … 8"], "presets"], [["0"], "reset"],
];

/** Make the presets' buttons; `onChoose` gets the settings of a preset, or `initial`. Returns { element, show(preset) }. */
export function createPresets(initial, onChoose) {
  const buttons = PRESETS.map(({ name, settings }, k) => {
    const button = htmlElement("button", { type: "button", class: "lstm-button", "aria-pressed": "false", title: `Key ${k + 1}`, "data-testid": `preset-${k + 1}` }, name);
    button.addEventListener("click", () => onChoose(settings));
    return button;
  });
  const reset = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": "reset" }, "Reset");
  reset.addEventListener("click", () => onChoose(initial));
  return {
    element: htmlElement("div", { class: "lstm-presets", role: "group", "aria-label": "Presets" }, ...buttons, reset),
    show(preset) {
      for (const [k, button] of buttons.entries()) setAttributes(button, { "aria-pressed": String(PRESETS[k] === preset) });
    },
  };
}

/** Put all parts into the widget's element. */
export function createRoot(player, { presets, story, sliders, inputs, charts, speech }, onSend) {
  return htmlElement("div", {
    class: "lstm-widget lstm-playground", tabindex: 0, role: "group", "aria-label": "Gate playground", "data-testid": "gate-playground",
  },
  presets.element, story.see, sliders.element,
  htmlElement("div", { class: "lstm-controls" }, player.buttons, inputs.element),
  player.track, charts.element, story.element,
  createFoot(KEYS, "the settings and the position", onSend), speech.element);
}
