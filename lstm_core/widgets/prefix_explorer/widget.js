// PrefixExplorer: type, and the kernel's network answers with next characters and gates.

import { createControls, createPictures, createRoot, showControls } from "./parts.js";
import { placeWords, readReply, stateWords } from "./words.js";
import { createAsker } from "../shared/asking.js";
import { counted, formatNumber } from "../shared/format.js";
import { mount } from "../shared/mount.js";
import { shownName } from "../shared/naming.js";
import { createWidget } from "../shared/nulls.js";
import { createPlayer } from "../shared/player.js";
import { clamp } from "../shared/scale.js";
import { onceAFrame, setAttributes, setText, uniqueId } from "../shared/svg.js";
import { isDark } from "../shared/theme_watch.js";
import { sendTraits } from "../shared/traits.js";

const SETTLED = 500; // milliseconds without a change, after which the view is spoken
const MOST_QUEUED = 20;

/** One view of the explorer: the last answer, where the learner looks, and what is under way. */
class PrefixView {
  /** @param {import("../shared/types.js").Model<import("./types.js").PrefixExplorerState>} model */
  constructor(model) {
    this.model = model;
    this.characters = model.get("characters");
    this.limits = model.get("limits");
    this.state = readReply(model.get("reply"), this.characters);
    this.view = { t: this.state.letters.length - 1, unit: 0 };
    this.hovered = null;
    this.queue = []; // what is to be appended once the answer to the present text is there
    this.width = 0;
    this.painted = 0;
    this.asker = createAsker(uniqueId("view"), (question) => sendTraits(model, { request: question }), (isSilent) => this.tellToWait(isSilent));
    this.controls = createControls(this.limits);
    this.player = createPlayer({
      length: this.state.letters.length, position: this.view.t, label: "character of the prefix",
      describe: (t) => placeWords(this.state, t), onSeek: (t) => this.show({ t }), interval: () => 500,
    });
    this.pictures = createPictures({ V: this.characters.length, ...this.controls }, (place) => this.hover(place), (place) => this.byHand(() => this.show(place ?? {})));
    this.page = createRoot(this.controls, this.player, this.pictures);
    this.controls.field.value = this.state.prefix;
    this.controls.heat.value = String(this.state.temperature);
    this.paintSoon = onceAFrame(() => this.paint());
  }

  get last() {
    return this.state.letters.length - 1;
  }

  // Questions and answers

  ask() {
    const { field, messages: { notice }, heat } = this.controls;
    const { longest } = this.limits;
    const length = Array.from(field.value).length;
    if (length > longest) {
      this.queue = [];
      setText(notice, `The prefix has ${counted(length, "character")}, and the network reads at most ${longest} here. What is shown belongs to the first text.`);
      return;
    }
    this.asker.ask({ prefix: field.value, temperature: Number(heat.value) });
  }

  append(kind) {
    const { field, messages: { notice } } = this.controls;
    this.player.pause();
    if (this.asker.isOpen()) {
      if (this.queue.length < MOST_QUEUED) this.queue.push(kind);
      return;
    }
    const character = kind === "draw" ? this.state.drawn : this.state.ranking(this.last).rows[0].character;
    if (notice.textContent !== "" || this.last + 1 >= this.limits.longest) return; // what is typed is not what is shown
    field.value = this.state.prefix + character;
    field.scrollTop = field.scrollHeight;
    this.ask();
  }

  receive() {
    const { notice } = this.controls.messages;
    const reply = this.model.get("reply");
    const kind = this.asker.receive(reply.number);
    if (kind === "stale") return;
    setText(notice, reply.error);
    if (reply.error) {
      this.queue = [];
      return;
    }
    this.take(reply, kind);
    if (this.queue.length > 0 && !this.asker.isOpen()) this.append(this.queue.shift());
  }

  /** Show an answer: to a question of this view ("mine"), of Python, or of another view ("foreign"). */
  take(reply, kind) {
    const wasLast = this.view.t >= this.last;
    this.state = readReply(reply, this.characters);
    const t = wasLast || kind === "mine" ? this.last : Math.min(this.view.t, this.last);
    this.view = { t, unit: clamp(this.view.unit, 0, this.state.steps.H - 1) };
    this.hovered = null;
    if (kind === "foreign") {
      this.controls.field.value = this.state.prefix;
      this.controls.heat.value = String(this.state.temperature);
    }
    this.player.setLength(this.state.letters.length);
    this.player.show(this.view.t);
    this.paintSoon();
  }

  tellToWait(isSilent) {
    const shown = Array.from(this.state.prefix).slice(-40).map(shownName).join("");
    setText(this.controls.messages.waiting, !isSilent ? "" : `No answer from Python yet: the kernel is busy with another cell. What is shown belongs to ‘${shown}’.`);
  }

  // Looking around

  show(changes) {
    this.hovered = null;
    const { t, unit } = { ...this.view, ...changes };
    this.view = { t: clamp(t, 0, this.last), unit: clamp(unit, 0, this.state.steps.H - 1) };
    this.player.show(this.view.t);
    this.paintSoon();
  }

  hover(place) {
    this.hovered = place;
    this.paintSoon();
  }

  byHand(action) {
    this.player.pause();
    action();
  }

  paint() {
    if (this.width === 0) return;
    const { root, expected, gates, speech } = this.page;
    const cursor = this.hovered ?? this.view;
    this.pictures.show(this.state, this.view, cursor, isDark(root));
    showControls(this.controls, this.state.ranking(this.last).rows[0], this.last + 1 >= this.limits.longest);
    const words = stateWords(this.state, cursor);
    setText(expected, words[0]);
    setText(gates, words[1]);
    this.painted += 1;
    setAttributes(root, {
      "data-t": cursor.t, "data-unit": cursor.unit, "data-length": this.state.letters.length, "data-prefix": this.state.prefix, "data-painted": this.painted,
    });
    speech.say(words.join(" "), SETTLED);
  }

  // The page

  listen() {
    const { field, heat, heatNumber, likeliest, draw } = this.controls;
    field.addEventListener("input", () => this.byHand(() => {
      this.queue = [];
      this.ask();
    }));
    heat.addEventListener("input", () => {
      setText(heatNumber, formatNumber(Number(heat.value), 1));
      this.ask();
    });
    likeliest.addEventListener("click", () => this.append("likeliest"));
    draw.addEventListener("click", () => this.append("draw"));
  }

  keys() {
    const { player } = this;
    return {
      ArrowRight: player.next, ArrowLeft: player.previous,
      ArrowUp: () => this.show({ unit: this.view.unit - 1 }), ArrowDown: () => this.show({ unit: this.view.unit + 1 }),
      Home: () => this.byHand(() => this.show({ t: 0 })), End: () => this.byHand(() => this.show({ t: this.last })), Space: player.toggle,
    };
  }

  pythonKeys() {
    return { n: () => this.append("likeliest"), d: () => this.append("draw") };
  }

  /** What is typed and was not answered goes: the pictures belong to the last answer. */
  stopAsking() {
    const { field, messages: { notice, waiting } } = this.controls;
    this.asker.destroy();
    this.queue = [];
    field.value = this.state.prefix;
    for (const words of [notice, waiting]) setText(words, "");
  }

  fit(width) {
    this.width = width;
    this.paint();
  }
}

function render({ model, el }) {
  const view = new PrefixView(model);
  const { root, speech } = view.page;
  view.listen();
  return mount({ model, el, root, paintSoon: view.paintSoon }, {
    keys: view.keys(), pythonKeys: view.pythonKeys(),
    traits: { reply: () => view.receive() },
    theme: true,
    width: [view.pictures.element, (width) => view.fit(width)],
    lost: { act: () => view.stopAsking() },
    ends: [view.player.destroy, speech.hush, view.asker.destroy],
  });
}

export default createWidget(render);
