"""The LSTM layer fused over time, forward and backward, once for each way of computing."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from types import ModuleType

import numpy as np

from lstm_core.arguments import check_choice
from lstm_core.errors import ArgumentError
from lstm_core.kernels import numpy_kernel
from lstm_core.parameters import Parameters

BACKENDS = ("numpy", "numba", "auto")


def check_backend(backend: str) -> str:
    """Return ``backend`` if it can compute here; nothing is imported for that.

    Parameters
    ----------
    backend : {"numpy", "numba", "auto"}
        ``"auto"`` is numba's where that is installed, and NumPy's elsewhere.

    Returns
    -------
    str
        The backend.

    Raises
    ------
    ArgumentError
        If there is no such backend, or it needs a package that is not installed.
    """
    check_choice("backend", backend, BACKENDS)
    if backend == "numba" and not _is_installed("numba"):
        raise _numba_is_missing("it is not installed")
    return backend


def nearest_backend(backend: str) -> str:
    """Return ``backend``, or ``"auto"`` where it is numba's and numba is not installed.

    For files that were written on another machine: all backends give the same numbers.

    Parameters
    ----------
    backend : {"numpy", "numba", "auto"}
        What the file says.

    Returns
    -------
    str
        A backend that can compute here.

    Raises
    ------
    ArgumentError
        If there is no such backend.
    """
    check_choice("backend", backend, BACKENDS)
    return "auto" if backend == "numba" and not _is_installed("numba") else backend


def get_kernel(backend: str) -> ModuleType:
    """Return the module that computes for a backend; numba is imported at its first use.

    Parameters
    ----------
    backend : {"numpy", "numba", "auto"}
        ``"auto"`` is numba's where that is installed, and NumPy's elsewhere.

    Returns
    -------
    module
        It has the functions ``forward``, ``backward`` and ``weight_gradients``.

    Raises
    ------
    ArgumentError
        If there is no such backend, or it needs a package that is not installed.
    """
    check_backend(backend)
    if backend == "numpy":
        return numpy_kernel
    kernel = _numba_kernel()
    if isinstance(kernel, ModuleType):
        return kernel
    if backend == "auto":
        return numpy_kernel
    raise _numba_is_missing(f"it cannot be imported: {kernel}")


def warm_up(backend: str = "auto") -> float:
    """Make a backend ready, so that no later call waits for a compiler.

    The numba kernel is compiled at its first use, which takes some seconds; what was compiled is
    kept on disk, so the next time it takes less than one. NumPy's is always ready.

    Parameters
    ----------
    backend : {"numpy", "numba", "auto"}
        Which kernel.

    Returns
    -------
    float
        The seconds that it took.

    Raises
    ------
    ArgumentError
        If there is no such backend, or it needs a package that is not installed.

    Examples
    --------
    >>> warm_up("numpy") < 60.0
    True
    """
    begin = perf_counter()
    kernel = get_kernel(backend)
    if kernel is not numpy_kernel:
        for dtype in ("float32", "float64"):
            for B in (1, kernel.MOST_IN_LOOPS + 1):
                p, state = Parameters.zeros(1, 1, dtype=dtype), np.zeros((B, 1), dtype)
                inputs, dh = np.zeros((1, B), np.int64), np.zeros((1, B, 1), dtype)
                layer = kernel.forward(p.W_x, p.W_h, p.b, inputs, state, state)
                dz = kernel.backward(p.W_h, layer, state, dh).dz
                kernel.weight_gradients(p, inputs, state, layer.hidden_state, dz, dh)
    return perf_counter() - begin


@cache
def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ValueError:  # it is being imported, or was blocked
        return False


@cache
def _numba_kernel() -> ModuleType | str:
    """Return numba's kernel, or what went wrong."""
    if not _is_installed("numba"):
        return "it is not installed"
    try:
        return import_module("lstm_core.kernels.numba_kernel")
    except Exception as error:  # also a numba that does not know this NumPy yet
        return str(error) or type(error).__name__


def _numba_is_missing(why: str) -> ArgumentError:
    return ArgumentError(
        f"backend='numba' needs the package numba, but {why}. Install it with python -m pip install "
        '"numba>=0.61" and restart the kernel, or use backend="auto", which takes the fastest there is.'
    )
