// Sampler: a network continues a prefix. The kernel draws, one question at a time; the browser shows and remembers.

import { createAsker } from "../shared/asking.js";
import { createSeed, createSteps, createTemperature } from "./controls.js";
import { emptyHistory, withAnswer } from "./history.js";
import { isNothing, NOTHING, planBack, planReset, planSettings, planStep, questionFor } from "./plan.js";
import { createShadedText, createShadeLegend } from "./text.js";
import { barsTitle, callWords, drawnWords, placeWords, spokenWords } from "./words.js";
import { typedArray } from "../shared/bytes.js";
import { createFoot } from "../shared/foot.js";
import { mount } from "../shared/mount.js";
import { createNextBars } from "../shared/next_bars.js";
import { clamp } from "../shared/scale.js";
import { htmlElement, onceAFrame, setAttributes, setText, uniqueId } from "../shared/svg.js";

const PATIENCE = 1200; // milliseconds without an answer, after which the learner is told
const SPOKEN_AFTER = 500;
const PACE = 110; // milliseconds from one character to the next while it runs
const KEYS = [
  [["Space"], "run, pause"], [["→"], "step"], [["←"], "back"], [["Shift ←", "Shift →"], "look at a drawn character"], [["Home", "End"], "first, end"],
  [["R"], "reset"],
];

function render({ model, el }) {
  const characters = model.get("characters");
  const indexOf = new Map(characters.map((character, index) => [character, index]));
  const limits = model.get("limits");
  let shown = model.get("reply"); // the last answer that was taken in
  let history = emptyHistory();
  let next = null;
  let seedWanted = shown.seed;
  let plan = NOTHING;
  let cursor = null; // null is the end of the text
  let hovered = null;
  let isRunning = false;
  let isRefused = false; // the prefix in the field cannot be read; the last good one goes on
  const timers = { patience: null, speech: null, pace: null };

  const asker = createAsker(uniqueId("sampler"), (question) => {
    model.set("request", question);
    model.save_changes();
    clearTimeout(timers.patience);
    timers.patience = setTimeout(tellToWait, PATIENCE);
  });
  const field = htmlElement("textarea", {
    class: "lstm-text-field", rows: 1, spellcheck: "false", autocapitalize: "off", autocomplete: "off",
    "aria-label": "Prefix: what the network reads first", placeholder: "Type what the network reads first", "data-testid": "prefix",
  });
  const notice = htmlElement("p", { class: "lstm-notice", role: "alert", "data-testid": "notice" });
  const waiting = htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "waiting" });
  const steps = createSteps({ onBack: back, onRun: toggle, onStep: stepByHand, onReset: reset });
  const heat = createTemperature(limits.temperature, () => changeSettings(false));
  const seeds = createSeed(limits.seed, (seed) => {
    seedWanted = seed;
    setText(notice, "");
    changeSettings(true);
  }, (sentence) => setText(notice, sentence));
  const status = htmlElement("output", { class: "lstm-readout", "data-testid": "readout" });
  const text = createShadedText(limits.levels);
  const title = htmlElement("p", { class: "lstm-bars-title", "data-testid": "bars-title" });
  const bars = createNextBars(characters, { top: 8, label: "Likeliest next characters" });
  const words = htmlElement("p", { "data-testid": "words" });
  const call = htmlElement("p", { class: "lstm-call", "data-testid": "call" });
  const speech = htmlElement("div", { class: "lstm-hidden", "aria-live": "polite", "data-testid": "speech" });
  const root = htmlElement("div", {
    class: "lstm-widget lstm-sampler", tabindex: 0, role: "group", "aria-label": "Sampler: the network continues a prefix", "data-testid": "sampler",
  },
  htmlElement("label", { class: "lstm-prefix-row" }, htmlElement("span", {}, "Prefix"), field), notice, waiting,
  htmlElement("div", { class: "lstm-controls" }, heat.element, seeds.element),
  htmlElement("div", { class: "lstm-player" }, steps.element, status),
  text.element, createShadeLegend(limits.levels), title, bars.element,
  htmlElement("div", { class: "lstm-words" }, words, call), createFoot(KEYS), speech);
  const paintSoon = onceAFrame(paint);

  function go() {
    if (asker.isOpen() || isNothing(plan)) return;
    const prefix = isRefused ? shown.prefix : field.value;
    const question = questionFor(plan, history.letters.length, { prefix, temperature: heat.value(), seed: seedWanted });
    plan = NOTHING;
    asker.ask(question);
  }

  function change(newPlan) {
    plan = newPlan;
    hovered = null;
    cursor = null;
    go();
    paintSoon();
  }

  function isFull() {
    return history.letters.length >= limits.characters;
  }

  function step() {
    if (isFull()) {
      pause();
      setText(notice, `The text has reached ${limits.characters} drawn characters. Take some back, or reset.`);
      return;
    }
    change(planStep(plan));
  }

  function stepByHand() {
    pause();
    step();
  }

  function back() {
    pause();
    if (history.letters.length > 0 || asker.isOpen()) change(planBack(plan));
  }

  function reset() {
    pause();
    if (!isRefused) setText(notice, "");
    change(planReset(plan));
  }

  function toggle() {
    if (isRunning) {
      pause();
      return;
    }
    isRunning = true;
    step();
    paintSoon();
  }

  function pause() {
    if (!isRunning) return;
    isRunning = false;
    clearTimeout(timers.pace);
    paintSoon();
  }

  function changeSettings(beginsAnew) {
    if (beginsAnew) pause();
    change(planSettings(plan, beginsAnew));
  }

  function receive() {
    const reply = model.get("reply");
    const kind = asker.receive(reply.number);
    if (kind === "stale") return;
    if (!asker.isOpen()) {
      clearTimeout(timers.patience);
      setText(waiting, "");
    }
    if (kind === "mine" && reply.refusal) refuse(reply.refusal);
    take(reply, kind);
    if (isRunning && kind === "mine" && isNothing(plan)) {
      clearTimeout(timers.pace);
      timers.pace = setTimeout(() => isRunning && step(), PACE);
    }
    go();
  }

  /** Take an answer in: to a question of this view, of Python ("python-…"), or of another view. */
  function take(reply, kind) {
    const grown = withAnswer(history, reply, characters.length);
    if (grown === null) {
      plan = { ...plan, whole: true };
      return;
    }
    history = grown;
    next = typedArray(reply.next, Float32Array);
    shown = reply;
    if (kind !== "mine") {
      if (field.value !== reply.prefix) field.value = reply.prefix;
      heat.show(reply.temperature);
      seeds.show(reply.seed);
      seedWanted = reply.seed;
      isRefused = false;
      setText(notice, "");
    }
    if (cursor !== null) cursor = history.letters.length ? clamp(cursor, 0, history.letters.length - 1) : null;
    hovered = null;
    paintSoon();
  }

  function refuse(sentence) {
    pause();
    isRefused = field.value !== shown.prefix;
    setText(notice, `${sentence}${isRefused ? " Until then the text below goes on with the last prefix that could be read." : ""}`);
  }

  function tellToWait() {
    setText(waiting, "No answer from Python yet: the kernel is busy with another cell, or it is not running (then run this notebook’s cells). The text goes on as soon as it answers.");
  }

  function look(place) {
    pause();
    hovered = null;
    cursor = place;
    text.reveal(cursor);
    paintSoon();
  }

  function lookBy(by) {
    const count = history.letters.length;
    if (count === 0) return;
    const place = clamp((cursor ?? count) + by, 0, count);
    look(place === count ? null : place);
  }

  function paint() {
    if (next === null) return;
    const place = hovered ?? cursor;
    const count = history.letters.length;
    steps.show(isRunning, isFull());
    setText(status, placeWords(count, place));
    setAttributes(field, { "aria-invalid": isRefused });
    text.show(shown.prefix, history, place);
    setText(title, barsTitle(place, shown.temperature));
    bars.show(place === null ? next : history.distributions[place], place === null ? null : indexOf.get(history.letters[place]));
    setText(words, drawnWords(history, characters, place));
    setText(call, callWords(shown, count));
    setAttributes(root, {
      "data-count": count, "data-running": String(isRunning), "data-cursor": place ?? "end", "data-prefix": shown.prefix,
      "data-text": shown.prefix + history.letters.join(""), "data-temperature": shown.temperature, "data-seed": shown.seed, "data-answered": shown.number,
    });
    clearTimeout(timers.speech);
    timers.speech = setTimeout(() => setText(speech, spokenWords(shown.prefix, history, characters, next, cursor, isRunning)), SPOKEN_AFTER);
  }

  field.addEventListener("input", () => {
    isRefused = false;
    setText(notice, "");
    changeSettings(true);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.stopPropagation(); // Shift+Enter would run the cell
  });
  text.element.addEventListener("pointermove", (event) => {
    const place = text.placeOf(event);
    if (place === hovered) return;
    hovered = place;
    paintSoon();
  });
  text.element.addEventListener("pointerleave", () => {
    hovered = null;
    paintSoon();
  });
  text.element.addEventListener("click", (event) => {
    look(text.placeOf(event));
    root.focus({ preventScroll: true });
  });
  const keys = {
    Space: toggle, ArrowRight: stepByHand, ArrowLeft: back, "Shift+ArrowLeft": () => lookBy(-1), "Shift+ArrowRight": () => lookBy(1),
    Home: () => lookBy(-history.letters.length), End: () => look(null), r: reset,
  };

  const stop = () => {
    isRunning = false;
    for (const timer of Object.values(timers)) clearTimeout(timer);
  };
  const end = mount({ model, el, root, paintSoon }, { keys, traits: { reply: receive }, ends: [stop] });
  take(shown, "foreign");
  go();
  return end;
}

export default { render };
