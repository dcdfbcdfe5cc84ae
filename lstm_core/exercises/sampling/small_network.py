"""A network read character by character, with what was read once remembered.

The search for a mistake in free-running generation reads nearly the same texts again and again, so each
state has a number, and reading a character in a state is computed once.
"""

from functools import lru_cache

import numpy as np

from lstm_core.exercises.checking.exercise import Array
from lstm_core.model import CharLSTM

START = 0  # the number of the state before anything is read


class SmallNetwork:
    """The states that a network was in, each with its number, and their distributions."""

    def __init__(self, vector: bytes, V: int, H: int) -> None:
        shapes = ((V, 4 * H), (H, 4 * H), (4 * H,), (H, V), (V,))
        sizes = np.cumsum([int(np.prod(shape)) for shape in shapes])
        parts = np.split(np.frombuffer(vector), sizes[:-1])
        self._W_x, self._W_h, self._b, self._W_y, self._b_y = (
            part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)
        )
        self._states: list[tuple[Array, Array]] = []
        self._logits: list[Array] = []
        self._ends: list[Array] = []
        self._read: dict[tuple[int, int | str], int] = {}
        self._add(np.zeros(H), np.zeros(H))

    def read(self, state: int, indices: list[int]) -> int:
        """Return the state after some characters."""
        for index in indices:
            if (state, index) not in self._read:
                self._read[state, index] = self._step(state, index)
            state = self._read[state, index]
        return state

    def logits(self, state: int) -> Array:
        """Return the scores of the next character, (V,)."""
        return self._logits[state]

    def ends(self, state: int) -> Array:
        """Return the ends of the pieces that a dart is thrown at, (V,)."""
        return self._ends[state]

    def changed(self, state: int, change: str) -> int:
        """Return a state with h and c swapped, or with one of them set to zero."""
        if (state, change) not in self._read:
            h, c = self._states[state]
            new = {"swapped": (c, h), "no_h": (0 * h, c), "no_c": (h, 0 * c)}[change]
            self._read[state, change] = self._add(*new)
        return self._read[state, change]

    def _step(self, state: int, index: int) -> int:
        h, c = self._states[state]
        z_i, z_f, z_g, z_o = np.split(self._W_x[index] + h @ self._W_h + self._b, 4)
        c = c / (1 + np.exp(-z_f)) + np.tanh(z_g) / (1 + np.exp(-z_i))
        return self._add(np.tanh(c) / (1 + np.exp(-z_o)), c)

    def _add(self, h: Array, c: Array) -> int:
        logits = h @ self._W_y + self._b_y
        powers = np.exp(logits - logits.max())
        self._states.append((h, c))
        self._logits.append(logits)
        self._ends.append(np.cumsum(powers / powers.sum()))
        return len(self._states) - 1


@lru_cache(maxsize=16)
def _remembered(vector: bytes, V: int, H: int) -> SmallNetwork:
    return SmallNetwork(vector, V, H)


def small_network(model: CharLSTM) -> SmallNetwork:
    """Return what is remembered of a network with these parameters."""
    vector = model.parameters.vector.astype(float)
    return _remembered(vector.tobytes(), model.vocab_size, model.hidden_size)
