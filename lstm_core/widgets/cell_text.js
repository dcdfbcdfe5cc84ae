// CellText: a text, every character shaded by one unit's value. All numbers came with the widget.

import { createPage, PAGE } from "./cell_text_page.js";
import { unitSteps } from "./cell_text_shading.js";
import { createOverview } from "./gate_heatmap_overview.js";
import { characterWords, valueWords } from "./gate_heatmap_words.js";
import { typedArray } from "./shared/bytes.js";
import { createChoice, createUnitField } from "./shared/choice.js";
import { createLegend } from "./shared/colour_legend.js";
import { colourTable } from "./shared/colour_scale.js";
import { createFoot } from "./shared/foot.js";
import { onKeys } from "./shared/keyboard.js";
import { createPlayer } from "./shared/player.js";
import { createSteps, QUANTITIES, scaleOf, unitMeans } from "./shared/quantities.js";
import { clamp } from "./shared/scale.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "./shared/svg.js";
import { isDark, onThemeChange } from "./shared/theme_watch.js";

const SETTLED = 400; // milliseconds without a change, after which the view is spoken
const KEYS = [
  [["←", "→"], "character"], [["↑", "↓"], "unit"], [["Page ↑", "Page ↓"], "60 characters on"], [["Home", "End"], "first, last"],
  [["Space"], "play"], [["I", "F", "G", "O", "C", "T", "H"], "what is shown"],
];
const NEARER = 60;

function render({ model, el }) {
  const { T, H } = model.get("sizes");
  const all = createSteps(typedArray(model.get("rows"), Float32Array), T, H);
  const characters = model.get("characters");
  const letters = Array.from(typedArray(model.get("inputs"), Int32Array), (index) => characters[index]);
  let view = { name: model.get("quantity"), t: model.get("position"), unit: model.get("unit") };
  let derived = null;
  let hovered = null;
  let width = 0;
  let painted = 0;
  let announcement = null;

  const player = createPlayer({
    length: T, position: view.t, label: "character of the text", describe: (t) => characterWords(letters, t), onSeek: (t) => show({ t }), interval: () => 250,
  });
  const names = createChoice("What is shown", Object.entries(QUANTITIES).map(([name, { symbol, name: words }]) => [name, `${symbol} ${symbol.includes(" ") ? "" : words}`.trim()]), (name) => show({ name }));
  const unitField = createUnitField(H, (unit) => show({ unit }));
  const unitButtons = [["unit-before", "↑", "Previous unit", -1], ["unit-after", "↓", "Next unit", 1]].map(([name, sign, words, by]) => {
    const button = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": name, "aria-label": words, title: words }, sign);
    button.addEventListener("click", () => moveUnit(by));
    return button;
  });
  const legend = createLegend();
  const overview = createOverview(T, (t) => show({ t }));
  const page = createPage(letters);
  const stage = htmlElement("div", { class: "lstm-stage" }, overview.element, page.element);
  const words = htmlElement("p", { "data-testid": "words" });
  const speech = htmlElement("div", { class: "lstm-hidden", "aria-live": "polite", "data-testid": "speech" });
  const root = htmlElement("div", {
    class: "lstm-widget lstm-celltext", tabindex: 0, role: "group", "aria-label": "Text shaded by one unit", "data-testid": "cell-text",
  },
  htmlElement("div", { class: "lstm-controls" }, player.buttons, names.element),
  htmlElement("div", { class: "lstm-controls lstm-second" }, unitField.element, htmlElement("div", { class: "lstm-buttons" }, ...unitButtons), legend.element),
  player.track, stage, htmlElement("div", { class: "lstm-words" }, words),
  createFoot(KEYS, "quantity, unit and position", sendView), speech);
  const paintSoon = onceAFrame(paint);

  function show(changes) {
    hovered = null;
    view = { ...view, ...changes };
    view.t = clamp(view.t, 0, T - 1);
    view.unit = clamp(view.unit, 0, H - 1);
    player.show(view.t);
    paintSoon();
  }

  function moveUnit(by) {
    show({ unit: view.unit + by });
  }

  /** What follows from the unit, the quantity and the theme; the cursor alone changes none of it. */
  function deriveAgain() {
    const dark = isDark(root);
    const key = `${view.name} ${view.unit} ${dark}`;
    if (derived?.key === key) return;
    const steps = unitSteps(all, view.unit);
    const scale = scaleOf(steps, view.name);
    derived = { key, steps, scale, mean: unitMeans(steps, view.name)[0], units: [0], table: colourTable(scale.kind, dark) };
  }

  function paint() {
    if (width === 0) return;
    deriveAgain();
    const cursor = { t: hovered ?? view.t, unit: view.unit };
    const picture = { ...derived, name: view.name, t: view.t };
    page.show(picture, cursor.t);
    overview.show(picture, page.window(), width);
    const value = derived.steps.at(view.name, cursor.t, 0);
    names.show(view.name);
    unitField.show(view.unit);
    legend.show(derived.scale, derived.table, value);
    const sentence = valueWords({ letters, name: view.name, value, mean: derived.mean }, cursor);
    setText(words, sentence);
    const { start, columns } = page.window();
    setAttributes(page.element, {
      "aria-label": `Text shaded by the ${QUANTITIES[view.name].name} of unit ${view.unit}: ${letters.slice(start, start + columns).join("")} ${sentence}`,
    });
    painted += 1;
    setAttributes(root, {
      "data-t": view.t, "data-unit": view.unit, "data-quantity": view.name, "data-value": value, "data-cursor": cursor.t, "data-painted": painted,
    });
    clearTimeout(announcement);
    if (!player.playing()) announcement = setTimeout(() => setText(speech, sentence), SETTLED);
  }

  function sendView() {
    for (const [name, value] of Object.entries({ quantity: view.name, unit: view.unit, position: view.t })) model.set(name, value);
    model.save_changes();
  }

  function followModel(name) {
    return () => show({ [{ quantity: "name", position: "t" }[name] ?? name]: model.get(name) });
  }

  function hover(place) {
    if (place === hovered) return;
    hovered = place;
    paintSoon();
  }

  page.element.addEventListener("pointermove", (event) => hover(page.placeOf(event)));
  page.element.addEventListener("pointerleave", () => hover(null));
  page.element.addEventListener("click", (event) => {
    const t = page.placeOf(event);
    if (t === null) return;
    player.pause();
    show({ t });
  });

  const jump = (place) => () => {
    player.pause();
    show({ t: place() });
  };
  const chooseByKey = Object.fromEntries(Object.entries(QUANTITIES).map(([name, { key }]) => [key, () => show({ name })]));
  const stopKeys = onKeys(root, {
    ArrowRight: player.next, ArrowLeft: player.previous, ArrowUp: () => moveUnit(-1), ArrowDown: () => moveUnit(1),
    PageDown: jump(() => view.t + NEARER), PageUp: jump(() => view.t - NEARER),
    Home: jump(() => 0), End: jump(() => T - 1), Space: player.toggle, ...chooseByKey,
  });
  const follows = ["quantity", "position", "unit"].map((name) => [`change:${name}`, followModel(name)]);
  for (const [name, follow] of follows) model.on(name, follow);

  setAttributes(root, { "data-pages": Math.ceil(T / PAGE) });
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
