"""The fourth part of the capstone: the training loop on small texts, then on the page."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_core.exercises.capstone import inputs, tasks
from lstm_core.exercises.capstone.learner import Learner, PartFailedError, parameters_problem
from lstm_core.exercises.capstone.solutions import NAMES, Parameters, in_one_row
from lstm_core.exercises.checking.answers import Verdict
from lstm_core.exercises.checking.comparing import as_numbers
from lstm_core.exercises.checking.exercise import Indices
from lstm_core.exercises.checking.result_form import describe

ROUNDS, EPOCHS = 3, 10  # of the run on the page: so often so many epochs
_CLEARLY = 0.1  # nats per character below the letter frequencies


def judge_small_training(learner: Learner) -> None:
    """Raise PartFailedError if the loop differs from the recipe on small texts."""
    case = inputs.training_cases(np.random.default_rng(0))[0]
    (value,) = learner.values("train", learner.functions["train"], [case])
    H, V = case[0]["W_y"].shape
    _checked(value, V, H, epochs=1)
    answer = learner.answer(tasks.train, _in_a_row)
    if answer.verdict is not Verdict.RIGHT:
        raise PartFailedError(*answer.lines)


def _checked(value: Any, V: int, H: int, epochs: int) -> tuple[Parameters, list[float]]:
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise PartFailedError(
            f"`train` should return 2 values, `return parameters, losses`, but returns "
            f"{describe(value)}."
        )
    parameters, losses = value
    problem = parameters_problem("The trained parameters", parameters, V, H)
    if problem:
        raise PartFailedError(problem)
    numbers = as_numbers(losses)
    if numbers is None or numbers.shape != (epochs,):
        raise PartFailedError(
            f"`losses` should hold one number for each of the {epochs} epochs, but is "
            f"{describe(losses)}."
        )
    return parameters, [float(loss) for loss in numbers]


def _in_a_row(value: Any) -> Any:
    if isinstance(value, tuple | list) and len(value) == 2 and isinstance(value[0], Mapping):
        return in_one_row(value[0]), value[1]
    return value


def train_on_page(learner: Learner, page: Indices, V: int, H: int) -> tuple[Parameters, list[str]]:
    """Train the learner's network on the page; return the trained parameters and what was found."""
    make = learner.functions["new_parameters"]
    (parameters,) = learner.values("new_parameters", make, [(V, H, np.random.default_rng(0))])
    losses: list[float] = []
    for _ in range(ROUNDS):
        case = (parameters, page[:-1], page[1:], EPOCHS)
        limit = learner.page_seconds / ROUNDS
        (value,) = learner.values("train", learner.functions["train"], [case], limit)
        parameters, more = _checked(value, V, H, EPOCHS)
        losses += more
        if not np.isfinite(losses).all():
            raise PartFailedError("On the page the loss becomes NaN or infinite.")
    letters = letter_frequencies(page, V)
    told = (
        f"{len(losses)} epochs on the page: the loss goes from {losses[0]:.2f} to {losses[-1]:.2f} "
        f"nats per character. Letter frequencies alone reach {letters:.2f}."
    )
    if not losses[-1] < letters - _CLEARLY:
        spread = ", ".join(f"{key} {np.std(parameters[key]):.2g}" for key in ("W_x", "W_h", "W_y"))
        raise PartFailedError(
            told,
            "The loop is right on small texts, so the start is the likeliest reason: weights that are "
            f"too small learn slowly. Standard deviations after training: {spread}. "
            "`rng.normal(0, 1 / np.sqrt(n), shape)` with n rows is a good start.",
        )
    return {name: np.asarray(parameters[name], float) for name in NAMES}, [told]


def letter_frequencies(page: Indices, V: int) -> float:
    """Return the loss of the unigram model, in nats per character."""
    q = np.bincount(page[1:], minlength=V) / len(page[1:])
    return float(-(q[q > 0] * np.log(q[q > 0])).sum())
