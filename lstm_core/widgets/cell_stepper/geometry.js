// Where everything stands, in pixels, for a given width. No drawing here.

import { clamp } from "../shared/scale.js";

const CHIP_HEIGHT = [44, 70];
const STUB = 24; // room for the arrows that lead in and out
const NARROWEST = 560; // pixels, below which the places for a narrow page hold; widget.css says the same
const CIRCLE = 10;
const BOX = { "σ": 22, W: 24, "[ ; ]": 12, tanh: 40, W_y: 34, softmax: 58 };
const BOX_HEIGHT = { "[ ; ]": 30 };
const ARROW = 6;
const TEXT_LINE = 15; // pixels of a line of text in a chip

/** The wiring with the places for a width: on a narrow page those of its table `narrow`. */
export function wiringFor(wiring, width) {
  if (width >= NARROWEST) return wiring;
  const { narrow } = wiring;
  const placed = (kind) => Object.fromEntries(Object.entries(wiring[kind]).map(([name, thing]) => [name, { ...thing, ...narrow[kind][name] }]));
  return { ...wiring, ...narrow, chips: placed("chips"), nodes: placed("nodes"), wires: placed("wires"), notes: placed("notes") };
}

/** Places of chips, nodes, wires and notes in a width and a height. `wiring` is the table in wiring.json. */
export function layoutDiagram(wiring, width, height) {
  const stub = wiring.stub ?? STUB;
  const pitch = (width - 2 * stub) / wiring.columns;
  const stretch = height / wiring.height;
  const gap = wiring.gap ?? clamp(0.17 * pitch, 13, 30);
  const chipHeight = clamp(62 * stretch, ...CHIP_HEIGHT);
  const nodeHeight = clamp(22 * stretch, 17, 24);
  const across = (column) => stub + pitch * (column + 0.5);
  const down = (y) => y * stretch;
  const places = {};
  for (const [name, { column, y }] of Object.entries(wiring.chips)) {
    places[name] = { ...centred(across(column), down(y), pitch - gap, chipHeight), slim: wiring.slim === true };
  }
  for (const [name, { x, y, sign, shape }] of Object.entries(wiring.nodes)) {
    const size = shape === "circle" ? [2 * CIRCLE, 2 * CIRCLE] : [Math.min(BOX[sign], pitch - 20), BOX_HEIGHT[sign] ?? nodeHeight];
    places[name] = centred(across(x), down(y), ...size);
  }
  const point = (place) => {
    if (typeof place === "string") return anchor(places, place);
    const [x, y] = place;
    return [x === "left" ? 0 : x === "right" ? width : across(x), down(y)];
  };
  const wires = {};
  for (const [name, wire] of Object.entries(wiring.wires)) {
    const points = wire.path.map(point);
    wires[name] = {
      points,
      path: wirePath(points, wire.hop && point(wire.hop)),
      forwardHead: arrowHead(points),
      backwardHead: arrowHead([...points].reverse()),
    };
  }
  const notes = {};
  for (const [name, { x, y, shift, below, anchor: side }] of Object.entries(wiring.notes)) {
    notes[name] = { x: across(x) + shift, y: below ? places[below].y + chipHeight + 13 : down(y), anchor: side };
  }
  return { width, height, places, wires, notes, dots: wiring.dots.map(point) };
}

function centred(x, y, width, height) {
  return { x: x - width / 2, y: y - height / 2, width, height, centre: [x, y] };
}

/** The point that a name such as "c_prev.right" means. */
export function anchor(places, name) {
  const [place, side] = name.split(".");
  const { x, y, width, height, centre } = places[place];
  return { left: [x, centre[1]], right: [x + width, centre[1]], top: [centre[0], y], bottom: [centre[0], y + height] }[side];
}

/** An SVG path through points; at `hop` a small arch leads over the wire that is crossed there. */
export function wirePath(points, hop) {
  const radius = 6;
  const steps = points.map(([x, y], k) => {
    const previous = points[k - 1];
    const leadsOver = hop && previous && previous[1] === y && y === hop[1];
    const arch = leadsOver ? `L${round(hop[0] - radius)} ${y}A${radius} ${radius} 0 0 1 ${round(hop[0] + radius)} ${y}` : "";
    return `${arch}${k === 0 ? "M" : "L"}${round(x)} ${round(y)}`;
  });
  return steps.join("");
}

/** The three corners of an arrow head at the last point, as an SVG points attribute. */
export function arrowHead(points) {
  const [x, y] = points.at(-1);
  const [fromX, fromY] = points.at(-2);
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [ux, uy] = [(x - fromX) / length, (y - fromY) / length];
  const back = [x - ARROW * ux, y - ARROW * uy];
  const half = 0.6 * ARROW;
  const corners = [[x, y], [back[0] - half * uy, back[1] + half * ux], [back[0] + half * uy, back[1] - half * ux]];
  return corners.map((corner) => corner.map(round).join(",")).join(" ");
}

/** Whether a chip has room for a line below the number. */
export function hasCaption(chip) {
  return chip.height >= 64 || chip.slim;
}

/** The part of a chip in which its bars stand: between the line of the label and those of number and name. */
export function barBox(chip) {
  const lines = (hasCaption(chip) ? 3 : 2) * TEXT_LINE;
  return { x: chip.x + 5, y: chip.y + TEXT_LINE + 1, width: chip.width - 10, height: chip.height - lines - 1 };
}

/** The length of a wire in pixels. */
export function wireLength(points) {
  return points.slice(1).reduce((sum, [x, y], k) => sum + Math.hypot(x - points[k][0], y - points[k][1]), 0);
}

/** The points of a wire as [x, y, share of its length], to let something travel along it. */
export function alongWire(points) {
  const whole = wireLength(points) || 1;
  return points.map(([x, y], k) => [x, y, wireLength(points.slice(0, k + 1)) / whole]);
}

/**
 * Bars for numbers as one SVG path. With `signed` they start at the middle and `scale` is half the height;
 * otherwise they start at the bottom and `scale` is the whole. `only` draws a single bar.
 */
export function barsPath(numbers, box, { scale = 1, signed = true, only = null } = {}) {
  const slot = box.width / numbers.length;
  const bar = Math.max(0.5, slot > 4 ? Math.min(slot - 1.5, 26) : 0.8 * slot);
  const full = signed ? box.height / 2 : box.height;
  const base = signed ? box.y + box.height / 2 : box.y + box.height;
  let path = "";
  for (let k = 0; k < numbers.length; k += 1) {
    if (only !== null && k !== only) continue;
    const length = clamp(scale > 0 ? numbers[k] / scale : 0, signed ? -1 : 0, 1) * full;
    const x = box.x + slot * (k + 0.5) - bar / 2;
    path += `M${round(x)} ${round(base)}h${round(bar)}v${round(-length)}h${round(-bar)}z`;
  }
  return path;
}

/** The middle of bar k, for the mark below the chosen unit. */
export function barCentre(k, count, box) {
  return box.x + (box.width / count) * (k + 0.5);
}

/** Which bar stands at x. */
export function barAt(x, count, box) {
  return clamp(Math.floor(((x - box.x) / box.width) * count), 0, count - 1);
}

function round(number) {
  return Math.round(number * 100) / 100;
}
