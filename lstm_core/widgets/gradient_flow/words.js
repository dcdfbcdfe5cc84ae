// What the gradient-flow widget says: plain data and sentences, no elements.

import { FALLEN, lostShare, stepsUntilFallen } from "./data.js";
import { formatCompact, formatPercent } from "../shared/format.js";

/** A share as per cent, with as many digits as it needs; never "100 %" or "0 %" for what is not quite. */
export function shareText(share) {
  if (share === 0) return formatPercent(0);
  if (share >= 1.5) return `${formatCompact(share)} ×`;
  if (share < 0.0001) return "< 0.01\u202f%";
  if (share > 0.9999 && share < 1) return "> 99.99\u202f%";
  return formatPercent(share, share < 0.001 ? 2 : share < 0.1 || (share > 0.9 && share < 1) ? 1 : 0);
}

/** One row of the table for a curve, as texts and numbers; null for a network without the state. */
export function tableRow(curve, { truncation, lag }) {
  if (!curve) return null;
  const isCut = truncation !== null && lag >= truncation;
  const here = isCut ? 0 : curve[lag];
  const fallen = stepsUntilFallen(curve);
  const lost = lostShare(curve, truncation);
  return {
    first: curve[0],
    here,
    fallen,
    lost,
    texts: [
      formatCompact(curve[0]),
      isCut ? "0, cut off" : formatCompact(here),
      isCut ? "0" : shareText(here / curve[0]),
      fallen === null ? "does not" : stepCount(fallen),
      truncation === null ? "no cut" : shareText(lost),
    ],
  };
}

/** The heads of the table's columns. */
export function tableHeads(lag) {
  return ["network", "at lag\u00a00", `at lag\u00a0${lag}`, "share of lag\u00a00", `falls below ${formatPercent(FALLEN)} after`, "lost by the cut"];
}

/** The finding, in sentences. `rows` are [name, row] of the networks that have the state, `curves` their curves. */
export function finding(rows, { state, weight_scale, length, truncation }, curves) {
  const subject = `the gradient with respect to the ${state === "h" ? "hidden" : "cell"} state`;
  const start = `With initial weights × ${weight_scale}`;
  const allFall = rows.every(([, row]) => row.fallen !== null);
  const sentences = [allFall
    ? `${start}, ${subject} falls below ${formatPercent(FALLEN)} of its size at lag 0 ${listed(rows.map(([name, row]) => `after ${stepCount(row.fallen)} in the ${name}`))}.`
    : `${start} and over ${length - 1} steps, ${subject} ${listed(rows.map(([name, row], k) => `${fate(row, curves[k])} in the ${name}`))}.`];
  if (truncation !== null) {
    const losses = rows.map(([name, row]) => `${shareText(row.lost)} in the ${name}`);
    sentences.push(`Cut off after ${stepCount(truncation)}, it loses ${listed(losses)}: so much of the norms, added up over all lags, lies beyond the cut.`);
  }
  return sentences.join(" ");
}

function fate({ fallen }, curve) {
  const last = curve[curve.length - 1] / curve[0];
  if (fallen !== null) return `falls below ${formatPercent(FALLEN)} after ${stepCount(fallen)}`;
  return last > 1 ? `grows to ${formatCompact(last)} times its size` : `shrinks to ${shareText(last)}`;
}

/** "1 step", "2 steps". */
export function stepCount(steps) {
  return `${steps} ${steps === 1 ? "step" : "steps"}`;
}

function listed(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** A lag in words. */
export function lagText(lag, length) {
  return `lag ${lag}: t = ${length - 1 - lag} of 0 … ${length - 1}`;
}

/** The view for screen readers: the sizes at the lag, then what was found. `rows` as in `finding`. */
export function spokenView(rows, { lag, length }, found) {
  const numbers = rows.map(([name, row]) => `${name} ${row.texts[1]}`);
  return `${lagText(lag, length)}: ${numbers.join(", ")}. ${found}`.replaceAll("_", " ");
}
