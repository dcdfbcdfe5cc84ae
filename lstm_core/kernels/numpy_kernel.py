"""The LSTM layer fused over time, in NumPy: the numbers of ``cell.py``, about five times as fast.

What makes it fast:

- a one-hot vector times ``W_x`` is a row of ``W_x``: the input's part is looked up, not multiplied;
- the four gates are one product (B, H) x (H, 4H);
- σ(z) = ½ tanh(z/2) + ½, so one tanh serves all four gates; the halves are put into the weights;
- on the way back, what does not depend on the step after is computed for many steps at once;
- the weights' gradients are one product each after the loop, not one for each step;
- every result goes into memory that is there: the last argument of ``add``, ``dot``, … says where.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy import add, dot, matmul, multiply, subtract, tanh  # short names: in the loops look-ups cost
from numpy.typing import NDArray

from lstm_core.kernels.weight_gradients import weight_gradients
from lstm_core.memory import empty

__all__ = ("Backward", "Forward", "backward", "forward", "weight_gradients")

Array = NDArray[np.floating]
IN_CACHE = 1 << 15  # so many numbers of each kind are worked on at a time
WIDEST = 512  # columns of a product with few rows; wider ones take longer than two after each other


class Forward(NamedTuple):
    """What the layer computed.

    Attributes
    ----------
    gates : ndarray, shape (T, B, 4H)
        i, f, g, o side by side.
    cell_state, tanh_cell, hidden_state : ndarray, shape (T, B, H)
        c, tanh(c) and h at every step.
    """

    gates: Array
    cell_state: Array
    tanh_cell: Array
    hidden_state: Array


class Backward(NamedTuple):
    """The derivatives of the loss inside the layer.

    Attributes
    ----------
    dz : ndarray, shape (T, B, 4H)
        By the pre-activations.
    dc, dh : ndarray, shape (T, B, H)
        By each cell state and each hidden state, over all paths that lead on from it.
    dh_first, dc_first : ndarray, shape (B, H)
        By the state before the first step.
    """

    dz: Array
    dc: Array
    dh: Array
    dh_first: Array
    dc_first: Array


def forward(W_x: Array, W_h: Array, b: Array, inputs: NDArray, h: Array, c: Array) -> Forward:
    """Run the layer over a sequence.

    Parameters
    ----------
    W_x, W_h, b : ndarray, shapes (V, 4H), (H, 4H), (4H,)
        Weights and biases.
    inputs : ndarray of int, shape (T, B)
        Indices of characters.
    h, c : ndarray, shape (B, H)
        The state before the first step.

    Returns
    -------
    Forward
        Gates and states of every step.
    """
    T, B = inputs.shape
    H = W_h.shape[0]
    scale, shift = _sigmoid_as_tanh(B, H, W_h.dtype)
    W_h = W_h * scale[0]
    gates = empty((T, B, 4 * H), W_h.dtype)
    np.take((W_x + b) * scale[0], inputs, axis=0, out=gates, mode="clip")  # the input's part of z
    cell_state, tanh_cell, hidden_state = (empty((T, B, H), W_h.dtype) for _ in range(3))
    from_past = np.empty((B, 4 * H), W_h.dtype)
    product = np.empty((B, H), W_h.dtype)
    blocks = column_blocks(W_h)

    by_gate = (gates[..., k * H : (k + 1) * H] for k in range(4))
    for z, i, f, g, o, c_next, tanh_c, h_next in zip(
        gates, *by_gate, cell_state, tanh_cell, hidden_state, strict=True
    ):
        times_blocks(h, blocks, from_past)
        add(z, from_past, z)
        tanh(z, z)
        multiply(z, scale, z)
        add(z, shift, z)  # from here on z holds i, f, g, o
        multiply(f, c, c_next)
        multiply(i, g, product)
        add(c_next, product, c_next)
        tanh(c_next, tanh_c)
        multiply(o, tanh_c, h_next)
        h, c = h_next, c_next
    return Forward(gates, cell_state, tanh_cell, hidden_state)


def backward(
    W_h: Array,
    trace: Forward,
    c_first: Array,
    dh: Array,
    dlast: tuple[Array, Array] | None = None,
) -> Backward:
    """Take the derivatives of the loss back through the sequence.

    Parameters
    ----------
    W_h : ndarray, shape (H, 4H)
        Recurrent weights.
    trace : Forward
        What `forward` returned.
    c_first : ndarray, shape (B, H)
        The cell state before the first step.
    dh : ndarray, shape (T, B, H)
        The loss by each hidden state through the output layer alone; it is overwritten with the
        derivative over all paths.
    dlast : tuple of ndarray, shape (B, H) each, optional
        The loss by h and c after the last step, through what came later; None where nothing did.

    Returns
    -------
    Backward
        The derivatives by pre-activations and states.
    """
    T, B, H = dh.shape
    dz, dc = empty((T, B, 4 * H), dh.dtype), empty((T, B, H), dh.dtype)
    W_h_columns = transposed(W_h)  # (4H, H): the product reads it row by row
    nothing = np.zeros((B, H), dh.dtype)
    from_next_h, from_next_c = (derivative.copy() for derivative in dlast or (nothing, nothing))
    for block in _blocks_from_the_end(dh.shape):
        c_before = trace.cell_state[block.start - 1] if block.start else c_first
        slopes, h_by_c = _slopes(Forward(*(array[block] for array in trace)), c_before)
        dz_block = dz[block]
        steps = zip(
            dh[block][::-1],
            dc[block][::-1],
            trace.gates[block][::-1, :, H : 2 * H],
            h_by_c[::-1],
            slopes[::-1, :, :3],
            slopes[::-1, :, 3],
            dz_block[::-1],
            dz_block.reshape(-1, B, 4, H)[::-1, :, :3],
            dz_block[::-1, :, 3 * H :],
            strict=True,
        )
        for dh_t, dc_t, f_t, h_slope, c_slopes, o_slope, dz_t, dz_c, dz_o in steps:
            add(dh_t, from_next_h, dh_t)
            multiply(dh_t, h_slope, dc_t)
            add(dc_t, from_next_c, dc_t)
            multiply(c_slopes, dc_t[:, None], dz_c)
            multiply(o_slope, dh_t, dz_o)
            dot(dz_t, W_h_columns, from_next_h)
            multiply(dc_t, f_t, from_next_c)
    return Backward(dz, dc, dh, from_next_h, from_next_c)


def _slopes(trace: Forward, c_before: Array) -> tuple[Array, Array]:
    """Return what does not depend on the step after: ∂c/∂z_i, ∂c/∂z_f, ∂c/∂z_g, ∂h/∂z_o; and ∂h/∂c."""
    T, B, H = trace.hidden_state.shape
    i, f, g, o = (trace.gates[..., k * H : (k + 1) * H] for k in range(4))  # (T, B, H) each
    slopes = empty((T, B, 4, H), o.dtype)
    c_by_i, c_by_f, c_by_g, h_by_o = (slopes[:, :, k] for k in range(4))
    multiply(i, g, c_by_g)
    subtract(1.0, i, c_by_i)  # i g (1 - i)
    multiply(c_by_i, c_by_g, c_by_i)
    multiply(c_by_g, g, c_by_g)  # i - i g g
    subtract(i, c_by_g, c_by_g)
    subtract(1.0, f, c_by_f)  # c_{t-1} f (1 - f)
    multiply(c_by_f, f, c_by_f)
    multiply(c_by_f[0], c_before, c_by_f[0])
    multiply(c_by_f[1:], trace.cell_state[:-1], c_by_f[1:])
    subtract(1.0, o, h_by_o)  # h (1 - o), since h = o tanh(c)
    multiply(h_by_o, trace.hidden_state, h_by_o)
    h_by_c = empty((T, B, H), o.dtype)  # o - h tanh(c)
    multiply(trace.hidden_state, trace.tanh_cell, h_by_c)
    subtract(o, h_by_c, h_by_c)
    return slopes, h_by_c


def column_blocks(matrix: Array) -> list[tuple[slice, Array]]:
    """Cut a matrix into blocks of columns, each in memory of its own: where they stand, and they."""
    width = matrix.shape[1]
    if width <= WIDEST:
        return [(slice(None), matrix)]
    columns = [slice(k, min(k + WIDEST, width)) for k in range(0, width, WIDEST)]
    return [(place, np.ascontiguousarray(matrix[:, place])) for place in columns]


def times_blocks(rows: Array, blocks: list[tuple[slice, Array]], out: Array) -> None:
    """Put rows (B, K) times a matrix (K, N), cut by `column_blocks`, into out (B, N)."""
    if len(blocks) == 1:
        dot(rows, blocks[0][1], out)
        return
    for place, block in blocks:
        matmul(rows, block, out=out[:, place])


def transposed(matrix: Array) -> Array:
    """Return a matrix's transpose with its rows one after the other in memory.

    Sixteen columns of the result at a time: what is written stays in the cache until it is full.
    """
    columns, rows = matrix.shape
    result = empty((rows, columns), matrix.dtype)
    for k in range(0, columns, 16):
        result[:, k : k + 16] = matrix[k : k + 16].T
    return result


def _blocks_from_the_end(shape: tuple[int, int, int]) -> list[slice]:
    """Cut T steps of (B, H) numbers into blocks that stay in the processor's cache."""
    T, B, H = shape
    length = max(1, IN_CACHE // (B * H))
    return [slice(max(0, end - length), end) for end in range(T, 0, -length)]


@lru_cache(maxsize=8)  # a training asks for the same ones again and again
def _sigmoid_as_tanh(B: int, H: int, dtype: np.dtype) -> tuple[Array, Array]:
    """Return scale and shift (B, 4H) so that every gate is scale · tanh(scale · z) + shift."""
    scale = np.full((B, 4 * H), 0.5, dtype)  # whole rows: broadcasting takes NumPy three times as long
    shift = np.full((B, 4 * H), 0.5, dtype)
    scale[:, 2 * H : 3 * H] = 1.0  # the candidate is a plain tanh
    shift[:, 2 * H : 3 * H] = 0.0
    return scale, shift
