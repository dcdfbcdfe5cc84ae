"""The inputs on which the exercises of notebook 10 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Cases


def _mask(T: int, lengths: list[int]) -> Array:
    return np.arange(T)[:, None] < np.array(lengths)


def loss_cases(random: np.random.Generator) -> Cases:
    cases = []
    for T, lengths in ((3, [3, 1]), (5, [2, 5, 4]), (4, [4, 1, 1, 2]), (2, [2]), (6, [3, 6])):
        cases.append((random.uniform(0.1, 3.0, (T, len(lengths))), _mask(T, lengths)))
    losses, mask = random.uniform(0.1, 3.0, (4, 3)), _mask(4, [1, 4, 2])
    losses[~mask] = np.inf
    return [*cases, (losses, mask)]


def padded_cases(random: np.random.Generator) -> Cases:
    drawn = [
        (random.normal(size=(T, len(lengths), D)), np.array(lengths))
        for T, lengths, D in (
            (4, [2, 4], 1),
            (5, [3, 5, 1], 2),
            (6, [6, 2, 4, 5], 3),
            (5, [3, 2], 2),
            (1, [1, 1], 2),
        )
    ]
    x = random.normal(size=(7, 3, 2))
    lengths = np.array([4, 7, 2])
    x[~_mask(7, [4, 7, 2])] = 0.0
    return [*drawn, (x, lengths)]


def step_cases(random: np.random.Generator) -> Cases:
    cases = []
    for B, H in ((1, 2), (2, 3), (3, 2), (4, 1), (2, 4)):
        r, u = random.uniform(0.05, 0.95, (2, B, H))
        g = random.uniform(-0.9, 0.9, (B, H))
        cases.append(
            (
                random.normal(size=(B, H)),
                r,
                u,
                g,
                random.uniform(-0.9, 0.9, (B, H)),
                random.normal(size=(H, 3 * H)),
            )
        )
    return cases
