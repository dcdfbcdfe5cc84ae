// GateHeatmap: a gate or a state of every unit along the text. All numbers came with the widget.

import { createChoice } from "../shared/choice.js";
import { createHeatMap } from "../shared/heat_map.js";
import { createWidget } from "../shared/nulls.js";
import { QUANTITIES, unitMeans, unitOrder } from "../shared/quantities.js";
import { clamp } from "../shared/scale.js";
import { htmlElement } from "../shared/svg.js";
import { TextView } from "../shared/text_view.js";

const TRAITS = { gate: "name", order: "order", position: "t", unit: "unit" };
const LOOK = { narrowest: 13, widest: 30, lowest: 4, highest: 26, tallest: 320, tallestNarrow: 240, margin: 5 };
const KEYS = [
  [["←", "→"], "character"], [["↑", "↓"], "unit"], [["Page ↑", "Page ↓"], "a window on"], [["Home", "End"], "first, last"],
  [["Space"], "play"], [["I", "F", "G", "O", "C", "T", "H"], "what is shown"], [["M"], "sort"],
];

/** The heat map: rows are units, columns characters. `orders` shows how the rows are sorted. */
function createHeatmapPicture({ T, H, steps, letters }, orders) {
  const map = createHeatMap(LOOK);
  return {
    element: map.element, target: map.svg, pointed: map.pointed, window: map.window,
    prepare: ({ name, order }) => ({
      key: `${name} ${order}`,
      make: () => {
        const means = unitMeans(steps, name);
        return { steps, means, units: unitOrder(means, order) };
      },
    }),
    draw(view, cursor, derived, width) {
      const picture = { letters, ...derived, ...view };
      map.show(picture, cursor, width);
      orders.show(view.order);
      return { picture, value: steps.at(view.name, cursor.t, cursor.unit), mean: derived.means[cursor.unit] };
    },
    describe: (view, cursor, sentence) => ({
      label: `Heat map of the ${QUANTITIES[view.name].name}: ${H} units, ${T} characters. ${sentence}`,
      data: { "data-gate": view.name, "data-order": view.order, "data-cursor": `${cursor.t} ${cursor.unit}` },
    }),
    nextUnit(view, by, derive) {
      const { units } = derive();
      return units[clamp(units.indexOf(view.unit) + by, 0, H - 1)];
    },
    page: () => Math.max(1, map.window().columns - 2),
  };
}

/** @param {{ model: import("../shared/types.js").Model<import("./types.js").GateHeatmapState>, el: HTMLElement }} place */
function render({ model, el }) {
  const orders = createChoice("Order of the rows", [["index", "as they are"], ["mean", "by mean"]], (order) => view.walk.show({ order }));
  const view = new TextView(model, TRAITS, (shared) => createHeatmapPicture(shared, orders));
  return view.mountAt(el, {
    attributes: { class: "lstm-widget lstm-heatmap", "aria-label": "Heat map of gates and states along the text", "data-testid": "gate-heatmap" },
    second: [htmlElement("div", { class: "lstm-label" }, "Units", orders.element), view.unitField.element, view.legend.element],
    keys: { m: () => view.walk.show({ order: view.walk.view().order === "mean" ? "index" : "mean" }) },
    help: { keys: KEYS, copied: "gate, order, position and unit" },
  });
}

export default createWidget(render);
