// How a line chart is painted: axes with ticks, and lines told apart by dash and marker.

import { axisScale, linePath, makeAxis, markerIndices } from "./chart_axis.js";
import { markerPath, MARKERS, SIGNS } from "./chart_markers.js";
import { paintCursor, paintEnds, paintMarks } from "./chart_texts.js";
import { keepCount, setAttributes, setText, svgElement } from "./svg.js";
import { half } from "./scale.js";

const MARGIN = { top: 26, right: 14, bottom: 38, left: 48 };
const MARKER_SPACING = 70;

/** The layers of a chart, from the back to the front. */
export function createChartParts() {
  return {
    shade: svgElement("rect", { class: "lstm-chart-shade", visibility: "hidden" }),
    shadeText: svgElement("text", { class: "lstm-chart-note", "text-anchor": "middle" }),
    grid: svgElement("path", { class: "lstm-chart-grid" }),
    frame: svgElement("path", { class: "lstm-chart-frame" }),
    ticks: svgElement("g", { class: "lstm-chart-ticks" }),
    lines: svgElement("g", {}),
    ends: svgElement("g", { class: "lstm-chart-ends" }),
    points: svgElement("g", { class: "lstm-chart-points" }),
    cursor: svgElement("path", { class: "lstm-chart-cursor" }),
    marks: svgElement("g", { class: "lstm-chart-marks" }),
    dots: svgElement("g", {}),
    labelX: svgElement("text", { class: "lstm-chart-label", "text-anchor": "end" }),
    labelY: svgElement("text", { class: "lstm-chart-label", x: 4, y: 14 }),
  };
}

/** Paint a picture (see line_chart.js) into the layers; returns the scales { x, y }. */
export function paintChart(svg, parts, picture, { width, height }) {
  const box = { left: MARGIN.left, right: width - MARGIN.right - (picture.labelRoom ?? 0), top: MARGIN.top, bottom: height - MARGIN.bottom };
  const axes = { x: makeAxis({ count: Math.max(2, width / 90), ...picture.x }), y: makeAxis(picture.y) };
  const scales = { x: axisScale(axes.x, [box.left, box.right]), y: axisScale(axes.y, [box.bottom, box.top]) };
  setAttributes(svg, { width, height, viewBox: `0 0 ${width} ${height}`, "data-y-low": axes.y.low, "data-y-high": axes.y.high });
  paintAxes(parts, picture, axes, scales, box);
  paintShade(parts, picture.shade, scales, box);
  const beside = paintMarks(parts.marks, picture, scales, box);
  paintLines(parts.lines, picture.series, scales, box);
  paintEnds(parts.ends, picture.series, scales, box, beside);
  paintPoints(parts.points, picture.points ?? [], scales);
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
  return places.map((k) => markerPath(shape, scales.x(x[k]), scales.y(y[k]))).join("");
}

function paintPoints(group, points, scales) {
  keepCount(group, points.length, () => svgElement("path", {}));
  for (const [k, { x, y, look, sign }] of points.entries()) {
    setAttributes(group.children[k], { d: markerPath(SIGNS[sign], scales.x(x), scales.y(y)), "data-look": look, "data-sign": sign });
  }
}
