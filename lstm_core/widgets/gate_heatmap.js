// GateHeatmap: a gate or a state of every unit along the text. All numbers came with the widget.

import { createChoice, createUnitField } from "./shared/choice.js";
import { createOverview } from "./gate_heatmap_overview.js";
import { characterWords, valueWords } from "./gate_heatmap_words.js";
import { typedArray } from "./shared/bytes.js";
import { createLegend } from "./shared/colour_legend.js";
import { colourTable } from "./shared/colour_scale.js";
import { createFoot } from "./shared/foot.js";
import { createHeatMap } from "./shared/heat_map.js";
import { onKeys } from "./shared/keyboard.js";
import { createPlayer } from "./shared/player.js";
import { createSteps, QUANTITIES, scaleOf, unitMeans, unitOrder } from "./shared/quantities.js";
import { clamp } from "./shared/scale.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "./shared/svg.js";
import { isDark, onThemeChange } from "./shared/theme_watch.js";

const SETTLED = 400; // milliseconds without a change, after which the view is spoken
const LOOK = { narrowest: 13, widest: 30, lowest: 4, highest: 26, tallest: 320, margin: 5 };
const KEYS = [
  [["←", "→"], "character"], [["↑", "↓"], "unit"], [["Page ↑", "Page ↓"], "a window on"], [["Home", "End"], "first, last"],
  [["Space"], "play"], [["I", "F", "G", "O", "C", "T", "H"], "what is shown"], [["M"], "sort"],
];

function render({ model, el }) {
  const { T, H } = model.get("sizes");
  const steps = createSteps(typedArray(model.get("rows"), Float32Array), T, H);
  const characters = model.get("characters");
  const letters = Array.from(typedArray(model.get("inputs"), Int32Array), (index) => characters[index]);
  let view = { name: model.get("gate"), order: model.get("order"), t: model.get("position"), unit: model.get("unit") };
  let derived = null;
  let hovered = null;
  let width = 0;
  let painted = 0;
  let announcement = null;

  const player = createPlayer({
    length: T, position: view.t, label: "character of the text", describe: (t) => characterWords(letters, t), onSeek: (t) => show({ t }), interval: () => 250,
  });
  const names = createChoice("What is shown", Object.entries(QUANTITIES).map(([name, { symbol, name: words }]) => [name, `${symbol} ${symbol.includes(" ") ? "" : words}`.trim()]), (name) => show({ name }));
  const orders = createChoice("Order of the rows", [["index", "as they are"], ["mean", "by mean"]], (order) => show({ order }));
  const unitField = createUnitField(H, (unit) => show({ unit }));
  const legend = createLegend();
  const overview = createOverview(T, (t) => show({ t }));
  const map = createHeatMap(LOOK);
  const stage = htmlElement("div", { class: "lstm-stage" }, overview.element, map.element);
  const words = htmlElement("p", { "data-testid": "words" });
  const speech = htmlElement("div", { class: "lstm-hidden", "aria-live": "polite", "data-testid": "speech" });
  const root = htmlElement("div", {
    class: "lstm-widget lstm-heatmap", tabindex: 0, role: "group", "aria-label": "Heat map of gates and states along the text", "data-testid": "gate-heatmap",
  },
  htmlElement("div", { class: "lstm-controls" }, player.buttons, names.element),
  htmlElement("div", { class: "lstm-controls lstm-second" },
    htmlElement("div", { class: "lstm-label" }, "Units", orders.element), unitField.element, legend.element),
  player.track, stage, htmlElement("div", { class: "lstm-words" }, words),
  createFoot(KEYS, "gate, order, position and unit", sendView), speech);
  const paintSoon = onceAFrame(paint);

  function show(changes) {
    hovered = null;
    view = { ...view, ...changes };
    if ("t" in changes) view.t = clamp(view.t, 0, T - 1);
    player.show(view.t);
    paintSoon();
  }

  /** What follows from the chosen quantity, the order and the theme; the cursor alone changes none of it. */
  function deriveAgain() {
    const dark = isDark(root);
    const key = `${view.name} ${view.order} ${dark}`;
    if (derived?.key === key) return;
    const means = unitMeans(steps, view.name);
    const scale = scaleOf(steps, view.name);
    derived = { key, means, scale, units: unitOrder(means, view.order), table: colourTable(scale.kind, dark) };
  }

  function paint() {
    if (width === 0) return;
    deriveAgain();
    const cursor = hovered ?? view;
    const picture = { steps, letters, ...derived, ...view };
    map.show(picture, cursor, width);
    overview.show(picture, map.window(), width);
    const value = steps.at(view.name, cursor.t, cursor.unit);
    names.show(view.name);
    orders.show(view.order);
    unitField.show(view.unit);
    legend.show(derived.scale, derived.table, value);
    const sentence = valueWords({ letters, name: view.name, value, mean: derived.means[cursor.unit] }, cursor);
    setText(words, sentence);
    setAttributes(map.svg, { "aria-label": `Heat map of the ${QUANTITIES[view.name].name}: ${H} units, ${T} characters. ${sentence}` });
    painted += 1;
    setAttributes(root, {
      "data-t": view.t, "data-unit": view.unit, "data-gate": view.name, "data-order": view.order, "data-value": value,
      "data-cursor": `${cursor.t} ${cursor.unit}`, "data-painted": painted,
    });
    clearTimeout(announcement);
    if (!player.playing()) announcement = setTimeout(() => setText(speech, sentence), SETTLED);
  }

  function moveUnit(by) {
    deriveAgain();
    const place = clamp(derived.units.indexOf(view.unit) + by, 0, H - 1);
    show({ unit: derived.units[place] });
  }

  function send(values) {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  }

  function sendView() {
    send({ gate: view.name, order: view.order, position: view.t, unit: view.unit });
  }

  function followModel(name) {
    return () => show({ [{ gate: "name", position: "t" }[name] ?? name]: model.get(name) });
  }

  function hover(place) {
    hovered = place;
    paintSoon();
  }

  map.svg.addEventListener("pointermove", (event) => hover(map.pointed(event)));
  map.svg.addEventListener("pointerleave", () => hover(null));
  map.svg.addEventListener("click", (event) => {
    const place = map.pointed(event);
    if (place === null) return;
    player.pause();
    show(place);
  });

  const byHand = (action) => () => {
    player.pause();
    action();
  };
  const page = () => Math.max(1, map.window().columns - 2);
  const chooseByKey = Object.fromEntries(Object.entries(QUANTITIES).map(([name, { key }]) => [key, () => show({ name })]));
  const stopKeys = onKeys(root, {
    ArrowRight: player.next, ArrowLeft: player.previous, ArrowUp: () => moveUnit(-1), ArrowDown: () => moveUnit(1),
    PageDown: byHand(() => show({ t: view.t + page() })), PageUp: byHand(() => show({ t: view.t - page() })),
    Home: byHand(() => show({ t: 0 })), End: byHand(() => show({ t: T - 1 })), Space: player.toggle,
    m: () => show({ order: view.order === "mean" ? "index" : "mean" }), ...chooseByKey,
  });
  const follows = ["gate", "order", "position", "unit"].map((name) => [`change:${name}`, followModel(name)]);
  for (const [name, follow] of follows) model.on(name, follow);

  el.append(root);
  const stopWatching = onThemeChange(paintSoon);
  const observer = new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width > 0 && Math.abs(contentRect.width - width) > 1) {
      width = contentRect.width;
      paint();
    }
  });
  observer.observe(stage);

  return () => {
    observer.disconnect();
    stopWatching();
    stopKeys();
    player.destroy();
    paintSoon.cancel();
    clearTimeout(announcement);
    for (const [name, follow] of follows) model.off(name, follow);
  };
}

export default { render };
