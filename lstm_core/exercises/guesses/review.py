"""A look back at the guesses of a notebook: each first guess beside its result."""

import math
from dataclasses import dataclass

from lstm_core.arguments import check_string
from lstm_core.exercises.checking.answers import Verdict, as_html, boxed
from lstm_core.exercises.guesses.opened import OpenGuess, opened_guesses

_HIT = 1.1  # a guess within this factor of the result
_CLOSE = 2.0


@dataclass(frozen=True, slots=True)
class GuessReview:
    """How good a learner's first guesses were; a notebook shows it."""

    summary: str
    rows: tuple[str, ...] = ()  # one for each guess: the question, the guess, the result

    def __str__(self) -> str:
        return "\n".join([self.summary, *self.rows]).replace("`", "")

    __repr__ = __str__

    def _repr_html_(self) -> str:
        head, *rows = (as_html(line) for line in (self.summary, *self.rows))
        return boxed([f"<strong>{head}</strong>", *rows], Verdict.NOTE.colour)


def review_guesses(notebook: str) -> GuessReview:
    """Compare the first guesses of a notebook, such as "02_gates", with their results."""
    opened = opened_guesses(check_string("notebook", notebook))
    made = [one for one in opened if one.first is not None]
    if not opened:
        return GuessReview("No cell with a guess has run yet. Run the cells above, then this one.")
    if not made:
        return GuessReview(
            f"You have committed to 0 of {len(opened)} guesses. Commit to some, then run this cell "
            "again."
        )
    grades = [_grade(one) for one in made]
    counts = ", ".join(f"{grades.count(words)} {words}" for words in _GRADES if words in grades)
    summary = f"You have committed to {len(made)} of {len(opened)} guesses: {counts}."
    return GuessReview(summary, tuple(_row(one) for one in opened))


_GRADES = ("right", "close (within a factor of 2)", "further away", "wrong")


def _grade(opened: OpenGuess) -> str:
    """Return in words how good a first guess was."""
    guess, answer = opened.first, opened.answer
    if opened.guess.choices:
        return "right" if guess == answer else "wrong"
    if math.isclose(guess, answer, rel_tol=_HIT - 1):
        return "right"
    is_close = guess * answer > 0 and 1 / _CLOSE <= guess / answer <= _CLOSE
    return "close (within a factor of 2)" if is_close else "further away"


def _row(opened: OpenGuess) -> str:
    question = opened.guess.question
    if opened.first is None:
        return f"○ {question} Not guessed yet."
    show = opened.guess.show
    return f"· {question} You guessed {show(opened.first)}. Result: {opened.shown_answer}."
