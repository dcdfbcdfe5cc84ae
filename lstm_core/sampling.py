"""Text from a trained network: next-character distributions, temperature, generation."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import check_logits, cross_entropy, softmax
from lstm_core.arguments import check_integer, check_real, short_repr
from lstm_core.blas_threads import OneThread
from lstm_core.character_network import CharacterNetwork, check_model
from lstm_core.errors import ArgumentError, TextError
from lstm_core.text import Vocabulary

Network = CharacterNetwork[Any]
Array = NDArray[np.floating]
LONGEST_SAMPLE = 100_000_000  # characters that fit into the memory of a small computer


class Drawn(NamedTuple):
    """One generated character."""

    character: str  # what was drawn
    distribution: Array  # (V,): The probabilities that it was drawn from
    probability: float  # the one that it had


def distribution(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """Return the next character's probabilities at a temperature: softmax(logits / temperature).

    Parameters
    ----------
    logits : array_like, shape (..., V)
        Unnormalised scores.
    temperature : float
        1 leaves the network's own probabilities, less makes the likely likelier, more evens them
        out. 0 is the limit: all on the likeliest (the first of them, if several are).

    Returns
    -------
    ndarray, shape (..., V)
        Probabilities that add up to 1.

    Raises
    ------
    ArgumentError
        If the temperature is negative or not finite, or the logits are not finite.

    Examples
    --------
    >>> distribution([0.0, 1.0], temperature=0)
    array([0., 1.])
    """
    temperature = check_real("temperature", temperature)
    logits = check_logits(logits)
    if temperature == 0:
        greedy = np.zeros_like(logits)
        np.put_along_axis(greedy, logits.argmax(axis=-1, keepdims=True), 1.0, axis=-1)
        return greedy
    exact = logits.astype(np.float64)  # in float32 a tiny temperature would be 0
    with np.errstate(over="ignore"):  # at a tiny temperature -inf is right: a probability of 0
        shifted = (exact - exact.max(axis=-1, keepdims=True)) / temperature
    return softmax(np.maximum(shifted, np.finfo(np.float64).min / 2)).astype(logits.dtype, copy=False)


def generate(
    model: Network,
    vocabulary: Vocabulary,
    prefix: str,
    *,
    temperature: float = 1.0,
    seed: int = 0,
) -> Iterator[Drawn]:
    """Yield one character after another, without end: each is drawn, then read by the network.

    Parameters
    ----------
    model : CharLSTM or another CharacterNetwork
        The network.
    vocabulary : Vocabulary
        The one that it was trained with.
    prefix : str
        What the network reads first; at least one character.
    temperature : float
        As for `distribution`.
    seed : int
        The same seed gives the same characters.

    Yields
    ------
    Drawn
        The character, and the probabilities that it was drawn from.

    Raises
    ------
    TextError
        If the prefix is empty or holds an unknown character.
    ArgumentError
        If another argument is not allowed.
    """
    writer = Writer(model, vocabulary, prefix, seed)
    return writer.write(check_real("temperature", temperature))


class Writer:
    """A network that draws characters and reads them: arguments are checked once, for the prefix."""

    def __init__(self, model: Network, vocabulary: Vocabulary, prefix: str, seed: int) -> None:
        self.random = np.random.default_rng(check_integer("seed", seed, minimum=0))
        indices = encode_prefix(model, vocabulary, prefix)
        trace = model.forward(indices[:, None])
        self._model, self._characters = model, vocabulary.characters
        self.logits, self.state = trace.logits[-1, 0].astype(np.float64), trace.final_state

    def draw(self, temperature: float) -> tuple[int, Drawn]:
        """Draw one character; return its index as well."""
        probabilities = _distribution(self.logits, temperature)
        cumulative = probabilities.cumsum()
        cumulative /= cumulative[-1]
        # As `Generator.choice` draws, which checks the probabilities every time.
        index = int(cumulative.searchsorted(self.random.random(), side="right"))
        return index, Drawn(self._characters[index], probabilities, float(probabilities[index]))

    def read(self, index: int) -> None:
        """Let the network read one character."""
        logits, self.state = self._model._read(index, self.state)
        self.logits = logits.astype(np.float64)

    def write(self, temperature: float) -> Iterator[Drawn]:
        """Yield one drawn character after another; it is read when the next one is asked for."""
        while True:
            index, drawn = self.draw(temperature)
            yield drawn
            self.read(index)


def _distribution(logits: Array, temperature: float) -> Array:
    """Return what `distribution` gives for one row, without its checks where all is ordinary."""
    highest = logits.max()
    if not float(highest) - float(logits.min()) < 1e300 * temperature:  # infinite, NaN; tiny, 0
        return distribution(logits, temperature)
    weights: Array = np.exp((logits - highest) / temperature)
    weights /= weights.sum()
    return weights


def encode_prefix(model: Network, vocabulary: Vocabulary, prefix: str) -> NDArray[np.intp]:
    """Return a prefix as indices, once it is sure that network, vocabulary and prefix fit together."""
    check_network(model, vocabulary)
    indices = vocabulary.encode(prefix)
    if not indices.size:
        raise TextError(
            "prefix is empty: give at least one character for the network to read first, "
            f"for example {vocabulary.characters[0]!r}."
        )
    return indices


def check_network(model: object, vocabulary: object) -> None:
    """Raise an error unless both are what they should be, and fit together."""
    model = check_model(model)
    if not isinstance(vocabulary, Vocabulary) or len(vocabulary) != model.vocab_size:
        raise ArgumentError(
            f"vocabulary must be a Vocabulary of {model.vocab_size} characters, as the network "
            f"has, but got {short_repr(vocabulary)}."
        )
    if model.vocabulary not in (None, vocabulary):
        raise ArgumentError(
            f"The network was trained on the characters of {short_repr(model.vocabulary)}, but got "
            f"{short_repr(vocabulary)}. Use model.vocabulary."
        )


def sample(
    model: Network,
    vocabulary: Vocabulary,
    prefix: str,
    length: int,
    *,
    temperature: float = 1.0,
    seed: int = 0,
) -> str:
    """Return the prefix and a text that the network continues it with.

    Parameters
    ----------
    model : CharLSTM or another CharacterNetwork
        The network.
    vocabulary : Vocabulary
        The one that it was trained with.
    prefix : str
        What the network reads first; at least one character.
    length : int
        How many characters to add to the prefix, at most 100 million; `generate` knows no end.
    temperature : float
        As for `distribution`: 0 takes the likeliest every time.
    seed : int
        The same seed gives the same text.

    Returns
    -------
    str
        ``len(prefix) + length`` characters, beginning with the prefix.

    Raises
    ------
    TextError
        If the prefix is empty or holds an unknown character.
    ArgumentError
        If another argument is not allowed.
    """
    length = check_integer("length", length, minimum=0, maximum=LONGEST_SAMPLE)
    drawn = generate(model, vocabulary, prefix, temperature=temperature, seed=seed)
    with OneThread():
        return prefix + "".join([one.character for one in islice(drawn, length)])


def target_probabilities(logits: ArrayLike, targets: ArrayLike) -> Array:
    """Return the probability that the network gave to each character that came next.

    Parameters
    ----------
    logits : array_like, shape (..., V)
        Unnormalised scores.
    targets : array_like of int, shape (...)
        What came next.

    Returns
    -------
    ndarray, shape (...)
        Probabilities.

    Raises
    ------
    ArgumentError, ShapeError
        As for `cross_entropy`.
    """
    return np.exp(-cross_entropy(logits, targets, "none"))


def expected_accuracy(logits: ArrayLike, targets: ArrayLike) -> float:
    """Return the share of characters that drawing from the distributions gets right on average.

    The network reads the true text all along (teacher forcing); a draw at each place is right with
    the probability of the true character, so the expected share is the mean of those.

    Parameters
    ----------
    logits : array_like, shape (..., V)
        Unnormalised scores.
    targets : array_like of int, shape (...)
        What came next.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ArgumentError, ShapeError
        As for `cross_entropy`.
    """
    return float(target_probabilities(logits, targets).mean())
