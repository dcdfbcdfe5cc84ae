"""The inputs on which the exercises of notebook 06 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Case, Cases, Output
from lstm_core.exercises.training import solutions


def sgd_cases(random: np.random.Generator) -> Cases:
    readable = (np.array([1.0, 1.0, -2.0]), np.array([0.5, 4.0, -3.0]), 0.1, 1.0)
    sizes = (
        (4, 0.05, 1.0),
        (9, 0.5, 0.7),
        (30, 2.0, 0.3),
        (5, 0.3, 40.0),
        (30, 0.2, 6.0),
        (6, 0.7, 2.5),
    )
    drawn = [
        (3 * random.normal(size=N), 3 * random.normal(size=N), rate, limit) for N, rate, limit in sizes
    ]
    theta, d, rate, limit = drawn[-1]
    drawn[-1] = (
        theta,
        np.append(d[:-2], [0.0, -9.0]),
        rate,
        limit,
    )  # flat in one direction, steep in one
    drawn[-2][1][:] = np.clip(drawn[-2][1], -5.5, 5.5)  # long as a vector, with no large entry
    return [readable, *drawn]


def bowl(random: np.random.Generator, N: int, far: float = 1.0) -> Case:
    """Return the loss of a curved valley, its gradient, and a place to begin."""
    steepness, bottom = random.uniform(0.5, 2.0, N), random.normal(size=N)
    signs = np.where(np.arange(N) % 2 == 0, 1.0, -1.0)
    return *valley(steepness, bottom), bottom + far * signs * random.uniform(1.0, 2.0, N)


def valley(steepness: Array, bottom: Array) -> Case:
    """Return the loss of a valley with a given bottom, nearly, and its gradient."""

    def loss(theta: Array) -> float:
        return float((steepness * (theta - bottom) ** 2 + 0.1 * np.cos(theta)).sum())

    def gradient(theta: Array) -> Output:
        return 2 * steepness * (theta - bottom) - 0.1 * np.sin(theta)

    return loss, gradient


def descents(random: np.random.Generator) -> Cases:
    sizes = ((1, 3, 0.1, 1.0), (2, 5, 0.2, 1.0), (4, 8, 0.03, 4.0), (3, 12, 0.02, 1.0))
    cases = [(*bowl(random, N, far), steps, rate) for N, steps, rate, far in sizes]
    # The loss falls in one direction, and then rises in the other, where the steps are too long.
    bottom = random.normal(size=2)
    start = bottom + np.array([0.3, -1.5]) * random.uniform(0.9, 1.1, 2)
    cases.append((*valley(np.array([2.0, 0.5]), bottom), start, 9, 0.55))
    return cases


def curves(random: np.random.Generator) -> Cases:
    """Held-out losses that fall with a dent on the way, turn, and rise; and harder ones."""
    cases = []
    for epochs in (8, 12, 20, 31):
        turn = random.uniform(0.45, 0.7) * epochs
        epoch = np.arange(epochs)
        unknown = 2.0 + 1.5 * ((epoch - turn) / epochs) ** 2
        unknown[1] -= 0.4
        unknown[0] += 0.5
        unknown[-1] += 0.5
        unknown[int(turn)] -= 0.6
        known_losses = 3.5 * np.exp(-epoch / epochs)
        known_losses[-2] *= 0.1  # the lowest one is neither the last nor the one to choose
        cases.append((known_losses, unknown))
    noisy = random.uniform(1.0, 3.0, size=(12, 2, 15))
    noisy[0, 1, 0] = noisy[1, 1, -1] = noisy[2, 1, 1] = noisy[3, 1, -2] = 0.5
    noisy[4, 0, 0] = noisy[5, 0, -1] = noisy[6, 0, 1] = 0.5  # of the training losses
    noisy[7:, 0] = random.uniform(0.05, 3.0, size=(5, 15))  # far from the held-out losses
    cases += [(noise[0], noise[1]) for noise in noisy]
    return [*cases, _staircase(random), _flat_curve(random), _low_curve(random)]


def _staircase(random: np.random.Generator) -> Case:
    """Return losses with longer and longer waits between one improvement and the next."""
    unknown, lowest = [3.0], 2.9
    for wait in (0, 1, 2, 3, 4, 5, 7, 11, 2):
        unknown += [*(lowest + 0.15 + random.uniform(0.02, 0.3, wait)), lowest]
        lowest -= 0.15
    unknown += [*(lowest + random.uniform(0.2, 0.5, 4))]
    return np.linspace(3.0, 0.5, len(unknown)) + random.uniform(0, 0.1, len(unknown)), np.array(unknown)


def _flat_curve(random: np.random.Generator) -> Case:
    """Return losses that come near their lowest value early."""
    unknown = random.uniform(2.2, 3.0, 14)
    unknown[[3, 6, 10]] = 2.0 * np.array([1.04, 1.008, 1.0]) * random.uniform(0.9, 1.1)
    return np.linspace(2.5, 1.5, 14) + random.uniform(0, 0.1, 14), unknown


def _low_curve(random: np.random.Generator) -> Case:
    """Return losses of which some are below 1."""
    unknown = random.uniform(1.1, 2.0, 12)
    unknown[[2, 5, 8]] = random.uniform(0.6, 0.9), random.uniform(0.2, 0.4), random.uniform(0.5, 0.9)
    return random.uniform(0.3, 1.5, 12), unknown


def texts(random: np.random.Generator) -> Cases:
    cases = []
    sizes = ((6, 3, 2, 3), (20, 4, 3, 6), (11, 5, 4, 2), (32, 4, 3, 4), (6, 3, 3, 5))
    for N, V, H, length in sizes:
        model = _reader(random, V, H, length)
        model.parameters.vector *= 5.0
        indices = random.integers(0, V, N)
        cases.append((model, indices[:-1], indices[1:], length))
    # Every character has another probability, from nearly 1 down to nearly 0
    model = _reader(random, 12, 2, 4)
    model.parameters.b_y[:] = random.permutation(np.linspace(0.0, -42.0, 12))
    indices = np.append(random.permutation(12), random.permutation(12))[:19]
    return [*cases, (model, indices[:-1], indices[1:], 4)]


def _reader(random: np.random.Generator, V: int, H: int, length: int) -> solutions.PieceReader:
    model = solutions.PieceReader(V, H, seed=int(random.integers(1000)), backend="numpy")
    model.longest = length
    return model
