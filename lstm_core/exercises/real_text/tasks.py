"""The exercises of notebook 11: a schedule, smoothed counts, weights from another library."""

from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.checking.result_form import Allowed
from lstm_core.exercises.real_text import deviations, inputs, solutions

_NOTEBOOK = "11_real_text"
learning_rates = Exercise(
    name="learning_rates",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="the learning rate of each update: a rise, then half a cosine",
    solution=solutions.learning_rates,
    cases=inputs.rate_cases,
    outputs=("rates",),
    proves="The rate rises in equal steps to its peak, falls along half a cosine, and ends near its "
    "last share.",
    hints=(
        "Two cases: the updates 0 to warmup − 1 rise, all others fall. The first update already has a "
        "rate above 0.",
        "For the fall, first find the share of it that is done: 0 at the update `warmup`, and 1 where "
        "the update number reaches `updates`.",
        "Half a cosine, (1 + cos(π · done)) / 2, falls from 1 to 0. Stretch it so that it ends at "
        "`last_share`, then multiply by the peak.",
    ),
    deviations=deviations.LEARNING_RATES,
    allowed=Allowed(lists=True),
)
smoothed = Exercise(
    name="smoothed",
    notebook=_NOTEBOOK,
    level="core",
    task="probabilities from counts, mixed with those of a shorter context",
    solution=solutions.smoothed,
    cases=inputs.count_cases,
    outputs=("p",),
    proves="Each row sums to 1, no probability is lost or invented, and a context that was never seen "
    "gets the probabilities of the shorter one.",
    hints=(
        "Each row needs two numbers: how often its context occurred, and how many different characters "
        "followed it.",
        "The longer context has the weight total / (total + distinct), the shorter one the rest.",
        "For a row without counts the fraction is 0 / 0. Return its row of `shorter`.",
    ),
    deviations=deviations.SMOOTHED,
)
from_onnx = Exercise(
    name="from_onnx",
    notebook=_NOTEBOOK,
    level="stretch",
    task="weights of an LSTM in the form of ONNX, brought into ours",
    solution=solutions.from_onnx,
    cases=inputs.onnx_cases,
    outputs=("W_x", "W_h", "b"),
    proves="You can read the LSTM of any library whose layout is documented.",
    hints=(
        "Three differences: rows and columns are swapped, the blocks have another order, and there are "
        "two biases behind each other.",
        "`np.split(array, 4)` takes the rows of W, R or of a bias apart: input, output, forget, "
        "candidate.",
        "Join the four blocks in the order input, forget, candidate, output. A matrix is transposed "
        "after that, and the halves of B are added.",
    ),
    deviations=deviations.FROM_ONNX,
)
collection = Collection(learning_rates, smoothed, from_onnx)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
