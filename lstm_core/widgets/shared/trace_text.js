// A trace with its text, as Python sends it, and the controls that every view of it has.

import { typedArray } from "./bytes.js";
import { createChoice } from "./choice.js";
import { createPlayer } from "./player.js";
import { createSteps, QUANTITIES } from "./quantities.js";
import { htmlElement } from "./svg.js";
import { characterWords } from "./text_words.js";

/** Read it from the traitlets: { T, H, steps, letters }, where `letters[t]` is the character that step t reads. */
export function readTraceText(model) {
  const { T, H } = model.get("sizes");
  const characters = model.get("characters");
  return {
    T, H,
    steps: createSteps(typedArray(model.get("rows"), Float32Array), T, H),
    letters: Array.from(typedArray(model.get("inputs"), Int32Array), (index) => characters[index]),
  };
}

/** The player from character to character. */
export function createTextPlayer(letters, position, onSeek) {
  return createPlayer({
    length: letters.length, position, label: "character of the text", describe: (t) => characterWords(letters, t), onSeek, interval: () => 250,
  });
}

/** The choice of the gate or state that is shown: "f forget gate", and "tanh c" alone, as the symbol says it. */
export function createQuantityChoice(onChoose) {
  const choices = Object.entries(QUANTITIES).map(([name, { symbol, name: words }]) => [
    name, symbol.includes(" ") ? symbol : [symbol, htmlElement("span", { class: "lstm-long" }, ` ${words}`)],
  ]);
  return createChoice("What is shown", choices, onChoose);
}

/** The same choice by key. */
export function quantityKeys(onChoose) {
  return Object.fromEntries(Object.entries(QUANTITIES).map(([name, { key }]) => [key, () => onChoose(name)]));
}
