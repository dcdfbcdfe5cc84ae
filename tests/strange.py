"""Strange arguments for the fuzz test: each is made again for every call."""

import datetime
import decimal
import fractions
import numbers
from collections.abc import Mapping

import numpy as np


class RefusesRepr:
    """An object that cannot be shown."""

    def __repr__(self):
        raise RuntimeError("no repr")


class RefusesArray:
    """An object that says it is an array, and is not."""

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("no array")


class RefusesNumber(numbers.Integral):
    """An integer that refuses to be one."""

    def _refuse(self, *_):
        raise RuntimeError("no number")

    for _name in numbers.Integral.__abstractmethods__:
        locals()[_name] = _refuse


class Text(str):
    """A string of one's own."""


class Whole(int):
    """An integer of one's own."""


class Float(float):
    """A float of one's own."""


class Array(np.ndarray):
    """An array of one's own."""


class SurrogateRepr:
    """An object whose repr cannot be printed."""

    def __repr__(self):
        return "\ud800"


def nested(depth):
    """Return a list in a list in a list."""
    value = [0]
    for _ in range(depth):
        value = [value]
    return value


def yields_and_fails():
    """Yield a character, then fail."""
    yield "a"
    raise RuntimeError("no more")


def cycle():
    """Return a list that holds itself."""
    value = [0]
    value.append(value)
    return value


def record(kind="f8"):
    """Return a structured array."""
    return np.zeros(3, [("a", kind), ("b", "i4")])


MAKERS = (
    [lambda value=value: value for value in (None, True, False, np.True_, ..., NotImplemented)]
    + [lambda value=value: value for value in (-1, 2, 2**40, 2**63, 10**30, 10**5000, -(10**400))]
    + [lambda value=value: value for value in (0.5, -0.0, 5e-324, 1e308, -1e308, np.nan, np.inf, 1j)]
    + [lambda value=value: value for value in (np.uint8(200), np.int8(-128), np.float16(6e4))]
    + [lambda value=value: value for value in (np.longdouble("1e4000"), np.float32(3e38), Whole(2))]
    + [lambda value=value: value for value in (Float(0.5), Text("abc"), Text("sum"), np.str_("a"))]
    + [lambda value=value: value for value in ("", "abc", "\ud800", "a\0b", "$\\frac", "é", b"abc")]
    + [
        lambda value=value: value
        for value in (bytearray(b"abc"), memoryview(b"abc"), range(3), "f4,f4")
    ]
    + [lambda value=value: value for value in (np.timedelta64(3, "s"), np.datetime64("2020"))]
    + [lambda value=value: value for value in (np.datetime64("NaT", "s"), datetime.date(2020, 1, 1))]
    + [lambda value=value: value for value in (decimal.Decimal("0.5"), fractions.Fraction(1, 2))]
    + [lambda value=value: value for value in ([], (), {}, set(), [0, True], (1.0, np.True_), [[]])]
    + [lambda value=value: value for value in ([[0], [0, 1]], [None], ["a", 1], {"a": 1}, {1: []})]
    + [lambda value=value: value for value in (object, len, int, np.floating, np.dtype("f4"))]
    + [
        lambda: nested(100),
        lambda: nested(5000),
        cycle,
        lambda: (value for value in [0, 1]),
        yields_and_fails,
        lambda: iter([0, 1]),
        object,
        RefusesRepr,
        lambda: [RefusesRepr()],
        SurrogateRepr,
        RefusesArray,
        lambda: [RefusesArray(), 1],
        RefusesNumber,
        lambda: np.ma.array([0, 1, 2], mask=[False, True, False]),
        lambda: [np.ma.masked, 0],
        lambda: [np.ma.array([0, 1], mask=[True, False])],
        lambda: np.ma.masked,
        record,
        lambda: record("O"),
        lambda: np.array([0, 1], object),
        lambda: np.array([RefusesRepr()], object),
        lambda: np.array([True, False]),
        lambda: [np.array([True]), np.array([1])],
        lambda: np.array(1),
        lambda: np.array([], "U1"),
        lambda: np.zeros((0, 3)),
        lambda: np.zeros((1,) * 40),
        lambda: np.broadcast_to(np.int64(1), (2**45,)),
        lambda: np.array([2**63], np.uint64),
        lambda: np.array([np.timedelta64(1, "s")]),
        lambda: np.array(["2020"], "M8[D]"),
        lambda: np.array([1e308, -1e308]),
        lambda: np.array([1e4000], np.longdouble),
        lambda: np.array([[0, 1]]).view(np.matrix),
        lambda: np.array([0.5, 1j]),
    ]
)


def _masked(array):
    masked = np.ma.array(array, mask=False)
    if masked.size:
        masked[(0,) * masked.ndim] = np.ma.masked
    return masked


def _with_first(array, value):
    changed = np.array(array, np.result_type(array, type(value)))
    if changed.size:
        changed[(0,) * changed.ndim] = value
    return changed


def _scaled(array, factor):
    with np.errstate(over="ignore"):
        return array * factor


def _read_only(array):
    array = array.copy()
    array.flags.writeable = False
    return array


def equals(value):
    """Return makers of what is the same value in another form."""
    if isinstance(value, bool | None):
        return []
    if isinstance(value, str):
        return [lambda: Text(value)]
    if isinstance(value, int):
        return [lambda kind=kind: kind(value) for kind in (np.int64, np.uint8, np.int16, Whole)]
    if isinstance(value, float):
        return [lambda: Float(value), lambda: np.float64(value), lambda: np.longdouble(value)]
    if _is_list_of_arrays(value):
        return [
            lambda: tuple(value),
            *(lambda make=make: [make(), *value[1:]] for make in equals(value[0])),
        ]
    if isinstance(value, np.ndarray) or (isinstance(value, list) and value and _is_number(value)):
        array = np.asarray(value)
        return [
            array.tolist,
            lambda: tuple(array.tolist()),
            lambda: array.astype(array.dtype.newbyteorder()),
            lambda: np.flip(np.flip(array).copy()),
            lambda: np.asfortranarray(array),
            lambda: _read_only(array),
            lambda: array.view(Array),
            lambda: np.ma.array(array),
            lambda: np.repeat(array, 2, axis=0)[::2] if array.ndim else array,
        ]
    return []


def _is_list_of_arrays(value):
    return isinstance(value, list) and bool(value) and isinstance(value[0], np.ndarray)


def _is_number(value):
    return np.asarray(value).dtype.kind in "iuf"


def near(value):
    """Return makers of what is almost a good value."""
    if _is_list_of_arrays(value):
        return [
            lambda: value[::-1],
            *(lambda make=make: [make(), *value[1:]] for make in near(value[0])),
        ]
    if isinstance(value, list | np.ndarray) and np.asarray(value).dtype.kind in "iuf":
        array = np.asarray(value)
        return [
            lambda: _masked(array),
            lambda: _with_first(array, np.nan),
            lambda: _with_first(array, 1e308),
            lambda: _scaled(array, 1e308),
            lambda: array.astype(object),
            lambda: array.astype(complex),
            lambda: array.astype(bool),
            lambda: array.astype(np.float16),
            lambda: array[None],
            lambda: array[:0],
            lambda: array.T,
            lambda: [True, *array.tolist()[1:]] if array.ndim else True,
        ]
    if isinstance(value, Mapping) and value:
        key = next(iter(value))
        return [
            lambda: {**value, key: RefusesRepr()},
            lambda: {**value, key: np.ma.masked},
            lambda: {**value, key: 1e308},
            lambda: {**value, key: True},
            lambda: {**value, key: "\ud800"},
            lambda: {**value, key: nested(5000)},
            lambda: {**value, key: None},
            lambda: {**value, RefusesRepr(): value[key]},
            lambda: {k: value[k] for k in value if k is not key},
            lambda: list(value.items()),
        ] + [lambda make=make: {**value, key: make()} for make in near(value[key])]
    return []
