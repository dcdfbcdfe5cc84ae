// TrainingLab: watch a network learn, pause it, go back in time. The kernel trains and counts; the browser draws.

import { createChoice } from "../shared/choice.js";
import { typedArray } from "../shared/bytes.js";
import { nearestIndex } from "../shared/chart_axis.js";
import { createFoot } from "../shared/foot.js";
import { createLineChart, lineSample } from "../shared/line_chart.js";
import { mount } from "../shared/mount.js";
import { clamp } from "../shared/scale.js";
import { htmlElement, onceAFrame, setAttributes, setText, uniqueId } from "../shared/svg.js";
import { isDark } from "../shared/theme_watch.js";
import { createLabButtons, createTimeSlider } from "./controls.js";
import { allEpochs, lossPicture, normPicture, numbersAt, readCurve } from "./curves.js";
import { createFileRow, saveAs } from "./files.js";
import { createLabHeat } from "./heat.js";
import { createCommands } from "./commands.js";
import { createLabSettings, createResetSettings } from "./settings.js";
import { createOwnText, createSample } from "./text.js";
import { branchWords, clippingWords, cursorWords, momentWords, readingWords, spokenStatus } from "./words.js";

const SIGN_OF_LIFE = 20_000; // milliseconds between two words that this view is still here
const SPOKEN_EVERY = 5000; // while it trains
const SPOKEN_AFTER = 400; // when something else has changed
const GATES = { input: "i", forget: "f", candidate: "g", output: "o", cell: "c", hidden: "h" };
const KEYS = [
  [["Space"], "start, pause"], [["S"], "step"], [["R"], "reset"], [["←", "→"], "numbers along the curve"], [["I", "F", "G", "O", "C", "H"], "heat map"], [["L"], "log axis"],
];

function render({ model, el }) {
  const viewName = uniqueId("lab");
  /** @type {import("./types.js").Frame} */
  let frame = model.get("frame");
  /** @type {import("./types.js").Summary} */
  let summary = model.get("summary");
  let curves = [];
  let oldCurves = null; // the bytes that the curves of the other branches were read from
  let epochs = new Float32Array(0);
  let moments = new Float32Array(0); // epochs of the snapshots
  let cursor = null; // an epoch
  let isLog = false;
  let refusal = ""; // said by the page itself
  let stepsWanted = 0;
  let isStepping = false; // what runs is a single step
  let painted = 0;
  let spoken = { key: "", at: 0 };
  const timers = { speech: null, life: null };

  const commands = createCommands(viewName, tell, (isSilent) => {
    setText(waiting, isSilent ? "No answer from Python yet: the kernel is busy with another cell, or it is not running (then run this notebook’s cells again)." : "");
  });
  const buttons = createLabButtons({ onToggle: toggle, onStep: () => wantStep(1), onReset: () => reset() });
  const settings = createLabSettings((changes) => command("set", changes));
  const atReset = createResetSettings();
  const time = createTimeSlider({
    onTravel: (index) => command("travel", { index }),
    onPresent: () => frame.viewing !== null || commands.isOpen("travel") ? command("present") : null,
    onContinue: continueFromHere,
  });
  const loss = createLineChart({ label: "Loss by epoch", height: 270, testid: "loss-chart", onCursor: pointAt, onLeave: () => pointAt(null) });
  const norm = createLineChart({ label: "Length of the gradient by epoch", height: 270, testid: "norm-chart", onCursor: pointAt, onLeave: () => pointAt(null) });
  const logBox = htmlElement("input", { type: "checkbox", "data-testid": "log" });
  const legend = htmlElement("ul", { class: "lstm-branches", "data-testid": "branches" });
  const numbers = htmlElement("p", { class: "lstm-numbers", "data-testid": "numbers" });
  const clipping = htmlElement("p", { class: "lstm-muted lstm-clipping", "data-testid": "clipping-words" });
  const gates = createChoice("What the heat map shows", Object.entries(GATES), (gate) => command("look", { gate }));
  const place = htmlElement("input", { type: "range", class: "lstm-slider", min: 0, max: 0, step: 1, "aria-label": "First character of the heat map", "data-testid": "place" });
  const heat = createLabHeat(() => paintSoon());
  const sample = createSample();
  const own = createOwnText({
    onLearn: (text) => {
      own.close();
      reset(text);
    },
    onRefusal: refuse,
    onNews: (words) => {
      refuse("");
      setText(news, words);
    },
  });
  const files = createFileRow({ onFile: (kind) => command("file", { kind }), onLoad: load, onRefusal: refuse });
  const reading = htmlElement("p", { class: "lstm-muted", "data-testid": "reading" });
  const alertPlace = htmlElement("p", { class: "lstm-notice", role: "alert", "data-testid": "message" });
  const news = htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "news" });
  const waiting = htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "waiting" });
  const speech = htmlElement("div", { class: "lstm-hidden", "aria-live": "polite", "data-testid": "speech" });
  const stage = htmlElement("div", { class: "lstm-stage" }, heat.element);
  const root = htmlElement("div", {
    class: "lstm-widget lstm-training-lab", tabindex: 0, role: "group", "aria-label": "Training lab", "data-testid": "training-lab",
  },
  buttons.element, alertPlace, news, waiting,
  htmlElement("div", { class: "lstm-all-settings" }, settings.element, atReset.element), time.element,
  htmlElement("div", { class: "lstm-charts" },
    htmlElement("div", {}, loss.element), htmlElement("div", {}, norm.element)),
  htmlElement("div", { class: "lstm-under" }, htmlElement("label", {}, logBox, " log axis for the loss"), numbers), legend, clipping,
  htmlElement("div", { class: "lstm-controls lstm-heat-row" }, htmlElement("div", { class: "lstm-label" }, "Heat map of", gates.element), htmlElement("label", { class: "lstm-label lstm-place" }, "Move along the text", place), heat.legend),
  stage, heat.words, sample.element, reading, own.element, files, createFoot(KEYS), speech);
  const paintSoon = onceAFrame(paint);

  // Commands

  function tell(content, buffers = []) {
    try {
      model.send(content, undefined, buffers);
    } catch {
      setText(waiting, "This lab has lost its kernel. Run the cell again.");
    }
  }

  function command(kind, details, buffers) {
    refusal = "";
    if (kind !== "look") setText(news, "");
    commands.ask(kind, details, buffers);
    paintSoon();
  }

  function refuse(sentence) {
    refusal = sentence;
    setText(news, "");
    paintSoon();
  }

  function toggle() {
    forgetSteps();
    command(frame.phase === "running" ? "pause" : "start");
  }

  /** Steps that are asked for while one is under way are taken one after the other. */
  function wantStep(count) {
    stepsWanted = Math.min(20, stepsWanted + count);
    takeStep();
  }

  function takeStep() {
    if (stepsWanted === 0 || commands.isOpen("step") || (isStepping && frame.phase === "running")) return;
    isStepping = true; // Step also ends a training that runs, after the step that is under way
    stepsWanted -= 1;
    command("step");
  }

  function forgetSteps() {
    stepsWanted = 0;
    isStepping = false;
  }

  function reset(text) {
    forgetSteps();
    const sentence = atReset.refusal();
    if (sentence) {
      refuse(sentence);
      return;
    }
    command("reset", { ...atReset.wanted(), ...(text === undefined ? {} : { text }) });
  }

  function continueFromHere() {
    if (frame.viewing === null) return;
    forgetSteps();
    command("branch");
    command("start");
  }

  function load(parts) {
    if (commands.isOpen("load")) return;
    refuse("");
    setText(news, "Loading…");
    parts.slice(0, -1).forEach((buffer, part) => {
      tell({ do: "load", part, parts: parts.length }, [buffer]);
    });
    commands.ask("load", { part: parts.length - 1, parts: parts.length }, [parts.at(-1)]);
  }

  function receiveFile(content, buffers) {
    if (content.kind !== "file" || !String(content.request).startsWith(`${viewName} `)) return;
    saveAs(content.name, content.type, buffers[0]);
    setText(news, `${content.name} was handed to the browser to save.`);
  }

  // Frames

  function receive() {
    const before = frame;
    frame = model.get("frame");
    summary = model.get("summary");
    commands.answered(frame.answered);
    if (news.textContent === "Loading…" && !commands.isOpen("load")) setText(news, "");
    if (frame.phase !== before.phase) paint(); // what a click has done is shown at once
    else if (frame.number !== before.number) paintSoon();
    takeStep();
  }

  function readCurves() {
    const others = model.get("old_curves");
    if (others !== oldCurves) {
      oldCurves = others;
      curves = others.map(readCurve);
    }
    curves[summary.active] = readCurve(frame.curve);
    epochs = allEpochs(curves);
    moments = typedArray(frame.snapshots, Float32Array);
  }

  function pointAt(epoch) {
    const at = epoch === undefined ? null : epoch;
    if (at === cursor) return;
    cursor = at;
    paintSoon();
  }

  function walkCursor(by) {
    if (epochs.length === 0) return;
    const k = cursor === null ? epochs.length - 1 : clamp(nearestIndex(epochs, cursor) + by, 0, epochs.length - 1);
    pointAt(epochs[k]);
  }

  function paint() {
    if (!root.isConnected) return;
    readCurves();
    buttons.show(frame, summary);
    setText(alertPlace, refusal || frame.message);
    settings.show(summary, commands.isOpen("set"));
    atReset.show(summary);
    time.show(frame, summary, moments, commands.isOpen("travel") || commands.isOpen("present"));
    const view = { curves, epochs, summary, cursor, isLog, past: frame.viewing === null ? null : frame.epoch };
    loss.draw(lossPicture(view));
    norm.draw(normPicture(view));
    showLegend();
    setText(clipping, clippingWords(summary));
    const found = cursor === null ? [] : numbersAt(curves, summary.branches, cursor, (epochs.at(-1) ?? 0) / 300);
    setText(numbers, found.length ? cursorWords(found, summary) : "Point at a curve, or press ← →, for its exact numbers.");
    gates.show(frame.gate);
    if (!commands.isOpen("look")) {
      place.max = String(summary.characters - summary.window);
      place.value = String(frame.start);
      setAttributes(place, { "aria-valuetext": `from character ${frame.start}` });
    }
    heat.show(frame, summary, stage.clientWidth, isDark(root));
    sample.show(frame, summary);
    setText(reading, readingWords(summary));
    painted += 1;
    setAttributes(root, {
      "data-phase": frame.phase, "data-epoch": frame.epoch, "data-loss": frame.loss, "data-norm": frame.gradient_norm, "data-viewing": frame.viewing ?? "present",
      "data-learning-rate": summary.learning_rate, "data-clip": summary.clip_value ?? "off", "data-size": summary.H, "data-seed": summary.seed, "data-length": summary.T,
      "data-branches": summary.branches.length, "data-cursor": cursor, "data-log": String(isLog), "data-painted": painted, "data-frame": frame.number,
    });
    speakSoon();
  }

  function showLegend() {
    const isShown = summary.branches.length > 1;
    const told = isShown ? summary.branches.map((branch, k) => branchWords(branch, summary.branches, summary, k === summary.active)) : [];
    if (legend.dataset.told === told.join()) return;
    legend.dataset.told = told.join();
    legend.replaceChildren(...told.map((words, k) => htmlElement("li", {}, lineSample(k % 5), words)));
  }

  /** Every few seconds while it trains, soon after anything else has changed. */
  function speakSoon() {
    const key = `${frame.phase} ${frame.viewing} ${frame.message}`;
    const isNew = key !== spoken.key;
    if (isNew) clearTimeout(timers.speech);
    else if (timers.speech !== null || frame.phase !== "running") return;
    spoken.key = key;
    timers.speech = setTimeout(() => {
      timers.speech = null;
      spoken = { key, at: Date.now() };
      const moment = frame.viewing === null ? "" : `Looking back at ${momentWords(frame.viewing, moments, summary)}. `;
      setText(speech, moment + spokenStatus(frame, summary));
    }, isNew ? SPOKEN_AFTER : SPOKEN_EVERY);
  }

  // The view comes and goes

  const comes = () => tell({ do: "view", view: viewName, gone: false });
  const goes = () => tell({ do: "view", view: viewName, gone: true });

  logBox.addEventListener("change", () => {
    isLog = logBox.checked;
    paintSoon();
  });
  place.addEventListener("input", () => command("look", { start: Number(place.value) }));
  const once = (action) => (event) => event.repeat || action();
  const byGate = Object.fromEntries(Object.entries(GATES).map(([gate, key]) => [key, () => command("look", { gate })]));
  const keys = {
    Space: once(toggle),
    s: (event) => wantStep(event.repeat && stepsWanted > 0 ? 0 : 1),
    r: once(() => reset()),
    l: () => logBox.click(),
    ArrowLeft: () => walkCursor(-1),
    ArrowRight: () => walkCursor(1),
    ...byGate,
  };
  model.on("msg:custom", receiveFile);
  window.addEventListener("pagehide", goes);
  window.addEventListener("pageshow", comes);
  timers.life = setInterval(comes, SIGN_OF_LIFE);
  const observer = new ResizeObserver(paintSoon);
  observer.observe(stage);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timers.speech);
    clearInterval(timers.life);
    window.removeEventListener("pagehide", goes);
    window.removeEventListener("pageshow", comes);
    model.off("msg:custom", receiveFile);
  };
  const ends = [goes, loss.destroy, norm.destroy, commands.destroy, stop];
  const end = mount({ model, el, root, paintSoon }, { keys, traits: { frame: receive }, theme: true, ends });
  comes();
  paintSoon();
  return end;
}

export default { render };
