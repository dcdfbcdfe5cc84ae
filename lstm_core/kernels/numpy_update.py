"""The optimizers' steps in NumPy: in place, and in blocks that fit into the cache.

The formulas stand in ``reference_update.py``; these functions give the same bits.
"""

import numpy as np

from lstm_core.kernels.reference_update import AdamFactors, Clipping, Vector

__all__ = ("adam", "sgd")

BLOCK = 1 << 17  # bytes


def sgd(vector: Vector, gradient: Vector, clipping: Clipping, learning_rate: float) -> None:
    """Take a step of gradient descent, in place."""
    blocks = _blocks(vector)
    step = np.empty(blocks[0].stop, vector.dtype)
    with np.errstate(all="ignore"):
        for block in blocks:
            part = step[: block.stop - block.start]
            g = _clipped(gradient[block], clipping, part)
            np.multiply(g, learning_rate, out=part)
            vector[block] -= part


def adam(
    vector: Vector,
    gradient: Vector,
    clipping: Clipping,
    factors: AdamFactors,
    averages: tuple[Vector, ...],
    new_averages: tuple[Vector, ...],
) -> None:
    """Take a step of Adam in place; the averages stay, and the new ones are written beside them."""
    f, blocks = factors, _blocks(vector)
    buffers = np.empty((2, blocks[0].stop), vector.dtype)
    with np.errstate(all="ignore"):
        for block in blocks:
            step, part = buffers[:, : block.stop - block.start]
            mean, square = (average[block] for average in averages)
            next_mean, next_square = (average[block] for average in new_averages)
            g = _clipped(gradient[block], clipping, step)
            _move(mean, g, f.new_mean, next_mean)
            np.multiply(g, g, out=part)
            _move(square, part, f.new_square, next_square)
            np.multiply(next_mean, f.rate, out=step)
            np.sqrt(next_square, out=part)
            part *= f.root_factor
            part += f.epsilon
            step /= part
            vector[block] -= step


def _blocks(vector: Vector) -> list[slice]:
    length = BLOCK // vector.itemsize
    return [slice(k, min(k + length, vector.size)) for k in range(0, vector.size, length)]


def _clipped(gradient: Vector, clipping: Clipping, out: Vector) -> Vector:
    """Return the clipped gradient, in ``out`` where it differs."""
    if clipping.limit < np.inf:
        gradient = np.clip(gradient, -clipping.limit, clipping.limit, out=out)
    return gradient if clipping.scale == 1.0 else np.multiply(gradient, clipping.scale, out=out)


def _move(average: Vector, new: Vector, share: float, out: Vector) -> None:
    """Put average + share · (new - average) into ``out``."""
    np.subtract(new, average, out=out)
    out *= share
    out += average
