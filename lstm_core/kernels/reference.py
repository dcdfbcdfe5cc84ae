"""The LSTM layer as a loop over ``cell.py``: slow, and the code that all other kernels are held to.

With ``CharLSTM(..., backend="reference")`` a breakpoint in `lstm_step` or `lstm_step_backward` stops
in the equations while a network reads, trains or writes.
"""

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import loss_with_derivative
from lstm_core.cell import LSTMStep, lstm_step, lstm_step_backward
from lstm_core.kernels.layer import Array, Layer, LayerBackward, LSTMState, empty_layer
from lstm_core.parameters import Parameters

__all__ = ("backward", "forward", "loss_with_derivative", "step")


def forward(parameters: Parameters, inputs: NDArray[np.int64], initial_state: LSTMState) -> Layer:
    """Run the layer over a sequence, one step of the cell after another."""
    p, one_hot = parameters, np.eye(parameters.vocab_size, dtype=parameters.dtype)
    layer = empty_layer(p, inputs, initial_state)
    h, c = initial_state
    for t, characters in enumerate(inputs):
        if not _is_finite(p.vector, h, c):
            return _diverged(layer)
        step = lstm_step(one_hot[characters], h, c, p.W_x, p.W_h, p.b)
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
    p, (T, B, H) = parameters, dh.shape
    gradients = Parameters.zeros(p.vocab_size, H, dtype=p.dtype)
    dz, dc = np.full((T, B, 4 * H), np.nan, p.dtype), np.full((T, B, H), np.nan, p.dtype)
    dh_next, dc_next = dfinal_state
    for t in reversed(range(T)):
        dh[t] += dh_next
        if not _is_finite(p.vector, dh[t], dc_next, layer.gates[t]):
            gradients.vector.fill(np.nan)
            break  # as for `_diverged`
        step = _step(p, layer, t)
        back = lstm_step_backward(dh[t], dc_next, step, p.W_x, p.W_h)
        dh_next, dc_next, dz[t], dc[t] = back.dh_prev, back.dc_prev, back.dz, back.dc
        gradients.W_x += back.dW_x
        gradients.W_h += back.dW_h
        gradients.b += back.db
        gradients.W_y += step.h.T @ dlogits[t]
        gradients.b_y += dlogits[t].sum(axis=0)
    return LayerBackward(dz, dc, dh, (dh_next, dc_next), gradients)


def _step(p: Parameters, layer: Layer, t: int) -> LSTMStep:
    """Return what `lstm_step` returned at time step t."""
    h_prev, c_prev = layer.initial_state
    if t > 0:
        h_prev, c_prev = layer.hidden_state[t - 1], layer.cell_state[t - 1]
    x = np.eye(p.vocab_size, dtype=p.dtype)[layer.inputs[t]]  # (B, V)
    i, f, g, o = np.split(layer.gates[t], 4, axis=-1)
    return LSTMStep(x, h_prev, c_prev, i, f, g, o, layer.cell_state[t], layer.hidden_state[t])


def _diverged(layer: Layer) -> Layer:
    """Return a layer of NaN: cell.py refuses infinite numbers, but the trainer judges a loss."""
    for array in layer[2:]:
        array.fill(np.nan)
    return layer


def _is_finite(*arrays: Array) -> bool:
    return all(bool(np.isfinite(array).all()) for array in arrays)
