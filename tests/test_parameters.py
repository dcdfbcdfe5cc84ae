"""The five arrays, their views, and their initial values."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core.parameters import ARRAY_NAMES
from lstm_core.rnn import RNNParameters

sizes = st.integers(1, 6)


def numbered(V, H):
    """Parameters whose numbers are 0, 1, 2, … in the order of the vector."""
    parameters = lc.Parameters.zeros(V, H)
    parameters.vector[...] = np.arange(parameters.count)
    return parameters


# Shapes and counts


@given(sizes, sizes)
def test_the_arrays_have_the_shapes_of_the_notation(V, H):
    p = lc.Parameters.xavier(V, H)
    assert p.W_x.shape == (V, 4 * H)
    assert p.W_h.shape == (H, 4 * H)
    assert p.b.shape == (4 * H,)
    assert p.W_y.shape == (H, V)
    assert p.b_y.shape == (V,)
    assert (p.vocab_size, p.hidden_size) == (V, H)


def test_the_network_of_the_tutorial_has_7010_parameters():
    assert lc.Parameters.xavier(35, 25).count == 7010


@given(sizes, sizes)
def test_all_numbers_stand_in_one_vector_in_a_fixed_order(V, H):
    p = numbered(V, H)
    arrays = dict(p.arrays())
    assert tuple(arrays) == ARRAY_NAMES == ("W_x", "W_h", "b", "W_y", "b_y")
    np.testing.assert_array_equal(np.concatenate([a.ravel() for a in arrays.values()]), p.vector)
    assert p.count == sum(a.size for a in arrays.values())


def test_the_vanilla_rnn_has_one_block_where_the_lstm_has_four():
    p = RNNParameters.xavier(5, 3)
    assert (p.W_x.shape, p.W_h.shape, p.b.shape) == ((5, 3), (3, 3), (3,))
    assert p.count == 5 * 3 + 3 * 3 + 3 + 3 * 5 + 5


# Views


@pytest.mark.parametrize("name", ARRAY_NAMES)
def test_what_is_written_into_an_array_is_written_into_the_vector(name):
    p = lc.Parameters.zeros(3, 2)
    getattr(p, name)[...] = 7.0
    assert (p.vector == 7.0).sum() == getattr(p, name).size


def test_gates_are_views_in_the_order_input_forget_candidate_output():
    assert lc.GATES == ("input", "forget", "candidate", "output")
    p = lc.Parameters.zeros(3, 2)
    for number, name in enumerate(lc.GATES, 1):
        gate = p.gate(name)
        assert (gate.W_x.shape, gate.W_h.shape, gate.b.shape) == ((3, 2), (2, 2), (2,))
        for view in (gate.W_x, gate.W_h, gate.b):
            view[...] = number
    expected = np.repeat([1.0, 2.0, 3.0, 4.0], 2)
    for array in (p.W_x, p.W_h, p.b):
        np.testing.assert_array_equal(array, np.broadcast_to(expected, array.shape))


@pytest.mark.parametrize("name", [*ARRAY_NAMES, "vector"])
def test_an_assignment_copies_the_numbers_and_keeps_the_array(name):
    p = lc.Parameters.zeros(3, 2)
    mine = getattr(p, name)
    other = np.ones(mine.shape)
    setattr(p, name, other)
    assert getattr(p, name) is mine
    other[...] = 5.0
    assert (mine == 1.0).all()
    assert (p.vector == 1.0).sum() == mine.size


def test_arithmetic_in_place_keeps_the_views():
    p = numbered(3, 2)
    p.W_h -= 1.0
    p.vector *= 2.0
    np.testing.assert_array_equal(p.W_h.ravel(), 2.0 * (np.arange(24, 40) - 1))
    assert p.W_h.base is p.b.base


def test_an_array_that_does_not_exist_cannot_be_assigned():
    with pytest.raises(lc.ArgumentError, match=r"no array 'W_z'; the arrays are W_x, W_h, b, W_y, b_y"):
        lc.Parameters.zeros(3, 2).W_z = np.ones(3)


@pytest.mark.parametrize("value", [np.ones((2, 3)), 1.0, "abc", None])
def test_what_does_not_fit_is_not_assigned_and_nothing_changes(value):
    p = numbered(3, 2)
    with pytest.raises(lc.LSTMCoreError, match="b_y"):
        p.b_y = value
    np.testing.assert_array_equal(p.vector, np.arange(p.count))


def test_a_gate_that_does_not_exist_is_refused():
    with pytest.raises(lc.ArgumentError, match=r"gate must be one of 'input'.*got 'cell'"):
        lc.Parameters.zeros(3, 2).gate("cell")


# Initial values


@given(sizes, sizes, st.integers(0, 99))
def test_initial_weights_stay_within_xaviers_limits_and_biases_are_0(V, H, seed):
    p = lc.Parameters.xavier(V, H, seed=seed)
    gate_limit, output_limit = np.sqrt(6 / (V + H + H)), np.sqrt(6 / (H + V))
    assert np.abs(p.W_x).max() <= gate_limit
    assert np.abs(p.W_h).max() <= gate_limit
    assert np.abs(p.W_y).max() <= output_limit
    assert not p.b.any()
    assert not p.b_y.any()


@pytest.mark.parametrize("name", ["W_x", "W_h", "W_y"])
def test_initial_weights_are_spread_evenly_between_the_limits(name):
    V, H = 80, 60
    p = lc.Parameters.xavier(V, H, seed=1)
    limit = np.sqrt(6 / (H + V)) if name == "W_y" else np.sqrt(6 / (V + 2 * H))
    shares, _ = np.histogram(getattr(p, name), bins=8, range=(-limit, limit))
    n = getattr(p, name).size
    assert shares.sum() == n
    # Each share is binomial with mean n/8: five standard deviations.
    np.testing.assert_allclose(shares, n / 8, atol=5 * np.sqrt(n / 8 * 7 / 8))
    assert getattr(p, name).std() == pytest.approx(limit / np.sqrt(3), rel=0.02)


def test_every_gate_starts_with_weights_of_its_own():
    gates = [lc.Parameters.xavier(5, 4).gate(name).W_h.tobytes() for name in lc.GATES]
    assert len(set(gates)) == 4


def test_the_seed_decides_the_weights():
    first, again, other = (lc.Parameters.xavier(5, 4, seed=seed).vector for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_float32_starts_with_the_weights_of_float64_rounded():
    rounded = lc.Parameters.xavier(5, 4, seed=3, dtype="float32")
    assert rounded.dtype == np.float32
    np.testing.assert_array_equal(
        rounded.vector, lc.Parameters.xavier(5, 4, seed=3).vector.astype(np.float32)
    )


@pytest.mark.parametrize("bias", [1.0, -2.0, 0.0])
def test_the_forget_bias_goes_into_the_forget_gate_alone(bias):
    p, plain = lc.Parameters.xavier(5, 4, forget_bias=bias), lc.Parameters.xavier(5, 4)
    assert (p.gate("forget").b == bias).all()
    p.gate("forget").b[...] = 0.0
    np.testing.assert_array_equal(p.vector, plain.vector)


# Making and copying


def test_parameters_are_made_of_arrays_and_copy_them():
    source = numbered(3, 2)
    arrays = {name: array.copy() for name, array in source.arrays()}
    p = lc.Parameters(**arrays)
    for array in arrays.values():
        array[...] = -1.0
    np.testing.assert_array_equal(p.vector, source.vector)
    assert lc.Parameters(**dict(source.arrays()), dtype="float32").dtype == np.float32


@pytest.mark.parametrize("name", ARRAY_NAMES)
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_parameters_are_not_made_of_what_is_not_finite(name, value):
    arrays = {key: array.copy() for key, array in numbered(3, 2).arrays()}
    arrays[name].flat[-1] = value
    with pytest.raises(lc.ArgumentError, match=f"{name} must be finite"):
        lc.Parameters(**arrays)


@pytest.mark.parametrize("name", ARRAY_NAMES)
def test_parameters_are_not_made_of_arrays_that_do_not_fit(name):
    arrays = dict(numbered(3, 2).arrays())
    arrays[name] = np.ones((*arrays[name].shape, 1))
    with pytest.raises(lc.ShapeError, match=f"{name} must have the shape"):
        lc.Parameters(**arrays)


@pytest.mark.parametrize(
    "twin_of",
    [lc.Parameters.copy, copy.copy, copy.deepcopy, lambda p: pickle.loads(pickle.dumps(p))],
    ids=["copy", "copy.copy", "copy.deepcopy", "pickle"],
)
@pytest.mark.parametrize("kind", [lc.Parameters, RNNParameters])
def test_a_copy_has_the_same_numbers_and_memory_of_its_own(twin_of, kind):
    p = kind.xavier(3, 2, seed=5, dtype="float32")
    twin = twin_of(p)
    assert type(twin) is kind
    assert twin.dtype == np.float32
    np.testing.assert_array_equal(twin.vector, p.vector)
    twin.W_h[...] = 9.0
    assert (twin.vector == 9.0).sum() == twin.W_h.size
    assert not (p.vector == 9.0).any()


def test_a_copy_may_have_another_type():
    assert lc.Parameters.zeros(3, 2).copy(dtype="float32").dtype == np.float32


def test_parameters_show_their_sizes():
    assert repr(lc.Parameters.zeros(35, 25)) == "Parameters(V=35, H=25, count=7010, dtype=float64)"


@pytest.mark.parametrize("kind", [int, np.uint8, np.int16, np.uint64])
def test_small_integers_of_numpy_give_the_same_weights(kind):
    model = lc.CharLSTM(kind(200), kind(100))
    weights = model.parameters.W_x
    limit = np.sqrt(6 / (200 + 100 + 100))  # 0.122
    assert 0.99 * limit < np.abs(weights).max() <= limit
    np.testing.assert_array_equal(weights, lc.CharLSTM(200, 100).parameters.W_x)


@pytest.mark.parametrize("size", [2**20, 2**40, 10**30])
def test_what_does_not_fit_into_memory_is_refused(size):
    with pytest.raises(lc.ArgumentError, match="not enough memory for the parameters of V=4, H="):
        lc.CharLSTM(4, size)


def test_numbers_too_large_for_float32_are_not_copied_there():
    parameters = lc.Parameters.zeros(2, 1)
    parameters.vector[0] = 1e300
    with pytest.raises(lc.ArgumentError, match="too large for float32"):
        parameters.copy(dtype="float32")
