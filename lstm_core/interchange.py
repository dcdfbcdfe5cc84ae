"""Weights for PyTorch and Keras, and back, as plain arrays: neither library is needed.

| | here | PyTorch | Keras |
|---|---|---|---|
| LSTM, order of the blocks | i f g o | i f g o | i f c o (c is our g) |
| GRU, order of the blocks | r u g | r z n (z is our u) | z r h |
| a layer's weights | (D, 4H), (H, 4H) | transposed: (4H, D), (4H, H) | (D, 4H), (H, 4H) |
| a layer's biases | b | two, which are added | one |
| GRU, reset after the product | b and b_h | two; of the second the last block is b_h | (2, 3H) |
| GRU, reset before the product | b | there is none | (3H,) |
| output layer | (H, V), (V,) | transposed: (V, H), (V,) | (H, V), (V,) |
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any, ClassVar, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_array, short_repr
from lstm_core.errors import ArgumentError
from lstm_core.parameters import Parameters

Array = NDArray[np.floating]
_TORCH_NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


class ExchangedLayer(NamedTuple):
    """A layer's arrays in this package's form."""

    W_x: Array  # (D, blocks * H)
    W_h: Array  # (H, blocks * H)
    b: Array  # (blocks * H,)
    b_h: Array | None = None  # (H,): of a GRU with the reset after the product


class Exchanged(NamedTuple):
    """All arrays of a network in this package's form."""

    layers: list[ExchangedLayer]
    W_y: Array  # (H, V)
    b_y: Array  # (V,)
    dtype: np.dtype[Any]


class Interchange:
    """What a family needs to give its weights to other libraries and to take theirs."""

    torch_name: ClassVar[str] = "lstm"  # of the layers in PyTorch's state_dict
    parameters: Parameters

    @abstractmethod
    def _exchanged_layers(self) -> list[ExchangedLayer]:
        """Return the arrays of all layers, from below."""

    @classmethod
    @abstractmethod
    def _from_exchanged(cls, arrays: Exchanged) -> Self:
        """Return a network with these arrays, copied."""

    def to_torch(self) -> dict[str, Array]:
        """Return the weights as PyTorch names and shapes them.

        For a ``torch.nn.Module`` with ``self.lstm = torch.nn.LSTM(V, H)`` (for a GRU: ``self.gru``)
        and ``self.linear = torch.nn.Linear(H, V)``. PyTorch has two biases where this package has one:
        ours is the first, and the second is zeros.

        Returns
        -------
        dict of str to ndarray
            ``"lstm.weight_ih_l0"`` (4H, V), ``"lstm.weight_hh_l0"`` (4H, H), ``"lstm.bias_ih_l0"`` and
            ``"lstm.bias_hh_l0"`` (4H,), the same with ``_l1`` and so on for further layers,
            ``"linear.weight"`` (V, H), ``"linear.bias"`` (V,): copies. A GRU's names begin with
            ``"gru."``, and it has 3H where an LSTM has 4H.

        Raises
        ------
        ArgumentError
            If this is a GRU with the reset before the product, which PyTorch does not have.
        """
        arrays: dict[str, Array] = {}
        for k, layer in enumerate(self._exchanged_layers()):
            if self.torch_name == "gru" and layer.b_h is None:
                raise ArgumentError(
                    "PyTorch's GRU resets after the product, but this one resets before it, so its "
                    "numbers would differ. Use CharGRU(..., reset_after=True)."
                )
            values = (layer.W_x.T, layer.W_h.T, layer.b, _recurrent_bias(layer))
            for name, value in zip(_TORCH_NAMES, values, strict=True):
                arrays[f"{self.torch_name}.{name}_l{k}"] = np.array(value, order="C")
        p = self.parameters
        return {**arrays, "linear.weight": np.array(p.W_y.T, order="C"), "linear.bias": p.b_y.copy()}

    @classmethod
    def from_torch(cls, arrays: Mapping[str, ArrayLike]) -> Self:
        """Return a network with weights from PyTorch.

        Parameters
        ----------
        arrays : mapping of str to array_like
            As `to_torch` returns them: a module's ``state_dict()``, whose tensors are on the CPU. The
            two biases of a layer are added where PyTorch adds them.

        Returns
        -------
        CharLSTM, CharGRU or StackedCharLSTM
            The network, float32 if all arrays are, else float64. A GRU resets after the product.

        Raises
        ------
        ArgumentError
            If an array is missing, too much, or no finite numbers.
        ShapeError
            If the shapes do not fit together.
        """
        return cls._from_exchanged(_read_torch(arrays, cls.torch_name))

    def to_keras(self) -> list[Array]:
        """Return the weights in the order of Keras: what ``model.set_weights`` takes.

        For ``keras.Sequential([LSTM(H, return_sequences=True), Dense(V)])``, or with several LSTM
        layers, or with ``GRU(H, return_sequences=True, reset_after=...)``.

        Returns
        -------
        list of ndarray
            ``kernel`` (V, 4H), ``recurrent_kernel`` (H, 4H) and ``bias`` (4H,) of each layer, then the
            output layer's ``kernel`` (H, V) and ``bias`` (V,): copies. A GRU has 3H where an LSTM has
            4H; its bias is (2, 3H) with the reset after the product.
        """
        is_gru, arrays = self.torch_name == "gru", []
        for layer in self._exchanged_layers():
            bias = layer.b if layer.b_h is None else np.stack([layer.b, _recurrent_bias(layer)])
            for array in (layer.W_x, layer.W_h, bias):
                arrays.append(_swapped(array) if is_gru else array.copy())
        return [*arrays, self.parameters.W_y.copy(), self.parameters.b_y.copy()]

    @classmethod
    def from_keras(cls, arrays: Sequence[ArrayLike]) -> Self:
        """Return a network with weights from Keras.

        Parameters
        ----------
        arrays : sequence of array_like
            As `to_keras` returns them: a model's ``get_weights()``.

        Returns
        -------
        CharLSTM, CharGRU or StackedCharLSTM
            The network, float32 if all arrays are, else float64. A GRU resets where Keras did: after
            the product if its bias has two rows, else before.

        Raises
        ------
        ArgumentError
            If there are too few or too many arrays, or they are no finite numbers.
        ShapeError
            If the shapes do not fit together.
        """
        return cls._from_exchanged(_read_keras(arrays, is_gru=cls.torch_name == "gru"))


def only_layer(arrays: Exchanged, family: str) -> ExchangedLayer:
    """Return the layer of a network that has one; say where several belong."""
    if len(arrays.layers) != 1:
        raise ArgumentError(
            f"arrays hold {len(arrays.layers)} layers, but a {family} has one. Several LSTM layers are "
            "a StackedCharLSTM."
        )
    return arrays.layers[0]


def _recurrent_bias(layer: ExchangedLayer) -> Array:
    """Return the second bias, which the libraries add to the product with h."""
    bias = np.zeros_like(layer.b)
    if layer.b_h is not None:
        bias[-len(layer.b_h) :] = layer.b_h
    return bias


def _swapped(array: Array) -> Array:
    """Return a GRU's array (..., 3H) with the first two blocks swapped: r u g is z r h in Keras."""
    first, second, third = np.split(array, 3, axis=-1)
    return np.concatenate([second, first, third], axis=-1)


def _joined(W_x: Array, W_h: Array, first: Array, second: Array | None, is_gru: bool) -> ExchangedLayer:
    """Return a layer from its two biases: they are added, but for the candidate of a GRU."""
    if second is None:
        return ExchangedLayer(W_x, W_h, first)
    if not is_gru:
        return ExchangedLayer(W_x, W_h, first + second)
    H = len(W_h)
    b = first.copy()
    b[: 2 * H] += second[: 2 * H]
    return ExchangedLayer(W_x, W_h, b, second[2 * H :])


def _read_torch(arrays: Mapping[str, ArrayLike], kind: str) -> Exchanged:
    if not isinstance(arrays, Mapping):
        raise ArgumentError(
            f"arrays must be a dict of names and arrays, as a state_dict() is, but got "
            f"{short_repr(arrays)}."
        )
    try:
        given = dict(arrays)
    except Exception as error:  # whatever a foreign mapping raises
        raise ArgumentError("arrays must be a dict of names and arrays.") from error
    dtype = _common_dtype(given.items())

    def take(name: str, *shape: int | None) -> Array:
        if name not in given:
            raise ArgumentError(
                f"arrays lack {name!r}; they have {short_repr(list(given))}. Name the layers "
                f"self.{kind} and self.linear, with their biases."
            )
        return check_array(name, given.pop(name), shape=shape, dtype=dtype)

    W_y = take("linear.weight", None, None).T
    H, V = W_y.shape
    width, layers = (3 if kind == "gru" else 4) * H, []
    for k in count():
        if k and f"{kind}.weight_ih_l{k}" not in given:
            break
        shapes = ((width, V if k == 0 else H), (width, H), (width,), (width,))
        W_x, W_h, first, second = (
            take(f"{kind}.{name}_l{k}", *shape)
            for name, shape in zip(_TORCH_NAMES, shapes, strict=True)
        )
        layers.append(_joined(W_x.T, W_h.T, first, second, kind == "gru"))
    b_y = take("linear.bias", V)
    if given:
        raise ArgumentError(
            f"arrays hold names that no network of this package has: {short_repr(list(given))}. Leave "
            "it out."
        )
    return Exchanged(layers, W_y, b_y, dtype)


def _read_keras(arrays: Sequence[ArrayLike], is_gru: bool) -> Exchanged:
    if not isinstance(arrays, list | tuple) or len(arrays) < 5 or len(arrays) % 3 != 2:
        number = f"{len(arrays)} of them" if isinstance(arrays, list | tuple) else short_repr(arrays)
        raise ArgumentError(
            "arrays must be a list of kernel, recurrent kernel and bias for each layer, and of kernel "
            f"and bias of the output layer, as get_weights() gives them, but got {number}."
        )
    names = [f"arrays[{number}]" for number in range(len(arrays))]
    dtype = _common_dtype(zip(names, arrays, strict=True))

    def take(number: int, *shape: int | None) -> Array:
        return check_array(names[number], arrays[number], shape=shape, dtype=dtype)

    W_y = take(len(arrays) - 2, None, None)
    H, V = W_y.shape
    width, layers = (3 if is_gru else 4) * H, []
    for k in range(0, len(arrays) - 2, 3):
        W_x, W_h = take(k, H if k else V, width), take(k + 1, H, width)
        has_two = is_gru and check_array(names[k + 2], arrays[k + 2]).ndim == 2
        bias = take(k + 2, 2, width) if has_two else take(k + 2, width)
        if is_gru:
            W_x, W_h, bias = _swapped(W_x), _swapped(W_h), _swapped(bias)
        first, second = bias if has_two else (bias, None)
        layers.append(_joined(W_x, W_h, first, second, is_gru))
    return Exchanged(layers, W_y, take(len(arrays) - 1, V), dtype)


def _common_dtype(arrays: Any) -> np.dtype[Any]:
    """Return float32 if all named arrays are, else float64."""
    kinds = {check_array(str(name), array).dtype for name, array in _named(arrays)}
    return np.dtype(np.float32 if kinds == {np.dtype(np.float32)} else np.float64)


def _named(arrays: Any) -> Iterator[tuple[str, Any]]:
    for name, array in arrays:
        yield short_repr(name) if not isinstance(name, str) else name, array
