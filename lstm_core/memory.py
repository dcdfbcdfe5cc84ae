"""A pool of memory: a large new array takes the place of one that nothing refers to any more.

The operating system hands out memory page by page, and clears each page first. In a training step
that takes longer than some of the arithmetic, and the next step asks for the same sizes again.
"""

from math import prod
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)
SMALLEST = 1 << 18  # bytes; smaller ones the system's allocator keeps itself, and finds sooner
MOST_KEPT = 1 << 28  # bytes in all

_kept: dict[int, list[NDArray[np.uint8]]] = {}  # free memory by size


class _Loan:
    """The owner of an array's memory; it is deleted with the last view and then returns the memory."""

    __slots__ = ("__array_interface__", "memory")

    def __init__(self, memory: NDArray[np.uint8]) -> None:
        self.memory = memory
        self.__array_interface__ = memory.__array_interface__

    def __del__(self) -> None:
        memory = self.memory
        if sum(size * len(free) for size, free in list(_kept.items())) + memory.size > MOST_KEPT:
            _kept.clear()
        _kept.setdefault(memory.size, []).append(memory)


def empty(shape: tuple[int, ...], dtype: np.dtype[Number]) -> NDArray[Number]:
    """Return an array whose numbers are not set yet, like ``np.empty``."""
    size = prod(shape) * dtype.itemsize
    if size < SMALLEST:
        return np.empty(shape, dtype)
    try:
        memory = _kept[size].pop()
    except (KeyError, IndexError):
        memory = np.empty(size, np.uint8)
    return np.asarray(_Loan(memory)).view(dtype).reshape(shape)


def copy(array: NDArray[Number]) -> NDArray[Number]:
    """Return a copy of an array, in memory from `empty`."""
    twin = empty(array.shape, array.dtype)
    twin[...] = array
    return twin
