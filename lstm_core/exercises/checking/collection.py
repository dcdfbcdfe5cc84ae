"""The exercises of one notebook together: hints one at a time, examples, progress."""

import sys
from collections import Counter
from dataclasses import dataclass

import numpy as np

from lstm_core.arguments import check_integer, short_repr
from lstm_core.errors import ArgumentError
from lstm_core.exercises.checking.answers import Answer, Verdict, as_html, boxed, show
from lstm_core.exercises.checking.exercise import Case, Cases, Exercise
from lstm_core.exercises.checking.progress_file import (
    Forgotten,
    forget,
    read_progress,
    restore,
    shown_path,
)


@dataclass(frozen=True, slots=True)
class Panel:
    """Which exercises of a notebook are done, as text and as HTML."""

    rows: tuple[tuple[bool, str, str, str], ...]  # done or not, level, name, task
    notes: tuple[str, ...] = ()  # guesses and quiz answers, and where everything is kept
    warning: str = ""  # a problem with the progress file, or empty

    def _lines(self) -> list[str]:
        done = sum(row[0] for row in self.rows)
        lines = [f"{done} of {len(self.rows)} exercises done"]
        for is_done, level, name, task in self.rows:
            lines.append(f"{'✓ done ' if is_done else '○ to do'} · {level:<7} · `{name}`: {task}")
        return [*lines, *filter(None, (*self.notes, self.warning))]

    def __str__(self) -> str:
        return "\n".join(line.replace("`", "") for line in self._lines())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        head, *others = (as_html(line) for line in self._lines())
        return boxed([f"<strong>{head}</strong>", *others], Verdict.NOTE.colour)


class Collection:
    """The exercises of one notebook, in the order in which they are set."""

    def __init__(self, *exercises: Exercise) -> None:
        self.exercises = {exercise.name: exercise for exercise in exercises}
        self.notebook = exercises[0].notebook
        self._given: Counter[str] = Counter()

    def hint(self, name: str = "", number: int | None = None) -> None:
        """Show the next hint for an exercise, below all hints that were given before.

        A check never uses up a hint.

        Parameters
        ----------
        name : str
            The exercise's name.
        number : int, optional
            Show the first so many hints, counted from 1, again; without it, one more than before. No
            hint is skipped: the highest number is that of the next hint.
        """
        exercise = self._find(name)
        if exercise is None:
            return
        given, hints = self._given[name], exercise.hints
        following = given + 1
        if number is not None and not (isinstance(number, int) and 1 <= number <= following):
            line = (
                f"There is no hint {short_repr(number)} to show yet. Choose 1 to "
                f"{min(following, len(hints))}, or leave the number out for the next hint."
            )
            show(Answer(Verdict.NOTE, name, (line,)))
            return
        shown = min(number or following, len(hints))
        self._given[name] = max(given, shown)
        lines = [f"Hint {k + 1} of {len(hints)}: {hint}" for k, hint in enumerate(hints[:shown])]
        if (number or following) > len(hints):
            file = f"solutions/{self.notebook}_solutions.ipynb"
            lines.append(f"That was the last hint. A solution with its reasons is in {file}.")
        show(Answer(Verdict.NOTE, name, tuple(lines)))

    def example(self, name: str, case: int = 0, *, seed: int = 0) -> Case | None:
        """Return arguments that the check hands to the learner's function.

        Parameters
        ----------
        name : str
            The exercise's name.
        case : int
            Which of the inputs; the first is the easiest to read.
        seed : int
            As for the check.

        Returns
        -------
        tuple or None
            The arguments, for ``my_function(*check.example(name))``; None, and a note, for an unknown
            name or where ``case`` or ``seed`` is no integer.
        """
        exercise = self._find(name)
        if exercise is None:
            return None
        try:
            case = check_integer("case", case, minimum=-sys.maxsize)
            seed = check_integer("seed", seed, minimum=0)
        except ArgumentError as error:
            show(Answer(Verdict.NOTE, name, (str(error),)))
            return None
        cases: Cases = exercise.cases(np.random.default_rng(seed))
        return cases[min(max(case, 0), len(cases) - 1)]

    def progress(self) -> None:
        """Show which exercises of the notebook are done."""
        show(self.panel())

    def panel(self) -> Panel:
        """Return what `progress` shows."""
        progress = read_progress()
        done = set(progress.done.get(self.notebook, []))
        rows = tuple((e.name in done, e.level, e.name, e.task) for e in self.exercises.values())
        guesses = progress.guesses.get(self.notebook, {})
        answers = progress.quizzes.get(self.notebook, {})
        right = sum(answer.right for answer in answers.values())
        path = shown_path()
        notes = (
            f"{_counted(len(guesses), 'guess', 'guesses')} made" if guesses else "",
            f"{right} of {_counted(len(answers), 'quiz question')} right at the first answer"
            if answers
            else "",
            f"Kept in {path}" if path else "",
        )
        return Panel(rows, notes, progress.warning)

    def reset(self, *, undo: bool = False) -> None:
        """Forget what was done, guessed and answered in this notebook, and begin the hints again.

        Parameters
        ----------
        undo : bool
            Bring back what the last reset has forgotten.
        """
        if undo:
            back = restore(self.notebook)
            lines = [f"Brought back: {_amount(back)}.", back.warning]
        else:
            self._given.clear()
            gone = forget(self.notebook)
            lines = [f"Forgotten: {_amount(gone)}. The hints begin again."]
            if gone.copy:
                lines.append(f"`check.reset(undo=True)` brings it back, from {gone.copy}.")
            lines.append(gone.warning)
        show(Answer(Verdict.NOTE, self.notebook, tuple(filter(None, lines))))

    def _find(self, name: str) -> Exercise | None:
        if not isinstance(name, str) or name not in self.exercises:
            names = ", ".join(f"`{known}`" for known in self.exercises)
            line = f"There is no exercise {short_repr(name)} in this notebook, but there are {names}."
            show(Answer(Verdict.NOTE, self.notebook, (line,)))
            return None
        return self.exercises[name]


def _amount(forgotten: Forgotten) -> str:
    counts = (
        (forgotten.exercises, "exercise", "exercises"),
        (forgotten.guesses, "guess", "guesses"),
        (forgotten.answers, "quiz answer", "quiz answers"),
    )
    return ", ".join(_counted(*count) for count in counts if count[0]) or "nothing"


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"
