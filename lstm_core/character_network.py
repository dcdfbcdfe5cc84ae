"""What all character networks share: a layer that is unrolled over a text, and an output layer on top.

    y_t = h_t W_y + b_y      p_t = softmax(y_t)      loss = -Σ_t log p_t[target_t]

A family adds its layer, forward and backward: `_forward_layer` and `_backward_layer`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Generic, Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import check_logits_and_targets, loss_with_derivative
from lstm_core.arguments import check_array, check_choice, check_indices, lack_of_memory, short_repr
from lstm_core.blas_threads import OneThread
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.file_description import (
    FileKind,
    alphabet_of,
    check_alphabet,
    load_described,
    save_described,
)
from lstm_core.kernels.layer import Array, LayerBackward
from lstm_core.parameters import ARRAY_NAMES, Parameters
from lstm_core.storage import refusing
from lstm_core.text import Vocabulary
from lstm_core.trace import BackwardTrace, NetworkTrace, State

AnyTrace = TypeVar("AnyTrace", bound=NetworkTrace)
RunLayer = Callable[[NDArray[np.intp], State], Any]  # of inputs (T, B) and an initial state
_FILE = FileKind(
    "model", "model", ARRAY_NAMES, "|".join(ARRAY_NAMES), "holds no model: {}. Load another file."
)


class CharacterNetwork(ABC, Generic[AnyTrace]):
    """A network that reads characters and predicts the next one.

    Attributes
    ----------
    parameters : Parameters
        The weights and biases, writable.
    vocabulary : Vocabulary or None
        The characters that a loaded network was trained on, if its file says so.
    """

    parameters_class: ClassVar[type[Parameters]] = Parameters
    trace_class: ClassVar[type[Any]]
    state_names: ClassVar[tuple[str, ...]] = ("h",)  # the arrays of a state

    parameters: Parameters
    vocabulary: Vocabulary | None = None

    @property
    def vocab_size(self) -> int:
        """V, the number of characters."""
        return self.parameters.vocab_size

    @property
    def hidden_size(self) -> int:
        """H, the number of hidden units."""
        return self.parameters.hidden_size

    @property
    def dtype(self) -> np.dtype[np.floating]:
        """The type of all numbers."""
        return self.parameters.dtype

    @property
    def _sizes(self) -> tuple[int, ...]:
        """V, the number of layers where there are several, and H."""
        return (self.vocab_size, *self._state_shape(()))

    @abstractmethod
    def _forward_layer(self, inputs: NDArray[np.intp], initial_state: State) -> Any:
        """Run the layer over inputs (T, B) from arrays (B, H); return what ``trace_class`` holds."""

    def _layer_in_training(self, step: int, place: int) -> RunLayer:
        """Return what runs the layer in a step of training, of which this piece begins at ``place``."""
        return self._forward_layer

    @abstractmethod
    def _backward_layer(
        self, layer: Any, dh: Array, dlogits: Array, dfinal_state: State
    ) -> LayerBackward:
        """Propagate dh (T, B, H), which may be overwritten, back through the layer and through time."""

    def _next_state(self, index: int, state: State) -> tuple[Array, State]:
        """Read one character; return what the output layer reads (1, H), and the state, new arrays."""
        inputs = np.array([[index]])
        layer = self._forward_layer(inputs, state)
        state = self.trace_class(inputs, layer, layer.hidden_state).final_state
        return layer.hidden_state[-1], state

    def _read(self, index: int, state: State) -> tuple[Array, State]:
        """Read one character of one text; logits (V,) and state are those of `forward`, unchecked."""
        with OneThread(), np.errstate(over="ignore", invalid="ignore"):
            h, state = self._next_state(index, state)
            logits: Array = h @ self.parameters.W_y
            logits += self.parameters.b_y
        return logits[0], state

    def _output(self, layer: Any) -> Array:
        """Return what the output layer reads, (T, B, H)."""
        output: Array = layer.hidden_state
        return output

    def _state_shape(self, batch: tuple[int, ...]) -> tuple[int, ...]:
        """Return the shape of each array of a state, for (B,) sequences or for a single one, ()."""
        return (*batch, self.hidden_size)

    def _loss_with_derivative(
        self, logits: Array, targets: NDArray[np.intp], reduction: str
    ) -> tuple[float, Array]:
        """Return the loss and its derivative; the arguments are known to be allowed."""
        return loss_with_derivative(logits, targets, reduction)

    def forward(self, inputs: ArrayLike, state: Sequence[ArrayLike] | None = None) -> AnyTrace:
        """Read a text and predict, at every character, the next one.

        Parameters
        ----------
        inputs : array_like of int, shape (T,) or (T, B)
            Indices of one text, or of B texts side by side.
        state : tuple of array_like, optional
            (h, c), or (h,) for the vanilla RNN and the GRU, each (H,) or (B, H), to carry on from;
            zeros by default.

        Returns
        -------
        Trace, RNNTrace or GRUTrace
            Gates, states and logits at every step.

        Raises
        ------
        ArgumentError
            If an index is outside the vocabulary, or the state is not finite.
        ShapeError
            If the inputs are empty or the shapes do not fit.
        """
        return self._read_text(inputs, state, self._forward_layer)

    def _forward_in_training(
        self, indices: NDArray[np.intp], state: State | None, step: int, place: int
    ) -> AnyTrace:
        """Do what `forward` does in a step of training, of which this piece begins at ``place``."""
        # The arguments are known to be allowed, and the caller has quieted NumPy and set one thread.
        initial_state = self._as_batch(state, indices.shape[1:])
        return self._run(indices, initial_state, self._layer_in_training(step, place))

    def _read_text(
        self,
        inputs: ArrayLike,
        state: Sequence[ArrayLike] | None,
        run_layer: RunLayer,
    ) -> AnyTrace:
        """Check the arguments of `forward`, and run the network."""
        indices = check_indices("inputs", inputs, self.vocab_size)
        if indices.ndim not in (1, 2):
            raise ShapeError(f"inputs must have the shape (T,) or (T, B), but have {indices.shape}.")
        initial_state = self._check_state("state", state, indices.shape[1:])
        with OneThread(), np.errstate(over="ignore", invalid="ignore"):  # the loss refuses it
            return self._run(indices, initial_state, run_layer)

    def _run(
        self,
        indices: NDArray[np.intp],
        initial_state: State,
        run_layer: RunLayer,
    ) -> AnyTrace:
        """Run the layer over (T, B), and add the output layer."""
        p = self.parameters
        try:
            layer = run_layer(indices.reshape(len(indices), -1), initial_state)
            # As rows of one matrix: of a stack of them NumPy multiplies one after the other.
            logits = self._output(layer).reshape(-1, p.hidden_size) @ p.W_y
            logits += p.b_y  # in place: a trace and little else is in memory
        except MemoryError as error:
            raise lack_of_memory(f"a trace of {indices.size} characters") from error
        trace: AnyTrace = self.trace_class(indices, layer, logits.reshape(*indices.shape, -1))
        return trace

    def backward(self, trace: AnyTrace, targets: ArrayLike, reduction: str = "sum") -> Parameters:
        """Return the gradients of the cross-entropy with respect to all parameters.

        Parameters
        ----------
        trace : Trace, RNNTrace or GRUTrace
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
        check_choice("reduction", reduction, ("sum", "mean"))
        logits, indices = check_logits_and_targets(self._check_trace(trace).logits, targets)
        _, dlogits = self._loss_with_derivative(logits, indices, reduction)
        return self.backpropagate(trace, dlogits).gradients

    def backpropagate(
        self,
        trace: AnyTrace,
        dlogits: ArrayLike,
        dfinal_state: Sequence[ArrayLike] | None = None,
    ) -> BackwardTrace:
        """Propagate any loss's derivative back through the network and through time.

        Parameters
        ----------
        trace : Trace, RNNTrace or GRUTrace
            What `forward` returned, with the parameters as they still are.
        dlogits : array_like, shape of the logits
            The derivative of the loss with respect to the logits.
        dfinal_state : tuple of array_like, optional
            The derivative with respect to the final state, (h, c) or (h,), each (H,) or (B, H), through
            what was read after it: the ``dinitial_state`` of the next piece of the text. Zeros by
            default.

        Returns
        -------
        BackwardTrace
            The derivatives with respect to states, pre-activations and parameters.

        Raises
        ------
        ArgumentError, ShapeError
            If ``trace`` does not belong to this network or ``dlogits`` do not fit.
        """
        logits = self._check_trace(trace).logits
        derivative = check_array("dlogits", dlogits, shape=logits.shape, dtype=self.dtype)
        later = self._check_state("dfinal_state", dfinal_state, trace.inputs.shape[1:])
        # The next step meets what is infinite.
        with OneThread(), np.errstate(over="ignore", invalid="ignore"):
            return self._run_back(trace, derivative, later)

    def _backpropagate_in_training(
        self, trace: AnyTrace, dlogits: Array, dfinal_state: State | None
    ) -> BackwardTrace:
        """Do what `backpropagate` does, under the conditions of `_forward_in_training`."""
        return self._run_back(trace, dlogits, self._as_batch(dfinal_state, trace.inputs.shape[1:]))

    def _run_back(self, trace: AnyTrace, dlogits: Array, dfinal_state: State) -> BackwardTrace:
        """Propagate dlogits back through the output layer, and through the layer."""
        T, B, H = trace.layer.hidden_state.shape
        rows = dlogits.reshape(T * B, -1)
        try:
            dh = (rows @ self.parameters.W_y.T).reshape(T, B, H)
            back = self._backward_layer(trace.layer, dh, rows.reshape(T, B, -1), dfinal_state)
        except MemoryError as error:
            raise lack_of_memory(f"the gradients of {trace.inputs.size} characters") from error

        dc = None if back.dcell_state is None else trace._per_step(back.dcell_state)
        return BackwardTrace(
            dlogits=dlogits,
            dhidden_state=trace._per_step(back.dhidden_state),
            dcell_state=dc,
            dz=trace._per_step(back.dz),
            gradients=back.gradients,
            dinitial_state=tuple(trace._per_sequence(array) for array in back.dinitial_state),
        )

    def _check_state(
        self, name: str, state: Sequence[ArrayLike] | None, batch: tuple[int, ...]
    ) -> State:
        """Return a state's arrays as copies (B, H): a trace must not change when the caller's do."""
        names, shape = self.state_names, self._state_shape(batch)
        if state is None:
            return self._as_batch(None, batch)
        if not isinstance(state, tuple | list) or len(state) != len(names):
            wanted = "a pair (h, c)" if len(names) == 2 else f"a tuple ({', '.join(names)},)"
            raise ArgumentError(f"{name} must be {wanted}, but got {short_repr(state)}.")
        arrays = (
            check_array(f"{name}'s {part}", array, shape=shape, dtype=self.dtype)
            for part, array in zip(names, state, strict=True)
        )
        return self._as_batch(tuple(array.copy() for array in arrays), batch)

    def _as_batch(self, state: State | None, batch: tuple[int, ...]) -> State:
        """Return a state's arrays as (B, H), also for a single sequence; zeros for None."""
        inside = self._state_shape(batch or (1,))
        if state is None:
            return tuple(np.zeros(inside, self.dtype) for _ in self.state_names)
        return tuple(array.reshape(inside) for array in state)

    def _check_trace(self, trace: AnyTrace) -> AnyTrace:
        if type(trace) is not self.trace_class:
            raise ArgumentError(f"trace must be what forward returned, but got {short_repr(trace)}.")
        mine = (self.hidden_size, self.vocab_size)
        try:
            read, states, logits = (
                tuple(array.shape) for array in (trace.inputs, trace.hidden_state, trace.logits)
            )
        except Exception as error:
            raise ArgumentError(
                f"trace must be what forward returned, but this one was made or changed by hand: "
                f"{short_repr(error)}."
            ) from error
        if (states, logits) != ((*read, mine[0]), (*read, mine[1])):
            raise ShapeError(
                f"trace with inputs {read}, hidden states {states} and logits {logits} does not belong "
                f"to a network with (H, V) = {mine}."
            )
        return trace

    @classmethod
    def from_parameters(cls, parameters: Parameters) -> Self:
        """Return a network that uses the given parameters themselves, not a copy.

        Parameters
        ----------
        parameters : Parameters
            The weights and biases.

        Returns
        -------
        CharacterNetwork
            The network.

        Raises
        ------
        ArgumentError
            If ``parameters`` are none of this family.
        """
        if type(parameters) is not cls.parameters_class:  # a relative's have other arrays
            wanted = cls.parameters_class.__name__
            raise ArgumentError(f"parameters must be {wanted}, but got {short_repr(parameters)}.")
        model = cls.__new__(cls)
        model.parameters = parameters
        return model

    def describe(self) -> dict[str, Any]:
        """Return what a file says of the network beside its numbers.

        Returns
        -------
        dict
            The family, the sizes V and H, the type of the numbers, the backend where there is one, and
            ``options``, further arguments of the family's constructor; all can be written as JSON.
        """
        return {
            "model": type(self).__name__,
            "sizes": [self.vocab_size, self.hidden_size],
            "dtype": self.dtype.name,
            "backend": getattr(self, "backend", None),
            "options": {},
        }

    def save(self, path: str | Path, *, vocabulary: Vocabulary | None = None) -> None:
        """Write the network into an ``.npz`` file, whole or not at all.

        Parameters
        ----------
        path : str or pathlib.Path
            The file; nothing is added to its name. A symbolic link stays one, and the file behind it is
            written.
        vocabulary : Vocabulary, optional
            The characters that the network knows, to be kept in the file; by default those of the file
            that the network was loaded from, or none.

        Raises
        ------
        FileError
            If it cannot be written: the file is read-only, a folder or a device, or the disk is full.
        ArgumentError, ShapeError
            If the vocabulary is none or has another size, or a parameter is not finite.
        """
        vocabulary = check_alphabet(
            self.vocabulary if vocabulary is None else vocabulary, self.vocab_size
        )
        arrays = {name: check_array(name, array) for name, array in self.parameters.arrays()}
        save_described(path, _FILE, self.describe(), arrays, vocabulary)

    @classmethod
    def load(cls, path: str | Path, *, vocabulary: Vocabulary | None = None) -> Self:
        """Read a network that `save` wrote; nothing in the file is executed.

        Parameters
        ----------
        path : str or pathlib.Path
            The file: a regular one of at most 1 GiB.
        vocabulary : Vocabulary, optional
            What the network is to be used with. A network that was saved with another vocabulary is
            refused; one that was saved with none must have as many characters.

        Returns
        -------
        CharacterNetwork
            A network with the same parameters, bit for bit. Its ``vocabulary`` is the file's, or else
            the one given.

        Raises
        ------
        FileError
            If the file is missing, damaged, pickled or too large, was saved by a later version, holds
            another family of networks or another vocabulary, or its arrays do not fit together.
        ArgumentError
            If ``vocabulary`` is none.
        """
        about, arrays = load_described(path, _FILE)
        with refusing(path, _FILE.complaint):
            if about.get("model", cls.__name__) != cls.__name__:
                raise ArgumentError(f"it is a {about['model']}, not a {cls.__name__}")
            dtype = arrays["W_x"].dtype
            if any(array.dtype.kind == "f" and array.dtype != dtype for array in arrays.values()):
                raise ArgumentError("its arrays have several types")
            model = cls._from_file(arrays, about.get("options", {}), dtype)
            if about and about["sizes"] != [model.vocab_size, model.hidden_size]:
                raise ArgumentError(f"its sizes are not {short_repr(about['sizes'])}")
        model.vocabulary = alphabet_of(path, about, model.vocab_size, vocabulary)
        return model

    @classmethod
    def _from_file(
        cls, arrays: Mapping[str, NDArray[Any]], options: Mapping[str, Any], dtype: np.dtype[Any]
    ) -> Self:
        """Return the network of a file's arrays and of the ``options`` that it describes."""
        return cls.from_parameters(cls.parameters_class._from_arrays(arrays, dtype))

    def __repr__(self) -> str:
        sizes = f"vocab_size={self.vocab_size}, hidden_size={self.hidden_size}"
        return f"{type(self).__name__}({sizes}, dtype={self.dtype.name!r})"


def check_model(value: object) -> CharacterNetwork[Any]:
    """Return ``value`` if it is a network of any family."""
    if not isinstance(value, CharacterNetwork):
        raise ArgumentError(
            "model must be a CharLSTM or a network of another family (CharRNN, CharGRU, "
            f"StackedCharLSTM), but got {short_repr(value)}."
        )
    return value
