"""Answers to the exercises of notebook 08."""

import functools
import math
import statistics
from fractions import Fraction
from itertools import accumulate

import numpy as np
from exercises.answers import Answers

import lstm_core as lc

answers = Answers("inside")
right, wrong, other_form, edited = answers.right, answers.wrong, answers.other_form, answers.edited

# counts


@right("counts", "loop with if")
def counts(text):
    count, result = 0, []
    for character in text:
        if character == "a":
            count += 1
        elif character == "b":
            count -= 1
        else:
            count = 0
        result.append(count)
    return np.array(result)


@right("counts", "accumulate with a dictionary, list, keyword-only")
def my_counts(*, text):
    change = {"a": 1, "b": -1}
    return list(accumulate(text, lambda n, c: n + change[c] if c in change else 0, initial=0))[1:]


@right("counts", "line by line with cumsum")
def my_counts(text):
    out = []
    for line in text.split("\n"):
        steps = [1 if c == "a" else -1 for c in line]
        out += [int(n) for n in np.cumsum(steps)] if steps else []
        out.append(0)
    return out[:-1]


@right("counts", "counts in the beginning of the line, tuple")
def my_counts(text):
    result = []
    for t in range(1, len(text) + 1):
        line = text[:t].rsplit("\n", 1)[-1]
        result.append(line.count("a") - line.count("b"))
    return tuple(result)


@right("counts", "recursion")
def my_counts(text, so_far=0):
    if not text:
        return []
    now = 0 if text[0] == "\n" else so_far + {"a": 1, "b": -1}[text[0]]
    return [now, *counts_recursive(text[1:], now)]


counts_recursive = answers[-1].function


@right("counts", "Fractions")
def my_counts(text):
    return [Fraction(int(n)) for n in counts(text)]


@right("counts", "generator state in a class")
class Counting:
    def __new__(cls, text):
        self = super().__new__(cls)
        self.n = 0
        return np.array([self.read(c) for c in text], dtype=np.int16)

    def read(self, c):
        self.n = (self.n + (c == "a") - (c == "b")) * (c != "\n")
        return self.n


@other_form("counts", "floats")
def my_counts(text):
    return counts(text) * 1.0


edited("counts", counts, "no reset at the line end", old="            count = 0\n", new="            pass\n")
edited("counts", counts, "b counts up", old="count -= 1", new="count += 1")
edited("counts", counts, "signs", old="count += 1", new="count -= 1", old2='elif character == "b":\n            count -= 1', new2='elif character == "b":\n            count += 1')
edited("counts", counts, "b ignored", old="count -= 1", new="pass")
edited("counts", counts, "never below 0", old="count -= 1", new="count = max(count - 1, 0)")
edited("counts", counts, "absolute value", old="result.append(count)", new="result.append(abs(count))")
edited("counts", counts, "before the character, not after", old="        result.append(count)\n", new="", old2='        if character == "a"', new2='        result.append(count)\n        if character == "a"')
edited("counts", counts, "only the end value", old="np.array(result)", new="count")
edited("counts", counts, "line ends left out", old="            count = 0\n", new="            count = 0\n            continue\n")
edited("counts", counts, "starts at 1", old="count, result = 0, []", new="count, result = 1, []")
edited("counts", counts, "only at line ends", old="        else:\n            count = 0\n        result.append(count)", new="        else:\n            result.append(count)\n            count = 0")
edited("counts", counts, "count at the line end kept, reset after", old="        else:\n            count = 0\n        result.append(count)", new='        result.append(count)\n        if character == "\\n":\n            count = 0')
edited("counts", counts, "resets to 1", old="            count = 0\n", new="            count = 1\n")
edited("counts", counts, "counts a's only", old='elif character == "b":\n            count -= 1', new='elif character == "b":\n            pass')
edited("counts", counts, "whole text at every character", old="result.append(count)", new='result.append(text.count("a") - text.count("b"))')
edited("counts", counts, "reset also when a follows b", old="count += 1", new='count = 1 if result and count < 0 else count + 1')
edited("counts", counts, "line end counts down", old="            count = 0\n", new="            count -= 1\n")
edited("counts", counts, "stripped", old="in text:", new="in text.strip():")
edited("counts", counts, "b counts double", old="count -= 1", new="count -= 2")
edited("counts", counts, "returns in the loop", old="    return np", new="        return np")
edited("counts", counts, "no reset at the line end", "never below 0", old="            count = 0\n", new="            pass\n", old2="count -= 1", new2="count = max(count - 1, 0)")
edited("counts", counts, "starts at 1", "b ignored", old="count, result = 0, []", new="count, result = 1, []", old2="count -= 1", new2="pass")


@wrong("counts", "list shared between calls")
def my_counts(text, result=[]):  # noqa: B006
    count = 0
    for character in text:
        count = 0 if character == "\n" else count + (1 if character == "a" else -1)
        result.append(count)
    return result


# correlation


@right("correlation", "formula")
def correlation(x, y):
    dx = x - x.mean()
    dy = y - y.mean()
    return (dx * dy).sum() / np.sqrt((dx**2).sum() * (dy**2).sum())


@right("correlation", "standard scores")
def scores(x, y):
    zx = (x - np.mean(x)) / np.std(x)
    zy = (y - np.mean(y)) / np.std(y)
    return np.mean(zx * zy)


@right("correlation", "statistics of plain lists, keyword-only")
def my_correlation(*, x, y):
    return statistics.correlation(x.tolist(), y.tolist())


@right("correlation", "cosine of the angle, einsum")
def my_correlation(x, y):
    a, b = x - np.average(x), y - np.average(y)
    return float(np.einsum("t,t", a, b) / (np.linalg.norm(a) * np.linalg.norm(b)))


@right("correlation", "np.cov")
def my_correlation(x, y):
    C = np.cov(x, y)
    return C[0, 1] / np.sqrt(C[0, 0] * C[1, 1])


@right("correlation", "means of products, array of shape ()")
def my_correlation(x, y):
    def var(v):
        return (v * v).mean() - v.mean() ** 2

    return np.array(((x * y).mean() - x.mean() * y.mean()) / (var(x) * var(y)) ** 0.5)


@right("correlation", "Fraction of the sums")
def my_correlation(x, y):
    a, b = x - x.mean(), y - y.mean()
    return Fraction(float(a @ b)) / Fraction(float(np.sqrt(a @ a * (b @ b))))


edited("correlation", correlation, "means not subtracted", old="x - x.mean()", new="x", old2="y - y.mean()", new2="y")
edited("correlation", correlation, "y as it is", old="y - y.mean()", new="y")
edited("correlation", correlation, "x as it is", old="x - x.mean()", new="x")
edited("correlation", correlation, "root forgotten", old="np.sqrt((dx**2).sum() * (dy**2).sum())", new="((dx**2).sum() * (dy**2).sum())")
edited("correlation", correlation, "not normalised", old=" / np.sqrt((dx**2).sum() * (dy**2).sum())", new="")
edited("correlation", correlation, "covariance", old="(dx * dy).sum() / np.sqrt((dx**2).sum() * (dy**2).sum())", new="(dx * dy).mean()")
edited("correlation", correlation, "regression slope", old="np.sqrt((dx**2).sum() * (dy**2).sum())", new="(dx**2).sum()")
edited("correlation", correlation, "regression slope the other way", old="np.sqrt((dx**2).sum() * (dy**2).sum())", new="(dy**2).sum()")
edited("correlation", correlation, "r squared", old="return ", new="return (lambda r: r * r)(", old2="(dy**2).sum())", new2="(dy**2).sum()))")
edited("correlation", correlation, "|r| for r", old="return (dx * dy).sum()", new="return abs((dx * dy).sum())")
edited("correlation", correlation, "sign", old="return (", new="return -(")
edited("correlation", correlation, "mean above, sums below", old="(dx * dy).sum()", new="(dx * dy).mean()")
edited("correlation", correlation, "sum for product below", old="(dx**2).sum() * (dy**2).sum()", new="(dx**2).sum() + (dy**2).sum()")
edited("correlation", correlation, "median for mean", old="x.mean()", new="np.median(x)", old2="y.mean()", new2="np.median(y)")
edited("correlation", correlation, "product of the sums above", old="(dx * dy).sum()", new="dx.sum() * dy.sum()")
edited("correlation", correlation, "square of the sum below", old="(dx**2).sum() * (dy**2).sum()", new="(x.sum() ** 2) * (y.sum() ** 2)")
edited("correlation", correlation, "whole matrix", old="(dx * dy).sum() / np.sqrt((dx**2).sum() * (dy**2).sum())", new="np.corrcoef(x, y)")
edited("correlation", correlation, "1 from the diagonal", old="(dx * dy).sum() / np.sqrt((dx**2).sum() * (dy**2).sum())", new="np.corrcoef(x, y)[0, 0]")
edited("correlation", correlation, "argument overwritten", old="dx = x - x.mean()", new="x -= x.mean()\n    dx = x")
edited("correlation", correlation, "mean of the other series", old="x - x.mean()", new="x - y.mean()")
edited("correlation", correlation, "signs only", old="(dx * dy).sum() / np.sqrt((dx**2).sum() * (dy**2).sum())", new="np.sign(dx * dy).mean()")
edited("correlation", correlation, "ranks", old="dx = x - x.mean()", new="x, y = x.argsort().argsort(), y.argsort().argsort()\n    dx = x - x.mean()")
edited("correlation", correlation, "differences between steps", old="dx = x - x.mean()", new="x, y = np.diff(x), np.diff(y)\n    dx = x - x.mean()")
edited("correlation", correlation, "x's spread twice", old="(dy**2)", new="(dx**2)")
edited("correlation", correlation, "brackets: divides, then multiplies", old="np.sqrt((dx**2).sum() * (dy**2).sum())", new="np.sqrt((dx**2).sum()) * np.sqrt((dy**2).sum())")
edited("correlation", scores, "T - 1 in the spread, T in the mean", old="np.std(x)", new="np.std(x, ddof=1)", old2="np.std(y)", new2="np.std(y, ddof=1)")
edited("correlation", scores, "variance for spread", old="np.std(x)", new="np.var(x)", old2="np.std(y)", new2="np.var(y)")
edited("correlation", scores, "sum for mean", old="np.mean(zx * zy)", new="np.sum(zx * zy)")
edited("correlation", correlation, "sign", "root forgotten", old="return (", new="return -(", old2="np.sqrt((dx**2).sum() * (dy**2).sum())", new2="((dx**2).sum() * (dy**2).sum())")
edited("correlation", correlation, "y as it is", "|r| for r", old="y - y.mean()", new="y", old2="return (dx * dy).sum()", new2="return abs((dx * dy).sum())")
edited("correlation", scores, "sum for mean", "variance for spread", old="np.mean(zx * zy)", new="np.sum(zx * zy)", old2="np.std(x)", new2="np.var(x)", old3="np.std(y)", new3="np.var(y)")

# best_cell


@right("best_cell", "argmax of the absolute values")
def best(cells, feature):
    r = np.array([np.corrcoef(cells[:, k], feature)[0, 1] for k in range(cells.shape[1])])
    k = np.argmax(abs(r))
    return k, r[k]


@right("best_cell", "loop, keyword-only, returns a list")
def my_best_cell(*, cells, feature):
    best, best_r = 0, 0.0
    for k, cell in enumerate(cells.T):
        r = correlation(cell, feature)
        if abs(r) > abs(best_r):
            best, best_r = k, r
    return [best, best_r]


@right("best_cell", "all at once")
def my_best_cell(cells, feature):
    X, y = cells - cells.mean(axis=0), feature - feature.mean()
    r = y @ X / np.sqrt((X**2).sum(axis=0) * (y @ y))
    k = (r * r).argmax()
    return np.int32(k), float(r[k])


@right("best_cell", "max with a key over pairs")
def my_best_cell(cells, feature):
    pairs = [(k, scores(c, feature)) for k, c in enumerate(cells.transpose())]
    return max(pairs, key=lambda pair: abs(pair[1]))


@right("best_cell", "full matrix of np.corrcoef")
def my_best_cell(cells, feature):
    r = np.corrcoef(cells, feature, rowvar=False)[-1, :-1]
    k = sorted(range(len(r)), key=lambda n: -abs(r[n]))[0]
    return k, np.array(r[k])


@other_form("best_cell", "cell number as a float")
def my_best_cell(cells, feature):
    k, r = best(cells, feature)
    return float(k), r


edited("best_cell", best, "largest r, not largest |r|", old="abs(r)", new="r")
edited("best_cell", best, "smallest |r|", old="argmax", new="argmin")
edited("best_cell", best, "|r| for r", old="return k, r[k]", new="return k, abs(r[k])")
edited("best_cell", best, "most negative r", old="np.argmax(abs(r))", new="np.argmin(r)")
edited("best_cell", best, "swaps the two results", old="return k, r[k]", new="return r[k], k")
edited("best_cell", best, "counts from 1", old="return k, r[k]", new="return k + 1, r[k]")
edited("best_cell", best, "rows for columns", old="cells[:, k]", new="cells[k]")
edited("best_cell", best, "number alone", old="return k, r[k]", new="return k")
edited("best_cell", best, "first cell left out", old="range(cells.shape[1])", new="range(1, cells.shape[1])")
edited("best_cell", best, "last cell left out", old="range(cells.shape[1])", new="range(cells.shape[1] - 1)")
edited("best_cell", best, "product for correlation", old="np.corrcoef(cells[:, k], feature)[0, 1]", new="cells[:, k] @ feature")
edited("best_cell", best, "covariance for correlation", old="np.corrcoef(cells[:, k], feature)[0, 1]", new="np.cov(cells[:, k], feature)[0, 1]")
edited("best_cell", best, "chosen by covariance, r right", old="abs(r)", new="abs(r) * cells.std(axis=0)")
edited("best_cell", best, "cell with the widest spread", old="np.argmax(abs(r))", new="cells.std(axis=0).argmax()")
edited("best_cell", best, "cell with the smallest distance", old="np.argmax(abs(r))", new="((cells - feature[:, None]) ** 2).sum(axis=0).argmin()")
edited("best_cell", best, "r squared", old="return k, r[k]", new="return k, r[k] ** 2")
edited("best_cell", best, "sign", old="return k, r[k]", new="return k, -r[k]")
edited("best_cell", best, "r of the largest r with the place of the largest |r|", old="return k, r[k]", new="return k, r.max()")
edited("best_cell", best, "diagonal of corrcoef", old="[0, 1] for", new="[0, 0] for")
edited("best_cell", best, "feature shifted by one step", old="cells[:, k], feature", new="cells[:-1, k], feature[1:]")
edited("best_cell", best, "means not subtracted", old="np.corrcoef(cells[:, k], feature)[0, 1]", new="cells[:, k] @ feature / np.sqrt((cells[:, k] ** 2).sum() * (feature**2).sum())")
edited("best_cell", best, "H of the notebook", old="range(cells.shape[1])", new="range(6)")
edited("best_cell", best, "mean over time of the product of signs", old="np.corrcoef(cells[:, k], feature)[0, 1]", new="np.mean(np.sign(cells[:, k]) * np.sign(feature))")
edited("best_cell", best, "all r instead of the best", old="return k, r[k]", new="return k, r")
edited("best_cell", best, "feature centred for the whole table", old="np.corrcoef(cells[:, k], feature)[0, 1]", new="((cells - cells.mean())[:, k] * (feature - feature.mean())).sum() / np.sqrt(((cells - cells.mean())[:, k] ** 2).sum() * ((feature - feature.mean()) ** 2).sum())")
edited("best_cell", best, "counts from 1", "|r| for r", old="return k, r[k]", new="return k + 1, abs(r[k])")
edited("best_cell", best, "largest r, not largest |r|", "counts from 1", old="abs(r)", new="r", old2="return k, r[k]", new2="return k + 1, r[k]")
edited("best_cell", best, "last cell left out", "r squared", old="range(cells.shape[1])", new="range(cells.shape[1] - 1)", old2="return k, r[k]", new2="return k, r[k] ** 2")
edited("best_cell", best, "most negative r", "swaps the two results", old="np.argmax(abs(r))", new="np.argmin(r)", old2="return k, r[k]", new2="return r[k], k")

# switch_off


@right("switch_off", "copy, twice the loss")
def off(h, W_y, b_y, targets, unit):
    quiet = h.copy()
    quiet[:, unit] = 0
    before = lc.cross_entropy(h @ W_y + b_y, targets, "none")
    after = lc.cross_entropy(quiet @ W_y + b_y, targets, "none")
    return after - before


@right("switch_off", "subtracts the unit's share of the logits, keyword-only")
def my_switch_off(*, h, W_y, b_y, targets, unit):
    y = h @ W_y + b_y
    less = y - np.outer(h[:, unit], W_y[unit])
    rows = np.arange(len(targets))
    return np.log(lc.softmax(y))[rows, targets] - np.log(lc.softmax(less))[rows, targets]


@right("switch_off", "weights of the unit set to 0 in a copy")
def my_switch_off(h, W_y, b_y, targets, unit):
    deaf = np.where((np.arange(len(W_y)) == unit)[:, None], 0.0, W_y)

    def surprise(W):
        y = np.einsum("th,hv->tv", h, W) + b_y
        return np.logaddexp.reduce(y, axis=1) - y[range(len(y)), targets]

    return surprise(deaf) - surprise(W_y)


@right("switch_off", "mask and row loop")
def my_switch_off(h, W_y, b_y, targets, unit):
    mask = np.ones(h.shape[1])
    mask[unit] = 0.0
    worse = []
    for row, k in zip(h, targets):
        p = lc.softmax(row @ W_y + b_y)[k]
        q = lc.softmax((row * mask) @ W_y + b_y)[k]
        worse.append(np.log(p / q))
    return np.array(worse)


@right("switch_off", "np.delete of unit and weights")
def my_switch_off(h, W_y, b_y, targets, unit):
    loss = functools.partial(lc.cross_entropy, targets=targets, reduction="none")
    return np.subtract(loss(np.delete(h, unit, 1) @ np.delete(W_y, unit, 0) + b_y), loss(h @ W_y + b_y))


@other_form("switch_off", "list")
def my_switch_off(h, W_y, b_y, targets, unit):
    return list(off(h, W_y, b_y, targets, unit))


edited("switch_off", off, "before minus after", old="after - before", new="before - after")
edited("switch_off", off, "argument overwritten", old="h.copy()", new="h")
edited("switch_off", off, "argument overwritten after before was computed", old="    quiet = h.copy()\n    quiet[:, unit] = 0\n", new="", old2="    after =", new2="    quiet = h\n    quiet[:, unit] = 0\n    after =")
edited("switch_off", off, "row for column", old="quiet[:, unit]", new="quiet[unit]")
edited("switch_off", off, "neighbouring unit", old="[:, unit]", new="[:, unit - 1]")
edited("switch_off", off, "all units but one", old="quiet = h.copy()", new="quiet = np.zeros_like(h)", old2="quiet[:, unit] = 0", new2="quiet[:, unit] = h[:, unit]")
edited("switch_off", off, "mean instead of one per character", old="after - before", new="(after - before).mean()")
edited("switch_off", off, "unit set to its mean", old="] = 0", new="] = h[:, unit].mean()")
edited("switch_off", off, "unit set to 1", old="] = 0", new="] = 1")
edited("switch_off", off, "after alone", old="after - before", new="after")
edited("switch_off", off, "ratio", old="after - before", new="after / before")
edited("switch_off", off, "absolute value", old="after - before", new="abs(after - before)")
edited("switch_off", off, "negative part cut off", old="after - before", new="np.maximum(after - before, 0)")
edited("switch_off", off, "bias forgotten", old="h @ W_y + b_y", new="h @ W_y", old2="quiet @ W_y + b_y", new2="quiet @ W_y")
edited("switch_off", off, "bias forgotten after", old="quiet @ W_y + b_y", new="quiet @ W_y")
edited("switch_off", off, "logits instead of surprises", old="after - before", new="(h @ W_y - quiet @ W_y)[np.arange(len(targets)), targets]")
edited("switch_off", off, "probabilities instead of surprises", old="after - before", new="np.exp(-before) - np.exp(-after)")
edited("switch_off", off, "probabilities, after minus before", old="after - before", new="np.exp(-after) - np.exp(-before)")
edited("switch_off", off, "base 2", old="after - before", new="(after - before) / np.log(2)")
edited("switch_off", off, "sign of the unit turned", old="] = 0", new="] *= -1")
edited("switch_off", off, "column of the output layer: a character silenced", old="    after =", new="    W_y = W_y.copy()\n    W_y[:, unit % W_y.shape[1]] = 0\n    quiet = h\n    after =")
edited("switch_off", off, "silent up to the unit", old="quiet[:, unit]", new="quiet[:, : unit + 1]")
edited("switch_off", off, "weights changed in place", old="    after =", new="    W_y[unit] = 0\n    after =")
edited("switch_off", off, "neighbour's target", old="quiet @ W_y + b_y, targets", new="quiet @ W_y + b_y, np.roll(targets, 1)")
edited("switch_off", off, "squares", old="after - before", new="(after - before) ** 2")
edited("switch_off", off, "unit taken as unit number from 1", old="[:, unit]", new="[:, (unit + 1) % h.shape[1]]")
edited("switch_off", off, "before minus after", "neighbouring unit", old="after - before", new="before - after", old2="[:, unit]", new2="[:, unit - 1]")
edited("switch_off", off, "bias forgotten", "unit set to its mean", old="h @ W_y + b_y", new="h @ W_y", old2="quiet @ W_y + b_y", new2="quiet @ W_y", old3="] = 0", new3="] = h[:, unit].mean()")
edited("switch_off", off, "absolute value", "unit set to 1", old="after - before", new="abs(after - before)", old2="] = 0", new2="] = 1")

# controls


@right("controls", "search for each order")
def controls(cells, feature, orders):
    result = []
    for order in orders:
        r = [np.corrcoef(cell, feature[order])[0, 1] for cell in cells.T]
        result.append(np.abs(r).max())
    return np.array(result)


@right("controls", "all at once, keyword-only")
def my_controls(*, cells, feature, orders):
    X = cells - cells.mean(axis=0)
    X /= np.linalg.norm(X, axis=0)
    y = feature - feature.mean()
    y /= np.linalg.norm(y)
    return abs(np.einsum("nt,th->nh", y[orders], X)).max(axis=1)


@right("controls", "list comprehension with the exercise before")
def my_controls(cells, feature, orders):
    return [abs(best(cells, feature[list(order)])[1]) for order in orders]


@right("controls", "largest and smallest r, tuple")
def my_controls(cells, feature, orders):
    out = ()
    for order in orders:
        r = np.corrcoef(cells, feature.take(order), rowvar=False)[-1, :-1]
        out += (max(r.max(), -r.min()),)
    return out


@right("controls", "recursion over the orders")
def my_controls(cells, feature, orders):
    if len(orders) == 0:
        return []
    first = max(abs(correlation(cells[:, k], feature[orders[0]])) for k in range(cells.shape[1]))
    return [first, *controls_recursive(cells, feature, orders[1:])]


controls_recursive = answers[-1].function

edited("controls", controls, "r for |r|", old="np.abs(r).max()", new="np.max(r)")
edited("controls", controls, "sign kept of the largest |r|", old="np.abs(r).max()", new="r[np.abs(r).argmax()]")
edited("controls", controls, "not shuffled", old="feature[order]", new="feature")
edited("controls", controls, "cells shuffled along", old="np.corrcoef(cell, feature[order])", new="np.corrcoef(cell[order], feature[order])")
edited("controls", controls, "cells shuffled instead", old="np.corrcoef(cell, feature[order])", new="np.corrcoef(cell[order], feature)")
edited("controls", controls, "only the cell that was best before", old="in cells.T]", new="in cells.T[[best(cells, feature)[0]]]]")
edited("controls", controls, "mean for maximum", old="np.abs(r).max()", new="np.abs(r).mean()")
edited("controls", controls, "smallest |r|", old=".max()", new=".min()")
edited("controls", controls, "the largest of all orders", old="np.array(result)", new="np.max(result)")
edited("controls", controls, "mean over all orders", old="np.array(result)", new="np.mean(result)")
edited("controls", controls, "sorted", old="np.array(result)", new="np.sort(result)")
edited("controls", controls, "covariance", old="np.corrcoef(cell, feature[order])", new="np.cov(cell, feature[order])")
edited("controls", controls, "first order only", old="in orders:", new="in [orders[0]] * len(orders):")
edited("controls", controls, "orders by column", old="in orders:", new="in orders.T:")
edited("controls", controls, "rows for columns of cells", old="cells.T", new="cells")
edited("controls", controls, "first cell only", old="cells.T]", new="cells.T[:1]]")
edited("controls", controls, "last cell left out", old="cells.T]", new="cells.T[:-1]]")
edited("controls", controls, "its own random orders", old="feature[order]", new="np.random.default_rng(0).permutation(feature)")
edited("controls", controls, "r squared", old="np.abs(r).max()", new="np.max(np.square(r))")
edited("controls", controls, "shuffled order upon order", old="        r = [", new="        feature = feature[order]\n        r = [", old2="feature[order])[0", new2="feature)[0")
edited("controls", controls, "list made anew in the loop", old="        r = [", new="        result = []\n        r = [")
edited("controls", controls, "returns in the loop", old="    return np.array", new="        return np.array")
edited("controls", controls, "order as the feature", old="feature[order]", new="order")
edited("controls", controls, "all r of each order", old="np.abs(r).max()", new="np.abs(r)")
edited("controls", controls, "r for |r|", "last cell left out", old="np.abs(r).max()", new="np.max(r)", old2="cells.T]", new2="cells.T[:-1]]")
edited("controls", controls, "sorted", "r squared", old="np.array(result)", new="np.sort(result)", old2="np.abs(r).max()", new2="np.max(np.square(r))")
edited("controls", controls, "cells shuffled instead", "mean for maximum", old="np.corrcoef(cell, feature[order])", new="np.corrcoef(cell[order], feature)", old2="np.abs(r).max()", new2="np.abs(r).mean()")


@wrong("controls", "feature shuffled in place")
def my_controls(cells, feature, orders):
    result = []
    for order in orders:
        feature[:] = feature[order]
        result.append(abs(best(cells, feature)[1]))
    return np.array(result)


@wrong("counts", "keeps what append returns")
def my_counts(text):
    count, result = 0, []
    for character in text:
        count = 0 if character == "\n" else count + (1 if character == "a" else -1)
        result = result.append(count)
    return result


@wrong("correlation", "math.sqrt of an array")
def my_correlation(x, y):
    dx, dy = x - x.mean(), y - y.mean()
    return (dx * dy).sum() / (math.sqrt(dx**2) * math.sqrt(dy**2))


@wrong("best_cell", "best r starts at 0, so none that falls is found")
def my_best_cell(cells, feature):
    k_best, r_best = 0, 0
    for k in range(cells.shape[1]):
        r = correlation(cells[:, k], feature)
        if r > r_best:
            k_best, r_best = k, r
    return k_best, float(r_best)
