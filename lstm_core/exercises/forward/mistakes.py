"""Known mistakes of notebook 03, and what the learner is told about each of them."""

from functools import partial
from typing import Any

import numpy as np

from lstm_core.activations import log_softmax, sigmoid, softmax
from lstm_core.exercises.checking.exercise import Array, Function, Indices, Mistake, Output


def _to_rows(
    W_i: Array, W_f: Array, W_g: Array, W_o: Array, *, order: str = "ifgo", x_first: bool = False
) -> Output:
    H = len(W_i)
    W = dict(zip("ifgo", (W_i, W_f, W_g, W_o), strict=True))
    if x_first:
        V = W_i.shape[1] - H
        to_x, to_h = ([W[gate][:, part].T for gate in order] for part in (slice(0, V), slice(V, None)))
    else:
        to_h, to_x = ([W[gate][:, part].T for gate in order] for part in (slice(0, H), slice(H, None)))
    return np.hstack(to_x), np.hstack(to_h)


def _cut_at(
    W_i: Array, W_f: Array, W_g: Array, W_o: Array, *, cut: Any = None, laid_down: bool = True
) -> Output:
    H = len(W_i) if cut is None else cut
    parts = [[w[:, H:] for w in (W_i, W_f, W_g, W_o)], [w[:, :H] for w in (W_i, W_f, W_g, W_o)]]
    W_x, W_h = (np.hstack([w.T if laid_down else w for w in part]) for part in parts)
    return W_x, W_h


def _reshaped(W_i: Array, W_f: Array, W_g: Array, W_o: Array) -> Output:
    H, V = len(W_i), W_i.shape[1] - len(W_i)
    W = (W_i, W_f, W_g, W_o)
    return (
        np.hstack([w[:, H:].reshape(V, H) for w in W]),
        np.hstack([w[:, :H].reshape(H, H) for w in W]),
    )


def _half_laid_down(W_i: Array, W_f: Array, W_g: Array, W_o: Array) -> Output:
    W_x, _ = _to_rows(W_i, W_f, W_g, W_o)
    return W_x, np.hstack([w[:, : len(W_i)] for w in (W_i, W_f, W_g, W_o)])


def _forward(
    inputs: Indices,
    W_x: Array,
    W_h: Array,
    b: Array,
    W_y: Array,
    b_y: Array,
    *,
    carry_h: bool = True,
    carry_c: bool = True,
    order: str = "ifgo",
    score: Function = "h",
    with_b_y: bool = True,
    before: bool = False,
    squash: Function = lambda y: y,
    written_over: bool = False,
    with_b: bool = True,
    candidate: Function = np.tanh,
    show: Function = np.tanh,
    old_c: bool = False,
) -> Output:
    """Run a network forward in which one thing may be different."""
    h, c = np.zeros(len(W_h)), np.zeros(len(W_h))
    read, logits = [], []
    for k in inputs:
        seen = h.copy()
        z = W_x[k] + (h if carry_h else 0 * h) @ W_h + (b if with_b else 0.0)
        parts = dict(zip(order, np.split(z, 4), strict=True))
        i, f, o = (sigmoid(parts[gate]) for gate in "ifo")
        c_before, c = c, f * (c if carry_c else 0 * c) + i * candidate(parts["g"])
        h = o * show(c_before if old_c else c)
        shown = {"h": seen if before else h, "c": c}[score]
        read.append(shown)
        logits.append(squash(shown @ W_y + (b_y if with_b_y else 0.0)))
    if written_over:
        return np.array([read[-1] @ W_y + b_y for _ in read])
    return np.array(logits)


TO_ROW_FORM = (
    Mistake(
        "You cut x before h. In the tall column h stands on top, so the first H columns of each "
        "matrix meet h, and the other V meet x. The shapes fit both ways, so nothing else would tell "
        "you.",
        partial(_to_rows, x_first=True),
    ),
    Mistake(
        "Your blocks stand in the order i, f, o, g. The order here is i, f, g, o.",
        partial(_to_rows, order="ifog"),
    ),
    Mistake(
        "Your blocks stand in the order f, i, g, o. The order here is i, f, g, o.",
        partial(_to_rows, order="figo"),
    ),
    Mistake(
        "The blocks of W_h are not transposed: they are square, (H, H), so the shape does not give it "
        "away.",
        _half_laid_down,
    ),
    Mistake(
        "You used `reshape` where a transpose belongs. Both give the right shape; but reshape deals "
        "the numbers out anew, row by row, and the transpose `.T` turns rows into columns.",
        _reshaped,
    ),
    Mistake(
        "The blocks are cut in the right place but not laid down: each still has a row for each unit. "
        "The transpose `.T` turns rows into columns.",
        partial(_cut_at, laid_down=False),
    ),
    Mistake(
        "Your cut lies beyond the last column, as with the notebook's H = 25. The matrices here have "
        "other sizes; take H from them, `H = len(W_i)`.",
        partial(_cut_at, cut=25),
    ),
    Mistake(
        "You cut after 2 columns, as in the example with two units. The matrices here have other "
        "sizes; take H from them, `H = len(W_i)`.",
        partial(_cut_at, cut=2),
    ),
)

FORWARD = (
    Mistake(
        "Each character is read with an empty state: neither h nor c is carried over. Your network "
        "cannot tell one “o” from the next.",
        partial(_forward, carry_h=False, carry_c=False),
    ),
    Mistake(
        "The cell state c is not carried from step to step: it begins at zero each time, and the "
        "conveyor belt stands still.",
        partial(_forward, carry_c=False),
    ),
    Mistake(
        "The hidden state h is not carried from step to step: `h @ W_h` sees zeros at every character.",
        partial(_forward, carry_h=False),
    ),
    Mistake(
        "Your scores come from the hidden state before the character was read, so each prediction "
        "is one step late. Compute h first, then h @ W_y + b_y.",
        partial(_forward, before=True),
    ),
    Mistake(
        "Your scores come from the cell state c. The output layer sees what the cell shows: h.",
        partial(_forward, score="c"),
    ),
    Mistake("The output layer's bias b_y is missing.", partial(_forward, with_b_y=False)),
    Mistake("The gates' bias b is missing: z = W_x[k] + h @ W_h + b.", partial(_forward, with_b=False)),
    Mistake("The tanh around c is missing: h = o * np.tanh(c).", partial(_forward, show=lambda c: c)),
    Mistake(
        "The candidate g goes through σ in yours. It is content, not a gate: g = np.tanh(z_g).",
        partial(_forward, candidate=sigmoid),
    ),
    Mistake(
        "Your h is made from the c of the step before. First the new c, then h = o * np.tanh(c).",
        partial(_forward, old_c=True),
    ),
    Mistake(
        "You return probabilities. Logits are the scores before the softmax; the loss wants those, "
        "because it takes the logarithm in a safer way.",
        partial(_forward, squash=softmax),
    ),
    Mistake(
        "You squash the scores with tanh. The output layer has no squashing function: logits may be "
        "any numbers.",
        partial(_forward, squash=np.tanh),
    ),
    Mistake(
        "All rows are those of the last step: one array was put into the list T times and then "
        "written over. `h[:] = …` changes the array that is in the list already; `h = …` makes a new "
        "one.",
        partial(_forward, written_over=True),
    ),
    Mistake(
        "Input gate and forget gate are exchanged: `np.split` cuts z into i, f, g, o, in this order.",
        partial(_forward, order="figo"),
    ),
    Mistake(
        "Candidate and output gate are exchanged: `np.split` cuts z into i, f, g, o, in this order.",
        partial(_forward, order="ifog"),
    ),
)


def _over(y: Array, axis: Any) -> Output:
    powers = np.exp(y - y.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _of_each(logits: Array, targets: Indices) -> Output:
    """Return -ln p of the targets, one for each step."""
    return -log_softmax(logits)[np.arange(len(targets)), targets]


def _in_one_sum(y: Array, axis: Any) -> Output:
    return np.exp(y) / np.exp(y).sum(axis=axis, keepdims=True)


def _of_each_probability(logits: Array, targets: Indices, *, softmax: Function = softmax) -> Output:
    """Return -ln p of the targets as those get it who take the softmax first."""
    return -np.log(softmax(logits)[np.arange(len(targets)), targets])


def _shifted(logits: Array, targets: Indices) -> Output:
    """Return each target's logit below its row's largest, and the logarithm of the row's sum."""
    below = logits - logits.max(axis=-1, keepdims=True)
    return below[np.arange(len(targets)), targets], np.log(np.exp(below).sum(axis=-1))


SOFTMAX = (
    Mistake(
        "With large logits yours gives NaN (not a number): e^1000 is infinity, and infinity divided by "
        "infinity has no value. Subtract the largest logit of each row before the exponential; that "
        "changes nothing else.",
        partial(_in_one_sum, axis=-1),
    ),
    Mistake(
        "All numbers of your matrix together add up to 1. Each row is a prediction of its own, so sum "
        "with `axis=-1, keepdims=True`. After that: what becomes of e^1000?",
        partial(_in_one_sum, axis=None),
    ),
    Mistake(
        "Your columns add up to 1, your rows do not: the sum runs over the wrong axis. Each row is one "
        "prediction: `axis=-1, keepdims=True`. After that: what becomes of e^1000?",
        partial(_in_one_sum, axis=0),
    ),
    Mistake(
        "Your columns add up to 1, your rows do not: the sum and the maximum run over the wrong axis. "
        "Each row is one prediction, so they run over the last axis: `axis=-1, keepdims=True`.",
        partial(_over, axis=0),
    ),
    Mistake(
        "All numbers of your matrix together add up to 1. Each row is a prediction of its own: "
        "`axis=-1, keepdims=True`.",
        partial(_over, axis=None),
    ),
    Mistake(
        "You divide the logits by their sum, without the exponential. Logits may be negative, so that "
        "gives no probabilities.",
        lambda y: y / y.sum(axis=-1, keepdims=True),
    ),
    Mistake(
        "You subtract the maximum after the exponential instead of before it: the largest entry of "
        "each row becomes 0, and what overflowed has overflowed already.",
        lambda y: (
            (np.exp(y) - np.exp(y).max(axis=-1, keepdims=True))
            / (np.exp(y) - np.exp(y).max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True)
        ),
    ),
    Mistake(
        "Your rows hold e^(y − max), but are not divided by their sum: the likeliest character gets "
        "1, and the rest is added on top.",
        lambda y: np.exp(y - y.max(axis=-1, keepdims=True)),
    ),
    Mistake(
        "You subtract one maximum, that of the whole matrix, from every row. A row far below it then "
        "has nothing but zeros left, and 0/0 is not a number: each row needs its own.",
        lambda y: np.exp(y - y.max()) / np.exp(y - y.max()).sum(axis=-1, keepdims=True),
    ),
)

MEAN_SURPRISE = (
    Mistake(
        "Yours is the sum of all surprises. The mean is asked for, so that texts of different lengths "
        "can be compared.",
        lambda logits, targets: _of_each(logits, targets).sum(),
    ),
    Mistake(
        "The sign is wrong: the logarithm of a probability is never positive, and a surprise never "
        "negative.",
        lambda logits, targets: -_of_each(logits, targets).mean(),
    ),
    Mistake(
        "You divide by the number of all entries, T · V: `.mean()` over a matrix of one-hot rows "
        "counts its zeros too. There are T surprises.",
        lambda logits, targets: _of_each(logits, targets).mean() / logits.shape[1],
    ),
    Mistake(
        "Where a probability is too small for the computer, yours is infinite or not a number: the "
        "softmax comes first, and then the logarithm. Take the logarithm of the formula (log-sum-exp) "
        "instead.",
        lambda logits, targets: _of_each_probability(
            logits, targets, softmax=partial(_in_one_sum, axis=-1)
        ).mean(),
    ),
    Mistake(
        "Where the network was certain and wrong, your loss is infinite: a probability of e^(−2000) is "
        "0 for the computer, and ln 0 is −∞. Do not make the probability: take the logarithm of the "
        "formula (log-sum-exp) instead.",
        lambda logits, targets: _of_each_probability(logits, targets).mean(),
    ),
    Mistake(
        "Yours is the sum of all surprises; the mean is asked for. And where the network was certain "
        "and wrong it is infinite: log-sum-exp mends that.",
        lambda logits, targets: _of_each_probability(logits, targets).sum(),
    ),
    Mistake(
        "You take every row's logarithm at every target: `[:, targets]` gives a matrix, (T, T). Row t "
        "goes with target t alone: `[np.arange(T), targets]`.",
        lambda logits, targets: -log_softmax(logits)[:, targets].mean(),
    ),
    Mistake(
        "You take every row's probability at every target: `p[:, targets]` is a matrix, (T, T). Row t "
        "goes with target t alone: `p[np.arange(T), targets]`.",
        lambda logits, targets: -np.log(softmax(logits)[:, targets]).mean(),
    ),
    Mistake(
        "You average minus the probabilities of the targets: the logarithm is missing.",
        lambda logits, targets: -softmax(logits)[np.arange(len(targets)), targets].mean(),
    ),
    Mistake(
        "The maximum m is subtracted inside the sum but not from the target's logit: "
        "ln p_k = y_k − m − ln Σ e^(y_j − m).",
        lambda logits, targets: (
            -(_shifted(logits, targets)[0] + logits.max(axis=-1) - _shifted(logits, targets)[1]).mean()
        ),
    ),
    Mistake(
        "The logarithm of the sum has the wrong sign: ln p_k = y_k − m − ln Σ e^(y_j − m), and the "
        "surprise is minus all of that.",
        lambda logits, targets: -sum(_shifted(logits, targets)).mean(),
    ),
    Mistake(
        "Yours is the surprise at the first step alone, as when the `return` stands inside the loop "
        "and ends it in its first turn.",
        lambda logits, targets: _of_each(logits, targets)[0],
    ),
    Mistake(
        "Your logarithm is the one to base 2, so your loss is in bits. In nats it is `np.log`.",
        lambda logits, targets: _of_each(logits, targets).mean() / np.log(2),
    ),
    Mistake(
        "You average the probabilities and take the logarithm of that. First the surprise at each "
        "step, then the mean.",
        lambda logits, targets: -np.log(np.exp(-_of_each(logits, targets)).mean()),
    ),
    Mistake(
        "You take the logit of the target for its log-probability: the log-sum-exp of the row is "
        "still to be subtracted.",
        lambda logits, targets: -logits[np.arange(len(targets)), targets].mean(),
    ),
    Mistake(
        "You take the logarithm of the target's logit. A logit is a score and may be negative; the "
        "softmax, or better log-sum-exp, comes between.",
        lambda logits, targets: -np.log(logits[np.arange(len(targets)), targets]).mean(),
    ),
    Mistake(
        "You ask how surprised the network is by its own favourite, the largest logit. It is the "
        "target that came.",
        lambda logits, targets: _of_each(logits, logits.argmax(axis=-1)).mean(),
    ),
    Mistake(
        "That is the mean over all characters, whether they came or not. Only the target of each "
        "step counts.",
        lambda logits, targets: -log_softmax(logits).mean(),
    ),
)
