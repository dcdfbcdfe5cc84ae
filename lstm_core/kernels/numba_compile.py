"""How numba compiles for us: which liberties it may take with arithmetic, and what is kept on disk."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numba.core.registry import cpu_target
from numpy.typing import NDArray

AnyArray = TypeVar("AnyArray", bound=NDArray[np.generic])
Function = TypeVar("Function", bound=Callable[..., Any])

FOLDER = Path(__file__).parent

# What the processor can do, for which numba compiles: "+avx2", …
FEATURES = frozenset(cpu_target.target_context.codegen().magic_tuple()[-1].split(","))

# Multiply and add may be one instruction; otherwise the arithmetic is as written.
EXACT = {"fastmath": {"contract"}, "error_model": "numpy"}
# A sum may also be added up in another order: sixteen partial sums at once.
REORDERED = {"fastmath": {"contract", "reassoc"}, "error_model": "numpy"}


def compiled(**options: Any) -> Callable[[Function], Function]:
    """Return a decorator that compiles a function at its first call; its type stays the same."""

    def compile_later(function: Function) -> Function:
        return cast(Function, njit(**options)(function))

    return compile_later


def kept_on_disk(function: Function) -> Function:
    """Compile at the first call, and keep the result for other processes where that is possible."""
    kept = _kept(function, **EXACT)
    with suppress(AttributeError):  # a numba that keeps its stamp elsewhere
        # numba would look at the function's own file alone, and keep what was compiled from others.
        kept._cache._cache_file._source_stamp = stamp_of_sources(FOLDER)
    return cast(Function, kept)


def _kept(function: Callable[..., Any], signatures: Any = None, **options: Any) -> Any:
    try:
        return njit(signatures, cache=True, **options)(function)
    except RuntimeError:  # no folder may be written: then each process compiles again
        return njit(signatures, **options)(function)


@cache
def stamp_of_sources(folder: Path) -> str:
    """Return a digest of all sources that are compiled: a change in one of them compiles all again."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("numba_*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def kept_on_disk_as_written(signatures: list[str]) -> Callable[[Function], Function]:
    """Compile at once for these types, each operation rounded as in NumPy, and keep the result."""

    def compile_now(function: Function) -> Function:
        return cast(Function, _kept(function, signatures, error_model="numpy"))

    return compile_now


def as_compiled(array: AnyArray) -> AnyArray:
    """Return an array as the loops expect it: other orders in memory would be compiled separately."""
    return array if array.flags.carray else array.copy(order="C")
