"""Answers to the exercises of notebook 06."""

import functools
from fractions import Fraction

import numpy as np
from exercises.answers import Answers

import lstm_core as lc

answers = Answers("training")
right, wrong, other_form, edited = answers.right, answers.wrong, answers.other_form, answers.edited

# sgd_step


@right("sgd_step", "np.clip")
def sgd(theta, d, learning_rate, limit):
    clipped = np.clip(d, -limit, limit)
    return theta - learning_rate * clipped


@right("sgd_step", "minimum and maximum, on a copy, keyword-only")
def my_sgd_step(*, theta, d, learning_rate, limit):
    new = theta.copy()
    new -= np.minimum(np.maximum(d, -limit), limit) * learning_rate
    return new


@right("sgd_step", "entry by entry")
def my_sgd_step(theta, d, learning_rate, limit):
    out = []
    for value, slope in zip(theta, d):
        if slope > limit:
            slope = limit
        elif slope < -limit:
            slope = -limit
        out.append(value - learning_rate * slope)
    return np.array(out)


@right("sgd_step", "the optimiser's formula, clipped after scaling to the same bound")
def my_sgd_step(theta, d, learning_rate, limit):
    return theta + np.clip(-learning_rate * d, -learning_rate * limit, learning_rate * limit)


@other_form("sgd_step", "list")
def my_sgd_step(theta, d, learning_rate, limit):
    return [t - learning_rate * max(-limit, min(limit, v)) for t, v in zip(theta, d)]


edited("sgd_step", sgd, "not clipped", old="np.clip(d, -limit, limit)", new="d")
edited("sgd_step", sgd, "uphill", old="theta - ", new="theta + ")
edited("sgd_step", sgd, "learning rate forgotten", old="learning_rate * clipped", new="clipped")
edited("sgd_step", sgd, "θ never updated", old="return theta - learning_rate * clipped", new="theta - learning_rate * clipped\n    return theta")
edited("sgd_step", sgd, "clips from above only", old="np.clip(d, -limit, limit)", new="np.minimum(d, limit)")
edited("sgd_step", sgd, "clips from 0 to limit", old="-limit, limit", new="0, limit")
edited("sgd_step", sgd, "clips to ±1", old="-limit, limit", new="-1, 1")
edited("sgd_step", sgd, "clips by norm", old="np.clip(d, -limit, limit)", new="d * min(1, limit / np.linalg.norm(d))")
edited("sgd_step", sgd, "clips after the learning rate", old="np.clip(d, -limit, limit)", new="np.clip(learning_rate * d, -limit, limit)", old2="learning_rate * clipped", new2="clipped")
edited("sgd_step", sgd, "clips θ as well", old="return theta - learning_rate * clipped", new="return np.clip(theta - learning_rate * clipped, -limit, limit)")
edited("sgd_step", sgd, "returns the change alone", old="return theta - learning_rate", new="return -learning_rate")
edited("sgd_step", sgd, "divides by the learning rate", old="learning_rate * clipped", new="clipped / learning_rate")
edited("sgd_step", sgd, "argument overwritten", old="    return theta - learning_rate * clipped", new="    theta -= learning_rate * clipped\n    return theta")
edited("sgd_step", sgd, "argument d overwritten", old="np.clip(d, -limit, limit)", new="np.clip(d, -limit, limit, out=d)")
edited("sgd_step", sgd, "signs only", old="np.clip(d, -limit, limit)", new="limit * np.sign(d)")
edited("sgd_step", sgd, "sets what is too long to 0", old="np.clip(d, -limit, limit)", new="np.where(abs(d) > limit, 0, d)")
edited("sgd_step", sgd, "loses the sign where it clips", old="np.clip(d, -limit, limit)", new="np.where(abs(d) > limit, limit, d)")
edited("sgd_step", sgd, "absolute value of d", old="np.clip(d, -limit, limit)", new="np.clip(abs(d), -limit, limit)")
edited("sgd_step", sgd, "learning rate of the notebook", old="learning_rate * clipped", new="0.05 * clipped")
edited("sgd_step", sgd, "weight decay: θ times learning rate", old="theta - learning_rate * clipped", new="theta * (1 - learning_rate) - learning_rate * clipped")
edited("sgd_step", sgd, "uphill", "clips to ±1", old="theta - ", new="theta + ", old2="-limit, limit", new2="-1, 1")
edited("sgd_step", sgd, "not clipped", "learning rate forgotten", old="np.clip(d, -limit, limit)", new="d", old2="learning_rate * clipped", new2="clipped")

# descend


@right("descend", "loss first, then the step")
def descend(loss, gradient, theta, steps, learning_rate):
    losses = []
    for step in range(steps):
        losses.append(loss(theta))
        theta = theta - learning_rate * gradient(theta)
    return theta, np.array(losses)


@right("descend", "while loop, copy updated in place, list of losses")
def my_descend(loss, gradient, theta, steps, learning_rate):
    position, history = theta.copy(), []
    while len(history) < steps:
        history.append(float(loss(position)))
        position -= gradient(position) * learning_rate
    return position, history


@right("descend", "array filled in, keyword-only, returns a list")
def my_descend(*, loss, gradient, theta, steps, learning_rate):
    losses = np.zeros(steps)
    for k in range(steps):
        losses[k], theta = loss(theta), np.subtract(theta, learning_rate * gradient(theta))
    return [theta, losses]


@right("descend", "recursion")
def my_descend(loss, gradient, theta, steps, learning_rate):
    if steps == 0:
        return theta, []
    end, rest = descend_recursive(loss, gradient, theta - learning_rate * gradient(theta), steps - 1, learning_rate)
    return end, [loss(theta), *rest]


descend_recursive = answers[-1].function


@right("descend", "all positions kept, a tuple of np.float64")
def my_descend(loss, gradient, theta, steps, learning_rate):
    path = [theta]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return path[-1], tuple(np.float64(loss(p)) for p in path[:-1])


edited("descend", descend, "loss after the step", old="        losses.append(loss(theta))\n        theta = theta - learning_rate * gradient(theta)\n", new="        theta = theta - learning_rate * gradient(theta)\n        losses.append(loss(theta))\n")
edited("descend", descend, "uphill", old="theta - ", new="theta + ")
edited("descend", descend, "learning rate forgotten", old="learning_rate * gradient", new="gradient")
edited("descend", descend, "θ never updated", old="        theta = theta - learning_rate", new="        new_theta = theta - learning_rate")
edited("descend", descend, "one step too many", old="range(steps)", new="range(steps + 1)")
edited("descend", descend, "one step too few", old="range(steps)", new="range(1, steps)")
edited("descend", descend, "argument overwritten", old="theta = theta - learning_rate", new="theta -= learning_rate")
edited("descend", descend, "gradient of the start at every step", old="losses = []", new="losses, first = [], gradient(theta)", old2="gradient(theta)\n    return", new2="first\n    return")
edited("descend", descend, "swaps the two results", old="return theta, np.array(losses)", new="return np.array(losses), theta")
edited("descend", descend, "returns the last loss only", old="np.array(losses)", new="losses[-1]")
edited("descend", descend, "also the loss after the last step", old="    return theta", new="    losses.append(loss(theta))\n    return theta")
edited("descend", descend, "learning rate shrinks", old="learning_rate * gradient", new="learning_rate / (step + 1) * gradient")
edited("descend", descend, "gradient clipped to ±1", old="gradient(theta)\n    return", new="np.clip(gradient(theta), -1, 1)\n    return")
edited("descend", descend, "loss for gradient", old="learning_rate * gradient", new="learning_rate * loss")
edited("descend", descend, "returns in the loop", old="    return theta", new="        return theta")
edited("descend", descend, "losses list made anew in the loop", old="        losses.append", new="        losses = []\n        losses.append")
edited("descend", descend, "loss of the start at every step", old="losses = []", new="losses, start = [], theta", old2="loss(theta))", new2="loss(start))")
edited("descend", descend, "gradient called without θ", old="* gradient(theta)", new="* gradient")
edited("descend", descend, "returns the change of the loss", old="np.array(losses)", new="np.diff(losses, prepend=0)")
edited("descend", descend, "returns the best θ's loss everywhere", old="np.array(losses)", new="np.minimum.accumulate(losses) / len(losses)")
edited("descend", descend, "stops when the loss rises", old="        losses.append", new="        if losses and loss(theta) > 0.5 * losses[0]:\n            break\n        losses.append")
edited("descend", descend, "one step too many", "uphill", old="range(steps)", new="range(steps + 1)", old2="theta - ", new2="theta + ")
edited("descend", descend, "loss after the step", "learning rate forgotten", old="        losses.append(loss(theta))\n        theta = theta - learning_rate * gradient(theta)\n", new="        theta = theta - gradient(theta)\n        losses.append(loss(theta))\n")
edited("descend", descend, "gradient clipped to ±1", "also the loss after the last step", old="gradient(theta)\n    return", new="np.clip(gradient(theta), -1, 1)\n    return", old2="    return theta", new2="    losses.append(loss(theta))\n    return theta")


@wrong("descend", "list shared between calls")
def my_descend(loss, gradient, theta, steps, learning_rate, losses=[]):  # noqa: B006
    for _ in range(steps):
        losses.append(loss(theta))
        theta = theta - learning_rate * gradient(theta)
    return theta, np.array(losses)


@wrong("descend", "mean loss")
def my_descend(loss, gradient, theta, steps, learning_rate):
    total = 0
    for _ in range(steps):
        total += loss(theta)
        theta = theta - learning_rate * gradient(theta)
    return theta, total / steps


# best_epoch


@right("best_epoch", "argmin plus 1")
def best(known, unknown):
    return np.argmin(unknown) + 1


@right("best_epoch", "loop, keyword-only")
def best_loop(*, known, unknown):
    best = 0
    for epoch in range(1, len(unknown)):
        if unknown[epoch] < unknown[best]:
            best = epoch
    return best + 1


@right("best_epoch", "list and index")
def my_best_epoch(known, unknown):
    unknown = list(unknown)
    return 1 + unknown.index(min(unknown))


@right("best_epoch", "array of shape ()")
def my_best_epoch(known, unknown):
    return np.array(np.argsort(unknown, kind="stable")[0] + 1)


@right("best_epoch", "Fraction")
def my_best_epoch(known, unknown):
    return Fraction(int(np.argmin(unknown)) + 1)


@right("best_epoch", "np.int32")
def my_best_epoch(known, unknown):
    return np.int32(min(range(len(unknown)), key=lambda k: unknown[k]) + 1)


right("best_epoch", "lambda")(lambda known, unknown: int(np.flatnonzero(unknown == unknown.min())[0]) + 1)


@other_form("best_epoch", "float")
def my_best_epoch(known, unknown):
    return float(np.argmin(unknown) + 1)


@other_form("best_epoch", "array of one entry")
def my_best_epoch(known, unknown):
    return np.where(unknown == unknown.min())[0][:1] + 1


edited("best_epoch", best, "counts from 0", old=" + 1", new="")
edited("best_epoch", best, "the training loss", old="unknown) +", new="known) +")
edited("best_epoch", best, "the largest loss", old="argmin", new="argmax")
edited("best_epoch", best, "the loss, not the epoch", old="np.argmin(unknown) + 1", new="unknown.min()")
edited("best_epoch", best, "counts from 2", old=" + 1", new=" + 2")
edited("best_epoch", best, "last epoch", old="np.argmin(unknown) + 1", new="len(unknown)")
edited("best_epoch", best, "smallest sum of both losses", old="unknown) +", new="known + unknown) +")
edited("best_epoch", best, "smallest gap between the losses", old="unknown) +", new="unknown - known) +")
edited("best_epoch", best, "smallest gap, absolute", old="unknown) +", new="abs(unknown - known)) +")
edited("best_epoch", best, "ignores the first and the last epoch", old="unknown) + 1", new="unknown[1:-1]) + 2")
edited("best_epoch", best, "ignores the last epoch", old="unknown) +", new="unknown[:-1]) +")
edited("best_epoch", best, "starts at the second epoch, off by one", old="unknown) +", new="unknown[1:]) +")
edited("best_epoch", best, "steepest fall", old="unknown) +", new="np.diff(unknown)) +")
edited("best_epoch", best, "smoothed curve", old="unknown) +", new='np.convolve(unknown, np.ones(3) / 3, "same")) +')
edited("best_epoch", best, "counted from the end", old="unknown) +", new="unknown[::-1]) +")
edited("best_epoch", best, "epoch and loss", old="np.argmin(unknown) + 1", new="np.argmin(unknown) + 1, unknown.min()")


@wrong("best_epoch", "stops at the first rise")
def my_best_epoch(known, unknown):
    for epoch in range(1, len(unknown)):
        if unknown[epoch] > unknown[epoch - 1]:
            return epoch
    return len(unknown)


@wrong("best_epoch", "last improvement over the epoch before")
def my_best_epoch(known, unknown):
    best = 1
    for epoch in range(1, len(unknown)):
        if unknown[epoch] < unknown[epoch - 1]:
            best = epoch + 1
    return best


@wrong("best_epoch", "where the curves part: first epoch above the training loss")
def my_best_epoch(known, unknown):
    return int(np.argmax(unknown > known)) + 1


@wrong("best_epoch", "patience of two epochs")
def my_best_epoch(known, unknown):
    best, waited = 0, 0
    for epoch in range(1, len(unknown)):
        if unknown[epoch] < unknown[best]:
            best, waited = epoch, 0
        else:
            waited += 1
            if waited == 2:
                break
    return best + 1


edited("best_epoch", best, "counts from 0", "the training loss", old=" + 1", new="", old2="np.argmin(unknown)", new2="np.argmin(known)")
edited("best_epoch", best, "the largest loss", "counts from 0", old="argmin", new="argmax", old2=" + 1", new2="")
edited("best_epoch", best, "counted from the end", "counts from 0", old="unknown) + 1", new="unknown[::-1])")

# read_in_pieces


@right("read_in_pieces", "state handed on")
def pieces(model, inputs, targets, length):
    state, total = None, 0.0
    for start in range(0, len(inputs), length):
        piece = slice(start, start + length)
        trace = model.forward(inputs[piece], state)
        total += lc.cross_entropy(trace.logits, targets[piece], "none").sum()
        state = trace.final_state
    return total / len(inputs)


@right("read_in_pieces", "one character at a time, keyword-only")
def my_read_in_pieces(*, model, inputs, targets, length):
    state, losses = None, []
    for k, n in zip(inputs, targets):
        trace = model.forward([k], state)
        losses.append(-np.log(lc.softmax(trace.logits[0])[n]))
        state = trace.final_state
    return np.mean(losses)


@right("read_in_pieces", "pieces by np.split, weighted mean")
def my_read_in_pieces(model, inputs, targets, length):
    cuts = np.arange(length, len(inputs), length)
    state, means, weights = None, [], []
    for x, y in zip(np.split(inputs, cuts), np.split(targets, cuts)):
        trace = model.forward(x, state)
        state = trace.final_state
        means.append(lc.cross_entropy(trace.logits, y, "mean"))
        weights.append(len(x))
    return float(np.average(means, weights=weights))


@right("read_in_pieces", "recursion, state as a list")
def my_read_in_pieces(model, inputs, targets, length, state=None):
    total, rest = 0.0, len(inputs)

    def read(x, y, state):
        if len(x) == 0:
            return 0.0
        trace = model.forward(x[:length], state)
        here = lc.cross_entropy(trace.logits, y[:length], "sum")
        return here + read(x[length:], y[length:], list(trace.final_state))

    total = read(inputs, targets, state)
    return np.float64(total) / rest


right("read_in_pieces", "partial of a keyword-only function")(functools.partial(lambda m, x, y, n: pieces(m, x, y, n)))

edited("read_in_pieces", pieces, "state not handed on", old="        state = trace.final_state\n", new="")
edited("read_in_pieces", pieces, "last, shorter piece left out", old="range(0, len(inputs), length)", new="range(0, len(inputs) - length + 1, length)")
edited("read_in_pieces", pieces, "last piece left out, mean over what was read", old="range(0, len(inputs), length)", new="range(0, len(inputs) // length * length, length)", old2="/ len(inputs)\n", new2="/ (len(inputs) // length * length)\n")
edited("read_in_pieces", pieces, "mean of the pieces' means", old='"none").sum()', new='"mean")', old2="total / len(inputs)", new2="total / len(range(0, len(inputs), length))")
edited("read_in_pieces", pieces, "sum for mean", old="total / len(inputs)", new="total")
edited("read_in_pieces", pieces, "divided by the number of pieces", old="total / len(inputs)", new="total / -(-len(inputs) // length)")
edited("read_in_pieces", pieces, "only the last piece", old="total +=", new="total =")
edited("read_in_pieces", pieces, "pieces overlap", old="range(0, len(inputs), length)", new="range(0, len(inputs), length - 1)")
edited("read_in_pieces", pieces, "targets not cut", old="targets[piece]", new="targets[: len(inputs[piece])]")
edited("read_in_pieces", pieces, "inputs as targets", old="targets[piece]", new="inputs[piece]")
edited("read_in_pieces", pieces, "hidden state only, cell state zero", old="state = trace.final_state\n", new="state = (trace.final_state[0], 0 * trace.final_state[1])\n")
edited("read_in_pieces", pieces, "h and c swapped", old="state = trace.final_state\n", new="state = trace.final_state[::-1]\n")
edited("read_in_pieces", pieces, "state of the first piece for ever", old="state = trace.final_state\n", new="state = state or trace.final_state\n")
edited("read_in_pieces", pieces, "one go instead of pieces", old="range(0, len(inputs), length)", new="range(0, 1)", old2="start + length", new2="None")
edited("read_in_pieces", pieces, "first piece left out", old="range(0,", new="range(length,")
edited("read_in_pieces", pieces, "length read as the number of pieces", old="for start", new="length = len(inputs) // length\n    for start")
edited("read_in_pieces", pieces, "base 2", old="total / len(inputs)", new="total / len(inputs) / np.log(2)")
edited("read_in_pieces", pieces, "perplexity", old="total / len(inputs)", new="np.exp(total / len(inputs))")
edited("read_in_pieces", pieces, "sign", old="return total", new="return -total")
edited("read_in_pieces", pieces, "state of the whole trace instead of the end", old="state = trace.final_state\n", new="state = (trace.hidden_state[0], trace.cell_state[0])\n")
edited("read_in_pieces", pieces, "state not handed on", "last, shorter piece left out", old="        state = trace.final_state\n", new="", old2="range(0, len(inputs), length)", new2="range(0, len(inputs) - length + 1, length)")
edited("read_in_pieces", pieces, "h and c swapped", "sum for mean", old="state = trace.final_state\n", new="state = trace.final_state[::-1]\n", old2="total / len(inputs)", new2="total")
edited("read_in_pieces", pieces, "inputs as targets", "first piece left out", old="targets[piece]", new="inputs[piece]", old2="range(0,", new2="range(length,")
