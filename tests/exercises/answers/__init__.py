"""Answers to the exercises as learners would write them, written without sight of what the checks know.

Each answer is a plain function. It is right, or right in another form (the numbers are right, but code
after it could not use them as they are), or wrong with one fault, or wrong with two. A fault has a
short name in everyday words, which says what the learner did; it is no identifier of any check.
"""

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

NOTEBOOKS = ("encoding", "gates", "forward", "bptt", "gradient_reach", "training", "sampling", "inside")
NOTEBOOKS += ("relatives", "real_text", "what_came_after")
Function = Callable[..., Any]


@dataclass(frozen=True)
class StudentAnswer:
    """One function handed in for one exercise."""

    notebook: str
    exercise: str
    function: Function
    faults: tuple[str, ...] = ()  # none: right; two: a pair
    style: str = ""  # of a right answer: what is unusual about it
    other_form: bool = False  # right numbers in a form that a check may refuse, with its reason

    @property
    def kind(self) -> str:
        if self.other_form:
            return "other form"
        return ("right", "wrong", "pair")[len(self.faults)]

    @property
    def label(self) -> str:
        return f"{self.notebook}.{self.exercise}: {' + '.join(self.faults) or self.style}"


class Answers(list[StudentAnswer]):
    """The answers of one notebook; its methods register functions."""

    def __init__(self, notebook: str) -> None:
        super().__init__()
        self.notebook = notebook

    def right(self, exercise: str, style: str) -> Callable[[Function], Function]:
        return self._register(exercise, style=style)

    def other_form(self, exercise: str, style: str) -> Callable[[Function], Function]:
        return self._register(exercise, style=style, other_form=True)

    def wrong(self, exercise: str, *faults: str) -> Callable[[Function], Function]:
        """Register a wrong function: one fault, or two for a pair."""
        return self._register(exercise, faults)

    def edited(self, exercise: str, base: Function, *faults: str, **changes: str) -> None:
        """Register ``base`` with lines of it changed: old=…, new=…, and old2=…, new2=… for a pair."""
        source = textwrap.dedent(inspect.getsource(base))
        source = source[source.index("def ") :]
        for end in ("", "2", "3"):
            if "old" + end in changes:
                old, new = changes["old" + end], changes["new" + end]
                assert source.count(old) == 1, (old, source)
                source = source.replace(old, new)
        names: dict[str, Any] = {}
        exec(source, base.__globals__, names)
        self._register(exercise, faults)(names[base.__name__])

    def _register(self, exercise: str, faults: tuple[str, ...] = (), **more: Any) -> Any:
        def keep(function: Function) -> Function:
            self.append(StudentAnswer(self.notebook, exercise, function, faults, **more))
            return function

        return keep


def load(notebook: str) -> Answers:
    """Return all answers of one notebook."""
    answers: Answers = import_module(f"{__name__}.{notebook}").answers
    return answers
