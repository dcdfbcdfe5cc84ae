"""The exercises of notebook 05: shorten a gradient, measure its decay, and derive another network's."""

from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.gradient_reach import deviations, inputs, solutions

_NOTEBOOK = "05_gradient_reach"
clip_by_norm = Exercise(
    name="clip_by_norm",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="shorten a gradient that is too long, without turning it",
    solution=solutions.clip_by_norm,
    cases=inputs.clip_cases,
    outputs=("clipped",),
    proves="Long gradients get the length `limit`, short ones stay, and no direction changes.",
    hints=(
        "One number for all entries: what is it for a gradient that is twice as long as allowed?",
        "`np.linalg.norm(d)` is the gradient norm. The factor must not lengthen a gradient that is "
        "short enough.",
    ),
    deviations=deviations.CLIP_BY_NORM,
)
factor_per_step = Exercise(
    name="factor_per_step",
    notebook=_NOTEBOOK,
    level="core",
    task="the factor by which a gradient norm changes per step, on average",
    solution=solutions.factor_per_step,
    cases=inputs.norm_cases,
    outputs=("q",),
    proves="One number says how far a gradient reaches: below 1 it vanishes, above 1 it explodes.",
    hints=(
        "How many steps lie between the first norm and the last?",
        "If each step multiplies by q, the last norm is `norms[0] * q**steps`. Solve for q.",
    ),
    deviations=deviations.FACTOR_PER_STEP,
)
rnn_backward = Exercise(
    name="rnn_backward",
    notebook=_NOTEBOOK,
    level="stretch",
    task="the totals dh of a vanilla RNN, at every step",
    solution=solutions.rnn_backward,
    cases=inputs.rnn_cases,
    outputs=("dh",),
    proves="The notebook has a loss at the last step alone. Yours works with a loss at every step.",
    hints=(
        "Two paths leave h_{t−1}: to its own loss, and through the tanh of step t.",
        "The contribution of the second path is (dh_t ⊙ (1 − h_t²)) W_hᵀ, with the total dh_t.",
        "Go from the last step to the second, on a copy of own_dh. The total dh_t must be complete "
        "before you propagate it to step t − 1.",
    ),
    deviations=deviations.RNN_BACKWARD,
)
collection = Collection(clip_by_norm, factor_per_step, rnn_backward)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
