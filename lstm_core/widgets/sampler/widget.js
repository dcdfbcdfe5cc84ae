// Sampler: a network continues a prefix. The kernel draws, one question at a time; the browser shows and remembers.

import { createSteps, createTemperature } from "./controls.js";
import { emptyHistory, withAnswer } from "./history.js";
import { BARS, createParts, createRoot } from "./parts.js";
import { isNothing, NOTHING, planBack, planReset, planSettings, planStep, questionFor } from "./plan.js";
import { barsTitle, callWords, drawnWords, placeWords, spokenWords } from "./words.js";
import { createAsker } from "../shared/asking.js";
import { typedArray } from "../shared/bytes.js";
import { counted } from "../shared/format.js";
import { mount } from "../shared/mount.js";
import { likeliest } from "../shared/next_bars.js";
import { createWidget } from "../shared/nulls.js";
import { createNumberField } from "../shared/number_field.js";
import { clamp } from "../shared/scale.js";
import { onceAFrame, setAttributes, setText, uniqueId } from "../shared/svg.js";
import { sendTraits } from "../shared/traits.js";

const SPOKEN_AFTER = 500;
const PACE = 110; // milliseconds from one character to the next while it runs
const SILENT = "No answer from Python yet: the kernel is busy with another cell. The text goes on as soon as it answers.";

/** One view of the sampler: what was drawn, what is to be asked, and where the learner looks. */
class SamplerView {
  /** @param {import("../shared/types.js").Model<import("./types.js").SamplerState>} model */
  constructor(model) {
    this.model = model;
    this.characters = model.get("characters");
    this.limits = model.get("limits");
    this.shown = model.get("reply"); // the last answer that was taken in
    this.history = emptyHistory();
    this.next = null;
    this.seedWanted = this.shown.seed;
    this.plan = NOTHING;
    this.cursor = null; // null is the end of the text
    this.hovered = null;
    this.isRunning = false;
    this.isRefused = false; // the prefix in the field cannot be read; the last good one goes on
    this.timers = { speech: null, pace: null };
    this.asker = createAsker(
      uniqueId("sampler"), (question) => sendTraits(model, { request: question }), (isSilent) => setText(this.parts.messages.waiting, isSilent ? SILENT : ""),
    );
    this.parts = createParts(this.characters, this.limits.levels);
    this.controls = {
      steps: createSteps({ onBack: () => this.back(), onRun: () => this.toggle(), onStep: () => this.stepByHand(), onReset: () => this.reset() }),
      heat: createTemperature(this.limits.temperature, () => this.changeSettings(false)),
      seeds: createNumberField({ name: "Seed", high: this.limits.seed, testid: "seed", onChange: (seed) => this.chooseSeed(seed) }),
    };
    this.root = createRoot(this.parts, this.controls);
    this.paintSoon = onceAFrame(() => this.paint());
  }

  get count() {
    return this.history.letters.length;
  }

  get isFull() {
    return this.count >= this.limits.characters;
  }

  // What the learner wants

  change(plan) {
    this.plan = plan;
    this.hovered = null;
    this.cursor = null;
    this.ask();
    this.paintSoon();
  }

  step() {
    if (this.isFull) {
      this.pause();
      setText(this.parts.messages.notice, `The text has reached ${counted(this.limits.characters, "drawn character")}. Take some back, or reset.`);
      return;
    }
    this.change(planStep(this.plan));
  }

  stepByHand() {
    this.pause();
    this.step();
  }

  back() {
    this.pause();
    if (this.count > 0 || this.asker.isOpen()) this.change(planBack(this.plan));
  }

  reset() {
    this.pause();
    if (!this.isRefused) setText(this.parts.messages.notice, "");
    this.change(planReset(this.plan));
  }

  toggle() {
    if (this.isRunning) {
      this.pause();
      return;
    }
    this.isRunning = true;
    this.step();
    this.paintSoon();
  }

  pause() {
    if (!this.isRunning) return;
    this.isRunning = false;
    clearTimeout(this.timers.pace);
    this.paintSoon();
  }

  changeSettings(beginsAnew) {
    if (beginsAnew) this.pause();
    this.change(planSettings(this.plan, beginsAnew));
  }

  chooseSeed(seed) {
    this.seedWanted = seed;
    setText(this.parts.messages.notice, "");
    this.changeSettings(true);
  }

  // Questions and answers

  ask() {
    if (this.asker.isOpen() || isNothing(this.plan)) return;
    const prefix = this.isRefused ? this.shown.prefix : this.parts.field.value;
    const question = questionFor(this.plan, this.count, { prefix, temperature: this.controls.heat.value(), seed: this.seedWanted });
    this.plan = NOTHING;
    this.asker.ask(question);
  }

  receive() {
    const reply = this.model.get("reply");
    const kind = this.asker.receive(reply.number);
    if (kind === "stale") return;
    if (kind === "mine" && reply.refusal) this.refuse(reply.refusal);
    this.take(reply, kind);
    if (this.isRunning && kind === "mine" && isNothing(this.plan)) {
      clearTimeout(this.timers.pace);
      this.timers.pace = setTimeout(() => this.isRunning && this.step(), PACE);
    }
    this.ask();
  }

  /** Take an answer in: to a question of this view, of Python ("python-…"), or of another view. */
  take(reply, kind) {
    const grown = withAnswer(this.history, reply, this.characters.length);
    if (grown === null) {
      this.plan = { ...this.plan, whole: true };
      return;
    }
    this.history = grown;
    this.next = typedArray(reply.next, Float32Array);
    this.shown = reply;
    if (kind !== "mine") this.followSettings(reply);
    if (this.cursor !== null) this.cursor = this.count ? clamp(this.cursor, 0, this.count - 1) : null;
    this.hovered = null;
    this.paintSoon();
  }

  followSettings({ prefix, temperature, seed }) {
    const { field, messages: { notice } } = this.parts;
    if (field.value !== prefix) field.value = prefix;
    this.controls.heat.show(temperature);
    this.controls.seeds.show(seed);
    this.seedWanted = seed;
    this.isRefused = false;
    setText(notice, "");
  }

  refuse(sentence) {
    this.pause();
    this.isRefused = this.parts.field.value !== this.shown.prefix;
    setText(this.parts.messages.notice, `${sentence}${this.isRefused ? " Until then the text below goes on with the last prefix that could be read." : ""}`);
  }

  // Looking around

  look(place) {
    this.pause();
    this.hovered = null;
    this.cursor = place;
    this.parts.text.reveal(place);
    this.paintSoon();
  }

  lookBy(by) {
    if (this.count === 0) return;
    const place = clamp((this.cursor ?? this.count) + by, 0, this.count);
    this.look(place === this.count ? null : place);
  }

  hover(place) {
    if (place === this.hovered) return;
    this.hovered = place;
    this.paintSoon();
  }

  paint() {
    if (this.next === null) return;
    const { parts, shown, history, characters, next, count } = this;
    const place = this.hovered ?? this.cursor;
    this.controls.steps.show(this.isRunning, this.isFull);
    setText(parts.status, placeWords(count, place));
    setAttributes(parts.field, { "aria-invalid": this.isRefused });
    parts.text.show(shown.prefix, history, place);
    setText(parts.title, barsTitle(place, shown.temperature));
    const drawn = place === null ? null : { character: history.letters[place], probability: history.probabilities[place] };
    parts.bars.show(likeliest(characters, place === null ? next : history.distributions[place], BARS), drawn);
    setText(parts.words, drawnWords(history, characters, place));
    setText(parts.call, callWords(shown, count));
    setAttributes(this.root, {
      "data-count": count, "data-running": String(this.isRunning), "data-cursor": place ?? "end", "data-prefix": shown.prefix,
      "data-text": shown.prefix + history.letters.join(""), "data-temperature": shown.temperature, "data-seed": shown.seed, "data-answered": shown.number,
    });
    clearTimeout(this.timers.speech);
    this.timers.speech = setTimeout(() => {
      setText(parts.speech, spokenWords(this.shown.prefix, this.history, characters, this.next, this.cursor, this.isRunning));
    }, SPOKEN_AFTER);
  }

  // The page

  listen() {
    const { field, messages: { notice }, text } = this.parts;
    field.addEventListener("input", () => {
      this.isRefused = false;
      setText(notice, "");
      this.changeSettings(true);
    });
    text.element.addEventListener("pointermove", (event) => this.hover(text.placeOf(event)));
    text.element.addEventListener("pointerleave", () => this.hover(null));
    text.element.addEventListener("click", (event) => {
      this.look(text.placeOf(event));
      this.root.focus({ preventScroll: true });
    });
  }

  keys() {
    return {
      ArrowLeft: () => this.lookBy(-1), ArrowRight: () => this.lookBy(1), Home: () => this.lookBy(-this.count), End: () => this.look(null),
    };
  }

  pythonKeys() {
    return { Space: () => this.toggle(), d: () => this.stepByHand(), Backspace: () => this.back(), "Shift+Backspace": () => this.reset() };
  }

  stopAsking() {
    this.pause();
    this.asker.destroy();
    for (const words of [this.parts.messages.notice, this.parts.messages.waiting]) setText(words, "");
    if (this.next !== null) this.followSettings(this.shown); // what is shown belongs to the last answer
  }

  stop() {
    this.isRunning = false;
    this.asker.destroy();
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
  }
}

function render({ model, el }) {
  const view = new SamplerView(model);
  view.listen();
  const { root, paintSoon } = view;
  const end = mount({ model, el, root, paintSoon }, {
    keys: view.keys(), pythonKeys: view.pythonKeys(), traits: { reply: () => view.receive() }, lost: { act: () => view.stopAsking() }, ends: [() => view.stop()],
  });
  view.take(view.shown, "foreign");
  view.ask();
  return end;
}

export default createWidget(render);
