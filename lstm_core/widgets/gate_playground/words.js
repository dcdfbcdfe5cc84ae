// What the playground says about its settings: plain data and sentences, no elements.

import { sign, term } from "../shared/formula.js";
import { halfLife, inputGateAt, levelOf } from "./cell.js";
import { formatCompact, formatNumber } from "../shared/format.js";

/** A number of the cell: three decimals, more where they would all be 0 or 9, fewer where they would not matter. */
export function cellNumber(number) {
  const size = Math.abs(number);
  if (size !== 0 && size < 0.001) return formatCompact(number);
  if (size < 1 && size > 0.9995) return formatNumber(number, 4);
  return formatNumber(number, size >= 1000 ? 0 : size >= 10 ? 2 : 3);
}

/** Steps as words: "5.46 steps", "1 step". */
export function stepsText(steps) {
  const text = formatCompact(steps);
  return `${text} ${text === "1.00" ? "step" : "steps"}`;
}

/** How long the cell remembers, and what c tends to: [{ sentence, formula }]. */
export function memoryStory(values, inputAt) {
  const { i, f, g } = values;
  const half = halfLife(f);
  const level = levelOf(values, inputAt);
  const what = inputAt === "every" ? "The distance of c_t from its level" : "What the cell holds";
  return [
    {
      sentence: `${what} halves every ${stepsText(half)}: that is the half-life.`,
      formula: [word("half-life", formatCompact(half)), sign("="), word("ln ½", formatNumber(Math.log(0.5), 3)), sign("/"), { ...term("f", formatCompact(Math.log(f))), before: "ln " }],
    },
    inputAt === "every"
      ? {
        sentence: `The longer it goes on, the closer c_t comes to ${cellNumber(level)}: that is its level.`,
        formula: [word("level", cellNumber(level)), sign("="), term("i", cellNumber(i)), sign("·"), term("g", cellNumber(g)), sign("/"), term("(1−f)", cellNumber(1 - f))],
      }
      : { sentence: "After t\u00a0=\u00a00 nothing new enters (i\u00a0=\u00a00), so c_t tends to 0.", formula: null },
  ];
}

/** Where half is left: of c at t = 0 if the input comes once, of the way from the start to the level otherwise. None beyond the chart. */
export function halfMarks(half, inputAt, steps) {
  const [at, text] = inputAt === "first" ? [half, "half of c₀"] : [half - 1, "half the way"];
  return at < steps ? [{ axis: "x", at, text }] : [];
}

/** The two formulas of a step with their numbers. */
export function stepStory(values, curves, inputAt, t) {
  const { f, g, o } = values;
  const i = inputGateAt(values.i, inputAt, t);
  const previous = t === 0 ? curves.start : curves.c[t - 1];
  return [
    [
      term("c_t", cellNumber(curves.c[t])), sign("="), term("f", cellNumber(f)), sign("·"), term("c_{t−1}", bracketedNumber(previous)),
      sign("+"), term("i", cellNumber(i)), sign("·"), term("g", bracketedNumber(g)),
    ],
    [term("h_t", cellNumber(curves.h[t])), sign("="), term("o", cellNumber(o)), sign("·"), term("tanh(c_t)", bracketedNumber(Math.tanh(curves.c[t])))],
  ];
}

/** A term named by a word, which is set upright. */
function word(text, number) {
  return { symbol: text, number, isWord: true };
}

/** A formula as one line of text, for screen readers. */
export function spokenTerms(terms) {
  const symbols = terms.map(({ symbol, before = "" }) => before + symbol.replace(/[{}]/g, "")).join(" ");
  return `${symbols}; ${terms.map(({ number }) => number).join(" ")}`;
}

function bracketedNumber(number) {
  const text = cellNumber(number);
  return number < 0 ? `(${text})` : text;
}

/** A position in words. */
export function positionText(curves, t, steps) {
  return `t = ${t} of 0…${steps - 1}: c = ${cellNumber(curves.c[t])}, h = ${cellNumber(curves.h[t])}`;
}
