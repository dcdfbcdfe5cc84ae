"""Two values side by side: whether they hold the same values, whatever types carry them."""

import copy
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from numbers import Integral, Number
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.model import CharLSTM

RTOL, ATOL = 1e-5, 1e-8
_NOTHING: NDArray[np.float64] = np.zeros(0)


class Flat(NamedTuple):
    """A value taken apart: what it looks like without its numbers, and all its numbers in one row."""

    form: Any
    numbers: NDArray[np.float64]  # (N,)


def flatten(value: Any) -> Flat:
    """Take a value apart; equal values have equal forms, whatever types carry them."""
    rows: list[NDArray[np.float64]] = []
    form = _form(value, rows)
    if len(rows) == 1:
        return Flat(form, rows[0])
    return Flat(form, np.concatenate(rows) if rows else _NOTHING)


def _form(value: Any, rows: list[NDArray[np.float64]]) -> Any:
    numbers = as_numbers(value)
    if numbers is not None:
        if numbers.dtype.kind == "c":
            rows += [numbers.real.ravel(), numbers.imag.ravel()]
            return "complex", numbers.shape
        rows.append(numbers.ravel().astype(np.float64))
        return "numbers", numbers.shape
    if isinstance(value, str):
        return "text", str(value)
    if isinstance(value, Mapping):
        items = sorted(
            ((_key(key), part) for key, part in value.items()), key=lambda item: repr(item[0])
        )
        return "mapping", tuple((key, _form(part, rows)) for key, part in items)
    if isinstance(value, list | tuple):
        return "row", tuple(_form(part, rows) for part in value)
    if isinstance(value, np.ndarray):
        return "row", tuple(_form(part, rows) for part in value.tolist())
    return "other", type(value).__name__


def _key(key: Any) -> Any:
    if isinstance(key, str):
        return str(key)
    return int(key) if isinstance(key, Integral) else key


def near(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell for each element whether ``x`` is ``y`` but for rounding; NaN is like NaN."""
    with np.errstate(invalid="ignore", over="ignore"):
        close: NDArray[np.bool_] = np.abs(x - y) <= ATOL + RTOL * np.abs(y)
    if close.all() and np.isfinite(y).all():
        return close
    same: NDArray[np.bool_] = (close & np.isfinite(y)) | (x == y) | ((x != x) & (y != y))
    return same


def agree(a: Any, b: Any) -> bool:
    """Tell whether two values are the same but for rounding and for the types that carry them."""
    one, other = flatten(a), flatten(b)
    return one.form == other.form and bool(near(one.numbers, other.numbers).all())


def as_numbers(value: Any) -> NDArray[Any] | None:
    """Return a value as an array of numbers, or None if it is none."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiubc":
        return value
    if value is None or isinstance(value, str | Mapping):
        return None
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O" and all(isinstance(part, Number) for part in array.flat):
            array = array.astype(float)  # fractions and decimals
    except Exception:  # what a learner returns may be anything, and may refuse to be an array
        return None
    return array if array.dtype.kind in "fiubc" else None


def unchanged(before: Any, after: Any) -> bool:
    """Tell whether an argument is exactly as it was before the call."""
    if isinstance(before, np.ndarray):
        return before.shape == after.shape and np.array_equal(before, after, equal_nan=True)
    if isinstance(before, CharLSTM):
        return np.array_equal(before.parameters.vector, after.parameters.vector)
    if is_dataclass(before):
        return all(unchanged(getattr(before, f.name), getattr(after, f.name)) for f in fields(before))
    if isinstance(before, Mapping):
        return before.keys() == after.keys() and all(
            unchanged(before[key], after[key]) for key in before
        )
    if isinstance(before, list | tuple):
        pairs = zip(before, after, strict=False)
        return len(before) == len(after) and all(unchanged(x, y) for x, y in pairs)
    return callable(before) or before == after


def copy_value(value: Any) -> object:
    """Return a copy that shares nothing with the value, or the value where that is impossible."""
    try:
        return copy.deepcopy(value)
    except Exception:  # what a learner returns may be anything, and may refuse to be copied
        return value
