"""What an optimizer does to the parameters, written as its formulas: the readable reference.

``numpy_update.py`` and ``numba_update.py`` have the same two functions, are faster, and give the same
bits: they apply the same operations in the same order.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.floating]


class Clipping(NamedTuple):
    """How a gradient is clipped: to ±limit, and then multiplied by scale; (inf, 1) changes nothing."""

    limit: float
    scale: float


class AdamFactors(NamedTuple):
    """The numbers of one step of Adam."""

    new_mean: float  # 1 - beta1: how much of the mean is the new gradient
    new_square: float  # 1 - beta2
    # Both averages start at 0. These take that bias out, and save two divisions per parameter:
    rate: float  # learning_rate / (1 - beta1**t)
    root_factor: float  # 1 / sqrt(1 - beta2**t)
    epsilon: float


def sgd(vector: Vector, gradient: Vector, clipping: Clipping, learning_rate: float) -> None:
    """Take a step of gradient descent, in place."""
    vector -= _clipped(gradient, clipping) * learning_rate


def adam(
    vector: Vector,
    gradient: Vector,
    clipping: Clipping,
    factors: AdamFactors,
    averages: tuple[Vector, ...],
    new_averages: tuple[Vector, ...],
) -> None:
    """Take a step of Adam in place; the averages stay, and the new ones are written beside them."""
    f, g = factors, _clipped(gradient, clipping)
    (mean, square), (next_mean, next_square) = averages, new_averages
    next_mean[...] = mean + f.new_mean * (g - mean)
    next_square[...] = square + f.new_square * (g * g - square)
    vector -= f.rate * next_mean / (f.root_factor * np.sqrt(next_square) + f.epsilon)


def _clipped(gradient: Vector, clipping: Clipping) -> Vector:
    clipped: Vector = np.clip(gradient, -clipping.limit, clipping.limit) * clipping.scale
    return clipped
