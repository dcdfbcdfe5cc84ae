"""Answers to the exercises of notebook 10."""

import numpy as np
from exercises.answers import Answers

answers = Answers("relatives")
right, wrong, other_form, edited = answers.right, answers.wrong, answers.other_form, answers.edited

# masked_mean


@right("masked_mean", "np.where and a count")
def mean(losses, mask):
    kept = np.where(mask, losses, 0.0)
    count = mask.sum()
    return kept.sum() / count


@right("masked_mean", "index with the mask")
def my_mean(losses, mask):
    return losses[mask].mean()


@right("masked_mean", "loops, keyword-only")
def my_mean(*, losses, mask):
    total, count = 0.0, 0
    for row, real in zip(losses, mask):
        for loss, here in zip(row, real):
            if here:
                total, count = total + loss, count + 1
    return total / count


@other_form("masked_mean", "an array of one number")
def my_mean(losses, mask):
    return np.array([losses[mask].mean()])


edited("masked_mean", mean, "divided by everything", old="mask.sum()", new="mask.size")
edited("masked_mean", mean, "divided by the batch", old="mask.sum()", new="losses.shape[1]")
edited("masked_mean", mean, "divided by T", old="mask.sum()", new="len(losses)")
edited("masked_mean", mean, "multiplied by the mask", old="np.where(mask, losses, 0.0)", new="losses * mask")
edited("masked_mean", mean, "mask the wrong way round", old="mask, losses, 0.0", new="mask, 0.0, losses")
edited("masked_mean", mean, "not divided", old="/ count", new="")
edited("masked_mean", mean, "multiplied by the mask", "divided by everything", old="np.where(mask, losses, 0.0)", new="losses * mask", old2="mask.sum()", new2="mask.size")


@wrong("masked_mean", "no mask at all")
def my_mean(losses, mask):
    return losses.mean()


@wrong("masked_mean", "mean of the sequences' means")
def my_mean(losses, mask):
    return np.mean([losses[mask[:, b], b].mean() for b in range(losses.shape[1])])


@wrong("masked_mean", "mean of the steps' means")
def my_mean(losses, mask):
    return np.mean([losses[t][mask[t]].mean() for t in range(len(losses)) if mask[t].any()])


@wrong("masked_mean", "one mean per sequence")
def my_mean(losses, mask):
    return np.where(mask, losses, 0).sum(0) / mask.sum(0)


# reversed_within


@right("reversed_within", "copy and a loop")
def turned(x, lengths):
    result = x.copy()
    for b, n in enumerate(lengths):
        result[:n, b] = x[:n, b][::-1]
    return result


@right("reversed_within", "an index for every place")
def my_turned(x, lengths):
    t = np.arange(len(x))[:, None]
    source = np.where(t < lengths, lengths - 1 - t, t)
    return x[source, np.arange(len(lengths))]


@right("reversed_within", "columns stacked, keyword-only")
def my_turned(*, x, lengths):
    columns = [np.concatenate([x[:n, b][::-1], x[n:, b]]) for b, n in enumerate(lengths)]
    return np.stack(columns, axis=1)


@other_form("reversed_within", "a list of columns as rows of an array of lists")
def my_turned(x, lengths):
    return turned(x, lengths).tolist()


edited("reversed_within", turned, "whole column", old="x[:n, b][::-1]", new="x[::-1, b]", old2="result[:n, b]", new2="result[:, b]")
edited("reversed_within", turned, "one short", old="enumerate(lengths)", new="enumerate(lengths - 1)")
edited("reversed_within", turned, "not reversed", old="[::-1]", new="")
edited("reversed_within", turned, "zeros instead of a copy", old="x.copy()", new="np.zeros_like(x)")
edited("reversed_within", turned, "features reversed as well", old="[::-1]", new="[::-1, ::-1]")
edited("reversed_within", turned, "features reversed", old="[::-1]", new="[:, ::-1]")
edited("reversed_within", turned, "features reversed", "zeros instead of a copy", old="[::-1]", new="[:, ::-1]", old2="x.copy()", new2="np.zeros_like(x)")


@wrong("reversed_within", "everything reversed")
def my_turned(x, lengths):
    return x[::-1].copy()


@wrong("reversed_within", "batch reversed")
def my_turned(x, lengths):
    return x[:, ::-1].copy()


@wrong("reversed_within", "reversed while it is read")
def my_turned(x, lengths):
    result = x.copy()
    for b, n in enumerate(lengths):
        for t in range(n):
            result[t, b] = result[n - 1 - t, b]
    return result


@wrong("reversed_within", "padding first")
def my_turned(x, lengths):
    result = x.copy()
    for b, n in enumerate(lengths):
        result[:, b] = np.concatenate([x[n:, b], x[:n, b][::-1]])
    return result


@wrong("reversed_within", "argument changed")
def my_turned(x, lengths):
    for b, n in enumerate(lengths):
        x[:n, b] = x[:n, b][::-1].copy()
    return x


# gru_backward


@right("gru_backward", "blocks by name")
def back(dh, r, u, g, h_prev, W_h):
    W_r, W_u, W_g = np.split(W_h, 3, axis=1)
    dz_g = dh * (1 - u) * (1 - g**2)
    dseen = dz_g @ W_g.T
    dz_r = dseen * h_prev * r * (1 - r)
    dz_u = dh * (h_prev - g) * u * (1 - u)
    dh_prev = dh * u + dseen * r + dz_r @ W_r.T + dz_u @ W_u.T
    return dz_r, dz_u, dz_g, dh_prev


@right("gru_backward", "gates together")
def my_back(dh, r, u, g, h_prev, W_h):
    H = r.shape[1]
    dg, du = dh * (1 - u), dh * h_prev - dh * g
    dz_g = dg - dg * g * g
    dmemory = np.einsum("bj,ij->bi", dz_g, W_h[:, 2 * H :])
    dz = np.concatenate([dmemory * h_prev, du], axis=1)
    gates = np.concatenate([r, u], axis=1)
    dz = dz * gates * (1 - gates)
    return dz[:, :H], dz[:, H:], dz_g, u * dh + r * dmemory + dz @ W_h[:, : 2 * H].T


@right("gru_backward", "one column of a path after the other")
def one_path_at_a_time(d_next, reset, update, candidate, before, weights):
    size = candidate.shape[-1]
    d_update = d_next * (before - candidate) * update * (1.0 - update)
    d_candidate = d_next * (1.0 - update) * (1.0 - np.square(candidate))
    d_seen = np.dot(d_candidate, np.transpose(weights[:, -size:]))
    d_reset = d_seen * before * reset * (1.0 - reset)
    d_before = d_next * update
    d_before = d_before + d_seen * reset
    d_before = d_before + np.dot(d_reset, np.transpose(weights[:, :size]))
    d_before = d_before + np.dot(d_update, np.transpose(weights[:, size : 2 * size]))
    return d_reset, d_update, d_candidate, d_before


edited("gru_backward", back, "share u for the candidate", old="dh * (1 - u) *", new="dh * u *")
edited("gru_backward", back, "no slope of tanh", old=" * (1 - g**2)", new="")
edited("gru_backward", back, "product not transposed", old="W_g.T", new="W_g")
edited("gru_backward", back, "sign of du", old="(h_prev - g)", new="(g - h_prev)")
edited("gru_backward", back, "du without the candidate", old="(h_prev - g)", new="h_prev")
edited("gru_backward", back, "slope of r missing", old="h_prev * r * (1 - r)", new="h_prev")
edited("gru_backward", back, "slope of u missing", old="(h_prev - g) * u * (1 - u)", new="(h_prev - g)")
edited("gru_backward", back, "kept part missing", old="dh * u + dseen", new="dseen")
edited("gru_backward", back, "candidate's path missing", old=" + dseen * r", new="")
edited("gru_backward", back, "r missing on the candidate's path", old="dseen * r +", new="dseen +")
edited("gru_backward", back, "reset gate's path missing", old=" + dz_r @ W_r.T", new="")
edited("gru_backward", back, "update gate's path missing", old=" + dz_u @ W_u.T", new="")
edited("gru_backward", back, "dr of the other version", old="dseen * h_prev * r", new="dz_g * (h_prev @ W_g) * r")
edited("gru_backward", back, "path through the candidate of the other version", old="dseen * r +", new="(dz_g * r) @ W_g.T +")


@wrong("gru_backward", "gates swapped")
def my_back(dh, r, u, g, h_prev, W_h):
    dz_r, dz_u, dz_g, dh_prev = back(dh, r, u, g, h_prev, W_h)
    return dz_u, dz_r, dz_g, dh_prev


edited("gru_backward", back, "sign of du", "kept part missing", old="(h_prev - g)", new="(g - h_prev)", old2="dh * u + dseen", new2="dseen")
