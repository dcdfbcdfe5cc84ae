"""The inputs on which the exercises of notebook 02 are checked, drawn at random."""

import numpy as np

from lstm_core.activations import sigmoid
from lstm_core.exercises.checking.exercise import Cases


def slope_cases(random: np.random.Generator) -> Cases:
    return [
        (np.array([0.5, -1.0, 2.0]),),
        (random.normal(size=(2, 3)),),
        (np.array([-1000.0, 0.3, 1000.0]),),
        (4 * random.normal(size=7),),
    ]


def step_cases(random: np.random.Generator) -> Cases:
    cases = []
    for V, H in ((3, 2), (4, 3), (2, 5), (5, 4)):
        shapes = [(V,), (H,), (H,), (V, 4 * H), (H, 4 * H), (4 * H,)]
        cases.append(tuple(random.normal(size=shape) for shape in shapes))
    return cases


def share_cases(random: np.random.Generator) -> Cases:
    return [(sigmoid(random.normal(size=shape)),) for shape in ((4, 2), (3, 3), (7, 1), (6, 5))]
