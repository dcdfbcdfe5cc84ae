"""What a progress file says: exercises done, first guesses and first quiz answers, by notebook.

    {"version": 3,
     "done": {"02_gates": ["step"]},
     "guesses": {"02_gates": {"half_life": {"guess": 5, "again": 1}}},
     "quizzes": {"02_gates": {"keeps": {"answer": "f = 1", "right": true}}}}

Version 1 has ``done`` alone; up to version 2, some notebooks and exercises have other places
(`progress_names`). Keys that are not named here belong to somebody else, and stay.
"""

import json
import math
from dataclasses import dataclass, field
from typing import Any

from lstm_core.exercises.checking.progress_names import add_entries, with_present_names

VERSION = 3
MOST_BYTES = 1_000_000
_PARTS = ("done", "guesses", "quizzes")
_MOST_CHARACTERS = 500  # of a guess, an answer or a name
_LARGEST_INTEGER = 2**53  # beyond it, other readers of JSON round

Stored = dict[str, Any]
Value = int | float | str
Counts = tuple[int, int, int]  # of exercises, guesses and answers


class LaterVersionError(Exception):
    """The file was written by a later version of this package."""


@dataclass(frozen=True, slots=True)
class FirstGuess:
    """The guess that a learner committed to first."""

    guess: Value
    again: int = 0  # how often a guess was committed again


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """A learner's first answer to a quiz question."""

    answer: Value
    right: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """What is done, guessed and answered, by notebook and name."""

    done: dict[str, list[str]] = field(default_factory=dict)
    guesses: dict[str, dict[str, FirstGuess]] = field(default_factory=dict)
    quizzes: dict[str, dict[str, FirstAnswer]] = field(default_factory=dict)
    warning: str = ""  # a problem with the file, or empty


# Between a file's bytes and what they say


def parse(content: bytes) -> Stored:
    """Return what a file says; at a damaged one, raise whatever Python raises."""
    text = content.decode("utf-8")
    stored = json.loads(text, parse_constant=_finite, parse_float=_finite)
    if stored.get("version", VERSION) > VERSION:
        raise LaterVersionError
    for tasks in stored["done"].values():
        if not isinstance(tasks, list) or not all(isinstance(task, str) for task in tasks):
            raise TypeError("what is done is a list of names for each notebook")
    to_progress(stored)
    return _upgraded(stored)


def _upgraded(stored: Stored) -> Stored:
    """Return what a file of any version up to the present one says, in the present one."""
    if stored.get("version", 1) == VERSION:
        return dict(stored)
    parts = {part: with_present_names(stored[part]) for part in _PARTS if part in stored}
    return {**stored, **parts, "version": VERSION}


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no number that JSON can hold")
    return number


def in_present_version(stored: Stored) -> Stored:
    """Return what is stored as the present version writes it."""
    parts = {part: stored.get(part, {}) for part in _PARTS}
    return {"version": VERSION, **parts, **{k: v for k, v in stored.items() if k not in _KNOWN}}


_KNOWN = ("version", *_PARTS)


def to_progress(stored: Stored, warning: str = "") -> Progress:
    """Return what is stored in a form that is easy to read."""
    return Progress(
        {notebook: list(names) for notebook, names in stored.get("done", {}).items()},
        {
            notebook: {name: _guess_from(entry) for name, entry in entries.items()}
            for notebook, entries in stored.get("guesses", {}).items()
        },
        {
            notebook: {name: _answer_from(entry) for name, entry in entries.items()}
            for notebook, entries in stored.get("quizzes", {}).items()
        },
        warning,
    )


def _guess_from(entry: Any) -> FirstGuess:
    again = entry.get("again", 0)
    if not isinstance(again, int):
        raise TypeError("a count is an integer")
    return FirstGuess(_checked(entry["guess"]), again)


def _answer_from(entry: Any) -> FirstAnswer:
    if not isinstance(entry["right"], bool):
        raise TypeError("an answer is right or it is not")
    return FirstAnswer(_checked(entry["answer"]), entry["right"])


def _checked(value: Any) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError("what is kept is a number or a text")
    return value


def plain_value(value: Any) -> Value:
    """Return a guess or an answer as a file can hold it: a finite number, or a text of some length."""
    if getattr(value, "ndim", None) == 0:  # a number of NumPy's
        value = value.item()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST_INTEGER:
        return int(value)
    if isinstance(value, float) and math.isfinite(value):
        return float(value)
    return plain_text(value)


def plain_text(value: Any) -> str:
    """Return a name or another value as a text of some length."""
    try:
        return str(value)[:_MOST_CHARACTERS]
    except Exception:  # an integer with too many digits, or an object of the learner's own
        return f"a {type(value).__name__}"


# Changes; each tells what it has changed


def add_done(stored: Stored, notebook: str, name: str) -> bool:
    """Add an exercise that is done."""
    names = stored.setdefault("done", {}).setdefault(notebook, [])
    if name in names:
        return False
    names.append(name)
    return True


def add_guess(stored: Stored, notebook: str, name: str, guess: Value) -> bool:
    """Add the first guess; count a later one."""
    entries = stored.setdefault("guesses", {}).setdefault(notebook, {})
    if name in entries:
        entries[name]["again"] = entries[name].get("again", 0) + 1
    else:
        entries[name] = {"guess": guess}
    return True


def add_answer(stored: Stored, notebook: str, question: str, answer: Value, right: bool) -> bool:
    """Add the first answer to a question; a later one changes nothing."""
    entries = stored.setdefault("quizzes", {}).setdefault(notebook, {})
    if question in entries:
        return False
    entries[question] = {"answer": answer, "right": right}
    return True


def merge(stored: Stored, more: Stored) -> None:
    """Add what another file says; where both speak of one thing, what is stored stays."""
    for key, value in more.items():
        if key not in _PARTS:
            stored.setdefault(key, value)
            continue
        for notebook, entries in value.items():
            add_entries(stored.setdefault(key, {}), notebook, entries)


def take_out(stored: Stored, notebook: str) -> Counts:
    """Take out what belongs to a notebook."""
    taken = [stored.get(part, {}).pop(notebook, ()) for part in _PARTS]
    return len(taken[0]), len(taken[1]), len(taken[2])


def put_back(stored: Stored, former: Stored, notebook: str) -> Counts:
    """Bring back what belongs to a notebook; of two first guesses or answers the former stays."""
    counts = []
    for part in _PARTS:
        entries = former.get(part, {}).get(notebook)
        if not entries:
            counts.append(0)
            continue
        present = stored.setdefault(part, {}).pop(notebook, type(entries)())
        counts.append(sum(name not in present for name in entries))
        stored[part][notebook] = entries
        add_entries(stored[part], notebook, present)
    return counts[0], counts[1], counts[2]
