"""Known mistakes of notebook 03 on the way from scores to the loss: softmax and mean surprise."""

from functools import partial

import numpy as np

from lstm_core.activations import log_softmax, softmax
from lstm_core.exercises.checking.exercise import Mistake


def _over(y, axis):
    powers = np.exp(y - y.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _of_each(logits, targets):
    """Return -ln p of the targets, one for each step."""
    return -log_softmax(logits)[np.arange(len(targets)), targets]


def _in_one_sum(y, axis):
    return np.exp(y) / np.exp(y).sum(axis=axis, keepdims=True)


def _of_each_probability(logits, targets, *, softmax=softmax):
    """Return -ln p of the targets as those get it who take the softmax first."""
    return -np.log(softmax(logits)[np.arange(len(targets)), targets])


def _shifted(logits, targets):
    """Return each target's logit below its row's largest, and the logarithm of the row's sum."""
    below = logits - logits.max(axis=-1, keepdims=True)
    return below[np.arange(len(targets)), targets], np.log(np.exp(below).sum(axis=-1))


SOFTMAX = (
    Mistake(
        "With large logits yours gives NaN (not a number): e^1000 is infinity, and infinity divided by "
        "infinity has no value. Subtract the largest logit of each row before the exponential; that "
        "changes nothing else.",
        partial(_in_one_sum, axis=-1),
    ),
    Mistake(
        "All numbers of your matrix together add up to 1. Each row is a prediction of its own, so sum "
        "with `axis=-1, keepdims=True`. After that: what becomes of e^1000?",
        partial(_in_one_sum, axis=None),
    ),
    Mistake(
        "Your columns add up to 1, your rows do not: the sum runs over the wrong axis. Each row is one "
        "prediction: `axis=-1, keepdims=True`. After that: what becomes of e^1000?",
        partial(_in_one_sum, axis=0),
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
        lambda logits, targets: _of_each_probability(
            logits, targets, softmax=partial(_in_one_sum, axis=-1)
        ).mean(),
    ),
    Mistake(
        "Where the network was certain and wrong, your loss is infinite: a probability of e^(−2000) is "
        "0 for the computer, and ln 0 is −∞. Do not make the probability: take the logarithm of the "
        "formula (log-sum-exp) instead.",
        lambda logits, targets: _of_each_probability(logits, targets).mean(),
    ),
    Mistake(
        "Yours is the sum of all surprises; the mean is asked for. And where the network was certain "
        "and wrong it is infinite: log-sum-exp mends that.",
        lambda logits, targets: _of_each_probability(logits, targets).sum(),
    ),
    Mistake(
        "You take every row's logarithm at every target: `[:, targets]` gives a matrix, (T, T). Row t "
        "goes with target t alone: `[np.arange(T), targets]`.",
        lambda logits, targets: -log_softmax(logits)[:, targets].mean(),
    ),
    Mistake(
        "You take every row's probability at every target: `p[:, targets]` is a matrix, (T, T). Row t "
        "goes with target t alone: `p[np.arange(T), targets]`.",
        lambda logits, targets: -np.log(softmax(logits)[:, targets]).mean(),
    ),
    Mistake(
        "You average minus the probabilities of the targets: the logarithm is missing.",
        lambda logits, targets: -softmax(logits)[np.arange(len(targets)), targets].mean(),
    ),
    Mistake(
        "The maximum m is subtracted inside the sum but not from the target's logit: "
        "ln p_k = y_k − m − ln Σ e^(y_j − m).",
        lambda logits, targets: (
            -(_shifted(logits, targets)[0] + logits.max(axis=-1) - _shifted(logits, targets)[1]).mean()
        ),
    ),
    Mistake(
        "The logarithm of the sum has the wrong sign: ln p_k = y_k − m − ln Σ e^(y_j − m), and the "
        "surprise is minus all of that.",
        lambda logits, targets: -sum(_shifted(logits, targets)).mean(),
    ),
    Mistake(
        "Yours is the surprise at the first step alone, as when the `return` stands inside the loop "
        "and ends it in its first turn.",
        lambda logits, targets: _of_each(logits, targets)[0],
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
        "You take the logarithm of the target's logit. A logit is a score and may be negative; the "
        "softmax, or better log-sum-exp, comes between.",
        lambda logits, targets: -np.log(logits[np.arange(len(targets)), targets]).mean(),
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
