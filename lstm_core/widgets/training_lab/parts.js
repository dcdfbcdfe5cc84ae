// What the training lab is made of, and how a branch's line is told from the others.

import { createKeyList } from "./keys.js";
import { createTabs } from "./tabs.js";
import { lineSample } from "../shared/chart_markers.js";
import { createLineChart } from "../shared/line_chart.js";
import { htmlElement, setText } from "../shared/svg.js";
import { branchWords } from "./words.js";

export const GATES = { input: "i", forget: "f", candidate: "g", output: "o", cell: "c", hidden: "h" };
const MOST_IN_LEGEND = 3;

/** Make the charts of the loss and of the gradient norm. `onCursor(epoch)` gets undefined when the pointer leaves. */
export function createCharts(onCursor, onSelect) {
  const common = { height: 0, onCursor, onLeave: () => onCursor(undefined), onSelect };
  const loss = createLineChart({ ...common, label: "Loss by epoch", testid: "loss-chart" });
  for (const [name, value] of Object.entries({ tabindex: 0, role: "slider", "data-testid": "curve", "aria-valuemin": 0 })) {
    loss.element.setAttribute(name, String(value));
  }
  loss.element.setAttribute("aria-label", "Loss curve: select a snapshot");
  return {
    loss,
    norm: createLineChart({ ...common, label: "Gradient norm by epoch", testid: "norm-chart" }),
    logBox: htmlElement("input", { type: "checkbox", "data-testid": "log" }),
    legend: htmlElement("ul", { class: "lstm-branches", "data-testid": "branches" }),
    best: htmlElement("span", { class: "lstm-best", "data-testid": "best" }),
    numbers: htmlElement("p", { class: "lstm-numbers", "data-testid": "numbers" }),
    clipping: htmlElement("p", { class: "lstm-muted lstm-clipping", "data-testid": "clipping-words" }),
  };
}

/** Make the places for sentences: all in one box of a height that never changes. */
export function createMessages() {
  const line = (role, testid) => htmlElement("p", { class: "lstm-notice", role, "data-testid": testid });
  const messages = {
    waiting: line("status", "waiting"),
    error: line("alert", "message"),
    advice: line("status", "advice"),
    news: line("status", "news"),
    hint: htmlElement("p", { class: "lstm-muted", "data-testid": "hint" }),
  };
  return {
    ...messages,
    box: htmlElement("div", { class: "lstm-messages", tabindex: 0, role: "group", "aria-label": "Messages" }, ...Object.values(messages)),
    reading: htmlElement("p", { class: "lstm-muted", "data-testid": "reading" }),
    speech: htmlElement("div", { class: "lstm-hidden", "aria-live": "polite", "data-testid": "speech" }),
  };
}

/** Make the slider of the heat map's first character. */
export function createPlace() {
  return htmlElement("input", {
    type: "range", class: "lstm-slider", min: 0, max: 0, step: 1, "aria-label": "First character of the heat map", "data-testid": "place",
    "data-needs-python": true,
  });
}

/** Put everything into the lab's element. Returns { root, stage, tabs }, where the stage holds the heat map. */
export function createLabRoot({ buttons, status, settings, atReset, charts, messages, gates, place, heat, sample, own, files }) {
  const stage = htmlElement("div", { class: "lstm-stage" }, heat.element);
  const heatPanel = htmlElement("div", {},
    htmlElement("div", { class: "lstm-heat-row" }, gates.element,
      htmlElement("label", { class: "lstm-label lstm-place" }, "Along the text", place), heat.legend),
    stage, heat.words);
  const normPanel = htmlElement("div", {}, charts.norm.element, charts.clipping);
  const tabs = createTabs("More of the lab", [
    ["heat", "Heat map", heatPanel],
    ["sample", "Sample", sample.element],
    ["norm", "Gradient norm", normPanel],
    ["run", "New run", htmlElement("div", {}, atReset.element, own.element, messages.reading)],
    ["files", "Files", files],
    ["keys", "Keys", createKeyList()],
  ]);
  const root = htmlElement("div", {
    class: "lstm-widget lstm-training-lab", tabindex: 0, role: "group", "aria-label": "Training lab", "data-testid": "training-lab",
  },
  buttons.element, status.element, messages.box, settings.element,
  htmlElement("div", { class: "lstm-lab-grid" },
    htmlElement("div", { class: "lstm-loss" }, charts.loss.element),
    htmlElement("div", { class: "lstm-under" },
      charts.numbers, htmlElement("label", {}, charts.logBox, " log axis"), charts.best, charts.legend),
    tabs.element, ...tabs.panels),
  messages.speech);
  return { root, stage, tabs };
}

/** Say which line belongs to which branch, once there is more than one: the newest, of more than fit into the row. */
export function showLegend(legend, summary) {
  const { branches, active } = summary;
  const entries = branches.length < 2 ? [] : branches.map((branch, k) => ({ k, words: branchWords(branch, branches, summary) }));
  const all = `${entries.map(({ words }) => words).join("; ")}${entries.length ? `; ${branches[active].name} is active` : ""}`;
  if (legend.title === all) return;
  legend.title = all;
  const hidden = Math.max(0, entries.length - MOST_IN_LEGEND);
  legend.replaceChildren(
    ...entries.slice(hidden).map(({ k, words }) => htmlElement("li", { "data-active": k === active }, lineSample(k % 5), words)),
    ...(hidden ? [htmlElement("li", {}, `and ${hidden} more`)] : []));
}

/** Write the messages: the hint stands where nothing else is to be said. */
export function showMessages(messages, { error, advice, hint }) {
  setText(messages.error, error);
  setText(messages.advice, advice);
  const isQuiet = !error && !advice && !messages.news.textContent && !messages.waiting.textContent;
  setText(messages.hint, isQuiet ? hint : "");
}
