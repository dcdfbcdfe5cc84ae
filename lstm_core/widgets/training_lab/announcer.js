// What a screen reader hears: soon after a change, and every few seconds while the network trains.

import { setText } from "../shared/svg.js";
import { momentWords, spokenStatus } from "./words.js";

const EVERY = 5000; // milliseconds, while it trains
const AFTER_CHANGE = 400; // milliseconds, when something else has changed

/** Speak through a live region. `read()` returns { frame, summary, moments } of the moment in which it speaks. */
export function createAnnouncer(region, read) {
  let lastKey = "";
  let timer = null;

  function speak() {
    timer = null;
    const { frame, summary, moments } = read();
    const moment = frame.viewing === null ? "" : `Looking back at ${momentWords(frame.viewing, moments, summary)}. `;
    setText(region, moment + spokenStatus(frame, summary));
  }

  return {
    speakSoon() {
      const { frame } = read();
      const key = `${frame.phase} ${frame.viewing} ${frame.message}`;
      const isNew = key !== lastKey;
      if (isNew) clearTimeout(timer);
      else if (timer !== null || frame.phase !== "running") return;
      lastKey = key;
      timer = setTimeout(speak, isNew ? AFTER_CHANGE : EVERY);
    },
    destroy: () => clearTimeout(timer),
  };
}
