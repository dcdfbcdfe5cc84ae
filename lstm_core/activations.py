"""The squashing functions, softmax and cross-entropy, each with its derivative.

    σ(z) = 1 / (1 + e^-z)                 σ' = σ (1 - σ)
    tanh(z)                               tanh' = 1 - tanh²
    p = softmax(y): p_k = e^y_k / Σ_j e^y_j
    cross-entropy = -log p[target]        its derivative with respect to y is p - onehot(target)

Derivatives are expressed through the outputs, because those are what a trace keeps.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_array, check_choice, check_indices, check_overflow
from lstm_core.blas_threads import OneThread
from lstm_core.errors import ShapeError

REDUCTIONS = ("sum", "mean", "none")


@np.errstate(under="ignore")  # too small for a float is 0, also for readers who raise at it
def sigmoid(z: ArrayLike) -> NDArray[np.floating]:
    """Return σ(z) = 1 / (1 + e^-z), without overflow at any z.

    Parameters
    ----------
    z : array_like
        Pre-activations of any shape.

    Returns
    -------
    ndarray
        Numbers between 0 and 1, shape of ``z``.

    Examples
    --------
    >>> sigmoid([-1000.0, 0.0, 1000.0])
    array([0. , 0.5, 1. ])
    """
    z = check_array("z", z, finite=False)
    decay = np.exp(-np.abs(z))  # between 0 and 1: the exponent is never positive
    values: NDArray[np.floating] = np.where(z >= 0, 1.0, decay) / (1.0 + decay)
    return values


def sigmoid_derivative(output: ArrayLike) -> NDArray[np.floating]:
    """Return the slope of σ where its output is ``output``: σ (1 - σ).

    Parameters
    ----------
    output : array_like
        Values of σ, not of z.

    Returns
    -------
    ndarray
        Slopes between 0 and ¼, shape of ``output``.

    Raises
    ------
    ArgumentError
        If ``output`` holds no finite numbers, or one so large that the result is not finite.
    """
    output = check_array("output", output)
    with np.errstate(over="ignore"):
        derivative = output * (1.0 - output)
    check_overflow("output", derivative)
    return derivative


def tanh(z: ArrayLike) -> NDArray[np.floating]:
    """Return the hyperbolic tangent of z.

    Parameters
    ----------
    z : array_like
        Pre-activations of any shape.

    Returns
    -------
    ndarray
        Numbers between -1 and 1, shape of ``z``.
    """
    values: NDArray[np.floating] = np.tanh(check_array("z", z, finite=False))
    return values


def tanh_derivative(output: ArrayLike) -> NDArray[np.floating]:
    """Return the slope of tanh where its output is ``output``: 1 - tanh².

    Parameters
    ----------
    output : array_like
        Values of tanh, not of z.

    Returns
    -------
    ndarray
        Slopes between 0 and 1, shape of ``output``.

    Raises
    ------
    ArgumentError
        If ``output`` holds no finite numbers, or one so large that the result is not finite.
    """
    output = check_array("output", output)
    with np.errstate(over="ignore"):
        derivative: NDArray[np.floating] = 1.0 - output * output
    check_overflow("output", derivative)
    return derivative


@np.errstate(under="ignore")
def log_softmax(logits: ArrayLike) -> NDArray[np.floating]:
    """Return the logarithm of the softmax over the last axis, by the log-sum-exp shift.

    Parameters
    ----------
    logits : array_like, shape (..., V)
        Unnormalised scores.

    Returns
    -------
    ndarray, shape (..., V)
        Log-probabilities in nats, none above 0.
    """
    shifted = _shifted(check_logits(logits))
    logarithms: NDArray[np.floating] = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logarithms


@np.errstate(under="ignore")
def softmax(logits: ArrayLike) -> NDArray[np.floating]:
    """Return the probabilities that belong to logits, over the last axis.

    Parameters
    ----------
    logits : array_like, shape (..., V)
        Unnormalised scores; adding a constant to all of them changes nothing.

    Returns
    -------
    ndarray, shape (..., V)
        Probabilities that add up to 1.

    Examples
    --------
    >>> softmax([0.0, 0.0, 1e4])
    array([0., 0., 1.])
    """
    weights = np.exp(_shifted(check_logits(logits)))
    probabilities: NDArray[np.floating] = weights / weights.sum(axis=-1, keepdims=True)
    return probabilities


def cross_entropy(
    logits: ArrayLike, targets: ArrayLike, reduction: str = "sum"
) -> float | NDArray[np.floating]:
    """Return how surprised the network is by the targets: -log p[target], in nats.

    Parameters
    ----------
    logits : array_like, shape (..., V)
        Unnormalised scores.
    targets : array_like of int, shape (...)
        The index that came true at each place.
    reduction : {"sum", "mean", "none"}
        Add up over all places, average over them, or keep them apart.

    Returns
    -------
    float, or ndarray of shape (...) for ``"none"``
        The loss.

    Raises
    ------
    ArgumentError
        If logits are not finite, a target is no index below V, or the reduction is unknown.
    ShapeError
        If the shapes of logits and targets do not fit.

    Examples
    --------
    >>> round(cross_entropy([[0.0, 0.0]], [1]), 4)  # two equal guesses: ln 2
    0.6931
    """
    check_choice("reduction", reduction, REDUCTIONS)
    logits, targets = check_logits_and_targets(logits, targets)
    losses = -np.take_along_axis(log_softmax(logits), targets[..., None], axis=-1)[..., 0]
    if reduction == "none":
        return losses
    with np.errstate(over="ignore"):  # the sum of losses near the largest float is infinite
        total = losses.sum(dtype=np.float64)  # also of float32: a sum of many has more digits
    return float(total if reduction == "sum" else total / losses.size)


def cross_entropy_derivative(
    logits: ArrayLike, targets: ArrayLike, reduction: str = "sum"
) -> NDArray[np.floating]:
    """Return the derivative of the cross-entropy by the logits: p - onehot(target).

    Parameters
    ----------
    logits : array_like, shape (..., V)
        Unnormalised scores.
    targets : array_like of int, shape (...)
        The index that came true at each place.
    reduction : {"sum", "mean"}
        What was done with the losses; for ``"mean"`` the derivative is divided by their number.

    Returns
    -------
    ndarray, shape (..., V)
        The derivative, which adds up to 0 over the last axis.

    Raises
    ------
    ArgumentError, ShapeError
        As for `cross_entropy`.
    """
    return cross_entropy_with_derivative(logits, targets, reduction)[1]


def cross_entropy_with_derivative(
    logits: ArrayLike, targets: ArrayLike, reduction: str = "sum"
) -> tuple[float, NDArray[np.floating]]:
    """Return the cross-entropy and its derivative with respect to the logits, at once."""
    check_choice("reduction", reduction, ("sum", "mean"))
    return loss_with_derivative(*check_logits_and_targets(logits, targets), reduction)


def loss_with_derivative(
    logits: NDArray[np.floating], targets: NDArray[np.intp], reduction: str
) -> tuple[float, NDArray[np.floating]]:
    """Return what `cross_entropy_with_derivative` does, of arguments that are known to be allowed."""
    rows = _shifted(logits).reshape(-1, logits.shape[-1])  # (N, V)
    target_entries = np.arange(len(rows)), targets.ravel()
    at_target = rows[target_entries]
    np.exp(rows, out=rows)
    with OneThread():
        total = rows @ np.ones((rows.shape[-1], 1), rows.dtype)  # a sum, in a quarter of its time
    with np.errstate(over="ignore"):
        # Σ -log p[target]
        loss = np.log(total).sum(dtype=np.float64) - at_target.sum(dtype=np.float64)
    rows /= total
    rows[target_entries] -= 1.0
    if reduction == "mean":
        rows /= len(rows)
        loss /= len(rows)
    return float(loss), rows.reshape(logits.shape)


def _shifted(logits: NDArray[np.floating]) -> NDArray[np.floating]:
    # NumPy finds maxima down columns twice as fast as along short rows.
    columns = np.ascontiguousarray(logits.reshape(-1, logits.shape[-1]).T)
    highest = columns.max(axis=0).reshape(*logits.shape[:-1], 1)
    with np.errstate(over="ignore"):  # too far below the largest for a float: a probability of 0
        shifted: NDArray[np.floating] = logits - highest  # the largest is now 0: exp is safe
    return shifted


def check_logits(logits: ArrayLike) -> NDArray[np.floating]:
    """Return ``logits`` as an array with at least one score in each row."""
    logits = check_array("logits", logits)
    if logits.ndim == 0 or logits.size == 0:
        raise ShapeError(f"logits must have the shape (..., V), but have {logits.shape}.")
    return logits


def check_logits_and_targets(
    logits: ArrayLike, targets: ArrayLike
) -> tuple[NDArray[np.floating], NDArray[np.intp]]:
    """Return both as arrays, with one target for each row of the logits."""
    logits = check_logits(logits)
    targets = check_indices("targets", targets, logits.shape[-1])
    if targets.shape != logits.shape[:-1]:
        raise ShapeError(
            f"targets must have the shape {logits.shape[:-1]}, one for each row of the logits "
            f"{logits.shape}, but have {targets.shape}."
        )
    return logits, targets
