"""Answers to the exercises of notebook 05."""

import math

import numpy as np
from exercises.answers import Answers

answers = Answers("gradient_reach")
right, wrong, other_form, edited = answers.right, answers.wrong, answers.other_form, answers.edited

# clip_by_norm


@right("clip_by_norm", "if")
def clip(d, limit):
    norm = np.sqrt((d**2).sum())
    if norm > limit:
        return d * limit / norm
    return d


@right("clip_by_norm", "minimum of two factors, zero gradient guarded, keyword-only")
def my_clip(*, d, limit):
    return d * min(1.0, limit / max(np.linalg.norm(d), 1e-300))


@right("clip_by_norm", "divides by the larger of the two")
def my_clip(d, limit):
    return d / np.maximum(1, math.hypot(*d) / limit)


@right("clip_by_norm", "np.where and einsum")
def my_clip(d, limit):
    square = np.einsum("n,n", d, d)
    return np.where(square > limit**2, limit * d / np.sqrt(square + (square == 0)), d)


@other_form("clip_by_norm", "list")
def my_clip(d, limit):
    length = math.dist(d, [0] * len(d))
    return [v * limit / length if length > limit else v for v in d]


edited("clip_by_norm", clip, "always shortened or lengthened to the limit", old="if norm > limit", new="if norm > 0")
edited("clip_by_norm", clip, "nan for a zero gradient", old="if norm > limit", new="if norm >= 0", old2="d * limit / norm", new2="d / norm * min(norm, limit)")
edited("clip_by_norm", clip, "comparison the wrong way", old="norm > limit", new="norm < limit")
edited("clip_by_norm", clip, "limit forgotten: length 1", old="d * limit / norm", new="d / norm")
edited("clip_by_norm", clip, "squared length", old="np.sqrt((d**2).sum())", new="(d**2).sum()")
edited("clip_by_norm", clip, "sum of the absolute values for the length", old="np.sqrt((d**2).sum())", new="np.abs(d).sum()")
edited("clip_by_norm", clip, "largest entry for the length", old="np.sqrt((d**2).sum())", new="np.abs(d).max()")
edited("clip_by_norm", clip, "root of the mean square", old=".sum())", new=".mean())")
edited("clip_by_norm", clip, "entry by entry", old="d * limit / norm", new="np.clip(d, -limit, limit)")
edited("clip_by_norm", clip, "zero when too long", old="d * limit / norm", new="np.zeros_like(d)")
edited("clip_by_norm", clip, "norm / limit", old="limit / norm", new="norm / limit")
edited("clip_by_norm", clip, "sum of the entries for the length", old="np.sqrt((d**2).sum())", new="d.sum()")
edited("clip_by_norm", clip, "subtracts the excess from every entry", old="d * limit / norm", new="d - (norm - limit)")
edited("clip_by_norm", clip, "short gradients get the factor limit", old="return d\n", new="return d * limit\n")
edited("clip_by_norm", clip, "short gradients vanish", old="return d\n", new="return 0 * d\n")
edited("clip_by_norm", clip, "epsilon below", old="/ norm", new="/ (norm + 1e-3)")
edited("clip_by_norm", clip, "threshold twice the limit", old="norm > limit", new="norm > 2 * limit")
edited("clip_by_norm", clip, "direction without length: signs", old="d * limit / norm", new="np.sign(d) * limit")
edited("clip_by_norm", clip, "limit fixed at 1", old="norm > limit", new="norm > 1", old2="d * limit / norm", new2="d / norm")


@wrong("clip_by_norm", "argument overwritten")
def my_clip(d, limit):
    norm = np.linalg.norm(d)
    if norm > limit:
        d *= limit / norm
    return d


@wrong("clip_by_norm", "clipped to ±limit, entry by entry, whatever the length")
def my_clip(d, limit):
    return np.clip(d, -limit, limit)


edited("clip_by_norm", clip, "limit forgotten: length 1", "squared length", old="d * limit / norm", new="d / norm", old2="np.sqrt((d**2).sum())", new2="(d**2).sum()")
edited("clip_by_norm", clip, "root of the mean square", "short gradients get the factor limit", old=".sum())", new=".mean())", old2="return d\n", new2="return d * limit\n")

# factor_per_step


@right("factor_per_step", "root of last / first")
def factor(norms):
    steps = len(norms) - 1
    return (norms[-1] / norms[0]) ** (1 / steps)


@right("factor_per_step", "mean of the logarithms")
def my_factor(norms):
    return np.exp(np.diff(np.log(norms)).mean())


@right("factor_per_step", "product of the ratios, keyword-only")
def my_factor(*, norms):
    ratios = norms[1:] / norms[:-1]
    return math.prod(ratios) ** (1 / ratios.size)


@other_form("factor_per_step", "array with one entry")
def my_factor(norms):
    return (norms[-1:] / norms[0]) ** (1 / (len(norms) - 1))


edited("factor_per_step", factor, "number of norms for the number of steps", old="len(norms) - 1", new="len(norms)")
edited("factor_per_step", factor, "one step too few", old="len(norms) - 1", new="len(norms) - 2 or 1")
edited("factor_per_step", factor, "fraction upside down", old="norms[-1] / norms[0]", new="norms[0] / norms[-1]")
edited("factor_per_step", factor, "root forgotten", old=" ** (1 / steps)", new="")
edited("factor_per_step", factor, "divided instead of the root", old="** (1 / steps)", new="/ steps")
edited("factor_per_step", factor, "power instead of the root", old="(1 / steps)", new="steps")
edited("factor_per_step", factor, "begins at lag 1", old="norms[0]", new="norms[1]")
edited("factor_per_step", factor, "ends one lag early", old="norms[-1]", new="norms[-2]")
edited("factor_per_step", factor, "mean of the ratios", old="(norms[-1] / norms[0]) ** (1 / steps)", new="(norms[1:] / norms[:-1]).mean()")
edited("factor_per_step", factor, "every ratio", old="(norms[-1] / norms[0]) ** (1 / steps)", new="norms[1:] / norms[:-1]")
edited("factor_per_step", factor, "difference per step", old="(norms[-1] / norms[0]) ** (1 / steps)", new="(norms[-1] - norms[0]) / steps")
edited("factor_per_step", factor, "logarithm not undone", old="(norms[-1] / norms[0]) ** (1 / steps)", new="np.log(norms[-1] / norms[0]) / steps")
edited("factor_per_step", factor, "square root", old="(1 / steps)", new="0.5")
edited("factor_per_step", factor, "number of norms for the number of steps", "fraction upside down", old="len(norms) - 1", new="len(norms)", old2="norms[-1] / norms[0]", new2="norms[0] / norms[-1]")

# rnn_backward


@right("rnn_backward", "on a copy")
def rnn(own_dh, h, W_h):
    dh = own_dh.copy()
    for t in range(len(h) - 1, 0, -1):
        dz = dh[t] * (1 - h[t] ** 2)
        dh[t - 1] += dz @ W_h.T
    return dh


@right("rnn_backward", "W_h times column, list turned round, keyword-only")
def my_rnn_backward(*, own_dh, h, W_h):
    total = [own_dh[-1]]
    for t in reversed(range(len(own_dh) - 1)):
        total.append(own_dh[t] + W_h @ (total[-1] * (1 - h[t + 1]) * (1 + h[t + 1])))
    return np.array(total[::-1])


@right("rnn_backward", "Jacobians and einsum")
def my_rnn_backward(own_dh, h, W_h):
    J = np.einsum("ij,tj->tij", W_h, 1 - h * h)
    out = np.array(own_dh)
    for t in range(len(h) - 2, -1, -1):
        out[t] = out[t] + np.einsum("ij,j->i", J[t + 1], out[t + 1])
    return out


@right("rnn_backward", "recursion")
def my_rnn_backward(own_dh, h, W_h):
    if len(h) == 1:
        return own_dh.copy()
    later = rnn_recursive(own_dh[1:], h[1:], W_h)
    return np.vstack([own_dh[0] + (later[0] * (1 - h[1] ** 2)) @ W_h.T, later])


rnn_recursive = answers[-1].function


@other_form("rnn_backward", "list of rows")
def my_rnn_backward(own_dh, h, W_h):
    return list(rnn(own_dh, h, W_h))


edited("rnn_backward", rnn, "slope forgotten", old="dh[t] * (1 - h[t] ** 2)", new="dh[t]")
edited("rnn_backward", rnn, "slope of the step before", old="h[t] ** 2", new="h[t - 1] ** 2")
edited("rnn_backward", rnn, "own dh only, not the total", old="dh[t] * (1", new="own_dh[t] * (1")
edited("rnn_backward", rnn, "transpose missing", old="W_h.T", new="W_h")
edited("rnn_backward", rnn, "own dh overwritten", old="dh[t - 1] += dz", new="dh[t - 1] = dz")
edited("rnn_backward", rnn, "argument changed", old="own_dh.copy()", new="own_dh")
edited("rnn_backward", rnn, "forwards in time", old="range(len(h) - 1, 0, -1)", new="range(1, len(h))")
edited("rnn_backward", rnn, "first step left out", old="len(h) - 1, 0, -1", new="len(h) - 1, 1, -1")
edited("rnn_backward", rnn, "square missing", old="h[t] ** 2", new="h[t]")
edited("rnn_backward", rnn, "slope of σ", old="(1 - h[t] ** 2)", new="h[t] * (1 - h[t])")
edited("rnn_backward", rnn, "tanh applied to h again", old="h[t] ** 2", new="np.tanh(h[t]) ** 2")
edited("rnn_backward", rnn, "slope after the product with W_h", old="dh[t] * (1 - h[t] ** 2)", new="dh[t]", old2="dz @ W_h.T", new2="(dz @ W_h.T) * (1 - h[t] ** 2)")
edited("rnn_backward", rnn, "clipped to ±1", old="return dh", new="return np.clip(dh, -1, 1)")
edited("rnn_backward", rnn, "wraps round to the last step", old="len(h) - 1, 0, -1", new="len(h) - 1, -1, -1")
edited("rnn_backward", rnn, "minus for plus", old="+= dz", new="-= dz")
edited("rnn_backward", rnn, "dz returned instead of dh", old="return dh", new="return dh * (1 - h**2)")
edited("rnn_backward", rnn, "divides by the slope", old="dh[t] * (1 - h[t] ** 2)", new="dh[t] / (1 - h[t] ** 2)")
edited("rnn_backward", rnn, "slope forgotten", "transpose missing", old="dh[t] * (1 - h[t] ** 2)", new="dh[t]", old2="W_h.T", new2="W_h")
edited("rnn_backward", rnn, "slope of the step before", "first step left out", old="h[t] ** 2", new="h[t - 1] ** 2", old2="len(h) - 1, 0, -1", new2="len(h) - 1, 1, -1")
edited("rnn_backward", rnn, "transpose missing", "minus for plus", old="W_h.T", new="W_h", old2="+= dz", new2="-= dz")
