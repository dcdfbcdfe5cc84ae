// TrainingLab: watch a network learn, pause it, go back in time. The kernel trains and counts; the browser draws.

import { announcePresence } from "./presence.js";
import { createAnnouncer } from "./announcer.js";
import { createCommands } from "./commands.js";
import { createLabButtons, createStatus } from "./controls.js";
import { allEpochs, readCurve } from "./curves.js";
import { createFileRow, saveAs } from "./files.js";
import { createLabHeat } from "./heat.js";
import { createCharts, createLabRoot, createMessages, createPlace, GATES } from "./parts.js";
import { paintLab } from "./painting.js";
import { createLabSettings, createResetSettings } from "./settings.js";
import { createOwnText, createSample } from "./text.js";
import { typedArray } from "../shared/bytes.js";
import { createChoice } from "../shared/choice.js";
import { mount } from "../shared/mount.js";
import { createWidget } from "../shared/nulls.js";
import { clamp } from "../shared/scale.js";
import { onceAFrame, setText, uniqueId } from "../shared/svg.js";

const MOST_STEPS = 20; // that wait for each other
const SILENT = "No answer from Python yet: the kernel is busy with another cell.";

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
    this.isLogWanted = null; // whether the loss axis is logarithmic, once the learner has chosen
    this.target = null; // the place among the snapshots that the arrow keys have asked for
    this.wantedStart = 0; // of the heat map
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
    this.buttons = createLabButtons({
      onToggle: () => this.toggle(), onStep: () => this.wantStep(1), onReset: () => this.reset(), onUndo: () => this.undo(),
      onContinue: () => this.continueFromHere(), onPresent: () => this.toPresent(),
    });
    this.status = createStatus();
    this.settings = createLabSettings((changes) => this.command("set", changes));
    this.atReset = createResetSettings();
    this.charts = createCharts((epoch) => this.pointAt(epoch), (name, epoch) => this.select(name, epoch));
    this.gates = createChoice("What the heat map shows", Object.entries(GATES), (gate) => this.command("look", { gate }));
    this.place = createPlace();
    this.heat = createLabHeat(this.paintSoon);
    this.sample = createSample();
    this.own = createOwnText({ onLearn: (text) => this.reset(text), onRefusal: (sentence) => this.refuse(sentence), onNews: (words) => this.report(words) });
    this.files = createFileRow({ onFile: (kind) => this.command("file", { kind }), onLoad: (parts) => this.load(parts), onRefusal: (sentence) => this.refuse(sentence) });
    for (const part of [this.settings, this.atReset, this.gates, this.own]) part.element.setAttribute("data-needs-python", "");
    const { root, stage, tabs } = createLabRoot(this);
    this.root = root;
    this.stage = stage;
    this.tabs = tabs;
    this.charts.logBox.addEventListener("change", () => {
      this.isLogWanted = this.charts.logBox.checked;
      this.paintSoon();
    });
    this.place.addEventListener("input", () => this.lookFrom(Number(this.place.value)));
    this.tabs.element.addEventListener("click", this.paintSoon);
  }

  // Commands

  tell(content, buffers = []) {
    if (this.frame.phase !== "lost") this.model.send(content, undefined, buffers);
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
    this.isStepping = true; // Step also ends a training run, after the step that is under way
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

  undo() {
    this.forgetSteps();
    if (this.summary.undo_epoch === null) this.refuse("There is nothing to undo: Reset has replaced no run that had trained.");
    else this.command("undo");
  }

  lookFrom(start) {
    this.wantedStart = start;
    this.command("look", { start });
  }

  /** Look back at the snapshot nearest to a point of a branch's curve. */
  select(name, epoch) {
    const branch = this.summary.branches.findIndex((each) => each.name === name);
    this.forgetSteps();
    this.target = null;
    if (branch >= 0 && this.frame.phase !== "lost") this.command("select", { branch, epoch });
  }

  /** Go along the snapshots, whose last place is the present. */
  walk(by) {
    const { frame, moments } = this;
    const here = this.target ?? frame.viewing ?? moments.length;
    const next = clamp(here + by, 0, moments.length);
    if (next === here && frame.viewing === null) return;
    this.forgetSteps();
    this.target = next;
    if (next === moments.length) this.toPresent();
    else this.command("select", { branch: frame.line, epoch: moments[next] });
  }

  toPresent() {
    if (this.frame.viewing !== null || this.commands.isOpen("select")) this.command("present");
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
    if (!this.commands.isOpen("select") && !this.commands.isOpen("present")) this.target = null;
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

  paint() {
    if (!this.root.isConnected) return;
    this.readCurves();
    this.painted += 1;
    paintLab(this);
    this.announcer.speakSoon();
  }

  // The page

  /** The training is gone with its kernel; curves and pictures can still be looked at. */
  lose() {
    this.commands.destroy();
    this.forgetSteps();
    this.frame = { ...this.frame, phase: "lost", message: "", speed: null };
    this.refusal = "";
    for (const name of ["news", "waiting"]) setText(this.messages[name], "");
    this.paint();
  }

  keys() {
    return { l: () => this.charts.logBox.click() };
  }

  pythonKeys() {
    const once = (action) => (event) => event.repeat || action();
    return {
      Space: once(() => this.toggle()),
      s: (event) => this.wantStep(event.repeat && this.stepsWanted > 0 ? 0 : 1),
      r: once(() => this.reset()),
      u: once(() => this.undo()),
      ArrowLeft: () => this.walk(-1), ArrowRight: () => this.walk(1),
      "Shift+ArrowLeft": () => this.walk(-10), "Shift+ArrowRight": () => this.walk(10),
      Home: () => this.walk(-Infinity), End: () => this.walk(Infinity),
      ...Object.fromEntries(Object.entries(GATES).map(([gate, key]) => [key, () => this.command("look", { gate })])),
    };
  }

  mountAt(el) {
    const { model, root, paintSoon, charts } = this;
    const receiveFile = (content, buffers) => this.receiveFile(content, buffers);
    model.on("msg:custom", receiveFile);
    const observer = new ResizeObserver(paintSoon);
    observer.observe(this.stage);
    observer.observe(root);
    const ends = [
      announcePresence(this.name, (content) => this.tell(content)), charts.loss.destroy, charts.norm.destroy, this.commands.destroy, this.announcer.destroy,
      () => observer.disconnect(), () => model.off("msg:custom", receiveFile),
    ];
    const end = mount({ model, el, root, paintSoon }, {
      keys: this.keys(), pythonKeys: this.pythonKeys(), traits: { frame: () => this.receive() }, theme: true, lost: { act: () => this.lose(), over: true }, ends,
    });
    paintSoon();
    return end;
  }
}

function render({ model, el }) {
  return new LabView(model).mountAt(el);
}

export default createWidget(render);
