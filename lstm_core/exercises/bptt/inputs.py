"""The inputs on which the exercises of notebook 04 are checked, drawn at random."""

import numpy as np

from lstm_core.cell import LSTMStep, lstm_step
from lstm_core.exercises.checking.exercise import Array, Case, Cases


def logit_cases(random: np.random.Generator) -> Cases:
    return [(random.normal(size=V), int(random.integers(V))) for V in (3, 4, 7, 2)]


def clip_cases(random: np.random.Generator) -> Cases:
    long = [(3 * random.normal(size=N), limit) for N, limit in ((2, 0.5), (5, 2.0), (40, 0.3))]
    short = [(0.1 * random.normal(size=N), 4.0) for N in (3, 6)]
    return [(np.array([3.0, 4.0]), 2.0), *long, *short]


def weights(random: np.random.Generator, V: int, H: int) -> Case:
    return random.normal(size=(V, 4 * H)), random.normal(size=(H, 4 * H)), random.normal(size=4 * H)


def step_cases(random: np.random.Generator) -> Cases:
    # Steps in the middle of a text: with a first step alone, many a mistake would pass.
    cases = []
    for V, H in ((3, 2), (2, 3), (4, 4), (5, 1)):
        W_x, W_h, b = weights(random, V, H)
        x, h_prev, c_prev = (random.normal(size=size) for size in (V, H, H))
        step = lstm_step(x, h_prev, c_prev, W_x, W_h, b)
        cases.append((random.normal(size=H), random.normal(size=H), step, W_x, W_h))
    return cases


def sequence_cases(random: np.random.Generator) -> Cases:
    cases = []
    for T, V, H in ((3, 3, 2), (5, 2, 3), (4, 4, 4)):
        W_x, W_h, b = weights(random, V, H)
        h: Array = np.zeros(H)
        c: Array = np.zeros(H)
        steps: list[LSTMStep] = []
        for k in random.integers(0, V, T):
            steps.append(lstm_step(np.eye(V)[k], h, c, W_x, W_h, b))
            h, c = steps[-1].h, steps[-1].c
        cases.append((random.normal(size=(T, H)), steps, W_x, W_h))
    return cases


def rnn_cases(random: np.random.Generator) -> Cases:
    sizes = ((3, 2), (5, 3), (4, 4), (6, 2))
    return [
        (random.normal(size=(T, H)), np.tanh(random.normal(size=(T, H))), random.normal(size=(H, H)))
        for T, H in sizes
    ]
