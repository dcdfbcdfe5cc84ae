// The training lab's settings: learning rate and clipping act at once, hidden units and seed at Reset.

import { clamp } from "../shared/scale.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";
import { settingText } from "./words.js";

// Sliders are logarithmic, and the values that the notebooks use are among their places exactly.
const RATE = { middle: 0.05, perDecade: 20, from: -54, to: 46 }; // 0.0001 to 10
const CLIP = { middle: 1, perDecade: 10, from: -20, to: 20 }; // 0.01 to 100
const LARGEST = { hidden_size: 256, seed: 2 ** 31 - 1 };

/** The value at a place of a logarithmic slider, with three digits. */
export function valueAtPlace(place, { middle, perDecade }) {
  return Number((middle * 10 ** (place / perDecade)).toPrecision(3));
}

/** The place nearest to a value. */
export function placeOfValue(value, { middle, perDecade, from, to }) {
  return clamp(Math.round(perDecade * Math.log10(value / middle)), from, to);
}

/** The scales, for tests. */
export const LAB_SCALES = { RATE, CLIP };

function logSlider(name, label, scale, onChange) {
  const slider = htmlElement("input", {
    type: "range", class: "lstm-slider", min: scale.from, max: scale.to, step: 1, "aria-label": label, "data-testid": name,
  });
  const words = htmlElement("output", { class: "lstm-readout lstm-setting", "data-testid": `${name}-words` });
  function write(value) {
    setText(words, settingText(value));
    setAttributes(slider, { "aria-valuetext": settingText(value) });
  }
  slider.addEventListener("input", () => {
    const value = valueAtPlace(Number(slider.value), scale);
    write(value);
    onChange(value);
  });
  return {
    slider, words,
    value: () => valueAtPlace(Number(slider.value), scale),
    show(value) {
      slider.value = String(placeOfValue(value, scale));
      write(value);
    },
  };
}

/** Make them. Returns { element, show(summary, isMoving) }; onChange gets { learning_rate } or { clip_value }. */
export function createLabSettings(onChange) {
  const rate = logSlider("learning-rate", "Learning rate", RATE, (value) => onChange({ learning_rate: value }));
  const clip = logSlider("clip-value", "Clip value: each entry of the gradient is limited to between minus and plus this", CLIP, (value) => onChange({ clip_value: value }));
  const isOn = htmlElement("input", { type: "checkbox", "data-testid": "clips" });
  isOn.addEventListener("change", () => {
    clip.slider.disabled = !isOn.checked;
    setText(clip.words, isOn.checked ? settingText(clip.value()) : "off");
    onChange({ clip_value: isOn.checked ? clip.value() : null });
  });
  return {
    element: htmlElement("div", { class: "lstm-settings" },
      htmlElement("label", { class: "lstm-setting-row" }, htmlElement("span", {}, "Learning rate"), rate.slider, rate.words),
      htmlElement("div", { class: "lstm-setting-row" }, htmlElement("label", {}, isOn, " Clip at ±"), clip.slider, clip.words)),
    show({ learning_rate: learningRate, clip_value: clipValue }, isMoving) {
      if (isMoving) return;
      rate.show(learningRate);
      isOn.checked = clipValue !== null;
      clip.slider.disabled = clipValue === null;
      if (clipValue !== null) clip.show(clipValue);
      else {
        if (!clip.words.textContent) clip.show(1);
        setText(clip.words, "off");
      }
    },
  };
}

function numberField(name, label, low, high) {
  const input = htmlElement("input", {
    type: "number", class: "lstm-field", min: low, max: high, step: 1, "data-testid": name,
  });
  const value = () => (input.value.trim() === "" ? Number.NaN : Number(input.value));
  const isGood = () => Number.isInteger(value()) && value() >= low && value() <= high;
  input.addEventListener("input", () => setAttributes(input, { "aria-invalid": !isGood() }));
  return { element: htmlElement("label", { class: "lstm-label" }, label, input), input, value, isGood };
}

/** Hidden units and seed. Returns { element, wanted(), refusal(), show(summary) }. */
export function createResetSettings() {
  const size = numberField("hidden-size", "Hidden units H", 1, LARGEST.hidden_size);
  const seed = numberField("seed", "Seed", 0, LARGEST.seed);
  const note = htmlElement("span", { class: "lstm-muted", "data-testid": "reset-note" });
  let now = null;

  function write() {
    if (now === null) return;
    const differs = size.value() !== now.H || seed.value() !== now.seed;
    setText(note, differs ? `Both act at Reset; at present H = ${now.H}, seed ${now.seed}.` : "Both act at Reset.");
  }

  for (const field of [size, seed]) field.input.addEventListener("input", write);
  return {
    element: htmlElement("div", { class: "lstm-at-reset" }, size.element, seed.element, note),
    wanted: () => ({ hidden_size: size.value(), seed: seed.value() }),
    refusal() {
      if (!size.isGood()) return `Hidden units H is a whole number from 1 to ${LARGEST.hidden_size}. Nothing was reset.`;
      if (!seed.isGood()) return `The seed is a whole number from 0 to ${LARGEST.seed}. Nothing was reset.`;
      return "";
    },
    show(summary) {
      if (now === null || summary.H !== now.H) size.input.value = String(summary.H);
      if (now === null || summary.seed !== now.seed) seed.input.value = String(summary.seed);
      now = { H: summary.H, seed: summary.seed };
      for (const field of [size, seed]) setAttributes(field.input, { "aria-invalid": !field.isGood() });
      write();
    },
  };
}
