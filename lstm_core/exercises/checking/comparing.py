"""Two values side by side: whether they agree, have the same form, and where they differ first."""

import copy
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from numbers import Integral, Number
from typing import Any

import numpy as np

from lstm_core.arguments import short_repr
from lstm_core.model import CharLSTM

RTOL, ATOL = 1e-5, 1e-8
_KINDS = {"f": "floats", "i": "integers", "u": "integers", "b": "booleans", "c": "complex numbers"}


def agree(a: Any, b: Any) -> bool:
    """Tell whether two values are the same but for rounding."""
    if isinstance(a, str | None) or isinstance(b, str | None):
        return type(a) is type(b) and a == b
    if isinstance(a, Mapping) or isinstance(b, Mapping):
        both = isinstance(a, Mapping) and isinstance(b, Mapping)
        return both and list(a) == list(b) and agree(list(a.values()), list(b.values()))
    first, second = as_numbers(a), as_numbers(b)
    if first is not None and second is not None:
        return first.shape == second.shape and np.allclose(
            first, second, rtol=RTOL, atol=ATOL, equal_nan=True
        )
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(agree(x, y) for x, y in zip(a, b, strict=True))
    return False


def as_numbers(value: Any) -> np.ndarray | None:
    """Return a value as an array of numbers, or None if it is none."""
    if isinstance(value, str | Mapping | None):
        return None
    try:
        array = np.asarray(value)
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


def describe(value: Any) -> str:
    """Return in words what a value is, without its numbers."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        kind = _KINDS.get(value.dtype.kind, f"dtype {value.dtype}")
        return f"an array of {kind} with the shape {value.shape}"
    if isinstance(value, list | tuple | set | dict | str):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, bool | np.bool_):
        return "a boolean"
    if isinstance(value, Integral):
        return "an integer"
    if isinstance(value, Number):
        return "a number"
    return f"a {type(value).__name__}"


def form_problem(name: str, got: Any, want: Any, *, lists: bool = False) -> str | None:
    """Return what is wrong with the form of a result, or None if nothing is."""
    if isinstance(want, np.ndarray):
        return _array_problem(name, got, want, lists)
    came = f"{name} should be {describe(want)}, but your function returns {describe(got)}."
    if isinstance(want, str):
        return None if isinstance(got, str) else came
    if isinstance(want, list):
        return None if isinstance(got, list | tuple) else came
    if isinstance(want, Mapping):
        return None if isinstance(got, Mapping) else came
    numbers = as_numbers(got)
    if numbers is None or numbers.dtype.kind not in "fiu" or isinstance(got, list | tuple):
        return came
    if numbers.shape != ():
        return f"{name} should be a single number, but your function returns {describe(got)}."
    if isinstance(want, Integral) and numbers.dtype.kind == "f":
        return f"{name} should be an integer, but your function returns the float {short_repr(got)}."
    return None


def _array_problem(name: str, got: Any, want: np.ndarray, lists: bool) -> str | None:
    numbers = as_numbers(got)
    wanted = f"{name} should be {describe(want)}"
    if numbers is None:
        return f"{wanted}, but your function returns {describe(got)}."
    if not isinstance(got, np.ndarray) and not (lists and isinstance(got, list | tuple)):
        if agree(got, want) and want.shape:
            return (
                f"The numbers of {name} are right, but they come as {describe(got)}: "
                "`np.array(…)` makes an array of it, which the code after yours can compute with."
            )
        return f"{wanted}, but your function returns {describe(got)}."
    if numbers.shape != want.shape:
        return (
            f"{name} should have the shape {want.shape}, but has {numbers.shape}. "
            "Say the shape of each array on the way aloud, and find the line where it goes another way."
        )
    return _dtype_problem(name, numbers.dtype, want.dtype)


def _dtype_problem(name: str, got: np.dtype, want: np.dtype) -> str | None:
    if want.kind == "f" and got.kind == "f" and got.itemsize < 8:
        return (
            f"{name} has the dtype {got}, which keeps {np.finfo(got).precision} digits. These "
            "exercises compute with float64; look for the line where digits get lost."
        )
    kinds = {"f": "f", "i": "iu", "u": "iu", "b": "b"}
    if got.kind not in kinds.get(want.kind, want.kind):
        return (
            f"{name} should hold {_KINDS[want.kind]} (dtype {want.name}), but holds "
            f"{_KINDS.get(got.kind, 'something else')} (dtype {got}). `.astype({want.name!r})`, or "
            "arrays made with that dtype, mend it."
        )
    return None


def first_difference(name: str, got: Any, want: Any) -> str:
    """Return where two values of the same form differ first, with both values."""
    if isinstance(want, str):
        place = next((k for k, (x, y) in enumerate(zip(got, want, strict=False)) if x != y), None)
        if place is None:
            return f"{name} should have {len(want)} characters, but has {len(got)}."
        right, mine = short_repr(want[: place + 1]), short_repr(got[: place + 1])
        return f"{name} should begin {right}, but yours begins {mine}."
    if isinstance(want, Mapping):
        wrong = next((key for key in want if key not in got or not agree(got[key], want[key])), None)
        if wrong is None:
            return f"{name} should have {len(want)} keys in the order {short_repr(list(want))}."
        has = short_repr(got[wrong]) if wrong in got else "no such key"
        return f"{name}[{wrong!r}] should be {short_repr(want[wrong])}, but yours has {has}."
    if isinstance(want, list):
        if len(got) != len(want):
            return f"{name} should have {len(want)} entries, but yours has {len(got)}."
        place = next(k for k, (x, y) in enumerate(zip(got, want, strict=True)) if not agree(x, y))
        return (
            f"{name}[{place}] should be {short_repr(want[place])}, "
            f"but yours is {short_repr(got[place])}."
        )
    numbers, targets = np.asarray(got), np.asarray(want)
    entry = tuple(np.argwhere(~np.isclose(numbers, targets, rtol=RTOL, atol=ATOL))[0])
    where = "[" + ", ".join(str(k) for k in entry) + "]" if entry else ""
    mine, theirs = numbers[entry], targets[entry]
    digits = 4 if f"{mine:.4g}" != f"{theirs:.4g}" else 10
    return f"{name}{where} should be {theirs:.{digits}g}, but yours is {mine:.{digits}g}."
