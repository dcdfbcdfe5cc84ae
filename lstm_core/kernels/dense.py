"""A layer that reads vectors, not characters, on any kernel: the upper layers of a stacked LSTM.

A kernel looks up the row of W_x that belongs to a character. For vectors the input's part of the
pre-activations, x W_x + b, is one product for all steps; its rows are then what the kernel looks up.
"""

import numpy as np

from lstm_core.kernels import Kernel, reference
from lstm_core.kernels.layer import Array, Layer, LayerWeights, LSTMState, ThroughTime


def forward(kernel: Kernel, weights: LayerWeights, x: Array, initial_state: LSTMState) -> Layer:
    """Run the layer over vectors x (T, B, D)."""
    if kernel is reference:  # through `lstm_step` with the vectors themselves
        return reference.forward(weights, x, initial_state)  # type: ignore[arg-type]
    T, B, D = x.shape
    rows = x.reshape(T * B, D) @ weights.W_x
    rows += weights.b
    looked_up = LayerWeights(rows, weights.W_h, np.zeros_like(weights.b))
    return kernel.forward(looked_up, np.arange(T * B).reshape(T, B), initial_state)


def add_layer_gradients(
    gradients: LayerWeights, layer: Layer, back: ThroughTime, x: Array, weights: LayerWeights
) -> Array:
    """Put the gradients of a layer that read x (T, B, D) in their place; return dx, like x."""
    T, B, D = x.shape
    dz = back.dz.reshape(T * B, -1)
    np.matmul(x.reshape(T * B, D).T, dz, out=gradients.W_x)
    recurrent_gradients(gradients, layer, back)
    return (dz @ weights.W_x.T).reshape(T, B, D)


def recurrent_gradients(gradients: LayerWeights, layer: Layer, back: ThroughTime) -> None:
    """Put the gradients of W_h and b in their place."""
    T, B, H = layer.hidden_state.shape
    dz, h = back.dz.reshape(T * B, -1), layer.hidden_state.reshape(T * B, H)
    np.matmul(h[:-B].T, dz[B:], out=gradients.W_h)
    gradients.W_h[...] += layer.initial_state[0].T @ dz[:B]
    np.sum(dz, axis=0, out=gradients.b)
