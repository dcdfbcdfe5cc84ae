// The life of a widget on the page: what starts when it appears, and one function that ends all of it.
//
//     function render({ model, el }) {
//       const root = htmlElement("div", { … });
//       const paintSoon = onceAFrame(paint);
//       …
//       return mount({ model, el, root, paintSoon }, {
//         keys: { ArrowRight: player.next },            // while the focus is inside
//         traits: { unit: followModel },                // a trait has changed in Python
//         theme: true,                                  // repaint in the other theme
//         width: [stage, (available) => fit(available)], // now and after every change of the width
//         ends: [player.destroy, speech.hush],          // what the widget itself has to stop
//       });
//     }

import { onKeys } from "./keyboard.js";
import { onThemeChange } from "./theme_watch.js";
import { onWidthChange } from "./width_watch.js";

/**
 * What every widget has.
 *
 * @typedef {object} Place
 * @property {{ on: Function, off: Function }} model anywidget's model
 * @property {HTMLElement} el where anywidget wants the widget
 * @property {HTMLElement} root the widget's own element
 * @property {{ (): void, cancel(): void }} paintSoon repaints once in the next frame
 */

/**
 * What a widget may ask for.
 *
 * @typedef {object} Wishes
 * @property {Record<string, (event: KeyboardEvent) => void>} [keys] actions by the key's name
 * @property {Record<string, () => void>} [traits] what to do after a trait has changed
 * @property {boolean} [theme] whether to repaint after a change of the theme
 * @property {[Element, (width: number) => void]} [width] an element, and what to do with its width
 * @property {(() => void)[]} [ends] what the widget itself has to stop
 */

/**
 * Put a widget on the page. Returns the function that takes it away; a part of it that fails stops no other.
 *
 * @param {Place} place
 * @param {Wishes} wishes
 */
export function mount({ model, el, root, paintSoon }, { keys = {}, traits = {}, theme = false, width, ends = [] }) {
  const stops = [onKeys(root, keys)];
  for (const [name, follow] of Object.entries(traits)) {
    model.on(`change:${name}`, follow);
    stops.push(() => model.off(`change:${name}`, follow));
  }
  el.append(root);
  if (theme) stops.push(onThemeChange(paintSoon));
  if (width) stops.push(onWidthChange(...width));
  return () => endAll([...stops, ...ends, paintSoon.cancel]);
}

/** Call every function, also after one has failed; the first error is reported at the end. */
export function endAll(functions) {
  const errors = [];
  for (const end of functions) {
    try {
      end();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length) throw errors[0];
}
