"""The vanilla RNN, for comparison only: the LSTM was invented to overcome its short memory.

    h_t = tanh(x_t W_x + h_{t-1} W_h + b)      y_t = h_t W_y + b_y

In the backward pass every step multiplies by W_h and by tanh', so the gradient shrinks or grows
geometrically with the distance.

References
----------
Elman (1990), Finding structure in time. Pascanu, Mikolov & Bengio (2013), On the difficulty of
training recurrent neural networks, section 2.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from lstm_core.activations import tanh_derivative
from lstm_core.character_network import CharacterNetwork
from lstm_core.kernels.layer import Array, LayerBackward
from lstm_core.kernels.weight_gradients import weight_gradients
from lstm_core.parameters import Parameters
from lstm_core.trace import NetworkTrace, State


class RNNParameters(Parameters):
    """The arrays of a vanilla RNN: as an LSTM's, but W_x (V, H), W_h (H, H), b (H,)."""

    blocks = 1
    __slots__ = ()


class RNNLayer(NamedTuple):
    """The forward pass of the layer."""

    inputs: NDArray[np.intp]  # (T, B)
    initial_state: State  # (h,), (B, H)
    hidden_state: Array  # (T, B, H)


@dataclass(frozen=True, eq=False, repr=False)
class RNNTrace(NetworkTrace):
    """A forward pass of the vanilla RNN: inputs, logits, hidden_state, initial_state, final_state."""

    inputs: NDArray[np.intp]  # (T,): The indices that were read
    layer: RNNLayer
    logits: Array  # inputs.+ (V,): Unnormalised scores of the next character


class CharRNN(CharacterNetwork[RNNTrace]):
    """A vanilla RNN with the interface of `CharLSTM`; its state is (h,).

    Parameters
    ----------
    vocab_size, hidden_size : int
        V and H.
    seed : int
        The same seed gives the same initial weights.
    dtype : {"float64", "float32"}
        The type of all numbers.

    Attributes
    ----------
    parameters : RNNParameters
        The weights and biases, writable.

    Raises
    ------
    ArgumentError
        If an argument is not allowed.
    """

    parameters_class = RNNParameters
    trace_class = RNNTrace

    def __init__(
        self, vocab_size: int, hidden_size: int, *, seed: int = 0, dtype: DTypeLike = "float64"
    ) -> None:
        self.parameters = RNNParameters.xavier(vocab_size, hidden_size, seed=seed, dtype=dtype)

    def _forward_layer(self, inputs: NDArray[np.intp], initial_state: State) -> RNNLayer:
        p, (h,) = self.parameters, initial_state
        hidden_state = np.empty((*inputs.shape, self.hidden_size), self.dtype)
        for t, x_W_x in enumerate(p.W_x[inputs]):  # one-hot times a matrix is one of its rows
            h = hidden_state[t] = np.tanh(x_W_x + h @ p.W_h + p.b)
        return RNNLayer(inputs, initial_state, hidden_state)

    def _backward_layer(
        self, layer: RNNLayer, dh: Array, dlogits: Array, dfinal_state: State
    ) -> LayerBackward:
        dz, (dh_next,) = np.empty_like(dh), dfinal_state
        slope = tanh_derivative(layer.hidden_state)
        for t in reversed(range(len(dh))):
            dh[t] += dh_next
            dz[t] = dh[t] * slope[t]
            dh_next = dz[t] @ self.parameters.W_h.T
        gradients = weight_gradients(
            self.parameters, layer.inputs, layer.initial_state[0], layer.hidden_state, dz, dlogits
        )
        return LayerBackward(dz, None, dh, (dh_next,), gradients)
