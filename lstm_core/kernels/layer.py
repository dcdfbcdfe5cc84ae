"""What the kernels share: a layer's results, and the products and constants of the fast ones."""

from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy import dot, matmul
from numpy.typing import NDArray

from lstm_core.memory import empty
from lstm_core.parameters import Parameters

Array = NDArray[np.floating]
LSTMState = tuple[Array, Array]  # (h, c)

WIDEST = 512  # columns of a product with few rows; two narrower products are faster than a wider one


class Weights(Protocol):
    """What a layer computes with: the parameters of a network, or `LayerWeights`."""

    @property
    def W_x(self) -> Array: ...  # noqa: D102 - as in Parameters

    @property
    def W_h(self) -> Array: ...  # noqa: D102 - as in Parameters

    @property
    def b(self) -> Array: ...  # noqa: D102 - as in Parameters

    @property
    def hidden_size(self) -> int: ...  # noqa: D102 - as in Parameters

    @property
    def dtype(self) -> np.dtype[np.floating]: ...  # noqa: D102 - as in Parameters


class LayerWeights(NamedTuple):
    """The weights of one layer of several: views into a network's parameters."""

    W_x: Array  # (D, 4H): D is V for the layer that reads characters, H for those above it
    W_h: Array  # (H, 4H)
    b: Array  # (4H,)

    @property
    def hidden_size(self) -> int:
        """H, the number of hidden units."""
        return len(self.W_h)

    @property
    def dtype(self) -> np.dtype[np.floating]:
        """The type of the numbers."""
        return self.W_h.dtype


class Layer(NamedTuple):
    """The forward pass of the layer: its inputs, and gates and states at every step."""

    inputs: NDArray[np.intp]  # (T, B)
    initial_state: LSTMState  # (B, H) each
    gates: Array  # (T, B, 4H): i, f, g, o side by side
    cell_state: Array  # (T, B, H)
    tanh_cell: Array  # (T, B, H)
    hidden_state: Array  # (T, B, H)


class ThroughTime(NamedTuple):
    """The backward pass up to the weights: derivatives of the loss, over all paths."""

    dz: Array  # (T, B, 4H)
    dcell_state: Array  # (T, B, H)
    dhidden_state: Array  # (T, B, H)
    dinitial_state: LSTMState  # (B, H) each


class LayerBackward(NamedTuple):
    """The backward pass of the layer: derivatives of the loss, over all paths."""

    dz: Array  # (T, B, 4H)
    dcell_state: Array | None  # (T, B, H); None for a network without one
    dhidden_state: Array  # (T, B, H)
    dinitial_state: tuple[Array, ...]  # (B, H) each
    gradients: Parameters


def empty_layer(weights: Weights, inputs: NDArray[np.intp], initial_state: LSTMState) -> Layer:
    """Return a layer whose gates and states are not computed yet."""
    (T, B), H = inputs.shape[:2], weights.hidden_size
    gates = empty((T, B, 4 * H), weights.dtype)
    states = (empty((T, B, H), weights.dtype) for _ in range(3))
    return Layer(inputs, initial_state, gates, *states)


def column_blocks(
    matrix: Array, widest: int = WIDEST, scale: Array | None = None
) -> list[tuple[slice, Array]]:
    """Cut a matrix (K, N), times a scale (N,), into blocks of columns, each in memory of its own."""
    width = matrix.shape[1]
    if width <= widest:
        return [(slice(None), matrix if scale is None else matrix * scale)]
    columns = [slice(k, min(k + widest, width)) for k in range(0, width, widest)]
    if scale is None:
        return [(place, np.ascontiguousarray(matrix[:, place])) for place in columns]
    return [(place, matrix[:, place] * scale[place]) for place in columns]


def times_blocks(rows: Array, blocks: list[tuple[slice, Array]], out: Array) -> None:
    """Put rows (B, K) times a matrix (K, N), cut by `column_blocks`, into out (B, N)."""
    if len(blocks) == 1:
        dot(rows, blocks[0][1], out)
        return
    for place, block in blocks:
        matmul(rows, block, out=out[:, place])


def transposed(matrix: Array) -> Array:
    """Return a matrix's transpose with its rows one after the other in memory."""
    columns, rows = matrix.shape
    result = empty((rows, columns), matrix.dtype)
    for k in range(0, columns, 16):  # what is written stays in the cache until it is full
        result[:, k : k + 16] = matrix[k : k + 16].T
    return result


@lru_cache(maxsize=8)  # a training run asks for the same arrays at every step
def sigmoid_as_tanh(B: int, H: int, dtype: np.dtype[np.floating]) -> tuple[Array, Array]:
    """Return scale and shift (B, 4H) so that every gate is scale · tanh(scale · z) + shift."""
    scale = np.full((B, 4 * H), 0.5, dtype)  # whole rows: broadcasting takes NumPy three times as long
    shift = np.full((B, 4 * H), 0.5, dtype)
    scale[:, 2 * H : 3 * H] = 1.0  # the candidate is a plain tanh
    shift[:, 2 * H : 3 * H] = 0.0
    return scale, shift
