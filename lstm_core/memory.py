"""A pool of memory: a large new array takes the place of one that nothing refers to any more.

The operating system hands out memory page by page, and clears each page first. In a training step
that takes longer than some of the arithmetic, and the next step asks for the same sizes again.
"""

from math import prod
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)
LINE = 64  # bytes in a line of the cache; a vector that lies in two lines takes twice as long to read
SMALLEST = 1 << 18  # bytes; smaller ones the system's allocator keeps itself, and finds faster
MOST_KEPT = 1 << 25  # bytes in all


class Pool:
    """Free blocks of memory; the ones that came back first are released when there are too many."""

    # Memory may come back at any moment: in another thread, in the middle of `take` in the same thread,
    # at the interpreter's exit. So no caller waits for the lock: one that finds it taken does without.

    def __init__(self, most_kept: int) -> None:
        self._most_kept = most_kept
        self._free: list[NDArray[np.uint8]] = []  # in the order in which they came back
        self._lock = Lock()

    @property
    def size(self) -> int:
        """The bytes that are kept."""
        return sum(block.size for block in self._free.copy())

    def take(self, size: int) -> NDArray[np.uint8]:
        """Return a block of so many bytes, the one that came back last if there are several."""
        if self._lock.acquire(blocking=False):
            try:
                for place in range(len(self._free) - 1, -1, -1):
                    if self._free[place].size == size:
                        return self._free.pop(place)
            finally:
                self._lock.release()
        return np.empty(size, np.uint8)

    def put(self, block: NDArray[np.uint8]) -> None:
        """Keep a block that nothing refers to any more, if it is not too large, for the next `take`."""
        if block.size <= self._most_kept and self._lock.acquire(blocking=False):
            try:
                self._free.append(block)
                kept, oldest = sum([free.size for free in self._free]), 0
                while kept > self._most_kept:
                    kept -= self._free[oldest].size
                    oldest += 1
                del self._free[:oldest]
            finally:
                self._lock.release()


class _Loan:
    """The owner of an array's memory; it is deleted with the last view and then returns the memory."""

    __slots__ = ("__array_interface__", "block", "pool")

    def __init__(self, size: int, pool: Pool) -> None:
        self.pool, self.block = pool, pool.take(size + LINE)
        interface = dict(self.block.__array_interface__)
        address, is_read_only = interface["data"]
        interface["data"], interface["shape"] = (address + -address % LINE, is_read_only), (size,)
        self.__array_interface__ = interface

    def __del__(self) -> None:
        self.pool.put(self.block)  # no global names: at the interpreter's exit they are gone


_pool = Pool(MOST_KEPT)


def empty(shape: tuple[int, ...], dtype: np.dtype[Number]) -> NDArray[Number]:
    """Return an array whose numbers are not set yet, like ``np.empty``."""
    size = prod(shape) * dtype.itemsize
    if size < SMALLEST:
        return np.empty(shape, dtype)
    return np.asarray(_Loan(size, _pool)).view(dtype).reshape(shape)


def empty_in_line(shape: tuple[int, ...], dtype: np.dtype[Number]) -> NDArray[Number]:
    """Return an array like `empty`'s that begins with a line of the cache, as large ones always do."""
    size = prod(shape) * dtype.itemsize
    if size >= SMALLEST:
        return empty(shape, dtype)
    memory = np.empty(size + LINE, np.uint8)
    begin = -memory.__array_interface__["data"][0] % LINE
    return memory[begin : begin + size].view(dtype).reshape(shape)


def copy(array: NDArray[Number]) -> NDArray[Number]:
    """Return a copy of an array, in memory from `empty`."""
    twin = empty(array.shape, array.dtype)
    twin[...] = array
    return twin
