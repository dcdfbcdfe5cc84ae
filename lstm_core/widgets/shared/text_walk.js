// A walk over a text: where the learner stands and looks, and the keys and the pointer that lead on.

import { clamp } from "./scale.js";

/**
 * Make the walk. `sizes` is { T, H }; `traits` says which entry of the view a traitlet holds, for example
 * { position: "t", unit: "unit", gate: "name" }; `onChange()` is called whenever the view or the cursor has changed.
 *
 * Returns { sizes, view(), cursor(), show(changes), hover(place), send(), stop() }. The cursor is the place under the
 * pointer, else where the view stands. The view follows the traitlets until `stop`, and sets them with `send` alone.
 */
export function createWalk(model, sizes, traits, onChange) {
  const named = Object.entries(traits);
  let view = Object.fromEntries(named.map(([trait, entry]) => [entry, model.get(trait)]));
  let hovered = null;

  function show(changes) {
    const { t, unit, ...others } = { ...view, ...changes };
    view = { ...others, t: clamp(t, 0, sizes.T - 1), unit: clamp(unit, 0, sizes.H - 1) };
    hovered = null;
    onChange();
  }

  const follows = named.map(([trait, entry]) => [`change:${trait}`, () => show({ [entry]: model.get(trait) })]);
  for (const [name, follow] of follows) model.on(name, follow);

  return {
    sizes,
    show,
    view: () => view,
    cursor: () => ({ ...view, ...hovered }),
    hover(place) {
      if (place?.t === hovered?.t && place?.unit === hovered?.unit) return;
      hovered = place;
      onChange();
    },
    send() {
      for (const [trait, entry] of named) model.set(trait, view[entry]);
      model.save_changes();
    },
    stop() {
      for (const [name, follow] of follows) model.off(name, follow);
    },
  };
}

/** Keys by name: arrows to the next character or unit, Page ↑ ↓ `page()` characters on, Home, End, Space to play. */
export function walkKeys(walk, player, moveUnit, page) {
  const jump = (place) => () => {
    player.pause();
    walk.show({ t: place() });
  };
  return {
    ArrowRight: player.next, ArrowLeft: player.previous, ArrowUp: () => moveUnit(-1), ArrowDown: () => moveUnit(1),
    PageDown: jump(() => walk.view().t + page()), PageUp: jump(() => walk.view().t - page()),
    Home: jump(() => 0), End: jump(() => walk.sizes.T - 1), Space: player.toggle,
  };
}

/** Look at what is under the pointer, and go there with a click. `pointed(event)` is the place, or null. */
export function walkByPointer(element, pointed, walk, player) {
  element.addEventListener("pointermove", (event) => walk.hover(pointed(event)));
  element.addEventListener("pointerleave", () => walk.hover(null));
  element.addEventListener("click", (event) => {
    const place = pointed(event);
    if (place === null) return;
    player.pause();
    walk.show(place);
  });
}
