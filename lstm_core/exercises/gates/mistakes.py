"""Known mistakes of notebook 02, slope and step: small wrong functions, each with its sentence."""

from functools import partial

import numpy as np

from lstm_core.activations import sigmoid
from lstm_core.exercises.checking.exercise import Mistake


def _step(
    x, h_prev, c_prev, W_x, W_h, b, *, order="ifgo", candidate=np.tanh, gate=sigmoid, seen="h",
    with_bias=True, belt="c", cell=lambda f, i, g, c: f * c + i * g,
    shown=lambda o, c, c_prev: o * np.tanh(c), back="hc",
):  # fmt: skip
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
