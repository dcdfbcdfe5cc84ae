// What a widget has to say about what was typed: one place for the hint, a refusal, and the kernel's silence.

import { htmlElement } from "./svg.js";

/** Make it. The hint gives way to the others, so the height stays. Returns { element, notice, waiting }. */
export function createMessages(hint) {
  const notice = htmlElement("p", { class: "lstm-notice", role: "alert", "data-testid": "notice" });
  const waiting = htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "waiting" });
  return { notice, waiting, element: htmlElement("div", { class: "lstm-messages" }, htmlElement("p", { class: "lstm-muted lstm-hint" }, hint), notice, waiting) };
}
