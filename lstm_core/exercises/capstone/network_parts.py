"""The first three parts of the capstone: parameters, the forward pass, and the gradients."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lstm_core.activations import cross_entropy
from lstm_core.exercises.capstone import inputs, tasks
from lstm_core.exercises.capstone.learner import (
    Learner,
    PartFailedError,
    PartWaitsError,
    parameters_problem,
)
from lstm_core.exercises.capstone.solutions import NAMES, Parameters
from lstm_core.exercises.checking.answers import Answer, Verdict
from lstm_core.exercises.checking.comparing import as_numbers
from lstm_core.exercises.checking.exercise import Array
from lstm_core.exercises.checking.result_form import describe
from lstm_core.model import CharLSTM
from lstm_core.parameters import Parameters as PackageParameters

_TOLERANCE = 1e-6  # of a gradient, relative to the largest entry of its array
_EPSILON = 1e-5
_TOO_HIGH = 0.5  # nats per character above the uniform baseline
Indices = Any


def judge_parameters(learner: Learner, page: Indices, V: int, H: int) -> list[str]:
    """Return what is found of the start; raise PartFailedError where it does not hold."""
    name = "new_parameters"
    cases = [(5, 3, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    cases.append((V, H, np.random.default_rng(0)))
    found = learner.values(name, learner.functions[name], cases)
    for value, (rows, units, _) in zip(found, cases, strict=True):
        problem = parameters_problem(f"What `{name}` returns", value, rows, units)
        if problem:
            raise PartFailedError(problem)
    one, again, other, start = found
    if not _equal(one, again):
        raise PartFailedError("Two calls with equal generators give different arrays. Draw with `rng`.")
    if _equal(one, other):
        raise PartFailedError("Two generators give the same arrays. Draw the weights with `rng`.")
    if np.ptp(one["W_x"].reshape(5, 4, 3), axis=2).max() == np.ptp(one["W_y"], axis=0).max() == 0:
        raise PartFailedError(
            "All units begin alike, so they learn alike for ever. Draw `W_x` and `W_y` at random."
        )
    loss = _loss(start, page)
    if not loss < np.log(V) + _TOO_HIGH:
        sizes = ", ".join(f"{key} {np.std(start[key]):.2g}" for key in ("W_x", "W_h", "W_y"))
        raise PartFailedError(
            f"The untrained loss is {loss:.2f} nats per character, but ln {V} is {np.log(V):.2f}. The "
            f"weights are too large. Their standard deviations: {sizes}. Divide by the root of the "
            "number of rows."
        )
    count = sum(start[key].size for key in NAMES)
    return [
        f"{count:,} parameters. Untrained loss {loss:.2f} nats per character; ln {V} is "
        f"{np.log(V):.2f}."
    ]


def _equal(one: Parameters, other: Parameters) -> bool:
    return all(np.array_equal(one[name], other[name]) for name in NAMES)


def _loss(parameters: Parameters, page: Indices) -> float:
    network = CharLSTM.from_parameters(PackageParameters(**{n: parameters[n] for n in NAMES}))
    with np.errstate(all="ignore"):
        return float(cross_entropy(network.forward(page[:-1]).logits, page[1:], "mean"))


def first_three(value: Any) -> Any:
    """Return logits, h and c of what `forward` returns; what follows is the learner's own."""
    return tuple(value[:3]) if isinstance(value, tuple | list) and len(value) > 3 else value


def judge_forward(learner: Learner) -> Answer:
    """Return the check's answer about the forward pass."""
    return learner.answer(tasks.forward, first_three)


def judge_gradients(learner: Learner, forward_is_right: bool) -> list[str]:
    """Return what is found of the gradients; raise PartFailedError where they do not hold."""
    name = "loss_and_gradients"
    case = inputs.numerical_case(np.random.default_rng(0))
    (result,) = learner.values(name, _with_finite_differences(learner.functions), [case])
    value, own_loss, numerical = result
    loss, gradients = _checked(name, value)
    errors = {key: _relative_error(gradients[key], numerical[key]) for key in NAMES}
    against = "finite differences of your own forward pass"
    wrong = [f"`{key}` off by {error:.0%}" for key, error in errors.items() if not error < _TOLERANCE]
    told = [f"Against {against}: {', '.join(wrong)} of its largest entry."] if wrong else []
    if not abs(loss - own_loss) <= _TOLERANCE * abs(own_loss):
        told.append(
            f"The loss of a text of 6 characters should be {own_loss:.4f}, but yours is {loss:.4f}."
        )
    if not forward_is_right:
        found = told or [f"The derivatives agree with {against}."]
        raise PartWaitsError(*found, "Fix `forward` first: a gradient belongs to its forward pass.")
    answer = learner.answer(tasks.loss_and_gradients, _in_a_row)
    if answer.verdict is not Verdict.RIGHT:
        told += answer.lines
    if told:
        raise PartFailedError(*told)
    count = sum(array.size for array in numerical.values())
    return [f"All {count} derivatives agree with {against}, to better than 1e-6 of the largest entry."]


def _with_finite_differences(functions: Mapping[str, Callable[..., Any]]) -> Callable[..., Any]:
    """Return a call of loss_and_gradients that also measures loss and gradients by the forward pass."""

    def loss_of(parameters: Parameters, inputs: Indices, targets: Indices, h: Array, c: Array) -> float:
        logits = functions["forward"](parameters, inputs, h.copy(), c.copy())[0]
        return float(cross_entropy(np.asarray(logits, float), targets))

    def call(parameters: Parameters, inputs: Indices, targets: Indices, h: Array, c: Array) -> Any:
        mine = {key: array.copy() for key, array in parameters.items()}
        value = functions["loss_and_gradients"](parameters, inputs, targets, h.copy(), c.copy())
        numerical = {key: np.zeros_like(array) for key, array in mine.items()}
        for key, array in mine.items():
            for place in np.ndindex(array.shape):
                before = array[place]
                losses = []
                for shift in (_EPSILON, -_EPSILON):
                    array[place] = before + shift
                    losses.append(loss_of(mine, inputs, targets, h, c))
                array[place] = before
                numerical[key][place] = (losses[0] - losses[1]) / (2 * _EPSILON)
        return value, loss_of(mine, inputs, targets, h, c), numerical

    return call


def _checked(name: str, value: Any) -> tuple[float, Parameters]:
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise PartFailedError(
            f"`{name}` should return 2 values, `return loss, gradients`, but returns {describe(value)}."
        )
    loss, gradients = value
    numbers = as_numbers(loss)
    if numbers is None or numbers.shape != () or not np.isfinite(numbers):
        raise PartFailedError(f"The loss should be a single finite number, but is {describe(loss)}.")
    problem = parameters_problem("`gradients`", gradients, 5, 3)
    if problem:
        raise PartFailedError(problem)
    return float(loss), gradients


def _in_a_row(value: Any) -> Any:
    loss, gradients = value  # its form has been checked
    return loss, *(gradients[name] for name in NAMES)


def _relative_error(mine: Array, numerical: Array) -> float:
    return float(np.abs(mine - numerical).max() / max(np.abs(numerical).max(), 1e-8))
