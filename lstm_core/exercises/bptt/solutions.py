"""Right functions for the exercises of notebook 04."""

import numpy as np

from lstm_core.cell import LSTMStep, lstm_step_backward
from lstm_core.exercises.checking.exercise import Array, Output

GRADIENTS = ("dx", "dh_prev", "dc_prev", "dW_x", "dW_h", "db")


def clip_by_norm(d: Array, limit: float) -> Output:
    return d * min(1.0, limit / np.linalg.norm(d))


def step_backward(dh: Array, dc_next: Array, step: LSTMStep, W_x: Array, W_h: Array) -> Output:
    back = lstm_step_backward(dh, dc_next, step, W_x, W_h)
    return tuple(getattr(back, name) for name in GRADIENTS)


def sequence_backward(own_dh: Array, steps: list[LSTMStep], W_x: Array, W_h: Array) -> Output:
    dh_next: Array = np.zeros(own_dh.shape[1])
    dc_next: Array = np.zeros(own_dh.shape[1])
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(W_h[0])
    for dh, step in zip(own_dh[::-1], reversed(steps), strict=True):
        back = lstm_step_backward(dh + dh_next, dc_next, step, W_x, W_h)
        dh_next, dc_next = back.dh_prev, back.dc_prev
        dW_x, dW_h, db = dW_x + back.dW_x, dW_h + back.dW_h, db + back.db
    return dW_x, dW_h, db


def rnn_backward(own_dh: Array, h: Array, W_h: Array) -> Output:
    dh = own_dh.copy()
    for t in reversed(range(1, len(h))):
        dh[t - 1] += (dh[t] * (1 - h[t] ** 2)) @ W_h.T
    return dh
