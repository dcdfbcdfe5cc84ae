"""The inputs on which the exercises of notebook 03 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Cases

# Rows of logits in units of 1000: where the large ones stand decides which shifts overflow
_FAR = (
    (1, -1, 0, 0),
    (0, 0, 0, 1),
    (-1, 1, 1, 1),
    (1, 1, 0.98, 1),
    (-1, -1, -1, -1),
    (-1, -1, -0.8, -1),
    (0.6, 0.6, 0.598, -1),
    (0.9, 0.35, 0.3, 0.3),
    (0, -1, -1, 0),
    (1.5, 1.5, 1.49, 1.5),
    (0, 0, 0, 0),
    (0.075, 0.074, 0, 0),
)


def far_logits(random: np.random.Generator) -> Array:
    """Return logits around 0, 1000 and -1000, (12, 4), in which neighbours differ by a few."""
    return 1000.0 * np.array(_FAR) + 2 * random.normal(size=(len(_FAR), 4))


def gaps(random: np.random.Generator) -> Array:
    """Return rows in which one logit lies further and further below the others, (14, 3)."""
    logits = random.normal(size=(14, 3))
    logits[:10, 2] -= np.array([7.0, 10.0, 14.0, 16.0, 18.5, 21.0, 23.0, 28.0, 35.0, 42.0])
    logits[10:] += np.array([[-23.0], [-100.0], [500.0], [40.0]])
    return logits


def softmax_cases(random: np.random.Generator) -> Cases:
    cases = [2 * random.normal(size=shape) for shape in ((2, 3), (3, 3), (5, 2))]
    return [(logits,) for logits in (*cases, np.zeros((1, 4)), far_logits(random), gaps(random))]


def loss_cases(random: np.random.Generator) -> Cases:
    cases = [(2 * random.normal(size=(T, 4)), random.permutation(4)[:T]) for T in (3, 4, 1)]
    cases.append((random.uniform(0.5, 5.0, size=(5, 3)), random.integers(0, 3, 5)))
    cases.append((np.zeros((2, 3)), random.integers(0, 3, 2)))
    # One row at a time that overflows or underflows with another shift than the maximum
    for row, target in (((1, 1, 1, 0), 0), ((0, 1, 1, 1), 0), ((-1,) * 4, 2), ((0, -1, 0, 0), 1)):
        logits = np.array([[0] * 4, row]) * 1000.0 + random.normal(size=(2, 4))
        cases.append((logits, np.array([random.integers(4), target])))
    improbable = gaps(random)
    cases.append((improbable, np.full(len(improbable), 2)))
    certain_and_wrong = np.zeros((2, 3))
    certain_and_wrong[:, 1] = 2000.0
    return [*cases, (certain_and_wrong, np.array([0, 1]))]


def matrices(random: np.random.Generator) -> Cases:
    sizes = ((2, 3), (3, 2), (4, 4), (6, 30))
    return [tuple(random.normal(size=(H, H + V)) for _ in "ifgo") for H, V in sizes]


def networks(random: np.random.Generator) -> Cases:
    cases = []
    for T, V, H in ((2, 3, 2), (1, 2, 3), (2, 4, 2), (4, 3, 3), (6, 4, 3)):
        shapes = [(V, 4 * H), (H, 4 * H), (4 * H,), (H, V), (V,)]
        W_x, W_h, b, W_y, b_y = (random.normal(size=shape) for shape in shapes)
        if T == 1:
            b *= 0.0
        if V == 2 * H:  # all logits are b_y
            W_y *= 0.0
        text = random.integers(0, V, T)
        if T == 6:  # large cell states and logits, which no clip leaves alone
            b[: 2 * H] += 4.0
            W_y *= 20.0
            text = np.array([2, 0, 3, 1, 1, 0])
        cases.append((text, W_x, W_h, b, W_y, b_y))
    return cases
