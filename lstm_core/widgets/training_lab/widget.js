// TrainingLab: watch a network learn, pause it, go back in time. The kernel trains and counts; the browser draws.

import { announcePresence } from "./presence.js";
import { createAnnouncer } from "./announcer.js";
import { createCommands } from "./commands.js";
import { createLabButtons, createTimeSlider } from "./controls.js";
import { allEpochs, lossPicture, normPicture, numbersAt, readCurve } from "./curves.js";
import { createFileRow, saveAs } from "./files.js";
import { createLabHeat } from "./heat.js";
import { createCharts, createLabRoot, createMessages, createPlace, GATES, showLegend } from "./parts.js";
import { createLabSettings, createResetSettings } from "./settings.js";
import { createOwnText, createSample } from "./text.js";
import { clippingWords, cursorWords, readingWords } from "./words.js";
import { typedArray } from "../shared/bytes.js";
import { nearestIndex } from "../shared/chart_axis.js";
import { createChoice } from "../shared/choice.js";
import { mount } from "../shared/mount.js";
import { clamp } from "../shared/scale.js";
import { onceAFrame, setAttributes, setText, uniqueId } from "../shared/svg.js";
import { isDark } from "../shared/theme_watch.js";

const MOST_STEPS = 20; // that wait for each other
const SILENT = "No answer from Python yet: the kernel is busy with another cell, or it is not running (then run this notebook’s cells again).";

/** One view of the lab: the last frame, what the learner looks at, and the commands that are under way. */
class LabView {
  /** @param {import("../shared/types.js").Model<import("./types.js").TrainingLabState>} model */
  constructor(model) {
    this.model = model;
    this.name = uniqueId("lab");
    this.frame = model.get("frame");
    this.summary = model.get("summary");
    this.curves = [];
    this.oldCurves = null; // the bytes that the curves of the other branches were read from
    this.epochs = new Float32Array(0);
    this.moments = new Float32Array(0); // epochs of the snapshots
    this.cursor = null; // an epoch
    this.refusal = ""; // said by the page itself
    this.stepsWanted = 0;
    this.isStepping = false; // what runs is a single step
    this.painted = 0;
    this.messages = createMessages();
    this.commands = createCommands(this.name, (content, buffers) => this.tell(content, buffers), (isSilent) => setText(this.messages.waiting, isSilent ? SILENT : ""));
    this.announcer = createAnnouncer(this.messages.speech, () => this);
    this.paintSoon = onceAFrame(() => this.paint());
    this.createParts();
  }

  createParts() {
    this.buttons = createLabButtons({ onToggle: () => this.toggle(), onStep: () => this.wantStep(1), onReset: () => this.reset() });
    this.settings = createLabSettings((changes) => this.command("set", changes));
    this.atReset = createResetSettings();
    this.time = createTimeSlider({
      onTravel: (index) => this.command("travel", { index }), onPresent: () => this.toPresent(), onContinue: () => this.continueFromHere(),
    });
    this.charts = createCharts((epoch) => this.pointAt(epoch));
    this.gates = createChoice("What the heat map shows", Object.entries(GATES), (gate) => this.command("look", { gate }));
    this.place = createPlace();
    this.heat = createLabHeat(this.paintSoon);
    this.sample = createSample();
    this.own = createOwnText({ onLearn: (text) => this.learn(text), onRefusal: (sentence) => this.refuse(sentence), onNews: (words) => this.report(words) });
    this.files = createFileRow({ onFile: (kind) => this.command("file", { kind }), onLoad: (parts) => this.load(parts), onRefusal: (sentence) => this.refuse(sentence) });
    const { root, stage } = createLabRoot(this);
    this.root = root;
    this.stage = stage;
    this.charts.logBox.addEventListener("change", this.paintSoon);
    this.place.addEventListener("input", () => this.command("look", { start: Number(this.place.value) }));
  }

  // Commands

  tell(content, buffers = []) {
    try {
      this.model.send(content, undefined, buffers);
    } catch {
      setText(this.messages.waiting, "This lab has lost its kernel. Run the cell again.");
    }
  }

  command(kind, details, buffers) {
    this.refusal = "";
    if (kind !== "look") setText(this.messages.news, "");
    this.commands.ask(kind, details, buffers);
    this.paintSoon();
  }

  refuse(sentence) {
    this.refusal = sentence;
    setText(this.messages.news, "");
    this.paintSoon();
  }

  report(words) {
    this.refuse("");
    setText(this.messages.news, words);
  }

  toggle() {
    this.forgetSteps();
    this.command(this.frame.phase === "running" ? "pause" : "start");
  }

  /** Steps that are asked for while one is under way are taken one after the other. */
  wantStep(count) {
    this.stepsWanted = Math.min(MOST_STEPS, this.stepsWanted + count);
    this.takeStep();
  }

  takeStep() {
    if (this.stepsWanted === 0 || this.commands.isOpen("step") || (this.isStepping && this.frame.phase === "running")) return;
    this.isStepping = true; // Step also ends a training that runs, after the step that is under way
    this.stepsWanted -= 1;
    this.command("step");
  }

  forgetSteps() {
    this.stepsWanted = 0;
    this.isStepping = false;
  }

  reset(text) {
    this.forgetSteps();
    const sentence = this.atReset.refusal();
    if (sentence) {
      this.refuse(sentence);
      return;
    }
    this.command("reset", { ...this.atReset.wanted(), ...(text === undefined ? {} : { text }) });
  }

  learn(text) {
    this.own.close();
    this.reset(text);
  }

  toPresent() {
    if (this.frame.viewing !== null || this.commands.isOpen("travel")) this.command("present");
  }

  continueFromHere() {
    if (this.frame.viewing === null) return;
    this.forgetSteps();
    this.command("branch");
    this.command("start");
  }

  load(parts) {
    if (this.commands.isOpen("load")) return;
    this.report("Loading…");
    parts.slice(0, -1).forEach((buffer, part) => {
      this.tell({ do: "load", part, parts: parts.length }, [buffer]);
    });
    this.commands.ask("load", { part: parts.length - 1, parts: parts.length }, [parts.at(-1)]);
  }

  receiveFile(content, buffers) {
    if (content.kind !== "file" || !String(content.request).startsWith(`${this.name} `)) return;
    saveAs(content.name, content.type, buffers[0]);
    setText(this.messages.news, `${content.name} was handed to the browser to save.`);
  }

  // Frames

  receive() {
    const before = this.frame;
    const { news } = this.messages;
    this.frame = this.model.get("frame");
    this.summary = this.model.get("summary");
    this.commands.answered(this.frame.answered);
    if (news.textContent === "Loading…" && !this.commands.isOpen("load")) setText(news, "");
    if (this.frame.phase !== before.phase) this.paint(); // what a click has done is shown at once
    else if (this.frame.number !== before.number) this.paintSoon();
    this.takeStep();
  }

  readCurves() {
    const others = this.model.get("old_curves");
    if (others !== this.oldCurves) {
      this.oldCurves = others;
      this.curves = others.map(readCurve);
    }
    this.curves[this.summary.active] = readCurve(this.frame.curve);
    this.epochs = allEpochs(this.curves);
    this.moments = typedArray(this.frame.snapshots, Float32Array);
  }

  pointAt(epoch) {
    const at = epoch === undefined ? null : epoch;
    if (at === this.cursor) return;
    this.cursor = at;
    this.paintSoon();
  }

  walkCursor(by) {
    const { epochs, cursor } = this;
    if (epochs.length === 0) return;
    const k = cursor === null ? epochs.length - 1 : clamp(nearestIndex(epochs, cursor) + by, 0, epochs.length - 1);
    this.pointAt(epochs[k]);
  }

  paint() {
    if (!this.root.isConnected) return;
    this.readCurves();
    const { frame, summary } = this;
    this.buttons.show(frame, summary);
    setText(this.messages.error, this.refusal || frame.message);
    this.settings.show(summary, this.commands.isOpen("set"));
    this.atReset.show(summary);
    this.time.show(frame, summary, this.moments, this.commands.isOpen("travel") || this.commands.isOpen("present"));
    this.paintCharts();
    this.paintHeat();
    this.sample.show(frame, summary);
    setText(this.messages.reading, readingWords(summary));
    this.painted += 1;
    setAttributes(this.root, {
      "data-phase": frame.phase, "data-epoch": frame.epoch, "data-loss": frame.loss, "data-norm": frame.gradient_norm, "data-viewing": frame.viewing ?? "present",
      "data-learning-rate": summary.learning_rate, "data-clip": summary.clip_value ?? "off", "data-size": summary.H, "data-seed": summary.seed, "data-length": summary.T,
      "data-branches": summary.branches.length, "data-cursor": this.cursor, "data-log": String(this.charts.logBox.checked), "data-painted": this.painted,
      "data-frame": frame.number,
    });
    this.announcer.speakSoon();
  }

  paintCharts() {
    const { frame, summary, curves, epochs, cursor, charts } = this;
    const view = { curves, epochs, summary, cursor, isLog: charts.logBox.checked, past: frame.viewing === null ? null : frame.epoch };
    charts.loss.draw(lossPicture(view));
    charts.norm.draw(normPicture(view));
    showLegend(charts.legend, summary);
    setText(charts.clipping, clippingWords(summary));
    const found = cursor === null ? [] : numbersAt(curves, summary.branches, cursor, (epochs.at(-1) ?? 0) / 300);
    setText(charts.numbers, found.length ? cursorWords(found, summary) : "Point at a curve, or press ← →, for its exact numbers.");
  }

  paintHeat() {
    const { frame, summary, place } = this;
    this.gates.show(frame.gate);
    if (!this.commands.isOpen("look")) {
      place.max = String(summary.characters - summary.window);
      place.value = String(frame.start);
      setAttributes(place, { "aria-valuetext": `from character ${frame.start}` });
    }
    this.heat.show(frame, summary, this.stage.clientWidth, isDark(this.root));
  }

  // The page

  keys() {
    const once = (action) => (event) => event.repeat || action();
    return {
      Space: once(() => this.toggle()),
      s: (event) => this.wantStep(event.repeat && this.stepsWanted > 0 ? 0 : 1),
      r: once(() => this.reset()),
      l: () => this.charts.logBox.click(),
      ArrowLeft: () => this.walkCursor(-1),
      ArrowRight: () => this.walkCursor(1),
      ...Object.fromEntries(Object.entries(GATES).map(([gate, key]) => [key, () => this.command("look", { gate })])),
    };
  }

  mountAt(el) {
    const { model, root, paintSoon, charts } = this;
    const receiveFile = (content, buffers) => this.receiveFile(content, buffers);
    model.on("msg:custom", receiveFile);
    const observer = new ResizeObserver(paintSoon);
    observer.observe(this.stage);
    const ends = [
      announcePresence(this.name, (content) => this.tell(content)), charts.loss.destroy, charts.norm.destroy, this.commands.destroy, this.announcer.destroy,
      () => observer.disconnect(), () => model.off("msg:custom", receiveFile),
    ];
    const end = mount({ model, el, root, paintSoon }, { keys: this.keys(), traits: { frame: () => this.receive() }, theme: true, ends });
    paintSoon();
    return end;
  }
}

function render({ model, el }) {
  return new LabView(model).mountAt(el);
}

export default { render };
