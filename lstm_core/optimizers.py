"""Optimizers, which change parameters by their gradients: plain gradient descent (SGD) and Adam."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
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
class Optimizer(ABC):
    """What SGD and Adam share: settings that are checked, clipping, and a state to keep.

    Parameters
    ----------
    learning_rate : float
        Step size, greater than 0. It may be changed between updates.
    clip_value : float, optional
        If given, every gradient is first clipped to ±clip_value.
    clip_norm : float, optional
        If given, the gradients are first scaled to a norm of at most this.
    """

    learning_rate: float
    clip_value: float | None = field(default=None, kw_only=True)
    clip_norm: float | None = field(default=None, kw_only=True)

    def __setattr__(self, name: str, value: object) -> None:
        """Check settings when they are made and whenever they are changed."""
        object.__setattr__(self, name, self._check_setting(name, value))

    def _check_setting(self, name: str, value: object) -> object:
        known = [each.name for each in fields(self)]
        if not name.startswith("_") and name not in known:
            raise ArgumentError(
                f"{type(self).__name__} has no setting {name!r}; it has {', '.join(known)}."
            )
        if name.startswith("_") or (name.startswith("clip_") and value is None):
            return value
        if name.startswith("beta"):
            number = check_real(name, value)
            if number >= 1.0:
                raise ArgumentError(f"{name} must be at least 0 and below 1, but got {number}.")
            return number
        return check_real(name, value, above=0.0)

    def settings(self) -> dict[str, float | None]:
        """Return the constructor's arguments, as they are now.

        Returns
        -------
        dict
            Each setting's name and value.
        """
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def update(self, parameters: Parameters, gradients: Parameters) -> None:
        """Change the parameters in place, one step downhill.

        Parameters
        ----------
        parameters : Parameters
            What to change.
        gradients : Parameters
            The derivative of the loss with respect to each of them; they stay as they are.

        Raises
        ------
        ArgumentError
            If either is no Parameters, or the gradients are not finite.
        ShapeError
            If their sizes differ, or differ from those of the update before.
        """
        gradient = _clipped(self, parameters, gradients).vector
        self._take_step(parameters.vector, gradient, may_overwrite=gradient is not gradients.vector)

    @abstractmethod
    def _take_step(self, vector: Vector, gradient: Vector, *, may_overwrite: bool) -> None:
        """Change the parameters' vector (count,) in place; a copied gradient may be overwritten."""

    @abstractmethod
    def state(self) -> dict[str, Vector]:
        """Return what must be kept between updates.

        Returns
        -------
        dict of str to ndarray
            Copies of the averages and the number of steps; empty for SGD, and before the first update.
        """

    @abstractmethod
    def restore(self, state: Mapping[str, Vector]) -> None:
        """Go back to what `state` returned.

        Parameters
        ----------
        state : dict of str to ndarray
            From an optimizer of the same kind.

        Raises
        ------
        ArgumentError, ShapeError
            If it is no such state; nothing is changed then.
        """


@dataclass
class SGD(Optimizer):
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

    def _take_step(self, vector: Vector, gradient: Vector, *, may_overwrite: bool) -> None:
        step = gradient if may_overwrite else empty(gradient.shape, gradient.dtype)
        np.multiply(gradient, self.learning_rate, out=step)
        vector -= step

    def state(self) -> dict[str, Vector]:  # noqa: D102 - as in Optimizer
        return {}

    def restore(self, state: Mapping[str, Vector]) -> None:  # noqa: D102 - as in Optimizer
        if not isinstance(state, Mapping) or state:
            raise ArgumentError(
                f"SGD keeps nothing between updates, but got a state: {short_repr(state)}."
            )


@dataclass
class Adam(Optimizer):
    """Adam: steps scaled by running averages of the gradients and of their squares.

    Parameters
    ----------
    learning_rate : float
        Step size, greater than 0. It may be changed between updates.
    clip_value, clip_norm : float, optional
        As for `SGD`.
    beta1, beta2 : float
        Exponential decay rates of the two averages, at least 0 and below 1.
    epsilon : float
        Keeps the division finite.

    References
    ----------
    Kingma & Ba (2015), Adam: a method for stochastic optimization, algorithm 1.
    """

    learning_rate: float = 0.001
    beta1: float = field(default=0.9, kw_only=True)
    beta2: float = field(default=0.999, kw_only=True)
    epsilon: float = field(default=1e-8, kw_only=True)

    def __post_init__(self) -> None:
        self._mean: Vector | None = None
        self._square: Vector | None = None
        self._steps = 0

    def _take_step(self, vector: Vector, gradient: Vector, *, may_overwrite: bool) -> None:
        if self._mean is None or self._square is None:
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
        vector -= self.learning_rate * mean / (np.sqrt(square) + self.epsilon)

    def state(self) -> dict[str, Vector]:  # noqa: D102 - as in Optimizer
        if self._mean is None or self._square is None:
            return {}
        steps = np.array(self._steps)
        return {"mean": self._mean.copy(), "square": self._square.copy(), "steps": steps}

    def restore(self, state: Mapping[str, Vector]) -> None:  # noqa: D102 - as in Optimizer
        if not isinstance(state, Mapping):
            raise ArgumentError(f"state must be what Adam.state returned, but got {short_repr(state)}.")
        if not state:
            self.__post_init__()
            return
        try:
            mean, square, steps = (state[name] for name in ("mean", "square", "steps"))
            count = np.asarray(steps).item()
        except Exception as error:  # whatever a foreign mapping raises
            raise ArgumentError("state must be what Adam.state returned.") from error
        mean = check_array("state's mean", mean, shape=(None,), finite=False).copy()
        square = check_array(
            "state's square", square, shape=mean.shape, dtype=mean.dtype, finite=False
        ).copy()
        count = check_integer("state's steps", count, minimum=1)
        self._mean, self._square, self._steps = mean, square, count


OPTIMIZERS: dict[str, type[Optimizer]] = {"SGD": SGD, "Adam": Adam}


def _clipped(optimizer: Optimizer, parameters: Parameters, gradients: Parameters) -> Parameters:
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
