"""One thread for the products of NumPy while a network computes, however Python was started.

The products of a network are small: on a busy machine a second thread costs several times the time
that it saves. Other code in the process may want its threads, so they are given back afterwards.
"""

import warnings
from contextlib import AbstractContextManager
from functools import cache
from types import TracebackType
from typing import Any


@cache
def _blas_libraries() -> tuple[Any, ...]:
    """Return what sets the threads of each BLAS library; empty where threadpoolctl is not installed."""
    try:
        from threadpoolctl import ThreadpoolController

        with warnings.catch_warnings():  # about two OpenMP libraries in one process, say
            warnings.simplefilter("ignore")
            libraries = ThreadpoolController().lib_controllers
    except Exception:  # not installed, or a system whose libraries cannot be listed
        return ()
    return tuple(library for library in libraries if library.user_api == "blas")


class OneThread(AbstractContextManager[None]):
    """Sets every BLAS library to one thread, and back at the end of the block that found more."""

    # There is no lock, which an interrupt could leave closed, and no count, which it could leave wrong.
    # An inner block finds one thread and gives nothing back. Of blocks that overlap in several Python
    # threads the first gives the number back, while the others still compute: slower, but not wrong.

    def __init__(self) -> None:
        self._found: list[tuple[Any, int]] = []  # the libraries that had more threads, and how many

    def __enter__(self) -> None:
        for library in _blas_libraries():
            number = library.get_num_threads()
            if number is not None and number > 1:
                self._found.append((library, number))
                library.set_num_threads(1)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        while self._found:
            library, number = self._found.pop()
            library.set_num_threads(number)
