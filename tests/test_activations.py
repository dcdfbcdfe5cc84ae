"""The squashing functions, softmax and cross-entropy, and their derivatives."""

import math
from decimal import Decimal

import numpy as np
import pytest
from differences import assert_slopes, slopes
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import lstm_core as lc
from lstm_core import activations

moderate = st.floats(-30, 30)
finite = st.floats(allow_nan=False, allow_infinity=False)
rows = arrays(np.float64, array_shapes(min_dims=1, max_dims=3, max_side=5), elements=moderate)


def scores_and_targets(elements=moderate):
    """Scores (T, V) and a target for each row."""
    return rows.filter(lambda a: a.ndim == 2).flatmap(
        lambda a: st.tuples(
            arrays(np.float64, a.shape, elements=elements),
            arrays(np.int64, a.shape[:1], elements=st.integers(0, a.shape[1] - 1)),
        )
    )


# Squashing functions


@given(st.floats(-700, 700))
def test_sigmoid_is_its_formula_in_exact_arithmetic(z):
    exact = 1 / (1 + (-Decimal(z)).exp())
    assert lc.sigmoid(z) == pytest.approx(float(exact), rel=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_sigmoid_reaches_its_limits_without_a_warning(dtype):
    z = np.array([-1000.0, -100.0, 0.0, 100.0, 1000.0, -np.inf, np.inf], dtype)
    np.testing.assert_allclose(lc.sigmoid(z), [0, 0, 0.5, 1, 1, 0, 1], atol=1e-40)


@given(rows)
def test_sigmoid_is_a_tanh_of_half_the_number(z):
    np.testing.assert_allclose(lc.sigmoid(z), 0.5 * np.tanh(z / 2) + 0.5, atol=1e-15)
    np.testing.assert_allclose(lc.sigmoid(z) + lc.sigmoid(-z), 1.0, rtol=1e-15)


@given(rows)
def test_tanh_is_numpy_s(z):
    np.testing.assert_array_equal(lc.tanh(z), np.tanh(z))


def assert_derivatives_are_slopes(activations, z):
    """Compare the derivatives of both squashing functions with central differences."""
    step = 1e-5
    for name in ("sigmoid", "tanh"):
        function, derivative = (getattr(activations, name + end) for end in ("", "_derivative"))
        numerical = (function(z + step) - function(z - step)) / (2 * step)
        np.testing.assert_allclose(derivative(function(z)), numerical, atol=1e-9, err_msg=name)


@given(rows)
def test_a_slope_is_found_from_the_output_alone(z):
    assert_derivatives_are_slopes(lc, z)


def test_slopes_are_largest_in_the_middle():
    assert lc.sigmoid_derivative(lc.sigmoid(0.0)) == 0.25
    assert lc.tanh_derivative(lc.tanh(0.0)) == 1.0


# Softmax


@given(arrays(np.float64, array_shapes(min_dims=1, max_dims=3, max_side=5), elements=finite))
def test_softmax_adds_up_to_1_whatever_the_logits(logits):
    p = lc.softmax(logits)
    assert p.shape == logits.shape
    assert (p >= 0).all()
    np.testing.assert_allclose(p.sum(axis=-1), 1.0, rtol=1e-14)


@given(st.lists(moderate, min_size=1, max_size=6))
def test_softmax_is_its_formula(logits):
    powers = [math.exp(y) for y in logits]
    np.testing.assert_allclose(lc.softmax(logits), np.array(powers) / sum(powers), rtol=1e-13)


@given(rows, moderate)
def test_a_constant_added_to_all_logits_changes_nothing(logits, constant):
    np.testing.assert_allclose(lc.softmax(logits + constant), lc.softmax(logits), rtol=1e-11)


@given(rows)
def test_log_softmax_is_the_logarithm_of_softmax(logits):
    np.testing.assert_allclose(lc.log_softmax(logits), np.log(lc.softmax(logits)), atol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_logits_are_fine(dtype):
    logits = np.array([1e4, 0.0, -1e4], dtype)
    assert lc.softmax(logits).tolist() == [1.0, 0.0, 0.0]
    assert lc.log_softmax(logits).tolist() == [0.0, -1e4, -2e4]
    largest = np.finfo(dtype).max
    assert lc.softmax(np.array([largest, -largest], dtype)).tolist() == [1.0, 0.0]


# Cross-entropy


@given(scores_and_targets())
def test_cross_entropy_is_minus_the_logarithm_of_the_targets_probability(pair):
    logits, targets = pair
    expected = [-math.log(lc.softmax(row)[k]) for row, k in zip(logits, targets, strict=True)]
    np.testing.assert_allclose(lc.cross_entropy(logits, targets, "none"), expected, atol=1e-12)
    assert lc.cross_entropy(logits, targets) == pytest.approx(math.fsum(expected), abs=1e-11)


@given(scores_and_targets())
def test_reductions_add_up_average_or_keep_apart(pair):
    apart = lc.cross_entropy(*pair, "none")
    assert apart.shape == pair[1].shape
    assert lc.cross_entropy(*pair) == lc.cross_entropy(*pair, "sum") == pytest.approx(apart.sum())
    assert lc.cross_entropy(*pair, "mean") == pytest.approx(apart.mean())


@pytest.mark.parametrize("V", [2, 35, 1000])
def test_who_knows_nothing_is_surprised_by_ln_V(V):
    assert lc.cross_entropy(np.zeros((3, V)), [0, 1, V - 1], "mean") == pytest.approx(math.log(V))


def test_logits_of_ten_thousand_give_losses_of_ten_thousand():
    assert lc.cross_entropy([[1e4, 0.0], [1e4, 0.0]], [1, 0]) == 1e4
    assert lc.cross_entropy([[-1e4, -1e4]], [0]) == pytest.approx(math.log(2))


def assert_loss_is_differentiated(activations, logits, targets):
    """Compare the derivative of the cross-entropy with central differences."""
    for reduction in ("sum", "mean"):
        expected = slopes(lambda r=reduction: lc.cross_entropy(logits, targets, r), logits)
        loss, derivative = activations.cross_entropy_with_derivative(logits, targets, reduction)
        assert loss == pytest.approx(lc.cross_entropy(logits, targets, reduction), rel=1e-12, abs=1e-14)
        assert_slopes(derivative, expected)
        np.testing.assert_array_equal(
            activations.cross_entropy_derivative(logits, targets, reduction), derivative
        )


@given(scores_and_targets(st.floats(-5, 5)))
def test_the_derivative_agrees_with_finite_differences(pair):
    assert_loss_is_differentiated(activations, *pair)


@given(scores_and_targets())
def test_the_derivative_is_p_minus_onehot_and_adds_up_to_0(pair):
    logits, targets = pair
    derivative = lc.cross_entropy_derivative(logits, targets)
    expected = lc.softmax(logits) - np.eye(logits.shape[1])[targets]
    np.testing.assert_allclose(derivative, expected, atol=1e-15)
    np.testing.assert_allclose(derivative.sum(axis=-1), 0.0, atol=1e-14)


def test_any_number_of_axes_may_stand_before_the_last():
    logits = np.random.default_rng(0).normal(size=(4, 3, 2, 5))
    targets = np.arange(24).reshape(4, 3, 2) % 5
    flat = logits.reshape(-1, 5), targets.ravel()
    assert lc.cross_entropy(logits, targets) == pytest.approx(lc.cross_entropy(*flat))
    np.testing.assert_array_equal(
        lc.cross_entropy_derivative(logits, targets).reshape(-1, 5), lc.cross_entropy_derivative(*flat)
    )
    assert lc.cross_entropy(logits[0, 0, 0], 3) == lc.cross_entropy(logits[0, 0, :1], [3])


# All of them


@pytest.mark.parametrize(
    "function",
    [
        lc.sigmoid,
        lc.sigmoid_derivative,
        lc.tanh,
        lc.tanh_derivative,
        lc.softmax,
        lc.log_softmax,
        lambda y: lc.cross_entropy(y, [1, 0], "none"),
        lambda y: lc.cross_entropy_derivative(y, [1, 0]),
        lambda y: lc.cross_entropy_derivative(y, [1, 0], "mean"),
    ],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_of_the_numbers_stays_and_the_argument_too(function, dtype):
    z = np.array([[0.25, 0.5, 0.75], [0.125, 0.25, 0.5]], dtype)
    before = z.copy()
    assert function(z).dtype == dtype
    np.testing.assert_array_equal(z, before)
