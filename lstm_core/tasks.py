"""Synthetic data: texts that only a network with a memory, or a counter, can predict.

recall after a lag   k d d d … d ?   the answer is the key k, the first of N + 2 characters
aⁿbⁿ                 aabb.            as many b as a, then an end sign
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_integer, short_repr
from lstm_core.errors import ArgumentError

__all__ = ["Recall", "counting_text", "counting_word", "recall"]

Indices = NDArray[np.intp]


class Recall(NamedTuple):
    """A batch of the recall task."""

    inputs: Indices  # (lag + 2, B): a key, `lag` distractors, the query sign
    targets: Indices  # (B,): The keys, which are the answers at the last step


def recall(
    lag: int, batch_size: int, *, random: np.random.Generator, keys: int = 4, distractors: int = 4
) -> Recall:
    """Draw texts whose last character asks for the first.

    Indices 0 to keys − 1 are keys, the next ones distractors, and the last one is the query sign: the
    vocabulary has keys + distractors + 1 characters. A guess is right once in `keys` cases.

    Parameters
    ----------
    lag : int
        N, the number of distractors between key and query.
    batch_size : int
        B, the number of texts.
    random : numpy.random.Generator
        Where the draws come from.
    keys, distractors : int
        How many characters of each kind there are.

    Returns
    -------
    Recall
        inputs (lag + 2, B) and targets (B,).

    Raises
    ------
    ArgumentError
        If a size is not allowed, or `random` is no generator.
    """
    lag = check_integer("lag", lag, minimum=0)
    batch_size = check_integer("batch_size", batch_size, minimum=1)
    keys = check_integer("keys", keys, minimum=2)
    distractors = check_integer("distractors", distractors, minimum=1)
    _check_generator(random)
    targets = random.integers(0, keys, batch_size)  # (B,)
    between = random.integers(keys, keys + distractors, (lag, batch_size))  # (N, B)
    query = np.full((1, batch_size), keys + distractors)  # (1, B)
    return Recall(np.concatenate([targets[None], between, query]), targets)


def counting_word(n: int) -> str:
    """Return n letters a, n letters b and the end sign: aabb. for n = 2.

    Parameters
    ----------
    n : int
        How many of each.

    Returns
    -------
    str
        The word, with 2 n + 1 characters.

    Raises
    ------
    ArgumentError
        If n is not allowed.
    """
    n = check_integer("n", n, minimum=1)
    return "a" * n + "b" * n + "."


def counting_text(length: int, *, random: np.random.Generator, largest: int = 10) -> str:
    """Return an end sign and words aⁿbⁿ one after another, with n drawn from 1 to `largest`.

    Parameters
    ----------
    length : int
        The number of characters; the last word may be cut off.
    random : numpy.random.Generator
        Where the draws come from.
    largest : int
        The largest n, each equally often.

    Returns
    -------
    str
        Text over the characters a, b and the end sign.

    Raises
    ------
    ArgumentError
        If a size is not allowed, or `random` is no generator.
    """
    length = check_integer("length", length, minimum=1)
    largest = check_integer("largest", largest, minimum=1)
    _check_generator(random)
    text = "."
    while len(text) < length:
        text += counting_word(int(random.integers(1, largest + 1)))
    return text[:length]


def _check_generator(random: object) -> None:
    if not isinstance(random, np.random.Generator):
        raise ArgumentError(
            f"random must be a generator, such as np.random.default_rng(0), but got "
            f"{short_repr(random)}."
        )
