"""The vanilla RNN, for comparison only: what the LSTM was invented to mend.

    h_t = tanh(x_t W_x + h_{t-1} W_h + b)      y_t = h_t W_y + b_y

On the way back every step multiplies by W_h and by tanh', so the gradient shrinks or grows
geometrically with the distance.

References
----------
Elman (1990), Finding structure in time. Pascanu, Mikolov & Bengio (2013), On the difficulty of
training recurrent neural networks, section 2.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from lstm_core.activations import cross_entropy_derivative, tanh_derivative
from lstm_core.arguments import check_array, check_indices, short_repr
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.kernels.weight_gradients import weight_gradients
from lstm_core.parameters import Parameters
from lstm_core.trace import BackwardTrace

Array = NDArray[np.floating]


class RNNParameters(Parameters):
    """The arrays of a vanilla RNN: as an LSTM's, but W_x (V, H), W_h (H, H), b (H,)."""

    blocks = 1
    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class RNNTrace:
    """A forward pass of the vanilla RNN.

    Attributes
    ----------
    inputs : ndarray of int, shape (T,) or (T, B)
        The indices that were read.
    initial_state : tuple of ndarray
        (h,) before the first step, (H,) or (B, H).
    hidden_state : ndarray, inputs.shape + (H,)
        h after every step.
    logits : ndarray, inputs.shape + (V,)
        Unnormalised scores of the next character.
    """

    inputs: NDArray[np.int64]
    initial_state: tuple[Array]
    hidden_state: Array
    logits: Array

    @property
    def final_state(self) -> tuple[Array]:
        """(h,) after the last step, copied, to carry on from."""
        return (self.hidden_state[-1].copy(),)


class CharRNN:
    """A vanilla RNN with the interface of ``CharLSTM``.

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

    def __init__(
        self, vocab_size: int, hidden_size: int, *, seed: int = 0, dtype: DTypeLike = "float64"
    ) -> None:
        self.parameters = RNNParameters.xavier(vocab_size, hidden_size, seed=seed, dtype=dtype)

    @property
    def vocab_size(self) -> int:
        """V, the number of characters."""
        return self.parameters.vocab_size

    @property
    def hidden_size(self) -> int:
        """H, the number of hidden units."""
        return self.parameters.hidden_size

    @property
    def dtype(self) -> np.dtype:
        """The type of all numbers."""
        return self.parameters.dtype

    def forward(self, inputs: ArrayLike, state: tuple[ArrayLike] | None = None) -> RNNTrace:
        """Read a text and predict, at every character, the next one.

        Parameters
        ----------
        inputs : array_like of int, shape (T,) or (T, B)
            Indices of one text, or of B texts side by side.
        state : tuple of array_like, optional
            (h,), of shape (H,) or (B, H), to carry on from; zeros by default.

        Returns
        -------
        RNNTrace
            States and logits at every step.

        Raises
        ------
        ArgumentError, ShapeError
            If the inputs or the state are not allowed.
        """
        p = self.parameters
        inputs = check_indices("inputs", inputs, self.vocab_size)
        if inputs.ndim not in (1, 2):
            raise ShapeError(f"inputs must have the shape (T,) or (T, B), but have {inputs.shape}.")
        shape = (*inputs.shape[1:], self.hidden_size)
        h = h_first = self._check_state(state, shape)
        hidden_state = np.empty((*inputs.shape, self.hidden_size), self.dtype)
        for t, x_W_x in enumerate(p.W_x[inputs]):  # one-hot times a matrix is one of its rows
            h = hidden_state[t] = np.tanh(x_W_x + h @ p.W_h + p.b)
        return RNNTrace(inputs, (h_first,), hidden_state, hidden_state @ p.W_y + p.b_y)

    def backward(self, trace: RNNTrace, targets: ArrayLike, reduction: str = "sum") -> Parameters:
        """Return the gradients of the cross-entropy by all parameters.

        Parameters
        ----------
        trace : RNNTrace
            What `forward` returned, with the parameters as they still are.
        targets : array_like of int, shape of the inputs
            The character that came next, at every step.
        reduction : {"sum", "mean"}
            Whether the losses of all characters are added up or averaged.

        Returns
        -------
        RNNParameters
            The gradients, shaped like the parameters.

        Raises
        ------
        ArgumentError, ShapeError
            If an argument is not allowed.
        """
        dlogits = cross_entropy_derivative(self._check_trace(trace).logits, targets, reduction)
        return self.backpropagate(trace, dlogits).gradients

    def backpropagate(
        self, trace: RNNTrace, dlogits: ArrayLike, dfinal_state: tuple[ArrayLike] | None = None
    ) -> BackwardTrace:
        """Take any loss's derivative by the logits back through the network and through time.

        Parameters
        ----------
        trace : RNNTrace
            What `forward` returned, with the parameters as they still are.
        dlogits : array_like, shape of the logits
            The derivative of the loss by the logits.
        dfinal_state : tuple of array_like, optional
            The derivative by the final state (h,), (H,) or (B, H), through what was read after it:
            the ``dinitial_state`` of the next piece of the text. Zeros by default.

        Returns
        -------
        BackwardTrace
            The derivatives by states, pre-activations and parameters.

        Raises
        ------
        ArgumentError, ShapeError
            If an argument is not allowed.
        """
        p, H = self.parameters, self.hidden_size
        logits_shape = self._check_trace(trace).logits.shape
        dlogits = check_array("dlogits", dlogits, shape=logits_shape, dtype=self.dtype)
        dh = dlogits @ p.W_y.T  # (T, H) or (T, B, H): through the output layer alone
        dz = np.empty_like(dh)
        slope = tanh_derivative(trace.hidden_state)
        from_next = self._check_state(dfinal_state, dh.shape[1:], "dfinal_state")
        for t in reversed(range(len(dh))):
            dh[t] += from_next
            dz[t] = dh[t] * slope[t]
            from_next = dz[t] @ p.W_h.T

        inputs = trace.inputs.reshape(len(dh), -1)  # (T, B)
        gradients = weight_gradients(
            p,
            inputs,
            trace.initial_state[0].reshape(-1, H),
            trace.hidden_state.reshape(*inputs.shape, H),
            dz,
            dlogits,
        )
        return BackwardTrace(dlogits, dh, None, dz, gradients, (from_next,))

    def _check_state(
        self, state: tuple[ArrayLike] | None, shape: tuple[int, ...], called: str = "state"
    ) -> Array:
        if state is None:
            return np.zeros(shape, self.dtype)
        if not isinstance(state, tuple | list) or len(state) != 1:
            raise ArgumentError(f"{called} must be a tuple (h,), but got {short_repr(state)}.")
        return check_array(f"{called}'s h", state[0], shape=shape, dtype=self.dtype).copy()

    def _check_trace(self, trace: RNNTrace) -> RNNTrace:
        if not isinstance(trace, RNNTrace):
            raise ArgumentError(f"trace must be what forward returned, but got {short_repr(trace)}.")
        mine = (self.hidden_size, self.vocab_size)
        if (trace.hidden_state.shape[-1], trace.logits.shape[-1]) != mine:
            raise ShapeError(f"trace does not belong to a network with (H, V) = {mine}.")
        return trace

    def __repr__(self) -> str:
        return (
            f"CharRNN(vocab_size={self.vocab_size}, hidden_size={self.hidden_size}, "
            f"dtype={self.dtype.name!r})"
        )
