"""A guess that a notebook asks for: what was guessed first, and what opens after a commit."""

import html
import os
from dataclasses import dataclass
from typing import Any

from matplotlib import pyplot as plt

from lstm_core.arguments import short_repr
from lstm_core.errors import ArgumentError, LSTMCoreError
from lstm_core.exercises.checking.answers import as_html
from lstm_core.exercises.checking.progress_file import read_progress, remember_guess
from lstm_core.exercises.guesses.guess import AnyGuess, ChoiceGuess, NumberGuess
from lstm_core.exercises.running_a_cell import RUN_THIS_CELL
from lstm_core.plots.card import picture

_COLUMNS = "font-family: monospace; white-space: pre; overflow-x: auto"  # pages set other styles


@dataclass(frozen=True, slots=True)
class Revealed:
    """The guess and the result side by side, and the explanation; a notebook shows it."""

    guess: str  # as it is shown
    first: str  # the guess that is kept, if it is another one, or empty
    answer: str
    comparison: str  # how far apart they are, in words
    table: str
    text: tuple[str, ...]
    picture: str  # PNG, base64; or empty
    width: int  # of the picture on the page
    alternative: str  # the picture in words
    warning: str = ""  # a problem with the progress file, or empty

    def _pair(self) -> list[str]:
        first = f"Your first guess, which is kept: {self.first}" if self.first else ""
        guess = [f"Your guess: {self.guess}", first] if self.guess else []
        return [*filter(None, guess), f"Result: {self.answer}", self.comparison]

    def __str__(self) -> str:
        lines = [*self._pair(), self.table, *self.text, self.warning]
        return "\n".join(line.replace("`", "") for line in lines if line)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        table = f'<pre tabindex="0" style="{_COLUMNS}">{html.escape(self.table)}</pre>'
        source = f"data:image/png;base64,{self.picture}"
        picture = f'<img src="{source}" width="{self.width}" alt="{html.escape(self.alternative)}">'
        table, picture = table if self.table else "", picture if self.picture else ""
        pair, text = map(_paragraphs, (self._pair(), [*self.text, self.warning]))
        return f"<div>{pair}{table}{picture}{text}</div>"


def _paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{as_html(line)}</p>" for line in lines if line)


_OPENED: dict[
    str, dict[str, "OpenGuess"]
] = {}  # of this kernel, by notebook and name, the latest of each


def opened_guesses(notebook: str) -> list["OpenGuess"]:
    """Return the guesses of a notebook whose cells have run, in that order."""
    return list(_OPENED.get(notebook, {}).values())


class OpenGuess:
    """A guess with its result, which stays hidden until a guess is committed."""

    def __init__(self, guess: AnyGuess, *values: Any) -> None:
        if not isinstance(guess, ChoiceGuess | NumberGuess):
            raise ArgumentError(
                f"guess must be one of a notebook's guesses, such as guesses.name, but got "
                f"{short_repr(guess)}."
            )
        self.guess = guess
        self._latest: Any = None
        self.first, self.warning = self._stored()
        self.problem = ""  # why nothing can open, or empty
        before = set(plt.get_fignums())
        try:
            self._result = guess.reveal(*values)  # its assertions hold or fail before anybody guesses
        except Exception:  # what holds of the page fails; nbval sees it in a stored notebook
            self.problem = BELONGS_TO_THE_PAGE
            return
        finally:
            for number in set(plt.get_fignums()) - before:
                plt.close(number)  # or the notebook would show the figure
        self.answer: Any = guess.check_answer(self._result.answer)
        _OPENED.setdefault(guess.notebook, {})[guess.name] = self

    def _stored(self) -> tuple[Any, str]:
        """Return the guess in the progress file, or None, and a problem with the file."""
        progress = read_progress()
        kept = progress.guesses.get(self.guess.notebook, {}).get(self.guess.name)
        try:
            return (None if kept is None else self.guess.read(kept.guess)), progress.warning
        except LSTMCoreError:  # an earlier version asked for something else
            return None, progress.warning

    def commit(self, typed: object) -> Revealed:
        """Take a guess, keep it if it is the first, and return what opens."""
        if self.problem:
            raise ArgumentError(self.problem)
        self._latest = self.guess.read(typed)
        if self.first is None:
            self.first = self._latest
        self.warning = remember_guess(self.guess.notebook, self.guess.name, self._latest)
        return self._revealed()

    def again(self) -> Revealed:
        """Return what opened after the guess that was committed before."""
        if self.problem:
            raise ArgumentError(self.problem)
        if self._latest is None:
            self._latest = self.first
        if self._latest is None:
            raise ArgumentError("No guess is committed yet. Guess first, then look.")
        return self._revealed()

    def _revealed(self) -> Revealed:
        changed = self._latest != self.first
        return self._filled(
            guess=self.guess.show(self._latest),
            first=self.guess.show(self.first) if changed else "",
            comparison=self.guess.compare(self._latest, self.answer),
        )

    @property
    def shown_answer(self) -> str:
        """The result as it is shown."""
        return self.guess.show_answer(self.answer)

    def _filled(self, *, guess: str, first: str, comparison: str) -> Revealed:
        figure = self._result.figure
        png, shown = ("", {}) if figure is None else picture(figure)
        return Revealed(
            guess=guess,
            first=first,
            answer=self.shown_answer,
            comparison=comparison,
            table=self._result.table,
            text=self._result.text,
            picture=png,
            width=shown.get("width", 0),
            alternative=shown.get("alt", ""),
            warning=self.warning,
        )

    def question_text(self) -> str:
        """Return the question for a place without a form."""
        lines = (f"Guess first: {self.guess.question}", self.guess.hint, self.problem or _HOW_TO)
        return "\n".join(line.replace("`", "") for line in lines)

    def question_html(self) -> str:
        """Return the question as HTML; nothing in it depends on the result or on the learner."""
        lines = [self.guess.hint, self.problem or _HOW_TO]
        head = f"<p><strong>Guess first:</strong> {as_html(self.guess.question)}</p>"
        return f"<div>{head}{_paragraphs(lines)}</div>"

    def folded_html(self) -> str:
        """Return the question, and the result in a part that a reader unfolds."""
        if self.problem:
            return self.question_html()
        head = f"<p><strong>Guess first:</strong> {as_html(self.guess.question)}</p>"
        inside = self._filled(guess="", first="", comparison="")._repr_html_()
        return (
            f'<div class="lstm-guess-folded">{head}{_paragraphs([self.guess.hint])}<details><summary>'
            f"The result: make your guess, then open</summary>{inside}</details></div>"
        )


BELONGS_TO_THE_PAGE = (
    "This guess belongs to the tutorial's page: its explanation does not hold for the numbers that "
    "were computed here. That is expected where the notebook reads another text, or where a cell was "
    "changed."
)
_HOW_TO = (
    f"To enter your guess, {RUN_THIS_CELL}. The result appears next to the guess. If no form appears, "
    "write `guess.commit(…)` into a new cell, with your guess between the brackets."
)


def is_folded() -> bool:
    """Tell whether results are to be shown folded, as on pages that have no kernel."""
    return os.environ.get("LSTM_GUESSES", "").lower() == "folded"
