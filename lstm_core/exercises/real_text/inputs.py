"""The inputs on which the exercises of notebook 11 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Cases


def rate_cases(random: np.random.Generator) -> Cases:
    drawn = [(12, 0.002, 4, 0.1), (9, 0.5, 3, 0.25), (20, 1.0, 1, 0.05), (7, 3.0, 5, 0.0)]
    more = [
        (int(random.integers(15, 40)), float(random.uniform(0.1, 2.0)), warmup, share)
        for warmup, share in ((6, 0.3), (2, 0.6))
    ]
    return [*drawn, *more]


def count_cases(random: np.random.Generator) -> Cases:
    cases = []
    for contexts, V, most in ((2, 3, 4), (4, 5, 3), (6, 4, 9), (3, 7, 2)):
        counts = random.integers(0, most, (contexts, V)) * random.integers(0, 2, (contexts, V))
        counts[0] = 0  # never seen
        counts[1, :2] = most, 0
        cases.append((counts, random.dirichlet(np.ones(V), contexts)))
    one = (np.array([[0, 5, 0, 1]]), random.dirichlet(np.ones(4), 1))
    return [*cases, one]


def onnx_cases(random: np.random.Generator) -> Cases:
    return [
        (
            random.normal(size=(4 * H, D)),
            random.normal(size=(4 * H, H)),
            random.normal(size=8 * H),
        )
        for D, H in ((2, 1), (3, 2), (5, 3), (4, 4))
    ]
