"""Allowed inputs beyond those of the checks: larger, with ends, ties, zeros and extremes."""

import numpy as np

import lstm_core as lc
from lstm_core.exercises.training.inputs import bowl
from lstm_core.exercises.training.solutions import PieceReader


def _make_vocabulary(random):
    letters = list("abcdefghijklmnopqrstuvwxyzABCZ ,.:'\n\t")
    return [("To Be, or not to be\n ",), *(("".join(random.choice(letters, 80)),) for _ in range(3))]


def _make_pairs(random):
    return [(random.integers(0, 9, T), ahead) for T, ahead in ((2, 1), (25, 7), (30, 29))]


def _one_hot_rows(random):
    return [(random.integers(0, V, T), V) for T, V in ((12, 40), (40, 12))] + [(np.array([0, 0, 1]), 5)]


def _pair_loss(random):
    return [
        (random.integers(0, V, 400), random.integers(0, V, 150), V + 2, a)
        for V, a in ((9, 0.01), (3, 2.0))
    ]


def _sigmoid_slope(random):
    return [
        (10 * random.normal(size=(4, 6)),),
        (np.array([-1000.0, -40.0, -6.0, 0.0, 6.0, 40.0, 1000.0]),),
    ]


def _step(random):
    shapes = [((V,), (H,), (H,), (V, 4 * H), (H, 4 * H), (4 * H,)) for V, H in ((7, 9), (6, 6), (1, 1))]
    return [tuple(random.normal(size=shape) for shape in case) for case in shapes]


def _forget_bias_for(random):
    return [(steps,) for steps in (2, 0.5, 1000, 7.3)]


def _share_left(random):
    return [(random.uniform(0.2, 1.0, shape),) for shape in ((9, 9), (1, 3), (12, 2))]


def _softmax(random):
    rows = [[1000.0, -1000.0, 0.0], [-1000.0, 1000.0, 999.0], [0.0, -1000.0, -1001.0], [-2000.0] * 3]
    wide = random.normal(size=(4, 4)) * 30
    wide[1] -= 1000.0
    return [(np.array(rows),), (wide,), (60 * random.normal(size=(2, 6)),)]


def _mean_surprise(random):
    cases = []
    for T, V in ((4, 4), (5, 3)):
        logits = 20 * random.normal(size=(T, V))
        logits[0] += 1000.0
        logits[1] -= 1000.0
        logits[2, :2] = 1000.0, -1000.0
        cases.append((logits, random.integers(0, V, T)))
    # Improbable targets whose probability is no 0 yet, and one extreme at a time
    rows = [
        [[30.0, 0.0, 1.0], [0.0, 1.0, 50.0]],
        [[900.0, 0.0, 1.0]] * 2,
        [[2000.0, 1999.0], [0.0, 1.0]],
    ]
    rows.append([[-2000.0, -1999.0], [0.0, 1.0]])
    return [*cases, *((np.array(logits), np.array([1, 0])) for logits in rows)]


def _to_row_form(random):
    return [tuple(random.normal(size=(H, H + V)) for _ in "ifgo") for H, V in ((6, 6), (7, 3))]


def _forward(random):
    cases = []
    for T, V, H in ((12, 6, 7), (9, 5, 5)):
        shapes = ((V, 4 * H), (H, 4 * H), (4 * H,), (H, V), (V,))
        cases.append((random.integers(0, V, T), *(random.normal(size=shape) for shape in shapes)))
    return cases


def _logit_gradient(random):
    return [(3 * random.normal(size=V), int(target)) for V, target in ((6, 5), (9, 0))]


def _clip_by_norm(random):
    return [
        (np.zeros(3), 1.0),
        (3 * random.normal(size=50), 5.0),
        (0.5 * random.normal(size=20), 4.0),
        (np.array([0.9, 0.9, -0.2]), 1.0),
        (np.array([3.0, -3.0]), 0.5),
    ]


def _factor_per_step(random):
    return [(np.exp(random.normal(size=T)),) for T in (3, 12, 60)] + [(np.array([1e-12, 1e-3, 1e6]),)]


def _step_backward(random):
    cases = []
    for V, H in ((3, 4), (6, 5), (4, 4)):
        W_x, W_h, b = (random.normal(size=shape) for shape in ((V, 4 * H), (H, 4 * H), 4 * H))
        step = lc.lstm_step(random.normal(size=V), *random.normal(size=(2, H)), W_x, W_h, b)
        cases.append((4 * random.normal(size=H), 4 * random.normal(size=H), step, W_x, W_h))
    return cases


def _sequence_backward(random):
    cases = []
    for T, V, H in ((8, 5, 4), (6, 4, 4), (1, 2, 3)):
        W_x, W_h, b = (random.normal(size=shape) for shape in ((V, 4 * H), (H, 4 * H), 4 * H))
        h, c, steps = np.zeros(H), np.zeros(H), []
        for k in random.integers(0, V, T):
            steps.append(lc.lstm_step(np.eye(V)[k], h, c, W_x, W_h, b))
            h, c = steps[-1].h, steps[-1].c
        cases.append((3 * random.normal(size=(T, H)), steps, W_x, W_h))
    return cases


def _rnn_backward(random):
    return [
        (
            3 * random.normal(size=(T, H)),
            np.tanh(random.normal(size=(T, H))),
            random.normal(size=(H, H)),
        )
        for T, H in ((9, 5), (7, 7), (1, 2))
    ]


def _sgd_step(random):
    return [
        (2 * random.normal(size=N), 2 * random.normal(size=N), rate, limit)
        for N, rate, limit in ((20, 0.3, 0.5), (8, 3.0, 1.5), (8, 0.01, 100.0))
    ]


def _descend(random):
    return [(*bowl(random, N), steps, rate) for N, steps, rate in ((3, 20, 0.3), (6, 2, 0.01))]


def _best_epoch(random):
    noisy = random.uniform(1.0, 3.0, size=(4, 15))
    noisy[1, 0] = noisy[2, -1] = 0.5
    return [(random.uniform(1.0, 3.0, 15), unknown) for unknown in noisy]


def _read_in_pieces(random):
    cases = []
    for N, V, H, length in ((31, 5, 4, 7), (12, 4, 3, 5), (9, 3, 3, 1)):
        model = PieceReader(V, H, seed=int(random.integers(1000)))
        model.longest = length
        model.parameters.vector *= 6.0
        indices = random.integers(0, V, N)
        cases.append((model, indices[:-1], indices[1:], length))
    return cases


def _expected_accuracy(random):
    return [(3 * random.normal(size=(T, V)), random.integers(0, V, T)) for T, V in ((30, 5), (6, 6))]


def _entropy(random):
    steep = lc.softmax(np.array([0.0, -10.0, -11.0, -3.0]))
    flat = lc.softmax(np.append(8.0, np.zeros(2000)) - 0.0)
    many_rare = np.full(20001, 0.5 / 20000)
    many_rare[0] = 0.5
    return [(steep,), (flat,), (many_rare,), (np.array([0.0, 1.0, 0.0]),)]


def _draw(random):
    cases = [
        (lc.softmax(2 * random.normal(size=V)), float(random.random())) for V in (3, 5, 8, 20, 50) * 4
    ]
    sixteenths = np.array([0.0, 0.25, 0.0625, 0.1875, 0.0, 0.5])
    return cases + [(sixteenths, u) for u in (0.0, 0.25, 0.3125, 0.5, 0.75, 0.999)]


def _at_temperature(random):
    sizes = ((6, 0.0), (5, 0.0005), (5, 0.05), (8, 5.0), (4, 0.3), (4, 100.0))
    cases = [(4 * random.normal(size=V), tau) for V, tau in sizes]
    cases += [(-random.uniform(4.0, 8.0, 5), tau) for tau in (0.0, 0.002)]
    return [*cases, (np.array([1.0, 3.0, 3.0]), 0.0), (np.array([2.0, 2.001, 1.9995]), 0.004)]


def _write(random):
    cases = []
    for alphabet, prefix, length in (
        ("abcdefgh", "hagbfc", 80),
        ("ab", "ba", 5),
        ("to be,", "be t", 30),
    ):
        vocabulary = lc.Vocabulary.from_text(alphabet)
        model = lc.CharLSTM(len(vocabulary), 5, seed=int(random.integers(1000)))
        model.parameters.vector *= 5.0
        cases.append((model, vocabulary, prefix, length, random.random(length)))
    return cases


def _counts(random):
    texts = ["".join(random.choice(list("aabb\n"), size)) for size in (30, 80)]
    return [(text,) for text in ("bba\n\nabb\n", "b", "bbaaa\nbbab", *texts)]


def _correlation(random):
    return [
        (random.normal(size=T) * 10 - 4, random.normal(size=T) ** 2 * scale)
        for T, scale in ((3, 1.0), (12, 100.0), (80, 0.01))
    ]


def _best_cell(random):
    cases = []
    for T, H in ((15, 9), (30, 6), (8, 8)):
        feature = np.cumsum(random.normal(size=T)) + 3
        cells = random.normal(size=(T, H)) * random.uniform(0.1, 30, H) + random.normal(size=H)
        for k, sign in ((0, -1), (H - 1, 1)):
            cells[:, k] = sign * feature + random.normal(size=T) * random.uniform(0.2, 1.0)
        if T == 30:
            cells[:, 1] = 30 * feature + 0.01 * random.normal(size=T)  # the best, and far away
        cases.append((cells, feature))
    return cases


def _switch_off(random):
    cases = []
    for T, H, V, unit in ((20, 8, 6, 7), (8, 4, 4, 0), (3, 3, 5, 1)):
        h, W_y, b_y = (2 * random.normal(size=shape) for shape in ((T, H), (H, V), (V,)))
        cases.append((h, W_y, b_y, random.integers(0, V, T), unit))
    return cases


def _controls(random):
    cases = []
    for T, H, N in ((10, 8, 12), (8, 8, 8), (25, 4, 20)):
        cells, feature = random.normal(size=(T, H)) * 5 + 2, random.normal(size=T)
        cases.append((cells, feature, np.array([random.permutation(T) for _ in range(N)])))
    return cases


def _masked_mean(random):
    cases = []
    for lengths in ([7, 2, 3, 3], [1, 1], [5, 4, 1]):
        losses = random.uniform(-2.0, 9.0, (max(lengths) + 1, len(lengths)))
        mask = np.arange(len(losses))[:, None] < np.array(lengths)
        losses[~mask] = np.inf
        cases.append((losses, mask))
    return [*cases, (random.normal(size=(1, 1)), np.ones((1, 1), dtype=bool))]


def _reversed_within(random):
    return [
        (random.normal(size=(T, len(lengths), D)), np.array(lengths))
        for T, lengths, D in ((9, [1, 9, 5, 5], 2), (3, [1], 1), (6, [2, 3], 4))
    ]


def _gru_backward(random):
    cases = []
    for B, H in ((5, 3), (1, 1), (2, 6)):
        r, u = random.uniform(0, 1, (2, B, H))
        dh, h_prev = random.normal(size=(2, B, H))
        cases.append((dh, r, u, random.uniform(-1, 1, (B, H)), h_prev, random.normal(size=(H, 3 * H))))
    return cases


def _causal_weights(random):
    far = 30 * random.normal(size=(6, 6))
    far[2] += 1000.0
    far[3] -= 2000.0
    return [(random.normal(size=(9, 9)),), (far,), (np.zeros((3, 3)),)]


def _stabilised_gates(random):
    small = tuple(5 * random.normal(size=(3, 7)) for _ in range(3))
    far = tuple(900.0 * random.normal(size=5) for _ in range(3))
    equal = (np.array([2.0, -3.0]), np.array([1.0, -1.0]), np.array([1.0, -2.0]))
    return [small, far, equal]


def _recurrence_backward(random):
    return [
        (random.normal(size=(T, H)), random.uniform(0, 1.5, (T, H)), random.normal(size=(T, H)))
        for T, H in ((9, 5), (2, 7), (1, 1))
    ]


def _learning_rates(random):
    return [(100, 0.01, 10, 0.1), (8, 2.0, 7, 0.5), (33, 0.3, 2, 0.9)]


def _smoothed(random):
    counts = random.integers(0, 3, (9, 12)) * random.integers(0, 2, (9, 12))
    counts[4], counts[5] = 0, 10_000
    return [(counts, random.dirichlet(np.ones(12), 9)), (np.array([[0, 0]]), np.array([[0.1, 0.9]]))]


def _from_onnx(random):
    return [
        tuple(random.normal(size=shape) for shape in ((4 * H, D), (4 * H, H), 8 * H))
        for D, H in ((1, 5), (8, 2), (7, 7))
    ]


MAKERS = {
    name[1:]: maker
    for name, maker in list(globals().items())
    if name.startswith("_") and name[1:2].isalpha()
}
MAKERS["three_bugs"] = _step_backward


def harder(exercise, seed):
    """Return inputs for an exercise that are allowed by its text and harder than its check's."""
    return MAKERS[exercise](np.random.default_rng(seed))
