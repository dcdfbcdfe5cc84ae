// AttentionMap: where attention looks from each character of a text, beside what an LSTM's forget gates have kept.

import { createColumns } from "./parts.js";
import { attentionWords, columnWords, keptWords, positionWords } from "./words.js";
import { createFoot } from "../shared/foot.js";
import { mount } from "../shared/mount.js";
import { createWidget } from "../shared/nulls.js";
import { createPlayer } from "../shared/player.js";
import { clamp } from "../shared/scale.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "../shared/svg.js";
import { readTraits, sendTraits } from "../shared/traits.js";

const KEYS = [[["←", "→"], "previous, next character"], [["Home", "End"], "first, last"], [["Space"], "play"]];

/** @param {{ model: import("../shared/types.js").Model<import("./types.js").AttentionMapState>, el: HTMLElement }} place */
function render({ model, el }) {
  const state = readTraits(model, ["letters", "weights", "shares"]);
  const T = state.letters.length;
  let t = model.get("position");
  const moveTo = (place) => {
    t = clamp(place, 0, T - 1);
    player.show(t);
    paintSoon();
  };
  const jump = (place) => () => {
    player.pause();
    moveTo(place);
  };
  const player = createPlayer({
    length: T, position: t, label: "character of the text", describe: (place) => positionWords(state.letters, place), onSeek: moveTo,
  });
  const columns = createColumns(state.letters, (place) => jump(place)());
  const attention = htmlElement("p", { "data-testid": "attention" });
  const kept = htmlElement("p", { "data-testid": "kept" });
  const speech = createSpeech();
  const root = htmlElement("div", {
    class: "lstm-widget lstm-attention-map", tabindex: 0, role: "group", "aria-label": "Attention weights, and what an LSTM keeps", "data-testid": "attention-map",
  },
  htmlElement("div", { class: "lstm-player" }, player.buttons, player.track),
  htmlElement("p", { class: "lstm-caption" }, "Attention weight of each character, from 0 to 1"),
  columns.element,
  htmlElement("p", { class: "lstm-caption" }, "Share of that step’s cell state that the forget gates have kept, from 0 (above) to 1"),
  htmlElement("div", { class: "lstm-words" }, attention, kept),
  createFoot(KEYS, "position", () => sendTraits(model, { position: t })), speech.element);

  function paint() {
    columns.show(state, t);
    setText(attention, attentionWords(state, t));
    setText(kept, keptWords(state, t));
    const all = state.letters.slice(0, t + 1).map((_, s) => columnWords(state, t, s)).join("; ");
    setAttributes(columns.element, { "aria-label": `${attentionWords(state, t)} ${all}.` });
    setAttributes(root, { "data-t": t });
    speech.say(`${attentionWords(state, t)} ${keptWords(state, t)}`);
  }

  const paintSoon = onceAFrame(paint);
  const end = mount({ model, el, root, paintSoon }, {
    keys: { ArrowRight: player.next, ArrowLeft: player.previous, Home: jump(0), End: jump(T - 1), Space: player.toggle },
    traits: { position: () => moveTo(model.get("position")) },
    ends: [player.destroy, speech.hush],
  });
  paint();
  return end;
}

export default createWidget(render);
