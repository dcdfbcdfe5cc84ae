"""Right functions for the exercises of notebook 12, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

import numpy as np

from lstm_core.activations import sigmoid
from lstm_core.exercises.checking.exercise import Array, Output
from lstm_core.exercises.checking.variations import Pick


def causal_weights(pick: Pick, scores: Array) -> Output:
    T = len(scores)
    seen = pick(
        "seen",
        np.tril(np.ones((T, T), dtype=bool)),
        all=lambda: np.ones((T, T), dtype=bool),
        future=lambda: np.triu(np.ones((T, T), dtype=bool)),
        strictly_past=lambda: np.tril(np.ones((T, T), dtype=bool), -1),
        one_ahead=lambda: np.tril(np.ones((T, T), dtype=bool), 1),
        itself=lambda: np.eye(T, dtype=bool),
        last_row=lambda: np.tile(_seen_by_the_last(T), (T, 1)),
    )
    masked = pick(
        "hidden",
        np.where(seen, scores, -np.inf),
        zero=lambda: np.where(seen, scores, 0.0),
        minus_one=lambda: np.where(seen, scores, -1.0),
        minus_ten=lambda: np.where(seen, scores, -10.0),
        plus=lambda: np.where(seen, scores, np.inf),
    )
    axis = pick("axis", -1, columns=lambda: 0, everything=lambda: None)
    shift = pick(
        "shift",
        masked.max(axis=axis, keepdims=True),
        missing=lambda: 0.0,
        of_all=lambda: masked.max(),
        of_columns=lambda: masked.max(axis=0, keepdims=True),
    )
    powers = pick(
        "powers",
        np.exp(masked - shift),
        two=lambda: 2.0 ** (masked - shift),
        raw=lambda: np.where(seen, scores, 0.0),
        squared=lambda: np.exp(masked - shift) ** 2,
        halved=lambda: np.exp((masked - shift) / 2),
        by_root_T=lambda: np.exp((masked - shift) / np.sqrt(T)),
        sigmoid=lambda: sigmoid(masked),
        negative=lambda: np.where(seen, np.exp(-(scores - scores.max(axis=-1, keepdims=True))), 0.0),
    )
    total = pick(
        "sum",
        powers.sum(axis=axis, keepdims=True),
        everything=lambda: powers.sum(),
        columns=lambda: powers.sum(axis=0, keepdims=True),
        one=lambda: 1.0,
        count=lambda: seen.sum(axis=-1, keepdims=True).astype(float),
        norm=lambda: np.sqrt((powers**2).sum(axis=-1, keepdims=True)),
        plus_1=lambda: powers.sum(axis=-1, keepdims=True) + 1,
    )
    a = powers / total
    return pick(
        "whole",
        a,
        masked_late=lambda: np.where(seen, _softmax(scores), 0.0),
        multiplied=lambda: _softmax(np.where(seen, scores, 0.0)) * seen,
        even=lambda: seen / seen.sum(axis=-1, keepdims=True),
        hard=lambda: np.eye(T)[masked.argmax(axis=-1)],
        logarithm=lambda: masked - shift - np.log(total),
    )


def _seen_by_the_last(T: int) -> Array:
    """Return what the last character sees: everything but itself."""
    return np.arange(T) < max(T - 1, 1)


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights: Array = powers / powers.sum(axis=-1, keepdims=True)
    return weights


def stabilised_gates(pick: Pick, z_i: Array, z_f: Array, m_prev: Array) -> Output:
    old = z_f + m_prev
    m = pick(
        "m",
        np.maximum(old, z_i),
        input_only=lambda: z_i.copy(),
        forget_only=lambda: old,
        without_m_prev=lambda: np.maximum(z_f, z_i),
        without_z_f=lambda: np.maximum(m_prev, z_i),
        all_three=lambda: np.maximum(np.maximum(m_prev, z_f), z_i),
        minimum=lambda: np.minimum(old, z_i),
        sum=lambda: old + z_i,
        logaddexp=lambda: np.logaddexp(old, z_i),
        product=lambda: np.maximum(z_f * m_prev, z_i),
        minus=lambda: np.maximum(z_f - m_prev, z_i),
        one_number=lambda: np.full_like(z_i, np.maximum(old, z_i).max()),
        both_carried=lambda: np.maximum(old, z_i + m_prev),
        never_falls=lambda: np.maximum(m_prev, np.maximum(old, z_i)),
        absolute=lambda: np.maximum(abs(old), abs(z_i)),
        positive=lambda: np.maximum(np.maximum(old, z_i), 0.0),
    )
    i = pick(
        "i",
        np.exp(z_i - m),
        unshifted=lambda: np.exp(z_i),
        old_m=lambda: np.exp(z_i - m_prev),
        carried=lambda: np.exp(z_i + m_prev - m),
        plus=lambda: np.exp(z_i + m),
        reverse=lambda: np.exp(m - z_i),
        sigmoid=lambda: sigmoid(z_i),
        sigmoid_shifted=lambda: sigmoid(z_i - m),
        logarithm=lambda: z_i - m,
        rest=lambda: 1 - np.exp(z_f + m_prev - m),
    )
    f = pick(
        "f",
        np.exp(old - m),
        without_m_prev=lambda: np.exp(z_f - m),
        unshifted=lambda: np.exp(z_f),
        without_m=lambda: np.exp(z_f + m_prev),
        old_m=lambda: np.exp(z_f - m_prev),
        without_z_f=lambda: np.exp(m_prev - m),
        minus_m_prev=lambda: np.exp(z_f - m_prev - m),
        reverse=lambda: np.exp(z_f + m - m_prev),
        sigmoid=lambda: sigmoid(z_f),
        sigmoid_shifted=lambda: sigmoid(old - m),
        logarithm=lambda: old - m,
        rest=lambda: 1 - np.exp(z_i - m),
    )
    return i, f, m


def recurrence_backward(pick: Pick, own_dh: Array, a: Array, h: Array) -> Output:
    T = len(h)
    dh = own_dh.copy()
    places = pick(
        "walk",
        list(reversed(range(T - 1))),
        without_first=lambda: list(reversed(range(1, T - 1))),
        without_last=lambda: list(reversed(range(T - 2))),
        around=lambda: list(reversed(range(T))),
    )
    for t in places:
        factor = pick(
            "factor",
            a[(t + 1) % T],
            same_step=lambda t=t: a[t],
            missing=lambda: np.ones(h.shape[1]),
            rest=lambda t=t: 1 - a[(t + 1) % T],
            state=lambda t=t: h[(t + 1) % T],
            after_next=lambda t=t: a[(t + 2) % T],
            squared=lambda t=t: a[(t + 1) % T] ** 2,
        )
        arrived = pick(
            "total",
            dh[(t + 1) % T],
            own=lambda t=t: own_dh[(t + 1) % T],
            last=lambda: own_dh[-1],
            same_step=lambda t=t: own_dh[t],
        )
        dh[t] = pick(
            "add",
            own_dh[t] + factor * arrived,
            own_missing=lambda factor=factor, arrived=arrived: factor * arrived,
            own_alone=lambda t=t: own_dh[t],
            minus=lambda t=t, factor=factor, arrived=arrived: own_dh[t] - factor * arrived,
            product=lambda t=t, factor=factor, arrived=arrived: own_dh[t] * factor * arrived,
            own_by_factor=lambda t=t, factor=factor, arrived=arrived: factor * (own_dh[t] + arrived),
        )
    h_prev = pick(
        "da.state",
        np.concatenate([np.zeros((1, h.shape[1])), h[:-1]]),
        same_step=lambda: h,
        wrapped=lambda: np.roll(h, 1, axis=0),
        next=lambda: np.concatenate([h[1:], np.zeros((1, h.shape[1]))]),
        first_kept=lambda: np.concatenate([h[:1], h[:-1]]),
        missing=lambda: np.ones_like(h),
    )
    da = pick(
        "da.dh",
        dh * h_prev,
        own=lambda: own_dh * h_prev,
        by_a=lambda: dh * h_prev * a,
        summed=lambda: np.cumsum((dh * h_prev)[::-1], axis=0)[::-1],
        without_first=lambda: (dh * h_prev)[1:],
    )
    db = pick(
        "db",
        dh,
        own=lambda: own_dh.copy(),
        by_a=lambda: dh * a,
        rest=lambda: dh * (1 - a),
        by_state=lambda: dh * h,
    )
    return da, db
