// What is told at every sub-step of the backward pass. dX is the gradient of the loss, summed over the text, with respect to X.

import { backThroughGates, fromOutput, GATES, quantity } from "./data.js";
import { inside, sign, slope, term, value } from "../shared/formula.js";
import { brief, letter, named } from "./story_forward.js";

const EQUALS = sign("=");
const BY = sign("⊙", "·");
const AND = sign("+");
const ADDS = sign("+=", "");

const s = (number) => inside(slope(number));
const v = (number) => inside(value(number));

function start({ trace, t }) {
  const target = trace.targets[t];
  const name = letter(trace, target);
  return {
    title: "The backward pass begins: loss and logits",
    sentence: "The gradient with respect to each logit is its probability, minus 1 for the character that came next, "
      + `${named(trace, target)}. Its score should rise, and all others should fall.`,
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
    title: "Gradient with respect to the hidden state",
    sentence: "h_t leads to two places: the output layer of this step and the gates of the next. The gradient is the sum over both paths. "
      + (isLast ? "No step follows the last character, so dh_{next} is 0." : "dh_{next} is one part of it."),
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
    title: "Gradient with respect to the output gate",
    sentence: "h_t = o ⊙ tanh(c_t) is a product. The gradient with respect to one factor is the gradient of the product, times the other factor.",
    formulas: [[term("do", slope(at("do"))), EQUALS, term("dh_t", s(at("dh"))), BY, term("tanh(c_t)", v(at("tanh_c")))]],
    code: "do = dh * tanh(c)",
    shape: "(H,)",
  };
}

function byCell({ trace, t, at }) {
  const isLast = t === trace.T - 1;
  const bend = 1 - at("tanh_c") ** 2;
  const handed = isLast
    ? [term("dc_{next}", "0"), EQUALS, sign("0")]
    : [term("dc_{next}", slope(at("dc_next"))), EQUALS, term("dc_{t+1}", s(quantity(trace, "dc", t + 1)[at.unit])), BY,
      term("f_{t+1}", value(quantity(trace, "f", t + 1)[at.unit]))];
  return {
    title: "Gradient with respect to the cell state",
    sentence: "c_t also leads to two places: directly to c_{t+1}, and through tanh to h_t. The gradient is the sum over both paths. "
      + (isLast ? "No step follows the last character, so dc_{next} is 0." : "dc_{next} is one part of it."),
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
    title: "Back through σ and tanh",
    sentence: "Each gradient is multiplied by the slope of σ or tanh, computed from the gate's own value. A saturated gate has a slope near 0 and learns little.",
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
  const index = trace.inputs[t];
  const name = brief(trace, index);
  const share = at("dz_f");
  return {
    title: "This step's part of the weights' gradients",
    sentence: `All steps share the weights, so their gradients add up. In W_x only the row of ${named(trace, index)} changes. `
      + "Shown for the forget gate:",
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
  const parts = backThroughGates(trace, t, unit);
  return {
    title: "Gradients for the step before",
    sentence: "Along h the path leads back through the weights of all four gates. Along c it leads only through the forget gate: where f is "
      + "near 1, the gradient passes almost unchanged. Step t−1 adds its own parts.",
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
  di: byFactor("i", "g", "Gradient with respect to the input gate", "c_t = f ⊙ c_{t−1} + i ⊙ g: a sum passes the gradient on unchanged, and i is multiplied by g."),
  df: byFactor("f", "c_prev", "Gradient with respect to the forget gate", "f is multiplied by the old cell state. Where nothing was stored, forgetting makes no difference."),
  dg: byFactor("g", "i", "Gradient with respect to the candidate", "g is multiplied by i. Behind a closed input gate, the gradient of the candidate is 0."),
  dz: byPreactivations,
  dW: byWeights,
  dprev: handBack,
};
