"""The inputs on which the exercises of notebook 05 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Case, Cases, Output
from lstm_core.exercises.training import solutions


def sgd_cases(random: np.random.Generator) -> Cases:
    readable = (np.array([1.0, 1.0, -2.0]), np.array([0.5, 4.0, -3.0]), 0.1, 1.0)
    drawn = [
        (3 * random.normal(size=N), 3 * random.normal(size=N), rate, limit)
        for N, rate, limit in ((4, 0.05, 1.0), (9, 0.5, 0.7), (30, 2.0, 0.3))
    ]
    return [readable, *drawn]


def bowl(random: np.random.Generator, N: int) -> Case:
    """Return the loss of a curved valley, its gradient, and a place to begin."""
    steepness, bottom = random.uniform(0.5, 2.0, N), random.normal(size=N)

    def loss(theta: Array) -> float:
        return float((steepness * (theta - bottom) ** 2 + 0.1 * np.cos(theta)).sum())

    def gradient(theta: Array) -> Output:
        return 2 * steepness * (theta - bottom) - 0.1 * np.sin(theta)

    return loss, gradient, bottom + random.uniform(1.0, 2.0, N)


def descents(random: np.random.Generator) -> Cases:
    sizes = ((1, 3, 0.1), (2, 5, 0.2), (4, 8, 0.05))
    return [(*bowl(random, N), steps, rate) for N, steps, rate in sizes]


def curves(random: np.random.Generator) -> Cases:
    """Held-out losses that fall with a dent on the way, turn, and rise."""
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
    return cases


def texts(random: np.random.Generator) -> Cases:
    cases = []
    for N, V, H, length in ((8, 3, 2, 3), (20, 4, 3, 6), (11, 5, 4, 2)):
        model = solutions.PieceReader(V, H, seed=int(random.integers(1000)))
        model.longest = length
        model.parameters.vector *= 5.0
        indices = random.integers(0, V, N)
        cases.append((model, indices[:-1], indices[1:], length))
    return cases
