// Previous, Play, Next and a slider: the same place, look and keys in every widget.

import { clamp } from "./scale.js";
import { htmlElement, setAttributes, setText } from "./svg.js";

/**
 * Make the controls for walking through something.
 *
 * options:
 *   length      how many positions the slider has
 *   position    where it starts
 *   label       the slider's name, for example "character of the text"
 *   describe    (position) => the position in words, for the read-out and for screen readers
 *   onSeek      (position) => called when the slider moves
 *   onNext      () => boolean, one step on; false when there is none. Default: position + 1
 *   onPrevious  () => boolean, one step back. Default: position - 1
 *   interval    () => milliseconds between two steps while playing. Default: 700
 *
 * Returns { element, buttons, show(position), setLength(n), next(), previous(), toggle(), pause(), playing(), destroy() }.
 * `show` moves the slider without calling anything back.
 */
export function createPlayer(options) {
  const { describe = String, onSeek = () => {}, interval = () => 700 } = options;
  let length = options.length;
  let position = options.position ?? 0;
  let timer = null;

  const previousButton = playerButton("previous", "←", "Previous");
  const playButton = playerButton("play", "▶", "Play");
  const nextButton = playerButton("next", "→", "Next");
  const slider = htmlElement("input", {
    type: "range", min: 0, max: Math.max(0, length - 1), step: 1, class: "lstm-slider",
    "aria-label": options.label ?? "position", "data-testid": "slider",
  });
  const readout = htmlElement("output", { class: "lstm-readout", "data-testid": "readout" });
  const buttons = htmlElement("div", { class: "lstm-buttons", role: "group", "aria-label": "Steps" },
    previousButton, playButton, nextButton);
  const track = htmlElement("div", { class: "lstm-track" }, slider, readout);
  const element = htmlElement("div", { class: "lstm-player" }, buttons, track);

  function show(newPosition) {
    position = clamp(newPosition, 0, Math.max(0, length - 1));
    if (Number(slider.value) !== position) slider.value = String(position);
    const words = describe(position);
    setAttributes(slider, { "aria-valuetext": words });
    setText(readout, words);
  }

  function seek(newPosition) {
    show(newPosition);
    onSeek(position);
  }

  function walk(step) {
    const target = position + step;
    if (target < 0 || target >= length) return false;
    seek(target);
    return true;
  }

  const next = options.onNext ?? (() => walk(1));
  const previous = options.onPrevious ?? (() => walk(-1));

  function pause() {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    showPlaying();
  }

  function tick() {
    timer = next() ? setTimeout(tick, interval()) : null;
    if (timer === null) showPlaying();
  }

  function toggle() {
    if (timer !== null) {
      pause();
      return;
    }
    timer = setTimeout(tick, 0);
    showPlaying();
  }

  function showPlaying() {
    const isPlaying = timer !== null;
    setText(playButton.firstElementChild, isPlaying ? "❚❚" : "▶");
    setText(playButton.lastElementChild, isPlaying ? "Pause" : "Play");
    setAttributes(playButton, { "data-playing": String(isPlaying) });
  }

  function stepByHand(step) {
    pause();
    return step();
  }

  previousButton.addEventListener("click", () => stepByHand(previous));
  nextButton.addEventListener("click", () => stepByHand(next));
  playButton.addEventListener("click", toggle);
  slider.addEventListener("input", () => {
    pause();
    seek(Number(slider.value));
  });
  show(position);

  return {
    element,
    buttons,
    track,
    slider,
    show,
    setLength(newLength) {
      length = newLength;
      setAttributes(slider, { max: Math.max(0, length - 1) });
      show(position);
    },
    next: () => stepByHand(next),
    previous: () => stepByHand(previous),
    toggle,
    pause,
    playing: () => timer !== null,
    destroy: pause,
  };
}

function playerButton(name, sign, words) {
  return htmlElement("button", { type: "button", class: "lstm-button", "data-testid": name },
    htmlElement("span", { class: "lstm-sign", "aria-hidden": "true" }, sign),
    htmlElement("span", {}, words));
}
