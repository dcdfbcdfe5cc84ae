"""Clipping: gradients that are too long for a step are cut to size.

By value, each number is moved into [-limit, limit]; by norm, all shrink by limit / norm.
"""

import math

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_real, short_repr
from lstm_core.errors import ArgumentError
from lstm_core.parameters import Parameters


def clip_by_value(gradients: Parameters, limit: float) -> Parameters:
    """Return gradients in which every number is moved into [-limit, limit].

    Numbers beyond the limit are cut and the others are not, so the direction changes.

    Parameters
    ----------
    gradients : Parameters
        The gradients; they stay as they are.
    limit : float
        Greater than 0.

    Returns
    -------
    clipped : Parameters
        Clipped gradients.

    Raises
    ------
    ArgumentError
        If an argument is not allowed, or the gradients hold NaN or infinity.
    """
    limit = check_real("limit", limit, above=0.0)
    vector = check_parameters("gradients", gradients).vector
    _require_finite(vector)
    clipped = gradients.empty_like()
    limit = min(limit, float(np.finfo(vector.dtype).max))  # float32 has no larger numbers
    np.clip(vector, -limit, limit, out=clipped.vector)
    return clipped


def clip_by_norm(gradients: Parameters, limit: float) -> Parameters:
    """Return gradients scaled down, where needed, so that their norm is at most ``limit``.

    All numbers shrink by one factor, so the direction stays.

    Parameters
    ----------
    gradients : Parameters
        The gradients; they stay as they are.
    limit : float
        Greater than 0.

    Returns
    -------
    clipped : Parameters
        Clipped gradients.

    Raises
    ------
    ArgumentError
        If an argument is not allowed, or the gradients hold NaN or infinity.

    References
    ----------
    Pascanu, Mikolov & Bengio (2013), On the difficulty of training recurrent neural networks,
    section 3.2, algorithm 1.
    """
    limit = check_real("limit", limit, above=0.0)
    clipped = check_parameters("gradients", gradients).copy()
    norm = gradient_norm(clipped)
    if not np.isfinite(norm):
        _require_finite(clipped.vector)
        clipped.vector /= np.abs(clipped.vector).max()  # the norm is larger than any float
        clipped.vector *= limit / gradient_norm(clipped)
    elif norm > limit:
        clipped.vector *= limit / norm
    return clipped


def gradient_norm(gradients: Parameters) -> float:
    """Return the Euclidean length of all gradients together.

    Parameters
    ----------
    gradients : Parameters
        The gradients.

    Returns
    -------
    float
        The square root of the sum of all squares.

    Raises
    ------
    ArgumentError
        If ``gradients`` are no Parameters.
    """
    return vector_norm(check_parameters("gradients", gradients).vector)


def vector_norm(vector: NDArray[np.floating]) -> float:
    """Return the Euclidean length of a vector; NaN or infinity if it holds one of them."""
    with np.errstate(over="ignore", invalid="ignore"):
        norm = float(np.sqrt(vector.dot(vector)))  # np.linalg.norm looks at its argument longer
        if not math.isfinite(norm):  # the squares were too large: exploding gradients are, in float32
            largest = float(np.abs(vector).max())
            if math.isfinite(largest):
                norm = largest * float(np.linalg.norm(vector / largest))
    return norm


def _require_finite(vector: NDArray[np.floating]) -> None:
    if not np.isfinite(vector).all():
        raise ArgumentError(
            "gradients must be finite, but hold NaN or infinity, which clipping cannot repair. Look at "
            "the loss and at the step before."
        )


def check_parameters(name: str, value: object) -> Parameters:
    """Return ``value`` if it is Parameters."""
    if not isinstance(value, Parameters):
        raise ArgumentError(f"{name} must be Parameters, but got {short_repr(value)}.")
    return value
