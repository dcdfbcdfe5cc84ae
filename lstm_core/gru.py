"""The GRU, the LSTM's best-known relative: two gates, and one state instead of two.

    z = x W_x + h_prev W_h + b          split z into z_r, z_u, z_g; for g see below
    r = σ(z_r)   u = σ(z_u)
    h = u ⊙ h_prev + (1 - u) ⊙ g

The reset gate r decides how much of h_prev the candidate g sees. There are two versions:

    reset before the product    g = tanh(x W_xg + b_g + (r ⊙ h_prev) W_hg)
    reset after the product     g = tanh(x W_xg + b_g + r ⊙ (h_prev W_hg + b_h))

Cho et al. (2014) reset before. PyTorch and cuDNN reset after; so does Keras, unless it is told
``reset_after=False``. Both give different numbers from the same weights. Books differ in the update
gate, too: some write 1 - u where this file writes u (Chung et al. 2014 do).

References
----------
Cho et al. (2014), Learning phrase representations using RNN encoder-decoder for statistical machine
translation, section 2.3. Chung et al. (2014), Empirical evaluation of gated recurrent neural networks
on sequence modeling, section 3.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from lstm_core.activations import sigmoid, sigmoid_derivative, tanh_derivative
from lstm_core.arguments import check_choice, check_flag
from lstm_core.character_network import CharacterNetwork
from lstm_core.interchange import Exchanged, ExchangedLayer, Interchange, only_layer
from lstm_core.kernels.layer import Array, LayerBackward
from lstm_core.kernels.weight_gradients import sum_by_index
from lstm_core.parameters import Parameters, Shapes
from lstm_core.trace import NetworkTrace, State

GRU_GATES = ("reset", "update", "candidate")


class GRUParameters(Parameters):
    """The arrays of a GRU: W_x (V, 3H), W_h (H, 3H), b (3H,), and b_h (H,) with the reset after."""

    gates = GRU_GATES
    blocks = len(GRU_GATES)

    reset_after: bool = False
    b_h: Array

    def _layout(self) -> dict[str, Any]:
        return {"reset_after": self.reset_after}

    def _shapes(self, V: int, H: int) -> Shapes:
        shapes = super()._shapes(V, H)
        return (*shapes, ("b_h", (H,))) if self.reset_after else shapes


class GRULayer(NamedTuple):
    """The forward pass of the layer."""

    inputs: NDArray[np.intp]  # (T, B)
    initial_state: State  # (h,), (B, H)
    gates: Array  # (T, B, 3H): r, u, g side by side
    memory: Array  # (T, B, H): What the candidate sees of h_prev, r ⊙ h_prev or h_prev W_hg + b_h
    hidden_state: Array  # (T, B, H)


@dataclass(frozen=True, eq=False, repr=False)
class GRUTrace(NetworkTrace):
    """A forward pass of a GRU: inputs, logits, and gates and state at every step."""

    inputs: NDArray[np.intp]  # (T,) or (T, B): The indices that were read
    layer: GRULayer
    logits: Array  # inputs.shape + (V,): Unnormalised scores of the next character

    @property
    def gates(self) -> Array:
        """Reset gate, update gate, candidate, side by side: inputs.shape + (3H,)."""
        return self._per_step(self.layer.gates)

    def gate(self, name: str) -> Array:
        """Return "reset", "update" or "candidate" over time, inputs.shape + (H,), as a view."""
        H = self.layer.hidden_state.shape[-1]
        start = GRU_GATES.index(check_choice("gate", name, GRU_GATES)) * H
        return self.gates[..., start : start + H]

    @property
    def reset_gate(self) -> Array:
        """r: how much of the old state the candidate sees, 0 to 1."""
        return self.gate("reset")

    @property
    def update_gate(self) -> Array:
        """u: how much of the old state is kept, 0 to 1; the candidate gets the rest."""
        return self.gate("update")

    @property
    def candidate(self) -> Array:
        """g: what could be written into the state, -1 to 1."""
        return self.gate("candidate")


class CharGRU(Interchange, CharacterNetwork[GRUTrace]):
    """A GRU with the interface of `CharLSTM`; it computes with NumPy, and its state is (h,).

    Parameters
    ----------
    vocab_size, hidden_size : int
        V and H.
    seed : int
        The same seed gives the same initial weights.
    dtype : {"float64", "float32"}
        The type of all numbers.
    reset_after : bool
        Whether the reset gate is applied after the product with ``W_h``, as in PyTorch, cuDNN and
        Keras by default, or before it, as in Cho et al. (2014). After the product there is one more
        array, the bias ``b_h``.

    Attributes
    ----------
    parameters : GRUParameters
        The weights and biases, writable; gate blocks in the order reset, update, candidate.
    reset_after : bool
        As given.

    Raises
    ------
    ArgumentError
        If an argument is not allowed.

    Examples
    --------
    >>> CharGRU(vocab_size=35, hidden_size=25).parameters.count
    5485
    """

    parameters: GRUParameters
    parameters_class = GRUParameters
    torch_name = "gru"
    trace_class = GRUTrace

    def __init__(
        self,
        vocab_size: int,
        hidden_size: int,
        *,
        seed: int = 0,
        dtype: DTypeLike = "float64",
        reset_after: bool = False,
    ) -> None:
        reset_after = check_flag("reset_after", reset_after)
        self.parameters = GRUParameters._xavier(
            vocab_size, hidden_size, seed, dtype, reset_after=reset_after
        )

    @property
    def reset_after(self) -> bool:
        """Whether the reset gate is applied after the product with ``W_h``."""
        return self.parameters.reset_after

    def _forward_layer(self, inputs: NDArray[np.intp], initial_state: State) -> GRULayer:
        p, H, (h,) = self.parameters, self.hidden_size, initial_state
        W_ru, W_g = _split(p.W_h, 2 * H)
        gates = (p.W_x + p.b)[inputs]  # one-hot times a matrix is one of its rows
        memory, hidden_state = (np.empty((*inputs.shape, H), self.dtype) for _ in range(2))
        for t, z in enumerate(gates):
            z[:, : 2 * H] = sigmoid(z[:, : 2 * H] + h @ W_ru)  # from here on z holds r, u, g
            r, u = z[:, :H], z[:, H : 2 * H]
            if self.reset_after:
                memory[t] = h @ W_g + p.b_h
                z[:, 2 * H :] = np.tanh(z[:, 2 * H :] + r * memory[t])
            else:
                memory[t] = r * h
                z[:, 2 * H :] = np.tanh(z[:, 2 * H :] + memory[t] @ W_g)
            h = hidden_state[t] = u * h + (1.0 - u) * z[:, 2 * H :]
        return GRULayer(inputs, initial_state, gates, memory, hidden_state)

    def _backward_layer(
        self, layer: GRULayer, dh: Array, dlogits: Array, dfinal_state: State
    ) -> LayerBackward:
        p, H, (dh_next,) = self.parameters, self.hidden_size, dfinal_state
        W_ru, W_g = (block.T for block in _split(p.W_h, 2 * H))
        h_prev = np.concatenate([layer.initial_state[0][None], layer.hidden_state[:-1]])
        r, u, g = np.split(layer.gates, 3, axis=-1)  # (T, B, H) each
        dz, dproduct = np.empty_like(layer.gates), np.empty_like(dh)  # of h_prev W_hg, or of its like
        for t in reversed(range(len(dh))):
            dh[t] += dh_next
            dz_g = dh[t] * (1.0 - u[t]) * tanh_derivative(g[t])
            if self.reset_after:
                dr = dz_g * layer.memory[t]
                dproduct[t] = dz_g * r[t]
                dh_next = dproduct[t] @ W_g
            else:
                dmemory = dz_g @ W_g
                dr = dmemory * h_prev[t]
                dproduct[t] = dz_g
                dh_next = dmemory * r[t]
            du = dh[t] * (h_prev[t] - g[t])
            dz_r, dz_u = dr * sigmoid_derivative(r[t]), du * sigmoid_derivative(u[t])
            dz[t] = np.concatenate([dz_r, dz_u, dz_g], axis=-1)
            dh_next += dh[t] * u[t] + dz[t, :, : 2 * H] @ W_ru
        gradients = self._weight_gradients(layer, h_prev, dz, dproduct, dlogits)
        return LayerBackward(dz, None, dh, (dh_next,), gradients)

    def _weight_gradients(
        self, layer: GRULayer, h_prev: Array, dz: Array, dproduct: Array, dlogits: Array
    ) -> GRUParameters:
        """Return the sums over time; the candidate's part of W_h has seen h_prev, or r ⊙ h_prev."""
        gradients, H = self.parameters.empty_like(), self.hidden_size
        h_prev, seen, h, dz, dproduct, dy = (
            array.reshape(layer.inputs.size, -1)  # (N, ...), N = T * B
            for array in (h_prev, layer.memory, layer.hidden_state, dz, dproduct, dlogits)
        )
        gradients.W_x[...] = sum_by_index(layer.inputs, dz, self.vocab_size)
        gradients.W_h[:, : 2 * H] = h_prev.T @ dz[:, : 2 * H]
        gradients.W_h[:, 2 * H :] = (h_prev if self.reset_after else seen).T @ dproduct
        gradients.b[...] = dz.sum(axis=0)
        gradients.W_y[...] = h.T @ dy
        gradients.b_y[...] = dy.sum(axis=0)
        if self.reset_after:
            gradients.b_h[...] = dproduct.sum(axis=0)
        return gradients

    def _exchanged_layers(self) -> list[ExchangedLayer]:
        p = self.parameters
        return [ExchangedLayer(p.W_x, p.W_h, p.b, p.b_h if self.reset_after else None)]

    @classmethod
    def _from_exchanged(cls, arrays: Exchanged) -> Self:
        layer = only_layer(arrays, cls.__name__)
        values = {name: array for name, array in layer._asdict().items() if array is not None}
        values |= {"W_y": arrays.W_y, "b_y": arrays.b_y}
        parameters = GRUParameters._from_arrays(values, arrays.dtype, reset_after=layer.b_h is not None)
        return cls.from_parameters(parameters)

    def describe(self) -> dict[str, Any]:  # noqa: D102 - as in CharacterNetwork
        return {**super().describe(), "options": {"reset_after": self.reset_after}}

    @classmethod
    def _from_file(
        cls, arrays: Mapping[str, NDArray[Any]], options: Mapping[str, Any], dtype: np.dtype[Any]
    ) -> Self:
        reset_after = check_flag("reset_after", options["reset_after"])
        return cls.from_parameters(GRUParameters._from_arrays(arrays, dtype, reset_after=reset_after))

    def __repr__(self) -> str:
        return f"{super().__repr__()[:-1]}, reset_after={self.reset_after})"


def _split(matrix: Array, columns: int) -> tuple[Array, Array]:
    """Return the first columns and the rest, each with its rows one after the other in memory."""
    return np.ascontiguousarray(matrix[:, :columns]), np.ascontiguousarray(matrix[:, columns:])
