"""How numba compiles for us: which liberties it may take with arithmetic, and what is kept on disk."""

from collections.abc import Callable

from numba import njit
from numpy.typing import NDArray

# Multiply and add may be one instruction; otherwise the arithmetic is as written.
EXACT = {"fastmath": {"contract"}, "error_model": "numpy"}
# A sum may also be added up in another order: sixteen partial sums at once.
REORDERED = {"fastmath": {"contract", "reassoc"}, "error_model": "numpy"}


def kept_on_disk(function: Callable) -> Callable:
    """Compile at the first call, and keep the result for other processes where that is possible."""
    try:
        return njit(cache=True, **EXACT)(function)
    except RuntimeError:  # no folder may be written: then each process compiles anew
        return njit(**EXACT)(function)


def as_compiled(array: NDArray) -> NDArray:
    """Return an array as the loops expect it: other orders in memory would be compiled for anew."""
    return array if array.flags.carray else array.copy(order="C")
