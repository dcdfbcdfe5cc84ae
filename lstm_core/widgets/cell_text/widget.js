// CellText: a text, every character shaded by one unit's value. All numbers came with the widget.

import { createPage, PAGE } from "./page.js";
import { unitSteps } from "./shading.js";
import { QUANTITIES, unitMeans } from "../shared/quantities.js";
import { htmlElement, setAttributes } from "../shared/svg.js";
import { TextView } from "../shared/text_view.js";

const TRAITS = { quantity: "name", unit: "unit", position: "t" };
const KEYS = [
  [["←", "→"], "character"], [["↑", "↓"], "unit"], [["Page ↑", "Page ↓"], "60 characters on"], [["Home", "End"], "first, last"],
  [["Space"], "play"], [["I", "F", "G", "O", "C", "T", "H"], "what is shown"],
];
const NEARER = 60;

class ShadedTextView extends TextView {
  constructor(model) {
    super(model, TRAITS);
    this.page = createPage(this.letters);
    this.target = this.page.element;
    this.pointed = this.page.pointed;
    const buttons = [
      createUnitButton("unit-before", "↑", "Previous unit", () => this.moveUnit(-1)), createUnitButton("unit-after", "↓", "Next unit", () => this.moveUnit(1)),
    ];
    this.build(
      { class: "lstm-widget lstm-celltext", "aria-label": "Text shaded by one unit", "data-testid": "cell-text", "data-pages": Math.ceil(this.T / PAGE) },
      [this.unitField.element, htmlElement("div", { class: "lstm-buttons" }, ...buttons), this.legend.element],
      this.page.element, { keys: KEYS, copied: "quantity, unit and position" },
    );
  }

  prepare({ name, unit }) {
    return {
      key: `${name} ${unit}`,
      make: () => {
        const steps = unitSteps(this.steps, unit);
        return { steps, mean: unitMeans(steps, name)[0], units: [0] };
      },
    };
  }

  draw(view, cursor, derived) {
    const picture = { ...derived, name: view.name, t: view.t };
    this.page.show(picture, cursor.t);
    return { picture, shown: this.page.window(), value: derived.steps.at(view.name, cursor.t, 0), mean: derived.mean };
  }

  tell(view, cursor, sentence) {
    const { start, columns } = this.page.window();
    const text = this.letters.slice(start, start + columns).join("");
    setAttributes(this.target, { "aria-label": `Text shaded by the ${QUANTITIES[view.name].name} of unit ${view.unit}: ${text} ${sentence}` });
    setAttributes(this.root, { "data-quantity": view.name, "data-cursor": cursor.t });
  }

  moveUnit(by) {
    this.walk.show({ unit: this.walk.view().unit + by });
  }
}

function createUnitButton(testid, sign, words, onClick) {
  const button = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": testid, "aria-label": words, title: words }, sign);
  button.addEventListener("click", onClick);
  return button;
}

function render({ model, el }) {
  return new ShadedTextView(model).mountAt(el, { page: () => NEARER });
}

export default { render };
