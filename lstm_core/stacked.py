"""Several LSTM layers, one above the other, with dropout between them.

    x⁰_t = one_hot(input_t)
    h^l_t, c^l_t = lstm_step(x^l_t, h^l_{t-1}, c^l_{t-1})      x^{l+1}_t = m^l_t ⊙ h^l_t
    y_t = x^L_t W_y + b_y

In training the mask m^l_t is 0 for a share p of the units and 1 / (1 - p) for the others; elsewhere it
is 1. It acts on what a layer hands upwards, the uppermost layer to the output layer included, and
never on what goes from step to step. PyTorch's ``nn.LSTM(dropout=p)`` leaves out the uppermost layer.

References
----------
Graves (2013), Generating sequences with recurrent neural networks, section 2 (several layers).
Zaremba, Sutskever & Vinyals (2014), Recurrent neural network regularization, section 3.2 (dropout).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from lstm_core.arguments import check_array, check_flag, check_integer, check_real
from lstm_core.character_network import RunLayer
from lstm_core.dropout import dropout_mask
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.interchange import Exchanged, ExchangedLayer, Interchange
from lstm_core.kernel_network import KernelNetwork
from lstm_core.kernels import check_backend, dense, get_kernel
from lstm_core.kernels.layer import Array, Layer, LayerBackward, LayerWeights
from lstm_core.parameters import GATES, Parameters, Shapes
from lstm_core.trace import LSTMTrace, State, Trace

_MOST_LAYERS = 1000
_MOST_STEPS = 2**53  # and places in a step


class StackedParameters(Parameters):
    """W_x, W_h, b of the layer that reads characters; W_x1, W_h1, b1, … of those above it; W_y, b_y."""

    num_layers: int = 1

    def _layout(self) -> dict[str, Any]:
        return {"num_layers": self.num_layers}

    def _shapes(self, V: int, H: int) -> Shapes:
        *first, W_y, b_y = super()._shapes(V, H)
        upper = [
            (name + str(layer), shape)
            for layer in range(1, self.num_layers)
            for name, shape in (("W_x", (H, 4 * H)), ("W_h", (H, 4 * H)), ("b", (4 * H,)))
        ]
        return (*first, *upper, W_y, b_y)

    def _fans(self, V: int, H: int) -> dict[str, tuple[int, int]]:
        fans = super()._fans(V, H)
        output = fans.pop("W_y")
        for layer in range(1, self.num_layers):
            fans |= {f"W_x{layer}": (2 * H, H), f"W_h{layer}": (2 * H, H)}
        return {**fans, "W_y": output}

    def layer(self, number: int) -> LayerWeights:
        """Return the weights of a layer as views; layer 0 reads the characters."""
        suffix = str(number or "")
        return LayerWeights(*(getattr(self, name + suffix) for name in ("W_x", "W_h", "b")))


class StackedLayer(NamedTuple):
    """The forward pass of all layers; gates and states are the uppermost layer's."""

    inputs: NDArray[np.intp]  # (T, B)
    initial_state: State  # (h, c), (L, B, H) each
    layers: tuple[Layer, ...]
    outputs: tuple[Array, ...]  # (T, B, H) each: what every layer hands upwards
    masks: tuple[Array, ...]  # (T, B, H) each; none without dropout

    @property
    def gates(self) -> Array:
        """Gates (T, B, 4H)."""
        return self.layers[-1].gates

    @property
    def cell_state(self) -> Array:
        """Cell states (T, B, H)."""
        return self.layers[-1].cell_state

    @property
    def tanh_cell(self) -> Array:
        """tanh(c), (T, B, H)."""
        return self.layers[-1].tanh_cell

    @property
    def hidden_state(self) -> Array:
        """Hidden states (T, B, H), before dropout."""
        return self.layers[-1].hidden_state


@dataclass(frozen=True, eq=False, repr=False)
class StackedTrace(LSTMTrace):
    """A forward pass of a stacked LSTM: gates and states of the uppermost layer; ``layers`` has all."""

    inputs: NDArray[np.intp]  # (T,) or (T, B)
    layer: StackedLayer
    logits: Array  # inputs.shape + (V,)

    @property
    def layers(self) -> tuple[Trace, ...]:
        """A trace of each layer, from below; the logits are those of the network."""
        return tuple(Trace(self.inputs, layer, self.logits) for layer in self.layer.layers)

    @property
    def final_state(self) -> State:
        """(h, c) after the last step, each (L, H) or (L, B, H), copied, to carry on from."""
        pairs = [(layer.hidden_state[-1], layer.cell_state[-1]) for layer in self.layer.layers]
        return tuple(self._per_sequence(np.stack(part)) for part in zip(*pairs, strict=True))

    def _per_sequence(self, array: Array) -> Array:
        return array if self.inputs.ndim == 2 else array[:, 0]


class StackedCharLSTM(Interchange, KernelNetwork[StackedTrace]):
    """Several LSTM layers with the interface of `CharLSTM`; a state is (h, c), each (L, ..., H).

    Gates and states of a trace are those of the uppermost layer; ``trace.layers`` has a trace of each.
    With one layer and without dropout the numbers are those of a CharLSTM.

    Parameters
    ----------
    vocab_size, hidden_size : int
        V and H; every layer has H units.
    num_layers : int
        L, at least 1.
    dropout : float
        The share of what each layer hands upwards that is dropped in training, at least 0 and below 1.
    seed : int
        The same seed gives the same initial weights and the same dropout masks.
    dtype : {"float64", "float32"}
        The type of all numbers.
    backend : {"auto", "numba", "numpy", "reference"}
        Which kernel computes the layers, as for `CharLSTM`.
    forget_bias : float
        What the forget gates' biases start at.

    Attributes
    ----------
    parameters : StackedParameters
        The weights and biases, writable: those of `CharLSTM`, and ``W_x1``, ``W_h1``, ``b1`` and so on
        for the layers above. ``parameters.layer(1)`` has the three of one layer.
    num_layers, dropout, seed : int, float, int
        As given.

    Raises
    ------
    ArgumentError
        If an argument is not allowed.

    Examples
    --------
    >>> model = StackedCharLSTM(vocab_size=35, hidden_size=25, num_layers=2)
    >>> trace = model.forward([3, 1, 4])
    >>> trace.logits.shape, len(trace.layers), trace.final_state[0].shape
    ((3, 35), 2, (2, 25))
    """

    parameters: StackedParameters
    parameters_class = StackedParameters
    trace_class = StackedTrace
    state_names = ("h", "c")

    def __init__(
        self,
        vocab_size: int,
        hidden_size: int,
        *,
        num_layers: int = 2,
        dropout: float = 0.0,
        seed: int = 0,
        dtype: DTypeLike = "float64",
        backend: str = "auto",
        forget_bias: float = 0.0,
    ) -> None:
        self._set_options(dropout, seed, backend)
        layers = check_integer("num_layers", num_layers, minimum=1, maximum=_MOST_LAYERS)
        self.parameters = StackedParameters._xavier(
            vocab_size, hidden_size, seed, dtype, num_layers=layers
        )
        bias = check_array(
            "forget_bias", check_real("forget_bias", forget_bias, least=-np.inf), dtype=self.dtype
        )
        for layer in range(layers):
            np.split(self.parameters.layer(layer).b, 4)[GATES.index("forget")][...] = bias

    def _set_options(self, dropout: float, seed: int, backend: str) -> None:
        self.backend = check_backend(backend)
        self.seed = check_integer("seed", seed, minimum=0)
        self.dropout = check_real("dropout", dropout)
        if self.dropout >= 1.0:
            raise ArgumentError(f"dropout must be at least 0 and below 1, but got {self.dropout}.")

    @property
    def num_layers(self) -> int:
        """L, the number of layers."""
        return self.parameters.num_layers

    def forward(
        self,
        inputs: ArrayLike,
        state: Sequence[ArrayLike] | None = None,
        *,
        training: bool = False,
        step: int = 0,
        place: int = 0,
    ) -> StackedTrace:
        """Read a text and predict, at every character, the next one.

        Parameters
        ----------
        inputs : array_like of int, shape (T,) or (T, B)
            Indices of one text, or of B texts side by side.
        state : tuple of array_like, optional
            (h, c), each (L, H) or (L, B, H), to carry on from; zeros by default.
        training : bool
            Whether units are dropped. The Trainer passes True.
        step : int
            The step of training, from 0. Each step drops other units; the same step drops the same.
        place : int
            The characters of this step that were read before these inputs, if it is read in pieces.

        Returns
        -------
        StackedTrace
            Gates, states and logits at every step; ``backward`` uses the masks that are in it.

        Raises
        ------
        ArgumentError
            If an index is outside the vocabulary, the state is not finite, or another argument is not
            allowed.
        ShapeError
            If the inputs are empty or the shapes do not fit.
        """
        training = check_flag("training", training)
        step = check_integer("step", step, minimum=0, maximum=_MOST_STEPS)
        place = check_integer("place", place, minimum=0, maximum=_MOST_STEPS)
        run_layer = self._layer_in_training(step, place) if training else self._forward_layer
        return self._read_text(inputs, state, run_layer)

    def _layer_in_training(self, step: int, place: int) -> RunLayer:
        if self.dropout == 0.0:
            return self._forward_layer

        def run_layers(inputs: NDArray[np.intp], initial_state: State) -> StackedLayer:
            shape = (*inputs.shape, self.hidden_size)
            masks = tuple(
                dropout_mask(
                    self.dropout, shape, self.dtype, seed=self.seed, step=step, layer=k, place=place
                )
                for k in range(self.num_layers)
            )
            return self._run_layers(inputs, initial_state, masks)

        return run_layers

    def _forward_layer(self, inputs: NDArray[np.intp], initial_state: State) -> StackedLayer:
        return self._run_layers(inputs, initial_state, ())

    def _run_layers(
        self, inputs: NDArray[np.intp], initial_state: State, masks: tuple[Array, ...]
    ) -> StackedLayer:
        kernel, (h, c) = get_kernel(self.backend), initial_state
        layers: list[Layer] = []
        outputs: list[Array] = []
        for k in range(self.num_layers):
            weights = self.parameters.layer(k)
            if k == 0:
                layer = kernel.forward(weights, inputs, (h[k], c[k]))
            else:
                layer = dense.forward(kernel, weights, outputs[-1], (h[k], c[k]))
            layers.append(layer)
            outputs.append(layer.hidden_state * masks[k] if masks else layer.hidden_state)
        return StackedLayer(inputs, initial_state, tuple(layers), tuple(outputs), masks)

    def _output(self, layer: StackedLayer) -> Array:
        return layer.outputs[-1]

    def _check_trace(self, trace: StackedTrace) -> StackedTrace:
        trace = super()._check_trace(trace)
        layers = len(getattr(trace.layer, "layers", ()))
        if layers != self.num_layers:
            raise ShapeError(
                f"trace must have {self.num_layers} layers, as the network has, but has {layers}. "
                "Use a trace that this network's forward returned."
            )
        return trace

    def _state_shape(self, batch: tuple[int, ...]) -> tuple[int, ...]:
        return (self.num_layers, *batch, self.hidden_size)

    def _backward_layer(
        self, layer: StackedLayer, dh: Array, dlogits: Array, dfinal_state: State
    ) -> LayerBackward:
        kernel, p, gradients = get_kernel(self.backend), self.parameters, self.parameters.empty_like()
        output, dy = (array.reshape(layer.inputs.size, -1) for array in (layer.outputs[-1], dlogits))
        np.matmul(output.T, dy, out=gradients.W_y)
        np.sum(dy, axis=0, out=gradients.b_y)
        dh_last, dc_last = dfinal_state
        backs = []
        for k in reversed(range(self.num_layers)):
            if layer.masks:
                dh *= layer.masks[k]
            weights, mine = p.layer(k), layer.layers[k]
            back = kernel.through_time(weights, mine, dh, (dh_last[k], dc_last[k]))
            if k > 0:
                dh = dense.add_layer_gradients(
                    gradients.layer(k), mine, back, layer.outputs[k - 1], weights
                )
            else:
                gradients.W_x[...] = kernel.sum_by_index(layer.inputs, back.dz, self.vocab_size)
                dense.recurrent_gradients(gradients.layer(k), mine, back)
            backs.append(back)
        top, pairs = backs[0], [back.dinitial_state for back in reversed(backs)]
        dinitial = tuple(np.stack(part) for part in zip(*pairs, strict=True))
        return LayerBackward(top.dz, top.dcell_state, top.dhidden_state, dinitial, gradients)

    @classmethod
    def from_parameters(
        cls,
        parameters: Parameters,
        *,
        dropout: float = 0.0,
        seed: int = 0,
        backend: str = "auto",
    ) -> Self:
        """Return a network that uses the given parameters themselves, not a copy.

        Parameters
        ----------
        parameters : StackedParameters
            The weights and biases.
        dropout, seed, backend : float, int, str
            As for the class; the seed is that of the dropout masks.

        Returns
        -------
        StackedCharLSTM
            The network.

        Raises
        ------
        ArgumentError
            If ``parameters`` are none of this family, or another argument is not allowed.
        """
        model = super().from_parameters(parameters)
        model._set_options(dropout, seed, backend)
        return model

    def _exchanged_layers(self) -> list[ExchangedLayer]:
        return [ExchangedLayer(*self.parameters.layer(k)) for k in range(self.num_layers)]

    @classmethod
    def _from_exchanged(cls, arrays: Exchanged) -> Self:
        values = {"W_y": arrays.W_y, "b_y": arrays.b_y}
        for k, (W_x, W_h, b, _) in enumerate(arrays.layers):
            suffix = str(k or "")
            values |= {"W_x" + suffix: W_x, "W_h" + suffix: W_h, "b" + suffix: b}
        layers = len(arrays.layers)
        return cls.from_parameters(
            StackedParameters._from_arrays(values, arrays.dtype, num_layers=layers)
        )

    def describe(self) -> dict[str, Any]:  # noqa: D102 - as in CharacterNetwork
        options = {"num_layers": self.num_layers, "dropout": self.dropout, "seed": self.seed}
        return {**super().describe(), "options": options}

    @classmethod
    def _from_file(
        cls, arrays: Mapping[str, NDArray[Any]], options: Mapping[str, Any], dtype: np.dtype[Any]
    ) -> Self:
        layers = check_integer("num_layers", options["num_layers"], minimum=1, maximum=len(arrays))
        parameters = StackedParameters._from_arrays(arrays, dtype, num_layers=layers)
        return cls.from_parameters(parameters, dropout=options["dropout"], seed=options["seed"])

    def __repr__(self) -> str:
        options = f"num_layers={self.num_layers}, dropout={self.dropout:g}, backend={self.backend!r}"
        return f"{super().__repr__()[:-1]}, {options})"
