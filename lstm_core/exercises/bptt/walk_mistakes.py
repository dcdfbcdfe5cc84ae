"""Known mistakes of notebook 04, walks over many steps: wrong functions, each with a sentence."""

from functools import partial

import numpy as np

from lstm_core.exercises.bptt.step_mistakes import backward, sigma_slope, tanh_slope
from lstm_core.exercises.checking.exercise import Mistake


def _sequence(
    own_dh, steps, W_x, W_h, *, hand_h=1.0, hand_c=1.0, exchange=False, forwards=False, own=None,
    mean=False, piled_up="", only=None, backwards_dh=False, twice=False,
    upto=None,
):  # fmt: skip
    """Walk a sequence backward; one thing may be different."""
    dh_next, dc_next = np.zeros(own_dh.shape[1]), np.zeros(own_dh.shape[1])
    shares = []
    places = range(len(steps)) if forwards else reversed(range(len(steps)))
    for t in places:
        mine = own_dh[len(steps) - 1 - t if backwards_dh else t]
        if own == "none" or (own == "last" and t < len(steps) - 1):
            mine = 0.0 * mine
        _, dh_prev, dc_prev, *weights = backward(
            mine + hand_h * dh_next, hand_c * dc_next, steps[t], W_x, W_h
        )
        if exchange:
            dh_prev, dc_prev = dc_prev, dh_prev
        dh_next = dh_prev + (dh_next if "h" in piled_up else 0.0) + (mine if twice else 0.0)
        dc_next = dc_prev + (dc_next if "c" in piled_up else 0.0)
        shares.append(weights)
    if only is not None:
        return tuple(shares[only])
    total = tuple(sum(parts) for parts in zip(*shares[:upto], strict=True))
    return tuple(part / len(steps) for part in total) if mean else total


def _rnn(
    own_dh, h, W_h, *, transpose=True, slope=tanh_slope, early=False, own=True, hand=True, late=False,
    total=True, first=1,
):  # fmt: skip
    """Walk a vanilla RNN backward; one thing may be different."""
    dh = own_dh.copy()
    for t in reversed(range(first, len(h))):
        arrived = dh[t] if total else own_dh[t]
        squash = slope(h[t - 1] if early else h[t])
        W_back = W_h.T if transpose else W_h
        share = (arrived @ W_back) * squash if late else (arrived * squash) @ W_back
        dh[t - 1] = (dh[t - 1] if own else 0.0) + (share if hand else 0.0)
    return dh


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
        partial(_sequence, piled_up="h"),
    ),
    Mistake(
        "dh_next and dc_next grow from step to step: hand on with `=`, not `+=`. Each share goes one "
        "step back; from there the chain rule carries it on.",
        partial(_sequence, piled_up="hc"),
    ),
    Mistake(
        "own_dh[t] comes in twice, at its own step and in what is handed on. dh_next of the step "
        "before is dh_prev alone.",
        partial(_sequence, twice=True),
    ),
    Mistake(
        "The walk stops before the first step: its gradients are missing from the sums. A range that "
        "counts down to the step 0 is `range(T - 1, -1, -1)`.",
        partial(_sequence, upto=-1),
    ),
    Mistake(
        "Everything is zero, because no loss comes in: add `own_dh[t]` to dh_next at every step.",
        partial(_sequence, own="none"),
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
    Mistake(
        "Each step hands on its own derivative alone. What goes back is the total dh_t, which is "
        "complete once the later steps have been walked: begin at the end, and take dh[t].",
        partial(_rnn, total=False),
    ),
    Mistake(
        "The square is missing: the slope of tanh is 1 − h_t², and not 1 − h_t.",
        partial(_rnn, slope=lambda h: 1 - h),
    ),
    Mistake(
        "The slope comes after W_h in yours. On the way back the tanh is met first: "
        "(dh_t ⊙ (1 − h_t²)) W_hᵀ.",
        partial(_rnn, late=True),
    ),
    Mistake(
        "The slope comes after W_h in yours, and is that of the step before. On the way back the "
        "tanh of step t is met first: (dh_t ⊙ (1 − h_t²)) W_hᵀ.",
        partial(_rnn, late=True, early=True),
    ),
    Mistake(
        "The first step gets nothing from the second: your walk ends one step too early.",
        partial(_rnn, first=2),
    ),
    Mistake(
        "Your result is the totals by z_t, behind the tanh. Asked for are those by h_t, before the "
        "slope 1 − h_t² is multiplied on.",
        lambda own_dh, h, W_h: _rnn(own_dh, h, W_h) * tanh_slope(h),
    ),
    Mistake(
        "The rows stand in the order of the walk, the last step first. Row t belongs to step t.",
        lambda own_dh, h, W_h: _rnn(own_dh, h, W_h)[::-1],
    ),
)
