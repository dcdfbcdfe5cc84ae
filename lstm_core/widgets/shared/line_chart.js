// A line chart in SVG: axes with ticks, lines told apart by dash and marker, a cursor with the numbers at one place.

import { axisScale, linePath, makeAxis, markerIndices, nearestIndex, spreadPlaces } from "./chart_axis.js";
import { formatCompact } from "./format.js";
import { htmlElement, onceAFrame, setAttributes, setText, svgElement } from "./svg.js";

const MARGIN = { top: 26, right: 14, bottom: 38, left: 48 };
const MARKER_SPACING = 70;
const LABEL_GAP = 15;
const MARKERS = [ // one a look, drawn from its centre on; the last has none
  "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
  "m-3.2 -3.2h6.4v6.4h-6.4z",
  "m0 -4.4l4 7.4h-8z",
  "m0 -4.6l4.6 4.6l-4.6 4.6l-4.6 -4.6z",
  "",
];

/**
 * Make a chart.
 *
 * options:
 *   label      the chart's name, for screen readers
 *   height     in pixels. Default: 240
 *   testid     data-testid of the picture
 *   onCursor   (x) => called with the nearest x of the first line when the pointer moves over the chart or touches it
 *   onLeave    () => called when the pointer leaves
 *
 * Returns { element, draw(picture), destroy() }. A picture is
 *   { x: axis, y: axis, series, cursor, marks, shade, format, labelRoom }
 *   axis     { label, low, high, kind: "linear" | "log", isNice, count }; "h_t" in a label sets t below the line
 *   series   [{ name, endLabel, look: 0 … 4, x, y, faintFrom }], x rising; `look` chooses colour, dash and marker; with
 *            `faintFrom` the line is pale from that index on, and the cursor has no numbers there; an array `x` may
 *            be longer than `y`; `endLabel` stands behind the line's end, for which `labelRoom` pixels are kept at the right
 *   cursor   an x, or null
 *   marks    [{ axis: "x" | "y", at, text }], dotted lines across the chart
 *   shade    { from, to, text }, a part of the x axis that is greyed
 *   format   (number) => text, for the numbers at the cursor
 * Drawing is put off to the next frame, so it may be asked for more often than the screen can show.
 *
 * @param {{ label: string, height?: number, testid?: string, onCursor?: (x: number) => void, onLeave?: () => void }} options
 */
export function createLineChart({ label, height = 240, testid, onCursor = () => {}, onLeave = () => {} }) {
  const parts = {
    shade: svgElement("rect", { class: "lstm-chart-shade", visibility: "hidden" }),
    shadeText: svgElement("text", { class: "lstm-chart-note", "text-anchor": "middle" }),
    grid: svgElement("path", { class: "lstm-chart-grid" }),
    frame: svgElement("path", { class: "lstm-chart-frame" }),
    ticks: svgElement("g", { class: "lstm-chart-ticks" }),
    lines: svgElement("g", {}),
    ends: svgElement("g", {}),
    cursor: svgElement("path", { class: "lstm-chart-cursor" }),
    marks: svgElement("g", { class: "lstm-chart-marks" }),
    dots: svgElement("g", {}),
    labelX: svgElement("text", { class: "lstm-chart-label", "text-anchor": "end" }),
    labelY: svgElement("text", { class: "lstm-chart-label", x: 4, y: 14 }),
  };
  const svg = svgElement("svg", { class: "lstm-chart", role: "img", "aria-label": label, height, "data-testid": testid }, ...Object.values(parts));
  const element = htmlElement("div", { class: "lstm-chart-place" }, svg);
  let picture = null;
  let width = 0;
  let scales = null;
  const paintSoon = onceAFrame(() => {
    if (picture && width > 0) scales = paintChart(svg, parts, picture, width, height);
  });

  const point = (event) => {
    if (!scales || !picture.series.length) return;
    const { x } = picture.series[0];
    onCursor(x[nearestIndex(x, scales.x.invert(event.clientX - svg.getBoundingClientRect().left))]);
  };
  svg.addEventListener("pointermove", point);
  svg.addEventListener("pointerdown", point);
  svg.addEventListener("pointerleave", onLeave);

  const observer = new ResizeObserver(([entry]) => {
    const available = Math.floor(entry.contentRect.width);
    if (available > 0 && available !== width) {
      width = available;
      paintSoon();
    }
  });
  observer.observe(element);

  return {
    element,
    svg,
    draw(newPicture) {
      picture = newPicture;
      paintSoon();
    },
    destroy() {
      observer.disconnect();
      paintSoon.cancel();
    },
  };
}

function paintChart(svg, parts, picture, width, height) {
  const box = { left: MARGIN.left, right: width - MARGIN.right - (picture.labelRoom ?? 0), top: MARGIN.top, bottom: height - MARGIN.bottom };
  const axes = { x: makeAxis({ count: Math.max(2, width / 90), ...picture.x }), y: makeAxis(picture.y) };
  const scales = { x: axisScale(axes.x, [box.left, box.right]), y: axisScale(axes.y, [box.bottom, box.top]) };
  setAttributes(svg, { width, viewBox: `0 0 ${width} ${height}`, "data-y-low": axes.y.low, "data-y-high": axes.y.high });
  paintAxes(parts, picture, axes, scales, box);
  paintShade(parts, picture.shade, scales, box);
  paintMarks(parts.marks, picture.marks ?? [], scales, box);
  paintLines(parts.lines, picture.series, scales, box);
  paintEnds(parts.ends, picture.series, scales, box);
  paintCursor(parts, picture, scales, box);
  return scales;
}

function paintAxes(parts, picture, axes, scales, box) {
  const places = { x: axes.x.ticks.map(({ value }) => scales.x(value)), y: axes.y.ticks.map(({ value }) => scales.y(value)) };
  const across = places.y.map((y) => `M${box.left} ${half(y)}H${box.right}`).join("");
  parts.grid.setAttribute("d", across);
  const small = axes.y.minor.map((value) => `M${box.left} ${half(scales.y(value))}h-3`).join("");
  const ticksX = places.x.map((x) => `M${half(x)} ${box.bottom}v5`).join("");
  const ticksY = places.y.map((y) => `M${box.left} ${half(y)}h-5`).join("");
  const hasZero = axes.y.kind === "linear" && axes.y.low < 0 && axes.y.high > 0;
  const zero = hasZero ? `M${box.left} ${half(scales.y(0))}H${box.right}` : "";
  parts.frame.setAttribute("d", `M${half(box.left)} ${box.top}V${half(box.bottom)}H${box.right}${ticksX}${ticksY}${small}${zero}`);
  const texts = [
    ...axes.x.ticks.map(({ text }, k) => ({ text, x: places.x[k], y: box.bottom + 18, anchor: "middle" })),
    ...axes.y.ticks.map(({ text }, k) => ({ text, x: box.left - 8, y: places.y[k] + 4, anchor: "end" })),
  ];
  keepCount(parts.ticks, texts.length, () => svgElement("text"));
  for (const [k, { text, x, y, anchor }] of texts.entries()) {
    setText(parts.ticks.children[k], text);
    setAttributes(parts.ticks.children[k], { x, y, "text-anchor": anchor });
  }
  writeLabel(parts.labelX, picture.x.label);
  setAttributes(parts.labelX, { x: box.right, y: box.bottom + 34 });
  writeLabel(parts.labelY, picture.y.label);
}

/** Write a text in which "h_t" sets t smaller and lower. */
function writeLabel(text, words) {
  if (text.dataset.words === words) return;
  text.dataset.words = words;
  text.replaceChildren();
  for (const [k, part] of words.split(/_(\w)/).entries()) {
    if (k % 2) text.append(svgElement("tspan", { class: "lstm-chart-below", dy: 3 }, part), svgElement("tspan", { dy: -3 }, "\u200b"));
    else text.append(part);
  }
}

function paintShade(parts, shade, scales, box) {
  setAttributes(parts.shade, { visibility: shade ? null : "hidden" });
  setText(parts.shadeText, shade?.text ?? "");
  if (!shade) return;
  const [from, to] = [scales.x(shade.from), scales.x(shade.to)];
  setAttributes(parts.shade, { x: from, y: box.top, width: Math.max(0, to - from), height: box.bottom - box.top });
  setAttributes(parts.shadeText, { x: (from + to) / 2, y: box.top + 14, visibility: to - from < 6.2 * shade.text.length ? "hidden" : null });
}

function paintMarks(group, marks, scales, box) {
  keepCount(group, 2 * marks.length, (k) => (k % 2 ? svgElement("text") : svgElement("path")));
  for (const [k, { axis, at, text }] of marks.entries()) {
    const [path, words] = [group.children[2 * k], group.children[2 * k + 1]];
    const place = scales[axis](at);
    const isInside = axis === "x" ? place >= box.left && place <= box.right : place >= box.top && place <= box.bottom;
    setAttributes(path, { visibility: isInside ? null : "hidden", d: isInside ? markPath(axis, place, box) : "" });
    setAttributes(words, { visibility: isInside ? null : "hidden" });
    setText(words, text);
    if (!isInside) continue;
    const isLeft = axis === "x" && place > (box.left + box.right) / 2;
    const below = place < box.top + 18 ? 14 : -5;
    setAttributes(words, axis === "x"
      ? { x: place + (isLeft ? -5 : 5), y: box.bottom - 7, "text-anchor": isLeft ? "end" : "start" }
      : { x: box.right - 4, y: place + below, "text-anchor": "end" });
  }
}

function markPath(axis, place, box) {
  return axis === "x" ? `M${half(place)} ${box.top}V${box.bottom}` : `M${box.left} ${half(place)}H${box.right}`;
}

function paintLines(group, series, scales, box) {
  keepCount(group, series.length, () => svgElement("g", {},
    svgElement("path", { class: "lstm-chart-line" }),
    svgElement("path", { class: "lstm-chart-line lstm-chart-faint" }),
    svgElement("path", { class: "lstm-chart-markers" })));
  const columns = Math.max(1, Math.ceil(box.right - box.left));
  for (const [n, { name, look = n, x, y, faintFrom = y.length }] of series.entries()) {
    const line = group.children[n];
    setAttributes(line, { "data-look": look, "data-line": name });
    const [full, faint, markers] = line.children;
    full.setAttribute("d", linePath(x, y, scales.x, scales.y, { to: Math.min(faintFrom, y.length), columns }));
    faint.setAttribute("d", faintFrom < y.length ? linePath(x, y, scales.x, scales.y, { from: Math.max(0, faintFrom - 1), to: y.length, columns }) : "");
    markers.setAttribute("d", series.length > 1 ? markersPath(x, y, look, n, faintFrom, scales) : "");
  }
}

function markersPath(x, y, look, n, faintFrom, scales) {
  const shape = MARKERS[look % MARKERS.length];
  if (!shape || !y.length) return "";
  const places = markerIndices(x, scales.x, MARKER_SPACING, (n * MARKER_SPACING) / 4).filter((k) => k < Math.min(faintFrom, y.length));
  return places.map((k) => markerAt(shape, scales.x(x[k]), scales.y(y[k]))).join("");
}

/** Names behind the ends of the lines, apart from each other. */
function paintEnds(group, series, scales, box) {
  const labelled = series.flatMap(({ endLabel, look, x, y }, n) => {
    const height = scales.y(y.length ? y[y.length - 1] : Number.NaN);
    const place = scales.x(x[y.length - 1]);
    return endLabel && Number.isFinite(height) ? [{ endLabel, look: look ?? n, height, place: Math.min(box.right, place) }] : [];
  });
  const spread = spreadPlaces(labelled.map(({ height }) => height + 4), LABEL_GAP, box.top + 8, box.bottom);
  keepCount(group, labelled.length, () => svgElement("text"));
  for (const [k, { endLabel, look, place }] of labelled.entries()) {
    setText(group.children[k], endLabel);
    setAttributes(group.children[k], { x: place + 6, y: spread[k], "data-look": look });
  }
}

/** A marker's path at a place; empty where it cannot be drawn. */
function markerAt(shape, x, y) {
  return shape && Number.isFinite(x) && Number.isFinite(y) ? `M${x.toFixed(1)} ${y.toFixed(1)}${shape}` : "";
}

function paintCursor(parts, { cursor, series, format = formatCompact }, scales, box) {
  const isShown = cursor !== null && cursor !== undefined;
  const place = isShown ? scales.x(cursor) : Number.NaN;
  parts.cursor.setAttribute("d", isShown ? markPath("x", place, box) : "");
  const found = isShown ? series.map((line) => valueAt(line, cursor)) : [];
  keepCount(parts.dots, 2 * series.length, (k) => (k % 2 ? svgElement("text") : svgElement("circle", { r: 4 })));
  const heights = found.map((value) => scales.y(value ?? Number.NaN));
  const drawn = heights.map((y, n) => (Number.isFinite(y) ? n : -1)).filter((n) => n >= 0);
  const besides = (y) => (y - 9 < box.top + 10 ? y + 18 : y - 9); // above the line, below it at the top
  const spread = spreadPlaces(drawn.map((n) => besides(heights[n])), LABEL_GAP, box.top + 10, box.bottom - 6);
  const isLeft = place > box.right - 76;
  for (let n = 0; n < series.length; n += 1) {
    const [dot, text] = [parts.dots.children[2 * n], parts.dots.children[2 * n + 1]];
    const rank = drawn.indexOf(n);
    const look = series[n].look ?? n;
    setAttributes(dot, { visibility: rank < 0 ? "hidden" : null, "data-look": look });
    setAttributes(text, { visibility: rank < 0 ? "hidden" : null, "data-look": look });
    if (rank < 0) continue;
    setAttributes(dot, { cx: place, cy: heights[n] });
    setText(text, format(found[n]));
    setAttributes(text, { x: place + (isLeft ? -8 : 8), y: spread[rank], "text-anchor": isLeft ? "end" : "start" });
  }
}

/** The number of a line at an x that it has; undefined elsewhere. */
function valueAt({ x, y, faintFrom = y.length }, at) {
  if (!y.length) return undefined;
  const k = nearestIndex(x, at);
  return x[k] === at && k < Math.min(faintFrom, y.length) ? y[k] : undefined;
}

function keepCount(group, count, make) {
  while (group.children.length > count) group.lastChild.remove();
  while (group.children.length < count) group.append(make(group.children.length));
}

function half(place) {
  return Math.round(place - 0.5) + 0.5; // a line of one pixel falls on one row of pixels
}

/** A short piece of a line with its marker, for a legend. */
export function lineSample(look) {
  return svgElement("svg", { class: "lstm-chart lstm-chart-sample", width: 44, height: 14, viewBox: "0 0 44 14", "aria-hidden": "true" },
    svgElement("g", { "data-look": look },
      svgElement("path", { class: "lstm-chart-line", d: "M1 7H43" }),
      svgElement("path", { class: "lstm-chart-markers", d: markerAt(MARKERS[look % MARKERS.length], 22, 7) })));
}
