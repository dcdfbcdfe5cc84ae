"""The inputs on which the exercises of notebook 01 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Cases


def texts(random: np.random.Generator) -> Cases:
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz ,.:'\n"))
    drawn = ("".join(random.choice(letters, size)) for size in (30, 60, 200))
    return [("to be, or not to be",), *((text,) for text in drawn)]


def index_cases(random: np.random.Generator) -> Cases:
    """Texts of several lengths, each with all places to look ahead from 1 on."""
    return [
        (random.integers(0, 9, size), ahead)
        for size, ahead in ((7, 2), (6, 1), (12, 5), (40, 3), (9, 4))
    ]


def one_hot_cases(random: np.random.Generator) -> Cases:
    return [(random.integers(0, V, T), V) for T, V in ((3, 4), (4, 3), (5, 5), (1, 6), (9, 7))]


def pair_loss_cases(random: np.random.Generator) -> Cases:
    sizes = ((8, 6, 3, 0.5), (60, 20, 5, 0.1), (100, 40, 7, 1.5), (200, 100, 4, 0.01))
    return [(random.integers(0, V, N), random.integers(0, V, M), V, a) for N, M, V, a in sizes]
