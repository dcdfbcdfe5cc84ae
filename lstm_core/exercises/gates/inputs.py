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
        (np.append([-15.0, -8.0, 7.0, 12.0], random.normal(size=2)),),
    ]


def step_cases(random: np.random.Generator) -> Cases:
    cases = []
    for V, H in ((3, 2), (4, 3), (2, 5), (4, 4), (3, 2), (2, 3)):
        shapes = [(V,), (H,), (H,), (V, 4 * H), (H, 4 * H), (4 * H,)]
        cases.append([random.normal(size=shape) for shape in shapes])
    # On some inputs a part of the step does not matter, which tells mistakes in it from all others.
    _, without_c, large_c, without_x, first, without_g = cases
    without_c[2] *= 0.0
    without_c[5] *= 0.0
    H = 5  # open forget gates, and cell states far beyond 1
    large_c[5][H : 2 * H] += 6.0
    large_c[2] = random.uniform(15.0, 25.0, H) * random.choice([-1.0, 1.0], H)
    without_x[0] *= 0.0
    first[:3] = np.eye(3)[random.integers(3)], np.zeros(2), np.zeros(2)  # as at the start of a text
    for weights in without_g[3:]:
        weights[..., 6:9] = 0.0
    return [tuple(case) for case in cases]


def bias_cases(random: np.random.Generator) -> Cases:
    return [(steps,) for steps in (1, 10, 69, 2.5, 7.8, 0.5, 200_000, float(random.uniform(3, 300)))]


def share_cases(random: np.random.Generator) -> Cases:
    return [(sigmoid(random.normal(size=shape)),) for shape in ((4, 2), (3, 3), (7, 1), (6, 5), (3, 4))]
