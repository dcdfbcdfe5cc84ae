// Previous, Play, Next and a slider: the same place, look and keys in every widget.

import { clamp } from "./scale.js";
import { signButton } from "./sign_button.js";
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
  const { element, buttons, track, slider, readout, ...parts } = createPlayerParts(options.label ?? "position", length);
  const next = options.onNext ?? (() => walk(1));
  const previous = options.onPrevious ?? (() => walk(-1));
  const clock = createClock(next, interval, (isPlaying) => showPlaying(parts.play, isPlaying));

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

  const byHand = (action) => () => {
    clock.stop();
    return action();
  };
  parts.previous.addEventListener("click", byHand(previous));
  parts.next.addEventListener("click", byHand(next));
  parts.play.addEventListener("click", clock.toggle);
  slider.addEventListener("input", byHand(() => seek(Number(slider.value))));
  show(position);

  return {
    element, buttons, track, slider, show,
    setLength(newLength) {
      length = newLength;
      setAttributes(slider, { max: Math.max(0, length - 1) });
      show(position);
    },
    next: byHand(next), previous: byHand(previous), toggle: clock.toggle, pause: clock.stop, playing: clock.running, destroy: clock.stop,
  };
}

function createPlayerParts(label, length) {
  const [previous, play, next] = [signButton("previous", "←", "Previous"), signButton("play", "▶", "Play"), signButton("next", "→", "Next")];
  const slider = htmlElement("input", {
    type: "range", min: 0, max: Math.max(0, length - 1), step: 1, class: "lstm-slider", "aria-label": label, "data-testid": "slider",
  });
  const readout = htmlElement("output", { class: "lstm-readout", "data-testid": "readout" });
  const buttons = htmlElement("div", { class: "lstm-buttons", role: "group", "aria-label": "Steps" }, previous, play, next);
  const track = htmlElement("div", { class: "lstm-track" }, slider, readout);
  return { previous, play, next, slider, readout, buttons, track, element: htmlElement("div", { class: "lstm-player" }, buttons, track) };
}

function showPlaying(button, isPlaying) {
  setText(button.firstElementChild, isPlaying ? "❚❚" : "▶");
  setText(button.lastElementChild, isPlaying ? "Pause" : "Play");
  setAttributes(button, { "data-playing": String(isPlaying) });
}

/** Call `next()` again and again until it returns false or the clock is stopped. */
function createClock(next, interval, onChange) {
  let timer = null;
  const running = () => timer !== null;

  function tick() {
    timer = next() ? setTimeout(tick, interval()) : null;
    if (!running()) onChange(false);
  }

  function stop() {
    if (!running()) return;
    clearTimeout(timer);
    timer = null;
    onChange(false);
  }

  function toggle() {
    if (running()) stop();
    else {
      timer = setTimeout(tick, 0);
      onChange(true);
    }
  }

  return { running, stop, toggle };
}
