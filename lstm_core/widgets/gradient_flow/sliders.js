// Weight scale, length and truncation: three sliders over the settings that were measured.

import { stepCount } from "./words.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";

/** Make them. `onChange` gets { weight_scale }, { length } or { truncation }. Returns { element, show(view) }. */
export function createFlowSliders(grid, onChange) {
  const scale = flowSlider("weight-scale", "Initial weights", grid.scales.length, (k) => onChange({ weight_scale: grid.scales[k] }));
  const length = flowSlider("length", "Text read", grid.lengths.length, (k) => onChange({ length: grid.lengths[k] }));
  let present = 0;
  const cut = flowSlider("truncation", "Gradient cut off", 2, (k) => onChange({ truncation: k + 1 >= present ? null : k + 1 }));
  return {
    element: htmlElement("div", { class: "lstm-flow-sliders" }, scale.element, length.element, cut.element),
    show(view) {
      present = view.length;
      scale.show(grid.scales.indexOf(view.weight_scale), `× ${view.weight_scale}`);
      length.show(grid.lengths.indexOf(view.length), `T = ${view.length} steps`);
      cut.setCount(view.length);
      cut.show((view.truncation ?? view.length) - 1, view.truncation === null ? "nowhere" : `after ${stepCount(view.truncation)}`);
    },
  };
}

function flowSlider(testid, words, count, onPick) {
  const input = htmlElement("input", { type: "range", class: "lstm-slider", min: 0, max: count - 1, step: 1, "aria-label": words, "data-testid": testid });
  const readout = htmlElement("output", { class: "lstm-readout", "data-testid": `${testid}-text` });
  input.addEventListener("input", () => onPick(Number(input.value)));
  return {
    element: htmlElement("label", { class: "lstm-flow-slider" },
      htmlElement("span", { class: "lstm-flow-head" }, htmlElement("span", {}, words), readout), input),
    setCount(newCount) {
      setAttributes(input, { max: newCount - 1 });
    },
    show(k, text) {
      if (Number(input.value) !== k) input.value = String(k);
      setText(readout, text);
      setAttributes(input, { "aria-valuetext": text });
    },
  };
}
