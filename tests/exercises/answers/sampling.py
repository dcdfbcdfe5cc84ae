"""Answers to the exercises of notebook 07."""

import bisect
from fractions import Fraction
from itertools import accumulate

import numpy as np
from exercises.answers import Answers

import lstm_core as lc

answers = Answers("sampling")
right, wrong, other_form, edited = answers.right, answers.wrong, answers.other_form, answers.edited

# expected_accuracy


@right("expected_accuracy", "mean of the targets' probabilities")
def accuracy(logits, targets):
    p = lc.softmax(logits)
    return p[np.arange(len(targets)), targets].mean()


@right("expected_accuracy", "loop, keyword-only")
def my_accuracy(*, logits, targets):
    total = 0
    for y, k in zip(logits, targets):
        e = np.exp(y - y.max())
        total += e[k] / e.sum()
    return total / len(targets)


@right("expected_accuracy", "Fraction")
def my_accuracy(logits, targets):
    p = [Fraction(float(row[k])) for row, k in zip(lc.softmax(logits), targets)]
    return sum(p) / len(p)


@right("expected_accuracy", "e to the minus surprise")
def my_accuracy(logits, targets):
    return float(np.exp(-lc.cross_entropy(logits, targets, "none")).mean())


@right("expected_accuracy", "one-hot mask and einsum, array of shape ()")
def my_accuracy(logits, targets):
    mask = np.eye(logits.shape[1])[targets]
    return np.asarray(np.einsum("tv,tv->", mask, lc.softmax(logits)) / len(mask))


@other_form("expected_accuracy", "array of one entry")
def my_accuracy(logits, targets):
    return np.array([accuracy(logits, targets)])


edited("expected_accuracy", accuracy, "sum for mean", old=".mean()", new=".sum()")
edited("expected_accuracy", accuracy, "share of argmax hits", old="p[np.arange(len(targets)), targets].mean()", new="(p.argmax(axis=1) == targets).mean()")
edited("expected_accuracy", accuracy, "logits for probabilities", old="lc.softmax(logits)", new="logits")
edited("expected_accuracy", accuracy, "softmax over the whole matrix", old="lc.softmax(logits)", new="np.exp(logits) / np.exp(logits).sum()")
edited("expected_accuracy", accuracy, "softmax over the columns", old="lc.softmax(logits)", new="lc.softmax(logits.T).T")
edited("expected_accuracy", accuracy, "all columns chosen", old="p[np.arange(len(targets)), targets]", new="p[:, targets]")
edited("expected_accuracy", accuracy, "largest probability", old="p[np.arange(len(targets)), targets]", new="p.max(axis=1)")
edited("expected_accuracy", accuracy, "logarithm of the probabilities", old="lc.softmax(logits)", new="np.log(lc.softmax(logits))")
edited("expected_accuracy", accuracy, "geometric mean", old="p[np.arange(len(targets)), targets].mean()", new="np.exp(np.log(p[np.arange(len(targets)), targets]).mean())")
edited("expected_accuracy", accuracy, "target of the neighbour", old="targets].mean", new="np.roll(targets, 1)].mean")
edited("expected_accuracy", accuracy, "1 - p: the share of errors", old="return ", new="return 1 - ")
edited("expected_accuracy", accuracy, "per cent", old="return ", new="return 100 * ")
edited("expected_accuracy", accuracy, "mean over all entries", old=".mean()", new=".sum() / p.size")
edited("expected_accuracy", accuracy, "last step left out", old="np.arange(len(targets)), targets]", new="np.arange(len(targets) - 1), targets[:-1]]")
edited("expected_accuracy", accuracy, "σ for softmax", old="lc.softmax(logits)", new="lc.sigmoid(logits)")
edited("expected_accuracy", accuracy, "one per step, not the mean", old=".mean()", new="")
edited("expected_accuracy", accuracy, "chance that two draws agree", old="p[np.arange(len(targets)), targets].mean()", new="(p**2).sum(axis=1).mean()")
edited("expected_accuracy", accuracy, "keepdims missing", old="lc.softmax(logits)", new="np.exp(logits) / np.exp(logits).sum(axis=1)")
edited("expected_accuracy", accuracy, "median", old="p[np.arange(len(targets)), targets].mean()", new="np.median(p[np.arange(len(targets)), targets])")
edited("expected_accuracy", accuracy, "sum for mean", "largest probability", old=".mean()", new=".sum()", old2="p[np.arange(len(targets)), targets]", new2="p.max(axis=1)")


@wrong("expected_accuracy", "one set of draws")
def my_accuracy(logits, targets):
    random, hits = np.random.default_rng(0), 0
    for y, k in zip(logits, targets):
        hits += random.choice(len(y), p=lc.softmax(y)) == k
    return hits / len(targets)


# entropy


@right("entropy", "only what is possible")
def entropy(p):
    q = p[p > 0]
    return -(q * np.log(q)).sum()


@right("entropy", "loop with if, keyword-only")
def my_entropy(*, p):
    S = 0.0
    for q in p:
        if q:
            S -= q * np.log(q)
    return S


@right("entropy", "log of 1 where p is 0")
def my_entropy(p):
    return float(-p @ np.log(np.where(p == 0, 1, p)))


@right("entropy", "np.log with where and out, in bits and back")
def my_entropy(p):
    bits = np.log2(p, out=np.zeros(len(p)), where=p > 0)
    return -np.einsum("k,k", p, bits) * np.log(2)


@right("entropy", "nansum, array of shape ()")
def my_entropy(p):
    with np.errstate(all="ignore"):
        return np.array(np.nansum(p * np.log(1 / p)))


@right("entropy", "sum of Fractions")
def my_entropy(p):
    return sum((Fraction(float(q)) * Fraction(float(np.log(1 / q))) for q in p if q > 0), Fraction(0))


edited("entropy", entropy, "0 · ln 0 is nan", old="p[p > 0]", new="p")
edited("entropy", entropy, "sign", old="return -", new="return ")
edited("entropy", entropy, "base 2", old="np.log(", new="np.log2(")
edited("entropy", entropy, "weights forgotten", old="q * np.log(q)", new="np.log(q)")
edited("entropy", entropy, "mean for sum", old=".sum()", new=".mean()")
edited("entropy", entropy, "epsilon in the logarithm", old="p[p > 0]", new="p", old2="np.log(q)", new2="np.log(q + 1e-3)")
edited("entropy", entropy, "drops small probabilities", old="p > 0", new="p > 1e-4")
edited("entropy", entropy, "drops p below a tenth", old="p > 0", new="p > 0.1")
edited("entropy", entropy, "clipped at 1e-3", old="p[p > 0]", new="np.clip(p, 1e-3, 1)")
edited("entropy", entropy, "p squared", old="-(q * np.log(q)).sum()", new="1 - (q * q).sum()")
edited("entropy", entropy, "perplexity", old="-(q * np.log(q)).sum()", new="np.exp(-(q * np.log(q)).sum())")
edited("entropy", entropy, "1 - p in the logarithm", old="np.log(q)", new="np.log(1 - q)")
edited("entropy", entropy, "not summed", old=".sum()", new="")
edited("entropy", entropy, "divided by ln V", old=".sum()", new=".sum() / np.log(len(p))")
edited("entropy", entropy, "logarithm of the sum", old="-(q * np.log(q)).sum()", new="-np.log((q * q).sum())")
edited("entropy", entropy, "largest probability only", old="-(q * np.log(q)).sum()", new="-np.log(q.max())")
edited("entropy", entropy, "uniform: ln of the number of characters", old="-(q * np.log(q)).sum()", new="np.log(len(q))")
edited("entropy", entropy, "binary entropy of each, added up", old="-(q * np.log(q)).sum()", new="-(q * np.log(q) + (1 - q) * np.log(np.where(q < 1, 1 - q, 1))).sum()")
edited("entropy", entropy, "base 10", old="np.log(", new="np.log10(")
edited("entropy", entropy, "absolute value forgotten: log p alone, mean", old="q * np.log(q)).sum()", new="np.log(q)).mean()")
edited("entropy", entropy, "softmax of p first", old="p[p > 0]", new="lc.softmax(p)")
edited("entropy", entropy, "base 2", "sign", old="np.log(", new="np.log2(", old2="return -", new2="return ")
edited("entropy", entropy, "mean for sum", "0 · ln 0 is nan", old=".sum()", new=".mean()", old2="p[p > 0]", new2="p")
edited("entropy", entropy, "base 10", "mean for sum", old="np.log(", new="np.log10(", old2=".sum()", new2=".mean()")

# draw


@right("draw", "first end greater than u")
def draw(p, u):
    return np.argmax(np.cumsum(p) > u)


@right("draw", "loop that adds up and stops, keyword-only")
def draw_loop(*, p, u):
    end = 0.0
    for k, share in enumerate(p):
        end += share
        if u < end:
            return k
    return len(p) - 1


@right("draw", "what is left of u")
def draw_left(p, u):
    k = 0
    while u >= p[k]:
        u -= p[k]
        k += 1
    return k


@right("draw", "bisect on an accumulated list")
def my_draw(p, u):
    return bisect.bisect_right(list(accumulate(p.tolist())), u)


@right("draw", "counts the ends that are not beyond u, np.int64 of shape ()")
def my_draw(p, u):
    return np.asarray((p.cumsum() <= u).sum())


@right("draw", "Fraction as the index")
def my_draw(p, u):
    ends = list(accumulate(Fraction(float(q)) for q in p))
    return Fraction(next(k for k, end in enumerate(ends) if end > Fraction(u)))


@right("draw", "recursion")
def my_draw(p, u):
    return 0 if u < p[0] else 1 + draw_recursive(p[1:], u - p[0])


draw_recursive = answers[-1].function


@other_form("draw", "float")
def my_draw(p, u):
    return float(np.searchsorted(np.cumsum(p), u, side="right"))


edited("draw", draw, "end included: at least u", old="> u", new=">= u")
edited("draw", draw, "the other way: smaller than u", old="> u", new="< u")
edited("draw", draw, "cumulative sum forgotten", old="np.cumsum(p) > u", new="p > u")
edited("draw", draw, "the likeliest", old="np.argmax(np.cumsum(p) > u)", new="np.argmax(p)")
edited("draw", draw, "the nearest probability", old="np.argmax(np.cumsum(p) > u)", new="np.argmin(abs(p - u))")
edited("draw", draw, "the nearest end", old="np.argmax(np.cumsum(p) > u)", new="np.argmin(abs(np.cumsum(p) - u))")
edited("draw", draw, "counts from 1", old="> u)", new="> u) + 1")
edited("draw", draw, "one piece too early", old="> u)", new="> u) - 1")
edited("draw", draw, "u on the number of characters", old="np.argmax(np.cumsum(p) > u)", new="int(u * len(p))")
edited("draw", draw, "searchsorted from the left", old="np.argmax(np.cumsum(p) > u)", new="np.searchsorted(np.cumsum(p), u)")
edited("draw", draw, "sorted pieces", old="np.cumsum(p)", new="np.cumsum(np.sort(p))")
edited("draw", draw, "pieces sorted downwards, index not carried back", old="np.cumsum(p)", new="np.cumsum(np.sort(p)[::-1])")
edited("draw", draw, "from the right end", old="np.cumsum(p)", new="np.cumsum(p[::-1])")
edited("draw", draw, "1 - u for u", old="> u", new="> 1 - u")
edited("draw", draw, "draws for itself", old="np.argmax(np.cumsum(p) > u)", new="np.random.default_rng(0).choice(len(p), p=p)")
edited("draw", draw, "product for sum", old="cumsum", new="cumprod")
edited("draw", draw, "the probability, not the index", old="np.argmax(np.cumsum(p) > u)", new="p[np.argmax(np.cumsum(p) > u)]")
edited("draw", draw, "all indices beyond u", old="np.argmax(np.cumsum(p) > u)", new="np.where(np.cumsum(p) > u)[0]")
edited("draw", draw, "begin of the piece for its end", old="np.cumsum(p) > u", new="np.cumsum(p) - p > u")
edited("draw", draw_loop, "adds up after the comparison", old="        end += share\n        if u < end:\n            return k\n", new="        if u < end:\n            return k\n        end += share\n")
edited("draw", draw_loop, "sum not kept", old="end += share", new="end = share")
edited("draw", draw_loop, "nothing returned for the last piece", old="enumerate(p)", new="enumerate(p[:-1])", old2="    return len(p) - 1\n", new2="")
edited("draw", draw_left, "u at the end belongs to the piece before", old="u >= p[k]", new="u > p[k]")
edited("draw", draw_left, "nothing taken off u", old="        u -= p[k]\n", new="")
edited("draw", draw, "counts from 1", "end included: at least u", old="> u)", new=">= u) + 1")
edited("draw", draw, "1 - u for u", "one piece too early", old="> u)", new="> 1 - u) - 1")
edited("draw", draw, "from the right end", "counts from 1", old="np.cumsum(p)", new="np.cumsum(p[::-1])", old2="> u)", new2="> u) + 1")


@wrong("draw", "skips impossible characters in the count")
def my_draw(p, u):
    possible = p[p > 0]
    return int(np.searchsorted(np.cumsum(possible), u, side="right"))


# at_temperature


@right("at_temperature", "two cases")
def temperature(y, tau):
    if tau == 0:
        p = np.zeros(len(y))
        p[y.argmax()] = 1.0
        return p
    return lc.softmax(y / tau)


@right("at_temperature", "softmax by hand, keyword-only")
def my_temperature(*, y, tau):
    if not tau:
        return np.eye(y.size)[np.argmax(y)]
    e = np.exp((y - max(y)) / tau)
    return e / sum(e)


@right("at_temperature", "first of equals through a comparison of indices")
def my_temperature(y, tau):
    if tau > 0:
        z = y / tau
        return np.exp(z - np.logaddexp.reduce(z))
    return 1.0 * (np.arange(len(y)) == list(y).index(max(y)))


@right("at_temperature", "power of the probabilities' ratios")
def my_temperature(y, tau):
    p = [float(k == y.argmax()) for k in range(len(y))]
    if tau != 0:
        ratio = np.exp(y - y.max())
        p = ratio ** (1 / tau) / np.sum(ratio ** (1 / tau))
    return np.array(p)


@other_form("at_temperature", "list")
def my_temperature(y, tau):
    return temperature(y, tau).tolist()


edited("at_temperature", temperature, "multiplies with τ", old="y / tau", new="y * tau")
edited("at_temperature", temperature, "no case for τ = 0", old="tau == 0", new="False")
edited("at_temperature", temperature, "divides after softmax", old="lc.softmax(y / tau)", new="lc.softmax(y) / tau")
edited("at_temperature", temperature, "τ forgotten", old="y / tau", new="y")
edited("at_temperature", temperature, "epsilon added to τ", old="y / tau", new="y / (tau + 1e-2)")
edited("at_temperature", temperature, "argmax for small τ", old="tau == 0", new="tau < 0.01")
edited("at_temperature", temperature, "argmax below ½", old="tau == 0", new="tau <= 0.5")
edited("at_temperature", temperature, "uniform at τ = 0", old="np.zeros(len(y))\n        p[y.argmax()] = 1.0", new="np.full(len(y), 1 / len(y))")
edited("at_temperature", temperature, "softmax at τ = 0", old="        p = np.zeros(len(y))\n        p[y.argmax()] = 1.0\n        return p", new="        return lc.softmax(y)")
edited("at_temperature", temperature, "zeros at τ = 0", old="        p[y.argmax()] = 1.0\n", new="")
edited("at_temperature", temperature, "smallest at τ = 0", old="y.argmax()", new="y.argmin()")
edited("at_temperature", temperature, "index at τ = 0", old="        p = np.zeros(len(y))\n        p[y.argmax()] = 1.0\n        return p", new="        return int(y.argmax())")
edited("at_temperature", temperature, "unstable softmax", old="lc.softmax(y / tau)", new="np.exp(y / tau) / np.exp(y / tau).sum()")
edited("at_temperature", temperature, "sign of τ", old="y / tau", new="-y / tau")
edited("at_temperature", temperature, "temperature squared", old="y / tau", new="y / tau**2")
edited("at_temperature", temperature, "not normalised", old="lc.softmax(y / tau)", new="np.exp((y - y.max()) / tau)")
edited("at_temperature", temperature, "softmax of probabilities over τ", old="y / tau", new="lc.softmax(y) / tau")
edited("at_temperature", temperature, "power τ instead of 1 / τ", old="lc.softmax(y / tau)", new="lc.softmax(y) ** tau / (lc.softmax(y) ** tau).sum()")
edited("at_temperature", temperature, "mixed with the uniform distribution", old="lc.softmax(y / tau)", new="(lc.softmax(y) + tau) / (1 + len(y) * tau)")
edited("at_temperature", temperature, "shift not divided by τ", old="lc.softmax(y / tau)", new="np.exp(y / tau - y.max()) / np.exp(y / tau - y.max()).sum()")
edited("at_temperature", temperature, "τ = 0 taken as τ = 1", old="    if tau == 0:", new="    tau = tau or 1.0\n    if tau == 0:")
edited("at_temperature", temperature, "largest logit scaled to 1 first", old="y / tau", new="y / y.max() / tau")
edited("at_temperature", temperature, "shared at τ = 0 by all above the mean", old="p[y.argmax()] = 1.0", new="p[y > y.mean()] = 1 / (y > y.mean()).sum()")
edited("at_temperature", temperature, "argument overwritten", old="    return lc.softmax(y / tau)", new="    y /= tau\n    return lc.softmax(y)")
edited("at_temperature", temperature, "multiplies with τ", "zeros at τ = 0", old="y / tau", new="y * tau", old2="        p[y.argmax()] = 1.0\n", new2="")
edited("at_temperature", temperature, "sign of τ", "smallest at τ = 0", old="y / tau", new="-y / tau", old2="y.argmax()", new2="y.argmin()")
edited("at_temperature", temperature, "divides after softmax", "uniform at τ = 0", old="lc.softmax(y / tau)", new="lc.softmax(y) / tau", old2="np.zeros(len(y))\n        p[y.argmax()] = 1.0", new2="np.full(len(y), 1 / len(y))")

# write


@right("write", "reads the prefix once")
def write(model, vocabulary, prefix, length, darts):
    trace = model.forward(vocabulary.encode(prefix))
    text = prefix
    for n in range(length):
        p = lc.softmax(trace.logits[-1])
        k = int(np.argmax(np.cumsum(p) > darts[n]))
        text += vocabulary.characters[k]
        trace = model.forward([k], trace.final_state)
    return text


@right("write", "prefix character by character, list joined, keyword-only")
def write_slowly(*, model, vocabulary, prefix, length, darts):
    state, written = None, list(prefix)
    for k in vocabulary.encode(prefix):
        trace = model.forward([k], state)
        state = trace.final_state
    for u in darts[:length]:
        k = np.searchsorted(lc.softmax(trace.logits[0]).cumsum(), u, side="right")
        written.append(vocabulary.characters[k])
        trace = model.forward(np.array([k]), state)
        state = trace.final_state
    return "".join(written)


@right("write", "reads everything again for each character")
def my_write(model, vocabulary, prefix, length, darts):
    indices = vocabulary.encode(prefix).tolist()
    for u in darts:
        y = model.forward(indices).logits[-1]
        indices.append(draw_loop(p=lc.softmax(y), u=u))
    return vocabulary.decode(indices)


@right("write", "recursion, np.str_")
def my_write(model, vocabulary, prefix, length, darts):
    def go(trace, n):
        if n == length:
            return ""
        k = bisect.bisect(np.cumsum(lc.softmax(trace.logits[-1])).tolist(), darts[n])
        return vocabulary.characters[k] + go(model.forward([k], trace.final_state), n + 1)

    return np.str_(prefix + go(model.forward(vocabulary.encode(prefix)), 0))


edited("write", write, "state not handed on", old="model.forward([k], trace.final_state)", new="model.forward([k])")
edited("write", write, "prefix not read, only its last character", old="vocabulary.encode(prefix)", new="vocabulary.encode(prefix[-1])")
edited("write", write, "prefix's first character only", old="vocabulary.encode(prefix)", new="vocabulary.encode(prefix[:1])")
edited("write", write, "likeliest character instead of a dart", old="np.argmax(np.cumsum(p) > darts[n])", new="np.argmax(p)")
edited("write", write, "same dart every time", old="darts[n]", new="darts[0]")
edited("write", write, "darts one too late", old="darts[n]", new="darts[(n + 1) % length]")
edited("write", write, "darts from the end", old="darts[n]", new="darts[-1 - n]")
edited("write", write, "prefix left out of the result", old="text = prefix", new='text = ""')
edited("write", write, "prefix counts towards the length", old="range(length)", new="range(length - len(prefix))")
edited("write", write, "one character too few", old="range(length)", new="range(1, length)")
edited("write", write, "one character too many", old="range(length)", new="range(length + 1)", old2="darts[n]", new2="darts[n % length]")
edited("write", write, "logits for probabilities", old="lc.softmax(trace.logits[-1])", new="trace.logits[-1]")
edited("write", write, "logits of the first character", old="trace.logits[-1]", new="trace.logits[0]")
edited("write", write, "network never reads what it wrote", old="        trace = model.forward([k], trace.final_state)\n", new="")
edited("write", write, "reads the prefix's last character again and again", old="model.forward([k], trace", new="model.forward(vocabulary.encode(prefix[-1]), trace")
edited("write", write, "last character of the prefix read twice", old="    text = prefix", new="    trace = model.forward(vocabulary.encode(prefix[-1]), trace.final_state)\n    text = prefix")
edited("write", write, "h and c swapped", old="trace.final_state)", new="trace.final_state[::-1])")
edited("write", write, "cumulative sum forgotten", old="np.cumsum(p) > darts", new="p > darts")
edited("write", write, "neighbour in the alphabet", old="vocabulary.characters[k]", new="vocabulary.characters[k - 1]")
edited("write", write, "alphabet from the prefix", old="vocabulary.characters[k]", new="sorted(set(prefix))[k % len(set(prefix))]")
edited("write", write, "indices instead of characters", old="vocabulary.characters[k]", new="str(k)")
edited("write", write, "list instead of a string", old="return text", new="return list(text)")
edited("write", write, "returns in the loop", old="    return text", new="        return text")
edited("write", write, "feeds the place instead of the character", old="forward([k]", new="forward([n % len(vocabulary)]")
edited("write", write, "random numbers of its own", old="text = prefix", new="text, darts = prefix, np.random.default_rng(0).random(length)")
edited("write", write, "temperature ½", old="trace.logits[-1]", new="trace.logits[-1] / 0.5")
edited("write", write, "prefix's state not used for the first character", old="    text = prefix", new="    trace = model.forward(vocabulary.encode(prefix)[-1:])\n    text = prefix")
edited("write", write, "darts from the end", "state not handed on", old="darts[n]", new="darts[-1 - n]", old2="model.forward([k], trace.final_state)", new2="model.forward([k])")
edited("write", write, "prefix left out of the result", "likeliest character instead of a dart", old="text = prefix", new='text = ""', old2="np.argmax(np.cumsum(p) > darts[n])", new2="np.argmax(p)")
edited("write", write, "one character too few", "prefix not read, only its last character", old="range(length)", new="range(length - 1)", old2="vocabulary.encode(prefix)", new2="vocabulary.encode(prefix[-1])")


edited("at_temperature", temperature, "absolute value of the logits", old="y / tau", new="abs(y) / tau")


@wrong("at_temperature", "running maximum that starts at 0")
def my_temperature(y, tau):
    if tau == 0:
        return np.eye(len(y))[y.argmax()]
    m = 0
    for v in y:
        if v > m:
            m = v
    e = np.exp((y - m) / tau)
    return e / e.sum()


@wrong("at_temperature", "running best that starts at 0, at τ = 0")
def my_temperature(y, tau):
    if tau > 0:
        return lc.softmax(y / tau)
    best, p = 0, np.zeros_like(y)
    for k, v in enumerate(y):
        if v > best:
            best = v
            p[:] = 0
            p[k] = 1
    return p


P = np.array([0.25, 0.25, 0.5])


@wrong("draw", "global p of the paper example")
def my_draw(p, u):
    return int(np.argmax(np.cumsum(P) > u))


@wrong("draw", "prints instead of returning")
def my_draw(p, u):
    print(np.argmax(np.cumsum(p) > u))


@wrong("write", "model called without brackets around the index")
def my_write(model, vocabulary, prefix, length, darts):
    trace = model.forward(vocabulary.encode(prefix))
    for u in darts:
        k = int(np.argmax(np.cumsum(lc.softmax(trace.logits)) > u))
        prefix += vocabulary.characters[k]
        trace = model.forward(k, trace.final_state)
    return prefix
