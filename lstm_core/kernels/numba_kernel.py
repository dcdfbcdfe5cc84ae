"""The LSTM layer fused over time, compiled by numba: the results of the NumPy kernel, faster.

What NumPy cannot avoid and a compiler can: a call for every operation at every step, and results
that go to memory between two operations. A single sequence runs in loops that are compiled as a
whole; a batch leaves its products to NumPy, which nothing beats there, and everything between two
products is one compiled call.

The first use compiles for some seconds; the result is kept on disk for the next time.
"""

import numpy as np
from numpy.typing import NDArray

from lstm_core.kernels.layer import (
    Array,
    Layer,
    LayerBackward,
    LSTMState,
    ThroughTime,
    Weights,
    column_blocks,
    empty_layer,
    sigmoid_as_tanh,
    times_blocks,
    transposed,
)
from lstm_core.kernels.numba_compile import EXACT, as_compiled, compiled, kept_on_disk
from lstm_core.kernels.numba_products import (
    add_rows_times_matrix,
    matrix_times_column,
    matrix_times_two_columns,
)
from lstm_core.kernels.numba_softmax import loss_with_derivative
from lstm_core.kernels.numba_tanh import tanh
from lstm_core.kernels.numba_weight_gradients import sum_by_index, weight_gradients
from lstm_core.memory import empty
from lstm_core.parameters import Parameters

__all__ = (
    "MOST_IN_LOOPS",
    "backward",
    "forward",
    "loss_with_derivative",
    "step",
    "sum_by_index",
    "through_time",
)

# Up to this many sequences, loops of our own take less time than the call of a matrix product.
MOST_IN_LOOPS = 4


# Pieces of a step, for one sequence. Each loop writes one array, or the compiler would have to ask at
# every turn whether two of them overlap.


@compiled(inline="always", **EXACT)
def _step(
    z: Array, scale: Array, shift: Array, c: Array, c_next: Array, tanh_c: Array, h_next: Array
) -> None:
    """From the pre-activations in z to the gates, in the same place, and the new state."""
    H = c.size
    i, f, g, o = z[:H], z[H : 2 * H], z[2 * H : 3 * H], z[3 * H :]
    for j in range(4 * H):
        z[j] = scale[j] * tanh(scale[j] * z[j]) + shift[j]
    for j in range(H):
        c_next[j] = f[j] * c[j] + i[j] * g[j]
    for j in range(H):
        tanh_c[j] = tanh(c_next[j])
    for j in range(H):
        h_next[j] = o[j] * tanh_c[j]


@compiled(inline="always", **EXACT)
def _step_backward(
    gates: Array,
    c_prev: Array,
    tanh_c: Array,
    dh: Array,
    dc: Array,
    dz: Array,
    dh_next: Array,
    dc_next: Array,
) -> None:
    """From the derivatives with respect to h and c to dz; dc_next becomes dc_prev."""
    H, one = dh.size, dh.dtype.type(1)
    i, f, g, o = gates[:H], gates[H : 2 * H], gates[2 * H : 3 * H], gates[3 * H :]
    di, df, dg, do = dz[:H], dz[H : 2 * H], dz[2 * H : 3 * H], dz[3 * H :]
    for j in range(H):
        dh[j] += dh_next[j]
    for j in range(H):
        dc[j] = dc_next[j] + dh[j] * o[j] * (one - tanh_c[j] * tanh_c[j])
    for j in range(H):
        di[j] = dc[j] * g[j] * i[j] * (one - i[j])
    for j in range(H):
        df[j] = dc[j] * c_prev[j] * f[j] * (one - f[j])
    for j in range(H):
        dg[j] = dc[j] * i[j] * (one - g[j] * g[j])
    for j in range(H):
        do[j] = dh[j] * tanh_c[j] * o[j] * (one - o[j])
    for j in range(H):
        dc_next[j] = dc[j] * f[j]


# Whole sequences, for few of them; and one step of all sequences, for many.


@kept_on_disk
def _sequence(
    W_x: Array,
    W_h: Array,
    b: Array,
    scale: Array,
    shift: Array,
    inputs: NDArray[np.int64],
    h_first: Array,
    c_first: Array,
    gates: Array,
    cell_state: Array,
    tanh_cell: Array,
    hidden_state: Array,
) -> None:
    T, B = inputs.shape
    h, c = h_first, c_first
    for t in range(T):
        for k in range(B):
            z, x = gates[t, k], W_x[inputs[t, k]]
            for j in range(z.size):
                z[j] = x[j] + b[j]
        add_rows_times_matrix(h, W_h, gates[t])
        for k in range(B):
            z, c_next, tanh_c, h_next = (
                gates[t, k],
                cell_state[t, k],
                tanh_cell[t, k],
                hidden_state[t, k],
            )
            _step(z, scale, shift, c[k], c_next, tanh_c, h_next)
        h, c = hidden_state[t], cell_state[t]


@kept_on_disk
def _sequence_backward(
    W_h: Array,
    gates: Array,
    cell_state: Array,
    tanh_cell: Array,
    c_first: Array,
    dh: Array,
    dc: Array,
    dz: Array,
    dh_next: Array,
    dc_next: Array,
) -> None:
    T, B, _ = dh.shape
    for t in range(T - 1, -1, -1):
        for k in range(B):
            c_prev = cell_state[t - 1, k] if t > 0 else c_first[k]
            dh_k, dc_k, dz_k, later = dh[t, k], dc[t, k], dz[t, k], dc_next[k]
            _step_backward(gates[t, k], c_prev, tanh_cell[t, k], dh_k, dc_k, dz_k, dh_next[k], later)
        for k in range(0, B - 1, 2):
            matrix_times_two_columns(W_h, dz[t, k], dz[t, k + 1], dh_next[k : k + 2])
        if B % 2:
            matrix_times_column(W_h, dz[t, B - 1], dh_next[B - 1])


@kept_on_disk
def _batch_step(
    W_x: Array,
    b: Array,
    scale: Array,
    shift: Array,
    inputs: NDArray[np.int64],
    z: Array,
    c: Array,
    c_next: Array,
    tanh_c: Array,
    h_next: Array,
) -> None:
    for k in range(inputs.size):
        row, x = z[k], W_x[inputs[k]]
        for j in range(row.size):
            row[j] += x[j] + b[j]
        _step(row, scale, shift, c[k], c_next[k], tanh_c[k], h_next[k])


@kept_on_disk
def _batch_step_backward(
    gates: Array,
    c_prev: Array,
    tanh_c: Array,
    dh: Array,
    dc: Array,
    dz: Array,
    dh_next: Array,
    dc_next: Array,
) -> None:
    for k in range(len(dh)):
        h_k, c_k = dh_next[k], dc_next[k]
        _step_backward(gates[k], c_prev[k], tanh_c[k], dh[k], dc[k], dz[k], h_k, c_k)


def forward(weights: Weights, inputs: NDArray[np.int64], initial_state: LSTMState) -> Layer:
    """Run the layer over a sequence."""
    p, B, H = weights, inputs.shape[1], weights.hidden_size
    inputs, h, c = as_compiled(inputs), as_compiled(initial_state[0]), as_compiled(initial_state[1])
    layer = empty_layer(p, inputs, (h, c))
    scale, shift = (rows[0] for rows in sigmoid_as_tanh(1, H, p.dtype))
    if B <= MOST_IN_LOOPS:
        _sequence(p.W_x, p.W_h, p.b, scale, shift, inputs, h, c, *layer[2:])
        return layer
    blocks = column_blocks(p.W_h)
    for x, z, c_next, tanh_c, h_next in zip(inputs, *layer[2:], strict=True):
        times_blocks(h, blocks, z)
        _batch_step(p.W_x, p.b, scale, shift, x, z, c, c_next, tanh_c, h_next)
        h, c = h_next, c_next
    return layer


def step(parameters: Parameters, index: int, state: LSTMState) -> LSTMState:
    """Read one character."""
    p, H, (h, c) = parameters, parameters.hidden_size, state
    scale, shift = (rows[0] for rows in sigmoid_as_tanh(1, H, p.dtype))
    gates, (c_next, tanh_c, h_next) = np.empty((1, 1, 4 * H), p.dtype), np.empty((3, 1, 1, H), p.dtype)
    inputs = np.array([[index]])
    _sequence(p.W_x, p.W_h, p.b, scale, shift, inputs, h, c, gates, c_next, tanh_c, h_next)
    return h_next[0], c_next[0]


def backward(
    parameters: Parameters, layer: Layer, dh: Array, dlogits: Array, dfinal_state: LSTMState
) -> LayerBackward:
    """Propagate the derivatives back through the sequence; dh is overwritten with its totals."""
    back = through_time(parameters, layer, dh, dfinal_state)
    h_first = layer.initial_state[0]
    gradients = weight_gradients(
        parameters, layer.inputs, h_first, layer.hidden_state, back.dz, dlogits
    )
    return LayerBackward(*back, gradients)


def through_time(weights: Weights, layer: Layer, dh: Array, dfinal_state: LSTMState) -> ThroughTime:
    """Do the part of `backward` that goes from step to step."""
    W_h, c_first = weights.W_h, layer.initial_state[1]
    gates, cell_state, tanh_cell = layer.gates, layer.cell_state, layer.tanh_cell
    T, B, _ = dh.shape
    dz, dc = empty(gates.shape, dh.dtype), empty(dh.shape, dh.dtype)
    dh_next, dc_next = (derivative.copy() for derivative in dfinal_state)
    if B <= MOST_IN_LOOPS:
        _sequence_backward(W_h, gates, cell_state, tanh_cell, c_first, dh, dc, dz, dh_next, dc_next)
    else:
        W_h_columns = transposed(W_h)  # (4H, H): the product reads it row by row
        for t in reversed(range(T)):
            c_prev = cell_state[t - 1] if t else c_first
            _batch_step_backward(gates[t], c_prev, tanh_cell[t], dh[t], dc[t], dz[t], dh_next, dc_next)
            np.dot(dz[t], W_h_columns, dh_next)
    return ThroughTime(dz, dc, dh, (dh_next, dc_next))
