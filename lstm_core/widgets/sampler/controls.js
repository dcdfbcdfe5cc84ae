// The sampler's controls: steps, temperature.

import { temperatureWords } from "./words.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";

function stepButton(name, sign, words) {
  return htmlElement("button", { type: "button", class: "lstm-button", "data-testid": name },
    htmlElement("span", { class: "lstm-sign", "aria-hidden": "true" }, sign), htmlElement("span", {}, words));
}

/** Take back, Run, Draw one, Reset, where other widgets have Previous, Play, Next. Returns { element, show(isRunning, count, isFull) }. */
export function createSteps({ onBack, onRun, onStep, onReset }) {
  const back = stepButton("previous", "⌫", "Take back");
  const run = stepButton("play", "▶", "Run");
  const step = stepButton("next", "+", "Draw one");
  const reset = stepButton("reset", "↺", "Reset");
  for (const [button, action] of [[back, onBack], [run, onRun], [step, onStep], [reset, onReset]]) button.addEventListener("click", action);
  return {
    element: htmlElement("div", { class: "lstm-buttons", role: "group", "aria-label": "Draw" }, back, run, step, reset),
    show(isRunning, isFull) {
      setText(run.firstElementChild, isRunning ? "❚❚" : "▶");
      setText(run.lastElementChild, isRunning ? "Pause" : "Run");
      setAttributes(run, { "data-playing": String(isRunning), "aria-disabled": isFull });
      setAttributes(step, { "aria-disabled": isFull });
    },
  };
}

/** The temperature. Returns { element, value(), show(temperature) }. */
export function createTemperature(hottest, onChange) {
  const slider = htmlElement("input", {
    type: "range", class: "lstm-slider", min: 0, max: hottest, step: 0.05, "aria-label": "Temperature", "data-testid": "temperature",
  });
  const words = htmlElement("output", { class: "lstm-readout", "data-testid": "temperature-words" });
  let exact = 1; // a temperature set from Python may lie between two places of the slider

  function write() {
    setText(words, temperatureWords(exact));
    setAttributes(slider, { "aria-valuetext": temperatureWords(exact) });
  }

  slider.addEventListener("input", () => {
    exact = Number(slider.value);
    write();
    onChange();
  });
  return {
    element: htmlElement("div", { class: "lstm-temperature" },
      htmlElement("label", { class: "lstm-label" }, "Temperature", slider), words),
    value: () => exact,
    show(temperature) {
      exact = temperature;
      slider.value = String(temperature);
      write();
    },
  };
}
