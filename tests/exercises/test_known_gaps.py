"""Answers of kinds that the checks once judged wrongly: accepted, refused, or left without a name."""

from collections import OrderedDict
from fractions import Fraction
from itertools import accumulate

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.exercises import (
    bptt,
    encoding,
    forward,
    gates,
    gradient_reach,
    inside,
    sampling,
    training,
)
from lstm_core.exercises.checking.answers import Verdict

pytestmark = pytest.mark.slow


def shifted_softmax(shift):
    def softmax(y):
        e = np.exp(y - shift(y))
        return e / e.sum(axis=-1, keepdims=True)

    return softmax


def clipped(function):
    return lambda *arguments: tuple(np.clip(part, -1, 1) for part in function(*arguments))


def vocabulary_of(change):
    def make_vocabulary(text):
        characters = sorted(set(change(text)))
        return characters, {c: k for k, c in enumerate(characters)}

    return make_vocabulary


def one_hot_of_the_data(indices, V):
    return np.eye(indices.max() + 1)[indices]


def loss_shifted_by_the_largest_of_all(logits, targets):
    y = logits - logits.max()
    p = np.exp(y) / np.exp(y).sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(targets)), targets]).mean()


def loss_with_epsilon(logits, targets):
    p = lc.softmax(logits)
    return -np.log(p[np.arange(len(targets)), targets] + 1e-12).mean()


def divided_by_the_norm(d, limit):
    norm = np.linalg.norm(d)
    return d / norm * min(norm, limit)


def entropy_that_drops_rare_ones(p):
    p = p[p > 1e-4]
    return -(p * np.log(p)).sum()


def best_of_the_middle(known, unknown):
    return 1 + int(np.argmin(unknown[1:-1]))


def argmax_for_small_tau(y, tau):
    if tau < 0.01:
        return np.eye(len(y))[np.argmax(y)]
    return lc.softmax(y / tau)


def random_picker(seed):
    return lambda p, u: int(np.random.default_rng(seed).choice(len(p), p=p))


ACCEPTED_ONCE = {
    "softmax shifted by the mean": (
        forward.softmax,
        shifted_softmax(lambda y: y.mean(-1, keepdims=True)),
    ),
    "softmax shifted by the first": (forward.softmax, shifted_softmax(lambda y: y[..., :1])),
    "softmax shifted by the smallest": (
        forward.softmax,
        shifted_softmax(lambda y: y.min(-1, keepdims=True)),
    ),
    "loss shifted by the largest of all": (forward.mean_surprise, loss_shifted_by_the_largest_of_all),
    "loss with an epsilon": (forward.mean_surprise, loss_with_epsilon),
    "backward pass clipped": (bptt.step_backward, clipped(bptt.step_backward.solve)),
    "sequence clipped": (bptt.sequence_backward, clipped(bptt.sequence_backward.solve)),
    "V of the data": (encoding.one_hot_rows, one_hot_of_the_data),
    "lower case": (encoding.make_vocabulary, vocabulary_of(str.lower)),
    "stripped": (encoding.make_vocabulary, vocabulary_of(str.strip)),
    "logits without signs": (bptt.logit_gradient, lambda y, t: bptt.logit_gradient.solve(abs(y), t)),
    "temperature without signs": (
        sampling.at_temperature,
        lambda y, tau: sampling.at_temperature.solve(abs(y), tau),
    ),
    "best so far of correlation 0": (
        inside.best_cell,
        lambda cells, feature: _best_from_zero(cells, feature),
    ),
    "argmax for small temperatures": (sampling.at_temperature, argmax_for_small_tau),
    "NaN for a zero gradient": (gradient_reach.clip_by_norm, divided_by_the_norm),
    "entropy without rare ones": (sampling.entropy, entropy_that_drops_rare_ones),
    "best epoch of the middle": (training.best_epoch, best_of_the_middle),
}


def _best_from_zero(cells, feature):
    best, r_best = 0, 0.0
    for k in range(cells.shape[1]):
        r = np.corrcoef(cells[:, k], feature)[0, 1]
        if r > r_best:  # an opposite cell is never found
            best, r_best = k, r
    return best, r_best


@pytest.mark.parametrize("name", ACCEPTED_ONCE)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_what_was_accepted_once_is_not_right(name, seed):
    exercise, function = ACCEPTED_ONCE[name]
    answer = exercise.answer(function, seed=seed)
    assert answer.verdict in (Verdict.KNOWN, Verdict.UNKNOWN, Verdict.FORM), answer


def test_no_random_picker_of_two_thousand_is_right():
    exercise = sampling.draw
    cases = exercise.cases(np.random.default_rng(0))
    wanted = [exercise.solve(*case) for case in cases]
    for seed in range(2000):
        pick = random_picker(seed)
        assert any(pick(*case) != want for case, want in zip(cases, wanted, strict=True))


def in_fractions(steps):
    f = float(0.5 ** Fraction(1, int(steps)))
    return np.log(f / (1 - f))


def counted(text):
    return list(accumulate((c == "a") - (c == "b") for c in text))


REFUSED_ONCE = {
    "a dict in another order": (
        encoding.make_vocabulary,
        lambda text: (sorted(set(text)), {c: sorted(set(text)).index(c) for c in dict.fromkeys(text)}),
    ),
    "an OrderedDict": (
        encoding.make_vocabulary,
        lambda text: (sorted(set(text)), OrderedDict((c, k) for k, c in enumerate(sorted(set(text))))),
    ),
    "np.str_": (
        encoding.make_vocabulary,
        lambda text: (list(np.unique(list(text))), {c: k for k, c in enumerate(np.unique(list(text)))}),
    ),
    "a fraction": (
        sampling.expected_accuracy,
        lambda logits, targets: Fraction(float(sampling.expected_accuracy.solve(logits, targets))),
    ),
    "float counts": (inside.counts, lambda text: np.array(inside.counts.solve(text), dtype=float)),
    "keyword-only arguments": (
        gates.step,
        lambda *, x, h_prev, c_prev, W_x, W_h, b: gates.step.solve(x, h_prev, c_prev, W_x, W_h, b),
    ),
    "some keyword-only arguments": (
        encoding.make_pairs,
        lambda i, *, ahead: (i[:-ahead], i[ahead:]),
    ),
}


@pytest.mark.parametrize("name", REFUSED_ONCE)
def test_what_was_refused_once_is_right(name):
    exercise, function = REFUSED_ONCE[name]
    answer = exercise.answer(function)
    assert answer.verdict is Verdict.RIGHT, answer


def softmax_without_keepdims(y):
    e = np.exp(y - y.max(axis=-1))
    return e / e.sum(axis=-1)


def step_in_columns(x, h_prev, c_prev, W_x, W_h, b):
    z = W_x @ x + W_h @ h_prev + b
    i, f, g, o = np.split(z, 4)
    c = lc.sigmoid(f) * c_prev + lc.sigmoid(i) * np.tanh(g)
    return lc.sigmoid(o) * np.tanh(c), c


def pairs_swapped(indices, ahead):
    return indices[ahead:], indices[:-ahead]


def no_case_for_zero(y, tau):
    return lc.softmax(y / tau)


H = 2
W_h_of_the_notebook = np.ones((2, 8))


def hard_coded(x, h_prev, c_prev, W_x, W_h, b):
    z = x @ W_x + h_prev @ W_h + b
    i, f, g, o = z[:2], z[2:4], z[4:6], z[6:8]
    c = lc.sigmoid(f) * c_prev + lc.sigmoid(i) * np.tanh(g)
    return lc.sigmoid(o) * np.tanh(c), c


def with_a_global(x, h_prev, c_prev, W_x, W_h, b):
    z = x @ W_x + h_prev @ W_h_of_the_notebook + b
    i, f, g, o = np.split(z, 4)
    c = lc.sigmoid(f) * c_prev + lc.sigmoid(i) * np.tanh(g)
    return lc.sigmoid(o) * np.tanh(c), c


FORMS = {
    "softmax without keepdims": (forward.softmax, softmax_without_keepdims, "keepdims"),
    "W @ x": (gates.step, step_in_columns, "x @ W_x"),
    "swapped values": (encoding.make_pairs, pairs_swapped, "swap"),
    "no case for zero": (sampling.at_temperature, no_case_for_zero, "0"),
    "hard-coded sizes": (gates.step, hard_coded, "Take H from"),
    "a global of the notebook": (gates.step, with_a_global, "W_h_of_the_notebook"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_wrong_form_is_named_by_what_was_done(name):
    exercise, function, word = FORMS[name]
    answer = exercise.answer(function)
    assert answer.verdict in (Verdict.KNOWN, Verdict.FORM) and word in " ".join(answer.lines), answer


# Mistakes of published code, and kinds that had no name


def _backward(dh, dc_next, step, W_x, W_h, *, double=False, divide=False, forget_gate=True):
    s, tanh_c = step, np.tanh(step.c)
    dc = dh * s.o * (1 - tanh_c**2) + dc_next
    if double:
        dc = dc + dc
    dz_g = dc * s.i / (1 - s.g**2) if divide else dc * s.i * (1 - s.g**2)
    parts = [
        dc * s.g * s.i * (1 - s.i),
        dc * s.c_prev * s.f * (1 - s.f),
        dz_g,
        dh * tanh_c * s.o * (1 - s.o),
    ]
    dz = np.concatenate(parts)
    back = dz if forget_gate else np.concatenate([parts[0], 0 * parts[1], *parts[2:]])
    return dz @ W_x.T, back @ W_h.T, dc * s.f, np.outer(s.x, dz), np.outer(s.h_prev, dz), dz


def step_with(bias=1, order="ifgo"):
    def step(x, h_prev, c_prev, W_x, W_h, b):
        z = dict(zip(order, np.split(x @ W_x + h_prev @ W_h + bias * b, 4), strict=True))
        c = lc.sigmoid(z["f"]) * c_prev + lc.sigmoid(z["i"]) * np.tanh(z["g"])
        return lc.sigmoid(z["o"]) * np.tanh(c), c

    return step


def never_updated(loss, gradient, theta, steps, learning_rate):
    return theta.copy(), [loss(theta) for _ in range(steps)]


def no_rate(loss, gradient, theta, steps, learning_rate):
    losses = []
    for _ in range(steps):
        losses.append(loss(theta))
        theta = theta - gradient(theta)
    return theta, losses


def signed(cells, feature):
    r = [np.corrcoef(cell, feature)[0, 1] for cell in cells.T]
    return int(np.argmax(r)), float(max(r))


NAMED = {
    "dc += dc": (bptt.step_backward, lambda *a: _backward(*a, double=True), "dc.sum.doubled"),
    "division by 1 - g²": (
        bptt.step_backward,
        lambda *a: _backward(*a, divide=True),
        "g.slope.divided",
    ),
    "no forget gate in dh_prev": (
        bptt.step_backward,
        lambda *a: _backward(*a, forget_gate=False),
        "dh_prev.without_f",
    ),
    "all signs": (bptt.step_backward, lambda *a: tuple(-v for v in _backward(*a)), "result.negative"),
    "gate order": (gates.step, step_with(order="ifog"), None),
    "bias added twice": (gates.step, step_with(bias=2), None),
    "θ never updated": (training.descend, never_updated, None),
    "no learning rate": (training.descend, no_rate, None),
    "cumprod without an axis": (
        gates.share_left,
        lambda f: np.cumprod(np.vstack([np.ones_like(f[:1]), f[1:]])).reshape(f.shape),
        None,
    ),
    "counting from 1": (
        encoding.make_vocabulary,
        lambda t: (sorted(set(t)), {c: k for k, c in enumerate(sorted(set(t)), 1)}),
        None,
    ),
    "r for |r|": (inside.best_cell, signed, None),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_published_mistake_or_kind_has_its_name(name):
    exercise, function, identifier = NAMED[name]
    answer = exercise.answer(function)
    assert answer.verdict is Verdict.KNOWN, answer
    assert len(answer.explanations) == len(answer.explanations[0]) == 1, answer
    if identifier:
        assert answer.explanations == ((identifier,),)
