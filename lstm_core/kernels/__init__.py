"""The LSTM layer fused over time: ``forward`` and ``backward``, once for each way of computing."""

from types import ModuleType

from lstm_core.arguments import check_choice
from lstm_core.kernels import numpy_kernel

BACKENDS = ("numpy", "auto")


def get_kernel(backend: str) -> ModuleType:
    """Return the module that computes for a backend.

    Parameters
    ----------
    backend : {"numpy", "auto"}
        ``"auto"`` is the fastest that is installed.

    Returns
    -------
    module
        It has the functions ``forward`` and ``backward``.

    Raises
    ------
    ArgumentError
        If there is no such backend.
    """
    check_choice("backend", backend, BACKENDS)
    return numpy_kernel
