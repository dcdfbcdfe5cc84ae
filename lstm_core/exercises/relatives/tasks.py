"""The exercises of notebook 10: a mean over real steps, reversing padded sequences, a GRU backward."""

from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.relatives import deviations, inputs, solutions

_NOTEBOOK = "10_relatives"
masked_mean = Exercise(
    name="masked_mean",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="the mean loss over real steps",
    solution=solutions.masked_mean,
    cases=inputs.loss_cases,
    outputs=("mean",),
    proves="Padding has no part in the mean, and each real step has the same weight.",
    hints=(
        "How many steps are real? Which losses belong to them?",
        "`mask.sum()` counts the real steps of all sequences together.",
        "A loss at a padded step may be infinite. `np.where`, or an index with the mask, "
        "leaves it out; a product with the mask does not always.",
    ),
    deviations=deviations.MASKED_MEAN,
)
reversed_within = Exercise(
    name="reversed_within",
    notebook=_NOTEBOOK,
    level="core",
    task="reverse padded sequences, each within its own length",
    solution=solutions.reversed_within,
    cases=inputs.padded_cases,
    outputs=("x_reversed",),
    proves="A reader from the right now begins at the last real step of each sequence.",
    hints=(
        "In a batch of lengths 2 and 5, where does the reader from the right begin in each column?",
        "Take one sequence after another: its real steps are `x[:n, b]`. The steps after them stay.",
        "Begin with a copy of `x`, and overwrite the real steps of each column.",
    ),
    deviations=deviations.REVERSED_WITHIN,
)
gru_backward = Exercise(
    name="gru_backward",
    notebook=_NOTEBOOK,
    level="stretch",
    task="one step of the GRU with the reset before the product, backwards",
    solution=solutions.gru_backward,
    cases=inputs.step_cases,
    outputs=("dz_r", "dz_u", "dz_g", "dh_prev"),
    proves="Three paths lead back to h_prev: the kept part, the reset part, and the gates.",
    hints=(
        "Begin at h: which derivatives do u and g get? Then go through the tanh.",
        "The candidate saw r ⊙ h_prev through the third block of W_h. Give this product a name, and "
        "find its derivative first. r and h_prev each get theirs from it.",
        "dh_prev has four terms: one from each of r, u, g and the kept part. The first two go through "
        "the transposed blocks of W_h.",
    ),
    deviations=deviations.GRU_BACKWARD,
)
collection = Collection(masked_mean, reversed_within, gru_backward)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
