"""Checks of arguments at the boundary: each returns the clean value or raises an error that helps."""

import math
import re
from collections.abc import Sequence
from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from lstm_core.errors import ArgumentError, ShapeError

_LONGEST_SHOWN = 60


def short_repr(value: object) -> str:
    """Return ``value`` as it stands in an error message: its repr, cut to a readable length."""
    value = value.item() if isinstance(value, np.generic) else value  # 0.5, not np.float64(0.5)
    text = re.sub(r"\n\s*", " ", repr(value))  # an array's repr has several lines
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def check_integer(name: str, value: object, *, minimum: int) -> int:
    """Return ``value`` as an int of at least ``minimum``."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < minimum:
        raise ArgumentError(
            f"{name} must be an integer of at least {minimum}, but got {short_repr(value)}."
        )
    return int(value)


def check_place(name: str, value: object, *, size: int) -> int:
    """Return ``value`` as the number of one of ``size`` things, counted from 0."""
    place = check_integer(name, value, minimum=0)
    if place >= size:
        raise ArgumentError(f"{name} must be an integer of 0 to {size - 1}, but got {place}.")
    return place


def check_real(name: str, value: object, *, above: float | None = None, least: float = 0.0) -> float:
    """Return ``value`` as a finite float within bounds."""
    allowed = f"greater than {above:g}" if above is not None else f"of at least {least:g}"
    try:
        number = float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
    except OverflowError:  # an integer that is larger than any float
        number = math.inf
    if not math.isfinite(number) or (number <= above if above is not None else number < least):
        raise ArgumentError(f"{name} must be a finite number {allowed}, but got {short_repr(value)}.")
    return number


def check_choice(name: str, value: object, allowed: Sequence[str]) -> str:
    """Return ``value`` if it is one of the ``allowed`` strings."""
    if not isinstance(value, str) or value not in allowed:
        choices = ", ".join(repr(choice) for choice in allowed)
        raise ArgumentError(f"{name} must be one of {choices}, but got {short_repr(value)}.")
    return value


def check_array(
    name: str,
    value: ArrayLike,
    *,
    shape: tuple[int | None, ...] | None = None,
    dtype: np.dtype | None = None,
    finite: bool = True,
) -> NDArray[np.floating]:
    """Return ``value`` as an array of floats, without a copy where none is needed."""
    array = _as_array(name, value)
    if array.dtype.kind not in "fiu":
        raise ArgumentError(
            f"{name} must hold real numbers, but got {short_repr(value)} of dtype {array.dtype}."
        )
    if dtype is None:
        dtype = array.dtype if array.dtype in (np.float32, np.float64) else np.dtype(np.float64)
    if shape is not None and not _fits(array.shape, shape):
        wanted = "(" + ", ".join("any" if n is None else str(n) for n in shape)
        wanted += ",)" if len(shape) == 1 else ")"
        raise ShapeError(f"{name} must have the shape {wanted}, but has {array.shape}.")
    with np.errstate(over="ignore"):  # too large for float32: infinity, which is met below
        array = array.astype(dtype, copy=False)
    if finite and not np.isfinite(array).all():
        raise ArgumentError(f"{name} must be finite, but holds NaN or infinity.")
    return array


def _as_array(name: str, value: ArrayLike) -> NDArray[Any]:
    try:
        return np.asarray(value)
    except ValueError as error:
        raise ShapeError(f"{name} must be a rectangular array: rows differ in length.") from error


def _fits(shape: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    return len(shape) == len(wanted) and all(
        w is None or n == w for n, w in zip(shape, wanted, strict=True)
    )


def check_indices(
    name: str, value: ArrayLike, size: int, *, allow_empty: bool = False
) -> NDArray[np.int64]:
    """Return ``value`` as an array of indices below ``size``."""
    array = _as_array(name, value)
    if array.size == 0 and allow_empty:
        return array.astype(np.int64)
    if array.size == 0:
        raise ShapeError(f"{name} is empty: at least one index is needed.")
    if array.dtype.kind not in "iu":
        raise ArgumentError(
            f"{name} must hold integers, but got {short_repr(value)} of dtype {array.dtype}. "
            "Use vocabulary.encode(text) to turn a text into indices."
        )
    low, high = array.min(), array.max()
    if low < 0 or high >= size:
        bad = low if low < 0 else high
        raise ArgumentError(
            f"{name} must lie between 0 and {size - 1}, but holds {bad}. "
            "Was the text encoded with another vocabulary?"
        )
    return array.astype(np.int64, copy=False)


def check_dtype(dtype: DTypeLike) -> np.dtype:
    """Return ``dtype`` as float32 or float64."""
    try:
        checked = np.dtype(dtype)
    except (TypeError, ValueError, SyntaxError):
        checked = None
    if dtype is None or checked not in (np.float32, np.float64):
        raise ArgumentError(f"dtype must be 'float64' or 'float32', but got {short_repr(dtype)}.")
    return checked
