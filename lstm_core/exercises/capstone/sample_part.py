"""The fifth part of the capstone: what is drawn, compared with the softmax of the learner's logits."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lstm_core.activations import softmax
from lstm_core.exercises.capstone import inputs
from lstm_core.exercises.capstone.learner import Learner, PartFailedError
from lstm_core.exercises.capstone.solutions import Parameters
from lstm_core.exercises.checking.comparing import as_numbers
from lstm_core.exercises.checking.exercise import Array, Indices
from lstm_core.exercises.checking.result_form import describe

TIMES, TEMPERATURE = 2000, 0.5  # texts of two characters that are drawn
_V, _H, _FIRST, _SEED = 4, 3, 0, 38
_NEAR = 0.08  # of two distributions: half of the sum of all differences
_MISTAKES = {
    "greedy": "You always take the most probable character. Draw it: `rng.choice(len(p), p=p)`.",
    "no_temperature": "The temperature has no effect. Divide the logits by it, before the softmax.",
    "multiplied": "You multiply the logits by the temperature, or take p to that power. Divide the "
    "logits by it.",
    "not_carried": "The state is not carried: the second character is drawn as if the text began "
    "there. Hand h and c to the next call of `forward`.",
    "same_input": "The next input is always the first character. Feed in the character that was drawn.",
    "includes_first": "Your first character is the one that was given. Return only what was drawn "
    "after it.",
    "uniform": "All characters come equally often. Draw with the probabilities: "
    "`rng.choice(len(p), p=p)`.",
}


def network() -> Parameters:
    """Return a small network on which all known mistakes lead to different frequencies."""
    return inputs.parameters_of(np.random.default_rng(_SEED), _V, _H, 1.5)


def judge_sample(learner: Learner) -> list[str]:
    """Return what is found of the sampling; raise PartFailedError where it does not hold."""
    parameters = network()
    sample = learner.functions["sample"]
    cases = [(parameters, _FIRST, n, 1.0, np.random.default_rng(5)) for n in (1, 7, 7)]
    one, seven, again = learner.values("sample", sample, cases)
    for value, length in ((one, 1), (seven, 7)):
        _check_form(value, length, _V)
    if list(seven) != list(again):
        raise PartFailedError("Two calls with equal generators draw different texts. Draw with `rng`.")
    (found,) = learner.values("sample", _repeated(learner.functions), [(parameters,)])
    drawn, first, second, fresh = found
    wanted = joint(np.asarray(first), np.asarray(second), TEMPERATURE)
    counted = frequencies(np.asarray(drawn))
    distance = _distance(counted, wanted)
    if distance < _NEAR:
        return [
            f"{TIMES:,} texts of 2 characters, drawn at temperature {TEMPERATURE}, have the "
            "frequencies of the softmax."
        ]
    raise PartFailedError(
        f"{TIMES:,} texts of 2 characters were drawn at temperature {TEMPERATURE}. Their frequencies "
        f"differ from the softmax by {distance:.0%}; chance alone makes about 2 %.",
        _reason(counted, wanted, mistaken(np.asarray(first), np.asarray(second), np.asarray(fresh))),
    )


def _check_form(value: Any, length: int, V: int) -> None:
    numbers = as_numbers(value)
    if numbers is None or numbers.ndim != 1 or numbers.dtype.kind not in "iu":
        raise PartFailedError(
            f"`sample` should return a list of indices, but returns {describe(value)}."
        )
    if len(numbers) != length:
        raise PartFailedError(
            f"`sample` should return {length} indices for `length={length}`, but returns "
            f"{len(numbers)}. The first character is given; return what is drawn after it."
        )
    if not ((numbers >= 0) & (numbers < V)).all():
        raise PartFailedError(f"Indices lie between 0 and V − 1 = {V - 1}, but yours are {numbers}.")


def _repeated(functions: Mapping[str, Callable[..., Any]]) -> Callable[..., Any]:
    """Return a call that draws many short texts, and computes logits by the learner's forward pass."""

    def logits_after(parameters: Parameters, text: list[int]) -> Array:
        at_rest = np.zeros(_H), np.zeros(_H)
        logits = functions["forward"](parameters, np.array(text), *at_rest)[0]
        last: Array = np.asarray(logits, float)[-1]
        return last

    def call(parameters: Parameters) -> Any:
        first = logits_after(parameters, [_FIRST])
        second = np.array([logits_after(parameters, [_FIRST, k]) for k in range(_V)])
        fresh = np.array([logits_after(parameters, [k]) for k in range(_V)])
        rng = np.random.default_rng(1)
        sample = functions["sample"]
        drawn = [list(sample(parameters, _FIRST, 2, TEMPERATURE, rng)) for _ in range(TIMES)]
        return np.array(drawn, dtype=int), first, second, fresh

    return call


def joint(first: Array, second: Array, temperature: float) -> Array:
    """Return the probabilities of all texts of two characters, (V, V)."""
    rows, columns = softmax(first / temperature), softmax(second / temperature)
    table: Array = rows[:, None] * columns
    return table


def mistaken(first: Array, second: Array, fresh: Array) -> dict[str, Array]:
    """Return what each known mistake makes of these probabilities."""
    V, cold = len(first), 1e-9
    given = np.zeros((V, V))
    given[_FIRST] = softmax(first / TEMPERATURE)
    return {
        "greedy": joint(first, second, cold),
        "no_temperature": joint(first, second, 1.0),
        "multiplied": joint(first, second, 1 / TEMPERATURE),
        "not_carried": joint(first, fresh, TEMPERATURE),
        "same_input": joint(first, np.tile(second[_FIRST], (V, 1)), TEMPERATURE),
        "includes_first": given,
        "uniform": np.full((V, V), 1 / V**2),
    }


def frequencies(drawn: Indices) -> Array:
    """Return how often each text of two characters was drawn, (V, V)."""
    table = np.zeros((_V, _V))
    np.add.at(table, (drawn[:, 0], drawn[:, 1]), 1 / len(drawn))
    return table


def _distance(one: Array, other: Array) -> float:
    return float(np.abs(one - other).sum() / 2)


def _reason(counted: Array, wanted: Array, mistakes: Mapping[str, Array]) -> str:
    known = {name: _distance(counted, table) for name, table in mistakes.items()}
    nearest = min(known, key=lambda name: known[name])
    if known[nearest] < _NEAR:
        return _MISTAKES[nearest]
    if counted.max() > 1 - 1e-9:
        return "All texts are the same. Draw with the `rng` that is handed over, and make no new one."
    mine, right = counted.sum(axis=1), wanted.sum(axis=1)
    if _distance(mine, right) < _NEAR:
        return (
            "The first character is drawn rightly, the second is not. Is the state carried, and is the "
            "drawn character the next input?"
        )
    return (
        f"The first character should have the probabilities {_row(right)}, but yours come with "
        f"{_row(mine)}."
    )


def _row(numbers: Array) -> str:
    return ", ".join(f"{number:.2f}" for number in numbers)


def text_line(learner: Learner, trained: Parameters, page: Indices, characters: str) -> str:
    """Return a line with what the learner's trained network writes."""
    case = (trained, int(page[0]), 60, TEMPERATURE, np.random.default_rng(0))
    (drawn,) = learner.values("sample", learner.functions["sample"], [case])
    _check_form(drawn, 60, len(characters))
    text = "".join(characters[k] for k in drawn).replace("\n", "⏎").replace("`", "'")
    return f"Your trained network writes, at temperature {TEMPERATURE}: `{text}`"
