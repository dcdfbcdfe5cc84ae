// The training lab's row of buttons with the status beside it, and the slider over the past.

import { clamp } from "../shared/scale.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";
import { momentWords, statusParts } from "./words.js";

/** A button with a sign and words; the words may change without moving what stands beside it. */
export function labButton(name, sign, words, onPress) {
  const button = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": name },
    ...(sign ? [htmlElement("span", { class: "lstm-sign", "aria-hidden": "true" }, sign)] : []), htmlElement("span", {}, words));
  button.addEventListener("click", onPress);
  return button;
}

/** Start or Pause, Step, Reset, and the status. Returns { element, show(frame, summary) }. */
export function createLabButtons({ onToggle, onStep, onReset }) {
  const toggle = labButton("play", "▶", "Start", onToggle);
  toggle.classList.add("lstm-toggle");
  const step = labButton("step", "→", "Step", onStep);
  const reset = labButton("reset", "↺", "Reset", onReset);
  const places = Object.fromEntries(["epoch", "loss", "speed", "phase"].map((name) => [
    name, htmlElement("span", { class: `lstm-status-${name}`, "data-testid": `status-${name}` }),
  ]));
  return {
    element: htmlElement("div", {},
      htmlElement("div", { class: "lstm-buttons", role: "group", "aria-label": "Training" }, toggle, step, reset),
      htmlElement("p", { class: "lstm-status", "data-testid": "status" }, places.phase, places.epoch, places.loss, places.speed)),
    show(frame, summary) {
      const isRunning = frame.phase === "running";
      setText(toggle.firstElementChild, isRunning ? "❚❚" : "▶");
      setText(toggle.lastElementChild, isRunning ? "Pause" : "Start");
      setAttributes(toggle, { "data-playing": String(isRunning) });
      for (const [name, words] of Object.entries(statusParts(frame, summary))) setText(places[name], words);
    },
  };
}

/**
 * The slider over the snapshots; its last place is the present. Returns { element, show(frame, summary, epochs, isMoving) }.
 * While the learner moves it, `isMoving`, it keeps its length and its place.
 */
export function createTimeSlider({ onTravel, onPresent, onContinue }) {
  const slider = htmlElement("input", {
    type: "range", class: "lstm-slider", min: 0, max: 1, step: 1, "aria-label": "Look back: moments of the training", "data-testid": "time",
  });
  const words = htmlElement("output", { class: "lstm-readout lstm-moment", "data-testid": "moment" });
  const go = labButton("continue", "", "Continue from here", onContinue);
  const back = labButton("present", "", "Back to the present", onPresent);
  let shownEpochs = [];
  let shownFacts = null;

  function write() {
    const told = momentWords(Number(slider.value), shownEpochs, shownFacts);
    setText(words, told);
    setAttributes(slider, { "aria-valuetext": told });
  }

  slider.addEventListener("input", () => {
    write();
    const place = Number(slider.value);
    if (place >= shownEpochs.length) onPresent();
    else onTravel(place);
  });
  return {
    element: htmlElement("div", { class: "lstm-time" },
      htmlElement("label", { class: "lstm-time-label" }, htmlElement("span", {}, "Look back"), slider), words,
      htmlElement("div", { class: "lstm-buttons" }, go, back)),
    show(frame, summary, epochs, isMoving) {
      const isPast = frame.viewing !== null;
      setAttributes(go, { "aria-disabled": !isPast });
      setAttributes(back, { "aria-disabled": !isPast });
      if (isMoving) return;
      [shownEpochs, shownFacts] = [epochs, summary];
      if (Number(slider.max) !== epochs.length) slider.max = String(epochs.length);
      const place = isPast ? clamp(frame.viewing, 0, epochs.length - 1) : epochs.length;
      if (Number(slider.value) !== place) slider.value = String(place);
      write();
    },
  };
}
