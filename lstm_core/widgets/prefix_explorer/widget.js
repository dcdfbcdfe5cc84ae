// PrefixExplorer: type, and the kernel's network answers with next characters and gates.

import { createAsker } from "../shared/asking.js";
import { createBars } from "./bars.js";
import { GATES, placeWords, readReply, stateWords } from "./words.js";
import { createLegend } from "../shared/colour_legend.js";
import { colourTable } from "../shared/colour_scale.js";
import { createFoot } from "../shared/foot.js";
import { formatNumber } from "../shared/format.js";
import { createHeatMap } from "../shared/heat_map.js";
import { mount } from "../shared/mount.js";
import { shownName, spokenName } from "../shared/naming.js";
import { createPlayer } from "../shared/player.js";
import { QUANTITIES, scaleOf } from "../shared/quantities.js";
import { clamp } from "../shared/scale.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes, setText, uniqueId } from "../shared/svg.js";
import { isDark } from "../shared/theme_watch.js";

const PATIENCE = 1200; // milliseconds without an answer, after which the learner is told
const SETTLED = 500; // milliseconds without a change, after which the view is spoken
const MOST_QUEUED = 20;
const LOOK = { narrowest: 13, widest: 22, lowest: 3, highest: 14, tallest: 104, margin: 2 };
const KEYS = [
  [["←", "→"], "character"], [["↑", "↓"], "unit"], [["Home", "End"], "first, last"], [["Space"], "play"], [["L"], "append the likeliest"], [["D"], "draw one"],
  [["Tab"], "leave the text"],
];

function render({ model, el }) {
  const characters = model.get("characters");
  const { longest, hottest } = model.get("limits");
  let state = readReply(model.get("reply"), characters);
  let view = { t: state.letters.length - 1, unit: 0 };
  let hovered = null;
  let queue = []; // what is to be appended once the answer to the present text is there
  let width = 0;
  let painted = 0;
  let patience = null;

  const asker = createAsker(uniqueId("view"), (question) => {
    model.set("request", question);
    model.save_changes();
    clearTimeout(patience);
    patience = setTimeout(tellToWait, PATIENCE);
  });
  const field = htmlElement("textarea", {
    class: "lstm-text-field", rows: 2, spellcheck: "false", autocapitalize: "off", autocomplete: "off",
    "aria-label": `Prefix, at most ${longest} characters`, placeholder: "Type something for the network to read", "data-testid": "prefix",
  });
  const notice = htmlElement("p", { class: "lstm-notice", role: "alert", "data-testid": "notice" });
  const waiting = htmlElement("p", { class: "lstm-notice", role: "status", "data-testid": "waiting" });
  const likeliest = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": "append" });
  const draw = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": "draw", title: "Draws by the probabilities shown and appends it" }, "Draw one");
  const heat = htmlElement("input", {
    type: "range", class: "lstm-slider", min: 0, max: hottest, step: 0.1, "aria-label": "Temperature", "data-testid": "temperature",
  });
  const heatNumber = htmlElement("output", { class: "lstm-readout" });
  const player = createPlayer({
    length: state.letters.length, position: view.t, label: "character of the prefix", describe: (t) => placeWords(state, t), onSeek: (t) => show({ t }),
    interval: () => 500,
  });
  const bars = createBars();
  const panels = GATES.map((name) => {
    const map = createHeatMap({ ...LOOK, testid: `map-${name}` });
    const { symbol, name: words } = QUANTITIES[name];
    const number = htmlElement("span", { class: "lstm-panel-number", "data-testid": `number-${name}` });
    const element = htmlElement("div", { class: "lstm-gate", "data-gate": symbol },
      htmlElement("p", { class: "lstm-panel-title" }, htmlElement("strong", {}, symbol), ` ${words} `, number), map.element);
    map.svg.addEventListener("pointermove", (event) => hover(map.pointed(event)));
    map.svg.addEventListener("pointerleave", () => hover(null));
    map.svg.addEventListener("click", (event) => {
      player.pause();
      show(map.pointed(event) ?? {});
    });
    return { name, map, number, element };
  });
  const legends = ["forget", "candidate"].map((name) => ({ name, legend: createLegend() }));
  const maps = htmlElement("div", { class: "lstm-gates" }, ...panels.map(({ element }) => element));
  const stage = htmlElement("div", { class: "lstm-stage" }, bars.element,
    htmlElement("div", { class: "lstm-maps" }, maps, htmlElement("div", { class: "lstm-legends" },
      htmlElement("span", { class: "lstm-muted" }, "i, f, o"), legends[0].legend.element, htmlElement("span", { class: "lstm-muted" }, "g"), legends[1].legend.element)));
  const [expected, gates] = [htmlElement("p", { "data-testid": "words" }), htmlElement("p", { "data-testid": "gate-words" })];
  const speech = createSpeech();
  const root = htmlElement("div", {
    class: "lstm-widget lstm-prefix", tabindex: 0, role: "group", "aria-label": "Prefix explorer: what the network expects next", "data-testid": "prefix-explorer",
  },
  htmlElement("p", { class: "lstm-muted lstm-hint" }, "Type here. With every key the network reads the whole text anew and says what it expects next."),
  field, notice, waiting,
  htmlElement("div", { class: "lstm-controls lstm-above" }, player.buttons, likeliest, draw,
    htmlElement("label", { class: "lstm-label" }, "Temperature", heat, heatNumber)),
  player.track, stage, htmlElement("div", { class: "lstm-words" }, expected, gates), createFoot(KEYS), speech.element);
  field.value = state.prefix;
  heat.value = String(state.temperature);
  const paintSoon = onceAFrame(paint);

  function ask() {
    const text = field.value;
    if (Array.from(text).length > longest) {
      queue = [];
      setText(notice, `The prefix has ${Array.from(text).length} characters, and the network reads at most ${longest} here. What is shown belongs to the first text.`);
      return;
    }
    asker.ask({ prefix: text, temperature: Number(heat.value) });
  }

  function append(kind) {
    player.pause();
    if (asker.isOpen()) {
      if (queue.length < MOST_QUEUED) queue.push(kind);
      return;
    }
    const character = kind === "draw" ? state.drawn : state.ranking(state.letters.length - 1)[0].character;
    if (notice.textContent !== "" || state.letters.length >= longest) return; // what is typed is not what is shown
    field.value = state.prefix + character;
    field.scrollTop = field.scrollHeight;
    ask();
  }

  function receive() {
    const reply = model.get("reply");
    const kind = asker.receive(reply.number);
    if (kind === "stale") return;
    if (!asker.isOpen()) {
      clearTimeout(patience);
      setText(waiting, "");
    }
    setText(notice, reply.error);
    if (reply.error) {
      queue = [];
      return;
    }
    const wasLast = view.t >= state.letters.length - 1;
    state = readReply(reply, characters);
    const last = state.letters.length - 1;
    view = { t: wasLast || kind === "mine" ? last : Math.min(view.t, last), unit: clamp(view.unit, 0, state.steps.H - 1) };
    hovered = null;
    if (kind === "foreign") {
      field.value = state.prefix;
      heat.value = String(state.temperature);
    }
    player.setLength(state.letters.length);
    player.show(view.t);
    paintSoon();
    if (queue.length > 0 && !asker.isOpen()) append(queue.shift());
  }

  function tellToWait() {
    setText(waiting, `No answer from Python yet: the kernel is busy, or it is not running (then run this notebook’s cells). What is shown belongs to ‘${Array.from(state.prefix).slice(-40).map(shownName).join("")}’.`);
  }

  function show(changes) {
    hovered = null;
    view = { ...view, ...changes };
    view.t = clamp(view.t, 0, state.letters.length - 1);
    view.unit = clamp(view.unit, 0, state.steps.H - 1);
    player.show(view.t);
    paintSoon();
  }

  function hover(place) {
    hovered = place;
    paintSoon();
  }

  function paint() {
    if (width === 0) return;
    const cursor = hovered ?? view;
    const dark = isDark(root);
    const last = state.letters.length - 1;
    const best = state.ranking(last)[0];
    const units = Array.from({ length: state.steps.H }, (_, unit) => unit);
    const each = maps.firstChild.clientWidth;
    bars.show(state, cursor.t);
    for (const { name, map, number } of panels) {
      const scale = scaleOf(state.steps, name);
      map.show({ steps: state.steps, name, units, scale, table: colourTable(scale.kind, dark), letters: state.letters, ...view }, cursor, each);
      const value = formatNumber(state.steps.at(name, cursor.t, cursor.unit));
      setText(number, value);
      setAttributes(map.svg, { "aria-label": `${QUANTITIES[name].name} along the prefix; unit ${cursor.unit} at t = ${cursor.t}: ${value}` });
    }
    for (const { name, legend } of legends) {
      const scale = scaleOf(state.steps, name);
      legend.show(scale, colourTable(scale.kind, dark), state.steps.at(name, cursor.t, cursor.unit));
    }
    const isFull = state.letters.length >= longest;
    setText(likeliest, `Append the likeliest: ‘${shownName(best.character)}’`);
    setAttributes(likeliest, { disabled: isFull, "aria-label": `Append the likeliest: ${spokenName(best.character)}` });
    setAttributes(draw, { disabled: isFull });
    setText(heatNumber, formatNumber(Number(heat.value), 1));
    const words = stateWords(state, cursor);
    setText(expected, words[0]);
    setText(gates, words[1]);
    painted += 1;
    setAttributes(root, { "data-t": cursor.t, "data-unit": cursor.unit, "data-length": state.letters.length, "data-prefix": state.prefix, "data-painted": painted });
    speech.say(words.join(" "), SETTLED);
  }

  field.addEventListener("input", () => {
    player.pause();
    queue = [];
    ask();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.stopPropagation(); // Shift+Enter would run the cell
  });
  heat.addEventListener("input", () => {
    setText(heatNumber, formatNumber(Number(heat.value), 1));
    ask();
  });
  likeliest.addEventListener("click", () => append("likeliest"));
  draw.addEventListener("click", () => append("draw"));

  const byHand = (action) => () => {
    player.pause();
    action();
  };
  const keys = {
    ArrowRight: player.next, ArrowLeft: player.previous, ArrowUp: () => show({ unit: view.unit - 1 }), ArrowDown: () => show({ unit: view.unit + 1 }),
    Home: byHand(() => show({ t: 0 })), End: byHand(() => show({ t: state.letters.length - 1 })), Space: player.toggle,
    l: () => append("likeliest"), d: () => append("draw"),
  };

  const fit = (available) => {
    width = available;
    paint();
  };
  const ends = [player.destroy, speech.hush, () => clearTimeout(patience)];
  return mount({ model, el, root, paintSoon }, { keys, traits: { reply: receive }, theme: true, width: [stage, fit], ends });
}

export default { render };
