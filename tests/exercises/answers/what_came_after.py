"""Answers to the exercises of notebook 12."""

import numpy as np
from exercises.answers import Answers

answers = Answers("what_came_after")
right, wrong, other_form, edited = answers.right, answers.wrong, answers.other_form, answers.edited

# causal_weights


@right("causal_weights", "np.where with minus infinity")
def weights(scores):
    t = np.arange(len(scores))
    masked = np.where(t[:, None] >= t[None, :], scores, -np.inf)
    e = np.exp(masked - masked.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@right("causal_weights", "row by row")
def my_weights(scores):
    a = np.zeros(scores.shape)
    for t, row in enumerate(scores):
        e = np.exp(row[: t + 1] - max(row[: t + 1]))
        a[t, : t + 1] = e / e.sum()
    return a


@right("causal_weights", "adds a mask of minus infinity, keyword-only")
def my_weights(*, scores):
    s = scores + np.triu(np.full_like(scores, -np.inf), 1)
    s = s - s.max(axis=-1)[:, None]
    return np.exp(s - np.log(np.exp(s).sum(-1, keepdims=True)))


@other_form("causal_weights", "list of rows")
def my_weights(scores):
    return list(weights(scores))


edited("causal_weights", weights, "no mask", old="t[:, None] >= t[None, :]", new="t[:, None] >= 0 * t[None, :]")
edited("causal_weights", weights, "the wrong triangle", old=">=", new="<=")
edited("causal_weights", weights, "diagonal hidden too", old=">=", new=">")
edited("causal_weights", weights, "one character ahead", old="t[None, :]", new="t[None, :] - 1")
edited("causal_weights", weights, "zeros for minus infinity", old="-np.inf", new="0.0")
edited("causal_weights", weights, "columns normalised", old="masked.max(axis=1", new="masked.max(axis=0", old2="e.sum(axis=1", new2="e.sum(axis=0")
edited("causal_weights", weights, "maximum not subtracted", old="masked - masked.max(axis=1, keepdims=True)", new="masked")
edited("causal_weights", weights, "exponential forgotten in the sum", old="e.sum(axis=1, keepdims=True)", new="1.0")
edited("causal_weights", weights, "one maximum for all rows", old="masked.max(axis=1, keepdims=True)", new="masked.max()")
edited("causal_weights", weights, "divided by the sum of everything", old="e.sum(axis=1, keepdims=True)", new="e.sum()")


@wrong("causal_weights", "masked after the softmax")
def my_weights(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.tril(e / e.sum(axis=1, keepdims=True))


@wrong("causal_weights", "the plain softmax")
def my_weights(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


edited("causal_weights", weights, "the wrong triangle", "divided by the sum of everything", old=">=", new="<=", old2="e.sum(axis=1, keepdims=True)", new2="e.sum()")

# stabilised_gates


@right("stabilised_gates", "as in the text")
def gates(z_i, z_f, m_prev):
    m = np.maximum(z_f + m_prev, z_i)
    i = np.exp(z_i - m)
    f = np.exp(z_f + m_prev - m)
    return i, f, m


@right("stabilised_gates", "np.where")
def my_gates(z_i, z_f, m_prev):
    d = z_i - z_f - m_prev
    m = np.where(d > 0, z_i, z_f + m_prev)
    return np.exp(np.minimum(d, 0)), np.exp(np.minimum(-d, 0)), m


@right("stabilised_gates", "stacked maximum, keyword-only")
def my_gates(*, z_i, z_f, m_prev):
    logs = np.stack([z_i, z_f + m_prev])
    m = logs.max(axis=0)
    i, f = np.exp(logs - m)
    return i, f, m


@other_form("stabilised_gates", "one array of three rows")
def my_gates(z_i, z_f, m_prev):
    return np.array(gates(z_i, z_f, m_prev))


edited("stabilised_gates", gates, "m_prev forgotten in the maximum", old="np.maximum(z_f + m_prev, z_i)", new="np.maximum(z_f, z_i)")
edited("stabilised_gates", gates, "m_prev forgotten in the forget gate", old="z_f + m_prev - m)", new="z_f - m)")
edited("stabilised_gates", gates, "minimum", old="np.maximum", new="np.minimum")
edited("stabilised_gates", gates, "input gate not shifted", old="z_i - m)", new="z_i)")
edited("stabilised_gates", gates, "forget gate not shifted", old="z_f + m_prev - m)", new="z_f)")
edited("stabilised_gates", gates, "old m in the input gate", old="z_i - m)", new="z_i - m_prev)")
edited("stabilised_gates", gates, "m is z_i", old="np.maximum(z_f + m_prev, z_i)", new="z_i.copy()")
edited("stabilised_gates", gates, "m_prev subtracted in the forget gate", old="z_f + m_prev - m)", new="z_f - m_prev - m)")
edited("stabilised_gates", gates, "sigmoid for the forget gate", old="np.exp(z_f + m_prev - m)", new="1 / (1 + np.exp(-z_f))")
edited("stabilised_gates", gates, "m_prev in the maximum as well", old="np.maximum(z_f + m_prev, z_i)", new="np.maximum(np.maximum(z_f + m_prev, z_i), m_prev)")
edited("stabilised_gates", gates, "logarithms returned for the input gate", old="np.exp(z_i - m)", new="z_i - m")


@wrong("stabilised_gates", "gates swapped")
def my_gates(z_i, z_f, m_prev):
    i, f, m = gates(z_i, z_f, m_prev)
    return f, i, m


edited("stabilised_gates", gates, "input gate not shifted", "m_prev forgotten in the forget gate", old="z_i - m)", new="z_i)", old2="z_f + m_prev - m)", new2="z_f - m)")

# recurrence_backward


@right("recurrence_backward", "loop from the end")
def recurrence(own_dh, a, h):
    dh = own_dh.copy()
    for t in range(len(h) - 2, -1, -1):
        dh[t] += a[t + 1] * dh[t + 1]
    before = np.vstack([0 * h[:1], h[:-1]])
    return dh * before, dh


@right("recurrence_backward", "carried total")
def my_backward(own_dh, a, h):
    da, db, carried = np.zeros_like(h), np.zeros_like(h), 0.0
    for t in reversed(range(len(h))):
        total = own_dh[t] + carried
        db[t] = total
        if t > 0:
            da[t] = total * h[t - 1]
        carried = total * a[t]
    return da, db


@right("recurrence_backward", "matrix of products, keyword-only")
def my_backward(*, own_dh, a, h):
    T = len(h)
    dh = np.array([sum(a[t + 1 : s + 1].prod(axis=0) * own_dh[s] for s in range(t, T)) for t in range(T)])
    da = np.zeros_like(dh)
    da[1:] = dh[1:] * h[:-1]
    return da, dh


@other_form("recurrence_backward", "lists")
def my_backward(own_dh, a, h):
    da, db = recurrence(own_dh, a, h)
    return list(da), list(db)


edited("recurrence_backward", recurrence, "factor of the same step", old="a[t + 1]", new="a[t]")
edited("recurrence_backward", recurrence, "factor forgotten", old="a[t + 1] * ", new="")
edited("recurrence_backward", recurrence, "own derivative only", old="dh[t + 1]", new="own_dh[t + 1]")
edited("recurrence_backward", recurrence, "own derivative overwritten", old="dh[t] += a", new="dh[t] = a")
edited("recurrence_backward", recurrence, "state of the same step", old="dh * before", new="dh * h")
edited("recurrence_backward", recurrence, "state wraps round", old="np.vstack([0 * h[:1], h[:-1]])", new="np.roll(h, 1, axis=0)")
edited("recurrence_backward", recurrence, "forwards in time", old="range(len(h) - 2, -1, -1)", new="range(len(h) - 1)")
edited("recurrence_backward", recurrence, "first step left out", old="-1, -1)", new="0, -1)")
edited("recurrence_backward", recurrence, "b with the factor a", old="before, dh", new="before, dh * a")
edited("recurrence_backward", recurrence, "a from own derivatives", old="return dh * before", new="return own_dh * before")
edited("recurrence_backward", recurrence, "minus for plus", old="+= a", new="-= a")
edited("recurrence_backward", recurrence, "argument changed", old="own_dh.copy()", new="own_dh")


@wrong("recurrence_backward", "the two swapped")
def my_backward(own_dh, a, h):
    da, db = recurrence(own_dh, a, h)
    return db, da


edited("recurrence_backward", recurrence, "factor of the same step", "state of the same step", old="a[t + 1]", new="a[t]", old2="dh * before", new2="dh * h")
