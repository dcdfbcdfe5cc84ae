"""Known mistakes of notebook 02, and what the learner is told about each of them."""

from functools import partial

import numpy as np

from lstm_core.activations import sigmoid
from lstm_core.exercises.checking.exercise import Array, Function, Mistake, Output


def _step(
    x: Array,
    h_prev: Array,
    c_prev: Array,
    W_x: Array,
    W_h: Array,
    b: Array,
    *,
    order: str = "ifgo",
    candidate: Function = np.tanh,
    gate: Function = sigmoid,
    seen: str = "h",
    with_bias: bool = True,
    belt: str = "c",
    cell: Function = lambda f, i, g, c: f * c + i * g,
    shown: Function = lambda o, c, c_prev: o * np.tanh(c),
    back: str = "hc",
) -> Output:
    """Take an LSTM step in which one thing may be different."""
    state = {"h": h_prev, "c": c_prev, "nothing": 0 * h_prev}[seen]
    z = x @ W_x + state @ W_h + (b if with_bias else 0.0)
    parts = dict(zip(order, np.split(z, 4, axis=-1), strict=True))
    i, f, o, g = gate(parts["i"]), gate(parts["f"]), gate(parts["o"]), candidate(parts["g"])
    c = cell(f, i, g, c_prev if belt == "c" else h_prev)
    h = shown(o, c, c_prev)
    return (h, c) if back == "hc" else (c, h)


def _swapped(first: str, second: str) -> str:
    return "ifgo".translate(str.maketrans(first + second, second + first))


def _mix_up(first: str, second: str, words: str) -> Mistake:
    sentence = (
        f"Two blocks are exchanged: what you take for {words}. The columns of `W_x`, `W_h` and `b` "
        "stand in the order i, f, g, o."
    )
    return Mistake(sentence, partial(_step, order=_swapped(first, second)))


SIGMOID_SLOPE = (
    Mistake(
        "You compute z (1 − z). The formula σ' = σ (1 − σ) is written with σ's output, not with the z "
        "that goes in: first s = σ(z), then s (1 − s).",
        lambda z: z * (1 - z),
    ),
    Mistake(
        "You apply σ twice: the slope is s (1 − s) with s = σ(z), and no σ around it.",
        lambda z: sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z))),
    ),
    Mistake(
        "That is the slope of tanh, 1 − tanh². For σ it is σ (1 − σ), at most ¼.",
        lambda z: 1 - np.tanh(z) ** 2,
    ),
    Mistake(
        "That is 1 − σ², the slope of tanh with σ put in. For σ it is σ (1 − σ).",
        lambda z: 1 - sigmoid(z) ** 2,
    ),
    Mistake(
        "That is σ itself, not its slope.",
        sigmoid,
    ),
    Mistake(
        "The formula is right, but far out your function gives NaN (not a number): e^z became "
        "infinity, and infinity divided by infinity has no value. Use the σ that never has a positive "
        "exponent.",
        lambda z: np.exp(z) / (1 + np.exp(z)) * (1 - np.exp(z) / (1 + np.exp(z))),
    ),
    Mistake(
        "The formula is right, but for very negative z your function gives NaN (not a number): e^−z "
        "became infinity. Use the σ that never has a positive exponent.",
        lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
    ),
)

LSTM_STEP = (
    _mix_up(
        "i",
        "f",
        "the input gate is the forget gate, and the other way round. Then keep becomes overwrite",
    ),
    _mix_up("i", "o", "the input gate is the output gate, and the other way round"),
    _mix_up("f", "o", "the forget gate is the output gate, and the other way round"),
    _mix_up("g", "i", "the candidate is the input gate, and the other way round"),
    _mix_up("g", "f", "the candidate is the forget gate, and the other way round"),
    _mix_up("g", "o", "the candidate is the output gate, and the other way round"),
    Mistake(
        "Your candidate comes from σ. It is content, not a gate: with σ it can never be negative, and "
        "the cell could only count up. g = tanh(z_g).",
        partial(_step, candidate=sigmoid),
    ),
    Mistake(
        "Your gates come from tanh. A gate says how much, between 0 and 1, so it needs σ; only the "
        "candidate has a sign and needs tanh.",
        partial(_step, gate=np.tanh),
    ),
    Mistake(
        "h is o ⊙ c in yours: the tanh around c is missing. On the belt c may grow beyond 1; the tanh "
        "brings what is shown back into −1 to 1.",
        partial(_step, shown=lambda o, c, c_prev: o * c),
    ),
    Mistake(
        "h is o ⊙ σ(c) in yours. What is shown has a sign: o ⊙ tanh(c).",
        partial(_step, shown=lambda o, c, c_prev: o * sigmoid(c)),
    ),
    Mistake(
        "Your gates look at the cell state c_prev. They see the hidden state h_prev: c stays inside "
        "the cell, and meets nothing but the forget gate.",
        partial(_step, seen="c"),
    ),
    Mistake(
        "Your gates do not see the hidden state: h_prev @ W_h is missing in z, so the cell cannot "
        "react to what it has shown before.",
        partial(_step, seen="nothing"),
    ),
    Mistake(
        "You return c first and h second. Both have the same shape, so nothing would complain later; "
        "here the order is h, c.",
        partial(_step, back="ch"),
    ),
    Mistake("The biases b are missing in z.", partial(_step, with_bias=False)),
    Mistake(
        "You keep 1 − f of the old cell state. The forget gate is named after its opposite: f = 1 "
        "keeps everything.",
        partial(_step, cell=lambda f, i, g, c: (1 - f) * c + i * g),
    ),
    Mistake(
        "Your cell keeps 1 − i of the old state: whatever is let in pushes something out. Other cells "
        "do that; in the LSTM the forget gate is independent of the input gate.",
        partial(_step, cell=lambda f, i, g, c: (1 - i) * c + i * g),
    ),
    Mistake(
        "The old cell state is added whole, without the forget gate. That is the LSTM of 1997; the "
        "forget gate was added in 2000, because states grew until everything was saturated.",
        partial(_step, cell=lambda f, i, g, c: c + i * g),
    ),
    Mistake(
        "The old cell state is missing: c is i ⊙ g alone, so the cell remembers nothing.",
        partial(_step, cell=lambda f, i, g, c: i * g),
    ),
    Mistake(
        "The input gate is missing: c is f ⊙ c_prev + g, so every candidate is written whole.",
        partial(_step, cell=lambda f, i, g, c: f * c + g),
    ),
    Mistake(
        "Nothing new is written: c is f ⊙ c_prev alone. Add i ⊙ g.",
        partial(_step, cell=lambda f, i, g, c: f * c),
    ),
    Mistake(
        "Your forget gate multiplies what is new as well. It acts on c_prev alone: f ⊙ c_prev + i ⊙ g.",
        partial(_step, cell=lambda f, i, g, c: f * (c + i * g)),
    ),
    Mistake(
        "There is a tanh around your new c. The belt has none, or the memory would be squashed at "
        "every step; the tanh belongs to what is shown.",
        partial(_step, cell=lambda f, i, g, c: np.tanh(f * c + i * g)),
    ),
    Mistake(
        "Your forget gate multiplies h_prev. What it keeps is the cell state, f ⊙ c_prev; h_prev "
        "appears in z alone.",
        partial(_step, belt="h"),
    ),
    Mistake(
        "Your h shows the old cell state. The new c comes first, then h = o ⊙ tanh(c).",
        partial(_step, shown=lambda o, c, c_prev: o * np.tanh(c_prev)),
    ),
    Mistake(
        "The output gate is inside the tanh in yours. First tanh(c), then the gate: o ⊙ tanh(c).",
        partial(_step, shown=lambda o, c, c_prev: np.tanh(o * c)),
    ),
    Mistake(
        "The output gate is missing: your h is tanh(c), so the cell shows all that it holds.",
        partial(_step, shown=lambda o, c, c_prev: np.tanh(c)),
    ),
    Mistake(
        "The pre-activations go straight into c and h. Squash them first: i, f and o by σ, g by tanh.",
        partial(_step, gate=lambda z: z, candidate=lambda z: z),
    ),
    Mistake(
        "Your candidate is z_g itself. It goes through tanh, so that nothing larger than 1 is written "
        "in one step.",
        partial(_step, candidate=lambda z: z),
    ),
)


FORGET_BIAS_FOR = (
    Mistake(
        "That is the forget gate f itself. The question is for the z_f that gives it: turn σ round.",
        lambda steps: 0.5 ** (1 / steps),
    ),
    Mistake(
        "The sign is wrong: a long memory needs an f near 1, and that needs a large positive z_f, "
        "ln(f / (1 − f)).",
        lambda steps: -np.log(1 / (0.5 ** (-1 / steps) - 1)),
    ),
    Mistake(
        "After `steps` steps yours has 1/e left, not one half. That is another measure of memory, the "
        "time constant; for the half-life, f to the power of steps is ½.",
        lambda steps: -np.log(np.exp(1 / steps) - 1),
    ),
    Mistake(
        "You let the memory shrink by equal amounts, f = 1 − ½ / steps. Every step takes the same "
        "share of what is left, so it is a power: f = ½ to the power of 1/steps.",
        lambda steps: np.log((1 - 0.5 / steps) / (0.5 / steps)),
    ),
    Mistake(
        "You computed the half-life of a gate, ln ½ / ln f. Here the half-life is given, and the gate "
        "is asked for.",
        lambda steps: np.log(0.5) / np.log(steps) if steps != 1 else -np.inf,
    ),
    Mistake(
        "That is σ of the gate. The gate is σ of z_f, so to get z_f from f, σ must be turned round: "
        "ln(f / (1 − f)).",
        lambda steps: float(sigmoid(0.5 ** (1 / steps))),
    ),
    Mistake(
        "You begin with ½ to the power of `steps`: that is what a gate of ½ leaves after so many "
        "steps. Asked is the f whose own power is ½, so f = ½ to the power of 1/steps.",
        lambda steps: np.log(0.5**steps / (1 - 0.5**steps)),
    ),
    Mistake(
        "A power binds stronger than a division: `0.5 ** 1 / steps` is ½, divided by steps. Put the "
        "exponent in brackets, `0.5 ** (1 / steps)`.",
        lambda steps: np.log(0.5 / steps / (1 - 0.5 / steps)),
    ),
    Mistake(
        "You divide ln f by 1 − f. The quotient comes first, then its logarithm: "
        "`np.log(f / (1 - f))`.",
        lambda steps: np.log(0.5) / steps / (1 - 0.5 ** (1 / steps)),
    ),
    Mistake(
        "Your logarithm is the one to base 10. σ is made with e, so it is turned round by `np.log`.",
        lambda steps: -np.log10(0.5 ** (-1 / steps) - 1),
    ),
)

SHARE_LEFT = (
    Mistake(
        "Yours begins with f[0] and not with 1. The memory is written after the forget gate of step "
        "0 has acted on what was there before, so f[0] does not touch it.",
        lambda f: np.cumprod(f, axis=0),
    ),
    Mistake(
        "Your factors come one step late: at step 1 the gate f[1] has already acted, and yours still "
        "shows 1.",
        lambda f: np.concatenate(
            [np.ones((1, f.shape[1])), np.ones((1, f.shape[1])), np.cumprod(f[1:-1], axis=0)]
        )[: len(f)],
    ),
    Mistake(
        "You take the gate of each step to the power of the number of steps, as if it had stood there "
        "all the time. It changes at every step: multiply the values that it had.",
        lambda f: f ** np.arange(len(f))[:, None],
    ),
    Mistake(
        "You take the mean gate to the power of the number of steps. A single gate at 0.1 wipes out "
        "what ten at 0.9 have kept; a mean does not see that. Multiply the values themselves.",
        lambda f: f.mean(axis=0) ** np.arange(len(f))[:, None],
    ),
    Mistake(
        "You add the gates up. Two steps that keep one half each keep a quarter together: shares are "
        "multiplied.",
        lambda f: np.concatenate([np.ones((1, f.shape[1])), np.cumsum(f[1:], axis=0)]),
    ),
    Mistake(
        "You multiply what is lost, 1 − f. What is left is the product of what each gate keeps.",
        lambda f: np.concatenate([np.ones((1, f.shape[1])), np.cumprod(1 - f[1:], axis=0)]),
    ),
    Mistake(
        "You multiply over the units. Each unit has a memory of its own; multiply along the steps, "
        "axis 0.",
        lambda f: np.cumprod(np.concatenate([np.ones((1, f.shape[1])), f[1:]]), axis=1),
    ),
    Mistake(
        "You multiply over the units, and begin with f[0]. Each unit has a memory of its own, so "
        "multiply along the steps, axis 0, and let row 0 be ones.",
        lambda f: np.cumprod(f, axis=1),
    ),
    Mistake(
        "Your factors are those of the step before: row 1 holds f[0]. The gate that acts on the memory "
        "at step 1 is f[1], and f[0] never touches it.",
        lambda f: np.cumprod(np.concatenate([np.ones((1, f.shape[1])), f[:-1]]), axis=0),
    ),
)
