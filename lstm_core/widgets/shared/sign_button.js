// A button with a sign and words.

import { htmlElement } from "./svg.js";

/**
 * Make it; the words may change without moving what stands beside it. While it is `aria-disabled` it does nothing, and keeps
 * its place and the focus.
 */
export function signButton(name, sign, words, onPress = () => {}) {
  const button = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": name },
    ...(sign ? [htmlElement("span", { class: "lstm-sign", "aria-hidden": "true" }, sign)] : []), htmlElement("span", {}, words));
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === null) onPress();
  });
  return button;
}
