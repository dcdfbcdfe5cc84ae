"""Known mistakes of notebook 04, and what the learner is told about each of them.

The mistakes in the backward step are of kinds found in published code; docs/decisions.md names where.
"""

from functools import partial
from typing import Any

import numpy as np

from lstm_core.activations import sigmoid, softmax
from lstm_core.cell import LSTMStep
from lstm_core.exercises.checking.answers import Verdict
from lstm_core.exercises.checking.exercise import Array, Function, Mistake, Output


def sigma_slope(s: np.ndarray) -> np.ndarray:
    """Return the slope of σ where its output is s."""
    return s * (1 - s)


def tanh_slope(t: np.ndarray) -> np.ndarray:
    """Return the slope of tanh where its output is t."""
    return 1 - t**2


def backward(
    dh: Array,
    dc_next: Array,
    step: LSTMStep,
    W_x: Array,
    W_h: Array,
    *,
    dc_of: Any = None,
    do_of: Any = None,
    di_of: Any = None,
    df_of: Any = None,
    dg_of: Any = None,
    slope_i: Function = sigma_slope,
    slope_f: Function = sigma_slope,
    slope_g: Function = tanh_slope,
    slope_o: Function = sigma_slope,
    order: str = "ifgo",
    h_of: Function = lambda step: step.h_prev,
    dc_prev_of: Any = None,
    db_of: Function = lambda dz: dz.copy(),
    dh_prev_of: Any = None,
    dW_x_of: Any = None,
) -> Output:
    """Take one step backward, in which single terms may be others."""
    tanh_c = np.tanh(step.c)
    do = do_of(dh, step) if do_of else dh * tanh_c
    dc = dc_of(dh, dc_next, step) if dc_of else dh * step.o * (1 - tanh_c**2) + dc_next
    di = di_of(dc, step) if di_of else dc * step.g
    df = df_of(dc, dc_next, step) if df_of else dc * step.c_prev
    dg = dg_of(dc, step) if dg_of else dc * step.i
    parts = {
        "i": di * slope_i(step.i),
        "f": df * slope_f(step.f),
        "g": dg * slope_g(step.g),
        "o": do * slope_o(step.o),
    }
    dz = np.concatenate([parts[gate] for gate in order])
    dh_prev = dh_prev_of(dz, dh, W_h) if dh_prev_of else dz @ W_h.T
    dc_prev = dc_prev_of(dc, dc_next, step) if dc_prev_of else dc * step.f
    dW_x = dW_x_of(dz, step) if dW_x_of else np.outer(step.x, dz)
    return dz @ W_x.T, dh_prev, dc_prev, dW_x, np.outer(h_of(step), dz), db_of(dz)


def _dh_overwritten(dh: Array, dc_next: Array, step: LSTMStep, W_x: Array, W_h: Array) -> Output:
    # The share for the step before takes the name dh before dc of this step is computed from it.
    dz_o = dh * np.tanh(step.c) * sigma_slope(step.o)
    early = dz_o @ np.split(W_h, 4, axis=1)[3].T
    return backward(early, dc_next, step, W_x, W_h, do_of=lambda _, step: dh * np.tanh(step.c))


def _bias_of_another_gate(dz: Array) -> Output:
    dz_f = np.split(dz, 4)[1]
    return np.concatenate([dz_f, dz_f, np.split(dz, 4)[2], dz_f])


def _swapped(dh: Array, dc_next: Array, step: LSTMStep, W_x: Array, W_h: Array) -> Output:
    dx, dh_prev, dc_prev, *weights = backward(dh, dc_next, step, W_x, W_h)
    return dx, dc_prev, dh_prev, *weights


def _dc_with_mistake(kind: str) -> Output:
    return lambda dh, dc_next, step: {
        "next": dh * step.o * (1 - np.tanh(step.c) ** 2),
        "h": dc_next,
        "tanh": dh * step.o + dc_next,
        "o": dh * (1 - np.tanh(step.c) ** 2) + dc_next,
        "argument": dh * step.o * (1 - step.c**2) + dc_next,
        "shown": dh * step.o * (1 - step.h**2) + dc_next,
        "late": (dh * step.o + dc_next) * (1 - np.tanh(step.c) ** 2),
        "square": dh * step.o * (1 - np.tanh(step.c)) + dc_next,
        "value": dh * step.o * np.tanh(step.c) + dc_next,
    }[kind]


_C_PREV = {"df_of": lambda dc, dc_next, step: dc * step.c}
_SIGMA_G = {"slope_g": sigma_slope}
_H_NOW = {"h_of": lambda step: step.h}


def planted(
    dh: Array, dc_next: Array, step: LSTMStep, W_x: Array, W_h: Array, *, mended: str = ""
) -> Output:
    """Take one step backward with three bugs, as the notebook hands it out, or with fewer."""
    bugs = {"f": _C_PREV, "g": _SIGMA_G, "W": _H_NOW}
    wrong = {
        key: value for bug, what in bugs.items() if bug not in mended for key, value in what.items()
    }
    return backward(dh, dc_next, step, W_x, W_h, **wrong)


def _left(mended: str) -> Mistake:
    names = {"f": "the forget gate's line", "g": "the candidate's slope", "W": "the line of W_h"}
    done = " and ".join(names[bug] for bug in mended)
    left = {1: "two bugs are left", 2: "one bug is left"}[len(mended)]
    return Mistake(
        f"You have mended {done}; {left}. Run the gradient check again: which arrays are off now?",
        partial(planted, mended=mended),
        Verdict.UNKNOWN,  # on the way, and no mistake of others
    )


def _is_planted(known: Mistake) -> bool:
    return getattr(known.function, "keywords", None) in (_C_PREV, _SIGMA_G, _H_NOW)


STEP_BACKWARD = (
    Mistake(
        "Your gradient is what you get when the cell's own carry `dc_next` is left out: c_t also "
        "feeds c_{t+1}, and in line (2) both roads are added.",
        partial(backward, dc_of=_dc_with_mistake("next")),
    ),
    Mistake(
        "Your dc has only the road through the next cell. c_t is also shown: the road through h_t "
        "brings dh ⊙ o ⊙ (1 − tanh² c).",
        partial(backward, dc_of=_dc_with_mistake("h")),
    ),
    Mistake(
        "The slope of tanh is missing in dc: h = o ⊙ tanh(c), so the road through h_t is dh ⊙ o ⊙ (1 "
        "− tanh² c).",
        partial(backward, dc_of=_dc_with_mistake("tanh")),
    ),
    Mistake(
        "The output gate is missing in dc: the road through h_t is dh ⊙ o ⊙ (1 − tanh² c).",
        partial(backward, dc_of=_dc_with_mistake("o")),
    ),
    Mistake(
        "In dc you write 1 − c². The slope of tanh is written with its output: 1 − tanh(c)².",
        partial(backward, dc_of=_dc_with_mistake("argument")),
    ),
    Mistake(
        "In dc you write 1 − h². But h is o ⊙ tanh(c), not tanh(c): the slope is 1 − tanh(c)².",
        partial(backward, dc_of=_dc_with_mistake("shown")),
    ),
    Mistake(
        "You add dc_next too early: it has been multiplied by the slope of tanh, which lies on the "
        "road through h_t only. First the road through h_t, then plus dc_next.",
        partial(backward, dc_of=_dc_with_mistake("late")),
    ),
    Mistake(
        "The square is missing in dc: the slope of tanh is 1 − tanh(c)², and not 1 − tanh(c).",
        partial(backward, dc_of=_dc_with_mistake("square")),
    ),
    Mistake(
        "In dc stands tanh(c), where its slope belongs: 1 − tanh(c)².",
        partial(backward, dc_of=_dc_with_mistake("value")),
    ),
    Mistake(
        "Your forget gate has σ where its slope belongs: dz_f = df ⊙ f (1 − f).",
        partial(backward, slope_f=lambda f: f),
    ),
    Mistake(
        "Line (4) is missing: dz holds di, df, dg, do, the derivatives behind σ and tanh. Each is to "
        "be multiplied by the slope of its squashing function.",
        partial(backward, **dict.fromkeys(("slope_i", "slope_f", "slope_g", "slope_o"), np.ones_like)),
    ),
    Mistake(
        "The slopes of the three gates are missing: dz_i = di ⊙ i (1 − i), and so for f and o.",
        partial(
            backward,
            slope_i=lambda s: np.ones_like(s),
            slope_f=lambda s: np.ones_like(s),
            slope_o=lambda s: np.ones_like(s),
        ),
    ),
    Mistake(
        "You apply σ to the gates once more before you take the slope. `step.i` is σ(z_i) already, so "
        "its slope is i (1 − i).",
        partial(
            backward,
            slope_i=lambda s: sigma_slope(sigmoid(s)),
            slope_f=lambda s: sigma_slope(sigmoid(s)),
            slope_o=lambda s: sigma_slope(sigmoid(s)),
        ),
    ),
    Mistake(
        "The candidate has the slope of σ in yours, g (1 − g). It came from tanh: 1 − g².",
        partial(backward, **_SIGMA_G),
    ),
    Mistake(
        "You apply tanh to the candidate once more before you take the slope. `step.g` is tanh(z_g) "
        "already, so its slope is 1 − g².",
        partial(backward, slope_g=lambda g: 1 - np.tanh(g) ** 2),
    ),
    Mistake(
        "The square is missing in the candidate's slope: 1 − g², and not 1 − g.",
        partial(backward, slope_g=lambda g: 1 - g),
    ),
    Mistake(
        "Your forget gate takes dc_next for dc. dc_next is the share that arrived; the total, with "
        "the road through h_t, is what line (2) makes of it.",
        partial(backward, df_of=lambda dc, dc_next, step: dc_next * step.c_prev),
    ),
    Mistake(
        "Your forget gate is multiplied by c_t. It acted on the old cell state: df = dc ⊙ c_{t−1}.",
        partial(backward, **_C_PREV),
    ),
    Mistake(
        "di and dg are exchanged. The slope of a product by one factor is the other factor: di = dc "
        "⊙ g, dg = dc ⊙ i.",
        partial(backward, di_of=lambda dc, step: dc * step.i, dg_of=lambda dc, step: dc * step.g),
    ),
    Mistake(
        "Your output gate is multiplied by c, not by tanh(c): h = o ⊙ tanh(c).",
        partial(backward, do_of=lambda dh, step: dh * step.c),
    ),
    Mistake(
        "In do you multiply by o as well: that is dh ⊙ h. The slope of a product by one factor is the "
        "other factor: do = dh ⊙ tanh(c).",
        partial(backward, do_of=lambda dh, step: dh * step.h),
    ),
    Mistake(
        "The name `dh` was given away too early: dc of this step was computed from the share that is "
        "meant for the step before.",
        _dh_overwritten,
    ),
    Mistake(
        "The blocks of dz stand in the order f, i, g, o. They must stand as the columns of the "
        "weights do: i, f, g, o.",
        partial(backward, order="figo"),
    ),
    Mistake(
        "The blocks of dz stand in the order i, f, o, g. They must stand as the columns of the "
        "weights do: i, f, g, o.",
        partial(backward, order="ifog"),
    ),
    Mistake(
        "W_h met the state before the step, so dW_h = outer(h_prev, dz). You took the new h.",
        partial(backward, **_H_NOW),
    ),
    Mistake(
        "Everything is right but for db: input and output gate have the forget gate's bias gradient. "
        "A copied line whose letter was not changed?",
        partial(backward, db_of=_bias_of_another_gate),
    ),
    Mistake(
        "db is the derivative by the biases, which are added to z. So it is dz, without any input.",
        partial(backward, db_of=lambda dz: dz * dz),
    ),
    Mistake(
        "dc_prev is dc in yours: on the belt from c_{t−1} to c_t stands the forget gate, so dc_prev = "
        "dc ⊙ f.",
        partial(backward, dc_prev_of=lambda dc, dc_next, step: dc),
    ),
    Mistake(
        "dc_prev is dc_next ⊙ f in yours. What goes on is the total of this step, dc ⊙ f: the road "
        "through h_t belongs to it.",
        partial(backward, dc_prev_of=lambda dc, dc_next, step: dc_next * step.f),
    ),
    Mistake(
        "You add dh to dh_prev. h_t and h_{t−1} are two different nodes; the only road from h_{t−1} "
        "leads through z: dh_prev = dz @ W_h.T.",
        partial(backward, dh_prev_of=lambda dz, dh, W_h: dz @ W_h.T + dh),
    ),
    Mistake(
        "Nothing is handed on: dh_prev is zero. h_{t−1} has gone into every gate of this step: dz @ "
        "W_h.T.",
        partial(backward, dh_prev_of=lambda dz, dh, W_h: 0 * dh),
    ),
    Mistake(
        "You return dc_prev before dh_prev. Both have the shape (H,), so nothing complains; the order "
        "is dx, dh_prev, dc_prev, dW_x, dW_h, db.",
        _swapped,
    ),
)

THREE_BUGS = (
    Mistake(
        "All three bugs are still in it. Put it before the judge first: which arrays are off? Then "
        "read the lines that lead to them.",
        planted,
        Verdict.TODO,
    ),
    *(_left(mended) for mended in ("f", "g", "W", "fg", "fW", "gW")),
    # With all three mended, a new mistake is one of the step's own.
    *(known for known in STEP_BACKWARD if not _is_planted(known)),
)


def _gradient(y: Array, target: int, *, sign: float = 1.0, at_target: float = 1.0) -> Output:
    dy = softmax(y)
    dy[target] -= at_target
    return sign * dy


def _by_probability(y: Array, target: int) -> Output:
    dy = np.zeros_like(y)
    dy[target] = -1.0 / softmax(y)[target]
    return dy


def _of_probability(y: Array, target: int) -> Output:
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


def _sequence(
    own_dh: Array,
    steps: int,
    W_x: Array,
    W_h: Array,
    *,
    hand_h: float = 1.0,
    hand_c: float = 1.0,
    exchange: bool = False,
    forwards: bool = False,
    own: Any = None,
    mean: bool = False,
    piled_up: str = "",
    only: Any = None,
    backwards_dh: bool = False,
    twice: bool = False,
    upto: Any = None,
) -> Output:
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
    own_dh: Array,
    h: Array,
    W_h: Array,
    *,
    transpose: bool = True,
    slope: Function = tanh_slope,
    early: bool = False,
    own: bool = True,
    hand: bool = True,
    late: bool = False,
    total: bool = True,
    first: str = 1,
) -> Output:
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
