// The files that all widgets share.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  bracketed, counted, formatCompact, formatCount, formatNumber, formatPercent, formatSigned, padNumber, superscript,
} from "../../lstm_core/widgets/shared/format.js";
import { keyName, needsKey } from "../../lstm_core/widgets/shared/keyboard.js";
import { quoted, shownText } from "../../lstm_core/widgets/shared/naming.js";
import { numberRefusal } from "../../lstm_core/widgets/shared/number_field.js";
import { clamp, linearScale, logScale, niceTicks } from "../../lstm_core/widgets/shared/scale.js";
import { unseenWords } from "../../lstm_core/widgets/shared/text_field.js";
import { characters, spoken, visible, windowAround } from "../../lstm_core/widgets/shared/text.js";

test("a number has a true minus sign and fixed decimals", () => {
  assert.equal(formatNumber(-0.4123), "\u22120.412");
  assert.equal(formatNumber(2, 1), "2.0");
  assert.equal(formatNumber(-1e-9), "0.000", "what rounds to zero has no sign");
  assert.equal(formatNumber(Number.NaN), "undefined");
  assert.equal(formatNumber(Number.NEGATIVE_INFINITY), "\u2212∞");
});

test("a sign can be asked for", () => {
  assert.equal(formatSigned(0.5), "+0.500");
  assert.equal(formatSigned(-0.5), "\u22120.500");
});

test("a gradient keeps three significant digits at any size", () => {
  assert.equal(formatCompact(0), "0");
  assert.equal(formatCompact(0.034149), "0.0341");
  assert.equal(formatCompact(-12.345), "\u221212.3");
  assert.equal(formatCompact(0.99961), "1.00");
  assert.equal(formatCompact(0.0012), "0.00120");
  assert.equal(formatCompact(1234.5), "1235");
  assert.equal(formatCompact(4.2e-7), "4.20·10⁻⁷");
  assert.equal(formatCompact(-3e12), "\u22123.00·10¹²");
});

test("parts of numbers", () => {
  assert.equal(superscript(-12), "⁻¹²");
  assert.equal(padNumber("7", 3), "\u2007\u20077");
  assert.equal(bracketed("\u22120.5"), "(\u22120.5)");
  assert.equal(bracketed("0.5"), "0.5");
  assert.equal(formatPercent(0.934), "93\u202f%");
  assert.equal(formatCount(7010), "7,010");
  assert.equal(formatCount(-1234567), "\u22121,234,567");
  assert.equal(formatCount(901), "901");
  assert.deepEqual([1, 0, 2000].map((count) => counted(count, "character")), ["1 character", "0 characters", "2,000 characters"]);
});

test("characters can be seen and heard", () => {
  assert.equal(visible(" "), "␣");
  assert.equal(visible("e"), "e");
  assert.equal(spoken("\n"), "line end");
  assert.deepEqual(characters("a😀b"), ["a", "😀", "b"]);
});

test("a window stays inside the text and holds the centre", () => {
  assert.deepEqual(windowAround(0, 900, 41), [0, 41]);
  assert.deepEqual(windowAround(450, 900, 41), [430, 471]);
  assert.deepEqual(windowAround(899, 900, 41), [859, 900]);
  assert.deepEqual(windowAround(2, 5, 41), [0, 5]);
});

test("scales lead there and back", () => {
  const scale = linearScale([-1, 1], [100, 0]);
  assert.equal(scale(0), 50);
  assert.equal(scale.invert(25), 0.5);
  assert.equal(linearScale([2, 2], [0, 9])(2), 0, "an empty interval does not divide by zero");
  const log = logScale([1e-4, 1], [0, 40]);
  assert.ok(Math.abs(log(0.01) - 20) < 1e-9);
  assert.ok(Math.abs(log.invert(10) - 1e-3) < 1e-12);
});

test("ticks are round and inside", () => {
  assert.deepEqual(niceTicks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(niceTicks(-3, 3, 6), [-3, -2, -1, 0, 1, 2, 3]);
  assert.deepEqual(niceTicks(5, 5), [5]);
  assert.equal(clamp(7, 0, 5), 5);
});

const key = (name, modifiers = {}) => ({ key: name, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...modifiers });

test("keys have names", () => {
  assert.equal(keyName(key(" ")), "Space");
  assert.equal(keyName(key("ArrowLeft", { shiftKey: true })), "Shift+ArrowLeft");
  assert.equal(keyName(key("R", { shiftKey: true })), "r", "capital or small, it is one key");
  assert.equal(keyName(key("s", { ctrlKey: true })), "Control+s");
});

test("an element keeps the keys that it needs", () => {
  const slider = { tagName: "INPUT", type: "range" };
  assert.equal(needsKey(slider, "ArrowLeft"), true);
  assert.equal(needsKey(slider, "Space"), false);
  assert.equal(needsKey({ tagName: "BUTTON" }, "Space"), true);
  assert.equal(needsKey({ tagName: "BUTTON" }, "ArrowLeft"), false);
  assert.equal(needsKey({ tagName: "INPUT", type: "text" }, "r"), true);
  assert.equal(needsKey({ tagName: "DIV" }, "Space"), false);
});

test("a text field names what nobody sees or what turns the line round, and not spaces and line ends", () => {
  assert.equal(unseenWords("to be,\nor not é 😀"), "");
  assert.equal(unseenWords("a\u202eb\u202e"), "Holds ‘U+202E’ (right-to-left override).");
  assert.equal(unseenWords("\u200b\ta\u2067"), "Holds ‘U+200B’ (zero-width space), ‘⇥’ (tab), and 1 more.");
});

test("a letter from right to left is isolated, and a running text shows what nobody would see", () => {
  assert.equal(quoted("\u05d0"), "‘\u2068\u05d0\u2069’");
  assert.equal(quoted("\u202e"), "‘U+202E’ (right-to-left override)");
  assert.equal(shownText("a b\nc\u202ed\u200b"), "a b\ncU+202EdU+200B");
});

test("a refused number is named, a long one only in part", () => {
  assert.equal(numberRefusal("Unit", "2.7", 0, 31, 5), "Unit: a whole number from 0 to 31, but 2.7 is not one. 5 stays.");
  assert.equal(numberRefusal("Seed", "9".repeat(300), 0, 9, 5), `Seed: a whole number from 0 to 9, but ${"9".repeat(20)}… is not one. 5 stays.`);
});
