// What the training lab says.

import { counted, formatCompact, formatCount, formatNumber } from "../shared/format.js";

const HIGH_LOSS = 2; // times the uniform baseline
const PHASE_WORDS = {
  ready: "not trained yet", running: "training", paused: "paused", finished: "finished", failed: "stopped by an error",
  lost: "ended with the kernel",
};

/** A number, rounded, with commas between thousands. */
export function withCommas(number) {
  return formatCount(Math.round(number));
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

/** A loss: with decimals, and one that has exploded without them. */
export function lossText(loss, digits = 3) {
  if (loss < 1000) return formatNumber(loss, digits);
  return loss < 1e6 ? withCommas(loss) : formatCompact(loss);
}

/** The status in four parts, each of which keeps its place. */
export function statusParts(frame, summary) {
  const loss = frame.loss === null ? "no loss yet" : `loss ${lossText(frame.loss)} nats per character`;
  return {
    epoch: `Epoch ${epochText(frame.epoch, summary.steps_per_epoch)} of ${withCommas(summary.epochs)}`,
    loss,
    speed: frame.speed === null ? "" : `${withCommas(roundedSpeed(frame.speed))} characters per second`,
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
  const next = frame.phase === "finished" && frame.viewing === null ? ` Start continues for as many epochs again.` : "";
  const more = [explosionWords(frame, summary), frame.message].filter(Boolean).map((words) => ` ${words}`).join("");
  return `${phase}: ${epoch}, ${loss}.${next}${more}`;
}

/** A place among the snapshots. */
export function momentWords(place, epochs, summary) {
  if (place >= epochs.length) return "the present";
  return `epoch ${epochText(epochs[place], summary.steps_per_epoch)}`;
}

/** What the chart of the gradient norm compares. */
export function clippingWords({ clip_value: clip, parameters }) {
  if (clip === null) return "Clipping is off: every step uses the gradient as it is.";
  return `The dotted line is the largest norm that clipping at ±${settingText(clip)} leaves, ${settingText(clip)}·√${withCommas(parameters)} = ${formatCompact(clip * Math.sqrt(parameters))}.`;
}

/** Why the loss is so high, with advice; "" where it is not. */
export function explosionWords({ loss }, { baselines, clip_value: clip }) {
  if (loss === null || loss <= HIGH_LOSS * baselines.uniform) return "";
  const advice = clip === null ? "lower the learning rate or switch clipping on" : "lower the learning rate";
  return `The loss, ${lossText(loss)}, is far above the uniform baseline of ${formatNumber(baselines.uniform)}, because the steps are too long: ${advice}, select an earlier point of the curve and press “Continue from here”.`;
}

/** The longest gradient that clipping by value leaves; null without clipping. */
export function clippingLimit({ clip_value: clip, parameters }) {
  return clip === null ? null : clip * Math.sqrt(parameters);
}

/** A branch in the legend. */
export function branchWords({ name, parent, first_epoch: first }, branches, summary) {
  if (parent === null) return `${name} from epoch 0`;
  return `${name} from ${branches[parent].name}, epoch ${epochText(first, summary.steps_per_epoch)}`;
}

/** One line at the cursor: the exact numbers of the branch shown, and the loss of the branch that it left; `found` is [{ branch, name, epoch, loss, norm }]. */
export function cursorWords(found, shown, summary) {
  const main = found.find(({ branch }) => branch === shown) ?? found.at(-1);
  const others = found.filter((one) => one !== main);
  const other = others.find(({ branch }) => branch === summary.branches[main.branch].parent) ?? others.at(-1);
  const epochOf = ({ epoch }) => epochText(epoch, summary.steps_per_epoch);
  const numbers = `${epochOf(main)}: loss ${lossText(main.loss, 4)}, gradient norm ${formatCompact(main.norm)}`;
  if (!other) return `Epoch ${numbers}`;
  const when = epochOf(other) === epochOf(main) ? "" : `, epoch ${epochOf(other)}`;
  return `${main.name}, epoch ${numbers} · ${other.name}${when}: loss ${lossText(other.loss, 4)}`;
}

/** The best loss so far. */
export function bestWords(best, summary) {
  if (best === null) return "";
  const branch = summary.branches.length > 1 ? ` on ${summary.branches[best.branch].name}` : "";
  return `best: loss ${formatNumber(best.loss)} at epoch ${epochText(best.epoch, summary.steps_per_epoch)}${branch}`;
}

/** A text that was opened or pasted, in numbers. */
export function textCount(text) {
  const letters = Array.from(text);
  return `${counted(letters.length, "character")}, ${withCommas(new Set(letters).size)} different`;
}

/** How the text is read. */
export function readingWords(summary) {
  const { T, V, streams, sequence_length: length, steps_per_epoch: steps } = summary;
  const way = streams > 1
    ? `read as ${streams} parallel sequences, ${counted(length, "character")} per step: ${counted(steps, "step")} per epoch`
    : "read as one sequence: 1 step per epoch";
  return `The network learns ${counted(T, "character")}, ${withCommas(V)} different, ${way}.`;
}
