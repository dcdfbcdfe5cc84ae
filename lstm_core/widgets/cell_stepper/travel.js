// Numbers that travel along the wires of a sub-step, from where they were computed to where they are used.

import { quantityIn } from "./describe.js";
import { alongWire, wireLength } from "./geometry.js";
import { clamp } from "../shared/scale.js";
import { svgElement } from "../shared/svg.js";
import { nameOf } from "./walk.js";

const DURATION = 700; // milliseconds
const SHORTEST = 28; // pixels of a wire on which a number can be seen to move

/** The places of a number on its way along a wire, as keyframes between two edges; backward it goes from the wire's end to its start. */
export function journey(points, direction, [left, right]) {
  const way = alongWire(direction === "forward" ? points : [...points].reverse());
  return way.map(([x, y, offset]) => ({ transform: `translate(${clamp(x, left, right).toFixed(1)}px, ${y.toFixed(1)}px)`, offset }));
}

/** Let the numbers of a sub-step travel, once. `write(name)` is a quantity's number as text, "" where it has none. Returns what ends it. */
export function travel(wiring, view, { svg, layout }, write) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return () => {};
  const travellers = [];
  for (const name of wiring.lit[nameOf(wiring, view)].wires) {
    const text = write(quantityIn(wiring, view, { kind: "wires", name }));
    const { points } = layout.wires[name];
    if (text === "" || wireLength(points) < SHORTEST) continue;
    const width = 6.2 * text.length + 6;
    const group = svgElement("g", { class: "lstm-traveller", "aria-hidden": "true", "data-along": name },
      svgElement("rect", { x: -width / 2, y: -8, width, height: 16, rx: 4 }),
      svgElement("text", { y: 4, "text-anchor": "middle" }, text));
    svg.append(group);
    travellers.push(group);
    const motion = group.animate(journey(points, view.direction, [width / 2, layout.width - width / 2]), { duration: DURATION, easing: "ease-in-out", fill: "both" });
    motion.onfinish = () => group.remove();
  }
  return () => travellers.forEach((group) => group.remove());
}
