"""The inputs on which the exercises of notebook 05 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Cases


def clip_cases(random: np.random.Generator) -> Cases:
    def gradient(norm: float, N: int) -> Array:
        d: Array = random.normal(size=N)
        while abs(d).max() > 0.8 * np.linalg.norm(d) or d.max() < 0:  # several entries matter
            d = random.normal(size=N)
        return d * norm / np.linalg.norm(d)

    # By norm and limit: just too long, within twice the limit, beside 1, and tiny.
    sizes = (
        (1.2, 1.0, 5),
        (4.5, 2.5, 6),
        (1.5, 2.0, 4),
        (0.7, 0.6, 8),
        (9.0, 3.0, 40),
        (0.01, 0.003, 3),
    )
    drawn = [(gradient(norm, N), limit) for norm, limit, N in sizes]
    short = [(0.1 * random.normal(size=N), 4.0) for N in (3, 6)]
    negative = np.array([-3.0, 1.0, 0.5])  # its largest entry is below the limit, its norm above
    return [(np.array([3.0, 4.0]), 2.0), *drawn, *short, (negative, 2.0), (np.zeros(3), 1.5)]


def norm_cases(random: np.random.Generator) -> Cases:
    cases = []
    for T, factor in ((5, 0.7), (9, 0.9), (4, 1.6), (30, 0.5), (2, 0.8)):
        factors = factor * np.exp(0.3 * random.normal(size=T - 1))
        cases.append((0.1 * np.cumprod(np.append(random.uniform(0.5, 5.0), factors)),))
    return cases


def rnn_cases(random: np.random.Generator) -> Cases:
    sizes = ((3, 2, 1.0), (5, 3, 10.0), (4, 4, 1.0), (6, 2, 1.0))
    return [
        (
            scale * random.normal(size=(T, H)),
            np.tanh(random.normal(size=(T, H))),
            random.normal(size=(H, H)),
        )
        for T, H, scale in sizes
    ]
