// What is told at every sub-step of the backward pass. dX is the derivative of the loss, summed over the text, by X.

import { fromOutput, GATES, quantity } from "./data.js";
import { inside, sign, slope, term, value } from "../shared/formula.js";
import { quoted } from "./story_forward.js";

const EQUALS = sign("=");
const BY = sign("⊙", "·");
const AND = sign("+");
const ADDS = sign("+=", "");

const s = (number) => inside(slope(number));
const v = (number) => inside(value(number));

function start({ trace, t }) {
  const target = trace.targets[t];
  const name = quoted(trace, target);
  return {
    title: "Where the way back begins: the loss and the logits",
    sentence: `The derivative by every logit is the probability, less 1 for the character that came, ${name}. `
      + "Its score should rise, all others should fall.",
    formulas: [[
      term(`dy_t[${name}]`, slope(quantity(trace, "dy", t)[target])), EQUALS,
      term(`p_t[${name}]`, value(quantity(trace, "p", t)[target])), sign("−"), term("1", "1"),
    ]],
    code: "dy = p - one_hot(target, V)",
    shape: "(V,)",
  };
}

function byHidden({ trace, t, unit, at }) {
  const isLast = t === trace.T - 1;
  return {
    title: "Total derivative by the hidden state",
    sentence: "h_t leads to two places, to the output layer of this step and to the gates of the next. The total derivative is the "
      + (isLast ? "sum of both; after the last character nothing follows, so the second part is 0."
        : "sum of what comes back from both; dh_{next} is only one part of it."),
    formulas: [[
      term("dh_t", slope(at("dh"))), EQUALS, term("dy_t W_yᵀ", s(fromOutput(trace, t, unit))), AND,
      term("dh_{next}", s(at("dh_next"))),
    ]],
    code: "dh = dy @ W_y.T + dh_next",
    shape: "(H,)",
  };
}

function byOutputGate({ at }) {
  return {
    title: "Derivative by the output gate",
    sentence: "h_t = o ⊙ tanh(c_t) is a product, so the derivative by one factor is the derivative by the product, times the other factor.",
    formulas: [[term("do", slope(at("do"))), EQUALS, term("dh_t", s(at("dh"))), BY, term("tanh(c_t)", v(at("tanh_c")))]],
    code: "do = dh * tanh(c)",
    shape: "(H,)",
  };
}

function byCell({ trace, t, at }) {
  const isLast = t === trace.T - 1;
  const bend = 1 - at("tanh_c") ** 2;
  const handed = isLast
    ? [term("dc_{next}", "0"), EQUALS, sign("0 after the last character", "0")]
    : [term("dc_{next}", slope(at("dc_next"))), EQUALS, term("dc_{t+1}", s(quantity(trace, "dc", t + 1)[at.unit])), BY,
      term("f_{t+1}", value(quantity(trace, "f", t + 1)[at.unit]))];
  return {
    title: "Total derivative by the cell state",
    sentence: "c_t too leads to two places: straight on to c_{t+1}, and through tanh to h_t. The total derivative is the "
      + (isLast ? "sum of both; after the last character the first part is 0." : "sum of what comes back from both; dc_{next} is only one part of it."),
    formulas: [[
      term("dc_t", slope(at("dc"))), EQUALS, term("dc_{next}", s(at("dc_next"))), AND, term("dh_t", s(at("dh"))), BY,
      term("o", value(at("o"))), BY, term("(1 − tanh²(c_t))", value(bend)),
    ], handed],
    code: "dc = dc_next + dh * o * (1 - tanh(c) ** 2)",
    shape: "(H,)",
  };
}

function byFactor(name, factor, title, sentence) {
  const symbol = factor === "c_prev" ? "c_{t−1}" : factor;
  return ({ at }) => ({
    title,
    sentence,
    formulas: [[term(`d${name}`, slope(at(`d${name}`))), EQUALS, term("dc_t", s(at("dc"))), BY, term(symbol, v(at(factor)))]],
    code: `d${name} = dc * ${factor}`,
    shape: "(H,)",
  });
}

function byPreactivations({ at }) {
  return {
    title: "Back through the squashing",
    sentence: "Times the slope of σ or tanh, written with the gate's own value. A gate near its ends has a slope near 0 and learns little.",
    formulas: GATES.map((name) => {
      const bend = name === "g" ? "(1 − g²)" : `${name} ⊙ (1 − ${name})`;
      const gate = at(name);
      return [
        term(`dz_${name}`, slope(at(`dz_${name}`))), EQUALS, term(`d${name}`, s(at(`d${name}`))), BY,
        term(bend, slope(name === "g" ? 1 - gate ** 2 : gate * (1 - gate))),
      ];
    }),
    code: "dz_f = df * f * (1 - f)   # i, o alike;  dz_g = dg * (1 - g ** 2)",
    shape: "(4H,)",
  };
}

function byWeights({ trace, t, at }) {
  const name = quoted(trace, trace.inputs[t]);
  const share = at("dz_f");
  return {
    title: "This step's share of the weights' gradients",
    sentence: `All steps use the same weights, so the gradients add up over the text. W_x receives its share only in the row of ${name}. `
      + "Shown for the forget gate's block:",
    formulas: [
      [term(`dW_{x,f}[${name}]`, "changes by"), ADDS, term("dz_f", slope(share))],
      [term(`dW_{h,f}[${at.unit},${at.unit}]`, "changes by"), ADDS, term("h_{t−1}", value(at("h_prev"))), BY, term("dz_f", s(share)),
        sign("", "="), sign("", slope(at("h_prev") * share))],
      [term("db_f", "changes by"), ADDS, term("dz_f", slope(share))],
    ],
    code: "dW_x[index] += dz;  dW_h += np.outer(h_prev, dz);  db += dz",
    shape: "(V, 4H), (H, 4H), (4H,)",
  };
}

function handBack({ trace, t, unit, at }) {
  const { H, weights } = trace;
  const dz = quantity(trace, "dz", t);
  const parts = GATES.map((_, k) => {
    let sum = 0;
    for (let other = k * H; other < (k + 1) * H; other += 1) sum += dz[other] * weights.W_h[unit * 4 * H + other];
    return sum;
  });
  return {
    title: "Handed back to the step before",
    sentence: "Along h the way back leads through the weights of all four gates; along c only through the forget gate, and where f is "
      + "near 1 the derivative passes almost whole. These are parts: step t−1 adds its own to make its total derivatives.",
    formulas: [
      [
        term("dh_{prev}", slope(at("dh_prev"))), EQUALS,
        ...GATES.flatMap((name, k) => [...(k ? [AND] : []), term(`dz_${name} W_{h,${name}}ᵀ`, s(parts[k]))]),
      ],
      [term("dc_{prev}", slope(at("dc_prev"))), EQUALS, term("dc_t", s(at("dc"))), BY, term("f", value(at("f")))],
    ],
    code: "dh_prev = dz @ W_h.T;  dc_prev = dc * f",
    shape: "(H,) each",
  };
}

export const BACKWARD_STORY = {
  dy: start,
  dh: byHidden,
  do: byOutputGate,
  dc: byCell,
  di: byFactor("i", "g", "Derivative by the input gate", "c_t = f ⊙ c_{t−1} + i ⊙ g: a sum hands the derivative on unchanged, and i is multiplied by g."),
  df: byFactor("f", "c_prev", "Derivative by the forget gate", "f is multiplied by the old cell state. Where nothing was stored, forgetting makes no difference."),
  dg: byFactor("g", "i", "Derivative by the candidate", "g is multiplied by i. Behind a closed input gate the candidate receives nothing."),
  dz: byPreactivations,
  dW: byWeights,
  dprev: handBack,
};
