// The life of a widget on the page: what starts when it appears, and one function that ends all of it.
// Every widget gets a button that enlarges it (key E), and Escape leaves it: first the large view, then the widget.
//
// When the kernel restarts or ends, every widget says so in a band at its top. What is marked with `data-needs-python` is then
// disabled, and `pythonKeys` do nothing; the rest goes on.
//
//     function render({ model, el }) {
//       const root = htmlElement("div", { … });
//       const paintSoon = onceAFrame(paint);
//       …
//       return mount({ model, el, root, paintSoon }, {
//         keys: { ArrowRight: player.next },            // while the focus is inside
//         pythonKeys: { d: draw },                      // the same, as long as Python knows the widget
//         traits: { unit: followModel },                // a trait has changed in Python
//         theme: true,                                  // repaint in the other theme
//         width: [stage, (available) => fit(available)], // now and after every change of the width
//         lost: { act: stopPlaying, effect: "…" },      // once Python no longer knows it; the band and controls see to themselves
//         ends: [player.destroy, speech.hush],          // what the widget itself has to stop
//       });
//     }

import { enlargeable } from "./enlarge.js";
import { leaveWidget, onKeys } from "./keyboard.js";
import { shortcuts } from "./keys.js";
import { createLostBand, showLost } from "./lost_band.js";
import { watchPython } from "./python_link.js";
import { onThemeChange } from "./theme_watch.js";
import { onWidthChange } from "./width_watch.js";

/**
 * What every widget has.
 *
 * @typedef {object} Place
 * @property {import("./types.js").Model<any>} model anywidget's model
 * @property {HTMLElement} el where anywidget wants the widget
 * @property {HTMLElement} root the widget's own element
 * @property {{ (): void, cancel(): void }} paintSoon repaints once in the next frame
 */

/**
 * What a widget may ask for.
 *
 * @typedef {object} Wishes
 * @property {Record<string, (event: KeyboardEvent) => void>} [keys] actions by the key's name
 * @property {Record<string, (event: KeyboardEvent) => void>} [pythonKeys] actions that need Python
 * @property {Record<string, () => void>} [traits] what to do after a trait has changed
 * @property {boolean} [theme] whether to repaint after a change of the theme
 * @property {[Element, (width: number) => void]} [width] an element, and what to do with its width
 * @property {{ act?: () => void, effect?: string, over?: boolean }} [lost] what to do once Python no longer knows the widget,
 *   a sentence on what that means for it, and whether the widget is too high to grow by the band
 * @property {(() => void)[]} [ends] what the widget itself has to stop
 */

/**
 * Put a widget on the page. Returns the function that takes it away; a part of it that fails stops no other.
 *
 * @param {Place} place
 * @param {Wishes} wishes
 */
export function mount({ model, el, root, paintSoon }, { keys = {}, pythonKeys = {}, traits = {}, theme = false, width, lost = {}, ends = [] }) {
  const large = enlargeable(root);
  const leave = () => large.shrink() || leaveWidget(root);
  const actions = { ...keys, ...pythonKeys, e: large.toggle, Escape: leave };
  const stops = [onKeys(root, actions), large.shrink];
  root.setAttribute("aria-keyshortcuts", shortcuts(Object.keys(actions)));
  for (const [name, follow] of Object.entries(traits)) {
    model.on(`change:${name}`, follow);
    stops.push(() => model.off(`change:${name}`, follow));
  }
  const band = createLostBand(lost.over);
  root.prepend(band.element);
  el.append(root);
  if (theme) stops.push(onThemeChange(paintSoon));
  if (width) stops.push(onWidthChange(...width));
  stops.push(watchPython(model, (reason) => {
    for (const name of Object.keys(pythonKeys)) delete actions[name];
    lost.act?.();
    stops.push(showLost(root, band, reason, lost.effect));
  }));
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
