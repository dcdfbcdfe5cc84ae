"""The inputs on which the exercises of notebook 07 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Case, Cases


def lines(random: np.random.Generator) -> Cases:
    texts = ["aab\nabb", "aaabbb\nab\naabb\n"]
    texts += ["".join(random.choice(list("aab\n"), size)) + "abbb\nb" for size in (12, 40)]
    return [(text,) for text in texts]


def series(random: np.random.Generator) -> Cases:
    cases = []
    for T, sign in ((4, 1), (9, -1), (30, 1), (7, -1)):
        x = 2 + 3 * random.normal(size=T)
        cases.append((x, sign * x + 4 * random.normal(size=T) + 5))
    return cases


def cells(random: np.random.Generator, T: int, H: int, *, sign: float = -1.0, turn: int = 0) -> Case:
    """Return cells of which one follows the feature (upside down), one weakly, and two are large."""
    feature = np.cumsum(random.choice([-1.0, 1.0], T)) + random.normal(size=T)
    cells = random.normal(size=(T, H)) + 1.0
    spread = feature.std()
    cells[:, 1] = sign * feature + 0.2 * spread * random.normal(size=T)
    cells[:, 0] = -0.3 * sign * feature + 0.15 * spread * random.normal(size=T)
    cells[:, 2] = 50 * cells[:, 2] + 10 * feature
    centred = feature - feature.mean()
    noise = cells[:, 3:5] - cells[:, 3:5].mean(axis=0)
    across = noise - np.outer(centred, centred @ noise) / (centred @ centred)  # r = 0
    cells[:, 3] = 400 * across[:, 0] + 2 * centred  # the widest of all
    cells[:, 4] = across[:, 1]
    cells = np.roll(cells, turn, axis=1)
    return cells[:, ::-1].copy() if sign > 0 else cells, feature


def cell_cases(random: np.random.Generator) -> Cases:
    sizes = ((20, 5, -1.0), (40, 7, 1.0), (60, 6, -1.0))
    return [cells(random, T, H, sign=sign, turn=k) for k, (T, H, sign) in enumerate(sizes)]


def output_layers(random: np.random.Generator) -> Cases:
    cases = []
    for T, H, V, unit in ((4, 3, 3, 0), (6, 2, 5, 1), (9, 5, 4, 3)):
        h, W_y, b_y = (random.normal(size=shape) for shape in ((T, H), (H, V), (V,)))
        cases.append((h, W_y, b_y, random.integers(0, V, T), unit))
    return cases


def control_cases(random: np.random.Generator) -> Cases:
    cases = []
    for T, H, N in ((12, 5, 6), (20, 5, 10), (9, 6, 8)):
        orders = np.array([random.permutation(T) for _ in range(N)])
        cases.append((*cells(random, T, H), orders))
    return cases
