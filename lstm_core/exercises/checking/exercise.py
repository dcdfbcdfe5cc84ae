"""One exercise: run the learner's function on inputs of several sizes, compare, answer.

Recognition is honest: a known mistake is a small wrong function of its own, and it is named only if it
gives what the learner's function gives on every one of the inputs, in all values that are returned or,
where that fits none, in one of them. Right is what gives the right numbers, however it is written.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_integer, check_real, short_repr
from lstm_core.errors import ArgumentError
from lstm_core.exercises.checking.answers import Answer, Verdict, print_text, show
from lstm_core.exercises.checking.call_error import advice, describe_error
from lstm_core.exercises.checking.comparing import (
    agree,
    copy_value,
    describe,
    first_difference,
    form_problem,
)
from lstm_core.exercises.checking.kernel_state import original_functions
from lstm_core.exercises.checking.limited_call import is_unwritten, run_limited
from lstm_core.exercises.checking.one_call import CallResult
from lstm_core.exercises.checking.progress_file import remember

Array = NDArray[Any]
Indices = NDArray[np.int64]
Case = tuple[Any, ...]  # the arguments of one call
Cases = list[Case]
Function = Callable[..., Any]
Output = Any  # what a learner's function or a mistake returns: an array, a number, a text, or several

SECONDS = 5.0
LEVELS = ("warm-up", "core", "stretch")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known mistake."""

    sentence: str  # what the learner is told
    function: Function  # A wrong function that makes it, with the exercise's arguments
    # how it is announced: for code that was given out with the exercise it is no mistake yet
    verdict: Verdict = Verdict.KNOWN


@dataclass(frozen=True, slots=True, repr=False)
class Exercise:
    """An exercise; calling it with the learner's function shows the answer."""

    name: str  # what it is called in check.name(my_function)
    notebook: str  # the notebook's name, without its ending
    level: str  # how hard it is
    task: str  # in a few words
    solution: Function  # A right function
    # takes a random generator; returns a list of tuples of arguments, the easiest to read first
    cases: Function
    outputs: tuple[str, ...]  # A name for each value that is returned
    proves: str  # what a right answer proves
    hints: tuple[str, ...]  # from gentle to plain
    mistakes: tuple[Mistake, ...]  # the catalogue
    lists: bool = False  # whether lists will do where the solution returns arrays

    def __call__(
        self,
        function: Any = None,
        *,
        seed: int = 0,
        seconds: float = SECONDS,
        in_process: bool = False,
    ) -> None:
        """Run the learner's function, show the answer, and remember a right one."""
        answer = self.answer(function, seed=seed, seconds=seconds, in_process=in_process)
        if answer.verdict is Verdict.RIGHT:
            warning = remember(self.notebook, self.name)
            if warning:
                answer = Answer(answer.verdict, answer.about, (*answer.lines, warning))
        show(answer)

    def __repr__(self) -> str:
        return f"Exercise {self.name} ({self.level}): {self.task}"

    @property
    def parameters(self) -> list[str]:
        """The names of the arguments."""
        return list(inspect.signature(self.solution).parameters)

    def answer(
        self, function: Any, *, seed: int = 0, seconds: float = SECONDS, in_process: bool = False
    ) -> Answer:
        """Return the answer without showing it, and without remembering anything."""
        try:
            seed = check_integer("seed", seed, minimum=0)
            seconds = check_real("seconds", seconds, above=0.0)
        except ArgumentError as error:
            return self._make_answer(Verdict.NOTE, str(error))
        try:
            return self._answer(function, seed, seconds, in_process)
        except Exception as error:  # an object of the learner's own may raise wherever it is looked at
            line = f"The check could not look at your function: {type(error).__name__} was raised."
            return self._make_answer(Verdict.FORM, line)

    def _answer(self, function: Any, seed: int, seconds: float, in_process: bool) -> Answer:
        refusal = self._refusal(function)
        if refusal is not None:
            return refusal
        with original_functions():
            cases = self.cases(np.random.default_rng(seed))
        runs = run_limited(function, cases, seconds, in_process=in_process)
        for run, arguments in zip(runs, cases, strict=False):
            print_text(run.printed)
            stopped = self._call_problem(run, function, arguments, seconds)
            if stopped is not None:
                return stopped
        changed = sorted({place for run in runs for place in run.changed})
        name = getattr(function, "__name__", "")
        with original_functions():
            return self._evaluate(
                [run.value for run in runs],
                cases,
                [self.parameters[place] for place in changed],
                [message for run in runs for message in run.warned],
                name if name.isidentifier() else "your_function",
            )

    def _make_answer(self, verdict: Verdict, *lines: str) -> Answer:
        return Answer(verdict, self.name, lines)

    def _refusal(self, function: Any) -> Answer | None:
        by_name = f"`check.{self.name}(your_function)`"
        if function is None or function is ...:
            return self._make_answer(Verdict.TODO, f"Write the function, then hand it over: {by_name}.")
        if not callable(function):
            return self._make_answer(
                Verdict.FORM,
                f"The check needs the function itself, but got {describe(function)}. Hand it over by "
                f"its name, without brackets after it: {by_name}.",
            )
        if is_unwritten(function):
            return self._make_answer(
                Verdict.TODO, "Put your lines where the three dots are, then run the cell."
            )
        try:
            inspect.signature(function).bind(*self.parameters)
        except TypeError:
            count = len(self.parameters)
            return self._make_answer(
                Verdict.FORM,
                f"Your function is called with {count} argument{'s' * (count > 1)}, "
                f"`{', '.join(self.parameters)}`, but takes {_signature(function)}.",
            )
        except ValueError:  # a function that does not tell its arguments, such as some of NumPy's
            return None
        return None

    def _call_problem(
        self, run: CallResult, function: Function, arguments: Case, seconds: float
    ) -> Answer | None:
        called = f"It was called with {self._describe_arguments(arguments)}."
        if run.timed_out:
            lines = [
                f"Your function had not ended after {seconds:g} seconds. Is there a loop whose "
                "condition never changes?",
                called,
            ]
            if run.still_running:
                lines.append("It could not be stopped; restart the kernel if the computer stays busy.")
            return self._make_answer(Verdict.FORM, *lines)
        if run.error is not None and run.error.unwritten:
            return self._make_answer(Verdict.TODO, "Put your own lines where the error is raised.")
        if run.error is not None:
            sentences = (describe_error(run.error) + ".", called, advice(run.error))
            return self._make_answer(Verdict.FORM, *filter(None, sentences))
        if run.value is ... or (
            isinstance(run.value, tuple) and any(part is ... for part in run.value)
        ):
            return self._make_answer(
                Verdict.TODO, "Three dots are still in what your function returns."
            )
        if run.value is None:
            line = "Your function returns None. Does it end with `return`, and on every way through it?"
            return self._make_answer(Verdict.FORM, line, called)
        return None

    def _evaluate(
        self, got: list[Any], cases: Cases, changed: list[str], warned: list[str], called: str
    ) -> Answer:
        wanted = [self.solution(*arguments) for arguments in cases]
        problems = [self._result_problem(mine, right) for mine, right in zip(got, wanted, strict=True)]
        right = [agree(mine, theirs) for mine, theirs in zip(got, wanted, strict=True)]
        names = ", ".join(f"`{name}`" for name in changed)
        if all(right) and not any(problems):
            if changed:
                return self._make_answer(
                    Verdict.FORM,
                    f"The numbers are right, but your function changes its argument {names}, which "
                    "whoever calls it may still need. `+=` and assignments to `x[...]` write into the "
                    "array that was handed over; `x = x + …` or a copy leaves it alone.",
                )
            note = f"On the way NumPy warned: {' '.join(warned[0].split())}." if warned else ""
            return self._make_answer(Verdict.RIGHT, self.proves, *filter(None, [note]))
        if (known := self.recognised(got, cases)) is not None:
            return self._make_answer(known.verdict, known.sentence)
        in_part = self._recognised_output(got, wanted, cases)
        if in_part is not None:
            return in_part
        spoiled = [f"It also changes its argument {names}, which may be the reason."] if changed else []
        for arguments, line in zip(cases, problems, strict=True):
            if line:
                return self._make_answer(
                    Verdict.FORM, line, f"Called with {self._describe_arguments(arguments)}.", *spoiled
                )
        place = right.index(False)
        return self._make_answer(
            Verdict.UNKNOWN,
            self._difference(got[place], wanted[place]),
            f"Called with {self._describe_arguments(cases[place])}. To try it by hand: "
            f'`{called}(*check.example("{self.name}", {place}))`.',
            *spoiled,
        )

    def recognised(self, got: list[Any], cases: Cases) -> Mistake | None:
        """Return the known mistake that gives the same on every input, if there is one."""
        for known in self.mistakes:
            if all(
                agree(mine, wrong_result(known, arguments))
                for mine, arguments in zip(got, cases, strict=True)
            ):
                return known
        return None

    def _recognised_output(self, got: list[Any], wanted: list[Any], cases: Cases) -> Answer | None:
        """Look at each wrong value by itself: then two mistakes in two places are both found."""
        count = len(self.outputs)
        if count == 1 or not all(isinstance(mine, tuple | list) and len(mine) == count for mine in got):
            return None
        results = [[wrong_result(known, arguments) for arguments in cases] for known in self.mistakes]
        for part, name in enumerate(self.outputs):
            mine, right = [value[part] for value in got], [value[part] for value in wanted]
            if all(map(agree, mine, right)):
                continue
            for known, wrong in zip(self.mistakes, results, strict=True):
                if all(map(agree, mine, [value[part] for value in wrong])):
                    return self._make_answer(known.verdict, f"In `{name}`: {known.sentence}")
        return None

    def _result_problem(self, got: Any, want: Any) -> str | None:
        if not isinstance(want, tuple):
            return form_problem(self.outputs[0], got, want, lists=self.lists)
        names = ", ".join(self.outputs)
        if not isinstance(got, tuple | list) or len(got) != len(want):
            return (
                f"Return {len(want)} values, `return {names}`; your function returns {describe(got)}."
            )
        parts = zip(self.outputs, got, want, strict=True)
        found = (form_problem(name, mine, right, lists=self.lists) for name, mine, right in parts)
        return next(filter(None, found), None)

    def _difference(self, got: Any, want: Any) -> str:
        if not isinstance(want, tuple):
            return first_difference(self.outputs[0], got, want)
        parts = zip(self.outputs, got, want, strict=True)
        return next(first_difference(name, a, b) for name, a, b in parts if not agree(a, b))

    def _describe_arguments(self, arguments: Case) -> str:
        return ", ".join(
            f"`{name}` {_describe_argument(value)}"
            for name, value in zip(self.parameters, arguments, strict=True)
        )


def wrong_result(known: Mistake, arguments: Case) -> Output:
    """Return what a known mistake gives on one input."""
    with np.errstate(all="ignore"):
        return known.function(*(copy_value(argument) for argument in arguments))


def _describe_argument(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"of shape {value.shape}"
    if isinstance(value, str | int | float):
        return f"= {short_repr(value)}"
    return f"({describe(value)})"


def _signature(function: Function) -> str:
    names = ", ".join(inspect.signature(function).parameters)
    return f"`{names}`" if names else "none"
