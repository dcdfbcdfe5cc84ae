// GateHeatmap: a gate or a state of every unit along the text. All numbers came with the widget.

import { createChoice, createUnitField } from "../shared/choice.js";
import { createLegend } from "../shared/colour_legend.js";
import { colourTable } from "../shared/colour_scale.js";
import { createFoot } from "../shared/foot.js";
import { createHeatMap } from "../shared/heat_map.js";
import { mount } from "../shared/mount.js";
import { createOverview } from "../shared/overview.js";
import { QUANTITIES, scaleOf, unitMeans, unitOrder } from "../shared/quantities.js";
import { clamp } from "../shared/scale.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "../shared/svg.js";
import { createWalk, walkByPointer, walkKeys } from "../shared/text_walk.js";
import { valueWords } from "../shared/text_words.js";
import { isDark } from "../shared/theme_watch.js";
import { createQuantityChoice, createTextPlayer, quantityKeys, readTraceText } from "../shared/trace_text.js";

const TRAITS = { gate: "name", order: "order", position: "t", unit: "unit" };
const LOOK = { narrowest: 13, widest: 30, lowest: 4, highest: 26, tallest: 320, margin: 5 };
const KEYS = [
  [["←", "→"], "character"], [["↑", "↓"], "unit"], [["Page ↑", "Page ↓"], "a window on"], [["Home", "End"], "first, last"],
  [["Space"], "play"], [["I", "F", "G", "O", "C", "T", "H"], "what is shown"], [["M"], "sort"],
];

function render({ model, el }) {
  const { T, H, steps, letters } = readTraceText(model);
  let derived = null;
  let width = 0;
  let painted = 0;

  const walk = createWalk(model, { T, H }, TRAITS, showAgain);
  const goTo = (t) => walk.show({ t });
  const choose = (name) => walk.show({ name });
  const player = createTextPlayer(letters, walk.view().t, goTo);
  const names = createQuantityChoice(choose);
  const orders = createChoice("Order of the rows", [["index", "as they are"], ["mean", "by mean"]], (order) => walk.show({ order }));
  const unitField = createUnitField(H, (unit) => walk.show({ unit }));
  const legend = createLegend();
  const overview = createOverview(T, goTo);
  const map = createHeatMap(LOOK);
  const stage = htmlElement("div", { class: "lstm-stage" }, overview.element, map.element);
  const words = htmlElement("p", { "data-testid": "words" });
  const speech = createSpeech();
  const root = htmlElement("div", {
    class: "lstm-widget lstm-heatmap", tabindex: 0, role: "group", "aria-label": "Heat map of gates and states along the text", "data-testid": "gate-heatmap",
  },
  htmlElement("div", { class: "lstm-controls" }, player.buttons, names.element),
  htmlElement("div", { class: "lstm-controls lstm-second" },
    htmlElement("div", { class: "lstm-label" }, "Units", orders.element), unitField.element, legend.element),
  player.track, stage, htmlElement("div", { class: "lstm-words" }, words),
  createFoot(KEYS, "gate, order, position and unit", walk.send), speech.element);
  const paintSoon = onceAFrame(paint);

  function showAgain() {
    player.show(walk.view().t);
    paintSoon();
  }

  /** What follows from the chosen quantity, the order and the theme; the cursor alone changes none of it. */
  function deriveAgain({ name, order }) {
    const dark = isDark(root);
    const key = `${name} ${order} ${dark}`;
    if (derived?.key === key) return;
    const means = unitMeans(steps, name);
    const scale = scaleOf(steps, name);
    derived = { key, means, scale, units: unitOrder(means, order), table: colourTable(scale.kind, dark) };
  }

  function paint() {
    if (width === 0) return;
    const [view, cursor] = [walk.view(), walk.cursor()];
    deriveAgain(view);
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
    if (player.playing()) speech.hush();
    else speech.say(sentence);
  }

  function moveUnit(by) {
    deriveAgain(walk.view());
    const place = clamp(derived.units.indexOf(walk.view().unit) + by, 0, H - 1);
    walk.show({ unit: derived.units[place] });
  }

  walkByPointer(map.svg, map.pointed, walk, player);
  const keys = {
    ...walkKeys(walk, player, moveUnit, () => Math.max(1, map.window().columns - 2)), ...quantityKeys(choose),
    m: () => walk.show({ order: walk.view().order === "mean" ? "index" : "mean" }),
  };

  const fit = (available) => {
    width = available;
    paint();
  };
  const ends = [player.destroy, speech.hush, walk.stop];
  return mount({ model, el, root, paintSoon }, { keys, theme: true, width: [stage, fit], ends });
}

export default { render };
