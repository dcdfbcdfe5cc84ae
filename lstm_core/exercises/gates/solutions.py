"""Right functions for the exercises of notebook 02."""

import numpy as np

from lstm_core.cell import lstm_step
from lstm_core.exercises.checking.exercise import Array, Output


def step(x: Array, h_prev: Array, c_prev: Array, W_x: Array, W_h: Array, b: Array) -> Output:
    step = lstm_step(x, h_prev, c_prev, W_x, W_h, b)
    return step.h, step.c


def forget_bias_for(steps: int) -> Output:
    f = 0.5 ** (1 / steps)
    return float(np.log(f / (1 - f)))


def share_left(f: Array) -> Output:
    return np.cumprod(np.concatenate([np.ones((1, f.shape[1])), f[1:]]), axis=0)
