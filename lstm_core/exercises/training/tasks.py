"""The exercises of notebook 05: one update, a descent, when to stop, and a text read in pieces."""

import numpy as np

from lstm_core.activations import cross_entropy
from lstm_core.errors import ShapeError
from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.training import mistakes as known
from lstm_core.model import CharLSTM

_NOTEBOOK = "05_training_lab"


class PieceReader(CharLSTM):
    """A CharLSTM that refuses to read more than ``longest`` characters in one go."""

    longest: int

    def forward(self, inputs, state=None):
        """Read a piece, as ``CharLSTM.forward`` does."""
        if len(inputs) > self.longest:
            raise ShapeError(
                f"this model reads at most `length` = {self.longest} characters in one go, but got "
                f"{len(inputs)}; hand it one piece after the other"
            )
        return super().forward(inputs, state)


def _sgd_step(theta, d, learning_rate, limit):
    return theta - learning_rate * np.clip(d, -limit, limit)


def _sgd_cases(random):
    readable = (np.array([1.0, 1.0, -2.0]), np.array([0.5, 4.0, -3.0]), 0.1, 1.0)
    drawn = [
        (3 * random.normal(size=N), 3 * random.normal(size=N), rate, limit)
        for N, rate, limit in ((4, 0.05, 1.0), (9, 0.5, 0.7), (30, 2.0, 0.3))
    ]
    return [readable, *drawn]


def _descend(loss, gradient, theta, steps, learning_rate):
    losses = []
    for _ in range(steps):
        losses.append(loss(theta))
        theta = theta - learning_rate * gradient(theta)
    return theta, np.array(losses)


def _bowl(random, N):
    """Return the loss of a curved valley, its gradient, and a place to begin."""
    steepness, bottom = random.uniform(0.5, 2.0, N), random.normal(size=N)

    def loss(theta):
        return float((steepness * (theta - bottom) ** 2 + 0.1 * np.cos(theta)).sum())

    def gradient(theta):
        return 2 * steepness * (theta - bottom) - 0.1 * np.sin(theta)

    return loss, gradient, bottom + random.uniform(1.0, 2.0, N)


def _descents(random):
    sizes = ((1, 3, 0.1), (2, 5, 0.2), (4, 8, 0.05))
    return [(*_bowl(random, N), steps, rate) for N, steps, rate in sizes]


def _best_epoch(known_losses, unknown_losses):
    return int(np.argmin(unknown_losses)) + 1


def _curves(random):
    """Held-out losses that fall with a dent on the way, turn, and rise."""
    cases = []
    for epochs in (8, 12, 20, 31):
        turn = random.uniform(0.45, 0.7) * epochs
        epoch = np.arange(epochs)
        unknown = 2.0 + 1.5 * ((epoch - turn) / epochs) ** 2
        unknown[1] -= 0.4
        unknown[0] += 0.5
        unknown[-1] += 0.5
        unknown[int(turn)] -= 0.6
        known_losses = 3.5 * np.exp(-epoch / epochs)
        known_losses[-2] *= 0.1  # the lowest one is neither the last nor the one to choose
        cases.append((known_losses, unknown))
    return cases


def _read_in_pieces(model, inputs, targets, length):
    state, surprises = None, []
    for start in range(0, len(inputs), length):
        piece = slice(start, start + length)
        trace = model.forward(inputs[piece], state)
        surprises.extend(cross_entropy(trace.logits, targets[piece], "none"))
        state = trace.final_state
    return float(np.mean(surprises))


def _texts(random):
    cases = []
    for N, V, H, length in ((8, 3, 2, 3), (20, 4, 3, 6), (11, 5, 4, 2)):
        model = PieceReader(V, H, seed=int(random.integers(1000)))
        model.longest = length
        model.parameters.vector *= 5.0
        indices = random.integers(0, V, N)
        cases.append((model, indices[:-1], indices[1:], length))
    return cases


sgd_step = Exercise(
    name="sgd_step",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="one update of the parameters, clipped",
    solution=_sgd_step,
    cases=_sgd_cases,
    outputs=("theta",),
    proves="One clipped step downhill; a thousand of them are the whole training.",
    hints=(
        "θ ← θ − η · clip(d, −limit, limit), and the clipping comes first.",
        "`np.clip(d, -limit, limit)` moves every entry into the range.",
        "Return a new array: `theta - …`, without changing the theta that came in.",
    ),
    mistakes=known.SGD_STEP,
)
descend = Exercise(
    name="descend",
    notebook=_NOTEBOOK,
    level="core",
    task="a training loop for any loss: final parameters, and the loss before each step",
    solution=_descend,
    cases=_descents,
    outputs=("theta", "losses"),
    proves="Your loop trains anything that has a loss and a gradient.",
    hints=(
        "In the loop: first write down the loss, then compute the gradient, then update.",
        "`losses` has as many entries as there are steps; the last θ has no entry.",
        "`theta = theta - learning_rate * gradient(theta)` makes a new array each time.",
    ),
    mistakes=known.DESCEND,
    lists=True,
)
best_epoch = Exercise(
    name="best_epoch",
    notebook=_NOTEBOOK,
    level="core",
    task="the epoch whose network should be kept",
    solution=lambda known, unknown: _best_epoch(known, unknown),
    cases=_curves,
    outputs=("epoch",),
    proves="The text held out chooses, dents or not, and epochs count from 1.",
    hints=(
        "Which of the two losses says something about new text?",
        "`np.argmin` finds the place of the smallest entry, counted from 0.",
    ),
    mistakes=known.BEST_EPOCH,
)
read_in_pieces = Exercise(
    name="read_in_pieces",
    notebook=_NOTEBOOK,
    level="stretch",
    task="the loss of a text that is read in pieces, with the state handed on",
    solution=_read_in_pieces,
    cases=_texts,
    outputs=("loss",),
    proves="In pieces or in one go, your loss is the same: the state carries everything.",
    hints=(
        "`for start in range(0, len(inputs), length)` walks over the beginnings of the pieces.",
        "`model.forward(piece, state)` takes the state of the piece before; the first one takes None. "
        "`trace.final_state` is what to hand on.",
        '`lc.cross_entropy(trace.logits, targets[piece], "none")` gives each character\'s surprise.',
    ),
    mistakes=known.READ_IN_PIECES,
)

collection = Collection(sgd_step, descend, best_epoch, read_in_pieces)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
