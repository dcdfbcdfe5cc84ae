"""The LSTM as a character network: every character is one step of the cell.

    h_t, c_t = lstm_step(one_hot(input_t), h_{t-1}, c_{t-1})
    y_t = h_t W_y + b_y      p_t = softmax(y_t)      loss = -Σ_t log p_t[target_t]

`CharacterNetwork` has forward and backward over a text; the kernels compute the layer.
"""

from typing import Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from lstm_core.interchange import Exchanged, ExchangedLayer, Interchange, only_layer
from lstm_core.kernel_network import KernelNetwork
from lstm_core.kernels import check_backend, get_kernel
from lstm_core.kernels.layer import Array, Layer, LayerBackward
from lstm_core.parameters import Parameters
from lstm_core.trace import State, Trace


class CharLSTM(Interchange, KernelNetwork[Trace]):
    """An LSTM that reads characters and predicts the next one.

    Parameters
    ----------
    vocab_size : int
        V, the number of characters.
    hidden_size : int
        H, the number of hidden units.
    seed : int
        The same seed gives the same initial weights.
    dtype : {"float64", "float32"}
        The type of all numbers; float32 is faster, float64 is what gradient checks need.
    backend : {"auto", "numba", "numpy", "reference"}
        Which kernel computes. ``"auto"`` is numba where it is installed, and NumPy elsewhere. Each
        step of all of them agrees to rounding, so a long training run may differ in later digits.
        ``"reference"`` is slow and runs through `lstm_step` and `lstm_step_backward`, for a debugger
        or a curious reader.
    forget_bias : float
        What the forget gate's bias starts at.

    Attributes
    ----------
    parameters : Parameters
        The weights and biases, writable.

    Raises
    ------
    ArgumentError
        If an argument is not allowed.

    Examples
    --------
    >>> model = CharLSTM(vocab_size=35, hidden_size=25)
    >>> model.parameters.count
    7010
    >>> model.forward([3, 1, 4]).logits.shape
    (3, 35)
    """

    trace_class = Trace
    state_names = ("h", "c")

    def __init__(
        self,
        vocab_size: int,
        hidden_size: int,
        *,
        seed: int = 0,
        dtype: DTypeLike = "float64",
        backend: str = "auto",
        forget_bias: float = 0.0,
    ) -> None:
        self.backend = check_backend(backend)
        self.parameters = Parameters.xavier(
            vocab_size, hidden_size, seed=seed, dtype=dtype, forget_bias=forget_bias
        )

    def _forward_layer(self, inputs: NDArray[np.intp], initial_state: State) -> Layer:
        h, c = initial_state
        return get_kernel(self.backend).forward(self.parameters, inputs, (h, c))

    def _next_state(self, index: int, state: State) -> tuple[Array, State]:
        h, c = state
        state = get_kernel(self.backend).step(self.parameters, index, (h, c))
        return state[0], state

    def _backward_layer(
        self, layer: Layer, dh: Array, dlogits: Array, dfinal_state: State
    ) -> LayerBackward:
        dh_last, dc_last = dfinal_state
        kernel = get_kernel(self.backend)
        return kernel.backward(self.parameters, layer, dh, dlogits, (dh_last, dc_last))

    def _exchanged_layers(self) -> list[ExchangedLayer]:
        p = self.parameters
        return [ExchangedLayer(p.W_x, p.W_h, p.b)]

    @classmethod
    def _from_exchanged(cls, arrays: Exchanged) -> Self:
        W_x, W_h, b, _ = only_layer(arrays, cls.__name__)
        return cls.from_parameters(Parameters(W_x, W_h, b, arrays.W_y, arrays.b_y, dtype=arrays.dtype))

    @classmethod
    def from_parameters(cls, parameters: Parameters, *, backend: str = "auto") -> Self:
        """Return a network that uses the given parameters themselves, not a copy.

        Parameters
        ----------
        parameters : Parameters
            The weights and biases.
        backend : {"auto", "numba", "numpy", "reference"}
            Which kernel computes, as for the class.

        Returns
        -------
        CharLSTM
            The network.

        Raises
        ------
        ArgumentError
            If ``parameters`` are none, or the backend is unknown.
        """
        check_backend(backend)
        model = super().from_parameters(parameters)
        model.backend = backend
        return model

    def __repr__(self) -> str:
        return f"{super().__repr__()[:-1]}, backend={self.backend!r})"
