"""The LSTM layer over a sequence, forward and backward, once for each way of computing it."""

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_choice
from lstm_core.errors import ArgumentError
from lstm_core.kernels import numpy_kernel, numpy_update, reference
from lstm_core.kernels.layer import Array, Layer, LayerBackward, LSTMState, ThroughTime, Weights
from lstm_core.kernels.reference_update import AdamFactors, Clipping, Vector
from lstm_core.parameters import Parameters

BACKENDS = ("reference", "numpy", "numba", "auto")


class Kernel(Protocol):
    """The functions of a module that computes the layer and the loss."""

    def forward(self, weights: Weights, inputs: NDArray[np.intp], initial_state: LSTMState) -> Layer:
        """Run the layer over inputs (T, B) from an initial state (h, c), each (B, H)."""

    def step(self, parameters: Parameters, index: int, state: LSTMState) -> LSTMState:
        """Read one character from a state (h, c), (1, H) each, as `forward` does; return the next."""

    def backward(
        self,
        parameters: Parameters,
        layer: Layer,
        dh: Array,
        dlogits: Array,
        dfinal_state: LSTMState,
    ) -> LayerBackward:
        """Propagate dh (T, B, H) back through time, and dfinal_state, (B, H) each, from later steps."""

    def through_time(
        self, weights: Weights, layer: Layer, dh: Array, dfinal_state: LSTMState
    ) -> ThroughTime:
        """Do the part of `backward` that goes from step to step, up to the weights."""

    def sum_by_index(self, inputs: NDArray[np.intp], rows: Array, size: int) -> Array:
        """Return the gradient (V, M) of W_x from derivatives (T, B, M) and the indices (T, B)."""

    def loss_with_derivative(
        self, logits: Array, targets: NDArray[np.intp], reduction: str
    ) -> tuple[float, Array]:
        """Return the loss of logits (..., V) and its derivative; nothing is checked."""


class Update(Protocol):
    """The two functions of a module that takes the optimizers' steps; all give the same bits."""

    def sgd(self, vector: Vector, gradient: Vector, clipping: Clipping, learning_rate: float) -> None:
        """Take a step of gradient descent, in place."""

    def adam(
        self,
        vector: Vector,
        gradient: Vector,
        clipping: Clipping,
        factors: AdamFactors,
        averages: tuple[Vector, ...],
        new_averages: tuple[Vector, ...],
    ) -> None:
        """Take a step of Adam in place; the averages stay, and the new ones are written beside them."""


def check_backend(backend: str) -> str:
    """Return ``backend`` if it can compute here; nothing is imported for that."""
    check_choice("backend", backend, BACKENDS)
    if backend == "numba" and not _is_installed("numba"):
        raise _numba_is_missing("it is not installed")
    return backend


def nearest_backend(backend: str) -> str:
    """Return ``backend``, or ``"auto"`` where a file names numba and it cannot compute here."""
    check_choice("backend", backend, BACKENDS)
    return "auto" if backend == "numba" and isinstance(_numba_kernel(), str) else backend


def get_kernel(backend: str) -> Kernel:
    """Return what computes for a backend; numba is imported at its first use."""
    check_backend(backend)
    if backend in ("reference", "numpy"):
        return cast(Kernel, reference if backend == "reference" else numpy_kernel)
    kernel = _numba_kernel()
    if not isinstance(kernel, str):
        return kernel
    if backend == "auto":
        return cast(Kernel, numpy_kernel)
    raise _numba_is_missing(f"it cannot be imported: {kernel}")


def get_update() -> Update:
    """Return what takes the optimizers' steps: compiled where a network has loaded numba already."""
    if "lstm_core.kernels.numba_kernel" not in sys.modules:
        return cast(Update, numpy_update)
    return cast(Update, import_module("lstm_core.kernels.numba_update"))


def warm_up(backend: str = "auto") -> float:
    """Make a backend ready, so that no later call waits for a compiler.

    The numba kernel is compiled at its first use, which takes some seconds; what was compiled is
    kept on disk, so the next time it takes less than one. The other backends are always ready.

    Parameters
    ----------
    backend : {"reference", "numpy", "numba", "auto"}
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
    get_update()  # compiles for both types
    for dtype in ("float32", "float64"):
        for B in (1, 100):  # one sequence, and so many that a kernel computes them in another way
            p, state = Parameters.zeros(1, 1, dtype=dtype), np.zeros((B, 1), dtype)
            inputs, dh = np.zeros((1, B), np.int64), np.zeros((1, B, 1), dtype)
            layer = kernel.forward(p, inputs, (state, state))
            kernel.step(p, 0, (state[:1], state[:1]))
            kernel.backward(p, layer, dh, dh.copy(), (state, state))
            kernel.loss_with_derivative(dh, inputs, "sum")
    return perf_counter() - begin


@cache
def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ValueError:  # it is being imported, or was blocked
        return False


@cache
def _numba_kernel() -> Kernel | str:
    """Return numba's kernel, or what went wrong."""
    if not _is_installed("numba"):
        return "it is not installed"
    try:
        return cast(Kernel, import_module("lstm_core.kernels.numba_kernel"))
    except Exception as error:  # also a numba that does not know this NumPy yet
        return str(error) or type(error).__name__


def _numba_is_missing(why: str) -> ArgumentError:
    return ArgumentError(
        f"backend='numba' needs the package numba, but {why}. Install it with python -m pip install "
        '"numba>=0.61" and restart the kernel, or use backend="auto", which takes the fastest there is.'
    )
