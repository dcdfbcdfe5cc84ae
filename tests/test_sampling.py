"""Next-character distributions, temperature, and the text that is drawn from them."""

import math
from collections import Counter
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import lstm_core as lc

VOCABULARY = lc.Vocabulary("abcd")
finite = st.floats(allow_nan=False, allow_infinity=False)
temperatures = st.one_of(st.just(0.0), st.floats(0.0, allow_infinity=False), st.floats(0.01, 10))
rows = arrays(np.float64, array_shapes(min_dims=1, max_dims=3, max_side=5), elements=st.floats(-20, 20))


@pytest.fixture(scope="module")
def model():
    model = lc.CharLSTM(4, 6, seed=3)
    model.parameters.vector[...] *= 3.0  # so that the four characters differ in likelihood
    return model


# Distributions


@given(arrays(np.float64, array_shapes(min_dims=1, max_side=5), elements=finite), temperatures)
def test_probabilities_add_up_to_1_at_any_temperature(logits, temperature):
    p = lc.distribution(logits, temperature)
    assert p.shape == logits.shape
    assert (p >= 0).all()
    np.testing.assert_allclose(p.sum(axis=-1), 1.0, rtol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("temperature", [5e-324, 1e-300, 1e-50, 1e-5, 1.0, 1e50, 1e308])
def test_extreme_temperatures_reach_both_limits(dtype, temperature):
    logits = np.array([-1e4, 0.0, 2.0, 1.0], dtype)
    p = lc.distribution(logits, temperature)
    assert p.dtype == dtype
    assert p.sum() == pytest.approx(1.0, abs=1e-6)
    if temperature < 0.01:
        assert p.tolist() == [0.0, 0.0, 1.0, 0.0]
    if temperature > 1e10:
        np.testing.assert_allclose(p, 0.25, rtol=1e-6)


@given(rows)
def test_temperature_1_leaves_the_networks_own_probabilities(logits):
    np.testing.assert_allclose(lc.distribution(logits), lc.softmax(logits), rtol=1e-13)


@given(rows, st.floats(0.1, 10))
def test_temperature_divides_the_logits(logits, temperature):
    expected = lc.softmax(logits / temperature)
    np.testing.assert_allclose(lc.distribution(logits, temperature), expected, rtol=1e-11)


@given(rows)
def test_temperature_0_is_greedy_and_takes_the_first_of_equals(logits):
    p = lc.distribution(logits, 0)
    assert set(np.unique(p)) <= {0.0, 1.0}
    np.testing.assert_array_equal(p.argmax(axis=-1), logits.argmax(axis=-1))


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=6), st.floats(0.2, 3))
def test_a_lower_temperature_never_makes_the_likeliest_less_likely(logits, temperature):
    warm, cold = lc.distribution(logits, temperature), lc.distribution(logits, temperature / 2)
    assert cold.max() >= warm.max() - 1e-15


@pytest.mark.parametrize("temperature", [-0.1, np.nan, np.inf, None, "warm", True])
def test_a_temperature_is_a_number_of_at_least_0(model, temperature):
    for call in (
        lambda: lc.distribution([0.0, 1.0], temperature),
        lambda: lc.generate(model, VOCABULARY, "a", temperature=temperature),
        lambda: lc.sample(model, VOCABULARY, "a", 3, temperature=temperature),
    ):
        with pytest.raises(lc.ArgumentError, match="temperature must be a finite number of at least 0"):
            call()


@pytest.mark.parametrize("logits", [1.0, [], [[]], [np.nan, 0.0], "abc", None, [[1.0], [1.0, 2.0]]])
@pytest.mark.parametrize("temperature", [0, 1])
def test_what_holds_no_logits_is_refused(logits, temperature):
    with pytest.raises(lc.LSTMCoreError, match="logits"):
        lc.distribution(logits, temperature)


# Texts


def test_a_sample_begins_with_the_prefix_and_has_the_length(model):
    for length in (0, 1, 30):
        text = lc.sample(model, VOCABULARY, prefix="abba", length=length)
        assert text.startswith("abba")
        assert len(text) == 4 + length
        assert set(text) <= set("abcd")


def test_the_seed_decides_the_text(model):
    texts = [lc.sample(model, VOCABULARY, "a", 40, seed=seed) for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_a_shorter_sample_is_the_beginning_of_a_longer_one(model):
    assert lc.sample(model, VOCABULARY, "a", 30, seed=5).startswith(
        lc.sample(model, VOCABULARY, "a", 10, seed=5)
    )


def test_greedy_takes_the_likeliest_every_time_whatever_the_seed(model):
    text, indices = "ab", [0, 1]
    for _ in range(15):
        indices.append(int(model.forward(indices).logits[-1].argmax()))
    text = VOCABULARY.decode(indices)
    for seed in (0, 1):
        assert lc.sample(model, VOCABULARY, "ab", 15, temperature=0, seed=seed) == text


@pytest.mark.parametrize("kind", [lc.CharLSTM, lc.CharRNN, lc.CharGRU, lc.StackedCharLSTM])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_every_character_is_drawn_from_what_the_whole_text_so_far_predicts(kind, dtype):
    model = kind(4, 6, seed=1, dtype=dtype)
    text = "abc"
    for drawn in islice(lc.generate(model, VOCABULARY, text, temperature=0.7, seed=3), 20):
        logits = model.forward(VOCABULARY.encode(text)).logits[-1].astype(np.float64)
        np.testing.assert_allclose(drawn.distribution, lc.softmax(logits / 0.7), rtol=1e-5)
        assert drawn.probability == drawn.distribution[VOCABULARY.encode(drawn.character)[0]]
        text += drawn.character
    assert text == lc.sample(model, VOCABULARY, "abc", 20, temperature=0.7, seed=3)


def plainly_drawn(model, vocabulary, prefix, length, temperature, seed):
    """The same draws through the public functions and NumPy's own choice, as slow as that is."""
    random, drawn = np.random.default_rng(seed), []
    trace = model.forward(vocabulary.encode(prefix))
    for _ in range(length):
        p = lc.distribution(trace.logits[-1].astype(np.float64), temperature)
        index = int(random.choice(len(vocabulary), p=p))
        drawn.append((vocabulary.characters[index], p.tobytes(), float(p[index])))
        trace = model.forward([index], trace.final_state)
    return drawn


@pytest.mark.parametrize("backend", ["reference", "numpy", "numba", "rnn"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("hidden_size", [1, 7, 150])
def test_fast_sampling_gives_the_bits_of_the_public_functions(backend, dtype, hidden_size):
    if backend == "numba":
        pytest.importorskip("numba")
    kinds = {"rnn": lambda *sizes: lc.CharRNN(*sizes, seed=2, dtype=dtype)}
    lstm = lambda *sizes: lc.CharLSTM(*sizes, seed=2, dtype=dtype, backend=backend)  # noqa: E731
    model = kinds.get(backend, lstm)(4, hidden_size)
    model.parameters.vector[...] *= 2.0
    for temperature in (0.0, 1e-308, 0.7, 1.0, 1e300):
        expected = plainly_drawn(model, VOCABULARY, "abca", 12, temperature, seed=4)
        drawn = islice(lc.generate(model, VOCABULARY, "abca", temperature=temperature, seed=4), 12)
        assert [(d.character, d.distribution.tobytes(), d.probability) for d in drawn] == expected
        text = lc.sample(model, VOCABULARY, "abca", 12, temperature=temperature, seed=4)
        assert text == "abca" + "".join(character for character, *_ in expected)


def test_what_was_drawn_stays_as_it_was():
    model = lc.CharLSTM(4, 6, seed=3)
    drawn, kept = [], []
    for one in islice(lc.generate(model, VOCABULARY, "a"), 9):
        drawn.append(one)
        kept.append(one.distribution.copy())
    np.testing.assert_array_equal([one.distribution for one in drawn], kept)
    assert len({p.tobytes() for p in kept}) > 1


def test_a_network_that_learns_meanwhile_writes_with_its_new_weights():
    model = lc.CharLSTM(4, 6, seed=3)
    drawn = lc.generate(model, VOCABULARY, "a")
    next(drawn)
    model.parameters.vector.fill(0.0)
    np.testing.assert_array_equal(next(drawn).distribution, 0.25)


def test_a_network_whose_numbers_are_not_finite_writes_nothing(model):
    for number in (np.nan, np.inf, -np.inf):
        sick = lc.CharLSTM.from_parameters(model.parameters.copy())
        drawn = lc.generate(sick, VOCABULARY, "a")
        next(drawn)
        sick.parameters.b_y[1] = number
        for temperature in (0.0, 1.0):
            with pytest.raises(lc.ArgumentError, match="logits must be finite"):
                lc.sample(sick, VOCABULARY, "a", 1, temperature=temperature)
        with pytest.raises(lc.ArgumentError, match="logits must be finite"):
            next(drawn)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_characters_are_as_frequent_as_they_are_likely(model, temperature):
    draws = 3000
    first = [
        next(lc.generate(model, VOCABULARY, "ab", temperature=temperature, seed=seed)).character
        for seed in range(draws)
    ]
    p = lc.distribution(model.forward([0, 1]).logits[-1], temperature)
    counts = Counter(first)
    for character, expected in zip("abcd", p, strict=True):
        spread = math.sqrt(draws * expected * (1 - expected))
        assert abs(counts[character] - draws * expected) <= 4 * spread + 1, character


def test_generation_has_no_end_of_its_own(model):
    assert len(list(islice(lc.generate(model, VOCABULARY, "a"), 200))) == 200


@pytest.mark.parametrize("prefix", ["", "abX", None, 5, ["a"]])
def test_a_prefix_is_a_text_of_known_characters(model, prefix):
    for call in (lc.generate, lambda *a: lc.sample(*a, 3)):
        with pytest.raises(lc.LSTMCoreError, match=r"prefix|does not know|text must be"):
            call(model, VOCABULARY, prefix)


@pytest.mark.parametrize("vocabulary", [None, "abcd", lc.Vocabulary("abc")])
def test_a_vocabulary_must_be_the_networks(model, vocabulary):
    with pytest.raises(lc.ArgumentError, match="vocabulary must be a Vocabulary of 4 characters"):
        lc.sample(model, vocabulary, "a", 3)


@pytest.mark.parametrize("length", [-1, 1.5, None, "3", 10**30])
def test_a_length_is_a_count(model, length):
    with pytest.raises(lc.ArgumentError, match=r"length must be an integer of (at least 0|0 to)"):
        lc.sample(model, VOCABULARY, "a", length)


# Accuracy


@given(arrays(np.float64, (6, 4), elements=st.floats(-9, 9)), st.integers(0, 99))
def test_target_probabilities_are_what_softmax_says_and_their_mean_is_the_accuracy(logits, seed):
    targets = np.random.default_rng(seed).integers(0, 4, 6)
    expected = [lc.softmax(row)[k] for row, k in zip(logits, targets, strict=True)]
    np.testing.assert_allclose(lc.target_probabilities(logits, targets), expected, rtol=1e-12)
    assert lc.expected_accuracy(logits, targets) == pytest.approx(np.mean(expected))


def test_expected_accuracy_is_the_share_of_right_draws(model):
    text = np.random.default_rng(1).integers(0, 4, 200)
    logits = model.forward(text[:-1]).logits
    random = np.random.default_rng(2)
    right = [
        (random.random((199, 1)) < lc.softmax(logits).cumsum(axis=-1)).argmax(axis=-1) == text[1:]
        for _ in range(100)
    ]
    assert lc.expected_accuracy(logits, text[1:]) == pytest.approx(np.mean(right), abs=0.01)


def test_who_knows_nothing_is_right_once_in_V():
    assert lc.expected_accuracy(np.zeros((3, 5)), [0, 1, 2]) == pytest.approx(0.2)
    assert lc.expected_accuracy([[0.0, 1e4], [1e4, 0.0]], [1, 1]) == 0.5


@pytest.mark.parametrize("length", [100_000_001, 2**40, 10**30])
def test_a_sample_that_no_memory_holds_is_refused_before_it_begins(length):
    vocabulary = lc.Vocabulary.from_text("ab")
    with pytest.raises(lc.ArgumentError, match="length must be an integer of 0 to 100000000"):
        lc.sample(lc.CharLSTM(2, 3, seed=0), vocabulary, "a", length)
