"""The GRU, in both versions: its equations, its gradients, the interface of all networks."""

import copy
import math
import pickle
from functools import partial

import numpy as np
import pytest
from differences import assert_same
from hypothesis import given
from hypothesis import strategies as st
from test_model import assert_gradients_are_derivatives, random_network

import lstm_core as lc
from lstm_core.gru import GRUParameters
from lstm_core.storage import load_arrays, save_arrays

sizes = st.integers(1, 5)
seeds = st.integers(0, 100)
both = pytest.mark.parametrize("after", [False, True])


def random_gru(V, H, seed, after, dtype="float64"):
    """A GRU whose biases are no zeros, b_h among them."""
    model = random_network(V, H, seed, partial(lc.CharGRU, reset_after=after, dtype=dtype))
    if after:
        model.parameters.b_h = np.random.default_rng(seed + 1).normal(size=H)
    return model


def sigmoid(z):
    return 1.0 / (1.0 + math.exp(-z))


def one_step(p, k, h, after):
    """One step as the equations stand, one number at a time: r, u, g and h."""
    H = len(h)

    def z(block, unit, state):
        column = block * H + unit
        return p.W_x[k, column] + p.b[column] + sum(state[j] * p.W_h[j, column] for j in range(H))

    def product(unit):
        return sum(h[j] * p.W_h[j, 2 * H + unit] for j in range(H))

    r = [sigmoid(z(0, unit, h)) for unit in range(H)]
    u = [sigmoid(z(1, unit, h)) for unit in range(H)]
    if after:
        zeros = np.zeros(H)
        g = [math.tanh(z(2, n, zeros) + r[n] * (product(n) + p.b_h[n])) for n in range(H)]
    else:
        g = [math.tanh(z(2, n, np.array(r) * h)) for n in range(H)]
    r, u, g = (np.array(gate) for gate in (r, u, g))
    return r, u, g, u * h + (1.0 - u) * g


@both
@given(T=sizes, V=sizes, H=st.integers(1, 4), seed=seeds)
def test_a_text_is_read_by_the_equations(after, T, V, H, seed):
    model = random_gru(V, H, seed, after)
    p, random = model.parameters, np.random.default_rng(seed)
    inputs, h = random.integers(0, V, T), random.normal(size=H)
    trace = model.forward(inputs, (h,))
    for t, k in enumerate(inputs):
        *gates, h = one_step(p, k, h, after)
        shown = (trace.reset_gate[t], trace.update_gate[t], trace.candidate[t])
        for ours, theirs in zip(shown, gates, strict=True):
            assert_same(ours, theirs)
        assert_same(trace.hidden_state[t], h)
        assert_same(trace.logits[t], h @ p.W_y + p.b_y)
    np.testing.assert_array_equal(trace.final_state[0], trace.hidden_state[-1])


def test_the_two_versions_give_different_numbers_from_the_same_weights():
    before, after = (random_gru(5, 4, 0, kind) for kind in (False, True))
    for name, array in before.parameters.arrays():
        setattr(after.parameters, name, array)
    after.parameters.b_h = np.zeros(4)
    logits = [model.forward([1, 2, 3]).logits for model in (before, after)]
    np.testing.assert_allclose(logits[0][0], logits[1][0], rtol=1e-12)  # from a state of zeros
    assert np.abs(logits[0][1:] - logits[1][1:]).max() > 1e-3


@both
@pytest.mark.parametrize("reduction", ["sum", "mean"])
@given(T=st.integers(1, 6), B=st.integers(0, 3), V=sizes, H=st.integers(1, 4), seed=seeds)
def test_gradients_agree_with_finite_differences(after, reduction, T, B, V, H, seed):
    assert_gradients_are_derivatives(random_gru(V, H, seed, after), T, B, reduction, seed)


@both
def test_the_gradient_check_passes(after):
    model = random_gru(35, 25, 0, after)
    text = np.random.default_rng(0).integers(0, 35, (13, 3))
    check = lc.gradient_check(model, text[:-1], text[1:], entries=60)
    assert set(check.errors) >= {"W_x", "W_h", "b", "W_y", "b_y"}
    assert ("b_h" in check.errors) == after
    assert check.max_relative_error < 1e-7


@both
def test_a_large_vocabulary_adds_rows_one_by_one(after):
    model = random_gru(300, 3, 0, after)  # more characters than are read as one-hot vectors
    check = lc.gradient_check(model, [7, 299, 7, 0], [299, 7, 0, 1], entries=40, seed=1)
    trace = model.forward([7, 299, 7, 0])
    assert sorted(np.flatnonzero(model.backward(trace, [299, 7, 0, 1]).W_x.any(axis=1))) == [0, 7, 299]
    assert check.max_relative_error < 1e-7


@both
def test_the_texts_of_a_batch_do_not_touch_each_other(after):
    model = random_gru(5, 4, 0, after)
    inputs = np.array([[1, 2], [3, 4], [0, 0]])
    together = model.forward(inputs)
    for k in range(2):
        assert_same(together.logits[:, k], model.forward(inputs[:, k]).logits)


@both
def test_a_text_in_two_pieces_gives_the_numbers_of_the_whole(after):
    model = random_gru(5, 4, 0, after)
    first = model.forward([1, 2])
    second = model.forward([3, 4], first.final_state)
    assert_same(np.vstack([first.logits, second.logits]), model.forward([1, 2, 3, 4]).logits)


@both
def test_backward_changes_no_trace(after):
    model = random_gru(5, 4, 0, after)
    trace = model.forward([1, 2, 3])
    before = trace.gates.copy(), trace.hidden_state.copy(), trace.logits.copy()
    first = model.backward(trace, [2, 3, 4])
    for now, kept in zip((trace.gates, trace.hidden_state, trace.logits), before, strict=True):
        np.testing.assert_array_equal(now, kept)
    np.testing.assert_array_equal(model.backward(trace, [2, 3, 4]).vector, first.vector)


@both
def test_it_trains(after):
    text = np.tile([0, 1, 2, 1], 20)
    trainer = lc.Trainer(lc.CharGRU(3, 6, seed=0, reset_after=after), text)
    losses = [report.loss for report in trainer.run(epochs=150)]
    assert losses[-1] < 0.1 < losses[0]


@both
def test_float32_is_kept_and_close(after):
    exact, fast = random_gru(5, 4, 0, after), random_gru(5, 4, 0, after, "float32")
    traces = [model.forward([1, 2, 3]) for model in (exact, fast)]
    assert traces[1].gates.dtype == traces[1].logits.dtype == np.float32
    assert_same(traces[1].logits, traces[0].logits, 1e-5)
    gradients = [model.backward(t, [2, 3, 4]) for model, t in zip((exact, fast), traces, strict=True)]
    assert gradients[1].dtype == np.float32
    assert_same(gradients[1].vector, gradients[0].vector, 1e-4)


@pytest.mark.parametrize("trace", [None, lc.CharLSTM(5, 4).forward([1]), lc.CharGRU(5, 3).forward([1])])
def test_a_trace_of_another_network_is_refused(trace):
    with pytest.raises(lc.LSTMCoreError, match="trace"):
        lc.CharGRU(5, 4).backward(trace, [1])


def test_a_network_shows_how_it_was_made():
    assert repr(lc.CharGRU(5, 4, reset_after=True)) == (
        "CharGRU(vocab_size=5, hidden_size=4, dtype='float64', reset_after=True)"
    )


# Parameters


def test_the_bias_of_the_product_is_there_where_it_is_used():
    before, after = (lc.CharGRU(5, 4, seed=2, reset_after=kind).parameters for kind in (False, True))
    assert [name for name, _ in before.arrays()] == ["W_x", "W_h", "b", "W_y", "b_y"]
    assert [name for name, _ in after.arrays()][-1] == "b_h"
    assert after.count == before.count + 4
    np.testing.assert_array_equal(after.vector[:-4], before.vector)  # the same draws
    with pytest.raises(lc.ArgumentError, match="no array 'b_h'; the arrays are W_x"):
        before.b_h = np.zeros(4)
    with pytest.raises(lc.ArgumentError, match="no array 'reset_after'"):
        after.reset_after = False


def test_a_gate_is_a_view_by_its_own_name():
    p = GRUParameters.zeros(5, 4)
    p.gate("update").b[...] = 1.0
    np.testing.assert_array_equal(p.b, np.repeat([0.0, 1.0, 0.0], 4))
    with pytest.raises(lc.ArgumentError, match="'reset', 'update', 'candidate'"):
        p.gate("forget")


@both
@pytest.mark.parametrize("twin", [copy.deepcopy, lambda p: pickle.loads(pickle.dumps(p)), copy.copy])
def test_copies_keep_their_version(after, twin):
    model = random_gru(5, 4, 0, after)
    again = twin(model.parameters)
    assert again.reset_after is after
    np.testing.assert_array_equal(again.vector, model.parameters.vector)
    again.vector[...] = 0.0
    assert not again.W_x.any()
    assert model.parameters.W_x.any()


# Files


@both
def test_a_saved_network_is_read_again_and_a_file_of_another_family_is_refused(tmp_path, after):
    model = random_gru(5, 4, 0, after)
    model.save(tmp_path / "gru.npz")
    again = lc.CharGRU.load(tmp_path / "gru.npz")
    assert again.reset_after is after
    np.testing.assert_array_equal(again.parameters.vector, model.parameters.vector)
    np.testing.assert_array_equal(again.forward([1, 2]).logits, model.forward([1, 2]).logits)
    with pytest.raises(lc.FileError, match="holds no model: it is a CharGRU, not a CharLSTM"):
        lc.CharLSTM.load(tmp_path / "gru.npz")
    lc.CharLSTM(5, 4).save(tmp_path / "lstm.npz")
    with pytest.raises(lc.FileError, match="holds no model: it is a CharLSTM, not a CharGRU"):
        lc.CharGRU.load(tmp_path / "lstm.npz")


def test_a_file_that_lacks_the_bias_of_the_product_is_refused(tmp_path):
    random_gru(5, 4, 0, True).save(tmp_path / "gru.npz")
    arrays = load_arrays(tmp_path / "gru.npz", [], kind="model")
    del arrays["b_h"]
    save_arrays(tmp_path / "gru.npz", arrays)
    with pytest.raises(lc.FileError, match=r"gru\.npz.*b_h"):
        lc.CharGRU.load(tmp_path / "gru.npz")


@both
def test_a_training_run_is_resumed_bit_for_bit(tmp_path, after):
    text = np.random.default_rng(0).integers(0, 5, 60)
    way = {"sequence_length": 7, "batch_size": 2}
    runs = [
        lc.Trainer(lc.CharGRU(5, 4, seed=1, reset_after=after), text, optimizer=lc.Adam(0.01), **way)
        for _ in range(2)
    ]
    for _ in range(8):
        runs[0].step()
    for _ in range(3):
        runs[1].step()
    lc.save_checkpoint(runs[1], tmp_path / "run.npz")
    resumed = lc.load_checkpoint(tmp_path / "run.npz")
    assert resumed.model.reset_after is after
    for _ in range(5):
        resumed.step()
    theirs, ours = (run.model.parameters.vector.tobytes() for run in (runs[0], resumed))
    assert ours == theirs
