"""Right functions for the exercises of notebook 05."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from lstm_core.activations import cross_entropy
from lstm_core.errors import ShapeError
from lstm_core.exercises.checking.exercise import Array, Function, Indices, Output
from lstm_core.model import CharLSTM
from lstm_core.trace import Trace


class PieceReader(CharLSTM):
    """A CharLSTM that refuses to read more than ``longest`` characters in one go."""

    longest: int

    def forward(self, inputs: ArrayLike, state: Sequence[ArrayLike] | None = None) -> Trace:
        """Read a piece, as ``CharLSTM.forward`` does."""
        if len(np.atleast_1d(inputs)) > self.longest:
            raise ShapeError(
                f"this model reads at most `length` = {self.longest} characters in one go, but got "
                f"{len(np.atleast_1d(inputs))}; hand it one piece after the other"
            )
        return super().forward(inputs, state)


def sgd_step(theta: Array, d: Array, learning_rate: float, limit: float) -> Output:
    return theta - learning_rate * np.clip(d, -limit, limit)


def descend(
    loss: Function,
    gradient: Function,
    theta: Array,
    steps: int,
    learning_rate: float,
) -> Output:
    losses = []
    for _ in range(steps):
        losses.append(loss(theta))
        theta = theta - learning_rate * gradient(theta)
    return theta, np.array(losses)


def best_epoch(known_losses: Array, unknown_losses: Array) -> Output:
    return int(np.argmin(unknown_losses)) + 1


def read_in_pieces(model: CharLSTM, inputs: Indices, targets: Indices, length: int) -> Output:
    state: tuple[Array, ...] | None = None
    losses: list[float] = []
    for start in range(0, len(inputs), length):
        piece = slice(start, start + length)
        trace = model.forward(inputs[piece], state)
        losses.extend(np.atleast_1d(cross_entropy(trace.logits, targets[piece], "none")))
        state = trace.final_state
    return float(np.mean(losses))
