"""Dropout masks without a state: each is a function of its seed, its step of training and its place.

A unit is dropped with probability p; those that stay are divided by 1 - p, so the expected value is
the same and a network needs no change when it is used. Since a mask follows from numbers that a
checkpoint holds anyway, a training run that is resumed continues bit for bit.

References
----------
Srivastava et al. (2014), Dropout: a simple way to prevent neural networks from overfitting. Zaremba,
Sutskever & Vinyals (2014), Recurrent neural network regularization, section 3.2 (between the layers,
and not from step to step).
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
_STEPS = 1 << 16  # probabilities are multiples of 1 / 65,536: four numbers from each draw of 64 bits


def dropout_mask(
    probability: float,
    shape: tuple[int, int, int],
    dtype: np.dtype[np.floating],
    *,
    seed: int,
    step: int,
    layer: int,
    place: int,
) -> Array:
    """Return 0 where a unit is dropped, else 1 / (1 - p): (T, B, H), from the time ``place`` on."""
    T, B, H = shape
    dropped = min(round(probability * _STEPS), _STEPS - 1)
    words = -(-B * H // 4)  # draws per time step, so that a piece of a text finds its own
    generator = np.random.PCG64([seed, step, layer]).advance(place * words)
    numbers = generator.random_raw(T * words).astype("<u8", copy=False).view("<u2")
    kept = numbers.reshape(T, words * 4)[:, : B * H] >= dropped
    return (kept * dtype.type(_STEPS / (_STEPS - dropped))).reshape(T, B, H)
