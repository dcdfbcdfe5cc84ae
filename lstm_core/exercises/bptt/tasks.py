"""The exercises of notebook 04: from the loss back to every weight, and three bugs to be found."""

import numpy as np

from lstm_core.activations import cross_entropy_derivative
from lstm_core.cell import lstm_step, lstm_step_backward
from lstm_core.exercises.bptt import mistakes as known
from lstm_core.exercises.bptt import step_mistakes as known_of_step
from lstm_core.exercises.bptt import walk_mistakes as known_of_walks
from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise

_NOTEBOOK = "04_bptt"
_GRADIENTS = ("dx", "dh_prev", "dc_prev", "dW_x", "dW_h", "db")


def _logit_cases(random):
    return [(random.normal(size=V), int(random.integers(V))) for V in (3, 4, 7, 2)]


def _clip_by_norm(d, limit):
    return d * min(1.0, limit / np.linalg.norm(d))


def _clip_cases(random):
    long = [(3 * random.normal(size=N), limit) for N, limit in ((2, 0.5), (5, 2.0), (40, 0.3))]
    short = [(0.1 * random.normal(size=N), 4.0) for N in (3, 6)]
    return [(np.array([3.0, 4.0]), 2.0), *long, *short]


def _step_backward(dh, dc_next, step, W_x, W_h):
    back = lstm_step_backward(dh, dc_next, step, W_x, W_h)
    return tuple(getattr(back, name) for name in _GRADIENTS)


def _weights(random, V, H):
    return random.normal(size=(V, 4 * H)), random.normal(size=(H, 4 * H)), random.normal(size=4 * H)


def _step_cases(random):
    # Steps in the middle of a text: with a first step alone, many a mistake would pass.
    cases = []
    for V, H in ((3, 2), (2, 3), (4, 4), (5, 1)):
        W_x, W_h, b = _weights(random, V, H)
        x, h_prev, c_prev = (random.normal(size=size) for size in (V, H, H))
        step = lstm_step(x, h_prev, c_prev, W_x, W_h, b)
        cases.append((random.normal(size=H), random.normal(size=H), step, W_x, W_h))
    return cases


def _sequence_backward(own_dh, steps, W_x, W_h):
    dh_next, dc_next = np.zeros(own_dh.shape[1]), np.zeros(own_dh.shape[1])
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[1])
    for dh, step in zip(own_dh[::-1], reversed(steps), strict=True):
        back = lstm_step_backward(dh + dh_next, dc_next, step, W_x, W_h)
        dh_next, dc_next = back.dh_prev, back.dc_prev
        dW_x, dW_h, db = dW_x + back.dW_x, dW_h + back.dW_h, db + back.db
    return dW_x, dW_h, db


def _sequence_cases(random):
    cases = []
    for T, V, H in ((3, 3, 2), (5, 2, 3), (4, 4, 4)):
        W_x, W_h, b = _weights(random, V, H)
        state, steps = (np.zeros(H), np.zeros(H)), []
        for k in random.integers(0, V, T):
            steps.append(lstm_step(np.eye(V)[k], *state, W_x, W_h, b))
            state = steps[-1].h, steps[-1].c
        cases.append((random.normal(size=(T, H)), steps, W_x, W_h))
    return cases


def _rnn_backward(own_dh, h, W_h):
    dh = own_dh.copy()
    for t in reversed(range(1, len(h))):
        dh[t - 1] += (dh[t] * (1 - h[t] ** 2)) @ W_h.T
    return dh


def _rnn_cases(random):
    sizes = ((3, 2), (5, 3), (4, 4), (6, 2))
    return [
        (random.normal(size=(T, H)), np.tanh(random.normal(size=(T, H))), random.normal(size=(H, H)))
        for T, H in sizes
    ]


logit_gradient = Exercise(
    name="logit_gradient",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="how the loss of one step depends on its logits",
    solution=lambda y, target: cross_entropy_derivative(y, target),
    cases=_logit_cases,
    outputs=("dy",),
    proves="Every backward pass begins here, with p − onehot, and yours begins with the right sign.",
    hints=(
        "Two pieces: the probabilities, and a vector with a single 1.",
        "`lc.softmax(y)` is p. At the target, 1 is to be subtracted.",
    ),
    mistakes=known.LOGIT_GRADIENT,
)
clip_by_norm = Exercise(
    name="clip_by_norm",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="shorten a gradient that is too long, without turning it",
    solution=_clip_by_norm,
    cases=_clip_cases,
    outputs=("clipped",),
    proves="Long gradients get the length `limit`, short ones stay, and no direction changes.",
    hints=(
        "One number for all entries: what is it for a gradient that is twice as long as allowed?",
        "limit / length, but never more than 1. `np.linalg.norm(d)` is the length.",
    ),
    mistakes=known.CLIP_BY_NORM,
)
step_backward = Exercise(
    name="step_backward",
    notebook=_NOTEBOOK,
    level="core",
    task="one LSTM step backward, lines (1) to (7)",
    solution=_step_backward,
    cases=_step_cases,
    outputs=_GRADIENTS,
    proves="All six derivatives are those of `lc.lstm_step_backward`, in the middle of a text.",
    hints=(
        "Follow the table of seven lines. Which node has two roads?",
        "(1) do = dh * tanh(c). (2) dc = dh * o * (1 − tanh(c)²) + dc_next. `step.o`, `step.c` and "
        "the others hold the values.",
        "(3) di, df, dg = dc * g, dc * c_prev, dc * i. (4) times i (1 − i), f (1 − f), 1 − g², o (1 − "
        "o).",
        "`np.concatenate` puts dz together, in the order i, f, g, o. (5) `np.outer(step.x, dz)`, "
        "`np.outer(step.h_prev, dz)`, dz. (6) dz @ W_x.T, dz @ W_h.T. (7) dc * f.",
    ),
    mistakes=known_of_step.STEP_BACKWARD,
)
three_bugs = Exercise(
    name="three_bugs",
    notebook=_NOTEBOOK,
    level="core",
    task="find three planted bugs with the gradient check, and mend them",
    solution=_step_backward,
    cases=_step_cases,
    outputs=_GRADIENTS,
    proves="All three are gone: nudging led you to the arrays, and reading to the lines.",
    hints=(
        "Errors spread backwards: one in dz reaches nearly everything, one in a single array stays "
        "there.",
        "On a text of one character c_prev and h_prev are zeros. What is off there, and what only "
        "with several?",
        "Compare each line with the table of seven lines: the forget gate's, the candidate's slope, "
        "dW_h.",
    ),
    mistakes=known_of_step.THREE_BUGS,
)
sequence_backward = Exercise(
    name="sequence_backward",
    notebook=_NOTEBOOK,
    level="core",
    task="a whole sequence backward: hand on, and add up",
    solution=_sequence_backward,
    cases=_sequence_cases,
    outputs=("dW_x", "dW_h", "db"),
    proves="Both shares are handed on and every step's gradients are added: that is BPTT.",
    hints=(
        "Begin at the last step. What comes to it from the future?",
        "At each step dh = own_dh[t] + dh_next, then `lc.lstm_step_backward(dh, dc_next, step, W_x, "
        "W_h)`.",
        "Its `.dh_prev` and `.dc_prev` are the next turn's dh_next and dc_next; `.dW_x`, `.dW_h` and "
        "`.db` are added to sums that begin as zeros.",
    ),
    mistakes=known_of_walks.SEQUENCE_BACKWARD,
)
rnn_backward = Exercise(
    name="rnn_backward",
    notebook=_NOTEBOOK,
    level="stretch",
    task="the totals dh of a vanilla RNN, at every step",
    solution=_rnn_backward,
    cases=_rnn_cases,
    outputs=("dh",),
    proves="The notebook had a loss at the last step alone; yours goes back with one at every step.",
    hints=(
        "Two roads leave h_{t−1}: to its own loss, and through the tanh of step t.",
        "The share of the second road is (dh_t ⊙ (1 − h_t²)) W_hᵀ, with the total dh_t.",
        "From the last step to the second: dh[t − 1] = own_dh[t − 1] + that share. Work on a copy of "
        "own_dh.",
    ),
    mistakes=known_of_walks.RNN_BACKWARD,
)

collection = Collection(
    logit_gradient, clip_by_norm, step_backward, three_bugs, sequence_backward, rnn_backward
)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
