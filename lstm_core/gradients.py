"""Look at gradients: whether they are right, and how far back they reach.

The central difference tells the first, with an error of order ε²:

    ∂L/∂θ ≈ (L(θ + ε) - L(θ - ε)) / 2ε
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import cross_entropy, cross_entropy_derivative
from lstm_core.arguments import check_integer, check_real, short_repr
from lstm_core.character_network import CharacterNetwork, check_model
from lstm_core.errors import ShapeError
from lstm_core.parameters import Parameters

Array = NDArray[np.floating]
Network = CharacterNetwork[Any]


@dataclass(frozen=True, slots=True, eq=False)
class GradientCheck:
    """Analytic gradients beside numerical ones.

    Attributes
    ----------
    max_relative_error : float
        The largest of ``errors``.
    errors : dict of str to float
        For each array, the largest difference between the two gradients, divided by the array's
        largest gradient.
    worst : tuple of str and tuple of int
        The array and the place in it of the largest error.
    analytic, numerical : Parameters
        The gradients; ``numerical`` is NaN where it was not computed.
    """

    max_relative_error: float
    errors: dict[str, float]
    worst: tuple[str, tuple[int, ...]]
    analytic: Parameters
    numerical: Parameters

    def passed(self, tolerance: float = 1e-7) -> bool:
        """Return whether the gradients agree.

        Parameters
        ----------
        tolerance : float
            The largest relative error allowed; 1e-7 suits float64.

        Returns
        -------
        bool
            True where they do.

        Raises
        ------
        ArgumentError
            If the tolerance is no number above 0.
        """
        return self.max_relative_error < check_real("tolerance", tolerance, above=0.0)


@np.errstate(over="ignore", invalid="ignore")  # an infinite loss is refused, an infinite error told
def gradient_check(
    model: Network,
    inputs: ArrayLike,
    targets: ArrayLike,
    *,
    state: tuple[ArrayLike, ...] | None = None,
    reduction: str = "sum",
    gradients: Parameters | None = None,
    epsilon: float = 1e-5,
    entries: int | None = None,
    seed: int = 0,
) -> GradientCheck:
    """Compare gradients with central differences of the loss.

    A difference is judged against the largest gradient of the same array, because a central
    difference has a rounding error that does not shrink with the gradient. A float32 network is
    checked as a float64 copy: in float32 the differences would drown in rounding.

    Parameters
    ----------
    model : CharLSTM or another CharacterNetwork
        The network; its parameters are the same afterwards.
    inputs, targets : array_like of int, shape (T,) or (T, B)
        A short text, and what came next.
    state : tuple of array_like, optional
        The state to start from.
    reduction : {"sum", "mean"}
        As for ``model.backward``.
    gradients : Parameters, optional
        The gradients to check; by default those of ``model.backward``.
    epsilon : float
        How far each parameter is moved to either side.
    entries : int, optional
        How many parameters of each array to check, drawn at random; by default all.
    seed : int
        For the draw.

    Returns
    -------
    GradientCheck
        The errors and both gradients.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    epsilon = check_real("epsilon", epsilon, above=0.0)
    model = check_model(model)
    if model.dtype != np.float64:
        model = _as_float64(model)
    if gradients is None:
        gradients = model.backward(model.forward(inputs, state), targets, reduction)
    if not isinstance(gradients, Parameters) or _shapes(gradients) != _shapes(model.parameters):
        raise ShapeError(
            f"gradients must be Parameters as large as {model.parameters!r}, "
            f"but got {short_repr(gradients)}."
        )

    def loss() -> float:
        return float(cross_entropy(model.forward(inputs, state).logits, targets, reduction))

    numerical = model.parameters.copy()
    numerical.vector[...] = np.nan
    random = np.random.default_rng(check_integer("seed", seed, minimum=0))
    entries = None if entries is None else check_integer("entries", entries, minimum=1)
    errors, places = {}, {}
    for name, array in model.parameters.arrays():
        flat, slopes = array.reshape(-1), getattr(numerical, name).reshape(-1)
        chosen = np.arange(flat.size)
        if entries is not None and entries < flat.size:
            chosen = np.sort(random.choice(flat.size, entries, replace=False))
        for k in chosen:
            slopes[k] = central_difference(loss, flat, int(k), epsilon)
        analytic = getattr(gradients, name).reshape(-1)[chosen]
        relative = _relative_errors(analytic, slopes[chosen])
        errors[name] = float(relative.max())
        place = np.unravel_index(chosen[relative.argmax()], array.shape)
        places[name] = tuple(int(axis) for axis in place)
    worst = max(errors, key=lambda name: errors[name])
    return GradientCheck(errors[worst], errors, (worst, places[worst]), gradients, numerical)


def _shapes(parameters: Parameters) -> list[tuple[int, ...]]:
    return [array.shape for _, array in parameters.arrays()]


def _relative_errors(analytic: Array, numerical: Array) -> Array:
    largest = max(np.abs(numerical).max(), np.abs(analytic[np.isfinite(analytic)]).max(initial=0.0))
    errors = np.abs(analytic - numerical) / max(largest, np.finfo(float).tiny)
    return np.where(np.isfinite(analytic), errors, np.inf)  # NaN would compare as if it were right


def central_difference(loss: Callable[[], float], flat: Array, k: int, epsilon: float) -> float:
    """Return the slope of a loss with respect to flat[k], which is the same afterwards."""
    value = flat[k]
    try:
        flat[k] = value + epsilon
        above = loss()
        flat[k] = value - epsilon
        below = loss()
    finally:
        flat[k] = value
    return float((above - below) / (2.0 * epsilon))


@dataclass(frozen=True, slots=True, eq=False)
class GradientFlow:
    """How strongly the loss at the last step depends on the state at each step before.

    Attributes
    ----------
    lag : ndarray of int, shape (T,)
        Steps back from the last: 0, 1, …, T-1.
    hidden : ndarray, shape (T,)
        The norm of the derivative with respect to h, at each lag.
    cell : ndarray, shape (T,), or None
        The same with respect to c; None for the vanilla RNN, which has no cell state.
    """

    lag: NDArray[np.intp]
    hidden: Array
    cell: Array | None


@np.errstate(over="ignore", invalid="ignore")
def gradient_flow(model: Network, inputs: ArrayLike, target: int) -> GradientFlow:
    """Measure how the gradient of the last step's loss fades on its way back through time.

    These are true gradients of the network at hand, computed by backpropagation through time.

    Parameters
    ----------
    model : CharLSTM or another CharacterNetwork
        The network.
    inputs : array_like of int, shape (T,)
        A text.
    target : int
        The character that came after it.

    Returns
    -------
    GradientFlow
        Norms by lag.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.

    References
    ----------
    Pascanu, Mikolov & Bengio (2013), On the difficulty of training recurrent neural networks,
    section 2.1.
    """
    trace = check_model(model).forward(inputs)
    if trace.logits.ndim != 2:
        raise ShapeError(f"inputs must have the shape (T,), but have {trace.inputs.shape}.")
    dlogits = np.zeros_like(trace.logits)
    dlogits[-1:] = cross_entropy_derivative(trace.logits[-1:], [target])
    back = model.backpropagate(trace, dlogits)

    def by_lag(derivative: Array) -> Array:
        norms: Array = np.linalg.norm(derivative, axis=-1)
        return norms[::-1]

    cell = None if back.dcell_state is None else by_lag(back.dcell_state)
    return GradientFlow(np.arange(len(dlogits)), by_lag(back.dhidden_state), cell)


def _as_float64(model: Network) -> Network:
    return type(model).from_parameters(model.parameters.copy(dtype="float64"))
