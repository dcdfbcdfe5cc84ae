"""The exercises of notebook 07: accuracy, entropy, a draw, a temperature, and a network that writes."""

from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.sampling import deviations, inputs, solutions, writing

_NOTEBOOK = "07_sampling"
expected_accuracy = Exercise(
    name="expected_accuracy",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="the share of draws that are right, on average over all draws",
    solution=solutions.expected_accuracy,
    cases=inputs.logit_cases,
    outputs=("accuracy",),
    proves="The luck of a single count is removed.",
    hints=(
        "A draw at step t is right with the probability of the true character.",
        "`lc.softmax` gives one row per step. Pick one number from each row, with an array of "
        "rows and an array of columns, and average them.",
    ),
    deviations=deviations.EXPECTED_ACCURACY,
)
entropy = Exercise(
    name="entropy",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="how uncertain a distribution is, in nats",
    solution=solutions.entropy,
    cases=inputs.distributions,
    outputs=("S",),
    proves="Your number holds for impossible characters as well.",
    hints=(
        "Weight the loss of each character, −ln p_k, by its probability p_k, and add up.",
        "`p[p > 0]` leaves out what never comes.",
    ),
    deviations=deviations.ENTROPY,
)
draw = Exercise(
    name="draw",
    notebook=_NOTEBOOK,
    level="core",
    task="the character in whose piece a dart lands",
    solution=solutions.draw,
    cases=inputs.darts,
    outputs=("k",),
    proves="Every dart lands in its piece, also at the end of one; what is impossible never comes.",
    hints=(
        "Draw the pieces on paper for p = 0.25, 0.25, 0.5: where does each end?",
        "`np.cumsum(p)` are the ends. The answer is the first index whose end is greater than u.",
        "A loop can add up the pieces and stop. With NumPy, compare all ends with u at once and find "
        "the first True.",
    ),
    deviations=deviations.DRAW,
)
at_temperature = Exercise(
    name="at_temperature",
    notebook=_NOTEBOOK,
    level="core",
    task="the distribution at a temperature, 0 included",
    solution=solutions.at_temperature,
    cases=inputs.temperatures,
    outputs=("p",),
    proves="Your function is right at every temperature, also at 0, where you cannot divide.",
    hints=(
        "Two cases: τ = 0, and all others.",
        "softmax(y / τ), with a softmax that does not overflow; you may use `lc.softmax`.",
        "At τ = 0 the whole probability lies on one character, the one with the largest logit.",
    ),
    deviations=deviations.AT_TEMPERATURE,
    others=solutions.WHOLE,
)
write = Exercise(
    name="write",
    notebook=_NOTEBOOK,
    level="stretch",
    task="let a network run free, one dart for each character",
    solution=writing.write,
    cases=inputs.writers,
    outputs=("text",),
    proves="Your network reads what it wrote, and its state holds the prefix.",
    hints=(
        "Read the prefix once; then draw, write down, read what was drawn, and so on.",
        "`trace.logits[-1]` says what may come next; `np.cumsum` and a dart draw from it.",
        "`model.forward` takes the state as its second argument; `trace.final_state` remembers all "
        "that was read. Hand over one character at a time, as a list.",
    ),
    deviations=deviations.WRITE,
)
collection = Collection(expected_accuracy, entropy, draw, at_temperature, write)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
