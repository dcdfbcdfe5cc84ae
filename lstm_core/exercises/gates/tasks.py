"""The exercises of notebook 02: the slope of σ, one LSTM step, and how long a memory lasts."""

import numpy as np

from lstm_core.activations import sigmoid, sigmoid_derivative
from lstm_core.cell import lstm_step
from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.gates import memory_mistakes as memory
from lstm_core.exercises.gates import mistakes as known

_NOTEBOOK = "02_gates"


def _slope_cases(random):
    return [
        (np.array([0.5, -1.0, 2.0]),),
        (random.normal(size=(2, 3)),),
        (np.array([-1000.0, 0.3, 1000.0]),),
        (4 * random.normal(size=7),),
    ]


def _step(x, h_prev, c_prev, W_x, W_h, b):
    step = lstm_step(x, h_prev, c_prev, W_x, W_h, b)
    return step.h, step.c


def _step_cases(random):
    cases = []
    for V, H in ((3, 2), (4, 3), (2, 5), (5, 4)):
        shapes = [(V,), (H,), (H,), (V, 4 * H), (H, 4 * H), (4 * H,)]
        cases.append(tuple(random.normal(size=shape) for shape in shapes))
    return cases


def _forget_bias_for(steps):
    f = 0.5 ** (1 / steps)
    return float(np.log(f / (1 - f)))


def _share_left(f):
    return np.cumprod(np.concatenate([np.ones((1, f.shape[1])), f[1:]]), axis=0)


def _share_cases(random):
    return [(sigmoid(random.normal(size=shape)),) for shape in ((4, 2), (3, 3), (7, 1), (6, 5))]


sigmoid_slope = Exercise(
    name="sigmoid_slope",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="the slope of σ at z, for any z",
    solution=lambda z: sigmoid_derivative(sigmoid(z)),
    cases=_slope_cases,
    outputs=("slope",),
    proves="Your slope holds in the middle and far out, at ±1000.",
    hints=(
        "The slope of σ can be had from its output alone. Compute the output first.",
        "s = σ(z), with the stable σ of this notebook; then σ' = s (1 − s).",
    ),
    mistakes=known.SIGMOID_SLOPE,
)
step = Exercise(
    name="step",
    notebook=_NOTEBOOK,
    level="core",
    task="one step of an LSTM, from memory",
    solution=_step,
    cases=_step_cases,
    outputs=("h", "c"),
    proves="Four random cells in four sizes give what `lc.lstm_step` gives. This is the whole LSTM.",
    hints=(
        "Four lines: the pre-activations; the gates and the candidate; the new c; the new h.",
        "z = x @ W_x + h_prev @ W_h + b has the shape (4H,). Cut it into i, f, g, o, in this order.",
        "Three of the four go through σ, and g through tanh. Then c = f * c_prev + i * g.",
        "What is shown: h = o * np.tanh(c). Return h, c.",
    ),
    mistakes=known.LSTM_STEP,
)
forget_bias_for = Exercise(
    name="forget_bias_for",
    notebook=_NOTEBOOK,
    level="core",
    task="the pre-activation that gives a memory a half-life of so many steps",
    solution=_forget_bias_for,
    cases=lambda random: [(steps,) for steps in (1, 10, 69, 2.5, float(random.uniform(3, 300)))],
    outputs=("z_f",),
    proves="You can build a cell that remembers for as long as you choose.",
    hints=(
        "Two steps: which f keeps one half after so many steps? And which z_f gives that f?",
        "f to the power of steps is ½, so f = 0.5 ** (1 / steps).",
        "σ turned round is z_f = ln(f / (1 − f)); `np.log` is ln.",
    ),
    mistakes=memory.FORGET_BIAS_FOR,
)
share_left = Exercise(
    name="share_left",
    notebook=_NOTEBOOK,
    level="stretch",
    task="what is left of a memory while the gates change at every step",
    solution=_share_left,
    cases=_share_cases,
    outputs=("share",),
    proves="The belt is a product of gates, one for each step that has passed, unit by unit.",
    hints=(
        "Follow one unit on paper: 1 at step 0, then times f[1], then times f[2].",
        "f[0] acted before the memory was written. Which number stands in its place?",
        "Make a copy of f with ones in its first row; `np.cumprod(…, axis=0)` multiplies along the "
        "steps.",
    ),
    mistakes=memory.SHARE_LEFT,
)

collection = Collection(sigmoid_slope, step, forget_bias_for, share_left)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
