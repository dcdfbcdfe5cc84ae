// A view of one gate or state along a text: all that the heat map and the shaded text share.

import { createUnitField } from "./choice.js";
import { createLegend } from "./colour_legend.js";
import { colourTable } from "./colour_scale.js";
import { createFoot } from "./foot.js";
import { mount } from "./mount.js";
import { createOverview } from "./overview.js";
import { scaleOf } from "./quantities.js";
import { createSpeech } from "./speech.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "./svg.js";
import { createWalk, walkByPointer, walkKeys } from "./text_walk.js";
import { valueWords } from "./text_words.js";
import { isDark } from "./theme_watch.js";
import { createQuantityChoice, createTextPlayer, quantityKeys, readTraceText } from "./trace_text.js";

/**
 * What differs stands in a subclass: `target`, the element that the pointer points at, and
 *
 *   pointed(event)                the place under the pointer, or null
 *   prepare(view)                 { key, make() }: `make` is called when the key is new; it does not depend on the cursor
 *   draw(view, cursor, derived)   draws; returns { picture, shown, value, mean } for the overview and the words
 *   tell(view, cursor, sentence)  sets the attributes that say what is shown
 *   moveUnit(by)                  goes to the unit above or below
 */
export class TextView {
  constructor(model, traits) {
    const { T, H, steps, letters } = readTraceText(model);
    this.model = model;
    this.T = T;
    this.H = H;
    this.steps = steps;
    this.letters = letters;
    this.derived = null;
    this.width = 0;
    this.painted = 0;
    this.choose = (name) => this.walk.show({ name });
    const goTo = (t) => this.walk.show({ t });
    this.walk = createWalk(model, { T, H }, traits, () => this.showAgain());
    this.player = createTextPlayer(letters, this.walk.view().t, goTo);
    this.names = createQuantityChoice(this.choose);
    this.unitField = createUnitField(H, (unit) => this.walk.show({ unit }));
    this.legend = createLegend();
    this.overview = createOverview(T, goTo);
    this.words = htmlElement("p", { "data-testid": "words" });
    this.speech = createSpeech();
    this.paintSoon = onceAFrame(() => this.paint());
  }

  /** Put the parts together: `second` holds the controls of the second row. */
  build(attributes, second, element, { keys, copied }) {
    this.stage = htmlElement("div", { class: "lstm-stage" }, this.overview.element, element);
    this.root = htmlElement("div", { tabindex: 0, role: "group", ...attributes },
      htmlElement("div", { class: "lstm-controls" }, this.player.buttons, this.names.element),
      htmlElement("div", { class: "lstm-controls lstm-second" }, ...second),
      this.player.track, this.stage, htmlElement("div", { class: "lstm-words" }, this.words),
      createFoot(keys, copied, this.walk.send), this.speech.element);
  }

  showAgain() {
    this.player.show(this.walk.view().t);
    this.paintSoon();
  }

  /** What follows from the view and the theme; the cursor alone changes none of it. */
  derive(view) {
    const dark = isDark(this.root);
    const { key, make } = this.prepare(view);
    const whole = `${key} ${dark}`;
    if (this.derived?.key === whole) return this.derived;
    const made = make();
    const scale = scaleOf(made.steps, view.name);
    this.derived = { key: whole, scale, table: colourTable(scale.kind, dark), ...made };
    return this.derived;
  }

  paint() {
    if (this.width === 0) return;
    const [view, cursor] = [this.walk.view(), this.walk.cursor()];
    const derived = this.derive(view);
    const { picture, shown, value, mean } = this.draw(view, cursor, derived);
    this.overview.show(picture, shown, this.width);
    this.names.show(view.name);
    this.unitField.show(view.unit);
    this.legend.show(derived.scale, derived.table, value);
    const sentence = valueWords({ letters: this.letters, name: view.name, value, mean }, cursor);
    setText(this.words, sentence);
    this.tell(view, cursor, sentence);
    this.painted += 1;
    setAttributes(this.root, { "data-t": view.t, "data-unit": view.unit, "data-value": value, "data-painted": this.painted });
    if (this.player.playing()) this.speech.hush();
    else this.speech.say(sentence);
  }

  /** Put it on the page; `page()` is how far Page ↓ goes, `keys` are keys that only this view has. */
  mountAt(el, { page, keys = {} }) {
    const { walk, player } = this;
    walkByPointer(this.target, (event) => this.pointed(event), walk, player);
    const fit = (width) => {
      this.width = width;
      this.paint();
    };
    return mount({ model: this.model, el, root: this.root, paintSoon: this.paintSoon }, {
      keys: { ...walkKeys(walk, player, (by) => this.moveUnit(by), page), ...quantityKeys(this.choose), ...keys },
      theme: true, width: [this.stage, fit], ends: [player.destroy, this.speech.hush, walk.stop],
    });
  }
}
