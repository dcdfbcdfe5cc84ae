"""The exercises of notebook 02: the slope of σ, one LSTM step, and how long a memory lasts."""

from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.gates import deviations, inputs, solutions

_NOTEBOOK = "02_gates"
sigmoid_slope = Exercise(
    name="sigmoid_slope",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="the slope of σ at z, for any z",
    solution=solutions.sigmoid_slope,
    cases=inputs.slope_cases,
    outputs=("slope",),
    proves="Your slope is right in the middle and for large |z|, up to ±1000.",
    hints=(
        "The slope of σ can be had from its output alone. Compute the output first.",
        "Use s = σ(z), with the stable σ of this notebook. The slope is 0 at s = 0 and at s = 1, and "
        "0.25 at s = ½. Which product has these values?",
    ),
    deviations=deviations.SIGMOID_SLOPE,
)
step = Exercise(
    name="step",
    notebook=_NOTEBOOK,
    level="core",
    task="one step of an LSTM, from memory",
    solution=solutions.step,
    cases=inputs.step_cases,
    outputs=("h", "c"),
    proves="Four random cells in four sizes give what `lc.lstm_step` gives. This is the whole LSTM.",
    hints=(
        "Four lines: the pre-activations; the gates and the candidate; the new c; the new h.",
        "z = x @ W_x + h_prev @ W_h + b has the shape (4H,). Cut it into i, f, g, o, in this order.",
        "Three of the four go through σ, and g through tanh. Then c = f * c_prev + i * g.",
        "The new h is the new c, squashed by tanh and scaled by the output gate. Return h before c.",
    ),
    deviations=deviations.STEP,
    others=solutions.STEP_OTHERS,
)
forget_bias_for = Exercise(
    name="forget_bias_for",
    notebook=_NOTEBOOK,
    level="core",
    task="the pre-activation that gives a memory a half-life of `steps` steps",
    solution=solutions.forget_bias_for,
    cases=inputs.bias_cases,
    outputs=("z_f",),
    proves="You can build a cell that remembers for as long as you choose.",
    hints=(
        "Two steps: which f keeps one half after so many steps? And which z_f gives that f?",
        "f to the power of steps is ½, so f = 0.5 ** (1 / steps).",
        "Solve f = 1 / (1 + e^(−z_f)) for z_f on paper: isolate e^(−z_f), then take `np.log`.",
    ),
    deviations=deviations.FORGET_BIAS_FOR,
    others=solutions.FORGET_BIAS_OTHERS,
)
share_left = Exercise(
    name="share_left",
    notebook=_NOTEBOOK,
    level="stretch",
    task="what is left of a memory while the gates change at every step",
    solution=solutions.share_left,
    cases=inputs.share_cases,
    outputs=("share",),
    proves="What is left is a product of forget gates, one for each step that has passed.",
    hints=(
        "Follow one unit on paper: 1 at step 0, then times f[1], then times f[2].",
        "f[0] acted before the memory was written. Which number stands in its place?",
        "`np.cumprod` computes a running product and needs the axis of the steps. Prepare the first "
        "row before you multiply, without changing f.",
    ),
    deviations=deviations.SHARE_LEFT,
)
collection = Collection(sigmoid_slope, step, forget_bias_for, share_left)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
