// The buttons of the presets, and the order of everything in the widget's element.

import { PRESETS } from "./presets.js";
import { createFoot } from "../shared/foot.js";
import { signButton } from "../shared/sign_button.js";
import { htmlElement, setAttributes } from "../shared/svg.js";

const KEYS = [
  [["←", "→"], "step"], [["Shift ←", "Shift →"], "ten steps"], [["Home", "End"], "first, last"], [["Space"], "play"], [["1 … 8"], "presets"], [["R"], "reset"], [["U"], "undo"],
];

/** Make the presets' buttons; `onChoose` gets the settings of a preset. Returns { element, show(preset) }. */
export function createPresets(onChoose) {
  const buttons = PRESETS.map(({ name, settings }, k) => {
    const button = htmlElement("button", { type: "button", class: "lstm-button", "aria-pressed": "false", title: `Key ${k + 1}`, "data-testid": `preset-${k + 1}` }, name);
    button.addEventListener("click", () => onChoose(settings));
    return button;
  });
  return {
    element: htmlElement("div", { class: "lstm-presets", role: "group", "aria-label": "Presets" }, ...buttons),
    show(preset) {
      for (const [k, button] of buttons.entries()) setAttributes(button, { "aria-pressed": String(PRESETS[k] === preset) });
    },
  };
}

/** Make Reset and Undo. Returns { element, show(canUndo) }. */
export function createResets(onReset, onUndo) {
  const [reset, undo] = [signButton("reset", "↺", "Reset", onReset), signButton("undo", "↶", "Undo", onUndo)];
  return {
    element: htmlElement("div", { class: "lstm-buttons", role: "group", "aria-label": "Settings" }, reset, undo),
    show(canUndo) {
      setAttributes(undo, { "aria-disabled": canUndo ? null : "true", title: "Brings back the settings that Reset replaces" });
    },
  };
}

/** Put all parts into the widget's element. */
export function createRoot(player, { presets, resets, story, sliders, inputs, charts, speech }, onSend) {
  return htmlElement("div", {
    class: "lstm-widget lstm-playground", tabindex: 0, role: "group", "aria-label": "Gate playground", "data-testid": "gate-playground",
  },
  presets.element, story.see, sliders.element,
  htmlElement("div", { class: "lstm-controls" }, player.buttons, inputs.element, resets.element),
  player.track, charts.element, story.element,
  createFoot(KEYS, "the settings and the position", onSend), speech.element);
}
