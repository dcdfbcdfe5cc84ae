"""The inputs on which the exercises of notebook 12 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Cases


def score_cases(random: np.random.Generator) -> Cases:
    drawn = [(2 * random.normal(size=(T, T)),) for T in (3, 5, 4, 7)]
    far = random.normal(size=(4, 4))
    far[1] += 1000.0
    far[2] -= 1000.0
    far[3, 0] += 40.0
    one = (np.array([[0.7]]),)
    ahead = random.normal(size=(3, 3))
    ahead[0, 2] += 900.0  # the largest score of the row lies ahead
    return [*drawn, (far,), one, (ahead,)]


def gate_cases(random: np.random.Generator) -> Cases:
    drawn = [
        tuple(3 * random.normal(size=shape) for _ in range(3)) for shape in ((3,), (6,), (2, 4), (5, 1))
    ]
    far = 900.0 * np.array([1.0, -1.0, 1.0, -1.0])
    large = (far + random.normal(size=4), far[::-1] + random.normal(size=4), random.normal(size=4))
    carried = (random.normal(size=3), random.normal(size=3), 800.0 + random.normal(size=3))
    return [*drawn, large, carried]


def recurrence_cases(random: np.random.Generator) -> Cases:
    cases = []
    for T, H in ((3, 2), (5, 3), (4, 4), (1, 2), (7, 1)):
        a = random.uniform(0.1, 1.4, (T, H))
        h, state = np.empty((T, H)), np.zeros(H)
        for t in range(T):
            state = a[t] * state + random.normal(size=H)
            h[t] = state
        cases.append((random.normal(size=(T, H)), a, h))
    return cases
