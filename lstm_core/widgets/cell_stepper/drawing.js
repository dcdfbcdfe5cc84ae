// The diagram as SVG: built once for a size, painted for every view.

import { chipContent, noteContent } from "./chips.js";
import { lineOf } from "./describe.js";
import { symbolParts } from "../shared/formula.js";
import { barAt, barBox, barCentre, barsPath, hasCaption, layoutDiagram, wiringFor } from "./geometry.js";
import { thingsInOrder } from "./things.js";
import { isKnown, nameOf } from "./walk.js";
import { setAttributes, setText, svgElement } from "../shared/svg.js";

const GATE_OF = /^(?:z_|act_|W_)?([ifgo])$/;
const CLASSES = { chips: "lstm-chip", nodes: "lstm-node", wires: "lstm-wire" };

/** Draw the diagram. Returns { svg, layout, things, paint(view, scales), unitAt(name, x) }; a thing is { kind, name, element }. */
export function drawDiagram(trace, wiring, { width, height }) {
  const layout = layoutDiagram(wiringFor(wiring, width), width, height);
  const svg = svgElement("svg", {
    class: "lstm-diagram", viewBox: `0 0 ${layout.width} ${layout.height}`, width: layout.width, height: layout.height, role: "group", "data-testid": "diagram",
  });
  const chips = {};
  const draw = {
    chips: (name) => (chips[name] = drawChip(layout.places[name], name)).group,
    nodes: (name) => drawNode(layout.places[name], wiring.nodes[name], name),
    wires: (name) => drawWire(layout.wires[name], name),
  };
  const things = thingsInOrder(wiring).map((thing) => ({ ...thing, element: draw[thing.kind](thing.name) }));
  const dots = layout.dots.map(([x, y]) => svgElement("circle", { class: "lstm-dot", cx: x, cy: y, r: 3 }));
  const notes = Object.entries(layout.notes).map(([name, { x, y, anchor }]) =>
    svgElement("text", { class: "lstm-note", x, y, "text-anchor": anchor, "data-note": name, "aria-hidden": "true" }));
  svg.append(...things.map(({ element }) => element), ...dots, ...notes);

  function paint(view, scales) {
    const lit = wiring.lit[nameOf(wiring, view)];
    setAttributes(svg, { "data-direction": view.direction });
    for (const { kind, name, element } of things) {
      const isLit = lit[kind].includes(name);
      paintState(element, CLASSES[kind], kind === "nodes" || isKnown(wiring, wiring[kind][name], view) || view.direction === "backward" && kind === "chips", isLit);
      if (kind === "chips") paintChip(chips[name], chipContent(trace, wiring, view, name, scales));
      // A reader who listens hears all numbers, and of the operations and wires those that the sub-step uses.
      const isHeard = kind === "chips" || isLit || element === document.activeElement;
      setAttributes(element, { "aria-hidden": isHeard ? null : "true", "aria-label": isHeard ? lineOf(trace, wiring, view, { kind, name }) : null });
    }
    for (const text of notes) {
      const note = noteContent(trace, wiring, view, text.dataset.note);
      setText(text, note.text);
      setAttributes(text, { "data-value": note.number });
    }
  }

  return { svg, layout, things, paint, unitAt: (name, x) => barAt(x, trace.H, chips[name].box) };
}

function paintState(group, kind, known, lit) {
  const state = `${kind} ${known ? "lstm-known" : "lstm-unknown"}${lit ? " lstm-lit" : ""}`;
  if (group.getAttribute("class") !== state) group.setAttribute("class", state);
}

function drawWire({ path, forwardHead, backwardHead }, name) {
  return svgElement("g", { "data-wire": name },
    svgElement("path", { class: "lstm-reach", d: path }),
    svgElement("path", { class: "lstm-line", d: path }),
    svgElement("polygon", { class: "lstm-forward-head", points: forwardHead }),
    svgElement("polygon", { class: "lstm-backward-head", points: backwardHead }));
}

function drawNode(place, { sign, shape }, name) {
  const [x, y] = place.centre;
  const outline = shape === "circle"
    ? svgElement("circle", { class: "lstm-outline", cx: x, cy: y, r: place.width / 2 })
    : svgElement("rect", { class: "lstm-outline", x: place.x, y: place.y, width: place.width, height: place.height, rx: 3 });
  const text = svgElement("text", { class: "lstm-node-sign", x, y: y + 4, "text-anchor": "middle" });
  if (sign === "[ ; ]") setText(text, ";");
  else writeSymbol(text, sign);
  return svgElement("g", { "data-node": name, "data-gate": gateOfName(name) }, outline, text);
}

function gateOfName(name) {
  return GATE_OF.exec(name)?.[1] ?? null;
}

function drawChip(place, name) {
  const box = barBox(place);
  const [x] = place.centre;
  const right = place.x + place.width - 4;
  const bottom = place.y + place.height - 4;
  const withCaption = hasCaption(place);
  const { slim } = place;
  const parts = {
    frame: svgElement("rect", { class: "lstm-outline", x: place.x, y: place.y, width: place.width, height: place.height, rx: 5 }),
    axis: svgElement("line", { class: "lstm-axis", x1: box.x, x2: box.x + box.width }),
    bars: svgElement("path", { class: "lstm-bars" }),
    chosenBar: svgElement("path", { class: "lstm-chosen-bar" }),
    mark: svgElement("path", { class: "lstm-mark" }),
    label: svgElement("text", { class: "lstm-chip-label", x: place.x + 4, y: place.y + 12 }),
    scale: svgElement("text", { class: "lstm-scale", ...(slim ? { x, y: bottom, "text-anchor": "middle" } : { x: right, y: place.y + 12, "text-anchor": "end" }) }),
    number: svgElement("text", { class: "lstm-chip-number", x, y: bottom - (withCaption ? 13 : 0), "text-anchor": "middle" }),
    caption: svgElement("text", { class: "lstm-caption", ...(slim ? { x: right, y: place.y + 12, "text-anchor": "end" } : { x, y: bottom, "text-anchor": "middle" }) }),
    character: svgElement("text", { class: "lstm-character", x, y: box.y + box.height / 2 + 6, "text-anchor": "middle" }),
  };
  const group = svgElement("g", { "data-chip": name, "data-gate": gateOfName(name), "data-units": !["x", "y", "p"].includes(name), "data-slim": slim }, ...Object.values(parts));
  return { ...parts, group, box, withCaption, slim };
}

function paintChip(chip, content) {
  const { box, group } = chip;
  if (group.dataset.label !== content.label) {
    group.dataset.label = content.label;
    writeSymbol(chip.label, content.label);
  }
  const aside = content.aside && `‘${content.aside}’`;
  const caption = chip.withCaption ? content.caption : "";
  setText(chip.caption, chip.slim ? aside : caption);
  setText(chip.scale, content.scaleText);
  setText(chip.number, chip.slim ? content.text : `${aside} ${content.text}`.trim());
  setText(chip.character, content.character ?? "");
  setAttributes(group, { "data-value": content.number, "data-slope": content.isSlope });
  const numbers = content.numbers ?? [];
  const look = { signed: content.signed, scale: content.scale };
  const base = content.signed ? box.y + box.height / 2 : box.y + box.height;
  setAttributes(chip.axis, { y1: base, y2: base, visibility: numbers.length ? null : "hidden" });
  chip.bars.setAttribute("d", barsPath(numbers, box, look));
  chip.chosenBar.setAttribute("d", barsPath(numbers, box, { ...look, only: content.chosen }));
  chip.mark.setAttribute("d", numbers.length > 1 ? `M${barCentre(content.chosen, numbers.length, box).toFixed(1)} ${box.y}v${box.height}` : "");
}

/** Write a symbol with its subscript into an SVG text. */
function writeSymbol(text, markup) {
  text.replaceChildren();
  for (const { text: letters, kind, below, above } of symbolParts(markup)) {
    text.append(svgElement("tspan", { class: `lstm-${kind}` }, letters));
    if (above) text.append(above);
    if (below) text.append(svgElement("tspan", { class: "lstm-below", dy: 3 }, below), svgElement("tspan", { dy: -3 }, "\u200b"));
  }
}
