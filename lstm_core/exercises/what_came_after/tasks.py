"""The exercises of notebook 12: attention weights, stabilised gates, a recurrence backward."""

from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.what_came_after import deviations, inputs, solutions

_NOTEBOOK = "12_what_came_after"
causal_weights = Exercise(
    name="causal_weights",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="attention weights that do not look ahead",
    solution=solutions.causal_weights,
    cases=inputs.score_cases,
    outputs=("alpha",),
    proves="Each row sums to 1 over the characters read so far, and scores of ±1000 do no harm.",
    hints=(
        "Which scores of row t belong to characters not yet read? Which weight should they get?",
        "A score of −∞ has the weight exp(−∞) = 0. `np.tril` marks the places that may stay.",
        "Subtract each row's maximum before `np.exp`, and divide by each row's sum. Both need "
        "`keepdims=True`.",
    ),
    deviations=deviations.CAUSAL_WEIGHTS,
)
stabilised_gates = Exercise(
    name="stabilised_gates",
    notebook=_NOTEBOOK,
    level="core",
    task="exponential gates that cannot overflow",
    solution=solutions.stabilised_gates,
    cases=inputs.gate_cases,
    outputs=("i", "f", "m"),
    proves="Neither gate exceeds 1, one of them is always 1, and their ratio is the old one.",
    hints=(
        "Cell and normaliser are kept as c·exp(−m) and n·exp(−m). What does exp(z_f) do to a cell that "
        "still carries exp(−m_prev)?",
        "In logarithms: the old memory weighs z_f + m_prev, the new one z_i. Let m be the larger.",
        "The gates are the exponentials of these two logarithms, each minus m.",
    ),
    deviations=deviations.STABILISED_GATES,
)
recurrence_backward = Exercise(
    name="recurrence_backward",
    notebook=_NOTEBOOK,
    level="stretch",
    task="the backward pass of a linear recurrence",
    solution=solutions.recurrence_backward,
    cases=inputs.recurrence_cases,
    outputs=("da", "db"),
    proves="The backward pass is a linear recurrence as well, from the last step to the first.",
    hints=(
        "Two arrows leave h_t: to its own loss, and to h_{t+1}. The factor on the second is a_{t+1}.",
        "First find the total dh of every step, from the last to the first. Then each step has "
        "h_t = a_t h_{t−1} + b_t: two derivatives, one for a_t and one for b_t.",
        "`da[t]` needs the state before step t. Before step 0 it is zero.",
    ),
    deviations=deviations.RECURRENCE_BACKWARD,
)
collection = Collection(causal_weights, stabilised_gates, recurrence_backward)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
