"""The character network: an LSTM layer unrolled over a text, and an output layer on top.

Every character is one step:

    h_t, c_t = lstm_step(one_hot(input_t), h_{t-1}, c_{t-1})
    y_t = h_t W_y + b_y      p_t = softmax(y_t)      loss = -Σ_t log p_t[target_t]
"""

from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from lstm_core.activations import cross_entropy_derivative
from lstm_core.arguments import check_array, check_indices, short_repr
from lstm_core.errors import ArgumentError, FileError, LSTMCoreError, ShapeError
from lstm_core.kernels import check_backend, get_kernel
from lstm_core.kernels.numpy_kernel import Forward
from lstm_core.parameters import ARRAY_NAMES, Parameters
from lstm_core.storage import load_arrays, save_arrays
from lstm_core.trace import BackwardTrace, Trace

State = tuple[NDArray[np.floating], NDArray[np.floating]]


class CharLSTM:
    """A network that reads characters and predicts the next one.

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
    backend : {"numpy", "numba", "auto"}
        Which kernel computes; all give the same numbers.
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

    def __init__(
        self,
        vocab_size: int,
        hidden_size: int,
        *,
        seed: int = 0,
        dtype: DTypeLike = "float64",
        backend: str = "numpy",
        forget_bias: float = 0.0,
    ) -> None:
        self.backend = check_backend(backend)
        self.parameters = Parameters.xavier(
            vocab_size, hidden_size, seed=seed, dtype=dtype, forget_bias=forget_bias
        )

    @classmethod
    def from_parameters(cls, parameters: Parameters, *, backend: str = "numpy") -> "CharLSTM":
        """Return a network that uses the given parameters themselves, not a copy.

        Parameters
        ----------
        parameters : Parameters
            The weights and biases.
        backend : {"numpy", "numba", "auto"}
            Which kernel computes.

        Returns
        -------
        CharLSTM
            The network.

        Raises
        ------
        ArgumentError
            If ``parameters`` are none, or the backend is unknown.
        """
        if not isinstance(parameters, Parameters) or parameters.blocks != Parameters.blocks:
            raise ArgumentError(f"parameters must be Parameters, but got {short_repr(parameters)}.")
        check_backend(backend)
        model = cls.__new__(cls)
        model.backend = backend
        model.parameters = parameters
        return model

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

    def forward(self, inputs: ArrayLike, state: State | None = None) -> Trace:
        """Read a text and predict, at every character, the next one.

        Parameters
        ----------
        inputs : array_like of int, shape (T,) or (T, B)
            Indices of one text, or of B texts side by side.
        state : tuple of array_like, optional
            (h, c), each (H,) or (B, H), to carry on from; zeros by default.

        Returns
        -------
        Trace
            Gates, states and logits at every step.

        Raises
        ------
        ArgumentError
            If an index is outside the vocabulary, or the state is not finite.
        ShapeError
            If the inputs are empty or the shapes do not fit.
        """
        p = self.parameters
        inputs = check_indices("inputs", inputs, self.vocab_size)
        if inputs.ndim not in (1, 2):
            raise ShapeError(f"inputs must have the shape (T,) or (T, B), but have {inputs.shape}.")
        h, c = self._check_state(state, inputs.shape[1:])

        H, B = self.hidden_size, inputs[0].size
        layer = get_kernel(self.backend).forward(
            p.W_x, p.W_h, p.b, inputs.reshape(-1, B), h.reshape(B, H), c.reshape(B, H)
        )
        gates, cell_state, tanh_cell, hidden_state = (
            array.reshape(*inputs.shape, -1) for array in layer
        )
        # As rows of one matrix: of a stack of matrices NumPy multiplies one after the other.
        logits = layer.hidden_state.reshape(-1, H) @ p.W_y + p.b_y
        logits = logits.reshape(*inputs.shape, -1)  # (T, V) or (T, B, V)
        return Trace(inputs, (h, c), gates, cell_state, tanh_cell, hidden_state, logits)

    def _check_state(self, state: State | None, batch: tuple[int, ...], called: str = "state") -> State:
        shape = (*batch, self.hidden_size)
        if state is None:
            return np.zeros(shape, self.dtype), np.zeros(shape, self.dtype)
        if not isinstance(state, tuple | list) or len(state) != 2:
            raise ArgumentError(f"{called} must be a pair (h, c), but got {short_repr(state)}.")
        h, c = (
            check_array(f"{called}'s {name}", array, shape=shape, dtype=self.dtype)
            for name, array in zip("hc", state, strict=True)
        )
        return h.copy(), c.copy()  # the trace must not change when the caller's arrays do

    def backward(self, trace: Trace, targets: ArrayLike, reduction: str = "sum") -> Parameters:
        """Return the gradients of the cross-entropy by all parameters.

        Parameters
        ----------
        trace : Trace
            What `forward` returned, with the parameters as they still are.
        targets : array_like of int, shape of the inputs
            The character that came next, at every step.
        reduction : {"sum", "mean"}
            Whether the losses of all characters are added up or averaged.

        Returns
        -------
        gradients : Parameters
            The gradients, shaped like the parameters.

        Raises
        ------
        ArgumentError, ShapeError
            If the targets or the reduction are not allowed.
        """
        dlogits = cross_entropy_derivative(self._check_trace(trace).logits, targets, reduction)
        return self.backpropagate(trace, dlogits).gradients

    def backpropagate(
        self, trace: Trace, dlogits: ArrayLike, dfinal_state: State | None = None
    ) -> BackwardTrace:
        """Take any loss's derivative by the logits back through the network and through time.

        Parameters
        ----------
        trace : Trace
            What `forward` returned, with the parameters as they still are.
        dlogits : array_like, shape of the logits
            The derivative of the loss by the logits.
        dfinal_state : tuple of array_like, optional
            The derivative by the final state (h, c), each (H,) or (B, H), through what was read
            after it: the ``dinitial_state`` of the next piece of the text. Zeros by default.

        Returns
        -------
        BackwardTrace
            The derivatives by states, pre-activations and parameters.

        Raises
        ------
        ArgumentError, ShapeError
            If ``trace`` does not belong to this network or ``dlogits`` do not fit.
        """
        p, H, V = self.parameters, self.hidden_size, self.vocab_size
        logits_shape = self._check_trace(trace).logits.shape
        dlogits = check_array("dlogits", dlogits, shape=logits_shape, dtype=self.dtype)

        inputs = trace.inputs.reshape(len(trace.inputs), -1)  # (T, B)
        h_first, c_first = (array.reshape(-1, H) for array in trace.initial_state)
        arrays = (trace.gates, trace.cell_state, trace.tanh_cell, trace.hidden_state)
        layer = Forward(*(array.reshape(*inputs.shape, -1) for array in arrays))
        dy = dlogits.reshape(*inputs.shape, V)
        dlast = self._check_state(dfinal_state, trace.inputs.shape[1:], "dfinal_state")
        dlast = tuple(array.reshape(-1, H) for array in dlast)
        dh = (dlogits.reshape(-1, V) @ p.W_y.T).reshape(*inputs.shape, H)
        kernel = get_kernel(self.backend)
        dz, dc, dh, *dfirst = kernel.backward(p.W_h, layer, c_first, dh, dlast)
        gradients = kernel.weight_gradients(p, inputs, h_first, layer.hidden_state, dz, dy)

        dh, dc, dz = (array.reshape(*trace.inputs.shape, -1) for array in (dh, dc, dz))
        dfirst = tuple(array.reshape(dh.shape[1:]) for array in dfirst)
        return BackwardTrace(dlogits, dh, dc, dz, gradients, dfirst)

    def _check_trace(self, trace: Trace) -> Trace:
        if not isinstance(trace, Trace):
            raise ArgumentError(f"trace must be what forward returned, but got {short_repr(trace)}.")
        mine = (self.hidden_size, self.vocab_size)
        if (trace.hidden_state.shape[-1], trace.logits.shape[-1]) != mine:
            raise ShapeError(f"{trace!r} does not belong to a network with (H, V) = {mine}.")
        return trace

    def save(self, path: str | Path) -> None:
        """Write the parameters into an ``.npz`` file, whole or not at all.

        Parameters
        ----------
        path : str or pathlib.Path
            The file; nothing is added to its name.

        Raises
        ------
        FileError
            If it cannot be written.
        """
        save_arrays(path, dict(self.parameters.arrays()))

    @classmethod
    def load(cls, path: str | Path, *, backend: str = "numpy") -> "CharLSTM":
        """Read a network that `save` wrote; nothing in the file is executed.

        Parameters
        ----------
        path : str or pathlib.Path
            The file.
        backend : {"numpy", "numba", "auto"}
            Which kernel computes.

        Returns
        -------
        CharLSTM
            A network with the same parameters, bit for bit.

        Raises
        ------
        FileError
            If the file is missing, damaged, pickled, lacks arrays, or their shapes do not fit.
        """
        arrays = load_arrays(path, ARRAY_NAMES, kind="model")
        try:
            parameters = Parameters(*(arrays[name] for name in ARRAY_NAMES), dtype=arrays["W_x"].dtype)
        except LSTMCoreError as error:
            raise FileError(f"{str(path)!r} holds no model: {error}") from error
        return cls.from_parameters(parameters, backend=backend)

    def __repr__(self) -> str:
        return (
            f"CharLSTM(vocab_size={self.vocab_size}, hidden_size={self.hidden_size}, "
            f"dtype={self.dtype.name!r}, backend={self.backend!r})"
        )
