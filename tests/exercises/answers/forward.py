"""Answers to the exercises of notebook 03."""

import math

import numpy as np
from exercises.answers import Answers

import lstm_core as lc

answers = Answers("forward")
right, wrong, other_form, edited = answers.right, answers.wrong, answers.other_form, answers.edited

# softmax


@right("softmax", "shifted by the row's maximum")
def softmax(y):
    e = np.exp(y - y.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@right("softmax", "row by row")
def softmax_rows(y):
    p = np.zeros_like(y)
    for t, row in enumerate(y):
        e = np.exp(row - max(row))
        p[t] = e / sum(e)
    return p


@right("softmax", "logaddexp, keyword-only")
def my_softmax(*, y):
    return np.exp(y - np.logaddexp.reduce(y, axis=1)[:, None])


@right("softmax", "transposed there and back, written into an array of its own")
def my_softmax(y):
    columns = y.T.copy()
    columns -= columns.max(axis=0)
    np.exp(columns, out=columns)
    columns /= columns.sum(axis=0)
    return columns.T


@right("softmax", "one over the sum of ratios")
def my_softmax(y):
    with np.errstate(over="ignore"):
        return 1 / np.exp(y[:, None, :] - y[:, :, None]).sum(axis=2)


@right("softmax", "apply_along_axis of a lambda")
def my_softmax(y):
    return np.apply_along_axis(lambda r: np.exp(r - np.max(r)) / np.exp(r - np.max(r)).sum(), 1, y)


@other_form("softmax", "list of rows")
def my_softmax(y):
    return list(softmax(y))


edited("softmax", softmax, "no shift", old="y - y.max(axis=-1, keepdims=True)", new="y")
edited("softmax", softmax, "shifted by the row's mean", old="y.max(", new="y.mean(")
edited("softmax", softmax, "shifted by the row's minimum", old="y.max(", new="y.min(")
edited("softmax", softmax, "shifted by the first entry", old="y.max(axis=-1, keepdims=True)", new="y[:, :1]")
edited("softmax", softmax, "shifted by the last entry", old="y.max(axis=-1, keepdims=True)", new="y[:, -1:]")
edited("softmax", softmax, "shifted by the maximum of everything", old="y.max(axis=-1, keepdims=True)", new="y.max()")
edited("softmax", softmax, "shifted by the sum", old="y.max(", new="y.sum(")
edited("softmax", softmax, "shift added instead of subtracted", old="y - y", new="y + y")
edited("softmax", softmax, "sum over everything", old="e.sum(axis=-1, keepdims=True)", new="e.sum()")
edited("softmax", softmax, "sum over the columns", old="e.sum(axis=-1", new="e.sum(axis=0")
edited("softmax", softmax, "keepdims missing in the sum", old="e.sum(axis=-1, keepdims=True)", new="e.sum(axis=-1)")
edited("softmax", softmax, "keepdims missing in the maximum", old="y.max(axis=-1, keepdims=True)", new="y.max(axis=-1)")
edited("softmax", softmax, "not divided", old=" / e.sum(axis=-1, keepdims=True)", new="")
edited("softmax", softmax, "divided by the sum of the logits", old="e.sum(", new="y.sum(")
edited("softmax", softmax, "maximum for sum below", old="e.sum(", new="e.max(")
edited("softmax", softmax, "mean for sum below", old="e.sum(", new="e.mean(")
edited("softmax", softmax, "epsilon below", old="e.sum(axis=-1, keepdims=True)", new="(e.sum(axis=-1, keepdims=True) + 1e-3)")
edited("softmax", softmax, "logits clipped to ±50", old="y - y.max(axis=-1, keepdims=True)", new="np.clip(y, -50, 50)")
edited("softmax", softmax, "e to the minus y", old="y - y.max(axis=-1, keepdims=True)", new="y.min(axis=-1, keepdims=True) - y")
edited("softmax", softmax, "2 to the y", old="np.exp", new="np.exp2")
edited("softmax", softmax, "σ for the exponential", old="np.exp(y - y.max(axis=-1, keepdims=True))", new="lc.sigmoid(y)")
edited("softmax", softmax, "divided by the maximum logit", old="y - y.max", new="y / y.max")
edited("softmax", softmax, "hardest choice only", old="e / e.sum(axis=-1, keepdims=True)", new="np.eye(y.shape[1])[e.argmax(axis=-1)]")
edited("softmax", softmax_rows, "last row forgotten", old="enumerate(y)", new="enumerate(y[:-1])")


@wrong("softmax", "running maximum that starts at 0")
def my_softmax(y):
    p = np.zeros_like(y)
    for t in range(len(y)):
        m = 0
        for v in y[t]:
            m = max(m, v)
        e = np.exp(y[t] - m)
        p[t] = e / e.sum()
    return p


@wrong("softmax", "argument overwritten")
def my_softmax(y):
    y -= y.max(axis=1, keepdims=True)
    e = np.exp(y)
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", "shift only for large logits, by 700")
def my_softmax(y):
    if y.max() > 700:
        y = y - 700
    e = np.exp(y)
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", "nan replaced by 0")
def my_softmax(y):
    e = np.exp(y)
    return np.nan_to_num(e / e.sum(axis=1, keepdims=True))


edited("softmax", softmax, "no shift", "sum over everything", old="y - y.max(axis=-1, keepdims=True)", new="y", old2="e.sum(axis=-1, keepdims=True)", new2="e.sum()")
edited("softmax", softmax, "shifted by the row's mean", "sum over the columns", old="y.max(", new="y.mean(", old2="e.sum(axis=-1", new2="e.sum(axis=0")
edited("softmax", softmax, "e to the minus y", "not divided", old="y - y.max(axis=-1, keepdims=True)", new="y.min(axis=-1, keepdims=True) - y", old2=" / e.sum(axis=-1, keepdims=True)", new2="")

# mean_surprise


@right("mean_surprise", "shifted logarithm")
def surprise(logits, targets):
    T = len(targets)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_p[np.arange(T), targets].mean()


@right("mean_surprise", "row by row")
def surprise_rows(logits, targets):
    total = 0.0
    for row, k in zip(logits, targets):
        m = row.max()
        total += m + np.log(np.exp(row - m).sum()) - row[k]
    return total / len(targets)


@right("mean_surprise", "logaddexp, keyword-only")
def my_mean_surprise(*, logits, targets):
    norm = np.logaddexp.reduce(logits, axis=-1)
    return float(np.mean(norm - np.take_along_axis(logits, targets[:, None], axis=-1)[:, 0]))


@right("mean_surprise", "one-hot mask and einsum")
def my_mean_surprise(logits, targets):
    onehot = np.eye(logits.shape[1])[targets]
    m = logits.max(axis=1)
    log_sum = m + np.log(np.einsum("tv->t", np.exp(logits - m[:, None])))
    return np.average(log_sum - np.einsum("tv,tv->t", onehot, logits))


@right("mean_surprise", "math.fsum over log1p, plain floats")
def my_mean_surprise(logits, targets):
    parts = []
    for row, k in zip(logits.tolist(), targets.tolist()):
        top = row.index(max(row))
        rest = math.fsum(math.exp(v - row[top]) for j, v in enumerate(row) if j != top)
        parts.append(row[top] - row[k] + math.log1p(rest))
    return math.fsum(parts) / len(parts)


@other_form("mean_surprise", "array of one entry")
def my_mean_surprise(logits, targets):
    return np.array([surprise(logits, targets)])


edited("mean_surprise", surprise, "sum for mean", old=".mean()", new=".sum()")
edited("mean_surprise", surprise, "sign", old="return -log_p", new="return log_p")
edited("mean_surprise", surprise, "no shift", old="logits - logits.max(axis=1, keepdims=True)", new="logits")
edited("mean_surprise", surprise, "shifted by the row's mean", old="logits.max(", new="logits.mean(")
edited("mean_surprise", surprise, "shifted by the maximum of everything", old="logits.max(axis=1, keepdims=True)", new="logits.max()")
edited("mean_surprise", surprise, "shifted by the row's minimum", old="logits.max(", new="logits.min(")
edited("mean_surprise", surprise, "keepdims missing in the sum", old="np.exp(shifted).sum(axis=1, keepdims=True)", new="np.exp(shifted).sum(axis=1)")
edited("mean_surprise", surprise, "sum over the columns", old="np.exp(shifted).sum(axis=1", new="np.exp(shifted).sum(axis=0")
edited("mean_surprise", surprise, "base 2", old="np.log(", new="np.log2(", old2="shifted -", new2="shifted / np.log(2) -")
edited("mean_surprise", surprise, "logits without the normaliser", old="log_p[np", new="shifted[np")
edited("mean_surprise", surprise, "largest probability instead of the target's", old="log_p[np.arange(T), targets]", new="log_p.max(axis=1)")
edited("mean_surprise", surprise, "all columns chosen", old="log_p[np.arange(T), targets]", new="log_p[:, targets]")
edited("mean_surprise", surprise, "mean over all entries", old="log_p[np.arange(T), targets]", new="log_p")
edited("mean_surprise", surprise, "divided by V", old=".mean()", new=".sum() / logits.shape[1]")
edited("mean_surprise", surprise, "row and column swapped", old="np.arange(T), targets", new="targets, np.arange(T)")
edited("mean_surprise", surprise, "target of the next step", old="return -", new="targets = np.roll(targets, -1)\n    return -")
edited("mean_surprise", surprise, "first row left out", old="np.arange(T), targets]", new="np.arange(1, T), targets[1:]]")
edited("mean_surprise", surprise, "divided by T - 1", old=".mean()", new=".sum() / (T - 1)")
edited("mean_surprise", surprise, "perplexity", old="return -log_p[np.arange(T), targets].mean()", new="return np.exp(-log_p[np.arange(T), targets].mean())")
edited("mean_surprise", surprise, "one per character, not the mean", old=".mean()", new="")
edited("mean_surprise", surprise, "entropy instead of surprise", old="log_p[np.arange(T), targets].mean()", new="(np.exp(log_p) * log_p).sum(axis=1).mean()")
edited("mean_surprise", surprise_rows, "sum of logarithms for logarithm of the sum", old="np.log(np.exp(row - m).sum())", new="np.log(np.exp(row - m)).sum()")


@wrong("mean_surprise", "epsilon in the logarithm")
def my_mean_surprise(logits, targets):
    p = lc.softmax(logits)
    return -np.mean(np.log(p[np.arange(len(targets)), targets] + 1e-12))


@wrong("mean_surprise", "logarithm of a probability that is 0")
def surprise_log_softmax(logits, targets):
    p = lc.softmax(logits)
    return -np.log(p[np.arange(len(targets)), targets]).mean()


@wrong("mean_surprise", "probability clipped")
def my_mean_surprise(logits, targets):
    p = np.clip(lc.softmax(logits), 1e-7, 1)
    return -np.log(p[range(len(targets)), targets]).mean()


@wrong("mean_surprise", "mean before the logarithm")
def my_mean_surprise(logits, targets):
    p = lc.softmax(logits)
    return -np.log(p[np.arange(len(targets)), targets].mean())


@wrong("mean_surprise", "binary cross-entropy over all columns")
def my_mean_surprise(logits, targets):
    p, y = lc.softmax(logits), np.eye(logits.shape[1])[targets]
    with np.errstate(all="ignore"):
        return -np.nansum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(targets)


@wrong("mean_surprise", "1 - p for -ln p")
def my_mean_surprise(logits, targets):
    return float((1 - lc.softmax(logits)[np.arange(len(targets)), targets]).mean())


edited("mean_surprise", surprise, "sum for mean", "sign", old=".mean()", new=".sum()", old2="return -log_p", new2="return log_p")
edited("mean_surprise", surprise, "divided by T - 1", "shifted by the row's mean", old=".mean()", new=".sum() / (T - 1)", old2="logits.max(", new2="logits.mean(")
edited("mean_surprise", surprise_log_softmax, "logarithm of a probability that is 0", "sum for mean", old=".mean()", new=".sum()")

# to_row_form


@right("to_row_form", "hstack of transposed blocks")
def row_form(W_i, W_f, W_g, W_o):
    H = W_i.shape[0]
    W_h = np.hstack([W_i[:, :H].T, W_f[:, :H].T, W_g[:, :H].T, W_o[:, :H].T])
    W_x = np.hstack([W_i[:, H:].T, W_f[:, H:].T, W_g[:, H:].T, W_o[:, H:].T])
    return W_x, W_h


@right("to_row_form", "stacked, transposed, cut")
def row_form_stacked(W_i, W_f, W_g, W_o):
    H = len(W_i)
    W = np.concatenate([W_i, W_f, W_g, W_o], axis=0).T
    return W[H:], W[:H]


@right("to_row_form", "element by element")
def my_row_form(W_i, W_f, W_g, W_o):
    H, V = W_i.shape[0], W_i.shape[1] - W_i.shape[0]
    W_x, W_h = np.zeros((V, 4 * H)), np.zeros((H, 4 * H))
    for block, W in enumerate((W_i, W_f, W_g, W_o)):
        for row in range(H):
            for k in range(H):
                W_h[k, block * H + row] = W[row, k]
            for k in range(V):
                W_x[k, block * H + row] = W[row, H + k]
    return W_x, W_h


@right("to_row_form", "moveaxis of a four-fold array, returns a list; keyword-only")
def my_row_form(*, W_i, W_f, W_g, W_o):
    both = np.einsum("krc->ckr", np.array([W_i, W_f, W_g, W_o])).reshape(W_i.shape[1], -1)
    return [np.array(part) for part in np.split(both, [len(W_i)])[::-1]]


@right("to_row_form", "any number of arguments")
def my_row_form(*gates):
    H = gates[0].shape[0]
    cut = lambda rows: np.column_stack([g.T[rows] for g in gates])
    return cut(slice(H, None)), cut(slice(None, H))


edited("to_row_form", row_form, "swaps the two results", old="return W_x, W_h", new="return W_h, W_x")
edited("to_row_form", row_form_stacked, "cut the wrong way: x on top of h", old="W[H:], W[:H]", new="W[: W_i.shape[1] - H], W[W_i.shape[1] - H :]")
edited("to_row_form", row_form_stacked, "gate order f, i, g, o", old="[W_i, W_f, W_g, W_o]", new="[W_f, W_i, W_g, W_o]")
edited("to_row_form", row_form_stacked, "gate order i, f, o, g", old="[W_i, W_f, W_g, W_o]", new="[W_i, W_f, W_o, W_g]")
edited("to_row_form", row_form_stacked, "gate order i, g, f, o", old="[W_i, W_f, W_g, W_o]", new="[W_i, W_g, W_f, W_o]")
edited("to_row_form", row_form_stacked, "gate order reversed", old="[W_i, W_f, W_g, W_o]", new="[W_o, W_g, W_f, W_i]")
edited("to_row_form", row_form_stacked, "one gate twice", old="W_g, W_o], axis", new="W_g, W_g], axis")
edited("to_row_form", row_form_stacked, "H of the paper example", old="len(W_i)", new="2")
edited("to_row_form", row_form_stacked, "H from the columns", old="len(W_i)", new="W_i.shape[1]")
edited("to_row_form", row_form_stacked, "no transpose at the end", old="axis=0).T", new="axis=0)")
edited("to_row_form", row_form_stacked, "reshape for transpose", old=".T\n", new=".reshape(W_i.shape[1], -1)\n")
edited("to_row_form", row_form_stacked, "units interleaved", old="np.concatenate([W_i, W_f, W_g, W_o], axis=0).T", new="np.stack([W_i, W_f, W_g, W_o], axis=1).reshape(-1, W_i.shape[1]).T")
edited("to_row_form", row_form_stacked, "cut one column too late", old="W[H:], W[:H]", new="W[H + 1 :], W[: H + 1]")
edited("to_row_form", row_form_stacked, "signs", old="W[H:], W[:H]", new="-W[H:], -W[:H]")
edited("to_row_form", row_form_stacked, "blocks side by side before transposing", old="axis=0", new="axis=1")
edited("to_row_form", row_form_stacked, "rows of x read from behind", old="W[H:], W", new="W[:H:-1], W")


@wrong("to_row_form", "recurrent blocks not transposed")
def my_row_form(W_i, W_f, W_g, W_o):
    H = W_i.shape[0]
    gates = W_i, W_f, W_g, W_o
    return np.hstack([W[:, H:].T for W in gates]), np.hstack([W[:, :H] for W in gates])


@wrong("to_row_form", "recurrent blocks transposed as a whole")
def my_row_form(W_i, W_f, W_g, W_o):
    H = W_i.shape[0]
    gates = W_i, W_f, W_g, W_o
    return np.hstack([W[:, H:].T for W in gates]), np.vstack([W[:, :H] for W in gates])


@wrong("to_row_form", "one recurrent block not transposed")
def my_row_form(W_i, W_f, W_g, W_o):
    H = W_i.shape[0]
    W_h = np.hstack([W_i[:, :H].T, W_f[:, :H].T, W_g[:, :H], W_o[:, :H].T])
    return np.hstack([W[:, H:].T for W in (W_i, W_f, W_g, W_o)]), W_h


@wrong("to_row_form", "vstack for hstack")
def my_row_form(W_i, W_f, W_g, W_o):
    H = W_i.shape[0]
    gates = W_i, W_f, W_g, W_o
    return np.vstack([W[:, H:].T for W in gates]), np.vstack([W[:, :H].T for W in gates])


@wrong("to_row_form", "order right in W_x only")
def my_row_form(W_i, W_f, W_g, W_o):
    H = W_i.shape[0]
    W_x = np.hstack([W_i[:, H:].T, W_f[:, H:].T, W_g[:, H:].T, W_o[:, H:].T])
    W_h = np.hstack([W_f[:, :H].T, W_i[:, :H].T, W_g[:, :H].T, W_o[:, :H].T])
    return W_x, W_h


@wrong("to_row_form", "one array for both")
def my_row_form(W_i, W_f, W_g, W_o):
    return np.hstack([W_i.T, W_f.T, W_g.T, W_o.T])


edited("to_row_form", row_form_stacked, "swaps the two results", "gate order i, f, o, g", old="W[H:], W[:H]", new="W[:H], W[H:]", old2="[W_i, W_f, W_g, W_o]", new2="[W_i, W_f, W_o, W_g]")
edited("to_row_form", row_form_stacked, "cut the wrong way: x on top of h", "gate order f, i, g, o", old="W[H:], W[:H]", new="W[: W_i.shape[1] - H], W[W_i.shape[1] - H :]", old2="[W_i, W_f, W_g, W_o]", new2="[W_f, W_i, W_g, W_o]")
edited("to_row_form", row_form_stacked, "signs", "one gate twice", old="W[H:], W[:H]", new="-W[H:], -W[:H]", old2="W_g, W_o], axis", new2="W_g, W_g], axis")

# forward


@right("forward", "loop")
def forward(inputs, W_x, W_h, b, W_y, b_y):
    H = W_h.shape[0]
    h, c = np.zeros(H), np.zeros(H)
    logits = []
    for k in inputs:
        z = W_x[k] + h @ W_h + b
        i, f, o = lc.sigmoid(z[:H]), lc.sigmoid(z[H : 2 * H]), lc.sigmoid(z[3 * H :])
        g = np.tanh(z[2 * H : 3 * H])
        c = f * c + i * g
        h = o * np.tanh(c)
        logits.append(h @ W_y + b_y)
    return np.array(logits)


@right("forward", "lc.lstm_step with one-hot rows, output layer at the end")
def my_forward(inputs, W_x, W_h, b, W_y, b_y):
    x = np.eye(len(W_x))[inputs]
    h = c = np.zeros(len(W_h))
    states = []
    for row in x:
        step = lc.lstm_step(row, h, c, W_x, W_h, b)
        h, c = step.h, step.c
        states.append(h)
    return np.stack(states) @ W_y + b_y


@right("forward", "all input parts at once, array filled in; keyword-only")
def my_forward(*, inputs, W_x, W_h, b, W_y, b_y):
    pre = W_x.take(inputs, axis=0) + b
    out = np.empty((inputs.size, b_y.size))
    h, c = 0 * W_h[:, 0], 0 * W_h[:, 0]
    for t in range(inputs.size):
        z = (pre[t] + h.dot(W_h)).reshape(4, -1)
        s = 0.5 * (np.tanh(z / 2) + 1)
        c = s[1] * c + s[0] * np.tanh(z[2])
        h = s[3] * np.tanh(c)
        out[t] = np.einsum("h,hv->v", h, W_y) + b_y
    return out


@right("forward", "recursion")
def my_forward(inputs, W_x, W_h, b, W_y, b_y):
    def read(rest, h, c):
        if not len(rest):
            return []
        step = lc.lstm_step(lc.one_hot(rest[:1], len(W_x))[0], h, c, W_x, W_h, b)
        return [step.h @ W_y + b_y, *read(rest[1:], step.h, step.c)]

    zeros = np.zeros(len(W_h))
    return np.array(read(inputs, zeros, zeros))


class Network:
    def __call__(self, inputs, W_x, W_h, b, W_y, b_y):
        self.h = self.c = np.zeros(W_h.shape[0])
        return np.vstack([self.read(W_x[k] + self.h @ W_h + b) @ W_y + b_y for k in inputs])

    def read(self, z):
        i, f, g, o = np.split(z, 4)
        self.c = lc.sigmoid(f) * self.c + lc.sigmoid(i) * np.tanh(g)
        self.h = lc.sigmoid(o) * np.tanh(self.c)
        return self.h


right("forward", "class that keeps its state")(Network())


@other_form("forward", "list of arrays")
def my_forward(inputs, W_x, W_h, b, W_y, b_y):
    return list(forward(inputs, W_x, W_h, b, W_y, b_y))


edited("forward", forward, "state reset at every step", old="        z = W_x[k]", new="        h, c = np.zeros(H), np.zeros(H)\n        z = W_x[k]")
edited("forward", forward, "hidden state reset at every step", old="        z = W_x[k]", new="        h = np.zeros(H)\n        z = W_x[k]")
edited("forward", forward, "cell state reset at every step", old="f * c + i * g", new="i * g")
edited("forward", forward, "logits before the step", old="        logits.append(h @ W_y + b_y)\n", new="", old2="        z = W_x[k]", new2="        logits.append(h @ W_y + b_y)\n        z = W_x[k]")
edited("forward", forward, "output bias forgotten", old=" + b_y", new="")
edited("forward", forward, "bias forgotten", old=" + b\n", new="\n")
edited("forward", forward, "softmax on top", old="h @ W_y + b_y", new="lc.softmax(h @ W_y + b_y)")
edited("forward", forward, "cell state to the output layer", old="h @ W_y", new="c @ W_y")
edited("forward", forward, "no tanh around c", old="np.tanh(c)", new="c")
edited("forward", forward, "σ for the candidate", old="np.tanh(z[", new="lc.sigmoid(z[")
edited("forward", forward, "only the last logits", old="return np.array(logits)", new="return logits[-1]")
edited("forward", forward, "gate order: f and i swapped", old="c = f * c + i * g", new="c = i * c + f * g")
edited("forward", forward, "forget and output gate swapped", old="i, f, o =", new="i, o, f =")
edited("forward", forward, "starts from ones", old="np.zeros(H), np.zeros(H)", new="np.ones(H), np.ones(H)")
edited("forward", forward, "row of the step's number instead of the character", old="for k in inputs", new="for k in range(len(inputs))", old2="W_x[k]", new2="W_x[k % len(W_x)]")
edited("forward", forward, "recurrent part forgotten", old=" + h @ W_h", new="")
edited("forward", forward, "H of the notebook", old="H = W_h.shape[0]", new="H = 25")
edited("forward", forward, "H from the columns of W_h", old="H = W_h.shape[0]", new="H = W_h.shape[1]")
edited("forward", forward, "W_h transposed", old="h @ W_h", new="W_h @ h")
edited("forward", forward, "last character left out", old="in inputs:", new="in inputs[:-1]:")
edited("forward", forward, "reads from the end", old="in inputs:", new="in inputs[::-1]:")
edited("forward", forward, "column of W_x instead of the row", old="W_x[k]", new="W_x[:, k]")
edited("forward", forward, "tanh for the output layer", old="h @ W_y + b_y", new="np.tanh(h @ W_y + b_y)")
edited("forward", forward, "h from the cell state of the step before", old="        c = f * c + i * g\n        h = o * np.tanh(c)\n", new="        h = o * np.tanh(c)\n        c = f * c + i * g\n")
edited("forward", forward, "output gate before the recurrence only", old="o * np.tanh(c)", new="np.tanh(c)", old2="h @ W_y", new2="(o * h) @ W_y")
edited("forward", forward, "same array in every row", old="logits = []", new="logits, y = [], np.zeros(len(b_y))", old2="logits.append(h @ W_y + b_y)", new2="y[:] = h @ W_y + b_y\n        logits.append(y)")
edited("forward", forward, "output bias forgotten", "no tanh around c", old=" + b_y", new="", old2="np.tanh(c)", new2="c")
edited("forward", forward, "cell state reset at every step", "softmax on top", old="f * c + i * g", new="i * g", old2="h @ W_y + b_y", new2="lc.softmax(h @ W_y + b_y)")
edited("forward", forward, "bias forgotten", "σ for the candidate", old=" + b\n", new="\n", old2="np.tanh(z[", new2="lc.sigmoid(z[")


edited("mean_surprise", surprise, "shifted by the first entry", old="logits.max(axis=1, keepdims=True)", new="logits[:, :1]")
edited("softmax", softmax, "absolute value of the logits", old="np.exp(y - y.max(axis=-1, keepdims=True))", new="np.exp(abs(y) - abs(y).max(axis=-1, keepdims=True))")


@wrong("softmax", "math.exp on a whole array")
def my_softmax(y):
    e = math.exp(y - y.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", "columns hard-coded: three of them")
def my_softmax(y):
    e = np.exp(y - y.max(axis=1, keepdims=True))
    total = e[:, 0] + e[:, 1] + e[:, 2]
    return e / total[:, None]


@wrong("mean_surprise", "nothing returned")
def my_mean_surprise(logits, targets):
    loss = lc.cross_entropy(logits, targets, "mean")


@wrong("mean_surprise", "running maximum that starts at 0")
def my_mean_surprise(logits, targets):
    total = 0.0
    for row, k in zip(logits, targets):
        m = 0.0
        for v in row:
            m = max(m, v)
        total += m + np.log(np.sum(np.exp(row - m))) - row[k]
    return total / len(targets)
