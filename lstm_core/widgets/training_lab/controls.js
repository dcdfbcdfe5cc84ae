// The training lab's row of buttons and its status.

import { createEnlargeButton } from "../shared/enlarge.js";
import { signButton } from "../shared/sign_button.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";
import { statusParts, withCommas } from "./words.js";

/**
 * All buttons that steer the run, in one row. A button that can do nothing now keeps its place and the focus.
 * Returns { element, show(frame, summary) }.
 */
export function createLabButtons({ onToggle, onStep, onReset, onUndo, onContinue, onPresent }) {
  const toggle = signButton("play", "▶", "Start", onToggle);
  toggle.classList.add("lstm-toggle");
  const undo = signButton("undo", "↶", "Undo", onUndo);
  const go = signButton("continue", "", "Continue from here", onContinue);
  const back = signButton("present", "", "Back to the present", onPresent);
  const steering = [toggle, signButton("step", "→", "Step", onStep), signButton("reset", "↺", "Reset", onReset), undo, go, back];
  for (const button of steering) setAttributes(button, { "data-needs-python": true });
  return {
    element: htmlElement("div", { class: "lstm-controls", role: "group", "aria-label": "Training" },
      ...steering, createEnlargeButton()),
    show(frame, summary) {
      const isRunning = frame.phase === "running";
      setText(toggle.firstElementChild, isRunning ? "❚❚" : "▶");
      setText(toggle.lastElementChild, isRunning ? "Pause" : "Start");
      setAttributes(toggle, { "data-playing": String(isRunning) });
      const kept = summary.undo_epoch;
      setAttributes(undo, {
        "aria-disabled": kept === null ? "true" : null,
        title: kept === null ? "Brings back the run that Reset replaces" : `Brings back the run at epoch ${withCommas(Math.floor(kept))}`,
      });
      for (const button of [go, back]) setAttributes(button, { "aria-disabled": frame.viewing === null ? "true" : null });
    },
  };
}

/** The status in a line. Returns { element, show(frame, summary) }. */
export function createStatus() {
  const places = Object.fromEntries(["phase", "epoch", "loss", "speed"].map((name) => [
    name, htmlElement("span", { class: `lstm-status-${name}`, "data-testid": `status-${name}` }),
  ]));
  return {
    element: htmlElement("p", { class: "lstm-status", "data-testid": "status" }, ...Object.values(places)),
    show(frame, summary) {
      for (const [name, words] of Object.entries(statusParts(frame, summary))) setText(places[name], words);
      setAttributes(places.phase, { "data-phase": frame.viewing === null ? frame.phase : "past" });
    },
  };
}
