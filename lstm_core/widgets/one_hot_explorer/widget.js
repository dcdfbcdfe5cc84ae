// OneHotExplorer: a text field, and the encoding of its characters. The browser encodes; nothing is asked of the kernel.

import { encodeText } from "./encoding.js";
import { rowsBeside } from "./matrix.js";
import { createPairs } from "./pairs.js";
import { createParts, createRoot, showStrangers } from "./parts.js";
import { entryWords, pairWords, positionWords, statusWords } from "./words.js";
import { createChoice } from "../shared/choice.js";
import { pointIn } from "../shared/enlarge.js";
import { createFileChoice } from "../shared/file_choice.js";
import { mount } from "../shared/mount.js";
import { createWidget } from "../shared/nulls.js";
import { createPlayer } from "../shared/player.js";
import { byteLength, cleanText, lowerCase, MOST_BYTES, tooLarge } from "../shared/reading.js";
import { clamp } from "../shared/scale.js";
import { createSpeech } from "../shared/speech.js";
import { onceAFrame, setAttributes, setText } from "../shared/svg.js";
import { sendTraits } from "../shared/traits.js";
import { createVocabulary } from "../shared/vocabulary.js";

const SETTLED = 800; // milliseconds without a key, after which Python gets the text
const TRAITS = ["text", "position", "alphabet", "lowercase"];

/** One view of the explorer: the encoded text, and where the learner stands and looks. */
class OneHotView {
  /** @param {import("../shared/types.js").Model<import("./types.js").OneHotExplorerState>} model */
  constructor(model) {
    this.model = model;
    this.tutorial = createVocabulary(model.get("characters"));
    this.capitals = new Set(model.get("capitals"));
    this.isLower = model.get("lowercase");
    this.view = { ...encodeText(model.get("text"), model.get("alphabet"), this.tutorial), t: model.get("position"), column: 0 };
    this.hovered = null;
    this.width = 0;
    this.sending = null;
    this.isSending = false;
    this.isLost = false; // Python no longer knows this widget
    this.parts = createParts();
    this.createControls();
    const { root, stage } = createRoot(this.parts, this, () => this.sendView());
    this.root = root;
    this.stage = stage;
    this.parts.field.value = this.view.text;
    this.parts.lowerBox.checked = this.isLower;
    this.paintSoon = onceAFrame(() => this.paint());
  }

  createControls() {
    const moveTo = (t) => this.moveTo(t);
    this.player = createPlayer({
      length: this.view.list.length, position: this.view.t, label: "character of the text",
      describe: (t) => positionWords(this.view, t), onSeek: moveTo,
    });
    this.alphabets = createChoice("Vocabulary", [
      ["tutorial", `Tutorial’s ${this.tutorial.characters.length} characters`], ["own", "My own text’s"],
    ], (alphabet) => this.encode(this.view.text, alphabet));
    this.files = createFileChoice((text) => this.takeFile(text), (sentence) => setText(this.parts.refusal, sentence));
    this.pairs = createPairs(moveTo);
    this.speech = createSpeech();
  }

  // The text

  encode(text, alphabet = this.view.alphabet) {
    const encoded = encodeText(text, alphabet, this.tutorial);
    this.view = { ...this.view, ...encoded, t: clamp(this.view.t, 0, Math.max(0, encoded.list.length - 1)) };
    this.view.column = this.ownColumn();
    this.hovered = null;
    this.player.setLength(this.view.list.length);
    this.player.show(this.view.t);
    this.paintSoon();
  }

  ownColumn() {
    return Math.max(0, this.view.indices[this.view.t] ?? 0);
  }

  readField() {
    this.player.pause();
    const text = cleanText(this.parts.field.value);
    if (text.length > MOST_BYTES / 4 && byteLength(text) > MOST_BYTES) {
      setText(this.parts.refusal, `${tooLarge("Your text", byteLength(text))} The rows below still show what was here before.`);
      return;
    }
    setText(this.parts.refusal, "");
    this.encode(this.isLower ? lowerCase(text, this.capitals) : text);
    this.sendTextSoon();
  }

  takeFile(text) {
    this.parts.field.value = text;
    this.view.t = 0;
    this.readField();
    this.sendText();
  }

  // Where the learner stands

  moveTo(t) {
    this.hovered = null;
    this.view = { ...this.view, t: clamp(t, 0, Math.max(0, this.view.list.length - 1)) };
    this.view.column = this.ownColumn();
    this.player.show(this.view.t);
    this.paintSoon();
  }

  moveColumn(by) {
    this.player.pause();
    this.hovered = null;
    this.view = { ...this.view, column: clamp(this.view.column + by, 0, Math.max(0, this.view.vocabulary.characters.length - 1)) };
    this.paintSoon();
  }

  hover(place) {
    this.hovered = place && place.column !== null ? place : null;
    this.paintSoon();
  }

  goTo(place) {
    if (place === null) return;
    this.player.pause();
    this.moveTo(place.t);
    if (place.column !== null) this.moveColumn(place.column - this.view.column);
  }

  // Python's object

  send(values) {
    this.isSending = true; // so that this view does not follow itself
    sendTraits(this.model, values);
    this.isSending = false;
  }

  sendTextSoon() {
    clearTimeout(this.sending);
    setText(this.parts.sent, "");
    this.sending = setTimeout(() => this.sendText(), SETTLED);
  }

  sendText() {
    clearTimeout(this.sending);
    if (this.isLost) return;
    const { view, isLower } = this;
    if (this.model.get("text") !== view.text || this.model.get("lowercase") !== isLower) {
      this.send({ lowercase: isLower, text: view.text, position: view.t });
    }
    setText(this.parts.sent, "Python has this text in .text");
  }

  stopSending() {
    this.isLost = true;
    clearTimeout(this.sending);
    setText(this.parts.sent, "");
  }

  sendView() {
    this.send({ lowercase: this.isLower, alphabet: this.view.alphabet, text: this.view.text, position: this.view.t });
  }

  followModel() {
    if (this.isSending) return;
    const { model, parts } = this;
    const text = model.get("text");
    this.isLower = model.get("lowercase");
    parts.lowerBox.checked = this.isLower;
    if (text !== this.view.text) {
      parts.field.value = text;
      setText(parts.sent, "");
    }
    this.view.t = model.get("position");
    this.encode(text, model.get("alphabet"));
  }

  // The page

  paint() {
    if (this.width === 0) return;
    const { parts, view } = this;
    const isEmpty = view.list.length === 0;
    const shown = this.hovered ?? { t: view.t, column: view.column };
    this.alphabets.show(view.alphabet);
    setText(parts.status, statusWords(view));
    showStrangers(parts.strangers, view.unknown, (t) => this.moveTo(t));
    setAttributes(parts.matrix.svg, { hidden: isEmpty });
    this.pairs.show(view, this.width);
    if (!isEmpty) parts.matrix.show(view, shown, this.width, rowsBeside(parts.strangers.offsetHeight, this.width));
    const words = [pairWords(view, shown.t), entryWords(view, shown.t, shown.column)];
    setText(parts.pair, words[0]);
    setText(parts.entry, words[1]);
    setAttributes(parts.matrix.svg, { "aria-label": `One-hot matrix. ${statusWords(view)} ${words.join(" ")}` });
    setAttributes(this.root, { "data-t": view.t, "data-length": view.list.length, "data-column": view.column });
    this.speech.say(`${words.join(" ")} ${statusWords(view)}`);
  }

  listen() {
    const { field, lowerBox, matrix } = this.parts;
    field.addEventListener("input", () => this.readField());
    field.addEventListener("change", () => this.sendText());
    this.files.acceptDrops(field);
    lowerBox.addEventListener("change", () => {
      this.isLower = lowerBox.checked;
      this.readField();
    });
    const pointed = (event) => {
      const { x, y } = pointIn(event, matrix.svg);
      return matrix.entryAt(x, y);
    };
    matrix.svg.addEventListener("pointermove", (event) => this.hover(pointed(event)));
    matrix.svg.addEventListener("pointerleave", () => this.hover(null));
    matrix.svg.addEventListener("click", (event) => this.goTo(pointed(event)));
  }

  keys() {
    const { player } = this;
    const jump = (place) => () => {
      player.pause();
      this.moveTo(place());
    };
    return {
      ArrowRight: player.next, ArrowLeft: player.previous, ArrowDown: player.next, ArrowUp: player.previous,
      "Shift+ArrowRight": () => this.moveColumn(1), "Shift+ArrowLeft": () => this.moveColumn(-1),
      Home: jump(() => 0), End: jump(() => this.view.list.length - 1), Space: player.toggle,
    };
  }

  fit(width) {
    this.width = width;
    this.paint();
  }
}

function render({ model, el }) {
  const view = new OneHotView(model);
  view.listen();
  const end = mount({ model, el, root: view.root, paintSoon: view.paintSoon }, {
    keys: view.keys(),
    traits: Object.fromEntries(TRAITS.map((name) => [name, () => view.followModel()])),
    width: [view.stage, (width) => view.fit(width)],
    lost: { act: () => view.stopSending() },
    ends: [view.player.destroy, view.speech.hush, () => clearTimeout(view.sending)],
  });
  view.encode(view.view.text);
  return end;
}

export default createWidget(render);
