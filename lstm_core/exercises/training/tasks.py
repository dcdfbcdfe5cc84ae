"""The exercises of notebook 06: one update, a descent, when to stop, and a text read in pieces."""

from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.checking.result_form import Allowed
from lstm_core.exercises.training import deviations, inputs, solutions

_NOTEBOOK = "06_training_lab"
sgd_step = Exercise(
    name="sgd_step",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="one update of the parameters, clipped",
    solution=solutions.sgd_step,
    cases=inputs.sgd_cases,
    outputs=("theta",),
    proves="One clipped step downhill. A thousand of them are the whole training run.",
    hints=(
        "θ ← θ − η · clip(d, −limit, limit), and the clipping comes first.",
        "`np.clip(d, -limit, limit)` moves every entry into the range.",
        "Return a new array: `theta - …`, without changing the theta that came in.",
    ),
    deviations=deviations.SGD_STEP,
)
descend = Exercise(
    name="descend",
    notebook=_NOTEBOOK,
    level="core",
    task="a training loop for any loss: final parameters, and the loss before each step",
    solution=solutions.descend,
    cases=inputs.descents,
    outputs=("theta", "losses"),
    proves="Your loop trains anything that has a loss and a gradient.",
    hints=(
        "In the loop: first write down the loss, then compute the gradient, then update.",
        "`losses` has as many entries as there are steps; the last θ has no entry.",
        "`theta -= …` would change the array that came in. `theta = theta - …` makes a new array each "
        "time.",
    ),
    deviations=deviations.DESCEND,
    allowed=Allowed(lists=True),
)
best_epoch = Exercise(
    name="best_epoch",
    notebook=_NOTEBOOK,
    level="core",
    task="the epoch whose network should be kept",
    solution=solutions.best_epoch,
    cases=inputs.curves,
    outputs=("epoch",),
    proves="The validation loss decides, over all epochs, and epochs count from 1.",
    hints=(
        "Which of the two losses says something about new text?",
        "`np.argmin` finds the place of the smallest entry, counted from 0.",
    ),
    deviations=deviations.BEST_EPOCH,
)
read_in_pieces = Exercise(
    name="read_in_pieces",
    notebook=_NOTEBOOK,
    level="stretch",
    task="the loss of a text that is read in pieces, with the state carried along",
    solution=solutions.read_in_pieces,
    cases=inputs.texts,
    outputs=("loss",),
    proves="In pieces or in one go, your loss is the same: the state carries everything.",
    hints=(
        "`for start in range(0, len(inputs), length)` walks over the beginnings of the pieces.",
        "`model.forward(piece, state)` takes the state of the piece before; the first one takes None. "
        "`trace.final_state` is the state to carry along.",
        '`lc.cross_entropy(trace.logits, targets[piece], "none")` gives the loss of each character.',
    ),
    deviations=deviations.READ_IN_PIECES,
)
collection = Collection(sgd_step, descend, best_epoch, read_in_pieces)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
