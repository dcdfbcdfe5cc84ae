"""The five arrays that an LSTM learns, kept in one vector, with a named view of each gate.

    W_x (V, 4H)   W_h (H, 4H)   b (4H,)   W_y (H, V)   b_y (V,)

The gate blocks stand side by side in the order input, forget, candidate, output.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import inf, prod, sqrt
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from lstm_core.arguments import (
    check_array,
    check_choice,
    check_dtype,
    check_integer,
    check_real,
    lack_of_memory,
    short_repr,
)
from lstm_core.errors import ArgumentError
from lstm_core.memory import empty_in_line

GATES = ("input", "forget", "candidate", "output")
ARRAY_NAMES = ("W_x", "W_h", "b", "W_y", "b_y")
_MOST_NUMBERS = 1 << 31  # in one network: 16 GiB in float64
Array = NDArray[np.floating]
Shapes = tuple[tuple[str, tuple[int, ...]], ...]  # the arrays' names and shapes


@dataclass(frozen=True, slots=True)
class GateView:
    """One gate's part of the parameters: views, so writing into them changes the parameters."""

    W_x: Array  # (V, H): Weights from the input
    W_h: Array  # (H, H): Weights from the previous hidden state
    b: Array  # (H,): Bias


class Parameters:
    """The arrays of a network, or the gradients of a loss with respect to them.

    All numbers live in one vector; the five arrays are views into it. So an optimizer updates
    everything with one line, and everything else reads the array that it means.

    Parameters
    ----------
    W_x : array_like, shape (V, 4H)
        Input weights.
    W_h : array_like, shape (H, 4H)
        Recurrent weights.
    b : array_like, shape (4H,)
        Gate biases.
    W_y : array_like, shape (H, V)
        Output weights.
    b_y : array_like, shape (V,)
        Output biases.
    dtype : {"float64", "float32"}
        The type of the numbers.

    Attributes
    ----------
    vector : ndarray, shape (count,)
        All numbers, in the order above.

    Raises
    ------
    ShapeError
        If the shapes do not fit together.
    ArgumentError
        If an array holds NaN, infinity or no numbers.
    """

    gates: ClassVar[tuple[str, ...]] = GATES  # the blocks of W_x, W_h and b, by name
    blocks: ClassVar[int] = len(GATES)  # the widths of W_x, W_h and b, in units of H
    __slots__ = ("W_h", "W_x", "W_y", "b", "b_y", "vector")

    vector: Array
    W_x: Array
    W_h: Array
    b: Array
    W_y: Array
    b_y: Array

    def __init__(
        self,
        W_x: ArrayLike,
        W_h: ArrayLike,
        b: ArrayLike,
        W_y: ArrayLike,
        b_y: ArrayLike,
        *,
        dtype: DTypeLike = "float64",
    ) -> None:
        self._set_arrays(dict(zip(ARRAY_NAMES, (W_x, W_h, b, W_y, b_y), strict=True)), dtype)

    def _set_arrays(self, values: Mapping[str, ArrayLike], dtype: DTypeLike) -> None:
        hidden_size, vocab_size = check_array("W_y", values["W_y"], shape=(None, None)).shape
        check_integer("the number of columns of W_y", vocab_size, minimum=1)
        check_integer("the number of rows of W_y", hidden_size, minimum=1)
        dtype = check_dtype(dtype)
        arrays = {
            name: check_array(name, values[name], shape=shape, dtype=dtype)
            for name, shape in self._shapes(vocab_size, hidden_size)
        }
        self._allocate(vocab_size, hidden_size, dtype)  # only when the sizes are known to fit
        for name, array in arrays.items():
            setattr(self, name, array)

    @classmethod
    def _from_arrays(cls, values: Mapping[str, ArrayLike], dtype: DTypeLike, **layout: Any) -> Self:
        """Return parameters with these values, by the names of the arrays."""
        parameters = cls._blank(**layout)
        parameters._set_arrays(values, dtype)
        return parameters

    # What a family with other arrays overrides: which there are, and how wide their values are drawn.

    def _layout(self) -> dict[str, Any]:
        """Return what decides on the arrays beside V and H: nothing for an LSTM."""
        return {}

    def _shapes(self, V: int, H: int) -> Shapes:
        """Return the arrays' names and shapes, in the order of the vector."""
        width = self.blocks * H
        shapes: tuple[tuple[int, ...], ...] = ((V, width), (H, width), (width,), (H, V), (V,))
        return tuple(zip(ARRAY_NAMES, shapes, strict=True))

    def _fans(self, V: int, H: int) -> dict[str, tuple[int, int]]:
        """Return fan_in and fan_out of each array of weights."""
        return {"W_x": (V + H, H), "W_h": (V + H, H), "W_y": (H, V)}

    @classmethod
    def _blank(cls, **layout: Any) -> Self:
        """Return parameters without arrays."""
        parameters = cls.__new__(cls)
        for name, value in layout.items():
            object.__setattr__(parameters, name, value)
        return parameters

    def _allocate(self, vocab_size: int, hidden_size: int, dtype: np.dtype[np.floating]) -> None:
        count, places = _places(self._shapes(vocab_size, hidden_size))
        try:
            if count > _MOST_NUMBERS:
                raise MemoryError
            vector = empty_in_line((count,), dtype)
        except MemoryError as error:
            sizes = f"V={short_repr(vocab_size)}, H={short_repr(hidden_size)}"
            raise lack_of_memory(f"the parameters of {sizes}") from error
        object.__setattr__(self, "vector", vector)
        for name, place, shape in places:
            object.__setattr__(self, name, vector[place].reshape(shape))

    def __setattr__(self, name: str, value: ArrayLike) -> None:
        """Copy numbers into an array: ``parameters.b = zeros`` writes, it does not rebind."""
        names = [name for name, _ in self._shapes(1, 1)]
        if name not in (*names, "vector"):
            raise ArgumentError(
                f"Parameters have no array {name!r}; the arrays are {', '.join(names)}."
            )
        mine = getattr(self, name)
        # A sum that became infinite must stay visible to the trainer, which checks it.
        mine[...] = check_array(name, value, shape=mine.shape, dtype=mine.dtype, finite=False)

    @classmethod
    def zeros(cls, vocab_size: int, hidden_size: int, *, dtype: DTypeLike = "float64") -> Self:
        """Return parameters that are all 0.

        Parameters
        ----------
        vocab_size, hidden_size : int
            V and H, at least 1.
        dtype : {"float64", "float32"}
            The type of the numbers.

        Returns
        -------
        parameters : Parameters
            Five arrays of zeros.

        Raises
        ------
        ArgumentError
            If a size or the dtype is not allowed, or the arrays do not fit into memory.
        """
        return cls._zeros(vocab_size, hidden_size, dtype)

    @classmethod
    def _zeros(cls, vocab_size: int, hidden_size: int, dtype: DTypeLike, **layout: Any) -> Self:
        parameters = cls._blank(**layout)
        parameters._allocate(
            check_integer("vocab_size", vocab_size, minimum=1),
            check_integer("hidden_size", hidden_size, minimum=1),
            check_dtype(dtype),
        )
        parameters.vector.fill(0)
        return parameters

    def empty_like(self) -> Self:
        """Return parameters of the same sizes and type whose numbers are not set yet.

        Returns
        -------
        parameters : Parameters
            For a caller that sets all of them.
        """
        twin = self._blank(**self._layout())
        twin._allocate(self.vocab_size, self.hidden_size, self.dtype)
        return twin

    @classmethod
    def xavier(
        cls,
        vocab_size: int,
        hidden_size: int,
        *,
        seed: int = 0,
        dtype: DTypeLike = "float64",
        forget_bias: float = 0.0,
    ) -> Self:
        """Return random weights by Xavier's uniform rule, and biases of 0.

        A weight is drawn evenly from ±√(6 / (fan_in + fan_out)), which keeps the size of signals
        about the same on the way forward and back. A gate has fan_in = V + H and fan_out = H; the
        output layer has fan_in = H and fan_out = V.

        Parameters
        ----------
        vocab_size, hidden_size : int
            V and H, at least 1.
        seed : int
            The same seed gives the same weights; float32 gives those of float64, rounded.
        dtype : {"float64", "float32"}
            The type of the numbers.
        forget_bias : float
            What the forget gate's bias starts at; 1 makes a new cell remember (Jozefowicz et al.
            2015, section 4.3).

        Returns
        -------
        parameters : Parameters
            The initial parameters.

        Raises
        ------
        ArgumentError
            If an argument is not allowed.

        References
        ----------
        Glorot & Bengio (2010), Understanding the difficulty of training deep feedforward neural
        networks, section 4.2.1, equation 16.
        """
        parameters = cls._xavier(vocab_size, hidden_size, seed, dtype)
        forget_bias = check_real("forget_bias", forget_bias, least=-inf)
        bias = check_array("forget_bias", forget_bias, dtype=parameters.dtype)
        if forget_bias:
            parameters.gate("forget").b[...] = bias
        return parameters

    @classmethod
    def _xavier(
        cls, vocab_size: int, hidden_size: int, seed: int, dtype: DTypeLike, **layout: Any
    ) -> Self:
        parameters = cls._zeros(vocab_size, hidden_size, dtype, **layout)
        V, H = parameters.vocab_size, parameters.hidden_size  # ints: NumPy's may overflow in a sum
        random = np.random.default_rng(check_integer("seed", seed, minimum=0))
        for name, (fan_in, fan_out) in parameters._fans(V, H).items():
            weights, limit = getattr(parameters, name), sqrt(6.0 / (fan_in + fan_out))
            weights[...] = random.uniform(-limit, limit, weights.shape)
        return parameters

    @property
    def vocab_size(self) -> int:
        """V, the number of characters."""
        return int(self.W_y.shape[1])

    @property
    def hidden_size(self) -> int:
        """H, the number of hidden units."""
        return int(self.W_y.shape[0])

    @property
    def count(self) -> int:
        """How many numbers there are in all."""
        return self.vector.size

    @property
    def dtype(self) -> np.dtype[np.floating]:
        """The type of the numbers."""
        return self.vector.dtype

    def gate(self, name: str) -> GateView:
        """Return one gate's weights and bias as views.

        Parameters
        ----------
        name : {"input", "forget", "candidate", "output"}
            The gate.

        Returns
        -------
        GateView
            ``W_x`` (V, H), ``W_h`` (H, H), ``b`` (H,); what is written there is written here.

        Raises
        ------
        ArgumentError
            If there is no such gate.
        """
        position = self.gates.index(check_choice("gate", name, self.gates)) * self.hidden_size
        block = slice(position, position + self.hidden_size)
        return GateView(self.W_x[:, block], self.W_h[:, block], self.b[block])

    def arrays(self) -> Iterator[tuple[str, Array]]:
        """Yield each array's name and the array itself, in a fixed order.

        Yields
        ------
        name : str
            ``"W_x"``, ``"W_h"``, ``"b"``, ``"W_y"``, ``"b_y"``.
        array : ndarray
            The array, not a copy.
        """
        for name, _ in self._shapes(1, 1):
            yield name, getattr(self, name)

    def copy(self, *, dtype: DTypeLike | None = None) -> Self:
        """Return parameters with the same numbers in memory of their own.

        Parameters
        ----------
        dtype : {"float64", "float32"}, optional
            The type of the copy; by default the same.

        Returns
        -------
        parameters : Parameters
            The copy.

        Raises
        ------
        ArgumentError
            If the dtype is not allowed, or a number is too large for it.
        """
        dtype = self.dtype if dtype is None else check_dtype(dtype)
        twin = self._blank(**self._layout())
        twin._allocate(self.vocab_size, self.hidden_size, dtype)
        with np.errstate(over="ignore"):  # met below
            twin.vector[...] = self.vector
        if dtype != self.dtype and (np.isinf(twin.vector) > np.isinf(self.vector)).any():
            raise ArgumentError("The parameters hold numbers that are too large for float32.")
        return twin

    def __reduce__(self) -> tuple[Any, ...]:
        """Let ``copy.deepcopy`` and ``pickle`` make a twin whose arrays are views of its own vector."""
        sizes = self.vocab_size, self.hidden_size
        return _rebuild, (type(self), *sizes, self.vector, self._layout())

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(V={self.vocab_size}, H={self.hidden_size}, "
            f"count={self.count}, dtype={self.dtype})"
        )


_Place = tuple[str, slice, tuple[int, ...]]


@lru_cache(maxsize=64)  # a training step makes gradients of the same sizes as the one before
def _places(shapes: Shapes) -> tuple[int, list[_Place]]:
    """Return how many numbers there are, and each array's name, place in the vector, and shape."""
    places: list[_Place] = []
    start = 0
    for name, shape in shapes:
        end = start + prod(shape)
        places.append((name, slice(start, end), shape))
        start = end
    return start, places


def _rebuild(
    cls: type[Parameters], vocab_size: int, hidden_size: int, vector: Array, layout: dict[str, Any]
) -> Parameters:
    parameters = cls._zeros(vocab_size, hidden_size, vector.dtype, **layout)
    parameters.vector[...] = vector
    return parameters
