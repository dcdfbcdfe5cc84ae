"""The LSTM layer fused over time, compiled by numba: the results of the NumPy kernel, faster.

What NumPy cannot avoid and a compiler can: a call for every operation at every step, results that go
to memory between two operations, and weights that a library arranges at every product again. All
steps are one compiled call, with the products of ``numba_products.py``.

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
    empty_layer,
    sigmoid_as_tanh,
    transposed,
)
from lstm_core.kernels.numba_compile import EXACT, as_compiled, compiled, kept_on_disk
from lstm_core.kernels.numba_products import add_product, put_product_with_transpose
from lstm_core.kernels.numba_softmax import loss_with_derivative
from lstm_core.kernels.numba_tanh import tanh
from lstm_core.kernels.numba_tiles import ARE_FAST as TILES_ARE_FAST
from lstm_core.kernels.numba_tiles import panels, panels_of_transpose, width_of_panels
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

# Up to this many sequences, loops of our own take less time than the call of a library's product.
MOST_IN_LOOPS = 4
# Panels take some time to arrange. From this many rows on, in all steps together, they save more.
WORTH_PANELS = 100


# Pieces of step t for sequence k. They index whole arrays: to make a view takes longer than a short
# loop. Each loop writes one array, or the compiler would have to ask whether two of them overlap.


@compiled(inline="always", **EXACT)
def _begin_step(k: int, x: Array, b: Array, z: Array) -> None:
    """Put the input's part of the pre-activations into z."""
    for j in range(b.size):
        z[k, j] = x[j] + b[j]


@compiled(inline="always", **EXACT)
def _step(
    t: int,
    k: int,
    z: Array,
    scale: Array,
    shift: Array,
    h: Array,
    c: Array,
    gates: Array,
    cell_state: Array,
    tanh_cell: Array,
    hidden_state: Array,
) -> None:
    """From the pre-activations in z to the gates and the new state, which h and c become."""
    H = c.shape[1]
    for j in range(4 * H):
        gates[t, k, j] = scale[j] * tanh(scale[j] * z[k, j]) + shift[j]
    for j in range(H):
        c[k, j] = gates[t, k, H + j] * c[k, j] + gates[t, k, j] * gates[t, k, 2 * H + j]
    for j in range(H):
        cell_state[t, k, j] = c[k, j]
    for j in range(H):
        tanh_cell[t, k, j] = tanh(c[k, j])
    for j in range(H):
        h[k, j] = gates[t, k, 3 * H + j] * tanh_cell[t, k, j]
    for j in range(H):
        hidden_state[t, k, j] = h[k, j]


@compiled(inline="always", **EXACT)
def _step_backward(
    t: int,
    k: int,
    gates: Array,
    c_prev: Array,
    tanh_cell: Array,
    dh: Array,
    dc: Array,
    dz: Array,
    dh_next: Array,
    dc_next: Array,
) -> None:
    """From the derivatives with respect to h and c to dz; dc_next becomes dc_prev."""
    H, one = dh.shape[2], dh.dtype.type(1)
    f, g, o = H, 2 * H, 3 * H  # where each gate begins; i begins at 0
    for j in range(H):
        dh[t, k, j] += dh_next[k, j]
    for j in range(H):
        slope = one - tanh_cell[t, k, j] * tanh_cell[t, k, j]
        dc[t, k, j] = dc_next[k, j] + dh[t, k, j] * gates[t, k, o + j] * slope
    for j in range(H):
        slope = gates[t, k, j] * (one - gates[t, k, j])
        dz[t, k, j] = dc[t, k, j] * gates[t, k, g + j] * slope
    for j in range(H):
        slope = gates[t, k, f + j] * (one - gates[t, k, f + j])
        dz[t, k, f + j] = dc[t, k, j] * c_prev[k, j] * slope
    for j in range(H):
        slope = one - gates[t, k, g + j] * gates[t, k, g + j]
        dz[t, k, g + j] = dc[t, k, j] * gates[t, k, j] * slope
    for j in range(H):
        slope = gates[t, k, o + j] * (one - gates[t, k, o + j])
        dz[t, k, o + j] = dh[t, k, j] * tanh_cell[t, k, j] * slope
    for j in range(H):
        dc_next[k, j] = dc[t, k, j] * gates[t, k, f + j]


# Whole sequences. W_h is a matrix or its panels.


@kept_on_disk
def _sequence(
    W_x: Array,
    W_h: Array,
    b: Array,
    scale: Array,
    shift: Array,
    inputs: NDArray[np.int64],
    h: Array,
    c: Array,
    gates: Array,
    cell_state: Array,
    tanh_cell: Array,
    hidden_state: Array,
) -> None:
    T, B = inputs.shape
    z = np.zeros((B, width_of_panels(b)), b.dtype)
    for t in range(T):
        for k in range(B):
            _begin_step(k, W_x[inputs[t, k]], b, z)
        add_product(h, W_h, z)
        for k in range(B):
            _step(t, k, z, scale, shift, h, c, gates, cell_state, tanh_cell, hidden_state)


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
        c_prev = cell_state[t - 1] if t > 0 else c_first
        for k in range(B):
            _step_backward(t, k, gates, c_prev, tanh_cell, dh, dc, dz, dh_next, dc_next)
        put_product_with_transpose(dz[t], W_h, dh_next)


# One step of all sequences, where a library's products are faster than panels.


@kept_on_disk
def _batch_step(
    t: int,
    W_x: Array,
    b: Array,
    scale: Array,
    shift: Array,
    inputs: NDArray[np.int64],
    z: Array,
    h: Array,
    c: Array,
    gates: Array,
    cell_state: Array,
    tanh_cell: Array,
    hidden_state: Array,
) -> None:
    for k in range(len(z)):
        x = W_x[inputs[t, k]]
        for j in range(b.size):
            z[k, j] += x[j] + b[j]
        _step(t, k, z, scale, shift, h, c, gates, cell_state, tanh_cell, hidden_state)


@kept_on_disk
def _batch_step_backward(
    t: int,
    gates: Array,
    c_prev: Array,
    tanh_cell: Array,
    dh: Array,
    dc: Array,
    dz: Array,
    dh_next: Array,
    dc_next: Array,
) -> None:
    for k in range(dh.shape[1]):
        _step_backward(t, k, gates, c_prev, tanh_cell, dh, dc, dz, dh_next, dc_next)


def forward(weights: Weights, inputs: NDArray[np.int64], initial_state: LSTMState) -> Layer:
    """Run the layer over a sequence."""
    p, (T, B), H = weights, inputs.shape, weights.hidden_size
    inputs = as_compiled(inputs)
    layer = empty_layer(p, inputs, initial_state)
    h, c = (array.copy() for array in initial_state)  # they go from step to step
    scale, shift = (rows[0] for rows in sigmoid_as_tanh(1, H, p.dtype))
    if not _takes_library(B):
        W_h = panels(p.W_h) if TILES_ARE_FAST and inputs.size >= WORTH_PANELS else p.W_h
        _sequence(p.W_x, W_h, p.b, scale, shift, inputs, h, c, *layer[2:])
        return layer
    z = np.empty((B, 4 * H), p.dtype)
    for t in range(T):
        np.dot(h, p.W_h, z)
        _batch_step(t, p.W_x, p.b, scale, shift, inputs, z, h, c, *layer[2:])
    return layer


def step(parameters: Parameters, index: int, state: LSTMState) -> LSTMState:
    """Read one character."""
    p, H = parameters, parameters.hidden_size
    h, c = (array.copy() for array in state)
    scale, shift = (rows[0] for rows in sigmoid_as_tanh(1, H, p.dtype))
    gates, trace = np.empty((1, 1, 4 * H), p.dtype), np.empty((3, 1, 1, H), p.dtype)
    _sequence(p.W_x, p.W_h, p.b, scale, shift, np.array([[index]]), h, c, gates, *trace)
    return h, c


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
    W_h, c_first = weights.W_h, as_compiled(layer.initial_state[1])
    gates, cell_state, tanh_cell = layer.gates, layer.cell_state, layer.tanh_cell
    T, B, H = dh.shape
    dz, dc = empty(gates.shape, dh.dtype), empty(dh.shape, dh.dtype)
    dh_next, dc_next = (derivative.copy() for derivative in dfinal_state)
    if not _takes_library(B):
        if TILES_ARE_FAST and layer.inputs.size >= WORTH_PANELS:
            W_h = panels_of_transpose(W_h)
            dh_next = np.zeros((B, W_h.shape[0] * W_h.shape[2]), dh.dtype)  # as wide as the panels
            dh_next[:, :H] = dfinal_state[0]
        _sequence_backward(W_h, gates, cell_state, tanh_cell, c_first, dh, dc, dz, dh_next, dc_next)
        return ThroughTime(dz, dc, dh, (np.ascontiguousarray(dh_next[:, :H]), dc_next))
    W_h_columns = transposed(W_h)  # (4H, H): the product reads it row by row
    for t in reversed(range(T)):
        c_prev = cell_state[t - 1] if t else c_first
        _batch_step_backward(t, gates, c_prev, tanh_cell, dh, dc, dz, dh_next, dc_next)
        np.dot(dz[t], W_h_columns, dh_next)
    return ThroughTime(dz, dc, dh, (dh_next, dc_next))


def _takes_library(B: int) -> bool:
    """Whether the products are those of NumPy's library: for many sequences, where tiles are slow."""
    return not TILES_ARE_FAST and B > MOST_IN_LOOPS
