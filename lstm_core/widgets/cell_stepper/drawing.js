// The diagram as SVG: built once for a width, painted for every view.

import { chipContent, noteContent } from "./chips.js";
import { symbolParts } from "../shared/formula.js";
import { barAt, barBox, barCentre, barsPath, layoutDiagram } from "./geometry.js";
import { isKnown, nameOf } from "./walk.js";
import { setAttributes, setText, svgElement } from "../shared/svg.js";

const ROOM_FOR_CAPTION = 112;
const NARROW = 72;
const GATE_OF = /^(?:z_|act_|W_)?([ifgo])$/;

/** Draw the diagram for a width. Returns { svg, paint(view, scales) }; `onUnit(k)` is called when a bar is clicked. */
export function drawDiagram(trace, wiring, width, onUnit) {
  const layout = layoutDiagram(wiring, width);
  const svg = svgElement("svg", {
    class: "lstm-diagram", viewBox: `0 0 ${layout.width} ${layout.height}`, width: layout.width, height: layout.height,
    role: "img", "data-testid": "diagram",
  });
  const wires = mapEntries(layout.wires, (wire, name) => drawWire(svg, wire, name));
  for (const [x, y] of layout.dots) svg.append(svgElement("circle", { class: "lstm-dot", cx: x, cy: y, r: 3 }));
  const nodes = mapEntries(wiring.nodes, (node, name) => drawNode(svg, layout.places[name], node, name));
  const chips = mapEntries(wiring.chips, (_, name) => drawChip(svg, layout.places[name], name, trace, onUnit));
  const notes = mapEntries(layout.notes, ({ x, y, anchor }, name) => {
    const text = svgElement("text", { class: "lstm-note", x, y, "text-anchor": anchor, "data-note": name });
    svg.append(text);
    return text;
  });

  function paint(view, scales) {
    const lit = wiring.lit[nameOf(wiring, view)];
    setAttributes(svg, { "data-direction": view.direction });
    for (const [name, wire] of Object.entries(wires)) {
      paintState(wire.group, isKnown(wiring, wiring.wires[name], view), lit.wires.includes(name));
    }
    for (const [name, group] of Object.entries(nodes)) paintState(group, true, lit.nodes.includes(name));
    for (const [name, chip] of Object.entries(chips)) {
      const content = chipContent(trace, wiring, view, name, scales);
      paintState(chip.group, content.isKnown, lit.chips.includes(name));
      paintChip(chip, content);
    }
    for (const [name, text] of Object.entries(notes)) {
      const note = noteContent(trace, wiring, view, name);
      setText(text, note.text);
      setAttributes(text, { "data-value": note.number });
    }
  }

  return { svg, paint };
}

function mapEntries(object, make) {
  return Object.fromEntries(Object.entries(object).map(([name, entry]) => [name, make(entry, name)]));
}

function paintState(group, known, lit) {
  const state = `${known ? "lstm-known" : "lstm-unknown"}${lit ? " lstm-lit" : ""}`;
  if (group.dataset.state !== state) {
    group.dataset.state = state;
    group.setAttribute("class", `${group.dataset.kind} ${state}`);
  }
}

function drawWire(svg, { path, forwardHead, backwardHead }, name) {
  const group = svgElement("g", { "data-kind": "lstm-wire", "data-wire": name },
    svgElement("path", { class: "lstm-line", d: path }),
    svgElement("path", { class: "lstm-flow", d: path }),
    svgElement("polygon", { class: "lstm-forward-head", points: forwardHead }),
    svgElement("polygon", { class: "lstm-backward-head", points: backwardHead }));
  svg.append(group);
  return { group };
}

function drawNode(svg, place, { sign, shape }, name) {
  const [x, y] = place.centre;
  const outline = shape === "circle"
    ? svgElement("circle", { class: "lstm-outline", cx: x, cy: y, r: place.width / 2 })
    : svgElement("rect", { class: "lstm-outline", x: place.x, y: place.y, width: place.width, height: place.height, rx: 3 });
  const text = svgElement("text", { class: "lstm-node-sign", x, y: y + 4, "text-anchor": "middle" });
  if (sign === "[ ; ]") setText(text, ";");
  else writeSymbol(text, sign);
  const group = svgElement("g", { "data-kind": "lstm-node", "data-node": name, "data-gate": gateOfName(name) }, outline, text);
  svg.append(group);
  return group;
}

function gateOfName(name) {
  return GATE_OF.exec(name)?.[1] ?? null;
}

function drawChip(svg, place, name, trace, onUnit) {
  const box = barBox(place);
  const isNarrow = place.width < NARROW;
  const [x] = place.centre;
  const label = svgElement("text", { class: "lstm-chip-label", x: place.x + 6, y: place.y + 14 });
  const caption = svgElement("text", { class: "lstm-caption", x: place.x + place.width - 5, y: place.y + 14, "text-anchor": "end" });
  const axis = svgElement("line", { class: "lstm-axis", x1: box.x, x2: box.x + box.width });
  const bars = svgElement("path", { class: "lstm-bars" });
  const chosenBar = svgElement("path", { class: "lstm-chosen-bar" });
  const mark = svgElement("path", { class: "lstm-mark" });
  const number = svgElement("text", { class: `lstm-chip-number${isNarrow ? " lstm-small" : ""}`, x, y: place.y + place.height - 4, "text-anchor": "middle" });
  const character = svgElement("text", { class: "lstm-character", x, y: place.y + 40, "text-anchor": "middle" });
  const frame = svgElement("rect", { class: "lstm-outline", x: place.x, y: place.y, width: place.width, height: place.height, rx: 5 });
  const group = svgElement("g", { "data-kind": "lstm-chip", "data-chip": name, "data-gate": gateOfName(name) },
    frame, axis, bars, chosenBar, mark, label, caption, number, character);
  const hasUnits = !["x", "y", "p"].includes(name);
  if (hasUnits) {
    group.dataset.units = "true";
    group.addEventListener("click", (event) => {
      const bounds = frame.getBoundingClientRect();
      const scale = place.width / bounds.width;
      onUnit(barAt(place.x + (event.clientX - bounds.left) * scale, trace.H, box));
    });
  }
  svg.append(group);
  return { group, box, label, caption, axis, bars, chosenBar, mark, number, character, isNarrow, hasCaption: place.width >= ROOM_FOR_CAPTION };
}

function paintChip(chip, content) {
  const { box, group } = chip;
  if (group.dataset.label !== content.label) {
    group.dataset.label = content.label;
    writeSymbol(chip.label, content.label);
  }
  setText(chip.caption, content.isSlope && !chip.isNarrow ? "◂" : chip.hasCaption ? content.caption : "");
  setText(chip.number, content.text);
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
