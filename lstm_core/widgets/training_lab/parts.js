// What the training lab is made of, and how a branch's line is told from the others.

import { createFoot } from "../shared/foot.js";
import { createLineChart, lineSample } from "../shared/line_chart.js";
import { htmlElement } from "../shared/svg.js";
import { branchWords } from "./words.js";

export const GATES = { input: "i", forget: "f", candidate: "g", output: "o", cell: "c", hidden: "h" };
const CHART_HEIGHT = 270;
const KEYS = [
  [["Space"], "start, pause"], [["S"], "step"], [["R"], "reset"], [["←", "→"], "numbers along the curve"], [["I", "F", "G", "O", "C", "H"], "heat map"], [["L"], "log axis"],
];

/** Make the charts of the loss and of the gradient's length. `onCursor(epoch)` gets undefined when the pointer leaves. */
export function createCharts(onCursor) {
  const common = { height: CHART_HEIGHT, onCursor, onLeave: () => onCursor(undefined) };
  return {
    loss: createLineChart({ ...common, label: "Loss by epoch", testid: "loss-chart" }),
    norm: createLineChart({ ...common, label: "Length of the gradient by epoch", testid: "norm-chart" }),
    logBox: htmlElement("input", { type: "checkbox", "data-testid": "log" }),
    legend: htmlElement("ul", { class: "lstm-branches", "data-testid": "branches" }),
    numbers: htmlElement("p", { class: "lstm-numbers", "data-testid": "numbers" }),
    clipping: htmlElement("p", { class: "lstm-muted lstm-clipping", "data-testid": "clipping-words" }),
  };
}

/** Make the places for sentences: the error, news, that Python is silent, how much was read, and what is spoken. */
export function createMessages() {
  const line = (role, testid) => htmlElement("p", { class: "lstm-notice", role, "data-testid": testid });
  return {
    error: line("alert", "message"),
    news: line("status", "news"),
    waiting: line("status", "waiting"),
    reading: htmlElement("p", { class: "lstm-muted", "data-testid": "reading" }),
    speech: htmlElement("div", { class: "lstm-hidden", "aria-live": "polite", "data-testid": "speech" }),
  };
}

/** Make the slider of the heat map's first character. */
export function createPlace() {
  return htmlElement("input", {
    type: "range", class: "lstm-slider", min: 0, max: 0, step: 1, "aria-label": "First character of the heat map", "data-testid": "place",
  });
}

/** Put everything into the lab's element. Returns { root, stage }, where the stage holds the heat map. */
export function createLabRoot({ buttons, settings, atReset, time, charts, messages, gates, place, heat, sample, own, files }) {
  const stage = htmlElement("div", { class: "lstm-stage" }, heat.element);
  const root = htmlElement("div", {
    class: "lstm-widget lstm-training-lab", tabindex: 0, role: "group", "aria-label": "Training lab", "data-testid": "training-lab",
  },
  buttons.element, messages.error, messages.news, messages.waiting,
  htmlElement("div", { class: "lstm-all-settings" }, settings.element, atReset.element), time.element,
  htmlElement("div", { class: "lstm-charts" },
    htmlElement("div", {}, charts.loss.element), htmlElement("div", {}, charts.norm.element)),
  htmlElement("div", { class: "lstm-under" }, htmlElement("label", {}, charts.logBox, " log axis for the loss"), charts.numbers),
  charts.legend, charts.clipping,
  htmlElement("div", { class: "lstm-controls lstm-heat-row" },
    htmlElement("div", { class: "lstm-label" }, "Heat map of", gates.element),
    htmlElement("label", { class: "lstm-label lstm-place" }, "Move along the text", place), heat.legend),
  stage, heat.words, sample.element, messages.reading, own.element, files, createFoot(KEYS), messages.speech);
  return { root, stage };
}

/** Say which line belongs to which branch, once there is more than one. */
export function showLegend(legend, summary) {
  const { branches, active } = summary;
  const told = branches.length > 1 ? branches.map((branch, k) => branchWords(branch, branches, summary, k === active)) : [];
  if (legend.dataset.told === told.join()) return;
  legend.dataset.told = told.join();
  legend.replaceChildren(...told.map((words, k) => htmlElement("li", {}, lineSample(k % 5), words)));
}
