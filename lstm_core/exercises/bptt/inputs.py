"""The inputs on which the exercises of notebook 04 are checked, drawn at random."""

import numpy as np

from lstm_core.cell import LSTMStep, lstm_step
from lstm_core.exercises.checking.exercise import Array, Case, Cases


def logit_cases(random: np.random.Generator) -> Cases:
    return [(random.normal(size=V), int(random.integers(V))) for V in (3, 4, 7, 2)]


def weights(random: np.random.Generator, V: int, H: int) -> Case:
    return random.normal(size=(V, 4 * H)), random.normal(size=(H, 4 * H)), random.normal(size=4 * H)


def step_cases(random: np.random.Generator) -> Cases:
    # Steps in the middle of a text: with a first step alone, many mistakes would pass.
    cases = []
    for V, H, scale in ((3, 2, 1.0), (2, 3, 60.0), (4, 4, 1.0), (5, 1, 3.0)):
        W_x, W_h, b = weights(random, V, H)
        x, h_prev, c_prev = (random.normal(size=size) for size in (V, H, H))
        step = lstm_step(x, h_prev, c_prev, W_x, W_h, b)
        dh, dc_next = scale * random.normal(size=H), scale * random.normal(size=H)
        cases.append((dh, dc_next, step, W_x, W_h))
    return cases


def sequence_cases(random: np.random.Generator) -> Cases:
    cases = []
    for T, V, H, scale in ((3, 3, 2, 1.0), (5, 2, 3, 60.0), (4, 4, 4, 1.0), (6, 3, 8, 1.0)):
        W_x, W_h, b = weights(random, V, H)
        h: Array = np.zeros(H)
        c: Array = np.zeros(H)
        if T == 4:  # in the middle of a text: the first step's dW_h is not zero
            h, c = np.tanh(random.normal(size=H)), random.normal(size=H)
        steps: list[LSTMStep] = []
        for k in random.integers(0, V, T):
            steps.append(lstm_step(np.eye(V)[k], h, c, W_x, W_h, b))
            h, c = steps[-1].h, steps[-1].c
        cases.append((scale * random.normal(size=(T, H)), steps, W_x, W_h))
    return cases
