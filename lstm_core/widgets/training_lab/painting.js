// How the training lab shows what it has: one function for each part of the page. `view` is the LabView of widget.js.

import { bestPoint, branchAt, lossPicture, needsLogAxis, normPicture, numbersAt } from "./curves.js";
import { showLegend, showMessages } from "./parts.js";
import { bestWords, clippingWords, cursorWords, explosionWords, momentWords, readingWords } from "./words.js";
import { clamp } from "../shared/scale.js";
import { setAttributes, setText } from "../shared/svg.js";
import { isDark } from "../shared/theme_watch.js";

const HINT = "Select a point of the loss curve, with the pointer or the arrow keys, to look back at that epoch.";
const HINT_PAST = "This is the network as it was then. “Continue from here” starts a branch; “Back to the present” and Start return to the present.";
const WIDE = 900; // pixels from which the gradient norm and the sample stand beside the loss curve; widget.css says the same

/** Show the whole lab. */
export function paintLab(view) {
  const { frame, summary } = view;
  view.buttons.show(frame, summary);
  view.status.show(frame, summary);
  const error = view.refusal || frame.message;
  showMessages(view.messages, {
    error, advice: error ? "" : explosionWords(frame, summary), hint: frame.viewing === null ? HINT : HINT_PAST,
  });
  view.settings.show(summary, view.commands.isOpen("set"));
  view.atReset.show(summary);
  paintCharts(view);
  paintHeat(view);
  view.sample.show(frame, summary);
  setText(view.messages.reading, readingWords(summary));
  setAttributes(view.root, {
    "data-phase": frame.phase, "data-epoch": frame.epoch, "data-loss": frame.loss, "data-norm": frame.gradient_norm, "data-viewing": frame.viewing ?? "present",
    "data-learning-rate": summary.learning_rate, "data-clip": summary.clip_value ?? "off", "data-size": summary.H, "data-seed": summary.seed, "data-length": summary.T,
    "data-branches": summary.branches.length, "data-active": summary.active, "data-cursor": view.cursor, "data-painted": view.painted,
    "data-undo": summary.undo_epoch ?? "none", "data-frame": frame.number,
  });
}

function paintCharts(lab) {
  const { frame, summary, curves, epochs, charts, moments } = lab;
  const isLog = lab.isLogWanted ?? needsLogAxis(curves, summary);
  const past = frame.viewing === null ? null : { line: branchAt(summary.branches, frame.line, frame.epoch), epoch: frame.epoch, loss: frame.loss };
  const view = { curves, epochs, summary, cursor: lab.cursor, isLog, past };
  charts.loss.draw(lossPicture(view));
  charts.norm.draw(normPicture(view));
  charts.logBox.checked = isLog;
  showLegend(charts.legend, summary);
  setText(charts.best, bestWords(bestPoint(curves), summary));
  setText(charts.clipping, clippingWords(summary));
  const at = lab.cursor ?? past?.epoch ?? curves[summary.active]?.x.at(-1) ?? epochs.at(-1);
  const found = at === undefined ? [] : numbersAt(curves, summary.branches, at, (epochs.at(-1) ?? 0) / 300);
  setText(charts.numbers, found.length ? cursorWords(found, past?.line ?? summary.active, summary) : "No step has been taken yet.");
  const place = frame.viewing ?? moments.length;
  setAttributes(charts.loss.element, { "aria-valuemax": moments.length, "aria-valuenow": place, "aria-valuetext": momentWords(place, moments, summary) });
  setAttributes(lab.root, { "data-log": String(isLog) });
}

function paintHeat(view) {
  const { frame, summary, place, stage, heat } = view;
  view.gates.show(frame.gate);
  if (view.root.clientWidth >= WIDE && ["sample", "norm"].includes(view.tabs.opened())) view.tabs.open("heat");
  if (stage.clientWidth === 0) return;
  const isMoving = view.commands.isOpen("look");
  if (!isMoving && frame.start < view.wantedStart - summary.window) view.wantedStart = frame.start; // a new text
  heat.show(frame, summary, { width: stage.clientWidth, height: stage.clientHeight }, Math.max(0, view.wantedStart - frame.start), isDark(view.root));
  const last = summary.characters - heat.columns();
  place.max = String(Math.max(0, last));
  if (!isMoving) place.value = String(clamp(Math.max(frame.start, view.wantedStart), 0, last));
  setAttributes(place, { "aria-valuetext": `from character ${place.value}` });
}
