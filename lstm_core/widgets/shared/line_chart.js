// A line chart in SVG: its place on the page, its pointer, and when it is painted; chart_painting.js paints it.

import { nearestIndex } from "./chart_axis.js";
import { createChartParts, paintChart } from "./chart_painting.js";
import { pointIn } from "./enlarge.js";
import { htmlElement, onceAFrame, svgElement } from "./svg.js";

/**
 * Make a chart.
 *
 * options:
 *   label      the chart's name, for screen readers
 *   height     in pixels. Default: 240; 0 takes the height of the chart's place
 *   testid     data-testid of the picture
 *   onCursor   (x) => called with the nearest x of the first line when the pointer moves over the chart or touches it
 *   onLeave    () => called when the pointer leaves
 *   onSelect   (name, x) => called with the nearest line and its nearest x when a place is clicked or dragged over
 *
 * Returns { element, draw(picture), destroy() }. A picture is
 *   { x: axis, y: axis, series, cursor, marks, points, shade, format, labelRoom, numbersAbove }
 *   axis     { label, low, high, kind: "linear" | "log", isNice, count }; "h_t" in a label sets t below the line
 *   series   [{ name, endLabel, look: 0 … 4, x, y, faintFrom }], x rising; `look` chooses colour, dash and marker; with
 *            `faintFrom` the line is pale from that index on, and the cursor has no numbers there; an array `x` may
 *            be longer than `y`; `endLabel` stands behind the line's end, for which `labelRoom` pixels are kept at the right
 *   cursor   an x, or null
 *   marks    [{ axis: "x" | "y", at, text, isBeside }], dotted lines across the chart; a text that `isBeside` stands at the right
 *            of the axes, in the `labelRoom`, where it covers no line
 *   points   [{ x, y, look, sign: "best" | "selected" }], marked points of the lines
 *   shade    { from, to, text }, a part of the x axis that is greyed
 *   format   (number) => text, for the numbers at the cursor
 *   numbersAbove  whether these stand in the line above the chart, where no curve is, and not beside their dots;
 *            without room for all, none is written: the widget has them elsewhere
 * Drawing is put off to the next frame, so it may be asked for more often than the screen can show.
 *
 * @param {{ label: string, height?: number, testid?: string, onCursor?: (x: number) => void, onLeave?: () => void,
 *   onSelect?: (name: string, x: number) => void }} options
 */
export function createLineChart({ label, height = 240, testid, onCursor = () => {}, onLeave = () => {}, onSelect }) {
  const parts = createChartParts();
  const svg = svgElement("svg", { class: "lstm-chart", role: "img", "aria-label": label, height, "data-testid": testid }, ...Object.values(parts));
  const element = htmlElement("div", { class: "lstm-chart-place" }, svg);
  let picture = null;
  let size = { width: 0, height };
  let scales = null;
  const paintSoon = onceAFrame(() => {
    if (picture && size.width > 0 && size.height > 0) scales = paintChart(svg, parts, picture, size);
  });

  followPointer(svg, () => scales && { series: picture.series, scales }, { onCursor, onLeave, onSelect });
  const observer = new ResizeObserver(([entry]) => {
    const available = { width: Math.floor(entry.contentRect.width), height: height || Math.floor(entry.contentRect.height) };
    if (available.width > 0 && (available.width !== size.width || available.height !== size.height)) {
      size = available;
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

/** Tell where the pointer is, and what it selects. `drawn()` returns { series, scales }, or null before the first picture. */
function followPointer(svg, drawn, { onCursor, onLeave, onSelect }) {
  const point = (event) => {
    const { series, scales } = drawn() ?? { series: [] };
    if (series.length) onCursor(series[0].x[nearestIndex(series[0].x, scales.x.invert(pointIn(event, svg).x))]);
  };
  const select = (event) => {
    const now = drawn();
    const found = now && onSelect && nearestPoint(now.series, now.scales, pointIn(event, svg));
    if (found) onSelect(found.name, found.x);
  };
  svg.addEventListener("pointermove", (event) => {
    point(event);
    if (event.pointerType === "mouse" && event.buttons === 1) select(event);
  });
  svg.addEventListener("click", select);
  svg.addEventListener("pointerdown", point);
  svg.addEventListener("pointerleave", onLeave);
}

/** The line and its x nearest to a place; a line must be near in x, and the nearest in height is chosen. */
function nearestPoint(series, scales, place) {
  const at = scales.x.invert(place.x);
  const found = series.filter(({ name, x }) => name && x.length).map(({ name, x, y }) => {
    const k = nearestIndex(x, at);
    const [across, down] = [Math.abs(scales.x(x[k]) - place.x), Math.abs(scales.y(y[k]) - place.y)];
    return { name, x: x[k], distance: 4 * across + (Number.isFinite(down) ? down : 0) };
  });
  return found.sort((a, b) => a.distance - b.distance)[0];
}
