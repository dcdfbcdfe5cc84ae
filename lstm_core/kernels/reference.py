"""The LSTM layer as a loop over ``cell.py``: slow, and the code that all other kernels are held to.

With ``CharLSTM(..., backend="reference")`` a breakpoint in `lstm_step` or `lstm_step_backward` stops
in the equations while a network reads, trains or writes.
"""

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import loss_with_derivative
from lstm_core.cell import LSTMStep, lstm_step, lstm_step_backward
from lstm_core.kernels.layer import (
    Array,
    Layer,
    LayerBackward,
    LSTMState,
    ThroughTime,
    Weights,
    empty_layer,
)
from lstm_core.kernels.weight_gradients import sum_by_index
from lstm_core.parameters import Parameters
from lstm_core.text import one_hot

__all__ = ("backward", "forward", "loss_with_derivative", "step", "sum_by_index", "through_time")


def forward(weights: Weights, inputs: NDArray[np.intp], initial_state: LSTMState) -> Layer:
    """Run the layer over a sequence, one step of the cell after another."""
    w, layer = weights, empty_layer(weights, inputs, initial_state)
    h, c = initial_state
    for t in range(len(inputs)):
        x = _input(w, layer, t)
        if not _is_finite(w.W_x, w.W_h, w.b, x, h, c):
            return _diverged(layer)
        step = lstm_step(x, h, c, w.W_x, w.W_h, w.b)
        h, c = step.h, step.c
        layer.gates[t] = np.concatenate([step.i, step.f, step.g, step.o], axis=-1)
        layer.cell_state[t] = c
        layer.tanh_cell[t] = np.tanh(c)
        layer.hidden_state[t] = h
    return layer


def step(parameters: Parameters, index: int, state: LSTMState) -> LSTMState:
    """Read one character."""
    layer = forward(parameters, np.array([[index]]), state)
    return layer.hidden_state[0], layer.cell_state[0]


def backward(
    parameters: Parameters, layer: Layer, dh: Array, dlogits: Array, dfinal_state: LSTMState
) -> LayerBackward:
    """Propagate the derivatives back, one step of the cell after another; dh is overwritten."""
    gradients = Parameters.zeros(parameters.vocab_size, dh.shape[-1], dtype=dh.dtype)
    back = through_time(parameters, layer, dh, dfinal_state, gradients)
    for t in reversed(range(len(dh))):
        gradients.W_y += layer.hidden_state[t].T @ dlogits[t]
        gradients.b_y += dlogits[t].sum(axis=0)
    if not _is_finite(back.dz):
        gradients.vector.fill(np.nan)  # as for `_diverged`
    return LayerBackward(*back, gradients)


def through_time(
    weights: Weights,
    layer: Layer,
    dh: Array,
    dfinal_state: LSTMState,
    gradients: Weights | None = None,
) -> ThroughTime:
    """Do the part of `backward` that goes from step to step; add to the gradients, if there are any."""
    w, (T, B, H) = weights, dh.shape
    dz, dc = np.full((T, B, 4 * H), np.nan, dh.dtype), np.full((T, B, H), np.nan, dh.dtype)
    dh_next, dc_next = dfinal_state
    for t in reversed(range(T)):
        dh[t] += dh_next
        if not _is_finite(w.W_x, w.W_h, dh[t], dc_next, layer.gates[t]):
            break
        step = _step(w, layer, t)
        back = lstm_step_backward(dh[t], dc_next, step, w.W_x, w.W_h)
        dh_next, dc_next, dz[t], dc[t] = back.dh_prev, back.dc_prev, back.dz, back.dc
        if gradients is not None:
            gradients.W_x[...] += back.dW_x
            gradients.W_h[...] += back.dW_h
            gradients.b[...] += back.db
    return ThroughTime(dz, dc, dh, (dh_next, dc_next))


def _step(w: Weights, layer: Layer, t: int) -> LSTMStep:
    """Return what `lstm_step` returned at time step t."""
    h_prev, c_prev = layer.initial_state
    if t > 0:
        h_prev, c_prev = layer.hidden_state[t - 1], layer.cell_state[t - 1]
    i, f, g, o = np.split(layer.gates[t], 4, axis=-1)
    x = _input(w, layer, t)
    return LSTMStep(x, h_prev, c_prev, i, f, g, o, layer.cell_state[t], layer.hidden_state[t])


def _input(w: Weights, layer: Layer, t: int) -> Array:
    """Return what the layer reads at time step t, (B, D): characters one-hot, vectors as they are."""
    inputs = layer.inputs[t]
    return inputs if inputs.ndim == 2 else one_hot(inputs, len(w.W_x)).astype(w.dtype, copy=False)


def _diverged(layer: Layer) -> Layer:
    """Return a layer of NaN: cell.py refuses infinite numbers, but the trainer judges a loss."""
    for array in layer[2:]:
        array.fill(np.nan)
    return layer


def _is_finite(*arrays: Array) -> bool:
    return all(bool(np.isfinite(array).all()) for array in arrays)
