"""Known mistakes of notebook 03 in the two forms and the forward pass, each a small wrong function."""

from functools import partial

import numpy as np

from lstm_core.activations import sigmoid, softmax
from lstm_core.exercises.checking.exercise import Mistake


def _to_rows(W_i, W_f, W_g, W_o, *, order="ifgo", x_first=False):
    H = len(W_i)
    W = dict(zip("ifgo", (W_i, W_f, W_g, W_o), strict=True))
    if x_first:
        V = W_i.shape[1] - H
        to_x, to_h = ([W[gate][:, part].T for gate in order] for part in (slice(0, V), slice(V, None)))
    else:
        to_h, to_x = ([W[gate][:, part].T for gate in order] for part in (slice(0, H), slice(H, None)))
    return np.hstack(to_x), np.hstack(to_h)


def _cut_at(W_i, W_f, W_g, W_o, *, cut=None, laid_down=True):
    H = len(W_i) if cut is None else cut
    parts = [[w[:, H:] for w in (W_i, W_f, W_g, W_o)], [w[:, :H] for w in (W_i, W_f, W_g, W_o)]]
    W_x, W_h = (np.hstack([w.T if laid_down else w for w in part]) for part in parts)
    return W_x, W_h


def _reshaped(W_i, W_f, W_g, W_o):
    H, V = len(W_i), W_i.shape[1] - len(W_i)
    W = (W_i, W_f, W_g, W_o)
    return (
        np.hstack([w[:, H:].reshape(V, H) for w in W]),
        np.hstack([w[:, :H].reshape(H, H) for w in W]),
    )


def _half_laid_down(W_i, W_f, W_g, W_o):
    W_x, _ = _to_rows(W_i, W_f, W_g, W_o)
    return W_x, np.hstack([w[:, : len(W_i)] for w in (W_i, W_f, W_g, W_o)])


def _forward(
    inputs, W_x, W_h, b, W_y, b_y, *, carry_h=True, carry_c=True, order="ifgo", score="h",
    with_b_y=True, before=False, squash=lambda y: y, written_over=False, with_b=True,
    candidate=np.tanh, show=np.tanh, old_c=False,
):  # fmt: skip
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
