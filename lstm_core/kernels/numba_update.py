"""The optimizers' steps, each one compiled loop over all parameters.

The formulas stand in ``reference_update.py``. Nothing is reordered or contracted, so the bits are
the same with and without numba. Both types are compiled on import (and kept on disk), so that no
step waits for the compiler.
"""

from math import sqrt

from lstm_core.kernels.numba_compile import kept_on_disk_as_written
from lstm_core.kernels.reference_update import AdamFactors, Clipping, Vector

__all__ = ("adam", "sgd")

_SGD = [f"void({t}[::1], {t}[::1], {', '.join(['f8'] * 3)})" for t in ("f4", "f8")]
_ADAM = [f"void({', '.join([f'{t}[::1]'] * 6 + ['f8'] * 7)})" for t in ("f4", "f8")]


@kept_on_disk_as_written(_SGD)
def _sgd(vector: Vector, gradient: Vector, limit: float, scale: float, rate: float) -> None:
    number = vector.dtype.type
    high, low, factor, step = number(limit), number(-limit), number(scale), number(rate)
    for j in range(vector.size):
        vector[j] -= min(max(gradient[j], low), high) * factor * step


@kept_on_disk_as_written(_ADAM)
def _adam(
    vector: Vector,
    gradient: Vector,
    mean: Vector,
    square: Vector,
    next_mean: Vector,
    next_square: Vector,
    limit: float,
    scale: float,
    new_mean: float,
    new_square: float,
    rate: float,
    root_factor: float,
    epsilon: float,
) -> None:
    number = vector.dtype.type
    high, low, factor = number(limit), number(-limit), number(scale)
    share1, share2 = number(new_mean), number(new_square)
    step, root, tiny = number(rate), number(root_factor), number(epsilon)
    for j in range(vector.size):
        g = min(max(gradient[j], low), high) * factor
        m = mean[j] + share1 * (g - mean[j])
        s = square[j] + share2 * (g * g - square[j])
        next_mean[j], next_square[j] = m, s
        vector[j] -= step * m / (root * sqrt(s) + tiny)


def sgd(vector: Vector, gradient: Vector, clipping: Clipping, learning_rate: float) -> None:
    """Take a step of gradient descent, in place."""
    _sgd(vector, gradient, *clipping, learning_rate)


def adam(
    vector: Vector,
    gradient: Vector,
    clipping: Clipping,
    factors: AdamFactors,
    averages: tuple[Vector, ...],
    new_averages: tuple[Vector, ...],
) -> None:
    """Take a step of Adam in place; the averages stay, and the new ones are written beside them."""
    (mean, square), (next_mean, next_square) = averages, new_averages
    _adam(vector, gradient, mean, square, next_mean, next_square, *clipping, *factors)
