"""Answers to the exercises of notebook 02."""

import functools
import math

import numpy as np
from exercises.answers import Answers

import lstm_core as lc

answers = Answers("gates")
right, wrong, other_form, edited = answers.right, answers.wrong, answers.other_form, answers.edited


def sigmoid(z):
    return lc.sigmoid(z)


# sigmoid_slope


@right("sigmoid_slope", "s (1 - s)")
def slope(z):
    s = sigmoid(z)
    return s * (1 - s)


@right("sigmoid_slope", "product of σ(z) and σ(-z)")
def my_sigmoid_slope(z):
    return lc.sigmoid(z) * lc.sigmoid(-z)


@right("sigmoid_slope", "through tanh, keyword-only")
def my_sigmoid_slope(*, z):
    return (1 - np.tanh(z / 2) ** 2) / 4


@right("sigmoid_slope", "cosh of a clipped argument")
def my_sigmoid_slope(z):
    return 0.25 / np.cosh(np.clip(z, -200, 200) / 2) ** 2


@right("sigmoid_slope", "element by element with math")
def my_sigmoid_slope(z):
    out = np.empty_like(z)
    for k in np.ndindex(*z.shape):
        e = math.exp(-abs(z[k]))
        out[k] = e / (1 + e) ** 2
    return out


@other_form("sigmoid_slope", "nested lists")
def my_sigmoid_slope(z):
    s = sigmoid(z)
    return (s - s * s).tolist()


edited("sigmoid_slope", slope, "σ for σ′", old="s * (1 - s)", new="s")
edited("sigmoid_slope", slope, "slope of tanh", old="s * (1 - s)", new="1 - s**2")
edited("sigmoid_slope", slope, "z (1 - z) without σ", old="s = sigmoid(z)", new="s = z")
edited("sigmoid_slope", slope, "σ applied twice", old="sigmoid(z)", new="sigmoid(sigmoid(z))")
edited("sigmoid_slope", slope, "1 + s", old="1 - s", new="1 + s")
edited("sigmoid_slope", slope, "sign", old="1 - s", new="s - 1")
edited("sigmoid_slope", slope, "only 1 - s", old="s * (1 - s)", new="1 - s")
edited("sigmoid_slope", slope, "s squared times 1 - s", old="s * (1", new="s * s * (1")
edited("sigmoid_slope", slope, "tanh for σ", old="sigmoid(z)", new="np.tanh(z)")
edited("sigmoid_slope", slope, "σ of the wrong sign doubled", old="sigmoid(z)", new="1 / (1 + np.exp(z))", old2="s * (1 - s)", new2="s * (1 + s)")


@wrong("sigmoid_slope", "overflows far out")
def my_sigmoid_slope(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@wrong("sigmoid_slope", "slope of tanh at z")
def my_sigmoid_slope(z):
    return 1 - np.tanh(z) ** 2


@wrong("sigmoid_slope", "coarse finite difference")
def my_sigmoid_slope(z):
    return (sigmoid(z + 0.1) - sigmoid(z)) / 0.1


@wrong("sigmoid_slope", "mean over the array")
def my_sigmoid_slope(z):
    s = sigmoid(z).mean()
    return s * (1 - s)


@wrong("sigmoid_slope", "differences between neighbours")
def my_sigmoid_slope(z):
    return np.gradient(sigmoid(z), axis=-1)


@wrong("sigmoid_slope", "if on the whole array")
def my_sigmoid_slope(z):
    if z > 500:
        return 0.0
    s = sigmoid(z)
    return s * (1 - s)


@wrong("sigmoid_slope", "clipped to ±5 before σ")
def my_sigmoid_slope(z):
    s = sigmoid(np.clip(z, -5, 5))
    return s * (1 - s)


edited("sigmoid_slope", slope, "σ applied twice", "sign", old="sigmoid(z)", new="sigmoid(sigmoid(z))", old2="1 - s", new2="s - 1")

# step


@right("step", "one product, split")
def step_split(x, h_prev, c_prev, W_x, W_h, b):
    z = x @ W_x + h_prev @ W_h + b
    i, f, g, o = np.split(z, 4)
    i, f, o = sigmoid(i), sigmoid(f), sigmoid(o)
    g = np.tanh(g)
    c = f * c_prev + i * g
    h = o * np.tanh(c)
    return h, c


@right("step", "four products, a slice for each gate")
def step_slices(x, h_prev, c_prev, W_x, W_h, b):
    H = len(h_prev)
    I, F, G, O = slice(0, H), slice(H, 2 * H), slice(2 * H, 3 * H), slice(3 * H, 4 * H)
    input_gate = sigmoid(x @ W_x[:, I] + h_prev @ W_h[:, I] + b[I])
    forget_gate = sigmoid(x @ W_x[:, F] + h_prev @ W_h[:, F] + b[F])
    candidate = np.tanh(x @ W_x[:, G] + h_prev @ W_h[:, G] + b[G])
    output_gate = sigmoid(x @ W_x[:, O] + h_prev @ W_h[:, O] + b[O])
    c_new = forget_gate * c_prev + input_gate * candidate
    h_new = output_gate * np.tanh(c_new)
    return h_new, c_new


@right("step", "stacked vector and einsum")
def my_step(x, h_prev, c_prev, W_x, W_h, b):
    hx, W = np.r_[h_prev, x], np.r_[W_h, W_x]
    z = (np.einsum("k,kj->j", hx, W) + b).reshape(4, -1)
    s = sigmoid(z)
    c = s[1] * c_prev + s[0] * np.tanh(z[2])
    return [s[3] * np.tanh(c), c]


@right("step", "unit by unit with math, keyword-only")
def my_step(*, x, h_prev, c_prev, W_x, W_h, b):
    H = h_prev.size
    h, c = np.zeros(H), np.zeros(H)
    for n in range(H):
        z = [b[n + k * H] + sum(x * W_x[:, n + k * H]) + sum(h_prev * W_h[:, n + k * H]) for k in range(4)]
        i, f, o = (1 / (1 + math.exp(-z[k])) for k in (0, 1, 3))
        c[n] = f * c_prev[n] + i * math.tanh(z[2])
        h[n] = o * math.tanh(c[n])
    return h, c


@right("step", "column form, one tanh for all gates")
def my_step(x, h_prev, c_prev, W_x, W_h, b):
    z = W_x.T @ x + W_h.T @ h_prev + b
    H = len(z) // 4
    half = np.tanh(z / 2) / 2 + 0.5
    c = c_prev * half[H : 2 * H]
    c += half[:H] * np.tanh(z[2 * H : -H])
    return np.multiply(half[-H:], np.tanh(c)), c


class Cell:
    squash = staticmethod(lc.sigmoid)

    def __call__(self, x, h_prev, c_prev, W_x, W_h, b):
        i, f, g, o = (x @ W_x + h_prev @ W_h + b).reshape(4, len(h_prev))
        c = self.squash(f) * c_prev + self.squash(i) * np.tanh(g)
        return self.squash(o) * np.tanh(c), c


right("step", "class with __call__")(Cell())


@other_form("step", "two lists")
def my_step(x, h_prev, c_prev, W_x, W_h, b):
    h, c = step_split(x, h_prev, c_prev, W_x, W_h, b)
    return list(h), list(c)


edited("step", step_split, "no tanh around c", old="np.tanh(c)", new="c")
edited("step", step_split, "gate order i, f, o, g", old="i, f, g, o = np", new="i, f, o, g = np")
edited("step", step_split, "gate order f, i, g, o", old="i, f, g, o = np", new="f, i, g, o = np")
edited("step", step_split, "gate order i, g, f, o", old="i, f, g, o = np", new="i, g, f, o = np")
edited("step", step_split, "gate order reversed", old="i, f, g, o = np", new="o, g, f, i = np")
edited("step", step_split, "σ for the candidate", old="np.tanh(g)", new="sigmoid(g)")
edited("step", step_split, "candidate not squashed", old="    g = np.tanh(g)\n", new="")
edited("step", step_split, "tanh for the input gate", old="sigmoid(i)", new="np.tanh(i)")
edited("step", step_split, "output gate not squashed", old="sigmoid(o)", new="o")
edited("step", step_split, "swaps the two results", old="return h, c", new="return c, h")
edited("step", step_split, "bias forgotten", old=" + b\n", new="\n")
edited("step", step_split, "bias added twice", old="+ b\n", new="+ b + b\n")
edited("step", step_split, "recurrent part forgotten", old=" + h_prev @ W_h", new="")
edited("step", step_split, "forget gate forgotten", old="f * c_prev", new="c_prev")
edited("step", step_split, "input gate forgotten", old="i * g", new="g")
edited("step", step_split, "input gate added to the candidate instead of multiplied", old="i * g", new="i + g")
edited("step", step_split, "1 - f for the input gate", old="i * g", new="(1 - f) * g")
edited("step", step_split, "1 - f for f", old="f * c_prev", new="(1 - f) * c_prev")
edited("step", step_split, "h_prev for c_prev", old="f * c_prev", new="f * h_prev")
edited("step", step_split, "c from before in h", old="np.tanh(c)", new="np.tanh(c_prev)")
edited("step", step_split, "minus for plus in c", old="c_prev + i", new="c_prev - i")
edited("step", step_split, "σ around c", old="np.tanh(c)", new="sigmoid(c)")
edited("step", step_split, "W_x @ x", old="x @ W_x", new="W_x @ x")
edited("step", step_split, "W_h transposed", old="h_prev @ W_h", new="W_h @ h_prev")
edited("step", step_split, "split in four without squeezing", old="np.split(z, 4)", new="np.split(z, 4, axis=1)")
edited("step", step_split, "state multiplied with i, candidate with f", old="f * c_prev + i * g", new="i * c_prev + f * g")
edited("step", step_split, "gates interleaved unit by unit", old="np.split(z, 4)", new="z[0::4], z[1::4], z[2::4], z[3::4]")
edited("step", step_slices, "bias of another gate in the forget gate", old="W_h[:, F] + b[F]", new="W_h[:, F] + b[O]")
edited("step", step_slices, "output gate has the candidate's recurrent block", old="h_prev @ W_h[:, O]", new="h_prev @ W_h[:, G]")
edited("step", step_slices, "sizes of the paper example", old="H = len(h_prev)", new="H = 2")
edited("step", step_slices, "H from the length of x", old="H = len(h_prev)", new="H = len(x)")
edited("step", step_slices, "h without the output gate", old="output_gate * np", new="np")


@wrong("step", "c changed in place")
def my_step(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4)
    c = c_prev
    c *= sigmoid(f)
    c += sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("step", "bias changed in place")
def my_step(x, h_prev, c_prev, W_x, W_h, b):
    z = b
    z += x @ W_x + h_prev @ W_h
    i, f, g, o = np.split(z, 4)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


example = {
    "W_h": np.array([[0.5, -1.0, 0.0, 1.0, 0.3, -0.2, 1.0, 0.0], [1.0, 0.0, 0.5, -0.5, 0.0, 1.0, 0.2, 0.4]]),
    "b": np.zeros(8),
}


@wrong("step", "global weights of the paper example")
def my_step(x, h_prev, c_prev, W_x, W_h, b):
    z = x @ W_x + h_prev @ example["W_h"] + b
    i, f, g, o = np.split(z, 4)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("step", "returns h alone")
def my_step(x, h_prev, c_prev, W_x, W_h, b):
    return step_split(x, h_prev, c_prev, W_x, W_h, b)[0]


@wrong("step", "σ of all four blocks and then tanh")
def my_step(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(sigmoid(x @ W_x + h_prev @ W_h + b), 4)
    c = f * c_prev + i * np.tanh(g)
    return o * np.tanh(c), c


edited("step", step_split, "no tanh around c", "σ for the candidate", old="np.tanh(c)", new="c", old2="np.tanh(g)", new2="sigmoid(g)")
edited("step", step_split, "bias forgotten", "swaps the two results", old=" + b\n", new="\n", old2="return h, c", new2="return c, h")
edited("step", step_split, "gate order i, f, o, g", "no tanh around c", old="i, f, g, o = np", new="i, f, o, g = np", old2="np.tanh(c)", new2="c")
edited("step", step_split, "output gate not squashed", "forget gate forgotten", old="sigmoid(o)", new="o", old2="f * c_prev", new2="c_prev")
edited("step", step_split, "σ around c", "1 - f for the input gate", old="np.tanh(c)", new="sigmoid(c)", old2="i * g", new2="(1 - f) * g")

# forget_bias_for


@right("forget_bias_for", "two steps")
def bias(steps):
    f = 0.5 ** (1 / steps)
    return np.log(f / (1 - f))


@right("forget_bias_for", "closed form with math")
def my_forget_bias(steps):
    return -math.log(math.pow(2, 1 / steps) - 1)


@right("forget_bias_for", "expm1, keyword-only, np.float64")
def my_forget_bias(*, steps):
    return -np.log(np.expm1(np.log(2) / steps))


@right("forget_bias_for", "bisection")
def my_forget_bias(steps):
    low, high = -50.0, 50.0
    for _ in range(100):
        middle = (low + high) / 2
        if float(lc.sigmoid(middle)) ** steps < 0.5:
            low = middle
        else:
            high = middle
    return middle


@right("forget_bias_for", "array of shape ()")
def my_forget_bias(steps):
    f = np.exp(np.log(np.array(0.5)) / steps)
    return np.asarray(2 * np.arctanh(2 * f - 1))


right("forget_bias_for", "lambda with a default")(
    lambda steps, half=1 / 2: math.log(half ** (1 / steps)) - math.log(1 - half ** (1 / steps))
)


@other_form("forget_bias_for", "array of one entry")
def my_forget_bias(steps):
    f = 0.5 ** (1 / np.array([steps]))
    return np.log(f / (1 - f))


edited("forget_bias_for", bias, "returns f", old="np.log(f / (1 - f))", new="f")
edited("forget_bias_for", bias, "1 - f over f", old="f / (1 - f)", new="(1 - f) / f")
edited("forget_bias_for", bias, "no minus f below", old="f / (1 - f)", new="f")
edited("forget_bias_for", bias, "power steps instead of 1 / steps", old="(1 / steps)", new="steps")
edited("forget_bias_for", bias, "1 / e for one half", old="0.5", new="np.exp(-1)")
edited("forget_bias_for", bias, "half divided by steps", old="0.5 ** (1 / steps)", new="0.5 / steps")
edited("forget_bias_for", bias, "1 - half over steps", old="0.5 ** (1 / steps)", new="1 - 0.5 / steps")
edited("forget_bias_for", bias, "first-order estimate of f", old="0.5 ** (1 / steps)", new="1 - np.log(2) / steps")
edited("forget_bias_for", bias, "base 10", old="np.log(", new="np.log10(")
edited("forget_bias_for", bias, "base 2", old="np.log(", new="np.log2(")
edited("forget_bias_for", bias, "σ instead of its inverse", old="np.log(f / (1 - f))", new="float(lc.sigmoid(f))")
edited("forget_bias_for", bias, "arctanh for the inverse of σ", old="np.log(f / (1 - f))", new="np.arctanh(f)")
edited("forget_bias_for", bias, "1 + f below", old="1 - f)", new="1 + f)")
edited("forget_bias_for", bias, "half-life one step too long", old="1 / steps", new="1 / (steps + 1)")
edited("forget_bias_for", bias, "whole steps only", old="1 / steps", new="1 / int(steps)")
edited("forget_bias_for", bias, "integer division", old="1 / steps", new="1 // steps")
edited("forget_bias_for", bias, "square root for every number of steps", old="0.5 ** (1 / steps)", new="0.5**0.5")
edited("forget_bias_for", bias, "brackets of the power missing", old="(1 / steps)", new="1 / steps")
edited("forget_bias_for", bias, "brackets of the fraction missing", old="f / (1 - f)", new="f / 1 - f")
edited("forget_bias_for", bias, "f = 2 to the 1 / steps", old="0.5 **", new="2 **")
edited("forget_bias_for", bias, "1 / e for one half", "1 - f over f", old="0.5", new="np.exp(-1)", old2="f / (1 - f)", new2="(1 - f) / f")
edited("forget_bias_for", bias, "base 10", "half-life one step too long", old="np.log(", new="np.log10(", old2="1 / steps", new2="1 / (steps + 1)")

# share_left


@right("share_left", "cumprod with ones on top")
def share(f):
    factors = f.copy()
    factors[0] = 1.0
    return np.cumprod(factors, axis=0)


@right("share_left", "loop")
def share_loop(f):
    T, H = f.shape
    share = np.ones((T, H))
    for t in range(1, T):
        share[t] = share[t - 1] * f[t]
    return share


@right("share_left", "divides the product by its first row")
def my_share_left(f):
    product = np.multiply.accumulate(f)
    return product / product[0]


@right("share_left", "sum of logarithms, keyword-only")
def my_share_left(*, f):
    logs = np.log(f)
    return np.exp(np.cumsum(logs, axis=0) - logs[:1])


@right("share_left", "recursion from the last row")
def my_share_left(f):
    if len(f) == 1:
        return np.ones_like(f)
    before = share_recursive(f[:-1])
    return np.vstack([before, before[-1] * f[-1]])


share_recursive = answers[-1].function


@other_form("share_left", "list of rows")
def my_share_left(f):
    rows = [np.ones(f.shape[1])]
    for row in f[1:]:
        rows.append(rows[-1] * row)
    return rows


edited("share_left", share, "f[0] counts as well", old="    factors[0] = 1.0\n", new="")
edited("share_left", share, "cumprod without axis", old=", axis=0", new="")
edited("share_left", share, "cumprod along the units", old="axis=0", new="axis=1")
edited("share_left", share, "sum for product", old="cumprod", new="cumsum")
edited("share_left", share, "argument overwritten", old="f.copy()", new="f")
edited("share_left", share, "column for row set to 1", old="factors[0]", new="factors[:, 0]")
edited("share_left", share, "zero for one", old="1.0", new="0.0")
edited("share_left", share, "total product only", old="np.cumprod", new="np.prod")
edited("share_left", share, "f is the share itself", old="np.cumprod(factors, axis=0)", new="factors")
edited("share_left", share, "what is lost", old="np.cumprod(factors, axis=0)", new="1 - np.cumprod(factors, axis=0)")
edited("share_left", share_loop, "neighbour's gate: f of the step before", old="f[t]", new="f[t - 1]")
edited("share_left", share_loop, "only the last factor", old="share[t - 1] * f[t]", new="f[t] * f[t - 1]")
edited("share_left", share_loop, "begins at step 2", old="range(1, T)", new="range(2, T)")
edited("share_left", share_loop, "last step forgotten", old="range(1, T)", new="range(1, T - 1)")
edited("share_left", share_loop, "power of one gate", old="share[t - 1] * f[t]", new="f[t] ** t")
edited("share_left", share_loop, "power of the mean gate", old="share[t - 1] * f[t]", new="f.mean(axis=0) ** t")
edited("share_left", share_loop, "from the end to the beginning", old="share[t] = share[t - 1] * f[t]", new="share[t] = f[t:].prod(axis=0)")
edited("share_left", share_loop, "begins with f[0]", old="range(1, T)", new="range(T)", old2="share[t - 1] * f[t]", new2="f[: t + 1].prod(axis=0)")
edited("share_left", share, "f[0] counts as well", "cumprod along the units", old="    factors[0] = 1.0\n", new="", old2="axis=0", new2="axis=1")
edited("share_left", share_loop, "neighbour's gate: f of the step before", "begins at step 2", old="f[t]", new="f[t - 1]", old2="range(1, T)", new2="range(2, T)")
right("share_left", "functools.reduce")(
    lambda f: np.array([functools.reduce(np.multiply, f[1 : t + 1], np.ones(f.shape[1])) for t in range(len(f))])
)
