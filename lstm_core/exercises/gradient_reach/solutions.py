"""Right functions for the exercises of notebook 05, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

import numpy as np

from lstm_core.exercises.bptt.solutions import behind_tanh
from lstm_core.exercises.checking.exercise import Array, Output
from lstm_core.exercises.checking.variations import Pick


def clip_by_norm(pick: Pick, d: Array, limit: float) -> Output:
    limit = pick("limit", limit, fixed_at_one=lambda: 1.0, fixed_at_five=lambda: 5.0)
    norm = pick(
        "norm",
        np.linalg.norm(d),
        squared=lambda: d @ d,
        absolute_sum=lambda: np.abs(d).sum(),
        largest=lambda: np.abs(d).max(),
        sum=lambda: d.sum(),
        root_mean_square=lambda: np.sqrt((d**2).mean()),
        mean_square=lambda: (d**2).mean(),
        mean_absolute=lambda: np.abs(d).mean(),
        cubed=lambda: (np.abs(d) ** 3).sum() ** (1 / 3),
        without_last=lambda: np.linalg.norm(d[:-1]),
        count=lambda: float(len(d)),
        root_of_count=lambda: np.sqrt(len(d)),
    )
    at = pick("threshold", limit, one=lambda: 1.0, doubled=lambda: 2 * limit, squared=lambda: limit**2)
    long = pick(
        "if_long",
        norm > at,
        always=lambda: norm > 0,
        always_with_zero=lambda: True,
        reverse=lambda: 0 < norm < at,
        reverse_with_zero=lambda: norm < at,
        largest=lambda: np.abs(d).max() > at,
        any_entry=lambda: d.max() > at,
    )
    divisor = pick("norm_below", norm, epsilon=lambda: norm + 1e-3, small_epsilon=lambda: norm + 1e-6)
    if_long = pick(
        "long",
        lambda: d * limit / divisor,
        unit=lambda: lambda: d / divisor,
        zero=lambda: lambda: 0 * d,
        upside_down=lambda: lambda: d * norm / limit,
        by_value=lambda: lambda: np.clip(d, -limit, limit),
        minus_excess=lambda: lambda: d - (norm - limit),
        signs=lambda: lambda: np.sign(d) * limit,
        divided_by_limit=lambda: lambda: d / limit,
        times_limit=lambda: lambda: d * limit,
        absolute=lambda: lambda: np.abs(d) * limit / divisor,
        unchanged=lambda: lambda: d,
        half=lambda: lambda: d / 2,
        root=lambda: lambda: d * np.sqrt(limit / divisor),
        factor_squared=lambda: lambda: d * (limit / divisor) ** 2,
        upper_only=lambda: lambda: np.minimum(d, limit),
        reverse=lambda: lambda: -d * limit / divisor,
        shrunk=lambda: lambda: np.sign(d) * np.maximum(np.abs(d) - (norm - limit), 0),
        excess=lambda: lambda: d * (norm - limit) / divisor,
        limit_everywhere=lambda: lambda: np.full_like(d, limit),
    )
    if_short = pick(
        "short",
        lambda: d,
        times_limit=lambda: lambda: d * limit,
        zero=lambda: lambda: 0 * d,
        unit=lambda: lambda: d / norm,
    )
    clipped = if_long() if long else if_short()
    share = limit / np.sqrt(len(d))
    clipped = pick(
        "whole",
        clipped,
        equal_shares=lambda: np.clip(d, -share, share),
        tanh=lambda: limit * np.tanh(d / limit),
    )
    return pick(
        "zero",
        clipped,
        nan=lambda: clipped if d.any() else np.full_like(d, np.nan),
        infinite=lambda: clipped if d.any() else np.full_like(d, np.inf),
    )


def factor_per_step(pick: Pick, norms: Array) -> Output:
    first = pick("first", norms[0], next=lambda: norms[1], largest=lambda: norms.max())
    last = pick("last", norms[-1], before=lambda: norms[-2], smallest=lambda: norms.min())
    steps = pick(
        "steps",
        len(norms) - 1,
        count=lambda: len(norms),
        one_less=lambda: len(norms) - 2,
        one=lambda: 1,
    )
    ratios = norms[1:] / norms[:-1]
    return pick(
        "factor",
        (last / first) ** (1 / steps),
        backwards=lambda: (first / last) ** (1 / steps),
        arithmetic=lambda: ratios.mean(),
        median=lambda: np.median(ratios),
        first_ratio=lambda: ratios[0],
        last_ratio=lambda: ratios[-1],
        largest=lambda: ratios.max(),
        smallest=lambda: ratios.min(),
        divided=lambda: last / first / steps,
        square_root=lambda: np.sqrt(last / first),
        power=lambda: (last / first) ** steps,
        difference=lambda: (last - first) / steps,
        logarithm=lambda: np.log(last / first) / steps,
        base_2=lambda: 2 ** (np.log(last / first) / steps),
        half_life=lambda: steps * np.log(0.5) / np.log(last / first),
        without_last=lambda: (last / first) ** (1 / steps) - 1,
        all_ratios=lambda: ratios,
    )


def rnn_backward(pick: Pick, own_dh: Array, h: Array, W_h: Array) -> Output:
    T = len(h)
    dh = own_dh.copy()
    places = pick(
        "walk",
        list(reversed(range(1, T))),
        without_first=lambda: list(reversed(range(2, T))),
        without_last=lambda: list(reversed(range(1, T - 1))),
        around=lambda: list(reversed(range(T))),
        last_only=lambda: [T - 1] if T > 1 else [],
        over_units=lambda: list(reversed(range(1, min(len(W_h), T)))),
    )
    W_back = pick(
        "W",
        W_h.T,
        no_transpose=lambda: W_h,
        missing=lambda: np.eye(len(W_h)),
        diagonal=lambda: np.diag(np.diag(W_h)),
        row_sums=lambda: np.diag(W_h.sum(axis=1)),
        column_sums=lambda: np.diag(W_h.sum(axis=0)),
        inverse=lambda: np.linalg.inv(W_h),
        absolute=lambda: abs(W_h.T),
    )
    carried = np.zeros(len(W_h))  # what all later steps have propagated
    for t in places:
        arrived = pick(
            "total",
            dh[t],
            own=lambda t=t: own_dh[t],
            own_before=lambda t=t: own_dh[t - 1],
            last=lambda: own_dh[-1],
        )
        at = pick("h", h[t], before=lambda t=t: h[t - 1], after=lambda t=t: h[(t + 1) % T])
        order = pick("order", "slope first", late=lambda: "late")
        if order == "late":
            back = behind_tanh(pick, "slope", arrived @ W_back, at)
        else:
            back = behind_tanh(pick, "slope", arrived, at) @ W_back
        dh[t - 1] = pick(
            "sum",
            own_dh[t - 1] + back,
            own_missing=lambda back=back: back,
            not_propagated=lambda t=t: own_dh[t - 1],
            product=lambda t=t, back=back: own_dh[t - 1] * back,
            twice=lambda t=t, back=back: own_dh[t - 1] + 2 * back,
            own_over_T=lambda t=t, back=back: own_dh[t - 1] / T + back,
            averaged=lambda t=t, back=back: (own_dh[t - 1] + back) / 2,
            piles_up=lambda t=t, back=back, carried=carried: own_dh[t - 1] + back + carried,
        )
        carried = carried + back
    return pick(
        "result",
        dh,
        clipped=lambda: np.clip(dh, -1, 1),
        clipped_to_five=lambda: np.clip(dh, -5, 5),
        behind_tanh=lambda: dh * (1 - h**2),
        first_step=lambda: dh[0],
        mean=lambda: dh / T,
        without_own=lambda: dh - own_dh,
        own_added=lambda: dh + own_dh,
        zero=lambda: 0 * dh,
    )
