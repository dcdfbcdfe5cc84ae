"""The inputs on which the exercises of notebook 03 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Cases


def softmax_cases(random: np.random.Generator) -> Cases:
    far = random.normal(size=(3, 4))
    far[0] += 1000.0
    far[1] -= 1000.0
    return [(random.normal(size=shape),) for shape in ((2, 3), (3, 3), (5, 2))] + [(far,)]


def loss_cases(random: np.random.Generator) -> Cases:
    cases = [
        (2 * random.normal(size=(T, V)), random.integers(0, V, T)) for T, V in ((3, 4), (6, 3), (9, 5))
    ]
    certain_and_wrong = np.zeros((2, 3))
    certain_and_wrong[:, 1] = 2000.0
    return [*cases, (certain_and_wrong, np.array([0, 1]))]


def matrices(random: np.random.Generator) -> Cases:
    sizes = ((2, 3), (3, 2), (4, 4), (1, 5), (5, 3))
    return [tuple(random.normal(size=(H, H + V)) for _ in "ifgo") for H, V in sizes]


def networks(random: np.random.Generator) -> Cases:
    cases = []
    for T, V, H in ((3, 3, 2), (5, 4, 3), (8, 2, 4), (6, 5, 5)):
        shapes = [(V, 4 * H), (H, 4 * H), (4 * H,), (H, V), (V,)]
        numbers = (random.normal(size=shape) for shape in shapes)
        cases.append((random.integers(0, V, T), *numbers))
    return cases
