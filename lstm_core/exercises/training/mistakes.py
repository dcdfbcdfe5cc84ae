"""Known mistakes of notebook 05: each a small wrong function, and what the learner is told about it."""

from functools import partial
from typing import Any

import numpy as np

from lstm_core.activations import cross_entropy
from lstm_core.exercises.checking.exercise import Array, Function, Indices, Mistake, Output
from lstm_core.model import CharLSTM


def _by_norm(theta: Array, d: Array, learning_rate: float, limit: float) -> Output:
    return theta - learning_rate * d * min(1.0, limit / np.linalg.norm(d))


def _descend(
    loss: Function,
    gradient: Function,
    theta: Array,
    steps: int,
    learning_rate: float,
    *,
    after: bool = False,
    once: bool = False,
    sign: float = -1.0,
    turns: float = 0,
    late: bool = False,
) -> Output:
    """Walk downhill, in which one thing may be different."""
    theta, losses = theta.copy(), []
    first = previous = gradient(theta)
    for _ in range(steps + turns):
        if not after:
            losses.append(loss(theta))
        d = first if once else gradient(theta)
        d, previous = (previous, d) if late else (d, d)
        theta = theta + sign * learning_rate * d
        if after:
            losses.append(loss(theta))
    return theta, np.array(losses)


def _read(
    model: CharLSTM,
    inputs: Indices,
    targets: Indices,
    length: int,
    *,
    carry: bool = True,
    only_h: bool = False,
    of_means: bool = False,
    whole: bool = False,
) -> Output:
    """Read a text in pieces, in which one thing may be different."""
    state, surprises, means = None, [], []
    end = len(inputs) // length * length if whole else len(inputs)
    for start in range(0, end, length):
        piece = slice(start, start + length)
        trace = model.forward(inputs[piece], state if carry else None)
        surprise = cross_entropy(trace.logits, targets[piece], "none")
        surprises.extend(surprise)
        means.append(surprise.mean())
        state = trace.final_state
        if only_h:
            state = state[0], 0 * state[1]
    return float(np.mean(means if of_means else surprises))


def _too_many_losses(
    loss: Function,
    gradient: Function,
    theta: Array,
    steps: int,
    learning_rate: float,
) -> Output:
    theta, losses = _descend(loss, gradient, theta, steps, learning_rate)
    return theta, np.append(losses, loss(theta))


def _by_loss(
    loss: Function,
    gradient: Function,
    theta: Array,
    steps: int,
    learning_rate: float,
) -> Output:
    return _descend(loss, loss, theta, steps, learning_rate)


def _clipped(
    loss: Function,
    gradient: Function,
    theta: Array,
    steps: int,
    learning_rate: float,
) -> Output:
    return _descend(loss, lambda theta: np.clip(gradient(theta), -1, 1), theta, steps, learning_rate)


def _first_rise(known: Any, unknown: Any) -> Output:
    rises = np.flatnonzero(np.diff(unknown) > 0)
    return int(rises[0]) + 1 if rises.size else len(unknown)


SGD_STEP = (
    Mistake(
        "You step along the derivative, uphill. The derivative says where the loss grows, so it is "
        "subtracted.",
        lambda theta, d, learning_rate, limit: theta + learning_rate * np.clip(d, -limit, limit),
    ),
    Mistake(
        "You clip after the multiplication by the learning rate, so a derivative is cut only from "
        "limit / learning_rate on. Clip d first.",
        lambda theta, d, learning_rate, limit: theta - np.clip(learning_rate * d, -limit, limit),
    ),
    Mistake(
        "Nothing is clipped: a derivative beyond the limit is used as it is.",
        lambda theta, d, learning_rate, limit: theta - learning_rate * d,
    ),
    Mistake(
        "You clip by norm: all derivatives shrink together. Here each one that lies beyond the limit "
        "is moved to it, and the others stay.",
        _by_norm,
    ),
    Mistake(
        "Only the upper side is clipped: a derivative of −5 passes. The limits are −limit and limit.",
        lambda theta, d, learning_rate, limit: theta - learning_rate * np.minimum(d, limit),
    ),
    Mistake(
        "Your limits are −1 and 1, as in the notebook. Here they are handed over: −limit and limit.",
        lambda theta, d, learning_rate, limit: theta - learning_rate * np.clip(d, -1, 1),
    ),
    Mistake(
        "A large negative derivative becomes +limit, and the step goes the wrong way. Clipping keeps "
        "the sign: beyond −limit it becomes −limit.",
        lambda theta, d, learning_rate, limit: (
            theta - learning_rate * np.where(np.abs(d) > limit, limit, d)
        ),
    ),
    Mistake(
        "You clip the parameters, and not the derivatives. A weight may be as large as it likes.",
        lambda theta, d, learning_rate, limit: np.clip(theta - learning_rate * d, -limit, limit),
    ),
    Mistake(
        "You return the step alone. It is still to be subtracted from θ.",
        lambda theta, d, learning_rate, limit: learning_rate * np.clip(d, -limit, limit),
    ),
    Mistake(
        "You return the change alone. It is still to be added to θ.",
        lambda theta, d, learning_rate, limit: -learning_rate * np.clip(d, -limit, limit),
    ),
    Mistake(
        "You take the sign of each derivative: every step has the full length, also where the slope "
        "is nearly flat.",
        lambda theta, d, learning_rate, limit: theta - learning_rate * limit * np.sign(d),
    ),
)

DESCEND = (
    Mistake(
        "Your losses are measured after each update. A report's loss belongs to the parameters "
        "before its step, so the first one is that of the untrained θ.",
        partial(_descend, after=True),
    ),
    Mistake(
        "You compute the gradient once and use it for all steps. A slope holds nearby: after every "
        "step it must be computed again.",
        partial(_descend, once=True),
    ),
    Mistake("You walk uphill: the gradient is to be subtracted.", partial(_descend, sign=1.0)),
    Mistake("You take one step too few.", partial(_descend, turns=-1)),
    Mistake("You take one step too many.", partial(_descend, turns=1)),
    Mistake(
        "There is one loss too many: each step has one, measured before it, and the last θ has none.",
        _too_many_losses,
    ),
    Mistake(
        "Your function returns after its first step: the `return` stands inside the loop.",
        lambda loss, gradient, theta, steps, rate: _descend(loss, gradient, theta, 1, rate),
    ),
    Mistake(
        "The two values are in the other order: `return theta, losses`.",
        lambda *arguments: _descend(*arguments)[::-1],
    ),
    Mistake("You clip the gradient. Here every step uses it as it is.", _clipped),
    Mistake(
        "You step by the loss, a single number. The direction comes from the other function, "
        "`gradient(theta)`.",
        _by_loss,
    ),
    Mistake(
        "Each update uses the gradient of the step before: backward and update are exchanged in "
        "your loop. The loss would fall all the same, which is why nobody notices.",
        partial(_descend, late=True),
    ),
)

BEST_EPOCH = (
    Mistake(
        "You look at the loss on the text that was trained on. It falls to the end, whatever happens "
        "elsewhere: the held-out loss decides.",
        lambda known, unknown: int(np.argmin(known)) + 1,
    ),
    Mistake(
        "You count from 0. The first epoch is epoch 1.",
        lambda known, unknown: int(np.argmin(unknown)),
    ),
    Mistake(
        "You return the lowest loss itself. Asked is the number of the epoch in which it occurs.",
        lambda known, unknown: float(unknown.min()),
    ),
    Mistake(
        "You always take the last epoch: that is training without looking.",
        lambda known, unknown: len(unknown),
    ),
    Mistake(
        "You stop where the held-out loss rises for the first time. Curves are rough; after a small "
        "rise it may fall a good deal further.",
        _first_rise,
    ),
    Mistake(
        "You take the epoch with the highest held-out loss.",
        lambda known, unknown: int(np.argmax(unknown)) + 1,
    ),
    Mistake(
        "You take the epoch in which both losses lie closest together. That is often an early one, in "
        "which both are bad.",
        lambda known, unknown: int(np.argmin(np.abs(unknown - known))) + 1,
    ),
)

READ_IN_PIECES = (
    Mistake(
        "Every piece is read with an empty state. The network goes on knowing what it has read: hand "
        "`trace.final_state` to the next `forward`.",
        partial(_read, carry=False),
    ),
    Mistake(
        "Only h is handed on; the cell state begins at zero in each piece. A state is the pair (h, c).",
        partial(_read, only_h=True),
    ),
    Mistake(
        "You average the means of the pieces. The last piece is shorter, so its characters would "
        "count for more: collect all surprises, then take one mean.",
        partial(_read, of_means=True),
    ),
    Mistake(
        "Two things: every piece is read with an empty state, where `trace.final_state` of the piece "
        "before is to be handed on; and you average the means of pieces that are not equally long.",
        partial(_read, carry=False, of_means=True),
    ),
    Mistake(
        "The last piece is left out because it is shorter. Its characters belong to the text as well.",
        partial(_read, whole=True),
    ),
    Mistake(
        "Yours is the sum of the surprises, not their mean.",
        lambda model, inputs, targets, length: _read(model, inputs, targets, length) * len(inputs),
    ),
)
