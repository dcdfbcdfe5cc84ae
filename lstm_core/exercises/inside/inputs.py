"""The inputs on which the exercises of notebook 08 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Case, Cases


def lines(random: np.random.Generator) -> Cases:
    # With an empty line at the beginning and in the middle, with and without a line end at the end.
    texts = ["aab\nabb", "\nbbaabb\n\naaba\n", "baaabbbb\nbab\naabb\n"]
    texts += ["".join(random.choice(list("aab\n"), size)) + "abbba\nb" for size in (6, 14)]
    return [(text,) for text in texts]


def series(random: np.random.Generator) -> Cases:
    cases = []
    for T, sign, size in ((4, 1, 1.0), (9, -1, 1.0), (30, 1, 1.0), (7, -1, 1e-6), (5, 1, 1e-3)):
        x = 2 + 3 * random.normal(size=T)
        y = sign * x + 4 * random.normal(size=T) + 5
        # Begin where both are above or below their means if y rises with x, else elsewhere.
        first = int((sign * (x - x.mean()) * (y - y.mean())).argmax())
        cases.append((size * np.roll(x, -first), size * np.roll(y, -first)))
    return cases


def cells(random: np.random.Generator, T: int, H: int, *, sign: float = -1.0, turn: int = 0) -> Case:
    """Return cells of which one follows the feature (upside down), one weakly, and two are large."""
    feature = np.cumsum(random.choice([-1.0, 1.0], T)) + random.normal(size=T)
    cells = random.normal(size=(T, H)) + 1.0
    spread = feature.std()
    cells[:, 1] = sign * feature + 0.2 * spread * random.normal(size=T)
    if sign > 0:
        cells[:, 1] *= 3.0  # so that another cell is nearer to the feature
    cells[:, 0] = -0.3 * sign * feature + 0.15 * spread * random.normal(size=T)
    cells[:, 2] = 50 * cells[:, 2] + 10 * feature
    centred = feature - feature.mean()
    noise = cells[:, 3:5] - cells[:, 3:5].mean(axis=0)
    across = noise - np.outer(centred, centred @ noise) / (centred @ centred)  # r = 0
    cells[:, 3] = 400 * across[:, 0] + 2 * centred  # the widest of all
    cells[:, 4] = across[:, 1] - 5000.0  # far below 0, with a small spread
    cells[:, 5:6] += 1000.0  # far above 0, with a small spread
    cells = np.roll(cells, turn, axis=1)
    return cells[:, ::-1].copy() if sign > 0 else cells, feature


def negative_cells(random: np.random.Generator, T: int, H: int) -> Case:
    """Return cells that all fall when the feature rises, the best of them not the first."""
    feature = np.cumsum(random.normal(size=T)) + 3 * random.normal(size=T)
    noise = random.normal(size=(T, H))
    centred = feature - feature.mean()
    noise -= np.outer(centred, centred @ noise) / (centred @ centred)
    slopes = np.linspace(0.2, 0.9, H)
    slopes[-2:] = slopes[-2:][::-1]
    return noise - np.outer(feature, slopes), feature


def cell_cases(random: np.random.Generator) -> Cases:
    # The best cell is the second, the last, the first, and one in the middle.
    sizes = ((20, 5, -1.0, 0), (40, 7, 1.0, 6), (30, 6, -1.0, 5), (25, 8, 1.0, 2))
    cases = [cells(random, T, H, sign=sign, turn=turn) for T, H, sign, turn in sizes]
    return [*cases, negative_cells(random, 12, 10), negative_cells(random, 8, 9)]


def output_layers(random: np.random.Generator) -> Cases:
    cases = []
    for T, H, V, unit in ((4, 3, 3, 0), (6, 2, 5, 1), (9, 5, 4, 3)):
        h, W_y, b_y = (random.normal(size=shape) for shape in ((T, H), (H, V), (V,)))
        cases.append((h, W_y, b_y, random.integers(0, V, T), unit))
    h, W_y, b_y = (random.normal(size=shape) for shape in ((5, 4), (4, 3), (3,)))
    large = h, W_y, b_y + 1000.0, random.integers(0, 3, 5), 2  # logits whose exponentials overflow
    return [*cases, surprising_targets(random, 12, 6, 3), large]


def surprising_targets(random: np.random.Generator, T: int, H: int, V: int) -> Case:
    """Return an output layer whose targets have tiny probabilities, down to e^-60."""
    h, W_y, b_y = (random.normal(size=shape) for shape in ((T, H), (H, V), (V,)))
    logits = h @ W_y + b_y
    gaps = logits.max(axis=1) - logits.min(axis=1)
    h *= (np.linspace(5.0, 60.0, T) / gaps)[:, None]
    return h, W_y, b_y, (h @ W_y + b_y).argmin(axis=1), H - 1


def control_cases(random: np.random.Generator) -> Cases:
    cases = []
    for T, H, N, sign, turn in (
        (12, 5, 6, -1.0, 0),
        (16, 6, 7, 1.0, 6),
        (9, 7, 8, -1.0, 6),
        (6, 10, 5, 1.0, 3),
    ):
        orders = np.array([random.permutation(T) for _ in range(N)])
        cases.append((*cells(random, T, H, sign=sign, turn=turn), orders))
    return [*cases, similar_cells(random, 7, 2, 12)]


def similar_cells(random: np.random.Generator, T: int, H: int, N: int) -> Case:
    """Return cells that rise and fall together, so that all r of a search have the same sign."""
    feature, shared = random.normal(size=T), random.normal(size=T)
    cells = shared[:, None] + 0.05 * random.normal(size=(T, H))
    return cells, feature, np.array([random.permutation(T) for _ in range(N)])
