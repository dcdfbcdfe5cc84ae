"""The learner's five functions, called within a time limit; what goes wrong becomes sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import update_wrapper
from types import ModuleType
from typing import Any

import numpy as np

from lstm_core.exercises.capstone.solutions import NAMES
from lstm_core.exercises.checking.answers import Answer, print_text
from lstm_core.exercises.checking.call_error import advice, describe_error
from lstm_core.exercises.checking.exercise import Case, Exercise
from lstm_core.exercises.checking.kernel_state import globals_of
from lstm_core.exercises.checking.learner_function import by_position, refusal
from lstm_core.exercises.checking.limited_call import run_limited
from lstm_core.exercises.checking.one_call import CallResult
from lstm_core.exercises.checking.result_form import describe, form_problem

Function = Callable[..., Any]


class PartFailedError(Exception):
    """A part does not hold, for the reasons in its lines."""

    def __init__(self, *lines: str) -> None:
        super().__init__(" ".join(lines))
        self.lines = tuple(filter(None, lines))


class PartWaitsError(Exception):
    """A part cannot be judged yet, for the reasons in its lines."""

    def __init__(self, *lines: str) -> None:
        super().__init__(" ".join(lines))
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Learner:
    """The learner's functions by name, and how they are called."""

    functions: Mapping[str, Function]
    seconds: float  # the time limit of a part's calls
    page_seconds: float  # the time limit of the run on the page
    in_process: bool

    def values(self, name: str, call: Function, cases: list[Case], seconds: float = 0.0) -> list[Any]:
        """Return what a call that uses ``name`` returns for each case, or raise PartFailedError."""
        wrapped = update_wrapper(
            lambda *arguments: call(*arguments), self.functions[name], assigned=(), updated=()
        )
        limit = seconds or self.seconds
        results = run_limited(wrapped, cases, limit, in_process=self.in_process)
        for result in results:
            print_text(result.printed)
            lines = _problem(name, result, limit)
            if lines:
                raise PartFailedError(*lines)
        if any(0 in result.changed for result in results):
            raise PartFailedError(
                f"`{name}` changes the parameters that it is given. `+=` and assignments to `x[...]` "
                "write into the array that was handed over. Copy the arrays first."
            )
        return [result.value for result in results]

    def answer(self, exercise: Exercise, read: Function) -> Answer:
        """Return the answer of an exercise; ``read`` turns each result into the exercise's outputs."""
        function = self.functions[exercise.name]
        wrapped = update_wrapper(
            lambda *arguments: read(function(*arguments)), function, assigned=(), updated=()
        )
        return exercise.answer(wrapped, seconds=self.seconds, in_process=self.in_process)


def callable_function(function: Any, exercise: Exercise) -> tuple[Function | None, str]:
    """Return a function that takes all arguments by position, or None and what is wrong."""
    refused = refusal(function, f"a function `{exercise.name}`", exercise.parameters)
    if refused is not None:
        nothing_yet, line = refused
        return None, "" if nothing_yet else line
    return by_position(function, exercise.parameters), ""


def uses_package(function: Any) -> bool:
    """Tell whether a function reads something of lstm_core from the notebook."""
    code, space = getattr(function, "__code__", None), globals_of(function)
    read = [space.get(name) for name in getattr(code, "co_names", ())]
    origins = [getattr(v, "__name__" if isinstance(v, ModuleType) else "__module__", "") for v in read]
    return any(str(origin).split(".")[0] == "lstm_core" for origin in origins)


def _problem(name: str, result: CallResult, seconds: float) -> list[str]:
    if result.timed_out:
        more = "It could not be stopped; restart the kernel." if result.still_running else ""
        return [
            f"`{name}` had not ended after {seconds:g} seconds. Is there a loop whose condition never "
            f"changes, or work that repeats at every step? {more}".strip()
        ]
    if result.error is None:
        return []
    told = describe_error(result.error).replace("Your function", f"`{name}`")
    return [told + ".", advice(result.error) or ""]


def parameters_problem(what: str, value: Any, V: int, H: int) -> str:
    """Return what is wrong with the form of a dict of five arrays, or nothing."""
    keys = ", ".join(NAMES)
    if not isinstance(value, Mapping):
        return f"{what} should be a dict with the keys {keys}, but is {describe(value)}."
    missing = [f"`{name}`" for name in NAMES if name not in value]
    if missing:
        return f"{what} should have the keys {keys}. Missing: {', '.join(missing)}."
    shapes = ((V, 4 * H), (H, 4 * H), (4 * H,), (H, V), (V,))
    for name, shape in zip(NAMES, shapes, strict=True):
        problem = form_problem(f"`{name}`", value[name], np.zeros(shape))
        if problem:
            return f"{what}: {problem}"
    infinite = [f"`{name}`" for name in NAMES if not np.isfinite(value[name]).all()]
    return f"{what} has NaN or infinite numbers in {', '.join(infinite)}." if infinite else ""
