// GateHeatmap: a gate or a state of every unit along the text. All numbers came with the widget.

import { createChoice } from "../shared/choice.js";
import { createHeatMap } from "../shared/heat_map.js";
import { QUANTITIES, unitMeans, unitOrder } from "../shared/quantities.js";
import { clamp } from "../shared/scale.js";
import { htmlElement, setAttributes } from "../shared/svg.js";
import { TextView } from "../shared/text_view.js";

const TRAITS = { gate: "name", order: "order", position: "t", unit: "unit" };
const LOOK = { narrowest: 13, widest: 30, lowest: 4, highest: 26, tallest: 320, margin: 5 };
const KEYS = [
  [["←", "→"], "character"], [["↑", "↓"], "unit"], [["Page ↑", "Page ↓"], "a window on"], [["Home", "End"], "first, last"],
  [["Space"], "play"], [["I", "F", "G", "O", "C", "T", "H"], "what is shown"], [["M"], "sort"],
];

class HeatmapView extends TextView {
  constructor(model) {
    super(model, TRAITS);
    this.orders = createChoice("Order of the rows", [["index", "as they are"], ["mean", "by mean"]], (order) => this.walk.show({ order }));
    this.map = createHeatMap(LOOK);
    this.target = this.map.svg;
    this.pointed = this.map.pointed;
    this.build(
      { class: "lstm-widget lstm-heatmap", "aria-label": "Heat map of gates and states along the text", "data-testid": "gate-heatmap" },
      [htmlElement("div", { class: "lstm-label" }, "Units", this.orders.element), this.unitField.element, this.legend.element],
      this.map.element, { keys: KEYS, copied: "gate, order, position and unit" },
    );
  }

  prepare({ name, order }) {
    return {
      key: `${name} ${order}`,
      make: () => {
        const means = unitMeans(this.steps, name);
        return { steps: this.steps, means, units: unitOrder(means, order) };
      },
    };
  }

  draw(view, cursor, derived) {
    const picture = { letters: this.letters, ...derived, ...view };
    this.map.show(picture, cursor, this.width);
    this.orders.show(view.order);
    return { picture, shown: this.map.window(), value: this.steps.at(view.name, cursor.t, cursor.unit), mean: derived.means[cursor.unit] };
  }

  tell(view, cursor, sentence) {
    setAttributes(this.target, { "aria-label": `Heat map of the ${QUANTITIES[view.name].name}: ${this.H} units, ${this.T} characters. ${sentence}` });
    setAttributes(this.root, { "data-gate": view.name, "data-order": view.order, "data-cursor": `${cursor.t} ${cursor.unit}` });
  }

  moveUnit(by) {
    const { units } = this.derive(this.walk.view());
    this.walk.show({ unit: units[clamp(units.indexOf(this.walk.view().unit) + by, 0, this.H - 1)] });
  }
}

function render({ model, el }) {
  const view = new HeatmapView(model);
  return view.mountAt(el, {
    page: () => Math.max(1, view.map.window().columns - 2),
    keys: { m: () => view.walk.show({ order: view.walk.view().order === "mean" ? "index" : "mean" }) },
  });
}

export default { render };
