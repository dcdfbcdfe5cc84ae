"""Right functions for the exercises of notebook 10, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Output
from lstm_core.exercises.checking.variations import Pick


def masked_mean(pick: Pick, losses: Array, mask: Array) -> Output:
    T, B = losses.shape
    kept = pick(
        "kept",
        np.where(mask, losses, 0.0),
        all=lambda: losses,
        padding=lambda: np.where(mask, 0.0, losses),
        product=lambda: losses * mask,
        last_alone=lambda: np.where(_last(mask), losses, 0.0),
        without_last=lambda: np.where(mask & ~_last(mask), losses, 0.0),
        without_first=lambda: np.where(mask & (np.arange(T)[:, None] > 0), losses, 0.0),
    )
    count = pick(
        "count",
        mask.sum(),
        everything=lambda: mask.size,
        sequences=lambda: B,
        steps=lambda: T,
        padding=lambda: max((~mask).sum(), 1),
        without_last=lambda: mask.sum() - B,
        one_less=lambda: mask.sum() - 1,
        one=lambda: 1,
    )
    return pick(
        "whole",
        float(kept.sum() / count),
        by_sequence=lambda: float((kept.sum(axis=0) / mask.sum(axis=0)).mean()),
        by_step=lambda: float((kept.sum(axis=1) / mask.sum(axis=1)).mean()),
        per_sequence=lambda: kept.sum(axis=0) / mask.sum(axis=0),
        per_step=lambda: kept.sum(axis=1) / mask.sum(axis=1),
        median=lambda: float(np.median(losses[mask])),
    )


def _last(mask: Array) -> Array:
    """Return where the last real step of each sequence is."""
    last: Array = np.arange(len(mask))[:, None] == mask.sum(axis=0) - 1
    return last


def reversed_within(pick: Pick, x: Array, lengths: Array) -> Output:
    T, B, _ = x.shape
    x_reversed = x.copy()
    for b in range(B):
        n = int(
            pick(
                "length",
                lengths[b],
                array=lambda: T,
                longest=lambda: lengths.max(),
                shortest=lambda: lengths.min(),
                first=lambda: lengths[0],
                one_short=lambda b=b: lengths[b] - 1,
                one_long=lambda b=b: min(lengths[b] + 1, T),
            )
        )
        turned = pick(
            "order",
            x[:n, b][::-1],
            kept=lambda n=n, b=b: x[:n, b],
            features=lambda n=n, b=b: x[:n, b, ::-1],
            features_too=lambda n=n, b=b: x[:n, b][::-1, ::-1],
            overwritten=lambda n=n, b=b: np.where(
                np.arange(n)[:, None] < n / 2, x[:n, b][::-1], x[:n, b]
            ),
            first_kept=lambda n=n, b=b: np.concatenate([x[:1, b], x[1:n, b][::-1]]),
        )
        rest = pick(
            "rest",
            x[n:, b],
            zeros=lambda n=n, b=b: np.zeros_like(x[n:, b]),
            turned=lambda n=n, b=b: x[n:, b][::-1],
        )
        x_reversed[:, b] = pick(
            "place",
            np.concatenate([turned, rest]),
            end=lambda turned=turned, rest=rest: np.concatenate([rest, turned]),
            rest_missing=lambda turned=turned, rest=rest: np.concatenate(
                [turned, np.full_like(rest, np.nan)]
            ),
        )
    return pick(
        "whole",
        x_reversed,
        batch=lambda: x[:, ::-1].copy(),
        batch_too=lambda: x_reversed[:, ::-1].copy(),
        batch_first=lambda: x_reversed.swapaxes(0, 1).copy(),
    )


def gru_backward(
    pick: Pick, dh: Array, r: Array, u: Array, g: Array, h_prev: Array, W_h: Array
) -> Output:
    H = r.shape[-1]
    W_r, W_u, W_g = W_h[:, :H], W_h[:, H : 2 * H], W_h[:, 2 * H :]
    dg = pick(
        "g.share",
        dh * (1 - u),
        kept=lambda: dh * u,
        missing=lambda: dh,
        plus=lambda: dh * (1 + u),
    )
    dz_g = pick(
        "g.slope",
        dg * (1 - g**2),
        missing=lambda: dg,
        sigmoid=lambda: dg * g * (1 - g),
        not_squared=lambda: dg * (1 - g),
        tanh_again=lambda: dg * (1 - np.tanh(g) ** 2),
    )
    dmemory = pick(
        "memory",
        dz_g @ W_g.T,
        not_transposed=lambda: dz_g @ W_g,
        block_u=lambda: dz_g @ W_u.T,
        block_r=lambda: dz_g @ W_r.T,
        without_product=lambda: dz_g,
        own_dg=lambda: dg @ W_g.T,
    )
    dr = pick(
        "r.share",
        dmemory * h_prev,
        after=lambda: dz_g * (h_prev @ W_g),
        by_r=lambda: dmemory * r,
        missing=lambda: dmemory,
        candidate=lambda: dmemory * g,
    )
    dz_r = pick(
        "r.slope",
        dr * r * (1 - r),
        missing=lambda: dr,
        tanh=lambda: dr * (1 - r**2),
        of_u=lambda: dr * u * (1 - u),
        sigmoid_again=lambda: dr * r,
    )
    du = pick(
        "u.share",
        dh * (h_prev - g),
        reverse=lambda: dh * (g - h_prev),
        old_alone=lambda: dh * h_prev,
        new_alone=lambda: -dh * g,
        sum=lambda: dh * (h_prev + g),
    )
    dz_u = pick(
        "u.slope",
        du * u * (1 - u),
        missing=lambda: du,
        tanh=lambda: du * (1 - u**2),
        of_r=lambda: du * r * (1 - r),
        sigmoid_again=lambda: du * u,
    )
    kept = pick(
        "h.kept",
        dh * u,
        missing=lambda: 0.0,
        rest=lambda: dh * (1 - u),
        whole=lambda: dh,
    )
    through_g = pick(
        "h.candidate",
        dmemory * r,
        missing=lambda: 0.0,
        without_r=lambda: dmemory,
        after=lambda: (dz_g * r) @ W_g.T,
    )
    through_r = pick(
        "h.reset",
        dz_r @ W_r.T,
        missing=lambda: 0.0,
        not_transposed=lambda: dz_r @ W_r,
        gate=lambda: dr @ W_r.T,
    )
    through_u = pick(
        "h.update",
        dz_u @ W_u.T,
        missing=lambda: 0.0,
        not_transposed=lambda: dz_u @ W_u,
        gate=lambda: du @ W_u.T,
    )
    return dz_r, dz_u, dz_g, kept + through_g + through_r + through_u
