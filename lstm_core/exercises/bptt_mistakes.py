"""Known mistakes of notebook 04, all but those of one step: wrong functions, each with a sentence."""

from functools import partial

import numpy as np

from lstm_core.activations import softmax
from lstm_core.exercises.bptt_step_mistakes import backward, sigma_slope, tanh_slope
from lstm_core.exercises.checking import Mistake


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


def _sequence(
    own_dh, steps, W_x, W_h, *, hand_h=1.0, hand_c=1.0, exchange=False, forwards=False, own=None,
    mean=False, piled_up=False, only=None, backwards_dh=False,
):  # fmt: skip
    """Walk a sequence backward; one thing may be different."""
    dh_next, dc_next = np.zeros(own_dh.shape[1]), np.zeros(own_dh.shape[1])
    shares = []
    places = range(len(steps)) if forwards else reversed(range(len(steps)))
    for t in places:
        mine = own_dh[len(steps) - 1 - t if backwards_dh else t]
        if own == "last" and t < len(steps) - 1:
            mine = 0.0 * mine
        _, dh_prev, dc_prev, *weights = backward(
            mine + hand_h * dh_next, hand_c * dc_next, steps[t], W_x, W_h
        )
        if exchange:
            dh_prev, dc_prev = dc_prev, dh_prev
        dh_next, dc_next = dh_prev + (dh_next if piled_up else 0.0), dc_prev
        shares.append(weights)
    if only is not None:
        return tuple(shares[only])
    total = tuple(sum(parts) for parts in zip(*shares, strict=True))
    return tuple(part / len(steps) for part in total) if mean else total


def _rnn(own_dh, h, W_h, *, transpose=True, slope=tanh_slope, early=False, own=True, hand=True):
    dh = own_dh.copy()
    for t in reversed(range(1, len(h))):
        back = dh[t] * slope(h[t - 1] if early else h[t])
        share = back @ (W_h.T if transpose else W_h)
        dh[t - 1] = (dh[t - 1] if own else 0.0) + (share if hand else 0.0)
    return dh


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
)

SEQUENCE_BACKWARD = (
    Mistake(
        "Nothing is handed on: each step is corrected for its own loss, as if nothing came after it. "
        "The loss would fall all the same. dh_prev and dc_prev of one step are dh_next and dc_next of "
        "the step before.",
        partial(_sequence, hand_h=0.0, hand_c=0.0),
    ),
    Mistake(
        "dc is handed on, dh is not: h_t also goes into the gates of step t + 1, so dh = own_dh[t] + "
        "dh_next.",
        partial(_sequence, hand_h=0.0),
    ),
    Mistake(
        "dh is handed on, dc is not: that is the conveyor belt, the road that the LSTM was built for.",
        partial(_sequence, hand_c=0.0),
    ),
    Mistake(
        "dh_prev and dc_prev are exchanged on the way: both have the shape (H,), so nothing complains.",
        partial(_sequence, exchange=True),
    ),
    Mistake(
        "You walk from the first step to the last. What a step needs comes from the step after it, "
        "so begin at the end: `reversed(steps)`.",
        partial(_sequence, forwards=True),
    ),
    Mistake(
        "You have the weights' gradients of the first step alone, the last one that the loop came to. "
        "The matrix is the same at every step, so its gradients add up: `+=`.",
        partial(_sequence, only=-1),
    ),
    Mistake(
        "You have the weights' gradients of the last step alone. The matrix is the same at every "
        "step, so its gradients add up.",
        partial(_sequence, only=0),
    ),
    Mistake(
        "Yours is the mean over the steps. The loss is the sum of the steps' losses, so gradients "
        "add up and are not divided by T.",
        partial(_sequence, mean=True),
    ),
    Mistake(
        "dh_next grows from step to step: use `dh_next = dh_prev`, not `+=`. Each share goes one step "
        "back; from there the chain rule carries it on.",
        partial(_sequence, piled_up=True),
    ),
    Mistake(
        "Only the last step's own loss comes in. Every step predicts a character, so every step adds "
        "its `own_dh[t]`.",
        partial(_sequence, own="last"),
    ),
    Mistake(
        "The steps run backwards, own_dh runs forwards: at the last step you add the first step's "
        "derivative.",
        partial(_sequence, backwards_dh=True),
    ),
)

RNN_BACKWARD = (
    Mistake(
        "W_h is not transposed. It is square, so the product fits; but it sums over the wrong index. "
        "Forward it is h @ W_h, backward it is … @ W_h.T.",
        partial(_rnn, transpose=False),
    ),
    Mistake(
        "The slope of tanh is missing: the way back from h_t to z_t multiplies by 1 − h_t².",
        partial(_rnn, slope=lambda h: np.ones_like(h)),
    ),
    Mistake(
        "You take the slope at h_{t−1}. The road from h_{t−1} leads through the tanh of step t, so "
        "its slope is 1 − h_t².",
        partial(_rnn, early=True),
    ),
    Mistake(
        "You apply tanh to h once more. h_t is the output of tanh, so its slope is 1 − h_t².",
        partial(_rnn, slope=lambda h: 1 - np.tanh(h) ** 2),
    ),
    Mistake(
        "You take the slope of σ, h (1 − h). The vanilla RNN squashes with tanh: 1 − h².",
        partial(_rnn, slope=sigma_slope),
    ),
    Mistake(
        "Only the last step's own derivative comes in. Two roads leave h_{t−1}: to its own loss, and "
        "to the next step. Add both.",
        partial(_rnn, own=False),
    ),
    Mistake(
        "Nothing is handed on: your totals are the steps' own derivatives.",
        partial(_rnn, hand=False),
    ),
)
