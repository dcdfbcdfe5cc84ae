// CellText: a text, every character shaded by one unit's value. All numbers came with the widget.

import { createPage, PAGE } from "./page.js";
import { unitSteps } from "./shading.js";
import { shownText } from "../shared/naming.js";
import { createWidget } from "../shared/nulls.js";
import { QUANTITIES, unitMeans } from "../shared/quantities.js";
import { htmlElement } from "../shared/svg.js";
import { TextView } from "../shared/text_view.js";

const TRAITS = { quantity: "name", unit: "unit", position: "t" };
const KEYS = [
  [["←", "→"], "character"], [["↑", "↓"], "unit"], [["Page ↑", "Page ↓"], "60 characters on"], [["Home", "End"], "first, last"],
  [["Space"], "play"], [["I", "F", "G", "O", "C", "T", "H"], "what is shown"],
];
const NEARER = 60;

/** The shaded text: one unit's value behind each character. */
function createShadedPicture({ steps, letters }) {
  const page = createPage(letters);
  return {
    element: page.element, target: page.element, pointed: page.pointed, window: page.window,
    prepare: ({ name, unit }) => ({
      key: `${name} ${unit}`,
      make: () => {
        const ofUnit = unitSteps(steps, unit);
        return { steps: ofUnit, mean: unitMeans(ofUnit, name)[0], units: [0] };
      },
    }),
    draw(view, cursor, derived) {
      const picture = { ...derived, name: view.name, t: view.t };
      page.show(picture, cursor.t);
      return { picture, value: derived.steps.at(view.name, cursor.t, 0), mean: derived.mean };
    },
    describe(view, cursor, sentence) {
      const { start, columns } = page.window();
      const text = shownText(letters.slice(start, start + columns).join(""));
      return {
        label: `Text shaded by the ${QUANTITIES[view.name].name} of unit ${view.unit}: ${text} ${sentence}`,
        data: { "data-quantity": view.name, "data-cursor": cursor.t },
      };
    },
    nextUnit: (view, by) => view.unit + by,
    page: () => NEARER,
  };
}

function createUnitButton(testid, sign, words, onClick) {
  const button = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": testid, "aria-label": words, title: words }, sign);
  button.addEventListener("click", onClick);
  return button;
}

/** @param {{ model: import("../shared/types.js").Model<import("./types.js").CellTextState>, el: HTMLElement }} place */
function render({ model, el }) {
  const view = new TextView(model, TRAITS, createShadedPicture);
  const buttons = [
    createUnitButton("unit-before", "↑", "Previous unit", () => view.moveUnit(-1)), createUnitButton("unit-after", "↓", "Next unit", () => view.moveUnit(1)),
  ];
  return view.mountAt(el, {
    attributes: { class: "lstm-widget lstm-celltext", "aria-label": "Text shaded by one unit", "data-testid": "cell-text", "data-pages": Math.ceil(view.T / PAGE) },
    second: [view.unitField.element, htmlElement("div", { class: "lstm-buttons" }, ...buttons), view.legend.element],
    help: { keys: KEYS, copied: "quantity, unit and position" },
  });
}

export default createWidget(render);
