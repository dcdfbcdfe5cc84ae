// The training lab's plain functions: commands one at a time, curves from bytes, what is said, where things stand.

import assert from "node:assert/strict";
import { test } from "node:test";

import { allEpochs, bestPoint, branchAt, lossPicture, needsLogAxis, normPicture, numbersAt, rangeOf, readCurve } from "../../lstm_core/widgets/training_lab/curves.js";
import { filePartsOf, loadRefusal } from "../../lstm_core/widgets/training_lab/files.js";
import { labHeatScale } from "../../lstm_core/widgets/training_lab/heat.js";
import { createCommands } from "../../lstm_core/widgets/training_lab/commands.js";
import { LAB_SCALES, placeOfValue, valueAtPlace } from "../../lstm_core/widgets/training_lab/settings.js";
import { textRefusal } from "../../lstm_core/widgets/training_lab/text.js";
import {
  bestWords, branchWords, clippingLimit, clippingWords, cursorWords, epochText, explosionWords, lossText, momentWords, readingWords, roundedSpeed,
  settingText, spokenStatus, statusParts, textCount, withCommas,
} from "../../lstm_core/widgets/training_lab/words.js";

const FACTS = {
  V: 35, H: 25, parameters: 7010, clip_value: 1, epochs: 1000, steps_per_epoch: 1,
  baselines: { uniform: 3.555, unigram: 3.021 }, branches: [{ name: "A", parent: null, first_epoch: 0 }],
};
const FRAME = { phase: "paused", viewing: null, epoch: 120, loss: 0.53421, speed: null, message: "" };

function desk() {
  const sent = [];
  const silences = [];
  const commands = createCommands("lab-1", (order, buffers) => sent.push({ ...order, buffers }), (isSilent) => silences.push(isSilent), 5);
  return { commands, sent, silences, answer: () => commands.answered(sent.findLast((order) => order.request).request) };
}

test("of a kind one order is under way, and the newest of those that wait is sent when it is answered", () => {
  const { commands, sent, answer } = desk();
  for (const rate of [0.1, 0.2, 0.3]) commands.ask("set", { learning_rate: rate });
  commands.ask("set", { clip_value: null });
  assert.deepEqual(sent.map(({ learning_rate: rate }) => rate), [0.1]);
  answer();
  assert.equal(sent.length, 2);
  assert.deepEqual([sent[1].learning_rate, sent[1].clip_value], [0.3, null]);
  assert.ok(commands.isOpen("set"));
  answer();
  assert.ok(!commands.isOpen("set"));
  assert.equal(sent.length, 2);
  commands.destroy();
});

test("commands of different kinds go at once and in their order, and one answer is for all before it", () => {
  const { commands, sent, answer } = desk();
  commands.ask("branch");
  commands.ask("start");
  assert.deepEqual(sent.map((order) => order.do), ["branch", "start"]);
  answer();
  assert.ok(!commands.isOpen("branch") && !commands.isOpen("start"));
  commands.destroy();
});

test("an answer to another view is no answer", () => {
  const { commands, sent } = desk();
  commands.ask("look", { gate: "cell" });
  commands.answered(sent[0].request.replace("lab-1", "lab-2"));
  commands.answered(null);
  assert.ok(commands.isOpen("look"));
  commands.destroy();
});

test("silence is told, and its end", async () => {
  const { commands, silences, answer } = desk();
  commands.ask("start");
  await new Promise((resolve) => {
    setTimeout(resolve, 30);
  });
  assert.deepEqual(silences, [true]);
  answer();
  assert.deepEqual(silences, [true, false]);
  commands.destroy();
});

test("while an answer is awaited the page says that it is there, a few times, and no longer once it has come", async () => {
  const { commands, sent, answer } = desk();
  const wait = (milliseconds) => new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
  commands.ask("pause");
  await wait(100);
  assert.deepEqual(sent.map((order) => order.do), ["pause", "view", "view", "view"]);
  assert.deepEqual({ ...sent[1], buffers: [] }, { do: "view", view: "lab-1", gone: false, buffers: [] });
  commands.answered(sent[0].request);
  commands.ask("start");
  answer();
  await wait(60);
  assert.deepEqual(sent.map((order) => order.do).slice(4), ["start"]);
  commands.destroy();
});

test("the slider of the learning rate has the notebooks' values exactly, ten times more is 20 places on", () => {
  assert.equal(valueAtPlace(0, LAB_SCALES.RATE), 0.05);
  assert.equal(valueAtPlace(20, LAB_SCALES.RATE), 0.5);
  assert.equal(valueAtPlace(40, LAB_SCALES.RATE), 5);
  assert.equal(valueAtPlace(-54, LAB_SCALES.RATE), 0.0000998);
  assert.equal(valueAtPlace(0, LAB_SCALES.CLIP), 1);
  assert.equal(valueAtPlace(-20, LAB_SCALES.CLIP), 0.01);
  for (let place = LAB_SCALES.RATE.from; place <= LAB_SCALES.RATE.to; place += 1) {
    assert.equal(placeOfValue(valueAtPlace(place, LAB_SCALES.RATE), LAB_SCALES.RATE), place);
  }
  assert.equal(placeOfValue(1e9, LAB_SCALES.CLIP), LAB_SCALES.CLIP.to);
});

test("numbers are written as the notebooks write them", () => {
  assert.equal(withCommas(1234567), "1,234,567");
  assert.equal(epochText(1250, 1), "1,250");
  assert.equal(epochText(12.5, 8), "12.50");
  assert.equal(epochText(2.9999999999, 3), "3.00");
  assert.deepEqual([0.05, 0.00056, 12.34, 1e-7].map(settingText), ["0.05", "0.00056", "12.3", "1.00·10⁻⁷"]);
  assert.deepEqual([48123, 97, 5, 0].map(roundedSpeed), [48000, 97, 5, 0]);
  assert.equal(textCount("aab"), "3 characters, 2 different");
  assert.equal(textCount("a"), "1 character, 1 different");
  assert.deepEqual([0.53421, 999.9, 7559.36, 2.5e7].map((loss) => lossText(loss)), ["0.534", "999.900", "7,559", "2.50·10⁷"]);
  assert.match(readingWords({ T: 1250, V: 35, streams: 1 }), /1,250 characters, 35 different, read as one sequence: 1 step per epoch/);
  assert.match(readingWords({ T: 12500, V: 35, streams: 16, sequence_length: 64, steps_per_epoch: 13 }), /16 parallel sequences, 64 characters per step: 13 steps/);
});

test("the status says epoch, loss, speed and what goes on", () => {
  assert.deepEqual(statusParts({ ...FRAME, phase: "running", speed: 48123 }, FACTS), {
    epoch: "Epoch 120 of 1,000", loss: "loss 0.534 nats per character", speed: "48,000 characters per second", phase: "training",
  });
  assert.equal(statusParts({ ...FRAME, loss: null }, FACTS).loss, "no loss yet");
  assert.equal(statusParts({ ...FRAME, viewing: 3 }, FACTS).phase, "looking back");
  assert.match(spokenStatus({ ...FRAME, phase: "failed", message: "Reset begins again." }, FACTS), /^stopped by an error: Epoch 120.*Reset begins again\.$/);
});

test("clipping is explained with the number of the line", () => {
  assert.ok(Math.abs(clippingLimit(FACTS) - 83.7257) < 1e-3);
  assert.match(clippingWords(FACTS), /dotted line is the largest norm that clipping at ±1 leaves, 1·√7,010 = 83\.7/);
  assert.match(clippingWords({ ...FACTS, clip_value: null }), /Clipping is off/);
  assert.equal(clippingLimit({ ...FACTS, clip_value: null }), null);
});

test("moments, branches and cursors have words", () => {
  assert.equal(momentWords(1, [0, 7], FACTS), "epoch 7");
  assert.equal(momentWords(2, [0, 7], FACTS), "the present");
  const branches = [FACTS.branches[0], { name: "B", parent: 0, first_epoch: 50 }];
  assert.equal(branchWords(branches[1], branches, FACTS), "B from A, epoch 50");
  assert.equal(branchWords(branches[0], branches, FACTS), "A from epoch 0");
  assert.deepEqual([50, 51].map((epoch) => branchAt(branches, 1, epoch)), [0, 1]);
});

test("the line at the cursor tells the branch shown exactly, and compares it with the branch that it left", () => {
  const branches = [{ name: "A", parent: null }, { name: "B", parent: 0 }, { name: "C", parent: 0 }];
  const summary = { ...FACTS, branches };
  const found = branches.map(({ name }, branch) => ({ branch, name, epoch: 3, loss: 0.5 + branch, norm: 12.34 }));
  assert.equal(cursorWords(found.slice(0, 1), 0, FACTS), "Epoch 3: loss 0.5000, gradient norm 12.3");
  assert.equal(cursorWords(found, 1, summary), "B, epoch 3: loss 1.5000, gradient norm 12.3 · A: loss 0.5000");
  assert.equal(cursorWords(found, 0, summary), "A, epoch 3: loss 0.5000, gradient norm 12.3 · C: loss 2.5000");
  assert.equal(cursorWords(found.slice(1), 2, summary), "C, epoch 3: loss 2.5000, gradient norm 12.3 · B: loss 1.5000");
  assert.equal(cursorWords([{ ...found[0], epoch: 2 }, found[1]], 2, summary), "B, epoch 3: loss 1.5000, gradient norm 12.3 · A, epoch 2: loss 0.5000");
});

function bytes(...points) {
  const numbers = Float32Array.from(points.flat());
  return new DataView(numbers.buffer);
}

test("a curve is read from the bytes of its points", () => {
  const curve = readCurve(bytes([1, 3.5, 200], [2, 3.25, 100]));
  assert.deepEqual([[...curve.x], [...curve.loss], [...curve.norm]], [[1, 2], [3.5, 3.25], [200, 100]]);
  assert.equal(readCurve(bytes()).x.length, 0);
});

test("the cursor walks along the epochs of all branches and finds each one's numbers", () => {
  const curves = [readCurve(bytes([1, 3, 9], [2, 2, 8], [3, 1, 7])), readCurve(bytes([3, 5, 6], [10, 4, 5])), readCurve(bytes())];
  const branches = [{ name: "A" }, { name: "B" }, { name: "C" }];
  assert.deepEqual([...allEpochs(curves)], [1, 2, 3, 10]);
  assert.deepEqual(numbersAt(curves, branches, 3, 0.01), [{ branch: 0, name: "A", epoch: 3, loss: 1, norm: 7 }, { branch: 1, name: "B", epoch: 3, loss: 5, norm: 6 }]);
  assert.deepEqual(numbersAt(curves, branches, 10, 0.01).map(({ name }) => name), ["B"]);
  assert.equal(allEpochs([]).length, 0);
});

test("what an axis cannot show does not stretch it", () => {
  assert.deepEqual(rangeOf([[1, Number.NaN, 3], [Infinity, 0]], true), [1, 3]);
  assert.deepEqual(rangeOf([[1, -3]], false), [-3, 1]);
  assert.equal(rangeOf([[0]], true), null);
});

test("the baselines have names beside the axes, where they cover no curve, and no numbers stand at the cursor", () => {
  const curves = [readCurve(bytes([1, 3, 9], [2, 2, 8]))];
  const picture = lossPicture({ curves, epochs: allEpochs(curves), summary: FACTS, cursor: 1, past: null, isLog: false });
  assert.deepEqual(picture.marks.map(({ text, isBeside }) => [text, isBeside]), [["uniform 3.555", true], ["unigram 3.021", true]]);
  assert.ok(picture.labelRoom > 80);
  assert.equal(picture.format(), "");
});

test("an exploding loss leaves the good branch readable and is explained in one sentence with advice", () => {
  const curves = [readCurve(bytes([1, 3, 9], [2, 2, 8])), readCurve(bytes([2, 1e6, 9], [3, 4e6, 9]))];
  const summary = { ...FACTS, branches: [FACTS.branches[0], { name: "B", parent: 0, first_epoch: 1 }] };
  const picture = lossPicture({ curves, epochs: allEpochs(curves), summary, cursor: null, past: null, isLog: false });
  assert.ok(picture.y.high < 8, "twice the uniform baseline");
  assert.match(picture.y.label, /higher at the top/);
  assert.ok(picture.series[2].y.every((loss) => loss < 8), "drawn at the top");
  assert.equal(curves[1].loss[0], 1e6, "the numbers under the cursor stay");
  const words = explosionWords({ loss: 4e6 }, { ...FACTS, clip_value: null });
  assert.match(words, /^The loss, 4\.00·10⁶, is far above .*3\.555.*lower the learning rate or switch clipping on, select an earlier point.*\.$/);
  assert.ok(!explosionWords({ loss: 4e6 }, FACTS).includes("switch clipping on"));
  for (const loss of [null, 3, 7]) assert.equal(explosionWords({ loss }, FACTS), "");
  assert.match(spokenStatus({ ...FRAME, loss: 40 }, FACTS), /far above the uniform baseline/);
});

test("the axis of the loss becomes logarithmic when a linear one would press the lowest losses onto its bottom", () => {
  assert.ok(!needsLogAxis([readCurve(bytes([1, 3.5, 9], [2, 0.2, 9]))], FACTS));
  assert.ok(needsLogAxis([readCurve(bytes([1, 3.5, 9], [2, 0.1, 9]))], FACTS));
  assert.ok(!needsLogAxis([readCurve(bytes()), readCurve(bytes([1, 1e6, 9]))], FACTS));
});

test("the best epoch is marked, of all branches", () => {
  const curves = [readCurve(bytes([1, 3, 9], [2, 2, 8])), readCurve(bytes([2, 1.5, 9], [3, 1.75, 9]))];
  const summary = { ...FACTS, branches: [FACTS.branches[0], { name: "B", parent: 0, first_epoch: 1 }] };
  assert.deepEqual(bestPoint(curves), { branch: 1, epoch: 2, loss: 1.5 });
  assert.equal(bestWords(bestPoint(curves), summary), "best: loss 1.500 at epoch 2 on B");
  assert.equal(bestWords(bestPoint(curves.slice(0, 1)), FACTS), "best: loss 2.000 at epoch 2");
  assert.equal(bestWords(bestPoint([readCurve(bytes())]), FACTS), "");
  const { points } = lossPicture({ curves, epochs: allEpochs(curves), summary, cursor: null, isLog: false, past: { line: 0, epoch: 1, loss: 3 } });
  assert.deepEqual(points, [{ x: 2, y: 1.5, look: 1, sign: "best" }, { x: 1, y: 3, look: 0, sign: "selected" }]);
});

test("the pictures can be drawn before the first step, with branches, and while looking back", () => {
  const view = { curves: [readCurve(bytes())], epochs: new Float32Array(0), summary: FACTS, cursor: null, past: null, isLog: false };
  assert.deepEqual(lossPicture(view).series, []);
  assert.ok(normPicture(view).y.high > normPicture(view).y.low);
  const curves = [readCurve(bytes([1, 3, 9], [2, 2, 8])), readCurve(bytes([2, 5, 6]))];
  const summary = { ...FACTS, branches: [FACTS.branches[0], { name: "B", parent: 0, first_epoch: 1 }] };
  const both = lossPicture({ ...view, curves, summary, epochs: allEpochs(curves), past: { line: 0, epoch: 1, loss: 3 }, isLog: true });
  assert.deepEqual(both.series.map(({ name, look }) => [name, look]), [["", 4], ["A", 0], ["B", 1]]);
  assert.ok(both.y.low > 0);
  assert.equal(both.marks.at(-1).at, 1);
});

test("a gradient that explodes does not press the others into a flat line", () => {
  const curves = [readCurve(bytes([1, 3, 9], [2, 2, 1e25], [3, 2, Number.NaN]))];
  const { y, series } = normPicture({ curves, epochs: allEpochs(curves), summary: FACTS, cursor: null, past: null });
  assert.equal(y.high, 1e9);
  assert.ok(y.label.includes("larger ones at the top"));
  assert.deepEqual(Array.from(series[0].y), [9, 1e9, Number.NaN]);
  assert.ok(curves[0].norm[1] > 9e24, "the numbers under the cursor stay");
  const far = [readCurve(bytes([1, 3, 1e20], [2, 3, 1e24]))];
  const all = normPicture({ curves: far, epochs: allEpochs(far), summary: { ...FACTS, clip_value: null }, cursor: null, past: null });
  assert.ok(all.y.high > all.y.low);
});

test("colours keep their scale; the cell state's moves in steps", () => {
  assert.deepEqual(labHeatScale("forget", [0.2]), { kind: "sequential", low: 0, high: 1 });
  assert.deepEqual(labHeatScale("hidden", [0.2]), { kind: "diverging", low: -1, high: 1 });
  assert.equal(labHeatScale("cell", [0.2]).high, 1);
  assert.equal(labHeatScale("cell", [-2.2, 1]).high, 4);
});

test("large files go in parts, wrong ones are refused", () => {
  assert.deepEqual(filePartsOf(10, 4), [[0, 4], [4, 8], [8, 10]]);
  assert.deepEqual(filePartsOf(0, 4), [[0, 0]]);
  assert.equal(loadRefusal("a.npz", 12), "");
  assert.match(loadRefusal("a.npz", 0), /is empty/);
  assert.match(loadRefusal("a.npz", 1e9), /1000 MB/);
});

test("a text that cannot be learned is refused with a reason", () => {
  assert.equal(textRefusal("ab"), "");
  assert.match(textRefusal(""), /is empty/);
  assert.match(textRefusal("aaaa"), /only one character/);
  assert.match(textRefusal("ä".repeat(600_000)), /1\.20 MB/);
});
