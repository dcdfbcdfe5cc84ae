"""Turning gradients into better parameters: plain gradient descent and Adam."""

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_array, check_integer, check_real, short_repr
from lstm_core.clipping import check_parameters, clip_by_norm, clip_by_value
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.memory import empty
from lstm_core.parameters import Parameters

Vector = NDArray[np.floating]


@dataclass
class SGD:
    """Plain gradient descent: subtract learning rate times gradient.

    Parameters
    ----------
    learning_rate : float
        Step size, greater than 0. It may be changed between updates.
    clip_value : float, optional
        If given, every gradient is first clipped to ±clip_value.
    clip_norm : float, optional
        If given, the gradients are first scaled to a norm of at most this.
    """

    learning_rate: float = 0.05
    clip_value: float | None = field(default=None, kw_only=True)
    clip_norm: float | None = field(default=None, kw_only=True)

    def __setattr__(self, name: str, value: float | None) -> None:
        """Check settings when they are made and whenever they are changed."""
        object.__setattr__(self, name, _check_setting(self, name, value))

    def update(self, parameters: Parameters, gradients: Parameters) -> None:
        """Change the parameters in place, one step downhill.

        Parameters
        ----------
        parameters : Parameters
            What to change.
        gradients : Parameters
            The derivative of the loss by each of them; they stay as they are.

        Raises
        ------
        ArgumentError
            If either is no Parameters, or the gradients are not finite.
        ShapeError
            If their sizes differ.
        """
        gradient = _clipped(self, parameters, gradients).vector
        is_ours = gradient is not gradients.vector  # a clipped copy
        step = gradient if is_ours else empty(gradient.shape, gradient.dtype)
        np.multiply(gradient, self.learning_rate, out=step)
        parameters.vector -= step

    def state(self) -> dict[str, Vector]:
        """Return what must be kept between updates: nothing.

        Returns
        -------
        dict
            Empty.
        """
        return {}

    def restore(self, state: dict[str, Vector]) -> None:
        """Take back what `state` returned.

        Parameters
        ----------
        state : dict
            Empty.

        Raises
        ------
        ArgumentError
            If it is not.
        """
        if state:
            raise ArgumentError(
                f"SGD keeps nothing between updates, but got a state: {short_repr(state)}."
            )


@dataclass
class Adam:
    """Adam: steps scaled by running averages of the gradients and of their squares.

    Parameters
    ----------
    learning_rate : float
        Step size, greater than 0. It may be changed between updates.
    beta1, beta2 : float
        How slowly the two averages forget, at least 0 and below 1.
    epsilon : float
        Keeps the division finite.
    clip_value, clip_norm : float, optional
        As for `SGD`.

    References
    ----------
    Kingma & Ba (2015), Adam: a method for stochastic optimization, algorithm 1.
    """

    learning_rate: float = 0.001
    beta1: float = field(default=0.9, kw_only=True)
    beta2: float = field(default=0.999, kw_only=True)
    epsilon: float = field(default=1e-8, kw_only=True)
    clip_value: float | None = field(default=None, kw_only=True)
    clip_norm: float | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        self.restore({})

    def __setattr__(self, name: str, value: float | None) -> None:
        """Check settings when they are made and whenever they are changed."""
        object.__setattr__(self, name, _check_setting(self, name, value))

    def update(self, parameters: Parameters, gradients: Parameters) -> None:
        """Change the parameters in place, one step downhill.

        Parameters
        ----------
        parameters : Parameters
            What to change.
        gradients : Parameters
            The derivative of the loss by each of them; they stay as they are.

        Raises
        ------
        ArgumentError
            If either is no Parameters, or the gradients are not finite.
        ShapeError
            If their sizes differ, or differ from those of the update before.
        """
        gradient = _clipped(self, parameters, gradients).vector
        if self._mean is None:
            self._mean, self._square = np.zeros_like(gradient), np.zeros_like(gradient)
        if self._mean.shape != gradient.shape:
            raise ShapeError(
                f"This Adam has so far updated {self._mean.size} parameters, but now got "
                f"{gradient.size}. Use a new optimizer for each network."
            )
        self._steps += 1
        self._mean += (1.0 - self.beta1) * (gradient - self._mean)
        self._square += (1.0 - self.beta2) * (gradient * gradient - self._square)
        # Both averages start at 0; dividing takes that bias out.
        mean = self._mean / (1.0 - self.beta1**self._steps)
        square = self._square / (1.0 - self.beta2**self._steps)
        parameters.vector -= self.learning_rate * mean / (np.sqrt(square) + self.epsilon)

    def state(self) -> dict[str, Vector]:
        """Return what must be kept between updates.

        Returns
        -------
        dict of str to ndarray
            Copies of the averages and the number of steps; empty before the first update.
        """
        if self._mean is None:
            return {}
        return {
            "mean": self._mean.copy(),
            "square": self._square.copy(),
            "steps": np.array(self._steps),
        }

    def restore(self, state: dict[str, Vector]) -> None:
        """Take back what `state` returned.

        Parameters
        ----------
        state : dict of str to ndarray
            The averages and the number of steps.

        Raises
        ------
        ArgumentError, ShapeError
            If it is no such state; nothing is changed then.
        """
        mean = square = None
        steps = 0
        if state:
            try:
                mean, square, steps = (state[name] for name in ("mean", "square", "steps"))
                steps = np.asarray(steps).item()
            except (KeyError, TypeError, ValueError) as error:
                raise ArgumentError("state must be what Adam.state returned.") from error
            mean = check_array("state's mean", mean, shape=(None,), finite=False).copy()
            square = check_array(
                "state's square", square, shape=mean.shape, dtype=mean.dtype, finite=False
            ).copy()
            steps = check_integer("state's steps", steps, minimum=1)
        self._mean, self._square, self._steps = mean, square, steps


OPTIMIZERS = {"SGD": SGD, "Adam": Adam}


def settings(optimizer: SGD | Adam) -> dict[str, float | None]:
    """Return the numbers that an optimizer was made with.

    Parameters
    ----------
    optimizer : SGD or Adam
        The optimizer.

    Returns
    -------
    dict
        Its constructor's arguments, as they are now.
    """
    return {each.name: getattr(optimizer, each.name) for each in fields(optimizer)}


def _check_setting(optimizer: SGD | Adam, name: str, value: float | None) -> float | None:
    known = [each.name for each in fields(optimizer)]
    if not name.startswith("_") and name not in known:
        raise ArgumentError(
            f"{type(optimizer).__name__} has no setting {name!r}; it has {', '.join(known)}."
        )
    if name.startswith("_") or (name.startswith("clip_") and value is None):
        return value
    if name.startswith("beta"):
        value = check_real(name, value)
        if value >= 1.0:
            raise ArgumentError(f"{name} must be at least 0 and below 1, but got {value}.")
        return value
    return check_real(name, value, above=0.0)


def _clipped(optimizer: SGD | Adam, parameters: Parameters, gradients: Parameters) -> Parameters:
    check_parameters("parameters", parameters)
    check_parameters("gradients", gradients)
    if parameters.W_x.shape != gradients.W_x.shape or parameters.count != gradients.count:
        raise ShapeError(f"{parameters!r} and gradients {gradients!r} differ in size.")
    if not _is_finite(gradients.vector):
        raise ArgumentError(
            "gradients hold NaN or infinity, and an update with those cannot be undone. Look at the "
            "loss and at the step before."
        )
    if optimizer.clip_value is not None:
        gradients = clip_by_value(gradients, optimizer.clip_value)
    if optimizer.clip_norm is not None:
        gradients = clip_by_norm(gradients, optimizer.clip_norm)
    return gradients


def _is_finite(vector: Vector) -> bool:
    """Tell whether all numbers are finite: if their squares add up to a number, they all are."""
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.isfinite(vector @ vector) or np.isfinite(vector).all())
