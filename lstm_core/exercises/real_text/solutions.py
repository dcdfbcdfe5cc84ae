"""Right functions for the exercises of notebook 11, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Output
from lstm_core.exercises.checking.variations import Pick


def learning_rates(pick: Pick, updates: int, peak: float, warmup: int, last_share: float) -> Output:
    t = np.arange(updates)
    rise = pick(
        "rise",
        (t + 1) / warmup,
        from_zero=lambda: t / warmup,
        too_long=lambda: (t + 1) / (warmup + 1),
        constant=lambda: np.ones(updates),
        by_updates=lambda: (t + 1) / updates,
        from_share=lambda: last_share + (1 - last_share) * (t + 1) / warmup,
        falls=lambda: 1 - t / warmup,
    )
    done = pick(
        "done",
        (t - warmup) / (updates - warmup),
        without_warmup=lambda: t / updates,
        of_all=lambda: (t - warmup) / updates,
        from_start=lambda: t / (updates - warmup),
        early=lambda: (t - warmup) / max(1, updates - warmup - 1),
        one_later=lambda: (t + 1 - warmup) / (updates - warmup),
    )
    wave = pick(
        "wave",
        0.5 * (1 + np.cos(np.pi * done)),
        not_halved=lambda: 1 + np.cos(np.pi * done),
        whole_turn=lambda: 0.5 * (1 + np.cos(2 * np.pi * done)),
        quarter=lambda: np.cos(0.5 * np.pi * done),
        bare=lambda: np.cos(np.pi * done),
        without_pi=lambda: 0.5 * (1 + np.cos(done)),
        degrees=lambda: 0.5 * (1 + np.cos(180 * done)),
        sine=lambda: 0.5 * (1 + np.sin(np.pi * done)),
        rises=lambda: 0.5 * (1 - np.cos(np.pi * done)),
        straight=lambda: 1 - done,
    )
    share = pick(
        "share",
        last_share + (1 - last_share) * wave,
        to_zero=lambda: wave,
        added=lambda: last_share + wave,
        cut_off=lambda: np.maximum(last_share, wave),
        not_added=lambda: (1 - last_share) * wave,
        scaled=lambda: last_share * wave,
        not_relative=lambda: last_share / peak + (1 - last_share / peak) * wave,
    )
    chosen = pick(
        "parts",
        np.where(t < warmup, rise, share),
        late=lambda: np.where(t <= warmup, rise, share),
        early=lambda: np.where(t < warmup - 1, rise, share),
        rise_alone=lambda: np.minimum(rise, 1.0),
        fall_alone=lambda: share,
        smaller=lambda: np.minimum(rise, share),
        product=lambda: np.minimum(rise, 1.0) * share,
        swapped=lambda: np.where(t < warmup, share, rise),
    )
    return pick("peak", peak * chosen, missing=lambda: chosen)


def smoothed(pick: Pick, counts: Array, shorter: Array) -> Output:
    V = counts.shape[1]
    distinct = pick(
        "distinct",
        (counts > 0).sum(axis=1, keepdims=True),
        absent=lambda: (counts == 0).sum(axis=1, keepdims=True),
        sum=lambda: counts.sum(axis=1, keepdims=True),
        alphabet=lambda: V,
        one=lambda: 1,
        everything=lambda: (counts > 0).sum(),
        columns=lambda: (counts > 0).sum(axis=0, keepdims=True),
        once=lambda: (counts == 1).sum(axis=1, keepdims=True),
        several=lambda: (counts > 1).sum(axis=1, keepdims=True),
    )
    total = pick(
        "total",
        counts.sum(axis=1, keepdims=True),
        columns=lambda: counts.sum(axis=0, keepdims=True),
        everything=lambda: counts.sum(),
        largest=lambda: counts.max(axis=1, keepdims=True),
    )
    mass = pick(
        "mass",
        counts + distinct * shorter,
        without_shorter=lambda: counts + distinct,
        without_distinct=lambda: counts + shorter,
        even=lambda: counts + distinct / V,
        where_absent=lambda: np.where(counts > 0, counts, distinct * shorter),
        counts_alone=lambda: counts + 0.0,
        shorter_alone=lambda: distinct * shorter,
        plus_one=lambda: counts + 1.0,
        by_total=lambda: counts + total * shorter,
    )
    below = pick(
        "below",
        total + distinct,
        total=lambda: total + 0 * distinct,
        plus_one=lambda: total + 1,
        alphabet=lambda: total + V,
        product=lambda: total * distinct,
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        mixed = mass / below
    return pick(
        "unseen",
        np.where(total > 0, mixed, shorter),
        undefined=lambda: mixed,
        zero=lambda: np.where(total > 0, mixed, 0.0),
        even=lambda: np.where(total > 0, mixed, 1 / V),
        each_entry=lambda: np.where(counts > 0, mixed, shorter),
    )


def _joined(blocks: list[Array], order: tuple[int, ...]) -> Array:
    return np.concatenate([blocks[k] for k in order])


def from_onnx(pick: Pick, W: Array, R: Array, B: Array) -> Output:
    order = pick(
        "order",
        (0, 2, 3, 1),
        kept=lambda: (0, 1, 2, 3),
        other_way=lambda: (0, 3, 1, 2),
        candidate_last=lambda: (0, 2, 1, 3),
        ends_swapped=lambda: (0, 3, 2, 1),
        forget_first=lambda: (2, 0, 3, 1),
    )
    by_input = pick(
        "W_x.order",
        _joined(np.split(W, 4), order),
        kept=lambda: W,
        interleaved=lambda: _interleaved(W, order),
    )
    W_x = pick(
        "W_x.form", by_input.T.copy(), reshaped=lambda: by_input.reshape(by_input.T.shape).copy()
    )
    by_state = pick(
        "W_h.order",
        _joined(np.split(R, 4), order),
        kept=lambda: R,
        interleaved=lambda: _interleaved(R, order),
    )
    W_h = pick(
        "W_h.form", by_state.T.copy(), reshaped=lambda: by_state.reshape(by_state.T.shape).copy()
    )
    first, second = np.split(B, 2)
    both = pick(
        "b.both",
        first + second,
        first=lambda: first,
        second=lambda: second,
        difference=lambda: first - second,
        mean=lambda: (first + second) / 2,
        alternating=lambda: B[::2] + B[1::2],
    )
    b = pick(
        "b.order",
        _joined(np.split(both, 4), order),
        kept=lambda: both.copy(),
        eighths=lambda: _joined(np.split(B, 8)[:4], order) + second,
    )
    return W_x, W_h, b


def _interleaved(array: Array, order: tuple[int, ...]) -> Array:
    """Return the blocks taken as every fourth row."""
    return np.concatenate([array[k::4] for k in order])
