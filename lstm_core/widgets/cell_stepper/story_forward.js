// What is told at every sub-step of the forward pass: title, sentence, formulas with their numbers, code.

import { argmax, GATES, logitSummands, lossAt, quantity, summands } from "./data.js";
import { inside, sign, term, value } from "../shared/formula.js";
import { visible } from "../shared/text.js";

const IS = sign("=");
const TIMES = sign("⊙", "·");
const PLUS = sign("+");
const CLOSE = sign(")");

/** A character in a formula: ‘e’. */
export function quoted(trace, index) {
  return `‘${visible(trace.characters[index])}’`;
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
    sentence: `x_t is one-hot: 1 at index ${index}, the character ${quoted(trace, index)}, and 0 elsewhere. Side by side with the `
      + `hidden state that the step before left, ${V} + ${H} = ${V + H} numbers go into the cell.`,
    formulas: [[sign("[", "["), term("x_t", `1 at ${index}`), sign(";"), term("h_{t−1}", value(at("h_prev"))), sign("]")]],
    code: "x = one_hot(index, V)   # beside h_prev",
    shape: "(V,) and (H,)",
  };
}

function weighted({ trace, t, unit, at }) {
  const character = quoted(trace, trace.inputs[t]);
  return {
    title: "Four weighted sums, one for each gate",
    sentence: `x_t W_x picks the row of W_x that belongs to ${character}, because all other entries of x_t are 0. `
      + "h_{t−1} W_h brings in what the steps before have left, and b is added whatever is read.",
    formulas: GATES.map((name) => {
      const { lookup, recurrent, bias } = summands(trace, t, name, unit);
      return [
        term(`z_${name}`, value(at(`z_${name}`))), IS, term(`W_{x,${name}}[${character}]`, value(lookup)), PLUS,
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
    sentence: "Keep a part of the old cell state and add a part of the candidate. Nothing is squashed on this path: "
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
    sentence: "Squash the cell state to between −1 and 1, and show the part that the output gate lets out. "
      + "The hidden state goes to the output layer now and to all four gates at the next step.",
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
      + `The highest is that of ${quoted(trace, best)}.`,
    formulas: shown.map((k) => {
      const { product, bias } = logitSummands(trace, t, k);
      const name = quoted(trace, k);
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
  const name = quoted(trace, k);
  const formulas = [[
    term(`p_t[${name}]`, value(p[k])), IS, sign("exp("), term(`y_t[${name}]`, value(y[k])), CLOSE, sign("/"),
    term("Σ_k exp(y_t[k])", value(Math.exp(y[k]) / p[k])),
  ]];
  if (known) {
    formulas.push([term("loss_t", value(lossAt(trace, t))), IS, sign(MINUS_LOG), term(`p_t[${name}]`, value(p[k])), CLOSE]);
  }
  return {
    title: "Softmax: probabilities of the next character",
    sentence: "Every score is made positive and divided by the sum, so that all of them add up to 1."
      + (known ? ` What came next was ${name}; the loss is small when its probability is near 1.` : ""),
    formulas,
    code: known ? "p = softmax(y)   # loss = -log(p[target])" : "p = softmax(y)",
    shape: "(V,)",
  };
}

const MINUS_LOG = "−log(";

export const FORWARD_STORY = {
  x: read,
  z: weighted,
  i: squashed("i", "The input gate", "How much of the candidate is let into the cell: 0 is nothing, 1 is all of it."),
  f: squashed("f", "The forget gate", "How much of the old cell state is kept: 0 wipes it out, 1 keeps all of it."),
  g: squashed("g", "The candidate", "What could be written into the cell, between −1 and 1."),
  o: squashed("o", "The output gate", "How much of the cell is shown to the rest of the network: 0 is nothing, 1 is all of it."),
  c: newCell,
  h: newHidden,
  y: logits,
  p: softmax,
};
