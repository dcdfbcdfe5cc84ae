"""Clipping by value and by norm, and the norm itself."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import lstm_core as lc

COUNT = lc.Parameters.zeros(2, 1).count
numbers = arrays(
    np.float64, COUNT, elements=st.floats(-1e6, 1e6).map(lambda x: 0.0 if abs(x) < 1e-6 else x)
)
limits = st.floats(0.01, 100)


def gradients_of(vector, dtype="float64"):
    gradients = lc.Parameters.zeros(2, 1, dtype=dtype)
    gradients.vector[...] = vector
    return gradients


@given(numbers)
def test_the_norm_is_the_root_of_the_sum_of_all_squares(vector):
    expected = math.sqrt(math.fsum(x * x for x in vector))
    assert lc.gradient_norm(gradients_of(vector)) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize(("dtype", "size"), [("float32", 1e30), ("float64", 1e200)])
def test_the_norm_is_right_where_squares_are_too_large(dtype, size):
    gradients = gradients_of(size, dtype)
    assert lc.gradient_norm(gradients) == pytest.approx(size * math.sqrt(COUNT), rel=1e-5)
    clipped = lc.clip_by_norm(gradients, 3.0)
    np.testing.assert_allclose(clipped.vector, 3.0 / math.sqrt(COUNT), rtol=1e-5)


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_the_norm_of_what_is_not_finite_is_not_finite(value):
    vector = np.ones(COUNT)
    vector[3] = value
    assert not math.isfinite(lc.gradient_norm(gradients_of(vector)))


@given(numbers, limits)
def test_by_value_every_number_is_moved_into_the_limits(vector, limit):
    clipped = lc.clip_by_value(gradients_of(vector), limit).vector
    np.testing.assert_array_equal(clipped, [min(max(x, -limit), limit) for x in vector])


@given(numbers, limits)
def test_by_norm_the_length_is_at_most_the_limit(vector, limit):
    clipped = lc.clip_by_norm(gradients_of(vector), limit)
    assert lc.gradient_norm(clipped) <= limit * (1 + 1e-12)


@given(numbers, limits)
def test_by_norm_the_direction_stays(vector, limit):
    norm = np.linalg.norm(vector)
    assume(norm > 0)
    clipped = lc.clip_by_norm(gradients_of(vector), limit).vector
    factor = min(1.0, limit / norm)
    np.testing.assert_allclose(clipped, factor * vector, rtol=1e-12)


def test_by_value_the_direction_changes():
    clipped = lc.clip_by_value(gradients_of([3.0] + [0.5] * (COUNT - 1)), 1.0).vector
    assert clipped[0] / clipped[1] == 2.0


@pytest.mark.parametrize("clip", [lc.clip_by_value, lc.clip_by_norm])
@given(vector=numbers, limit=limits)
def test_clipping_twice_is_clipping_once_and_the_argument_stays(clip, vector, limit):
    gradients = gradients_of(vector)
    once = clip(gradients, limit)
    np.testing.assert_allclose(clip(once, limit).vector, once.vector, rtol=1e-12)
    np.testing.assert_array_equal(gradients.vector, vector)
    assert once is not gradients


@pytest.mark.parametrize("clip", [lc.clip_by_value, lc.clip_by_norm])
def test_small_gradients_stay_as_they_are_and_keep_their_type(clip):
    gradients = gradients_of(0.01, "float32")
    clipped = clip(gradients, 1.0)
    assert clipped.dtype == np.float32
    np.testing.assert_array_equal(clipped.vector, gradients.vector)


@pytest.mark.parametrize("clip", [lc.clip_by_value, lc.clip_by_norm])
@pytest.mark.parametrize("limit", [0, -1.0, np.nan, np.inf, None, "1", True])
def test_a_limit_is_a_number_above_0(clip, limit):
    with pytest.raises(lc.ArgumentError, match="limit must be a finite number greater than 0"):
        clip(gradients_of(1.0), limit)


@pytest.mark.parametrize("function", [lc.gradient_norm, lambda g: lc.clip_by_value(g, 1.0)])
@pytest.mark.parametrize("gradients", [None, np.ones(3), {"W_x": 1}])
def test_gradients_are_parameters(function, gradients):
    with pytest.raises(lc.ArgumentError, match="gradients must be Parameters, but got"):
        function(gradients)


@pytest.mark.parametrize("clip", [lc.clip_by_value, lc.clip_by_norm])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_cannot_be_clipped(clip, value):
    vector = np.ones(COUNT)
    vector[3] = value
    with pytest.raises(lc.ArgumentError, match="gradients must be finite"):
        clip(gradients_of(vector), 1.0)


def test_a_norm_beyond_every_float_is_clipped_to_the_limit():
    clipped = lc.clip_by_norm(gradients_of(1.7e308), 3.0)
    np.testing.assert_allclose(clipped.vector, 3.0 / math.sqrt(COUNT), rtol=1e-12)
    clipped = lc.clip_by_value(gradients_of(3e38, "float32"), 1e300)
    np.testing.assert_array_equal(clipped.vector, np.float32(3e38))
