"""Optimizers, which change parameters by their gradients: plain gradient descent (SGD) and Adam."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from math import inf, isfinite, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.all_or_nothing import all_or_nothing
from lstm_core.arguments import check_array, check_integer, check_real, short_repr
from lstm_core.clipping import check_parameters, vector_norm
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.kernels import get_update
from lstm_core.kernels.reference_update import AdamFactors, Clipping
from lstm_core.parameters import Parameters

Vector = NDArray[np.floating]


class Moments(NamedTuple):
    """What an optimizer keeps between updates. An update replaces it whole, so it can be undone."""

    steps: int
    averages: tuple[Vector, ...]  # (count,) each
    spare: tuple[Vector, ...]  # memory for the next averages


_NOTHING = Moments(0, (), ())


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

    def __post_init__(self) -> None:
        self._moments = _NOTHING

    def __setattr__(self, name: str, value: object) -> None:
        """Check settings when they are made and whenever they are changed."""
        object.__setattr__(self, name, self._check_setting(name, value))

    def _check_setting(self, name: str, value: object) -> object:
        if name.startswith("_") or name == "moments":
            return value
        known = [each.name for each in fields(self)]
        if name not in known:
            raise ArgumentError(
                f"{type(self).__name__} has no setting {name!r}; it has {', '.join(known)}."
            )
        if name.startswith("clip_") and value is None:
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

        An interrupt in the middle can leave a part of them changed; `Trainer.step` undoes that.

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
        check_parameters("parameters", parameters)
        check_parameters("gradients", gradients)
        if parameters.W_x.shape != gradients.W_x.shape or parameters.count != gradients.count:
            raise ShapeError(f"{parameters!r} and gradients {gradients!r} differ in size.")
        with np.errstate(over="ignore"):  # too large for float32: infinity, which is met below
            gradient = gradients.vector.astype(parameters.dtype, copy=False)
        norm = vector_norm(gradient)
        if not (isfinite(norm) or np.isfinite(gradient).all()):
            raise ArgumentError(
                "gradients hold NaN or infinity, and an update with those cannot be undone. Look at "
                "the loss and at the step before."
            )
        before, moments = parameters.vector.copy(), self.moments

        def undo() -> None:
            parameters.vector[...] = before
            self.moments = moments

        all_or_nothing(lambda: self.take_step(parameters.vector, gradient, norm), undo)

    def take_step(self, vector: Vector, gradient: Vector, norm: float) -> None:
        """Do what `update` does, without its checks, where the gradient's norm is known.

        Parameters
        ----------
        vector : ndarray, shape (count,)
            The parameters, changed in place.
        gradient : ndarray, shape (count,)
            The gradient, finite and of the same dtype; it stays as it is.
        norm : float
            The gradient's norm.
        """
        limit = inf if self.clip_value is None else self.clip_value
        if self.clip_norm is not None and limit < norm:  # no number is larger than the norm
            norm = vector_norm(np.clip(gradient, -limit, limit))
        scale = 1.0 if self.clip_norm is None or norm <= self.clip_norm else self.clip_norm / norm
        self._take_step(vector, gradient, Clipping(limit, scale))

    @property
    def moments(self) -> Moments:
        """What is kept between updates, not copied: the update after the next writes into it."""
        return self._moments

    @moments.setter
    def moments(self, moments: Moments) -> None:
        self._moments = moments

    @abstractmethod
    def _take_step(self, vector: Vector, gradient: Vector, clipping: Clipping) -> None:
        """Change the parameters' vector (count,) in place."""

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

    def _take_step(self, vector: Vector, gradient: Vector, clipping: Clipping) -> None:
        get_update().sgd(vector, gradient, clipping, self.learning_rate)

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

    def _take_step(self, vector: Vector, gradient: Vector, clipping: Clipping) -> None:
        steps, averages, spare = self._moments
        if not averages:
            averages = np.zeros_like(vector), np.zeros_like(vector)
        if averages[0].shape != vector.shape:
            raise ShapeError(
                f"This Adam has so far updated {averages[0].size} parameters, but now got "
                f"{vector.size}. Use a new optimizer for each network."
            )
        averages = tuple(average.astype(vector.dtype, copy=False) for average in averages)
        if not spare or spare[0].dtype != vector.dtype:
            spare = np.empty_like(vector), np.empty_like(vector)
        steps += 1
        factors = AdamFactors(
            1.0 - self.beta1,
            1.0 - self.beta2,
            self.learning_rate / (1.0 - self.beta1**steps),
            1.0 / sqrt(1.0 - self.beta2**steps),
            self.epsilon,
        )
        get_update().adam(vector, gradient, clipping, factors, averages, spare)
        self._moments = Moments(steps, spare, averages)

    def state(self) -> dict[str, Vector]:  # noqa: D102 - as in Optimizer
        steps, averages, _ = self._moments
        if not averages:
            return {}
        mean, square = averages
        return {"mean": mean.copy(), "square": square.copy(), "steps": np.array(steps)}

    def restore(self, state: Mapping[str, Vector]) -> None:  # noqa: D102 - as in Optimizer
        if not isinstance(state, Mapping):
            raise ArgumentError(f"state must be what Adam.state returned, but got {short_repr(state)}.")
        if not state:
            self._moments = _NOTHING
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
        count = check_integer("state's steps", count, minimum=1, maximum=2**53)
        self._moments = Moments(count, (mean, square), ())


OPTIMIZERS: dict[str, type[Optimizer]] = {"SGD": SGD, "Adam": Adam}
