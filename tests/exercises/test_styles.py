"""Right answers written in other ways are accepted: loops, einsum, fused, columns, lists."""

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.exercises.bptt import tasks as bptt
from lstm_core.exercises.checking.answers import Verdict
from lstm_core.exercises.encoding import tasks as encoding
from lstm_core.exercises.forward import tasks as forward
from lstm_core.exercises.gates import tasks as gates
from lstm_core.exercises.gradient_reach import tasks as gradient_reach
from lstm_core.exercises.inside import tasks as inside
from lstm_core.exercises.sampling import tasks as sampling
from lstm_core.exercises.training import tasks as training


def vocabulary_by_hand(text):
    characters = []
    for character in text:
        if character not in characters:
            characters.append(character)
    characters.sort()
    index_of = {}
    for character in characters:
        index_of[character] = len(index_of)
    return tuple(characters), index_of


def pairs_by_loop(indices, ahead):
    inputs = np.array([indices[k] for k in range(len(indices) - ahead)])
    targets = np.array([indices[k + ahead] for k in range(len(indices) - ahead)])
    return [inputs, targets]


def one_hot_by_identity(indices, V):
    return np.eye(V)[indices]


def one_hot_by_comparison(indices, V):
    return (indices[:, None] == np.arange(V)).astype(float)


def step_by_gate(x, h_prev, c_prev, W_x, W_h, b):
    H = len(h_prev)
    z = [x @ W_x[:, k : k + H] + h_prev @ W_h[:, k : k + H] + b[k : k + H] for k in range(0, 4 * H, H)]
    i, f, o = (1 / (1 + np.exp(-z[k])) for k in (0, 1, 3))
    c = f * c_prev + i * np.tanh(z[2])
    return o * np.tanh(c), c


def step_in_columns(x, h_prev, c_prev, W_x, W_h, b):
    tall = np.concatenate([h_prev, x])[:, None]
    z = (np.vstack([W_h, W_x]).T @ tall + b[:, None])[:, 0]
    i, f, g, o = np.split(z, 4)
    i, f, o = (0.5 * np.tanh(0.5 * gate) + 0.5 for gate in (i, f, o))
    c = f * c_prev + i * np.tanh(g)
    return o * np.tanh(c), c


def step_by_unit(x, h_prev, c_prev, W_x, W_h, b):
    H, h, c = len(h_prev), [], []
    for u in range(H):
        z = [
            sum(x[v] * W_x[v, u + k * H] for v in range(len(x)))
            + sum(h_prev[j] * W_h[j, u + k * H] for j in range(H))
            + b[u + k * H]
            for k in range(4)
        ]
        i, f, o = (lc.sigmoid(z[k]) for k in (0, 1, 3))
        c.append(f * c_prev[u] + i * np.tanh(z[2]))
        h.append(o * np.tanh(c[-1]))
    return np.array(h), np.array(c)


def softmax_by_row(y):
    return np.array([np.exp(row - row.max()) / np.exp(row - row.max()).sum() for row in y])


def row_form_by_loop(W_i, W_f, W_g, W_o):
    H, V = len(W_i), W_i.shape[1] - len(W_i)
    W_x, W_h = np.zeros((V, 4 * H)), np.zeros((H, 4 * H))
    for k, W in enumerate((W_i, W_f, W_g, W_o)):
        for unit in range(H):
            W_h[:, k * H + unit] = W[unit, :H]
            W_x[:, k * H + unit] = W[unit, H:]
    return W_x, W_h


def forward_with_products(inputs, W_x, W_h, b, W_y, b_y):
    state = np.zeros(len(W_h)), np.zeros(len(W_h))
    hidden = []
    for x in lc.one_hot(inputs, len(W_x)):
        step = lc.lstm_step(x, *state, W_x, W_h, b)
        state = step.h, step.c
        hidden.append(step.h)
    return np.array(hidden) @ W_y + b_y


def backward_by_einsum(dh, dc_next, step, W_x, W_h):
    t = np.tanh(step.c)
    dc = dc_next + dh * step.o - dh * step.o * t**2
    values = np.stack([dc * step.g, dc * step.c_prev, dc * step.i, dh * t])
    slopes = np.stack([step.i - step.i**2, step.f - step.f**2, 1 - step.g**2, step.o - step.o**2])
    dz = (values * slopes).reshape(-1)
    return (
        np.einsum("k,vk->v", dz, W_x),
        np.einsum("k,jk->j", dz, W_h),
        step.f * dc,
        np.einsum("v,k->vk", step.x, dz),
        step.h_prev[:, None] * dz,
        dz,
    )


def backward_in_columns(dh, dc_next, step, W_x, W_h):
    column = {name: getattr(step, name)[:, None] for name in ("c", "i", "f", "g", "o", "c_prev")}
    i, f, g, o = (column[name] for name in "ifgo")
    t = np.tanh(column["c"])
    dc = dh[:, None] * o * (1 - t * t) + dc_next[:, None]
    dz = np.vstack([dc * g * i * (1 - i), dc * column["c_prev"] * f * (1 - f), dc * i * (1 - g * g)])
    dz = np.vstack([dz, dh[:, None] * t * o * (1 - o)])
    flat = [(W_x @ dz)[:, 0], (W_h @ dz)[:, 0], (dc * f)[:, 0]]
    return [*flat, (dz @ step.x[None]).T, (dz @ step.h_prev[None]).T, dz[:, 0]]


def sequence_fused(own_dh, steps, W_x, W_h):
    dz, dh_next, dc_next = [], 0.0, 0.0
    for t in range(len(steps) - 1, -1, -1):
        zeros = np.zeros(own_dh.shape[1])
        back = lc.lstm_step_backward(own_dh[t] + dh_next, zeros + dc_next, steps[t], W_x, W_h)
        dh_next, dc_next = back.dh_prev, back.dc_prev
        dz.insert(0, back.db)
    dz = np.array(dz)
    x, h_prev = (np.array([getattr(step, name) for step in steps]) for name in ("x", "h_prev"))
    return x.T @ dz, h_prev.T @ dz, dz.sum(axis=0)


def rnn_by_recursion(own_dh, h, W_h):
    if len(h) == 1:
        return own_dh
    shorter = own_dh[:-1].copy()
    shorter[-1] += W_h @ (own_dh[-1] * (1 - h[-1] * h[-1]))
    return np.vstack([rnn_by_recursion(shorter, h[:-1], W_h), own_dh[-1:]])


def clip_by_branch(d, limit):
    length = np.sqrt(np.sum(d * d))
    if length <= limit:
        return d
    return limit * d / length


def descend_with_lists(loss, gradient, theta, steps, learning_rate):
    way = [theta]
    while len(way) <= steps:
        way.append(way[-1] - learning_rate * gradient(way[-1]))
    return way[-1], [loss(place) for place in way[:-1]]


def draw_by_loop(p, u):
    total = 0.0
    for k, share in enumerate(p):
        total += share
        if total > u:
            return k
    return len(p) - 1


def temperature_by_power(y, tau):
    if tau == 0:
        return np.where(np.arange(len(y)) == np.argmax(y), 1.0, 0.0)
    relative = np.exp(y - y.max()) ** (1 / tau)
    return relative / relative.sum()


def best_cell_by_matrix(cells, feature):
    x, y = cells - cells.mean(axis=0), feature - feature.mean()
    r = x.T @ y / np.sqrt((x * x).sum(axis=0) * (y @ y))
    return np.argmax(abs(r)), r[np.argmax(abs(r))]


STYLES = [
    (encoding.make_vocabulary, vocabulary_by_hand),
    (encoding.make_pairs, pairs_by_loop),
    (encoding.one_hot_rows, one_hot_by_identity),
    (encoding.one_hot_rows, one_hot_by_comparison),
    (gates.sigmoid_slope, lambda z: 0.25 * (1 - np.tanh(z / 2) ** 2)),
    (gates.step, step_by_gate),
    (gates.step, step_in_columns),
    (gates.step, step_by_unit),
    (gates.forget_bias_for, lambda steps: np.array(-np.log(2 ** (1 / steps) - 1))),
    (gates.share_left, lambda f: np.exp(np.cumsum(np.log(f), axis=0) - np.log(f[0]))),
    (forward.softmax, softmax_by_row),
    (forward.mean_surprise, lambda y, k: np.mean(lc.cross_entropy(y, k, "none"))),
    (forward.to_row_form, row_form_by_loop),
    (forward.forward, forward_with_products),
    (bptt.logit_gradient, lambda y, k: lc.softmax(y) - np.eye(len(y))[k]),
    (gradient_reach.clip_by_norm, clip_by_branch),
    (bptt.step_backward, backward_by_einsum),
    (bptt.step_backward, backward_in_columns),
    (bptt.three_bugs, backward_by_einsum),
    (bptt.sequence_backward, sequence_fused),
    (gradient_reach.rnn_backward, rnn_by_recursion),
    (gradient_reach.factor_per_step, lambda norms: np.array(np.exp(np.diff(np.log(norms)).mean()))),
    (training.sgd_step, lambda t, d, r, m: t - r * np.minimum(np.maximum(d, -m), m)),
    (training.descend, descend_with_lists),
    (training.best_epoch, lambda known, unknown: list(unknown).index(min(unknown)) + 1),
    (sampling.draw, draw_by_loop),
    (sampling.draw, lambda p, u: np.argmax(np.cumsum(p) > u)),
    (sampling.entropy, lambda p: sum(-q * np.log(q) for q in p if q)),
    (sampling.at_temperature, temperature_by_power),
    (inside.correlation, lambda x, y: np.mean((x - x.mean()) * (y - y.mean())) / x.std() / y.std()),
    (inside.best_cell, best_cell_by_matrix),
]


@pytest.mark.parametrize(("exercise", "function"), STYLES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_right_answer_may_be_written_in_any_way(exercise, function, seed):
    answer = exercise.answer(function, seed=seed)
    assert answer.verdict is Verdict.RIGHT, answer


def test_an_overflow_that_does_no_harm_is_mentioned_and_accepted():
    def naive(z):
        s = 1 / (1 + np.exp(-z))
        return s * (1 - s)

    answer = gates.sigmoid_slope.answer(naive)
    assert answer.verdict is Verdict.RIGHT
    assert "overflow" in answer.lines[-1]


def test_two_mistakes_in_two_places_are_found_together():
    def two(dh, dc_next, step, W_x, W_h):
        dx, dh_prev, _, dW_x, _, db = backward_by_einsum(dh, dc_next, step, W_x, W_h)
        return dx, dh_prev, dc_next * step.f, dW_x, np.outer(step.h, db), db

    answer = bptt.step_backward.answer(two)
    assert answer.verdict is Verdict.KNOWN and answer.explanations == (("dc_prev.next", "dW_h.h"),)


def test_a_known_mistake_beside_an_unknown_one_is_told_with_the_values_that_it_explains():
    def two(dh, dc_next, step, W_x, W_h):
        dx, dh_prev, _, dW_x, dW_h, db = backward_by_einsum(dh, dc_next, step, W_x, W_h)
        return dx, dh_prev + 0.1, dc_next * step.f, dW_x, dW_h, db

    answer = bptt.step_backward.answer(two)
    assert answer.explanations == (("dc_prev.next",),)
    assert answer.lines[0].startswith("It looks as if one mistake is this: ")
    assert "`dc_prev`" in answer.lines[-1]


def test_a_mistake_that_shows_on_one_input_alone_is_told_with_that_input():
    answer = gradient_reach.clip_by_norm.answer(
        lambda d, limit: d / np.linalg.norm(d) * min(np.linalg.norm(d), limit)
    )
    assert answer.explanations == (("zero.nan",),)
    assert answer.lines[0].startswith("It looks as if this is the reason: A gradient of zeros")
    assert answer.lines[-1] == "Your function is wrong with `d` of shape (3,), `limit` = 1.5 alone."
