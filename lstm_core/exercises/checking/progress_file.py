"""What a learner has done, guessed and answered: kept in `my_progress.json` beside the notebooks.

`progress_place` says which folder that is, `progress_format` what the file holds, and
`progress_store` how several kernels write it without losing an entry.
"""

import copy
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lstm_core.exercises.checking import progress_format
from lstm_core.exercises.checking.progress_format import (
    Progress,
    Stored,
    plain_text,
    plain_value,
    to_progress,
)
from lstm_core.exercises.checking.progress_place import FILE as FILE
from lstm_core.exercises.checking.progress_place import Place, find_place
from lstm_core.exercises.checking.progress_store import (
    Change,
    NotWrittenError,
    change_place,
    read_file,
    read_place,
    write_file,
)


@dataclass(slots=True)
class Forgotten:
    """How much a reset has forgotten, or its undoing has brought back."""

    exercises: int = 0
    guesses: int = 0
    answers: int = 0
    copy: str = ""  # the name of the file that has the former state
    warning: str = ""


def read_progress() -> Progress:
    """Return what is done, guessed and answered in each notebook, and a warning."""
    reading = read_place(find_place())
    return to_progress(reading.stored, _joined(reading.warnings))


def remember(notebook: str, name: str) -> str:
    """Note that an exercise has been done; return a warning, or nothing."""
    return _add(lambda stored: progress_format.add_done(stored, notebook, name))


def remember_guess(notebook: str, name: str, guess: Any) -> str:
    """Note a guess, a number or a text; the first one stays. Return a warning, or nothing."""
    name, value = plain_text(name), plain_value(guess)
    return _add(lambda stored: progress_format.add_guess(stored, notebook, name, value))


def remember_quiz(notebook: str, question: str, first_answer: Any, right: bool) -> str:
    """Note an answer to a question and whether it is right; the first one stays. Return a warning."""
    question, value = plain_text(question), plain_value(first_answer)
    return _add(
        lambda stored: progress_format.add_answer(stored, notebook, question, value, bool(right))
    )


def forget(notebook: str) -> Forgotten:
    """Forget exercises, guesses and answers of a notebook; a copy keeps the former state."""
    place, found = find_place(), Forgotten()

    def change(stored: Stored) -> bool:
        former = copy.deepcopy(stored)
        counts = progress_format.take_out(stored, notebook)
        if any(counts) and place.file is not None:
            write_file(_former(place.file), former)
            found.copy = _former(place.file).name
        found.exercises, found.guesses, found.answers = counts
        return any(counts)

    return _after_change(place, change, found)


def restore(notebook: str) -> Forgotten:
    """Bring back what the last `forget` took out of a notebook."""
    place, found = find_place(), Forgotten()
    if place.file is None:
        return found
    former = read_file(_former(place.file)).stored

    def change(stored: Stored) -> bool:
        counts = progress_format.put_back(stored, former, notebook)
        found.exercises, found.guesses, found.answers = counts
        return any(counts)

    return _after_change(place, change, found)


def _after_change(place: Place, change: Change, found: Forgotten) -> Forgotten:
    """Make a change that counts what it found, and return the counts with any warning."""
    try:
        found.warning = _joined(change_place(place, change, keep=False))
    except NotWrittenError as error:
        return Forgotten(warning=str(error))
    return found


def shown_path() -> str:
    """Return the path of the file as a learner is told it; nothing if progress is kept in no file."""
    file = find_place().file
    if file is None:
        return ""
    with suppress(ValueError, RuntimeError, OSError):
        return str("~" / file.relative_to(Path.home().resolve()))
    return str(file)


def _former(file: Path) -> Path:
    """Return the one copy of the state before the last reset."""
    return file.with_suffix(".before_reset.json")


def _add(change: Change) -> str:
    place = find_place()
    if not place.counts:
        return ""
    try:
        return _joined(change_place(place, change, keep=True))
    except NotWrittenError as error:
        return str(error)


def _joined(warnings: list[str]) -> str:
    return " ".join(filter(None, warnings))
