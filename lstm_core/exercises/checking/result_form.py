"""The form of a result: what a value is in words, whether its form will do, where two values differ."""

from collections.abc import Mapping
from fractions import Fraction
from numbers import Integral, Number
from typing import Any, NamedTuple

import numpy as np

from lstm_core.arguments import short_repr
from lstm_core.exercises.checking.comparing import ATOL, RTOL, agree, as_numbers

_KINDS = {"f": "floats", "i": "integers", "u": "integers", "b": "booleans", "c": "complex numbers"}
_WIDER = {"f": "f", "i": "iu", "u": "iu", "b": "b"}


class Allowed(NamedTuple):
    """Forms that will do besides that of the solution."""

    lists: bool = False  # lists, where the solution returns arrays
    floats: bool = False  # floats, where the solution returns integers


STRICT = Allowed()


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


def listed(names: list[str]) -> str:
    """Return names in a row, the last one after "and"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def form_problem(name: str, got: Any, want: Any, allowed: Allowed = STRICT) -> str | None:
    """Return what is wrong with the form of a result, or None if nothing is."""
    if isinstance(want, np.ndarray):
        return _array_problem(name, got, want, allowed)
    came = f"{name} should be {describe(want)}, but your function returns {describe(got)}."
    if isinstance(want, str):
        return None if isinstance(got, str) else came
    if isinstance(want, list):
        fits = isinstance(got, list | tuple) or (isinstance(got, np.ndarray) and agree(got, want))
        return None if fits else came
    if isinstance(want, Mapping):
        return None if isinstance(got, Mapping) else came
    numbers = as_numbers(got)
    if numbers is None or numbers.dtype.kind not in "fiu" or isinstance(got, list | tuple):
        return came
    if numbers.shape != ():
        return f"{name} should be a single number, but your function returns {describe(got)}."
    whole = isinstance(got, Integral | np.ndarray | Fraction) or allowed.floats
    if isinstance(want, Integral) and numbers.dtype.kind == "f" and not whole:
        right = "The value is right, but it is" if agree(got, want) else "Your function returns"
        return (
            f"{name} should be an integer, because it counts or serves as an index. {right} the float "
            f"{short_repr(got)}; `int(…)` makes an integer of it."
        )
    return None


def _array_problem(name: str, got: Any, want: np.ndarray, allowed: Allowed) -> str | None:
    numbers = as_numbers(got)
    wanted = f"{name} should be {describe(want)}"
    if numbers is None:
        return f"{wanted}, but your function returns {describe(got)}."
    is_array = isinstance(got, np.ndarray) and got.dtype.kind != "O"
    if not is_array and not (allowed.lists and isinstance(got, list | tuple)):
        if agree(got, want) and want.shape:
            return (
                f"The numbers of {name} are right, but they come as {describe(got)}: "
                "`np.array(…, dtype=float)` makes an array of it, which the code after yours can "
                "compute with."
            )
        return f"{wanted}, but your function returns {describe(got)}."
    if numbers.shape != want.shape:
        return _shape_problem(name, numbers, want)
    return _dtype_problem(name, numbers.dtype, want.dtype, allowed)


def _shape_problem(name: str, got: np.ndarray, want: np.ndarray) -> str:
    line = f"{name} should have the shape {want.shape}, but has {got.shape}. "
    if got.size == want.size and agree(got.reshape(want.shape), want):
        return line + "Its numbers are right. Find the line that adds or removes an axis of length 1."
    return (
        f"{line}Write down the shape of each array on the way, and find the line where it differs from "
        "the shape that you expect."
    )


def _dtype_problem(name: str, got: np.dtype, want: np.dtype, allowed: Allowed) -> str | None:
    if want.kind == "f" and got.kind == "f" and got.itemsize < 8:
        return (
            f"{name} has the dtype {got}, which keeps {np.finfo(got).precision} digits. These "
            "exercises compute with float64; look for the line where digits get lost."
        )
    if got.kind not in _WIDER.get(want.kind, want.kind) + "f" * allowed.floats:
        return (
            f"{name} should hold {_KINDS[want.kind]} (dtype {want.name}), but holds "
            f"{_KINDS.get(got.kind, 'something else')} (dtype {got}). `.astype({want.name!r})`, or "
            "arrays made with that dtype, correct it."
        )
    return None


def first_difference(name: str, got: Any, want: Any) -> str:
    """Return where two values differ first, with both values."""
    if isinstance(want, str):
        return _text_difference(name, str(got), want)
    if isinstance(want, Mapping):
        wrong = next((key for key in want if key not in got or not agree(got[key], want[key])), None)
        if wrong is None:
            more = next(key for key in got if key not in want)
            return f"{name} should not have the key {short_repr(more)}."
        has = short_repr(got[wrong]) if wrong in got else "no such key"
        return f"{name}[{wrong!r}] should be {short_repr(want[wrong])}, but yours has {has}."
    numbers, targets = as_numbers(got), as_numbers(want)
    if targets is None or numbers is None or numbers.shape != targets.shape:
        return _entry_difference(name, got, want)
    entry = tuple(np.argwhere(~np.isclose(numbers, targets, rtol=RTOL, atol=ATOL, equal_nan=True))[0])
    where = "[" + ", ".join(str(k) for k in entry) + "]" if entry else ""
    mine, theirs = numbers[entry], targets[entry]
    digits = 4 if f"{mine:.4g}" != f"{theirs:.4g}" else 10
    return f"{name}{where} should be {theirs:.{digits}g}, but yours is {mine:.{digits}g}."


def _text_difference(name: str, got: str, want: str) -> str:
    place = next((k for k, (x, y) in enumerate(zip(got, want, strict=False)) if x != y), None)
    if place is None:
        return f"{name} should have {len(want)} characters, but has {len(got)}."
    right, mine = short_repr(want[: place + 1]), short_repr(got[: place + 1])
    return f"{name} should begin {right}, but yours begins {mine}."


def _entry_difference(name: str, got: Any, want: Any) -> str:
    if len(got) != len(want):
        line = f"{name} should have {len(want)} entries, but yours has {len(got)}."
        texts = all(isinstance(part, str) for part in (*got, *want))
        more = [short_repr(part) for part in got if part not in want] if texts else []
        return f"{line} {more[0]} does not belong there." if more else line
    place = next(k for k, (x, y) in enumerate(zip(got, want, strict=True)) if not agree(x, y))
    return (
        f"{name}[{place}] should be {short_repr(want[place])}, but yours is {short_repr(got[place])}."
    )
