// CellText: a text, every character shaded by one unit's value. All numbers came with the widget.

import { createPage, PAGE } from "./page.js";
import { unitSteps } from "./shading.js";
import { createUnitField } from "../shared/choice.js";
import { createLegend } from "../shared/colour_legend.js";
import { colourTable } from "../shared/colour_scale.js";
import { createFoot } from "../shared/foot.js";
import { mount } from "../shared/mount.js";
import { createOverview } from "../shared/overview.js";
import { QUANTITIES, scaleOf, unitMeans } from "../shared/quantities.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "../shared/svg.js";
import { createWalk, walkByPointer, walkKeys } from "../shared/text_walk.js";
import { valueWords } from "../shared/text_words.js";
import { isDark } from "../shared/theme_watch.js";
import { createQuantityChoice, createTextPlayer, quantityKeys, readTraceText } from "../shared/trace_text.js";

const TRAITS = { quantity: "name", unit: "unit", position: "t" };
const KEYS = [
  [["←", "→"], "character"], [["↑", "↓"], "unit"], [["Page ↑", "Page ↓"], "60 characters on"], [["Home", "End"], "first, last"],
  [["Space"], "play"], [["I", "F", "G", "O", "C", "T", "H"], "what is shown"],
];
const NEARER = 60;

function render({ model, el }) {
  const { T, H, steps: all, letters } = readTraceText(model);
  let derived = null;
  let width = 0;
  let painted = 0;

  const walk = createWalk(model, { T, H }, TRAITS, showAgain);
  const goTo = (t) => walk.show({ t });
  const choose = (name) => walk.show({ name });
  const player = createTextPlayer(letters, walk.view().t, goTo);
  const names = createQuantityChoice(choose);
  const unitField = createUnitField(H, (unit) => walk.show({ unit }));
  const unitButtons = [["unit-before", "↑", "Previous unit", -1], ["unit-after", "↓", "Next unit", 1]].map(([name, sign, words, by]) => {
    const button = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": name, "aria-label": words, title: words }, sign);
    button.addEventListener("click", () => moveUnit(by));
    return button;
  });
  const legend = createLegend();
  const overview = createOverview(T, goTo);
  const page = createPage(letters);
  const stage = htmlElement("div", { class: "lstm-stage" }, overview.element, page.element);
  const words = htmlElement("p", { "data-testid": "words" });
  const speech = createSpeech();
  const root = htmlElement("div", {
    class: "lstm-widget lstm-celltext", tabindex: 0, role: "group", "aria-label": "Text shaded by one unit", "data-testid": "cell-text", "data-pages": Math.ceil(T / PAGE),
  },
  htmlElement("div", { class: "lstm-controls" }, player.buttons, names.element),
  htmlElement("div", { class: "lstm-controls lstm-second" }, unitField.element, htmlElement("div", { class: "lstm-buttons" }, ...unitButtons), legend.element),
  player.track, stage, htmlElement("div", { class: "lstm-words" }, words),
  createFoot(KEYS, "quantity, unit and position", walk.send), speech.element);
  const paintSoon = onceAFrame(paint);

  function showAgain() {
    player.show(walk.view().t);
    paintSoon();
  }

  function moveUnit(by) {
    walk.show({ unit: walk.view().unit + by });
  }

  /** What follows from the unit, the quantity and the theme; the cursor alone changes none of it. */
  function deriveAgain({ name, unit }) {
    const dark = isDark(root);
    const key = `${name} ${unit} ${dark}`;
    if (derived?.key === key) return;
    const steps = unitSteps(all, unit);
    const scale = scaleOf(steps, name);
    derived = { key, steps, scale, mean: unitMeans(steps, name)[0], units: [0], table: colourTable(scale.kind, dark) };
  }

  function paint() {
    if (width === 0) return;
    const [view, cursor] = [walk.view(), walk.cursor()];
    deriveAgain(view);
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
    if (player.playing()) speech.hush();
    else speech.say(sentence);
  }

  walkByPointer(page.element, page.pointed, walk, player);
  const keys = { ...walkKeys(walk, player, moveUnit, () => NEARER), ...quantityKeys(choose) };

  const fit = (available) => {
    width = available;
    paint();
  };
  const ends = [player.destroy, speech.hush, walk.stop];
  return mount({ model, el, root, paintSoon }, { keys, theme: true, width: [stage, fit], ends });
}

export default { render };
