"""Softmax, cross-entropy and its derivative in one compiled pass: the results of ``activations.py``."""

import numpy as np
from numpy.typing import NDArray

from lstm_core.kernels.layer import Array
from lstm_core.kernels.numba_compile import REORDERED, as_compiled, compiled, kept_on_disk
from lstm_core.kernels.numba_tanh import exp
from lstm_core.memory import empty

__all__ = ("loss_with_derivative",)


@compiled(**REORDERED)
def _sum(row: Array) -> np.floating:
    total: np.floating = row.dtype.type(0)
    for j in range(row.size):
        total += row[j]
    return total


@kept_on_disk
def _rows(logits: Array, targets: NDArray[np.int64], share: float, derivative: Array) -> float:
    """Put share · (p - onehot(target)) into derivative (N, V); return Σ -log p[target]."""
    N, V = logits.shape
    loss = 0.0
    for n in range(N):
        row, out = logits[n], derivative[n]
        highest = row[0]
        for j in range(1, V):
            highest = max(highest, row[j])
        for j in range(V):
            out[j] = exp(row[j] - highest) + (row[j] - row[j])  # infinite logits stay visible as NaN
        total = _sum(out)
        loss += np.log(np.float64(total)) + np.float64(highest) - np.float64(row[targets[n]])
        factor = row.dtype.type(share / total)
        for j in range(V):
            out[j] *= factor
        out[targets[n]] -= row.dtype.type(share)
    return loss


def loss_with_derivative(
    logits: Array, targets: NDArray[np.int64], reduction: str
) -> tuple[float, Array]:
    """Return loss and derivative, as ``activations.loss_with_derivative`` does."""
    derivative = empty(logits.shape, logits.dtype)
    share = 1.0 if reduction == "sum" else 1.0 / targets.size
    V = logits.shape[-1]
    rows = as_compiled(logits).reshape(-1, V)
    loss = _rows(rows, as_compiled(targets).reshape(-1), share, derivative.reshape(-1, V))
    return loss * share, derivative
