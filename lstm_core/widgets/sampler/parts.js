// What the sampler is made of: prefix, messages, controls, text, bars and words.

import { createShadedText, createShadeLegend } from "./text.js";
import { createFoot } from "../shared/foot.js";
import { createNextBars } from "../shared/next_bars.js";
import { htmlElement } from "../shared/svg.js";
import { createTextField } from "../shared/text_field.js";

const KEYS = [
  [["Space"], "run, pause"], [["→"], "step"], [["←"], "back"], [["Shift ←", "Shift →"], "look at a drawn character"], [["Home", "End"], "first, end"],
  [["R"], "reset"],
];

/** Make all that shows something. `levels` are the probabilities at which a character's shade changes. */
export function createParts(characters, levels) {
  return {
    field: createTextField({
      rows: 1, autocomplete: "off",
      "aria-label": "Prefix: what the network reads first", placeholder: "Type what the network reads first", "data-testid": "prefix",
    }),
    notice: htmlElement("p", { class: "lstm-notice", role: "alert", "data-testid": "notice" }),
    waiting: htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "waiting" }),
    status: htmlElement("output", { class: "lstm-readout", "data-testid": "readout" }),
    text: createShadedText(levels),
    legend: createShadeLegend(levels),
    title: htmlElement("p", { class: "lstm-bars-title", "data-testid": "bars-title" }),
    bars: createNextBars(characters, { top: 8, label: "Likeliest next characters" }),
    words: htmlElement("p", { "data-testid": "words" }),
    call: htmlElement("p", { class: "lstm-call", "data-testid": "call" }),
    speech: htmlElement("div", { class: "lstm-hidden", "aria-live": "polite", "data-testid": "speech" }),
  };
}

/** Put everything into the widget's element. */
export function createRoot({ field, notice, waiting, status, text, legend, title, bars, words, call, speech }, { heat, seeds, steps }) {
  return htmlElement("div", {
    class: "lstm-widget lstm-sampler", tabindex: 0, role: "group", "aria-label": "Sampler: the network continues a prefix", "data-testid": "sampler",
  },
  htmlElement("label", { class: "lstm-prefix-row" }, htmlElement("span", {}, "Prefix"), field), notice, waiting,
  htmlElement("div", { class: "lstm-controls" }, heat.element, seeds.element),
  htmlElement("div", { class: "lstm-player" }, steps.element, status),
  text.element, legend, title, bars.element,
  htmlElement("div", { class: "lstm-words" }, words, call), createFoot(KEYS), speech);
}
