// What the training lab says.

import { formatCompact, formatNumber } from "../shared/format.js";

const PHASE_WORDS = {
  ready: "not trained yet", running: "training", paused: "paused", finished: "finished", failed: "stopped by an error",
};

/** A whole number with commas between thousands, as the notebooks write it. */
export function withCommas(integer) {
  return String(Math.round(integer)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1,250", or "12.50" where an epoch has several steps. */
export function epochText(epoch, stepsPerEpoch) {
  const whole = withCommas(Math.floor(epoch + 1e-9));
  return stepsPerEpoch === 1 ? whole : `${whole}${formatNumber(epoch - Math.floor(epoch + 1e-9), 2).slice(-3)}`;
}

/** A learning rate or clip value: three digits at any size, no zeros behind. */
export function settingText(value) {
  return value >= 1e-4 && value < 1e5 ? String(Number(value.toPrecision(3))) : formatCompact(value);
}

/** The status in four parts, each of which keeps its place. */
export function statusParts(frame, summary) {
  const loss = frame.loss === null ? "no loss yet" : `loss ${formatNumber(frame.loss)} nats per character`;
  return {
    epoch: `Epoch ${epochText(frame.epoch, summary.steps_per_epoch)} of ${withCommas(summary.epochs)}`,
    loss,
    speed: frame.speed === null ? "" : `${withCommas(roundedSpeed(frame.speed))} characters a second`,
    phase: frame.viewing === null ? PHASE_WORDS[frame.phase] : "looking back",
  };
}

/** Two digits that mean something: a speed never holds still. */
export function roundedSpeed(speed) {
  if (!(speed > 0)) return 0;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(speed)) - 1);
  return unit * Math.round(speed / unit);
}

/** The status for screen readers. */
export function spokenStatus(frame, summary) {
  const { epoch, loss, phase } = statusParts(frame, summary);
  const next = frame.phase === "finished" && frame.viewing === null ? ` Start goes on for as many epochs again.` : "";
  return `${phase}: ${epoch}, ${loss}.${next}${frame.message ? ` ${frame.message}` : ""}`;
}

/** Where the look-back slider stands. */
export function momentWords(place, epochs, summary) {
  if (place >= epochs.length) return "the present";
  return `epoch ${epochText(epochs[place], summary.steps_per_epoch)}`;
}

/** What the gradient chart compares. */
export function clippingWords({ clip_value: clip, parameters }) {
  if (clip === null) return "The length of the whole gradient. Clipping is off: every step uses it as it is.";
  const most = clip * Math.sqrt(parameters);
  return `The length of the whole gradient before clipping. Clipping at ±${settingText(clip)} acts on each of the ${withCommas(parameters)} entries by itself, so it leaves a length of at most `
    + `${settingText(clip)}·√${withCommas(parameters)} = ${formatCompact(most)}, the dotted line. A curve above it has been clipped for certain; below it, single entries may still have been.`;
}

/** The longest gradient that clipping by value leaves; null without clipping. */
export function clippingLimit({ clip_value: clip, parameters }) {
  return clip === null ? null : clip * Math.sqrt(parameters);
}

/** A branch in the legend. */
export function branchWords(branch, branches, summary, isActive) {
  const where = branch.parent === null
    ? "from the beginning"
    : `from ${branches[branch.parent].name} at epoch ${epochText(branch.first_epoch, summary.steps_per_epoch)}`;
  return `${branch.name}: ${where}${isActive ? ", goes on now" : ""}`;
}

/** The exact numbers at the cursor: `found` is [{ name, epoch, loss, norm }]. */
export function cursorWords(found, summary) {
  const several = found.length > 1;
  return found.map(({ name, epoch, loss, norm }) => (
    `${several ? `${name}, epoch` : "Epoch"} ${epochText(epoch, summary.steps_per_epoch)}: loss ${formatNumber(loss, 4)}, gradient ${formatCompact(norm)}`)).join(" · ");
}

/** A text that was opened or pasted, in numbers. */
export function textCount(text) {
  const letters = Array.from(text);
  return `${withCommas(letters.length)} characters, ${withCommas(new Set(letters).size)} different`;
}

/** How the text is read. */
export function readingWords(summary) {
  return summary.streams > 1
    ? `${withCommas(summary.T)} characters, ${summary.V} different, read as ${summary.streams} streams side by side, ${summary.sequence_length} characters a step: ${withCommas(summary.steps_per_epoch)} steps an epoch`
    : `${withCommas(summary.T)} characters, ${summary.V} different, read as one sequence: one step an epoch`;
}
