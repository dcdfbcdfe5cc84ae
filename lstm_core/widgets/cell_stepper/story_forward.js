// What is told at every sub-step of the forward pass: title, sentence, formulas with their numbers, code.

import { argmax, GATES, logitSummands, lossAt, quantity, summands } from "./data.js";
import { inside, sign, term, value } from "../shared/formula.js";
import { quoted, shownName, shownSign } from "../shared/naming.js";

const IS = sign("=");
const TIMES = sign("⊙", "·");
const PLUS = sign("+");
const CLOSE = sign(")");
const MINUS_LOG = "−log(";

/** A character inside of a formula: ‘e’. */
export function letter(trace, index) {
  return `‘${shownName(trace.characters[index])}’`;
}

/** The same in one column's width, for formulas whose sentence names the character. */
export function brief(trace, index) {
  return `‘${shownSign(trace.characters[index])}’`;
}

/** A character in a sentence: ‘e’, or ‘␣’ (space). */
export function named(trace, index) {
  return quoted(trace.characters[index]);
}

function squashed(name, title, sentence) {
  const squash = name === "g" ? "tanh" : "σ";
  return ({ at }) => ({
    title,
    sentence,
    formulas: [[term(`${name}`, value(at(name))), IS, sign(`${squash}(`), term(`z_${name}`, value(at(`z_${name}`))), CLOSE]],
    code: `${name} = ${name === "g" ? "tanh" : "sigmoid"}(z_${name})`,
    shape: "(H,)",
  });
}

function read({ trace, t, at }) {
  const { H, V } = trace;
  const index = trace.inputs[t];
  return {
    title: "Read the character and the old hidden state",
    sentence: `x_t is one-hot: 1 at index ${index}, the character ${named(trace, index)}, and 0 elsewhere. The cell reads it side by side `
      + `with the hidden state of the step before: ${H} + ${V} = ${H + V} numbers.`,
    formulas: [[sign("[", "["), term("h_{t−1}", value(at("h_prev"))), sign(";"), term("x_t", `1 at ${index}`), sign("]")]],
    code: "x = one_hot(index, V)   # beside h_prev",
    shape: "(H,) and (V,)",
  };
}

function weighted({ trace, t, unit, at }) {
  const index = trace.inputs[t];
  return {
    title: "Four weighted sums, one for each gate",
    sentence: `x_t W_x picks one row of W_x, that of ${named(trace, index)}, because all other entries of x_t are 0. `
      + "h_{t−1} W_h adds what the steps before have left, and b is the bias.",
    formulas: GATES.map((name) => {
      const { lookup, recurrent, bias } = summands(trace, t, name, unit);
      return [
        term(`z_${name}`, value(at(`z_${name}`))), IS, term(`W_{x,${name}}[${brief(trace, index)}]`, value(lookup)), PLUS,
        term(`h_{t−1} W_{h,${name}}`, inside(value(recurrent))), PLUS, term(`b_${name}`, inside(value(bias))),
      ];
    }),
    code: "z = x @ W_x + h_prev @ W_h + b",
    shape: "(4H,)",
  };
}

function newCell({ at }) {
  return {
    title: "The new cell state",
    sentence: "The cell keeps a part of its old state and adds a part of the candidate. Nothing is squashed on this path: "
      + "where f is near 1 and i near 0, the cell state passes almost unchanged.",
    formulas: [[
      term("c_t", value(at("c"))), IS, term("f", value(at("f"))), TIMES, term("c_{t−1}", inside(value(at("c_prev")))), PLUS,
      term("i", value(at("i"))), TIMES, term("g", inside(value(at("g")))),
    ]],
    code: "c = f * c_prev + i * g",
    shape: "(H,)",
  };
}

function newHidden({ at }) {
  return {
    title: "The new hidden state",
    sentence: "tanh squashes the cell state to between −1 and 1, and the output gate shows a part of it. "
      + "The hidden state goes to the output layer now, and to all four gates at the next step.",
    formulas: [[
      term("h_t", value(at("h"))), IS, term("o", value(at("o"))), TIMES,
      sign("tanh("), term("c_t", value(at("c"))), CLOSE, sign("", "="), sign("", value(at("o"))), sign("", "·"),
      sign("", inside(value(at("tanh_c")))),
    ]],
    code: "h = o * tanh(c)",
    shape: "(H,)",
  };
}

function logits({ trace, t }) {
  const y = quantity(trace, "y", t);
  const best = argmax(y);
  const shown = [...new Set([best, ...(trace.targets ? [trace.targets[t]] : [])])];
  return {
    title: "Logits: one score for each character",
    sentence: `The hidden state times the output weights gives ${trace.V} scores, one for each character that could come next. `
      + `${named(trace, best)} has the highest score.`,
    formulas: shown.map((k) => {
      const { product, bias } = logitSummands(trace, t, k);
      const name = letter(trace, k);
      return [
        term(`y_t[${name}]`, value(y[k])), IS, term(`h_t W_y[:,${name}]`, value(product)), PLUS,
        term(`b_y[${name}]`, inside(value(bias))),
      ];
    }),
    code: "y = h @ W_y + b_y",
    shape: "(V,)",
  };
}

function softmax({ trace, t }) {
  const y = quantity(trace, "y", t);
  const p = quantity(trace, "p", t);
  const known = trace.targets !== null;
  const k = known ? trace.targets[t] : argmax(p);
  const name = letter(trace, k);
  const formulas = [[
    term(`p_t[${name}]`, value(p[k])), IS, sign("exp("), term(`y_t[${name}]`, value(y[k])), CLOSE, sign("/"),
    term("Σ_k exp(y_t[k])", value(Math.exp(y[k]) / p[k])),
  ]];
  if (known) {
    formulas.push([term("loss_t", value(lossAt(trace, t))), IS, sign(MINUS_LOG), term(`p_t[${name}]`, value(p[k])), CLOSE]);
  }
  return {
    title: "Softmax: probabilities of the next character",
    sentence: "The exponential makes every score positive; divided by their sum, all of them add up to 1."
      + (known ? ` The next character is ${named(trace, k)}. The loss is small when its probability is near 1.` : ""),
    formulas,
    code: known ? "p = softmax(y)   # loss = -log(p[target])" : "p = softmax(y)",
    shape: "(V,)",
  };
}

export const FORWARD_STORY = {
  x: read,
  z: weighted,
  i: squashed("i", "The input gate", "The input gate is the part of the candidate that is written into the cell: 0 is nothing, 1 is all of it."),
  f: squashed("f", "The forget gate", "The forget gate is the part of the old cell state that is kept: 0 is nothing, 1 is all of it."),
  g: squashed("g", "The candidate", "The candidate is what could be written into the cell, between −1 and 1."),
  o: squashed("o", "The output gate", "The output gate is the part of the cell that the rest of the network sees: 0 is nothing, 1 is all of it."),
  c: newCell,
  h: newHidden,
  y: logits,
  p: softmax,
};
