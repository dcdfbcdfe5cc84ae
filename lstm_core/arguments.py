"""Checks of arguments at the boundary: each returns the clean value or raises an error that helps."""

import math
import re
import warnings
from collections.abc import Callable, Sequence
from numbers import Integral, Real
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from lstm_core.errors import ArgumentError, ShapeError

_LONGEST_SHOWN = 60
_MOST_BYTES = 1 << 34  # of one array: 16 GiB; a broadcast array may claim any size
_MOST_AXES = 64  # NumPy's own limit
_Number = TypeVar("_Number", int, float)


def short_repr(value: object) -> str:
    """Return ``value`` as it stands in an error message: its repr, cut to a readable length."""
    try:
        if isinstance(value, np.generic) and value.dtype.kind in "biufcU":
            value = value.item()  # 0.5, not np.float64(0.5)
        if isinstance(value, str | bytes | list | tuple) and len(value) > _LONGEST_SHOWN:
            value = value[:_LONGEST_SHOWN]  # enough to be cut below
        text = re.sub(r"\n\s*", " ", repr(value))  # an array's repr has several lines
        text = text.encode("utf-8", "backslashreplace").decode()  # what a screen can show
    except Exception:  # an integer of 5,000 digits, a list nested as deep, or any class of one's own
        return f"an object of type {type(value).__name__}"
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def lack_of_memory(what: str) -> ArgumentError:
    """Return the error for ``what`` does not fit into memory."""
    return ArgumentError(f"There is not enough memory for {what}. Use smaller sizes.")


def check_integer(name: str, value: object, *, minimum: int, maximum: int | None = None) -> int:
    """Return ``value`` as an int of at least ``minimum``, and at most ``maximum``."""
    number = _as_number(value, Integral, int)
    if number is None or number < minimum or (maximum is not None and number > maximum):
        is_low = number is None or number < minimum or maximum is None
        allowed = f"at least {minimum}" if is_low else f"{minimum} to {maximum}"
        raise ArgumentError(f"{name} must be an integer of {allowed}, but got {short_repr(value)}.")
    return number


def check_place(name: str, value: object, *, size: int) -> int:
    """Return ``value`` as the number of one of ``size`` things, counted from 0."""
    return check_integer(name, value, minimum=0, maximum=size - 1)


def check_real(name: str, value: object, *, above: float | None = None, least: float = 0.0) -> float:
    """Return ``value`` as a finite float within bounds."""
    number = _as_number(value, Real, float)
    if (
        number is None
        or not math.isfinite(number)
        or (number <= above if above is not None else number < least)
    ):
        allowed = f"greater than {above:g}" if above is not None else f"of at least {least:g}"
        raise ArgumentError(f"{name} must be a finite number {allowed}, but got {short_repr(value)}.")
    return number


def _as_number(value: object, kind: type, convert: Callable[[Any], _Number]) -> _Number | None:
    try:
        if isinstance(value, kind) and not isinstance(value, bool | np.timedelta64):
            return convert(value)
    except Exception:  # an integer beyond all floats, or a class of one's own
        return None
    return None


def check_flag(name: str, value: object) -> bool:
    """Return ``value`` as a bool; what is merely true or false to Python is refused."""
    if not isinstance(value, bool | np.bool_):
        raise ArgumentError(f"{name} must be True or False, but got {short_repr(value)}.")
    return bool(value)


def check_string(name: str, value: object) -> str:
    """Return ``value`` as a plain str."""
    if not isinstance(value, str):
        raise ArgumentError(
            f"{name} must be a str, but got {type(value).__name__}: {short_repr(value)}."
        )
    return str.__str__(value)  # also of a subclass


def check_choice(name: str, value: object, allowed: Sequence[str]) -> str:
    """Return ``value`` if it is one of the ``allowed`` strings."""
    if not isinstance(value, str) or str.__str__(value) not in allowed:
        choices = ", ".join(repr(choice) for choice in allowed)
        raise ArgumentError(f"{name} must be one of {choices}, but got {short_repr(value)}.")
    return str.__str__(value)


def check_array(
    name: str,
    value: ArrayLike,
    *,
    shape: tuple[int | None, ...] | None = None,
    dtype: np.dtype | None = None,
    finite: bool = True,
) -> NDArray[np.floating]:
    """Return ``value`` as an array of floats, without a copy where none is needed."""
    array = _as_array(name, value, "real numbers")
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
    try:
        if array.dtype != dtype:
            with np.errstate(over="ignore"):  # too large for float32: infinity, which is met below
                array = array.astype(dtype)
        is_allowed = not finite or np.isfinite(array).all()
    except MemoryError as error:
        raise lack_of_memory(f"{name} with the shape {array.shape}") from error
    if not is_allowed:
        raise ArgumentError(f"{name} must be finite, but holds NaN or infinity.")
    return array


def _as_array(name: str, value: ArrayLike, kind: str) -> NDArray[Any]:
    if type(value) is not np.ndarray:
        _check_elements(name, value, kind)
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ShapeError(f"{name} must be a rectangular array: rows differ in length.") from error
    except Exception as error:  # whatever an object's __array__ raises
        raise ArgumentError(
            f"{name} must hold {kind}, but {short_repr(value)} cannot be turned into an array."
        ) from error
    if array.nbytes > _MOST_BYTES:
        raise lack_of_memory(f"{name} with the shape {array.shape}")
    return array


def _check_elements(name: str, value: object, kind: str, depth: int = 0) -> None:
    """Refuse what NumPy would silently take for a number: masked entries, and bools among numbers."""
    if isinstance(value, list | tuple):
        if depth == _MOST_AXES:
            raise ShapeError(f"{name} is nested too deep: an array has at most {_MOST_AXES} axes.")
        if not set(map(type, value)) <= {int, float}:
            for element in value:
                _check_elements(name, element, kind, depth + 1)
    elif isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        raise ArgumentError(
            f"{name} must hold {kind}, but some entries are masked: got {short_repr(value)}. "
            "Fill them (filled), or leave them out (compressed)."
        )
    elif depth and isinstance(value, bool | np.bool_ | np.ndarray) and np.asarray(value).dtype == bool:
        raise ArgumentError(f"{name} must hold {kind}, but got {short_repr(value)} among them.")


def _fits(shape: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    return len(shape) == len(wanted) and all(
        w is None or n == w for n, w in zip(shape, wanted, strict=True)
    )


def check_overflow(cause: str, *results: NDArray[np.floating]) -> None:
    """Refuse results that are not finite: finite numbers in ``cause`` were too large."""
    if not all(np.isfinite(result).all() for result in results):
        raise ArgumentError(
            f"{cause} must be smaller: the result lies beyond the largest floating-point number."
        )


def check_indices(
    name: str, value: ArrayLike, size: int, *, allow_empty: bool = False
) -> NDArray[np.intp]:
    """Return ``value`` as an array of indices below ``size``."""
    array = _as_array(name, value, "integers")
    if array.size == 0 and not allow_empty:
        raise ShapeError(f"{name} is empty: at least one index is needed.")
    # To NumPy, the empty list holds floats.
    if array.dtype.kind not in ("iu" if array.size else "iuf"):
        raise ArgumentError(
            f"{name} must hold integers, but got {short_repr(value)} of dtype {array.dtype}. "
            "Use vocabulary.encode(text) to turn a text into indices."
        )
    if array.size and (array.min() < 0 or array.max() >= size):
        bad = array.min() if array.min() < 0 else array.max()
        raise ArgumentError(
            f"{name} must lie between 0 and {size - 1}, but holds {bad}. "
            "Was the text encoded with another vocabulary?"
        )
    return array.astype(np.intp, copy=False)


def check_dtype(dtype: DTypeLike) -> np.dtype:
    """Return ``dtype`` as float32 or float64."""
    try:
        with warnings.catch_warnings():  # NumPy still reads some names that it warns of
            warnings.simplefilter("error")
            checked = None if dtype is None else np.dtype(dtype)
    except Exception:
        checked = None
    for allowed in (np.float32, np.float64):
        if checked == allowed:
            return np.dtype(allowed)
    raise ArgumentError(f"dtype must be 'float64' or 'float32', but got {short_repr(dtype)}.")
