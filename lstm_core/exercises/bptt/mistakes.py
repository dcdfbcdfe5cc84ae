"""Known mistakes of notebook 04, the warm-ups: wrong functions, each with a sentence."""

from functools import partial

import numpy as np

from lstm_core.activations import softmax
from lstm_core.exercises.bptt.step_mistakes import sigma_slope
from lstm_core.exercises.checking.exercise import Mistake


def _gradient(y, target, *, sign=1.0, at_target=1.0):
    dy = softmax(y)
    dy[target] -= at_target
    return sign * dy


def _by_probability(y, target):
    dy = np.zeros_like(y)
    dy[target] = -1.0 / softmax(y)[target]
    return dy


def _of_probability(y, target):
    p = softmax(y)
    return p[target] * ((np.arange(len(y)) == target) - p)


LOGIT_GRADIENT = (
    Mistake(
        "The sign is the other way round: onehot − p. That is the error, which is added to the "
        "weights; the derivative of the loss is p − onehot, and the update subtracts it. Never mix "
        "the two.",
        partial(_gradient, sign=-1.0),
    ),
    Mistake(
        "Your result is p itself. The character that came has the slope p − 1: raising its logit "
        "lowers the loss.",
        partial(_gradient, at_target=0.0),
    ),
    Mistake(
        "You divide by V. The mean runs over the characters of a text, if at all, and not over the "
        "alphabet.",
        lambda y, target: _gradient(y, target) / len(y),
    ),
    Mistake(
        "That is the derivative of the loss by the probability p_k, −1/p_k. It is half of the way: "
        "the other half leads through the softmax to all logits.",
        _by_probability,
    ),
    Mistake(
        "That is how the probability of the target changes with the logits. The loss is −log of it, "
        "so it is to be divided by −p_k; then most of it cancels.",
        _of_probability,
    ),
    Mistake(
        "You subtract 1 from every entry. onehot has a single 1, at the target.",
        lambda y, target: softmax(y) - 1,
    ),
    Mistake(
        "You subtract the number of the character, `target`, from every entry. Subtract its one-hot "
        "vector: 1 at the place `target`, 0 elsewhere.",
        lambda y, target: softmax(y) - target,
    ),
    Mistake(
        "You subtract the 1 from the logit, not from the probability: the softmax comes first.",
        lambda y, target: y - (np.arange(len(y)) == target),
    ),
    Mistake(
        "That is p (1 − p) at every entry, the slope of each probability by its own logit. Each logit "
        "moves all probabilities, because they add up to 1.",
        lambda y, target: sigma_slope(softmax(y)),
    ),
)

CLIP_BY_NORM = (
    Mistake(
        "You cut every entry on its own: that is clipping by value, and it turns the arrow. By norm, "
        "all entries are multiplied by one number.",
        lambda d, limit: np.clip(d, -limit, limit),
    ),
    Mistake(
        "You stretch short gradients to the limit as well. A gradient that is short enough stays as "
        "it is: the factor is never above 1.",
        lambda d, limit: d * limit / np.linalg.norm(d),
    ),
    Mistake(
        "You compare with the largest entry. The length of a vector is the root of the sum of its "
        "squares.",
        lambda d, limit: d * min(1.0, limit / np.abs(d).max()),
    ),
    Mistake(
        "You add up the sizes of the entries. The length of a vector is the root of the sum of its "
        "squares.",
        lambda d, limit: d * min(1.0, limit / np.abs(d).sum()),
    ),
    Mistake(
        "The root is missing: you compare the limit with the square of the length.",
        lambda d, limit: d * min(1.0, limit / (d @ d)),
    ),
    Mistake(
        "You divide by the length, and so every long gradient gets the length 1. It is to have the "
        "length `limit`.",
        lambda d, limit: d / np.linalg.norm(d) if np.linalg.norm(d) > limit else d,
    ),
    Mistake(
        "You set a gradient that is too long to zero. It should keep its direction and lose length "
        "only.",
        lambda d, limit: 0.0 * d if np.linalg.norm(d) > limit else d,
    ),
    Mistake(
        "The factor is upside down: length / limit makes a long gradient longer still. It is limit / "
        "length.",
        lambda d, limit: d * max(1.0, np.linalg.norm(d) / limit),
    ),
    Mistake(
        "The two cases are exchanged: you leave the long gradients alone and stretch the short ones.",
        lambda d, limit: d * max(1.0, limit / np.linalg.norm(d)),
    ),
)
