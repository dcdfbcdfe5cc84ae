"""One exercise: run the learner's function on inputs of several sizes, judge the results, answer.

Right is what gives the right values, however it is written. Everything else is explained by a search
(see `search`) for deviations from the right solution that give the learner's values on every input.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_integer, check_real
from lstm_core.errors import ArgumentError
from lstm_core.exercises.checking.answers import Answer, Verdict, print_text, show
from lstm_core.exercises.checking.judging import Calls, Judge
from lstm_core.exercises.checking.kernel_state import original_functions
from lstm_core.exercises.checking.learner_function import by_position, refusal
from lstm_core.exercises.checking.limited_call import run_limited
from lstm_core.exercises.checking.progress_file import remember
from lstm_core.exercises.checking.result_form import STRICT, Allowed
from lstm_core.exercises.checking.space import Space, Splitter
from lstm_core.exercises.checking.usual_deviations import usual_deviations
from lstm_core.exercises.checking.variations import Pick

Array = NDArray[Any]
Indices = NDArray[np.int64]
Case = tuple[Any, ...]  # the arguments of one call
Cases = list[Case]
Function = Callable[..., Any]
Output = Any  # what a learner's function or a solution returns: an array, a number, a text, or several

SECONDS = 5.0
LEVELS = ("warm-up", "core", "stretch")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Exercise:
    """An exercise; calling it with the learner's function shows the answer."""

    name: str  # what it is called in check.name(my_function)
    notebook: str  # the notebook's name, without its ending
    level: str  # how hard it is
    task: str  # in a few words
    solution: Function  # the right function, with a `Pick` as its first argument
    # takes a random generator; returns a list of tuples of arguments, the easiest to read first
    cases: Function
    outputs: tuple[str, ...]  # a name for each value that is returned
    proves: str  # what a right answer proves
    hints: tuple[str, ...]  # from gentle to plain
    deviations: Mapping[str, str]  # what is said of each deviation, by identifier
    # wrong functions by identifier, for what no variation point can express
    others: Mapping[str, Function] = field(default_factory=dict)
    # how deviations are announced that are no known mistake, such as code that was handed out
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    pieces: Splitter | None = None  # from the list of values to finer pieces, in the order of computing
    allowed: Allowed = STRICT

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
        return list(inspect.signature(self.solution).parameters)[1:]

    @property
    def space(self) -> Space:
        """All that can go wrong in it."""
        return Space(self.solution, self.outputs, self.others, self.pieces)

    def solve(self, *arguments: Any) -> Any:
        """Return the right result."""
        return self.solution(Pick(), *arguments)

    def sentence(self, identifier: str) -> str:
        """Return what the learner is told about a deviation."""
        if identifier in self.deviations:
            return self.deviations[identifier]
        return usual_deviations(self.outputs)[identifier].sentence

    def answer(
        self, function: Any, *, seed: int = 0, seconds: float = SECONDS, in_process: bool = False
    ) -> Answer:
        """Return the answer without showing it, and without remembering anything."""
        try:
            seed = check_integer("seed", seed, minimum=0)
            seconds = check_real("seconds", seconds, above=0.0)
        except ArgumentError as error:
            return Answer(Verdict.NOTE, self.name, (str(error),))
        try:
            return self._answer(function, seed, seconds, in_process)
        except Exception as error:  # an object of the learner's own may raise wherever it is looked at
            line = f"The check could not look at your function: {type(error).__name__} was raised."
            return Answer(Verdict.FORM, self.name, (line,))

    def _answer(self, function: Any, seed: int, seconds: float, in_process: bool) -> Answer:
        refused = refusal(function, f"`check.{self.name}(your_function)`", self.parameters)
        if refused is not None:
            nothing_yet, line = refused
            return Answer(Verdict.TODO if nothing_yet else Verdict.FORM, self.name, (line,))
        with original_functions():
            cases = self.cases(np.random.default_rng(seed))
        called = by_position(function, self.parameters)
        results = run_limited(called, cases, seconds, in_process=in_process)
        for result in results:
            print_text(result.printed)
            if result.error is not None:
                break  # what is printed last led to the error
        with original_functions():
            return Judge(self, Calls(function, cases, results, seconds, seed)).answer()
