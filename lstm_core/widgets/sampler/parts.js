// What the sampler is made of: prefix, messages, controls, text, bars and words.

import { createShadedText, createShadeLegend } from "./text.js";
import { createFoot } from "../shared/foot.js";
import { createMessages } from "../shared/messages.js";
import { createNextBars } from "../shared/next_bars.js";
import { htmlElement } from "../shared/svg.js";
import { createTextField } from "../shared/text_field.js";

export const BARS = 8;
const KEYS = [
  [["Space"], "run, pause"], [["D"], "draw one"], [["⌫"], "take back"], [["←", "→"], "look at a drawn character"], [["Home", "End"], "first, end"], [["Shift ⌫"], "take all back"],
];

/** Make all that shows something. `levels` are the probabilities at which a character's shade changes. */
export function createParts(characters, levels) {
  const { field, element: fieldPlace } = createTextField({
    rows: 1, autocomplete: "off",
    "aria-label": "Prefix: what the network reads first", placeholder: "Type what the network reads first", "data-testid": "prefix",
  });
  return {
    field, fieldPlace,
    messages: createMessages("The network continues the prefix, one character at a time. Each one is drawn from the probabilities of the next character."),
    status: htmlElement("output", { class: "lstm-readout", "data-testid": "readout" }),
    text: createShadedText(levels),
    legend: createShadeLegend(levels),
    title: htmlElement("p", { class: "lstm-bars-title", "data-testid": "bars-title" }),
    bars: createNextBars(characters.length, { top: BARS, mark: "drawn" }),
    words: htmlElement("p", { "data-testid": "words" }),
    call: htmlElement("p", { class: "lstm-call", tabindex: 0, "data-testid": "call" }),
    speech: htmlElement("div", { class: "lstm-hidden", "aria-live": "polite", "data-testid": "speech" }),
  };
}

/** Put everything into the widget's element. */
export function createRoot({ fieldPlace, messages, status, text, legend, title, bars, words, call, speech }, { heat, seeds, steps }) {
  return htmlElement("div", {
    class: "lstm-widget lstm-sampler", tabindex: 0, role: "group", "aria-label": "Sampler: the network continues a prefix", "data-testid": "sampler",
  },
  htmlElement("label", { class: "lstm-prefix-row", "data-needs-python": true }, htmlElement("span", {}, "Prefix"), fieldPlace), messages.element,
  htmlElement("div", { class: "lstm-controls", "data-needs-python": true }, heat.element, seeds.element),
  htmlElement("div", { class: "lstm-player", "data-needs-python": true }, steps.element, status),
  htmlElement("div", { class: "lstm-stage" }, htmlElement("div", { class: "lstm-written" }, text.element, legend), htmlElement("div", {}, title, bars.element)),
  htmlElement("div", { class: "lstm-words" }, words, call), createFoot(KEYS), speech);
}
