// What a widget says, and which of its controls stop, once Python no longer knows it.

import { htmlElement, setAttributes } from "./svg.js";

const REASONS = {
  restarted: "The kernel was restarted, so Python no longer knows this widget.",
  ended: "The kernel has ended, so Python no longer knows this widget.",
  stored: "This widget comes from the saved notebook, so Python does not know it.",
};
const IN_JUPYTER = "Select this cell, choose Run ▸ Run All Above Selected Cell, then run this cell.";
const ELSEWHERE = "Run the cells above this one, then run this cell."; // menus have other names there

/** The sentences for a reason: what happened, what that means for this widget (if anything), and what helps. */
export function lostWords(reason, effect, isInJupyter) {
  return [REASONS[reason], effect, isInJupyter ? IN_JUPYTER : ELSEWHERE].filter(Boolean).join(" ");
}

/**
 * Make the band. It is there, and empty, from the start: a live region that appears with its words is not announced. In a
 * widget that is high (`isOver`) it lies over the controls on a page of medium width, since both would not fit one screen; so
 * it can be hidden.
 */
export function createLostBand(isOver = false) {
  const words = htmlElement("div", { role: "status", "data-testid": "lost" });
  const hide = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": "hide-lost" }, "Hide");
  const element = htmlElement("div", { class: "lstm-lost", "data-over": isOver }, words, hide);
  hide.addEventListener("click", () => {
    const root = /** @type {HTMLElement} */ (element.closest(".lstm-widget"));
    setAttributes(element, { "data-shown": null });
    root.focus({ preventScroll: true });
  });
  return { element, words };
}

/**
 * Say it, and disable all in `root` that is marked with `data-needs-python`, whatever a later painting does. The focus stays
 * in the widget, so that its keys go on. Returns the cleanup.
 */
export function showLost(root, band, reason, effect = "") {
  const words = lostWords(reason, effect, root.closest(".jp-Notebook") !== null);
  const hadFocus = root.contains(document.activeElement);
  setAttributes(root, { "data-lost": reason });
  disableMarked(root);
  if (hadFocus && document.activeElement?.matches?.(":disabled, body")) root.focus({ preventScroll: true });
  band.words.replaceChildren(htmlElement("p", {}, words));
  setAttributes(band.element, { "data-shown": true });
  const observer = new MutationObserver(() => disableMarked(root));
  observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ["disabled"] });
  return () => observer.disconnect();
}

function disableMarked(root) {
  for (const control of root.querySelectorAll("[data-needs-python]:is(button, input, select, textarea), [data-needs-python] :is(button, input, select, textarea)")) {
    if (!control.disabled) control.disabled = true; // written again, it would be observed again, and so on
  }
}
