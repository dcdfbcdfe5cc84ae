"""The inputs on which the parts of the capstone are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.capstone.solutions import Parameters
from lstm_core.exercises.checking.exercise import Array, Cases


def parameters_of(random: np.random.Generator, V: int, H: int, scale: float) -> Parameters:
    shapes = {"W_x": (V, 4 * H), "W_h": (H, 4 * H), "b": (4 * H,), "W_y": (H, V), "b_y": (V,)}
    return {name: scale * random.normal(size=shape) for name, shape in shapes.items()}


def _state(random: np.random.Generator, H: int) -> tuple[Array, Array]:
    return np.tanh(random.normal(size=H)), random.normal(size=H)


def size_cases(random: np.random.Generator) -> Cases:
    return [(5, 3, np.random.default_rng(seed)) for seed in random.integers(0, 1000, 2)]


def forward_cases(random: np.random.Generator) -> Cases:
    cases: Cases = []
    for T, V, H, at_rest in ((1, 3, 2, True), (3, 4, 2, True), (4, 3, 3, False), (6, 5, 4, False)):
        state = (np.zeros(H), np.zeros(H)) if at_rest else _state(random, H)
        cases.append((parameters_of(random, V, H, 1.0), random.integers(0, V, T), *state))
    return cases


def gradient_cases(random: np.random.Generator) -> Cases:
    cases: Cases = []
    for T, V, H, at_rest, scale in ((1, 3, 2, True, 1), (3, 4, 2, True, 1), (5, 3, 3, False, 2)):
        state = (np.zeros(H), np.zeros(H)) if at_rest else _state(random, H)
        text = random.integers(0, V, T + 1)
        cases.append((parameters_of(random, V, H, scale), text[:-1], text[1:], *state))
    return cases


def numerical_case(random: np.random.Generator) -> tuple[object, ...]:
    """Return one input for the numerical gradient check: 128 derivatives, 6 steps."""
    text = random.integers(0, 5, 7)
    return parameters_of(random, 5, 3, 1.0), text[:-1], text[1:], *_state(random, 3)


def training_cases(random: np.random.Generator) -> Cases:
    cases: Cases = []
    for T, V, H, epochs, scale in ((4, 3, 2, 1, 1.0), (8, 4, 3, 4, 1.5), (14, 3, 2, 3, 4.0)):
        text = random.integers(0, V, T + 1)
        cases.append((parameters_of(random, V, H, scale), text[:-1], text[1:], epochs))
    return cases


def sample_cases(random: np.random.Generator) -> Cases:
    parameters = parameters_of(random, 4, 3, 1.5)
    return [(parameters, 0, length, 0.5, np.random.default_rng(length)) for length in (1, 5)]
