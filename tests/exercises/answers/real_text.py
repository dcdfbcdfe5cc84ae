"""Answers to the exercises of notebook 11."""

import math

import numpy as np
from exercises.answers import Answers

answers = Answers("real_text")
right, wrong, other_form, edited = answers.right, answers.wrong, answers.other_form, answers.edited

# learning_rates


@right("learning_rates", "a loop with an if")
def rates(updates, peak, warmup, last_share):
    found = []
    for t in range(updates):
        if t < warmup:
            share = (t + 1) / warmup
        else:
            done = (t - warmup) / (updates - warmup)
            share = last_share + (1 - last_share) * (1 + math.cos(math.pi * done)) / 2
        found.append(peak * share)
    return np.array(found)


@right("learning_rates", "two pieces joined, keyword-only")
def my_rates(*, updates, peak, warmup, last_share):
    rise = np.linspace(0, peak, warmup + 1)[1:]
    angle = np.linspace(0, np.pi, updates - warmup, endpoint=False)
    last = last_share * peak
    return np.r_[rise, last + (peak - last) * np.cos(angle / 2) ** 2]


@right("learning_rates", "a list")
def my_rates(updates, peak, warmup, last_share):
    return list(rates(updates, peak, warmup, last_share))


edited("learning_rates", rates, "rise begins at zero", old="(t + 1) / warmup", new="t / warmup")
edited("learning_rates", rates, "warm-up forgotten in the cosine", old="(t - warmup) / (updates - warmup)", new="t / updates")
edited("learning_rates", rates, "divided by all updates", old="(updates - warmup)", new="updates")
edited("learning_rates", rates, "whole turn", old="math.pi * done", new="2 * math.pi * done")
edited("learning_rates", rates, "not halved", old=" / 2\n", new="\n")
edited("learning_rates", rates, "falls to zero", old="last_share + (1 - last_share) *", new="")
edited("learning_rates", rates, "last share only added", old="(1 - last_share) *", new="")
edited("learning_rates", rates, "rises in the end", old="(1 + math.cos", new="(1 - math.cos")
edited("learning_rates", rates, "one update too late", old="t < warmup", new="t <= warmup")
edited("learning_rates", rates, "peak forgotten", old="peak * share", new="share")
edited("learning_rates", rates, "straight line", old="(1 + math.cos(math.pi * done)) / 2", new="(1 - done)")
edited("learning_rates", rates, "no warm-up", old="(t + 1) / warmup", new="1")
edited("learning_rates", rates, "last share is a rate", old="last_share + (1 - last_share)", new="last_share / peak + (1 - last_share / peak)")
edited("learning_rates", rates, "finished at the last update", old="(updates - warmup)", new="max(1, updates - warmup - 1)")
edited("learning_rates", rates, "rise begins at zero", "falls to zero", old="(t + 1) / warmup", new="t / warmup", old2="last_share + (1 - last_share) *", new2="")

# smoothed


@right("smoothed", "as in the text")
def mix(counts, shorter):
    n = counts.sum(axis=1, keepdims=True)
    d = (counts > 0).sum(axis=1, keepdims=True)
    below = np.maximum(n + d, 1)
    return np.where(n > 0, (counts + d * shorter) / below, shorter)


@right("smoothed", "row by row with weights")
def my_mix(counts, shorter):
    p = shorter.copy()
    for row, c in enumerate(counts):
        n, d = c.sum(), np.count_nonzero(c)
        if n:
            weight = n / (n + d)
            p[row] = weight * c / n + (1 - weight) * shorter[row]
    return p


@right("smoothed", "keyword-only, boolean index")
def my_mix(*, counts, shorter):
    seen = counts.any(axis=1)
    p = np.array(shorter)
    c = counts[seen]
    d = np.sign(c).sum(1)[:, None]
    p[seen] = (c + d * shorter[seen]) / (c.sum(1)[:, None] + d)
    return p


@other_form("smoothed", "list of rows")
def my_mix(counts, shorter):
    return list(mix(counts, shorter))


edited("smoothed", mix, "absent ones counted", old="counts > 0", new="counts == 0")
edited("smoothed", mix, "whole alphabet counted", old="(counts > 0).sum(axis=1, keepdims=True)", new="counts.shape[1]")
edited("smoothed", mix, "columns counted", old="(counts > 0).sum(axis=1", new="(counts > 0).sum(axis=0")
edited("smoothed", mix, "columns added up", old="counts.sum(axis=1", new="counts.sum(axis=0")
edited("smoothed", mix, "shorter one forgotten", old="counts + d * shorter", new="counts")
edited("smoothed", mix, "number of followers forgotten", old="d * shorter", new="shorter")
edited("smoothed", mix, "followers forgotten below", old="n + d", new="n")
edited("smoothed", mix, "even share", old="d * shorter", new="d / counts.shape[1]")
edited("smoothed", mix, "zeros for new contexts", old=" / below, shorter)", new=" / below, 0)")
edited("smoothed", mix, "add one", old="d * shorter", new="1")
edited("smoothed", mix, "one count for all rows", old="(counts > 0).sum(axis=1, keepdims=True)", new="(counts > 0).sum()")


@wrong("smoothed", "shorter one for absent characters alone")
def my_mix(counts, shorter):
    n = counts.sum(axis=1, keepdims=True)
    d = (counts > 0).sum(axis=1, keepdims=True)
    p = np.where(counts > 0, counts, d * shorter) / np.maximum(n + d, 1)
    return np.where(n > 0, p, shorter)


@wrong("smoothed", "nothing for new contexts")
def my_mix(counts, shorter):
    n = counts.sum(axis=1, keepdims=True)
    d = (counts > 0).sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        return (counts + d * shorter) / (n + d)


edited("smoothed", mix, "followers forgotten below", "zeros for new contexts", old="n + d", new="n", old2=" / below, shorter)", new2=" / below, 0)")

# from_onnx


@right("from_onnx", "split and concatenate")
def read(W, R, B):
    def ours(a):
        i, o, f, c = np.split(a, 4)
        return np.concatenate([i, f, c, o])

    half = len(B) // 2
    return ours(W).T, ours(R).T, ours(B[:half]) + ours(B[half:])


@right("from_onnx", "row indices, keyword-only")
def my_read(*, W, R, B):
    H = R.shape[1]
    rows = np.r_[0:H, 2 * H : 4 * H, H : 2 * H]
    return W[rows].T, R[rows].T, (B[: 4 * H] + B[4 * H :])[rows]


@right("from_onnx", "four axes")
def my_read(W, R, B):
    H = R.shape[1]
    places = [0, 2, 3, 1]
    W_x = W.reshape(4, H, -1)[places].reshape(4 * H, -1).T
    W_h = R.reshape(4, H, H)[places].reshape(4 * H, H).T
    return W_x, W_h, B.reshape(2, 4, H).sum(axis=0)[places].ravel()


@other_form("from_onnx", "lists of rows")
def my_read(W, R, B):
    return tuple(list(array) for array in read(W, R, B))


edited("from_onnx", read, "order kept", old="[i, f, c, o]", new="[i, o, f, c]")
edited("from_onnx", read, "candidate at the end", old="[i, f, c, o]", new="[i, f, o, c]")
edited("from_onnx", read, "order of ours taken for theirs", old="i, o, f, c = ", new="i, f, c, o = ", old2="concatenate([i, f, c, o])", new2="concatenate([i, o, f, c])")
edited("from_onnx", read, "second bias forgotten", old=" + ours(B[half:])", new="")
edited("from_onnx", read, "first bias forgotten", old="ours(B[:half]) + ", new="")
edited("from_onnx", read, "biases subtracted", old=" + ours(B[half:])", new=" - ours(B[half:])")
edited("from_onnx", read, "biases averaged", old="ours(B[:half]) + ours(B[half:])", new="(ours(B[:half]) + ours(B[half:])) / 2")
edited("from_onnx", read, "W not transposed", old="ours(W).T", new="ours(W)")
edited("from_onnx", read, "reshaped for transposed", old="ours(W).T", new="ours(W).reshape(W.T.shape)")
edited("from_onnx", read, "order of the bias kept", old="ours(B[:half]) + ours(B[half:])", new="B[:half] + B[half:]")
edited("from_onnx", read, "order of the recurrent weights kept", old="ours(R).T", new="R.T")
edited("from_onnx", read, "neighbours added", old="ours(B[:half]) + ours(B[half:])", new="ours(B[::2] + B[1::2])")
edited("from_onnx", read, "second bias forgotten", "candidate at the end", old=" + ours(B[half:])", new="", old2="[i, f, c, o]", new2="[i, f, o, c]")
