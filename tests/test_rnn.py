"""The vanilla RNN: the same interface, another recurrence."""

import numpy as np
import pytest
from differences import assert_same
from hypothesis import given
from hypothesis import strategies as st
from test_model import assert_gradients_are_derivatives, random_network

import lstm_core as lc

sizes = st.integers(1, 5)
seeds = st.integers(0, 100)


@given(sizes, sizes, st.integers(1, 4), seeds)
def test_a_text_is_read_one_tanh_after_another(T, V, H, seed):
    model = random_network(V, H, seed, lc.CharRNN)
    p = model.parameters
    random = np.random.default_rng(seed)
    inputs, h = random.integers(0, V, T), random.normal(size=H)
    trace = model.forward(inputs, (h,))
    for t, k in enumerate(inputs):
        h = np.array(
            [
                np.tanh(p.W_x[k, unit] + sum(h[j] * p.W_h[j, unit] for j in range(H)) + p.b[unit])
                for unit in range(H)
            ]
        )
        assert_same(trace.hidden_state[t], h)
        assert_same(trace.logits[t], np.array([h @ p.W_y[:, v] + p.b_y[v] for v in range(V)]))
    np.testing.assert_array_equal(trace.final_state[0], trace.hidden_state[-1])


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@given(T=st.integers(1, 6), B=st.integers(0, 3), V=sizes, H=st.integers(1, 4), seed=seeds)
def test_gradients_agree_with_finite_differences(reduction, T, B, V, H, seed):
    assert_gradients_are_derivatives(random_network(V, H, seed, lc.CharRNN), T, B, reduction, seed)


def test_the_texts_of_a_batch_do_not_touch_each_other():
    model = random_network(5, 4, 0, lc.CharRNN)
    inputs = np.array([[1, 2], [3, 4], [0, 0]])
    together = model.forward(inputs)
    for k in range(2):
        assert_same(together.logits[:, k], model.forward(inputs[:, k]).logits)


def test_a_text_in_two_pieces_gives_the_numbers_of_the_whole():
    model = random_network(5, 4, 0, lc.CharRNN)
    first = model.forward([1, 2])
    second = model.forward([3, 4], first.final_state)
    assert_same(np.vstack([first.logits, second.logits]), model.forward([1, 2, 3, 4]).logits)


def test_backward_changes_no_trace():
    model = random_network(5, 4, 0, lc.CharRNN)
    trace = model.forward([1, 2, 3])
    before = trace.hidden_state.copy(), trace.logits.copy()
    first = model.backward(trace, [2, 3, 4])
    np.testing.assert_array_equal(trace.hidden_state, before[0])
    np.testing.assert_array_equal(trace.logits, before[1])
    np.testing.assert_array_equal(model.backward(trace, [2, 3, 4]).vector, first.vector)


def test_it_trains():
    text = np.tile([0, 1, 2, 1], 20)
    trainer = lc.Trainer(lc.CharRNN(3, 6, seed=0), text)
    losses = [report.loss for report in trainer.run(epochs=100)]
    assert losses[-1] < 0.1 < losses[0]


def test_float32_is_kept():
    model = lc.CharRNN(5, 4, dtype="float32")
    trace = model.forward([1, 2])
    assert trace.logits.dtype == np.float32
    assert model.backward(trace, [2, 3]).dtype == np.float32


@pytest.mark.parametrize("trace", [None, lc.CharLSTM(5, 4).forward([1]), lc.CharRNN(5, 3).forward([1])])
def test_a_trace_of_another_network_is_refused(trace):
    with pytest.raises(lc.LSTMCoreError, match="trace"):
        lc.CharRNN(5, 4).backward(trace, [1])


@pytest.mark.parametrize(
    "state",
    [np.zeros(4), (np.zeros(4), np.zeros(4)), (np.zeros(3),), (None,), "a", (np.full(4, np.nan),)],
)
def test_a_state_that_does_not_fit_is_refused(state):
    with pytest.raises(lc.LSTMCoreError, match="state"):
        lc.CharRNN(5, 4).forward([1, 2], state)


def test_a_network_shows_how_it_was_made():
    assert repr(lc.CharRNN(5, 4)) == "CharRNN(vocab_size=5, hidden_size=4, dtype='float64')"


def test_a_saved_network_is_read_again_and_a_file_of_another_family_is_refused(tmp_path):
    model = random_network(5, 4, 0, lc.CharRNN)
    model.save(tmp_path / "rnn.npz")
    again = lc.CharRNN.load(tmp_path / "rnn.npz")
    np.testing.assert_array_equal(again.parameters.vector, model.parameters.vector)
    np.testing.assert_array_equal(again.forward([1, 2]).logits, model.forward([1, 2]).logits)
    with pytest.raises(lc.FileError, match="holds no model"):
        lc.CharLSTM.load(tmp_path / "rnn.npz")
