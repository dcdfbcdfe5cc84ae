"""Checks of arguments: each returns the clean value or raises an error that says what came."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.arguments import (
    check_array,
    check_choice,
    check_dtype,
    check_flag,
    check_indices,
    check_integer,
    check_place,
    check_real,
    short_repr,
)
from lstm_core.errors import ArgumentError, ShapeError

anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=5),
    st.complex_numbers(),
    st.lists(st.one_of(st.floats(), st.text(max_size=2), st.lists(st.integers())), max_size=3),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
)


@given(anything)
def test_whatever_comes_is_either_clean_afterwards_or_refused_with_our_own_error(value):
    checks = {
        "integer": (lambda: check_integer("x", value, minimum=0), lambda n: type(n) is int and n >= 0),
        "real": (lambda: check_real("x", value), lambda n: type(n) is float and 0 <= n < np.inf),
        "choice": (lambda: check_choice("x", value, ("a", "b")), lambda n: n in ("a", "b")),
        "array": (lambda: check_array("x", value), lambda a: np.isfinite(a).all()),
        "indices": (lambda: check_indices("x", value, 5), lambda a: ((a >= 0) & (a < 5)).all()),
        "dtype": (lambda: check_dtype(value), lambda d: d in (np.float32, np.float64)),
    }
    for name, (check, is_clean) in checks.items():
        try:
            clean = check()
        except (ArgumentError, ShapeError) as error:
            assert str(error).startswith("dtype" if name == "dtype" else "x")
        else:
            assert is_clean(clean), name


@pytest.mark.parametrize("value", [True, 2.0, np.float64(2), "2", None, np.True_, 1])
def test_what_is_no_integer_or_too_small_is_refused(value):
    with pytest.raises(ArgumentError, match="size must be an integer of at least 2, but got"):
        check_integer("size", value, minimum=2)


def test_numpy_s_integers_are_integers():
    number = check_integer("size", np.uint8(7), minimum=2)
    assert (number, type(number)) == (7, int)


@pytest.mark.parametrize("value", [True, "1", None, np.nan, np.inf, -0.1, 1j, 10**400])
def test_what_is_no_finite_number_of_at_least_0_is_refused(value):
    with pytest.raises(ArgumentError, match="rate must be a finite number of at least 0, but got"):
        check_real("rate", value)


def test_bounds_of_numbers_may_be_left_out():
    assert check_real("rate", 0) == 0.0
    assert check_real("rate", Fraction(1, 4), above=0.0) == 0.25
    assert check_real("rate", -1, least=-np.inf) == -1.0
    with pytest.raises(ArgumentError, match="greater than 0, but got 0"):
        check_real("rate", 0, above=0.0)


def test_a_choice_lists_what_is_allowed():
    assert check_choice("mode", "a", ("a", "b")) == "a"
    with pytest.raises(ArgumentError, match="mode must be one of 'a', 'b', but got 'c'"):
        check_choice("mode", "c", ("a", "b"))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_arrays_of_floats_are_not_copied(dtype):
    array = np.ones(3, dtype)
    assert check_array("x", array) is array


@pytest.mark.parametrize("value", [1, [1, 2], np.ones(2, np.int8), np.ones(2, np.float16)])
def test_other_numbers_become_float64(value):
    assert check_array("x", value).dtype == np.float64


@pytest.mark.parametrize("value", [None, "abc", [1j], [True], [None, 1.0], [10**400]])
def test_what_holds_no_real_numbers_is_shown(value):
    with pytest.raises(ArgumentError, match="x must hold real numbers, but got"):
        check_array("x", value)


def test_a_shape_is_compared_axis_by_axis():
    assert check_array("x", np.ones((2, 3)), shape=(None, 3)).shape == (2, 3)
    with pytest.raises(ShapeError, match=r"x must have the shape \(any, 4\), but has \(2, 3\)"):
        check_array("x", np.ones((2, 3)), shape=(None, 4))
    with pytest.raises(ShapeError, match=r"x must have the shape \(2,\), but has \(2, 3\)"):
        check_array("x", np.ones((2, 3)), shape=(2,))


@pytest.mark.parametrize("check", [check_array, lambda n, v: check_indices(n, v, 5)])
def test_rows_of_different_length_are_no_array(check):
    with pytest.raises(ShapeError, match="x must be a rectangular array"):
        check("x", [[1], [1, 2]])


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_nan_and_infinity_are_refused_unless_they_are_allowed(value):
    with pytest.raises(ArgumentError, match="x must be finite"):
        check_array("x", [0.0, value])
    np.testing.assert_equal(check_array("x", [0.0, value], finite=False), [0.0, value])


def test_a_number_too_large_for_float32_is_not_finite_there():
    with pytest.raises(ArgumentError, match="x must be finite"):
        check_array("x", [1e300], dtype=np.dtype(np.float32))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([5], "between 0 and 4, but holds 5"),
        ([0, -1], "between 0 and 4, but holds -1"),
        (np.array([2**63], np.uint64), "but holds 9223372036854775808"),
        ([0.0], "must hold integers"),
        ("abc", "Use vocabulary.encode"),
        (None, "but got None"),
        ([True], "must hold integers"),
    ],
)
def test_what_is_no_index_is_refused(value, message):
    with pytest.raises(ArgumentError, match=message):
        check_indices("x", value, 5)


def test_no_indices_are_refused_unless_they_are_allowed():
    with pytest.raises(ShapeError, match="x is empty"):
        check_indices("x", [], 5)
    assert check_indices("x", [], 5, allow_empty=True).dtype == np.intp


@pytest.mark.parametrize("dtype", ["float32", np.float64, "f8", np.dtype("float32"), float])
def test_both_types_of_floats_may_be_written_in_any_way(dtype):
    assert check_dtype(dtype) == np.dtype(dtype)


@pytest.mark.parametrize("dtype", [None, "int64", "float16", ">f8", "abc", 5, [1], {}, ",", "f4,f4"])
def test_other_types_are_refused(dtype):
    with pytest.raises(ArgumentError, match="dtype must be 'float64' or 'float32', but got"):
        check_dtype(dtype)


def test_what_came_is_shown_on_one_line_and_cut():
    assert short_repr("abc") == "'abc'"
    assert len(short_repr("a" * 500)) == 60
    assert "\n" not in short_repr(np.eye(3))


@pytest.mark.parametrize("place", [0, 4, np.int64(2)])
def test_a_place_is_counted_from_zero(place):
    assert check_place("unit", place, size=5) == place


@pytest.mark.parametrize("place", [5, -1, 1.0, True, "2", None])
def test_a_place_outside_is_refused(place):
    with pytest.raises(ArgumentError, match="unit must be an integer of"):
        check_place("unit", place, size=5)


def test_masks_are_refused_and_unmasked_entries_are_numbers():
    masked = np.ma.array([1, 2, 3], mask=[False, True, False])
    for strange in (masked, [masked], [1, np.ma.masked]):
        with pytest.raises(ArgumentError, match="masked"):
            check_array("x", strange)
        with pytest.raises(ArgumentError, match="masked"):
            check_indices("x", strange, 5)
    np.testing.assert_array_equal(check_indices("x", np.ma.array([1, 2]), 5), [1, 2])


@pytest.mark.parametrize("value", [[0, True], [[0], [np.True_]], (1.0, False), [np.array([True]), [1]]])
def test_bools_among_numbers_are_refused(value):
    with pytest.raises(ArgumentError, match=r"x must hold real numbers, but got .* among them"):
        check_array("x", value)
    with pytest.raises(ArgumentError, match="x must hold integers, but got"):
        check_indices("x", value, 5)


@pytest.mark.parametrize("value", [np.timedelta64(3, "s"), np.timedelta64(3, "D")])
def test_a_span_of_time_is_no_number(value):
    with pytest.raises(ArgumentError):
        check_integer("x", value, minimum=0)
    with pytest.raises(ArgumentError):
        check_real("x", value)


@pytest.mark.parametrize("value", ["no", 1, 0, None, [], np.array([True])])
def test_what_is_merely_true_or_false_is_no_flag(value):
    with pytest.raises(ArgumentError, match="lowercase must be True or False, but got"):
        check_flag("lowercase", value)
    assert check_flag("lowercase", np.True_) is True


class _Refuses:
    def __repr__(self):
        raise RuntimeError


def test_what_cannot_be_shown_is_named_by_its_type():
    for value in (_Refuses(), 10**5000, [_Refuses()]):
        assert short_repr(value) == f"an object of type {type(value).__name__}"


def test_a_list_that_is_nested_too_deep_is_no_array():
    value = [0]
    for _ in range(5000):
        value = [value]
    with pytest.raises(ShapeError, match="nested too deep"):
        check_array("x", value)


def test_an_array_that_claims_more_than_a_memory_holds_is_refused():
    with pytest.raises(ArgumentError, match="not enough memory"):
        check_indices("x", np.broadcast_to(np.int64(0), (2**40,)), 5)


def test_a_range_has_two_ends():
    assert check_integer("x", 5, minimum=0, maximum=5) == 5
    with pytest.raises(ArgumentError, match="x must be an integer of 0 to 5, but got 6"):
        check_integer("x", 6, minimum=0, maximum=5)
