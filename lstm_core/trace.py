"""The results of a pass through a network: states, gates and derivatives at every step."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_choice
from lstm_core.kernels.layer import Array, Layer
from lstm_core.parameters import GATES, Parameters

State = tuple[Array, ...]  # (h, c) of an LSTM, (h,) of the vanilla RNN


class NetworkLayer(Protocol):
    """What every family's layer holds, as (T, B, ...)."""

    @property
    def initial_state(self) -> State: ...  # noqa: D102 - as in Layer

    @property
    def hidden_state(self) -> Array: ...  # noqa: D102 - as in Layer


class NetworkTrace:
    """A forward pass of any character network: inputs, layer and logits; each family adds its own."""

    __slots__ = ()

    inputs: NDArray[np.intp]  # (T,) or (T, B)
    layer: NetworkLayer
    logits: Array  # inputs.shape + (V,)

    @property
    def initial_state(self) -> State:
        """The state before the first step, each array (H,) or (B, H)."""
        return tuple(self._per_sequence(array) for array in self.layer.initial_state)

    @property
    def hidden_state(self) -> Array:
        """The hidden state h after every step, inputs.shape + (H,)."""
        return self._per_step(self.layer.hidden_state)

    @property
    def final_state(self) -> State:
        """The state after the last step, copied, to carry on from."""
        return (self.hidden_state[-1].copy(),)

    def _per_step(self, array: Array) -> Array:
        """Return an array (T, B, ...) in the form of the inputs: without B for a single sequence."""
        return array if self.inputs.ndim == 2 else array[:, 0]

    def _per_sequence(self, array: Array) -> Array:
        """Return an array (B, ...) in the form of the inputs: without B for a single sequence."""
        return array if self.inputs.ndim == 2 else array[0]

    def __repr__(self) -> str:
        H, V = self.hidden_state.shape[-1], self.logits.shape[-1]
        shape, dtype = self.inputs.shape, self.logits.dtype
        return f"{type(self).__name__}(inputs={shape}, H={H}, V={V}, dtype={dtype})"


class LSTMLayer(NetworkLayer, Protocol):
    """What an LSTM's layer holds; of a stacked LSTM, its uppermost one."""

    @property
    def gates(self) -> Array: ...  # noqa: D102 - as in Layer

    @property
    def cell_state(self) -> Array: ...  # noqa: D102 - as in Layer

    @property
    def tanh_cell(self) -> Array: ...  # noqa: D102 - as in Layer


class LSTMTrace(NetworkTrace):
    """The gates and states of an LSTM at every step, as views of its layer."""

    __slots__ = ()

    layer: LSTMLayer

    @property
    def gates(self) -> Array:
        """Input gate, forget gate, candidate, output gate, side by side: inputs.shape + (4H,)."""
        return self._per_step(self.layer.gates)

    @property
    def cell_state(self) -> Array:
        """The cell state c after every step, inputs.shape + (H,)."""
        return self._per_step(self.layer.cell_state)

    @property
    def tanh_cell(self) -> Array:
        """tanh(c) after every step, inputs.shape + (H,)."""
        return self._per_step(self.layer.tanh_cell)

    def gate(self, name: str) -> Array:
        """Return one gate over time.

        Parameters
        ----------
        name : {"input", "forget", "candidate", "output"}
            Which.

        Returns
        -------
        ndarray, inputs.shape + (H,)
            A view of ``gates``.

        Raises
        ------
        ArgumentError
            If there is no such gate.
        """
        H = self.layer.hidden_state.shape[-1]
        start = GATES.index(check_choice("gate", name, GATES)) * H
        return self.gates[..., start : start + H]

    @property
    def input_gate(self) -> Array:
        """i: how much of the candidate is let in, 0 to 1."""
        return self.gate("input")

    @property
    def forget_gate(self) -> Array:
        """f: how much of the old cell state is kept, 0 to 1."""
        return self.gate("forget")

    @property
    def candidate(self) -> Array:
        """g: what could be written into the cell, -1 to 1."""
        return self.gate("candidate")

    @property
    def output_gate(self) -> Array:
        """o: how much of the cell is shown, 0 to 1."""
        return self.gate("output")

    @property
    def final_state(self) -> State:
        """(h, c) after the last step, copied, to carry on from."""
        return self.hidden_state[-1].copy(), self.cell_state[-1].copy()


@dataclass(frozen=True, eq=False, repr=False)  # slots would break the refusal of new attributes
class Trace(LSTMTrace):
    """A forward pass of an LSTM, kept for looking at and for the backward pass.

    Attributes
    ----------
    inputs : ndarray of int, shape (T,) or (T, B)
        The indices that were read.
    layer : Layer
        What the kernel computed, as (T, B, ...); the properties are views of it.
    logits : ndarray, inputs.shape + (V,)
        Unnormalised scores of the next character.
    """

    inputs: NDArray[np.intp]
    layer: Layer
    logits: Array


@dataclass(frozen=True, slots=True, eq=False)
class BackwardTrace:
    """A backward pass: the derivatives of the loss with respect to everything inside the network.

    Attributes
    ----------
    dlogits : ndarray, inputs.shape + (V,)
        With respect to the logits.
    dhidden_state : ndarray, inputs.shape + (H,)
        With respect to each hidden state, over all paths that lead on from it (the total derivative).
    dcell_state : ndarray, inputs.shape + (H,), or None
        The same for each cell state; None for the vanilla RNN, which has none.
    dz : ndarray, inputs.shape + (4H,)
        With respect to the pre-activations of the gates; H wide for the vanilla RNN.
    gradients : Parameters
        With respect to the parameters.
    dinitial_state : tuple of ndarray
        With respect to the state before the first step, (h, c), each (H,) or (B, H); (h,) for the
        vanilla RNN. An earlier piece of the same text takes it as its ``dfinal_state``.
    """

    dlogits: Array
    dhidden_state: Array
    dcell_state: Array | None
    dz: Array
    gradients: Parameters
    dinitial_state: State
