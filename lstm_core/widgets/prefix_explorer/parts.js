// What the prefix explorer is made of: text field, buttons, temperature, bars, and a heat map for each gate.

import { GATES, readSoFar } from "./words.js";
import { createLegend } from "../shared/colour_legend.js";
import { colourTable } from "../shared/colour_scale.js";
import { createFoot } from "../shared/foot.js";
import { formatNumber } from "../shared/format.js";
import { createHeatMap } from "../shared/heat_map.js";
import { createMessages } from "../shared/messages.js";
import { shownName, spokenName } from "../shared/naming.js";
import { createNextBars } from "../shared/next_bars.js";
import { QUANTITIES, scaleOf } from "../shared/quantities.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";
import { createTextField } from "../shared/text_field.js";

const LOOK = { narrowest: 13, widest: 56, lowest: 3, highest: 14, tallest: 125, margin: 2 };
const KEYS = [
  [["←", "→"], "character"], [["↑", "↓"], "unit"], [["Home", "End"], "first, last"], [["Space"], "play"], [["N"], "append the likeliest"], [["D"], "draw one"],
];

/** Make the controls. `limits` is { longest, hottest }: characters of a prefix, and the highest temperature. */
export function createControls({ longest, hottest }) {
  const { field, element: fieldPlace } = createTextField({
    rows: 2, autocomplete: "off",
    "aria-label": `Prefix, at most ${longest} characters`, placeholder: "Type something for the network to read", "data-testid": "prefix",
    "data-needs-python": true,
  });
  return {
    messages: createMessages("Type in the field: with every key the network reads the whole text again."),
    field, fieldPlace,
    likeliest: htmlElement("button", { type: "button", class: "lstm-button", "data-testid": "append", "data-needs-python": true }),
    draw: htmlElement("button", { type: "button", class: "lstm-button", "data-testid": "draw", "data-needs-python": true, title: "Draws by the probabilities shown and appends it" }, "Draw one"),
    heat: htmlElement("input", {
      type: "range", class: "lstm-slider", min: 0, max: hottest, step: 0.1, "aria-label": "Temperature", "data-testid": "temperature",
      "data-needs-python": true,
    }),
    heatNumber: htmlElement("output", { class: "lstm-readout" }),
  };
}

/** Make one gate's heat map with its number. `onHover(place)` and `onChoose(place)` tell where the pointer is. */
function createGatePanel(name, onHover, onChoose) {
  const map = createHeatMap({ ...LOOK, testid: `map-${name}` });
  const { symbol, name: words } = QUANTITIES[name];
  const number = htmlElement("span", { class: "lstm-panel-number", "data-testid": `number-${name}` });
  const element = htmlElement("div", { class: "lstm-gate", "data-gate": symbol },
    htmlElement("p", { class: "lstm-panel-title" }, htmlElement("strong", {}, symbol), ` ${words} `, number), map.element);
  map.svg.addEventListener("pointermove", (event) => onHover(map.pointed(event)));
  map.svg.addEventListener("pointerleave", () => onHover(null));
  map.svg.addEventListener("click", (event) => onChoose(map.pointed(event)));
  return { name, map, number, element };
}

/** Make bars, four gates and legends. Returns { element, words, show(state, view, cursor, dark) }. */
export function createPictures({ V, heat, heatNumber }, onHover, onChoose) {
  const heading = htmlElement("p", { class: "lstm-panel-title" });
  const bars = createNextBars(V, { top: 10 });
  const panels = GATES.map((name) => createGatePanel(name, onHover, onChoose));
  const legends = ["forget", "candidate"].map((name) => ({ name, legend: createLegend() }));
  const maps = htmlElement("div", { class: "lstm-gates" }, ...panels.map(({ element }) => element));
  const scales = legends.map(({ name, legend }) => htmlElement("div", { class: "lstm-label" },
    htmlElement("span", { class: "lstm-muted" }, name === "forget" ? "i, f, o" : "g"), legend.element));
  const element = htmlElement("div", { class: "lstm-stage" },
    htmlElement("div", {}, heading, bars.element, htmlElement("label", { class: "lstm-label" }, "Temperature", heat, heatNumber), htmlElement("div", { class: "lstm-legends" }, ...scales)),
    maps);
  return {
    element,
    show(state, view, cursor, dark) {
      heading.replaceChildren("Next after ", htmlElement("code", {}, readSoFar(state, cursor.t)));
      bars.show(state.ranking(cursor.t));
      const units = Array.from({ length: state.steps.H }, (_, unit) => unit);
      const each = maps.firstElementChild.clientWidth;
      for (const panel of panels) showGate(panel, state, { units, each, dark }, view, cursor);
      for (const { name, legend } of legends) {
        const scale = scaleOf(state.steps, name);
        legend.show(scale, colourTable(scale.kind, dark), state.steps.at(name, cursor.t, cursor.unit));
      }
    },
  };
}

function showGate({ name, map, number }, { steps, letters }, { units, each, dark }, view, cursor) {
  const scale = scaleOf(steps, name);
  map.show({ steps, name, units, scale, table: colourTable(scale.kind, dark), letters, ...view }, cursor, each);
  const value = formatNumber(steps.at(name, cursor.t, cursor.unit));
  setText(number, value);
  setAttributes(map.svg, { "aria-label": `${QUANTITIES[name].name} along the prefix; unit ${cursor.unit} at t = ${cursor.t}: ${value}` });
}

/** Show what the buttons would append, and the temperature. */
export function showControls({ likeliest, draw, heat, heatNumber }, best, isFull) {
  likeliest.replaceChildren("Append the likeliest ", htmlElement("span", { class: "lstm-best" }, shownName(best.character)));
  setAttributes(likeliest, { disabled: isFull, "aria-label": `Append the likeliest: ${spokenName(best.character)}` });
  setAttributes(draw, { disabled: isFull });
  setText(heatNumber, formatNumber(Number(heat.value), 1));
}

/** Put all parts into the widget's element. Returns { root, expected, gates, speech }. */
export function createRoot(controls, player, pictures) {
  const { fieldPlace, messages, likeliest, draw } = controls;
  const [expected, gates] = [htmlElement("p", { "data-testid": "words" }), htmlElement("p", { "data-testid": "gate-words" })];
  const speech = createSpeech();
  const root = htmlElement("div", {
    class: "lstm-widget lstm-prefix", tabindex: 0, role: "group", "aria-label": "Prefix explorer: what the network expects next", "data-testid": "prefix-explorer",
  },
  fieldPlace, messages.element,
  htmlElement("div", { class: "lstm-controls lstm-above" }, player.buttons, likeliest, draw),
  player.track, pictures.element, htmlElement("div", { class: "lstm-words" }, expected, gates), createFoot(KEYS), speech.element);
  return { root, expected, gates, speech };
}
