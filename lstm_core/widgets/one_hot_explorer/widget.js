// OneHotExplorer: a text field, and what becomes of its characters. The browser encodes; nothing is asked of the kernel.

import { createChoice } from "../shared/choice.js";
import { createMatrix } from "./matrix.js";
import { createPairs } from "./pairs.js";
import { entryWords, pairWords, positionWords, statusWords, unknownWords } from "./words.js";
import { createFileChoice } from "../shared/file_choice.js";
import { createFoot } from "../shared/foot.js";
import { mount } from "../shared/mount.js";
import { createPlayer } from "../shared/player.js";
import { byteLength, cleanText, lowerCase, MOST_BYTES, tooLarge } from "../shared/reading.js";
import { clamp } from "../shared/scale.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "../shared/svg.js";
import { characters } from "../shared/text.js";
import { createVocabulary, distinctCharacters, encodeCharacters, unknownCharacters } from "../shared/vocabulary.js";

const SETTLED = 800; // milliseconds without a key, after which Python gets the text
const KEYS = [
  [["←", "→"], "previous, next character"],
  [["Shift ←", "Shift →"], "column"],
  [["Home", "End"], "first, last"],
  [["Space"], "play"],
];

/** Everything that follows from a text: its characters, their indices, the vocabulary, the unknown ones. */
export function encodeText(text, alphabet, tutorial) {
  const list = characters(text);
  const vocabulary = alphabet === "own" ? createVocabulary(distinctCharacters(text)) : tutorial;
  const indices = encodeCharacters(vocabulary, list);
  return { text, alphabet, list, vocabulary, indices, unknown: unknownCharacters(list, indices) };
}

function render({ model, el }) {
  const tutorial = createVocabulary(model.get("characters"));
  const capitals = new Set(model.get("capitals"));
  let isLower = model.get("lowercase");
  let view = { ...encodeText(model.get("text"), model.get("alphabet"), tutorial), t: model.get("position"), column: 0 };
  let hovered = null;
  let width = 0;
  let sending = null;
  let isSending = false;

  const player = createPlayer({
    length: view.list.length, position: view.t, label: "character of the text",
    describe: (t) => positionWords(view, t), onSeek: moveTo,
  });
  const alphabets = createChoice("Vocabulary", [
    ["tutorial", `The tutorial’s ${tutorial.characters.length} characters`], ["own", "My own text’s characters"],
  ], chooseAlphabet);
  const lowerBox = htmlElement("input", { type: "checkbox", "data-testid": "lowercase" });
  const field = htmlElement("textarea", {
    class: "lstm-text-field", rows: 3, spellcheck: "false", autocapitalize: "off", autocomplete: "off", placeholder: "Type, paste, or drop a text file here",
    "aria-label": "Your text", "data-testid": "text",
  });
  const files = createFileChoice(takeFile, refuse);
  const status = htmlElement("p", { class: "lstm-status", "data-testid": "status" });
  const sent = htmlElement("p", { class: "lstm-muted", "data-testid": "sent" });
  const refusal = htmlElement("p", { class: "lstm-notice", role: "alert", "data-testid": "refusal" });
  const strangers = htmlElement("p", { class: "lstm-notice", "data-testid": "unknown" });
  const pairs = createPairs(moveTo);
  const matrix = createMatrix();
  const stage = htmlElement("div", { class: "lstm-stage" }, pairs.element, matrix.svg);
  const pair = htmlElement("p", { "data-testid": "pair" });
  const entry = htmlElement("p", { "data-testid": "entry-words" });
  const speech = createSpeech();
  const root = htmlElement("div", {
    class: "lstm-widget lstm-one-hot", tabindex: 0, role: "group", "aria-label": "One-hot explorer: a text as indices, vectors and pairs",
    "data-testid": "one-hot-explorer",
  },
  htmlElement("div", { class: "lstm-controls" }, alphabets.element,
    htmlElement("label", { class: "lstm-label" }, lowerBox, "small letters only"), files.element),
  field, refusal, htmlElement("div", { class: "lstm-line" }, status, sent), strangers,
  htmlElement("div", { class: "lstm-player" }, player.buttons, player.track),
  stage, htmlElement("div", { class: "lstm-words" }, pair, entry),
  createFoot(KEYS, "position, alphabet and lowercase", sendView), speech.element);
  field.value = view.text;
  lowerBox.checked = isLower;
  const paintSoon = onceAFrame(paint);

  function encode(text, changes = {}) {
    const encoded = encodeText(text, changes.alphabet ?? view.alphabet, tutorial);
    view = { ...view, ...encoded, t: clamp(view.t, 0, Math.max(0, encoded.list.length - 1)) };
    view.column = ownColumn(view.t);
    hovered = null;
    player.setLength(view.list.length);
    player.show(view.t);
    paintSoon();
  }

  function ownColumn(t) {
    return Math.max(0, view.indices[t] ?? 0);
  }

  function readField() {
    player.pause();
    const text = cleanText(field.value);
    if (text.length > MOST_BYTES / 4 && byteLength(text) > MOST_BYTES) {
      refuse(`${tooLarge("Your text", byteLength(text))} The rows below still show what was here before.`);
      return;
    }
    setText(refusal, "");
    encode(isLower ? lowerCase(text, capitals) : text);
    sendTextSoon();
  }

  function takeFile(text) {
    field.value = text;
    view.t = 0;
    readField();
    sendText();
  }

  function refuse(sentence) {
    setText(refusal, sentence);
  }

  function chooseAlphabet(alphabet) {
    encode(view.text, { alphabet });
  }

  function moveTo(t) {
    hovered = null;
    view = { ...view, t: clamp(t, 0, Math.max(0, view.list.length - 1)) };
    view.column = ownColumn(view.t);
    player.show(view.t);
    paintSoon();
  }

  function moveColumn(by) {
    player.pause();
    hovered = null;
    view = { ...view, column: clamp(view.column + by, 0, Math.max(0, view.vocabulary.characters.length - 1)) };
    paintSoon();
  }

  function sendTextSoon() {
    clearTimeout(sending);
    setText(sent, "");
    sending = setTimeout(sendText, SETTLED);
  }

  function send(values) {
    isSending = true; // so that this view does not follow itself
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    isSending = false;
    model.save_changes();
  }

  function sendText() {
    clearTimeout(sending);
    if (model.get("text") !== view.text || model.get("lowercase") !== isLower) {
      send({ lowercase: isLower, text: view.text, position: view.t });
    }
    setText(sent, "Python has this text in .text");
  }

  function sendView() {
    send({ lowercase: isLower, alphabet: view.alphabet, text: view.text, position: view.t });
  }

  function paint() {
    if (width === 0) return;
    const isEmpty = view.list.length === 0;
    const shown = hovered ?? { t: view.t, column: view.column };
    alphabets.show(view.alphabet);
    setText(status, statusWords(view));
    showStrangers();
    setAttributes(matrix.svg, { hidden: isEmpty });
    pairs.show(view, width);
    if (!isEmpty) matrix.show(view, shown, width);
    const words = [pairWords(view, shown.t), entryWords(view, shown.t, shown.column)];
    setText(pair, words[0]);
    setText(entry, words[1]);
    setAttributes(matrix.svg, { "aria-label": `One-hot matrix. ${statusWords(view)} ${words.join(" ")}` });
    setAttributes(root, { "data-t": view.t, "data-length": view.list.length, "data-column": view.column });
    speech.say(`${words.join(" ")} ${statusWords(view)}`);
  }

  function showStrangers() {
    const words = unknownWords(view.unknown);
    if (words === null) {
      strangers.replaceChildren();
      return;
    }
    const places = words.places.flatMap((place, k) => {
      const button = htmlElement("button", { type: "button", class: "lstm-button lstm-small", "data-t": place.t, title: "Show this place" }, place.words);
      button.addEventListener("click", () => moveTo(place.t));
      return [k ? " " : "", button];
    });
    const key = JSON.stringify(words);
    if (strangers.dataset.shown === key && strangers.firstChild) return; // a button that has the focus must stay
    strangers.dataset.shown = key;
    strangers.replaceChildren(`${words.sentence} `, ...places, words.rest);
  }

  function pointed(event) {
    const box = matrix.svg.getBoundingClientRect();
    return matrix.entryAt(event.clientX - box.left, event.clientY - box.top);
  }

  function hover(place) {
    hovered = place && place.column !== null ? place : null;
    paintSoon();
  }

  field.addEventListener("input", readField);
  field.addEventListener("change", sendText);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.stopPropagation(); // Shift+Enter would run the cell
  });
  files.acceptDrops(field);
  lowerBox.addEventListener("change", () => {
    isLower = lowerBox.checked;
    readField();
  });
  matrix.svg.addEventListener("pointermove", (event) => hover(pointed(event)));
  matrix.svg.addEventListener("pointerleave", () => hover(null));
  matrix.svg.addEventListener("click", (event) => {
    const place = pointed(event);
    if (place === null) return;
    player.pause();
    moveTo(place.t);
    if (place.column !== null) moveColumn(place.column - view.column);
  });

  const byHand = (action) => () => {
    player.pause();
    action();
  };
  const keys = {
    ArrowRight: player.next, ArrowLeft: player.previous, ArrowDown: player.next, ArrowUp: player.previous,
    "Shift+ArrowRight": () => moveColumn(1), "Shift+ArrowLeft": () => moveColumn(-1),
    Home: byHand(() => moveTo(0)), End: byHand(() => moveTo(view.list.length - 1)), Space: player.toggle,
  };

  function followModel() {
    if (isSending) return;
    const text = model.get("text");
    isLower = model.get("lowercase");
    lowerBox.checked = isLower;
    if (text !== view.text) {
      field.value = text;
      setText(sent, "");
    }
    view.t = model.get("position");
    encode(text, { alphabet: model.get("alphabet") });
  }

  const traits = Object.fromEntries(["text", "position", "alphabet", "lowercase"].map((name) => [name, followModel]));
  const fit = (available) => {
    width = available;
    paint();
  };
  const ends = [player.destroy, speech.hush, () => clearTimeout(sending)];
  const end = mount({ model, el, root, paintSoon }, { keys, traits, width: [stage, fit], ends });
  encode(view.text);
  return end;
}

export default { render };
