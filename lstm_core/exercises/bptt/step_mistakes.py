"""Known mistakes of notebook 04, one step backward: wrong terms, and what the learner is told.

They are of kinds that have been found in published implementations; docs/decisions.md names where.
"""

from functools import partial

import numpy as np

from lstm_core.activations import sigmoid
from lstm_core.exercises.checking.answers import Verdict
from lstm_core.exercises.checking.exercise import Mistake


def sigma_slope(s: np.ndarray) -> np.ndarray:
    """Return the slope of σ where its output is s."""
    return s * (1 - s)


def tanh_slope(t: np.ndarray) -> np.ndarray:
    """Return the slope of tanh where its output is t."""
    return 1 - t**2


def backward(
    dh, dc_next, step, W_x, W_h, *, dc_of=None, do_of=None, di_of=None, df_of=None, dg_of=None,
    slope_i=sigma_slope, slope_f=sigma_slope, slope_g=tanh_slope, slope_o=sigma_slope, order="ifgo",
    h_of=lambda step: step.h_prev, dc_prev_of=None, db_of=lambda dz: dz.copy(), dh_prev_of=None,
    dW_x_of=None,
):  # fmt: skip
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


def _dh_overwritten(dh, dc_next, step, W_x, W_h):
    # The share for the step before takes the name dh before dc of this step is computed from it.
    dz_o = dh * np.tanh(step.c) * sigma_slope(step.o)
    early = dz_o @ np.split(W_h, 4, axis=1)[3].T
    return backward(early, dc_next, step, W_x, W_h, do_of=lambda _, step: dh * np.tanh(step.c))


def _bias_of_another_gate(dz):
    dz_f = np.split(dz, 4)[1]
    return np.concatenate([dz_f, dz_f, np.split(dz, 4)[2], dz_f])


def _exchanged(dh, dc_next, step, W_x, W_h):
    dx, dh_prev, dc_prev, *weights = backward(dh, dc_next, step, W_x, W_h)
    return dx, dc_prev, dh_prev, *weights


def _road(without):
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
    }[without]


_C_PREV = {"df_of": lambda dc, dc_next, step: dc * step.c}
_SIGMA_G = {"slope_g": sigma_slope}
_H_NOW = {"h_of": lambda step: step.h}


def planted(dh, dc_next, step, W_x, W_h, *, mended=""):
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
        partial(backward, dc_of=_road("next")),
    ),
    Mistake(
        "Your dc has only the road through the next cell. c_t is also shown: the road through h_t "
        "brings dh ⊙ o ⊙ (1 − tanh² c).",
        partial(backward, dc_of=_road("h")),
    ),
    Mistake(
        "The slope of tanh is missing in dc: h = o ⊙ tanh(c), so the road through h_t is dh ⊙ o ⊙ (1 "
        "− tanh² c).",
        partial(backward, dc_of=_road("tanh")),
    ),
    Mistake(
        "The output gate is missing in dc: the road through h_t is dh ⊙ o ⊙ (1 − tanh² c).",
        partial(backward, dc_of=_road("o")),
    ),
    Mistake(
        "In dc you write 1 − c². The slope of tanh is written with its output: 1 − tanh(c)².",
        partial(backward, dc_of=_road("argument")),
    ),
    Mistake(
        "In dc you write 1 − h². But h is o ⊙ tanh(c), not tanh(c): the slope is 1 − tanh(c)².",
        partial(backward, dc_of=_road("shown")),
    ),
    Mistake(
        "You add dc_next too early: it has been multiplied by the slope of tanh, which lies on the "
        "road through h_t only. First the road through h_t, then plus dc_next.",
        partial(backward, dc_of=_road("late")),
    ),
    Mistake(
        "The square is missing in dc: the slope of tanh is 1 − tanh(c)², and not 1 − tanh(c).",
        partial(backward, dc_of=_road("square")),
    ),
    Mistake(
        "In dc stands tanh(c), where its slope belongs: 1 − tanh(c)².",
        partial(backward, dc_of=_road("value")),
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
        _exchanged,
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
