"""Known mistakes of notebook 01: each a small wrong function, and what the learner is told about it."""

from collections import Counter
from typing import Any

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Function, Indices, Mistake, Output


def _with_index(characters: list[str], start: int = 0) -> tuple[list[str], dict[str, int]]:
    return characters, {character: k for k, character in enumerate(characters, start)}


def _one_hot(places: Indices, values: Array, shape: Any, rows: Any = None) -> Output:
    x = np.zeros(shape)
    x[np.arange(shape[0]) if rows is None else rows, places] = values
    return x


def _all_rows(indices: Indices, V: int) -> Output:
    x = np.zeros((len(indices), V))
    x[:, indices] = 1.0
    return x


def _first_row(indices: Indices, V: int) -> Output:
    x = np.zeros((len(indices), V))
    x[0, indices[0]] = 1.0
    return x


def _pair_loss(
    counted: Indices,
    tested: Indices,
    V: int,
    a: float,
    *,
    above: float = 1,
    below: Any = None,
    table: Function = lambda counts: counts,
    mean: Function = np.mean,
    total: Function = lambda counts, inputs, targets: counts.sum(axis=1)[inputs],
) -> Output:
    """Score letter pairs in one wrong way: `above` and `below` are the head starts in units of a."""
    counts = np.zeros((V, V))
    np.add.at(counts, (counted[:-1], counted[1:]), 1)
    counts, inputs, targets = table(counts), tested[:-1], tested[1:]
    below = total(counts, inputs, targets) + a * (V if below is None else below)
    return mean(-np.log((counts[inputs, targets] + above * a) / below))


def _pair_loss_of_occurrences(counted: Indices, tested: Indices, V: int, a: float) -> Output:
    occurrences = np.bincount(counted, minlength=V)
    return _pair_loss(counted, tested, V, a, total=lambda counts, inputs, targets: occurrences[inputs])


MAKE_VOCABULARY = (
    Mistake(
        "Your characters come in the order of `set(text)`, which is another one in every run of "
        "Python. A model that is saved today would read another alphabet tomorrow. Sort them.",
        lambda text: _with_index(list(set(text))),
    ),
    Mistake(
        "Your characters come in the order in which they first occur. That is the same in every run, "
        "but it depends on the text: two texts with the same characters get different indices. Sort "
        "them.",
        lambda text: _with_index(list(dict.fromkeys(text))),
    ),
    Mistake(
        "Your characters are sorted, but a character that occurs twice stands in the list twice. A "
        "vocabulary holds each of them once: begin with `set(text)`.",
        lambda text: _with_index(sorted(text)),
    ),
    Mistake(
        "Your characters are sorted by how often they occur. Counts change with every text that is "
        "added; the alphabet itself does not. Sort the characters, not their counts.",
        lambda text: _with_index([c for c, _ in Counter(text).most_common()]),
    ),
    Mistake(
        "Your indices begin at 1. A row of a matrix is counted from 0, so index 1 would look up the "
        "second row, and the last index none at all.",
        lambda text: _with_index(sorted(set(text)), 1),
    ),
    Mistake(
        "Your dictionary leads from index to character. To encode, one looks up a character and wants "
        "its index, so the character is the key.",
        lambda text: (sorted(set(text)), dict(enumerate(sorted(set(text))))),
    ),
    Mistake(
        "Your indices say where a character first stands in the text. Its index is its place in the "
        "sorted list, so that they run from 0 to V - 1 without a gap.",
        lambda text: (sorted(set(text)), {c: text.index(c) for c in sorted(set(text))}),
    ),
)

MAKE_PAIRS = (
    Mistake(
        "Your pairs look one place ahead, whatever `ahead` says. How many entries must be left off at "
        "the end of the inputs, and at the beginning of the targets?",
        lambda indices, ahead: (indices[:-1], indices[1:]),
    ),
    Mistake(
        "Inputs and targets are exchanged: your network would read the future and predict the past.",
        lambda indices, ahead: (indices[ahead:], indices[:-ahead]),
    ),
    Mistake(
        "Your pairs look one place too far: `indices[ahead + 1:]` begins after the character that was "
        "asked for.",
        lambda indices, ahead: (indices[: -ahead - 1], indices[ahead + 1 :]),
    ),
    Mistake(
        "Inputs and targets are the same characters: your network would learn to repeat what it has "
        "just read. The targets begin `ahead` places later.",
        lambda indices, ahead: (indices[:-ahead], indices[:-ahead]),
    ),
    Mistake(
        "Your inputs keep the last characters of the text, for which there is no target: inputs and "
        "targets must be equally long.",
        lambda indices, ahead: (indices, indices[ahead:]),
    ),
    Mistake(
        "Your targets run round the end: the last character is told that the first one comes after it. "
        "`np.roll` does that; two slices do not.",
        lambda indices, ahead: (indices, np.roll(indices, -ahead)),
    ),
    Mistake(
        "Your targets are right. Your inputs leave off one entry at the end, whatever `ahead` says: "
        "the last `ahead` of them have no target.",
        lambda indices, ahead: (indices[:-1], indices[ahead:]),
    ),
    Mistake(
        "Your inputs are right. Your targets leave off one entry at the beginning, whatever `ahead` "
        "says: the first target is `indices[ahead]`.",
        lambda indices, ahead: (indices[:-ahead], indices[1:]),
    ),
)

ONE_HOT_ROWS = (
    Mistake(
        "Every row has its ones at all of the indices: `x[:, indices] = 1` means these columns in all "
        "rows, and in `[[0] * V] * T` all rows are one and the same list. Row t gets its 1 in column "
        "`indices[t]` only, so NumPy needs both: `x[np.arange(T), indices]`.",
        _all_rows,
    ),
    Mistake(
        "Your matrix lies on its side: one column for each place in the text. Here the text runs "
        "downwards, one row for each place.",
        lambda indices, V: _one_hot(indices, 1.0, (len(indices), V)).T,
    ),
    Mistake(
        "Each row holds the index itself where a 1 belongs. So a late letter would count for more "
        "than an early one, which is just what one-hot vectors are to avoid.",
        lambda indices, V: _one_hot(indices, indices, (len(indices), V)),
    ),
    Mistake(
        "Your ones stand one column too far to the left: indices count from 0, so nothing is to be "
        "subtracted.",
        lambda indices, V: _one_hot(indices - 1, 1.0, (len(indices), V)),
    ),
    Mistake(
        "0 and 1 are exchanged: a single 1 stands where the character is, and 0 elsewhere.",
        lambda indices, V: 1.0 - _one_hot(indices, 1.0, (len(indices), V)),
    ),
    Mistake(
        "Only the first row has its 1. Is `return` inside the loop? Then it ends the function on the "
        "first round.",
        _first_row,
    ),
)

PAIR_LOSS = (
    Mistake(
        "You divide by count(read) + a. Every one of the V characters gets the head start, so a "
        "row of counts grows by a · V; otherwise the probabilities add up to more than 1.",
        lambda counted, tested, V, a: _pair_loss(counted, tested, V, a, below=1),
    ),
    Mistake(
        "Your table is read the wrong way round: rows belong to the character that was read, columns "
        "to the one that came next. You ask how often the pair occurred backwards.",
        lambda counted, tested, V, a: _pair_loss(counted, tested, V, a, table=np.transpose),
    ),
    Mistake(
        "You test on the text that was counted. That is the guesser that flatters itself: `tested` is "
        "the text that was held out.",
        lambda counted, tested, V, a: _pair_loss(counted, counted, V, a),
    ),
    Mistake(
        "The head start is missing above the line: a pair that was never counted gets probability 0, "
        "and its surprise is infinite.",
        lambda counted, tested, V, a: _pair_loss(counted, tested, V, a, above=0),
    ),
    Mistake(
        "Your surprises are added up, but not divided by their number. The loss is their mean, so "
        "that texts of different lengths can be compared.",
        lambda counted, tested, V, a: _pair_loss(counted, tested, V, a, mean=np.sum),
    ),
    Mistake(
        "Your logarithm is the one to base 2, so your loss is in bits. In nats it is `np.log`.",
        lambda counted, tested, V, a: _pair_loss(counted, tested, V, a) / np.log(2),
    ),
    Mistake(
        "You average the probabilities and take the logarithm of the mean. The surprise comes first, "
        "at each place, then the mean: a single place that was thought impossible must hurt.",
        lambda counted, tested, V, a: _pair_loss(
            counted, tested, V, a, mean=lambda surprise: -np.log(np.mean(np.exp(-surprise)))
        ),
    ),
    Mistake(
        "There is no head start in yours: a pair that was never counted gets probability 0, and its "
        "surprise is infinite. Add a to each count, and a · V to the sum of each row.",
        lambda counted, tested, V, a: _pair_loss(counted, tested, V, a, above=0, below=0),
    ),
    Mistake(
        "The minus sign is missing: the logarithm of a probability is negative, a surprise is not.",
        lambda counted, tested, V, a: -_pair_loss(counted, tested, V, a),
    ),
    Mistake(
        "You divide by the number of characters of `tested`. There is one pair fewer than characters.",
        lambda counted, tested, V, a: _pair_loss(
            counted, tested, V, a, mean=lambda surprise: surprise.sum() / (len(surprise) + 1)
        ),
    ),
    Mistake(
        "No pair is counted more than once: `table[counted[:-1], counted[1:]] += 1` adds a single 1 "
        "where a pair occurs often. `np.add.at` adds each time, and so does a loop.",
        lambda counted, tested, V, a: _pair_loss(
            counted, tested, V, a, table=lambda counts: np.minimum(counts, 1)
        ),
    ),
    Mistake(
        "You divide by the sum of a column, which says how often the next character came after any "
        "other. count(read) is the sum of a row: `axis=1`.",
        lambda counted, tested, V, a: _pair_loss(
            counted, tested, V, a, total=lambda counts, inputs, targets: counts.sum(axis=0)[targets]
        ),
    ),
    Mistake(
        "Your sums of rows are laid along the columns: `table.sum(axis=1)` has the shape (V,), and "
        "NumPy puts it beside the last axis. With `keepdims=True` it stays upright, (V, 1).",
        lambda counted, tested, V, a: _pair_loss(
            counted, tested, V, a, total=lambda counts, inputs, targets: counts.sum(axis=1)[targets]
        ),
    ),
    Mistake(
        "You divide by the number of all pairs, so p is the probability of the whole pair. Asked is "
        "the next character when the first is known: divide by the sum of its row.",
        lambda counted, tested, V, a: _pair_loss(
            counted, tested, V, a, total=lambda counts, inputs, targets: counts.sum()
        ),
    ),
    Mistake(
        "You count each character of `counted`, the last one included, and that one begins no pair. "
        "count(read) is the number of pairs, the sum of a row.",
        _pair_loss_of_occurrences,
    ),
)
