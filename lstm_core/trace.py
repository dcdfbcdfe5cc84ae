"""What a pass through the network leaves behind: every gate and state of every step."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_choice
from lstm_core.parameters import GATES, Parameters

Array = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """A forward pass, kept for looking at and for the way back.

    Attributes
    ----------
    inputs : ndarray of int, shape (T,) or (T, B)
        The indices that were read.
    initial_state : tuple of ndarray
        (h, c) before the first step, each (H,) or (B, H).
    gates : ndarray, inputs.shape + (4H,)
        Input gate, forget gate, candidate, output gate, side by side.
    cell_state, tanh_cell, hidden_state : ndarray, inputs.shape + (H,)
        c, tanh(c) and h after every step.
    logits : ndarray, inputs.shape + (V,)
        Unnormalised scores of the next character.
    """

    inputs: NDArray[np.int64]
    initial_state: tuple[Array, Array]
    gates: Array
    cell_state: Array
    tanh_cell: Array
    hidden_state: Array
    logits: Array

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
        H = self.hidden_state.shape[-1]
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
    def final_state(self) -> tuple[Array, Array]:
        """(h, c) after the last step, copied, to carry on from."""
        return self.hidden_state[-1].copy(), self.cell_state[-1].copy()

    def __repr__(self) -> str:
        H, V = self.hidden_state.shape[-1], self.logits.shape[-1]
        return f"Trace(inputs={self.inputs.shape}, H={H}, V={V}, dtype={self.logits.dtype})"


@dataclass(frozen=True, slots=True, eq=False)
class BackwardTrace:
    """A backward pass: the derivatives of the loss by everything inside the network.

    Attributes
    ----------
    dlogits : ndarray, inputs.shape + (V,)
        By the logits.
    dhidden_state : ndarray, inputs.shape + (H,)
        By each hidden state, over all paths that lead on from it (the total derivative).
    dcell_state : ndarray, inputs.shape + (H,), or None
        The same by each cell state; None for the vanilla RNN, which has none.
    dz : ndarray, inputs.shape + (4H,)
        By the pre-activations of the gates; H wide for the vanilla RNN.
    gradients : Parameters
        By the parameters.
    dinitial_state : tuple of ndarray
        By the state before the first step, (h, c), each (H,) or (B, H); (h,) for the vanilla RNN.
        What an earlier piece of the same text takes as its ``dfinal_state``.
    """

    dlogits: Array
    dhidden_state: Array
    dcell_state: Array | None
    dz: Array
    gradients: Parameters
    dinitial_state: tuple[Array, ...]
