"""Known mistakes of notebook 03: each a small wrong function, and what the learner is told about it."""

from functools import partial

import numpy as np

from lstm_core.activations import log_softmax, sigmoid
from lstm_core.exercises.checking import Mistake


def _over(y, axis):
    powers = np.exp(y - y.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _of_each(logits, targets):
    """Return -ln p of the targets, one for each step."""
    return -log_softmax(logits)[np.arange(len(targets)), targets]


def _through_probabilities(logits, targets):
    p = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    return -np.log(p[np.arange(len(targets)), targets]).mean()


def _to_rows(W_i, W_f, W_g, W_o, *, order="ifgo", x_first=False):
    H = len(W_i)
    W = dict(zip("ifgo", (W_i, W_f, W_g, W_o), strict=True))
    if x_first:
        V = W_i.shape[1] - H
        to_x, to_h = ([W[gate][:, part].T for gate in order] for part in (slice(0, V), slice(V, None)))
    else:
        to_h, to_x = ([W[gate][:, part].T for gate in order] for part in (slice(0, H), slice(H, None)))
    return np.hstack(to_x), np.hstack(to_h)


def _reshaped(W_i, W_f, W_g, W_o):
    H, V = len(W_i), W_i.shape[1] - len(W_i)
    W = (W_i, W_f, W_g, W_o)
    return (
        np.hstack([w[:, H:].reshape(V, H) for w in W]),
        np.hstack([w[:, :H].reshape(H, H) for w in W]),
    )


def _half_laid_down(W_i, W_f, W_g, W_o):
    W_x, _ = _to_rows(W_i, W_f, W_g, W_o)
    return W_x, np.hstack([w[:, : len(W_i)] for w in (W_i, W_f, W_g, W_o)])


def _forward(
    inputs, W_x, W_h, b, W_y, b_y, *, carry_h=True, carry_c=True, order="ifgo", score="h",
    with_b_y=True, before=False, squash=lambda y: y, written_over=False,
):  # fmt: skip
    """Run a network forward in which one thing may be different."""
    h, c = np.zeros(len(W_h)), np.zeros(len(W_h))
    read, logits = [], []
    for k in inputs:
        seen = h.copy()
        z = W_x[k] + (h if carry_h else 0 * h) @ W_h + b
        parts = dict(zip(order, np.split(z, 4), strict=True))
        i, f, o = (sigmoid(parts[gate]) for gate in "ifo")
        c = f * (c if carry_c else 0 * c) + i * np.tanh(parts["g"])
        h = o * np.tanh(c)
        shown = {"h": seen if before else h, "c": c}[score]
        read.append(shown)
        logits.append(squash(shown @ W_y + (b_y if with_b_y else 0.0)))
    if written_over:
        return np.array([read[-1] @ W_y + b_y for _ in read])
    return np.array(logits)


SOFTMAX = (
    Mistake(
        "With large logits yours gives NaN (not a number): e^1000 is infinity, and infinity divided by "
        "infinity has no value. Subtract the largest logit of each row before the exponential; that "
        "changes nothing else.",
        lambda y: np.exp(y) / np.exp(y).sum(axis=-1, keepdims=True),
    ),
    Mistake(
        "Your columns add up to 1, your rows do not: the sum and the maximum run over the wrong axis. "
        "Each row is one prediction, so they run over the last axis: `axis=-1, keepdims=True`.",
        partial(_over, axis=0),
    ),
    Mistake(
        "All numbers of your matrix together add up to 1. Each row is a prediction of its own: "
        "`axis=-1, keepdims=True`.",
        partial(_over, axis=None),
    ),
    Mistake(
        "You divide the logits by their sum, without the exponential. Logits may be negative, so that "
        "gives no probabilities.",
        lambda y: y / y.sum(axis=-1, keepdims=True),
    ),
    Mistake(
        "You subtract the maximum after the exponential instead of before it: the largest entry of "
        "each row becomes 0, and what overflowed has overflowed already.",
        lambda y: (
            (np.exp(y) - np.exp(y).max(axis=-1, keepdims=True))
            / (np.exp(y) - np.exp(y).max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True)
        ),
    ),
    Mistake(
        "Your rows hold e^(y − max), but are not divided by their sum: the likeliest character gets "
        "1, and the rest is added on top.",
        lambda y: np.exp(y - y.max(axis=-1, keepdims=True)),
    ),
    Mistake(
        "You subtract one maximum, that of the whole matrix, from every row. A row far below it then "
        "has nothing but zeros left, and 0/0 is not a number: each row needs its own.",
        lambda y: np.exp(y - y.max()) / np.exp(y - y.max()).sum(axis=-1, keepdims=True),
    ),
)

MEAN_SURPRISE = (
    Mistake(
        "Yours is the sum of all surprises. The mean is asked for, so that texts of different lengths "
        "can be compared.",
        lambda logits, targets: _of_each(logits, targets).sum(),
    ),
    Mistake(
        "The sign is wrong: the logarithm of a probability is never positive, and a surprise never "
        "negative.",
        lambda logits, targets: -_of_each(logits, targets).mean(),
    ),
    Mistake(
        "You divide by the number of all entries, T · V: `.mean()` over a matrix of one-hot rows "
        "counts its zeros too. There are T surprises.",
        lambda logits, targets: _of_each(logits, targets).mean() / logits.shape[1],
    ),
    Mistake(
        "Where a probability is too small for the computer, yours is infinite or not a number: the "
        "softmax comes first, and then the logarithm. Take the logarithm of the formula (log-sum-exp) "
        "instead.",
        _through_probabilities,
    ),
    Mistake(
        "Your logarithm is the one to base 2, so your loss is in bits. In nats it is `np.log`.",
        lambda logits, targets: _of_each(logits, targets).mean() / np.log(2),
    ),
    Mistake(
        "You average the probabilities and take the logarithm of that. First the surprise at each "
        "step, then the mean.",
        lambda logits, targets: -np.log(np.exp(-_of_each(logits, targets)).mean()),
    ),
    Mistake(
        "You take the logit of the target for its log-probability: the log-sum-exp of the row is "
        "still to be subtracted.",
        lambda logits, targets: -logits[np.arange(len(targets)), targets].mean(),
    ),
    Mistake(
        "You ask how surprised the network is by its own favourite, the largest logit. It is the "
        "target that came.",
        lambda logits, targets: _of_each(logits, logits.argmax(axis=-1)).mean(),
    ),
    Mistake(
        "That is the mean over all characters, whether they came or not. Only the target of each "
        "step counts.",
        lambda logits, targets: -log_softmax(logits).mean(),
    ),
)

TO_ROW_FORM = (
    Mistake(
        "You cut x before h. In the tall column h stands on top, so the first H columns of each "
        "matrix meet h, and the other V meet x. The shapes fit both ways, so nothing else would tell "
        "you.",
        partial(_to_rows, x_first=True),
    ),
    Mistake(
        "Your blocks stand in the order i, f, o, g. The order here is i, f, g, o.",
        partial(_to_rows, order="ifog"),
    ),
    Mistake(
        "Your blocks stand in the order f, i, g, o. The order here is i, f, g, o.",
        partial(_to_rows, order="figo"),
    ),
    Mistake(
        "You used `reshape` where a transpose belongs. Both give the right shape; but reshape deals "
        "the numbers out anew, row by row, and the transpose `.T` turns rows into columns.",
        _reshaped,
    ),
    Mistake(
        "W_x is right. The blocks of W_h are not transposed: they are square, (H, H), so the shape "
        "does not give it away.",
        _half_laid_down,
    ),
)

FORWARD = (
    Mistake(
        "Each character is read with an empty state: neither h nor c is carried over. Your network "
        "cannot tell one “o” from the next.",
        partial(_forward, carry_h=False, carry_c=False),
    ),
    Mistake(
        "The cell state c is not carried from step to step: it begins at zero each time, and the "
        "conveyor belt stands still.",
        partial(_forward, carry_c=False),
    ),
    Mistake(
        "The hidden state h is not carried from step to step: `h @ W_h` sees zeros at every character.",
        partial(_forward, carry_h=False),
    ),
    Mistake(
        "Your scores come from the hidden state before the character was read, so each prediction "
        "is one step late. Compute h first, then h @ W_y + b_y.",
        partial(_forward, before=True),
    ),
    Mistake(
        "Your scores come from the cell state c. The output layer sees what the cell shows: h.",
        partial(_forward, score="c"),
    ),
    Mistake("The output layer's bias b_y is missing.", partial(_forward, with_b_y=False)),
    Mistake(
        "You return probabilities. Logits are the scores before the softmax; the loss wants those, "
        "because it takes the logarithm in a safer way.",
        partial(_forward, squash=lambda y: _over(y, -1)),
    ),
    Mistake(
        "You squash the scores with tanh. The output layer has no squashing function: logits may be "
        "any numbers.",
        partial(_forward, squash=np.tanh),
    ),
    Mistake(
        "All rows are those of the last step: one array was put into the list T times and then "
        "written over. `h[:] = …` changes the array that is in the list already; `h = …` makes a new "
        "one.",
        partial(_forward, written_over=True),
    ),
    Mistake(
        "Input gate and forget gate are exchanged: `np.split` cuts z into i, f, g, o, in this order.",
        partial(_forward, order="figo"),
    ),
    Mistake(
        "Candidate and output gate are exchanged: `np.split` cuts z into i, f, g, o, in this order.",
        partial(_forward, order="ifog"),
    ),
)
