"""What a check answers: right, in the wrong form, a known mistake, or not right yet, in this order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from lstm_core.arguments import short_repr
from lstm_core.exercises.checking.answers import Answer, Verdict
from lstm_core.exercises.checking.call_error import CallError, advice, describe_error
from lstm_core.exercises.checking.comparing import agree
from lstm_core.exercises.checking.differences import difference, resemblance
from lstm_core.exercises.checking.one_call import CallResult
from lstm_core.exercises.checking.reading import reading, unread_arguments
from lstm_core.exercises.checking.relations import relations
from lstm_core.exercises.checking.result_form import describe, form_problem
from lstm_core.exercises.checking.search import Finding, Search

if TYPE_CHECKING:
    from lstm_core.exercises.checking.exercise import Exercise

_MOST_TOGETHER = 3  # explanations that no input separates and that are named together
_ONE_OF = "No input of this check separates these mistakes. Yours is one of them:"


@dataclass(frozen=True, slots=True)
class Calls:
    """All calls of one check."""

    function: Callable[..., Any]  # the learner's
    cases: list[tuple[Any, ...]]  # the arguments of each call
    results: list[CallResult]  # fewer than cases if one did not end
    seconds: float  # the time limit of all calls
    seed: int  # of the inputs


@lru_cache(maxsize=4)  # a learner checks the same function many times
def _prepared_search(exercise: "Exercise", seed: int) -> Search:
    return Search(exercise.space, exercise.cases(np.random.default_rng(seed)))


class Judge:
    """Judges the results of one check."""

    def __init__(self, exercise: "Exercise", calls: Calls) -> None:
        self._exercise, self._calls = exercise, calls
        self._results = calls.results
        self._wanted = [exercise.solve(*arguments) for arguments in calls.cases]
        self._right = [
            result.error is None and not result.timed_out and agree(result.value, want)
            for result, want in zip(self._results, self._wanted, strict=False)
        ]
        changed = sorted({place for result in self._results for place in result.changed})
        self._changed = ", ".join(f"`{exercise.parameters[place]}`" for place in changed)

    def answer(self) -> Answer:
        """Return the first answer that fits."""
        judges = (
            self._not_ended,
            self._not_written,
            self._right_values,
            self._known,
            self._related,
            self._raised,
            self._wrong_form,
        )
        for judge in judges:
            answer = judge()
            if answer is not None:
                return answer
        return self._unknown()

    def _make(self, verdict: Verdict, *lines: str) -> Answer:
        return Answer(verdict, self._exercise.name, tuple(filter(None, lines)))

    def _called_with(self, place: int) -> str:
        pairs = zip(self._exercise.parameters, self._calls.cases[place], strict=True)
        return ", ".join(f"`{name}` {_describe_argument(value)}" for name, value in pairs)

    def _not_ended(self) -> Answer | None:
        last, place = self._results[-1], len(self._results) - 1
        if last.timed_out:
            return self._make(
                Verdict.FORM,
                f"Your function had not ended after {self._calls.seconds:g} seconds. Is there a loop "
                "whose condition never changes?",
                f"It was called with {self._called_with(place)}.",
                "It could not be stopped; restart the kernel if the computer stays busy."
                if last.still_running
                else "",
            )
        return self._error_at(place) if last.ended else None

    def _not_written(self) -> Answer | None:
        for result in self._results:
            if result.error is not None and result.error.unwritten:
                return self._make(Verdict.TODO, "Put your own lines where the error is raised.")
            value = result.value
            if value is ... or (isinstance(value, tuple) and any(part is ... for part in value)):
                return self._make(Verdict.TODO, "Three dots are still in what your function returns.")
        return None

    def _right_values(self) -> Answer | None:
        if not all(self._right):
            return None
        for place, (result, want) in enumerate(zip(self._results, self._wanted, strict=True)):
            problem = self._form_problem(result.value, want)
            if problem:
                return self._make(Verdict.FORM, problem, f"Called with {self._called_with(place)}.")
        if self._changed:
            return self._make(
                Verdict.FORM,
                f"The numbers are right, but your function changes its argument {self._changed}, which "
                "the caller may still need. `+=` and assignments to `x[...]` write into the "
                "array that was handed over; `x = x + …` or a copy leaves it alone.",
            )
        warned = [message for result in self._results for message in result.warned]
        note = f"On the way NumPy warned: {' '.join(warned[0].split())}." if warned else ""
        return self._make(Verdict.RIGHT, self._exercise.proves, note)

    def _known(self) -> Answer | None:
        got = [result.error or result.value for result in self._results]
        if all(value is None for value in got) or len(got) < len(self._calls.cases):
            return None
        found = _prepared_search(self._exercise, self._calls.seed).explain(got)
        if found is None or len(found.explanations) > _MOST_TOGETHER:
            return None
        verdict = Verdict.KNOWN
        if len(found.explanations) == 1 and len(found.explanations[0]) == 1:
            verdict = self._exercise.verdicts.get(found.explanations[0][0], verdict)
        lines = self._explained(found)
        return Answer(verdict, self._exercise.name, tuple(lines), found.explanations)

    def _explained(self, found: Finding) -> list[str]:
        told = [[self._exercise.sentence(name) for name in names] for names in found.explanations]
        sentences = [" And also: ".join(parts) for parts in told]
        if len(sentences) > 1:
            lines = [_ONE_OF, *(f"{k}. {sentence}" for k, sentence in enumerate(sentences, 1))]
        elif len(told[0]) > 1:
            lines = ["Two mistakes together give exactly your values."]
            lines += [f"{k}. {sentence}" for k, sentence in enumerate(told[0], 1)]
        else:
            lines = sentences
        if found.piece:
            lines[0] = f"It looks as if one mistake is this: {lines[0]}"
            lines.append(f"It explains your `{found.piece}`. Another value differs for another reason.")
        elif sum(result.error is not None for result in self._results) > len(self._results) / 2:
            lines[0] = f"It looks as if this is the reason for the error: {lines[0]}"
        elif self._right.count(False) == 1:  # one input is little evidence
            lines[0] = f"It looks as if this is the reason: {lines[0]}"
            lines.append(
                f"Your function is wrong with {self._called_with(self._right.index(False))} alone."
            )
        return lines

    def _related(self) -> Answer | None:
        """Name what holds on all inputs in every exercise, where the search found nothing."""
        exercise, calls = self._exercise, self._calls
        if any(result.error or result.value is None for result in self._results):
            return None
        if len(self._results) < len(calls.cases):
            return None
        cases = [list(arguments) for arguments in calls.cases]
        got = [result.value for result in self._results]
        found = relations(exercise.outputs, exercise.parameters, cases, got, self._wanted)
        if not found:
            return None
        lines = tuple(relation.sentence for relation in found)
        names = tuple(f"relation.{relation.kind}" for relation in found)
        return Answer(Verdict.KNOWN, exercise.name, lines, (names,))

    def _raised(self) -> Answer | None:
        for place, result in enumerate(self._results):
            if result.error is not None:
                return self._error_at(place)
            if result.value is None:
                return self._make(
                    Verdict.FORM,
                    "Your function returns None. Does it end with `return`, and on every way through "
                    "it?",
                    f"It was called with {self._called_with(place)}.",
                )
        return None

    def _error_at(self, place: int) -> Answer:
        error = self._results[place].error
        assert error is not None
        return self._make(
            Verdict.FORM,
            describe_error(error) + ".",
            f"It was called with {self._called_with(place)}.",
            advice(error) or "",
            self._fixed_size(error),
            *reading(self._calls.function),
        )

    def _fixed_size(self, error: CallError) -> str:
        """Point at sizes and axes where one shape works and another raises an error."""
        if not any(self._right) or error.kind not in ("ValueError", "IndexError"):
            return ""
        if "with a sequence" in error.message:  # an entry of another type, not a size
            return ""
        place = self._right.index(True)
        return (
            f"With {self._called_with(place)} your function is right. Look for a size that is written "
            "as a number, and for an axis that fits there by chance. Take each size from a shape."
        )

    def _wrong_form(self) -> Answer | None:
        for place, (result, want) in enumerate(zip(self._results, self._wanted, strict=True)):
            line = self._form_problem(result.value, want)
            if line and not self._right[place]:
                return self._make(
                    Verdict.FORM,
                    line,
                    f"Called with {self._called_with(place)}.",
                    *reading(self._calls.function),
                    self._spoiled(),
                )
        return None

    def _form_problem(self, got: Any, want: Any) -> str | None:
        outputs, allowed = self._exercise.outputs, self._exercise.allowed
        if len(outputs) == 1:
            return form_problem(outputs[0], got, want, allowed)
        if not isinstance(got, tuple | list | np.ndarray) or len(got) != len(want):
            names = ", ".join(outputs)
            return (
                f"Return {len(want)} values, `return {names}`; your function returns {describe(got)}."
            )
        found = (form_problem(*parts, allowed) for parts in zip(outputs, got, want, strict=True))
        return next(filter(None, found), None)

    def _unknown(self) -> Answer:
        exercise, place = self._exercise, self._right.index(False)
        name = getattr(self._calls.function, "__name__", "")
        called = name if name.isidentifier() else "your_function"
        got = [result.value for result in self._results]
        read = reading(self._calls.function)
        unread = read[:1] if unread_arguments(self._calls.function) else []
        answer = self._make(
            Verdict.KNOWN if unread else Verdict.UNKNOWN,
            *unread,
            difference(exercise.outputs, exercise.space, got[place], self._wanted[place]),
            f"Called with {self._called_with(place)}. To try it by hand: "
            f'`{called}(*check.example("{exercise.name}", {place}))`.',
            resemblance(exercise.outputs, got, self._wanted),
            self._right_on(),
            *read[len(unread) :],
            self._spoiled(),
        )
        return replace(answer, explanations=(("argument.unread",),)) if unread else answer

    def _right_on(self) -> str:
        count = sum(self._right)
        if count == 0:
            return ""
        place = self._right.index(True)
        return (
            f"Your function is right on {count} of {len(self._right)} inputs, for example with "
            f"{self._called_with(place)}."
        )

    def _spoiled(self) -> str:
        if not self._changed:
            return ""
        return f"It also changes its argument {self._changed}, which may be the reason."


def _describe_argument(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"of shape {value.shape}"
    if isinstance(value, str | int | float):
        return f"= {short_repr(value)}"
    return f"({describe(value)})"
