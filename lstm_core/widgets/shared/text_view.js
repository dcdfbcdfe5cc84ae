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
 * What differs between the two: how the numbers are drawn.
 *
 * @typedef {object} TextPicture
 * @property {Element} element what is drawn, below the overview
 * @property {Element} target what the pointer points at; its label says what is shown
 * @property {(event: Event) => object | null} pointed the place under the pointer
 * @property {(view: any) => { key: string, make: () => any }} prepare what does not depend on the cursor, made again with a new key
 * @property {(view: any, cursor: any, derived: any, width: number) => { picture: any, value: number, mean: number }} draw
 * @property {() => { start: number, columns: number }} window which characters it shows
 * @property {(view: any, cursor: any, sentence: string) => { label: string, data: object }} describe
 * @property {(view: any, by: number, derived: () => any) => number} nextUnit the unit above or below
 * @property {() => number} page how many characters Page ↓ goes on
 */

export class TextView {
  /**
   * @param {import("./types.js").Model<any>} model
   * @param {Record<string, string>} traits
   * @param {(view: TextView) => TextPicture} createPicture
   */
  constructor(model, traits, createPicture) {
    const { T, H, steps, letters } = readTraceText(model);
    this.model = model;
    this.T = T;
    this.H = H;
    this.steps = steps;
    this.letters = letters;
    this.derived = null;
    this.width = 0;
    this.painted = 0;
    const goTo = (t) => this.walk.show({ t });
    this.choose = (name) => this.walk.show({ name });
    this.walk = createWalk(model, { T, H }, traits, () => this.showAgain());
    this.player = createTextPlayer(letters, this.walk.view().t, goTo);
    this.names = createQuantityChoice(this.choose);
    this.unitField = createUnitField(H, (unit) => this.walk.show({ unit }));
    this.legend = createLegend();
    this.overview = createOverview(T, goTo);
    this.words = htmlElement("p", { "data-testid": "words" });
    this.speech = createSpeech();
    this.paintSoon = onceAFrame(() => this.paint());
    this.picture = createPicture(this);
  }

  showAgain() {
    this.player.show(this.walk.view().t);
    this.paintSoon();
  }

  moveUnit(by) {
    const view = this.walk.view();
    this.walk.show({ unit: this.picture.nextUnit(view, by, () => this.derive(view)) });
  }

  /** What follows from the view and the theme; the cursor alone changes none of it. */
  derive(view) {
    const dark = isDark(this.root);
    const { key, make } = this.picture.prepare(view);
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
    const { picture, value, mean } = this.picture.draw(view, cursor, derived, this.width);
    this.overview.show(picture, this.picture.window(), this.width);
    this.names.show(view.name);
    this.unitField.show(view.unit);
    this.legend.show(derived.scale, derived.table, value);
    const sentence = valueWords({ letters: this.letters, name: view.name, value, mean }, cursor);
    setText(this.words, sentence);
    const { label, data } = this.picture.describe(view, cursor, sentence);
    setAttributes(this.picture.target, { "aria-label": label });
    this.painted += 1;
    setAttributes(this.root, { "data-t": view.t, "data-unit": view.unit, "data-value": value, ...data, "data-painted": this.painted });
    if (this.player.playing()) this.speech.hush();
    else this.speech.say(sentence);
  }

  /**
   * Put it on the page. `second` holds the controls of the second row, `keys` the keys that only this view has, and `help`
   * the line below: { keys, copied }.
   */
  mountAt(el, { attributes, second, keys = {}, help }) {
    const { model, walk, player, picture, paintSoon } = this;
    const stage = htmlElement("div", { class: "lstm-stage" }, this.overview.element, picture.element);
    this.root = htmlElement("div", { tabindex: 0, role: "group", ...attributes },
      htmlElement("div", { class: "lstm-controls" }, player.buttons, this.names.element),
      htmlElement("div", { class: "lstm-controls lstm-second" }, ...second),
      player.track, stage, htmlElement("div", { class: "lstm-words" }, this.words),
      createFoot(help.keys, help.copied, walk.send), this.speech.element);
    walkByPointer(picture.target, picture.pointed, walk, player);
    const fit = (width) => {
      this.width = width;
      this.paint();
    };
    return mount({ model, el, root: this.root, paintSoon }, {
      keys: { ...walkKeys(walk, player, (by) => this.moveUnit(by), picture.page), ...quantityKeys(this.choose), ...keys },
      theme: true, width: [stage, fit], ends: [player.destroy, this.speech.hush, walk.stop],
    });
  }
}
