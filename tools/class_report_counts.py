"""From the progress of many learners to numbers: who did what, first guesses, first answers.

What learners' files hold is bounded here: only notebooks of the tutorial, only so many names and bars.
"""

from __future__ import annotations

import importlib
import json
import math
import pkgutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lstm_core.exercises
from environment import reading_place
from lstm_core.exercises.checking.progress_format import Progress
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess

MOST_BARS = 8
MOST_UNKNOWN = 20  # names that files hold and the tutorial does not, for each notebook
LONGEST = 90  # characters of a text of a learner's
SPREAD = 100  # numbers that differ by more are put into bins by powers of ten
STEPS = (1, 2, 2.5, 5, 10)
LARGEST = 1e15


@dataclass
class Exercise:
    """How many learners have done an exercise."""

    name: str
    task: str
    level: str
    done: int


@dataclass
class Question:
    """First answers to a quiz question."""

    name: str
    text: str
    answered: int
    right: int
    wrong: str  # the most frequent wrong answer, or empty
    wrong_count: int


@dataclass
class Guess:
    """First guesses: how many learners made which."""

    name: str
    text: str
    count: int
    bars: list[tuple[str, int]]


@dataclass
class Notebook:
    """What a class did in one notebook."""

    name: str
    title: str
    begun: int
    finished: int  # learners who have done all exercises
    exercises: list[Exercise]
    questions: list[Question]
    guesses: list[Guess]
    left_out: int = 0  # names that are not shown


@dataclass
class _Outline:
    """What the tutorial has in one notebook: names, with what is known of each, in order."""

    title: str
    exercises: dict[str, tuple[str, str]]
    questions: dict[str, str]
    guesses: dict[str, tuple[str, str, Sequence[str]]]  # text, unit, choices


# What the tutorial has


def outlines(notebooks: Path) -> dict[str, _Outline]:
    """Return what each notebook of the tutorial asks for, in reading order."""
    paths = [*notebooks.glob("[0-9]*.ipynb"), *notebooks.glob("capstone.ipynb")]
    found = {path.stem: _Outline(_title(path), {}, {}, {}) for path in paths}
    package = lstm_core.exercises
    for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        tasks, guesses, quiz = (_module(info.name, part) for part in ("tasks", "guesses", "quiz"))
        collection = getattr(tasks, "collection", None)
        for exercise in getattr(collection, "exercises", {}).values():
            outline = _of(found, exercise.notebook)
            outline.exercises[exercise.name] = (exercise.task, exercise.level)
        for guess in vars(guesses).values() if guesses else ():
            if isinstance(guess, (ChoiceGuess, NumberGuess)):
                more = getattr(guess, "unit", ""), getattr(guess, "choices", ())
                _of(found, guess.notebook).guesses[guess.name] = (guess.question, *more)
        questions = getattr(quiz, "questions", None)
        for question in getattr(questions, "questions", ()):
            _of(found, questions.notebook).questions[question.name] = question.question
    return {name: found[name] for name in sorted(found, key=lambda name: reading_place(Path(name)))}


def _of(found: dict[str, _Outline], notebook: str) -> _Outline:
    return found.setdefault(notebook, _Outline(notebook, {}, {}, {}))


def _module(package: str, part: str) -> Any:
    try:
        return importlib.import_module(f"{package}.{part}")
    except ModuleNotFoundError:
        return None


def _title(path: Path) -> str:
    """Return a notebook's number and its first heading."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    lines = [line for cell in cells for line in "".join(cell["source"]).splitlines()]
    heading = next((line[2:] for line in lines if line.startswith("# ")), path.stem)
    return f"{short_name(path.stem)} {heading}".replace("`", "")


def short_name(stem: str) -> str:
    """Return the number of a notebook; of one without a number, its name."""
    return stem[:2] if stem[:1].isdigit() else stem.capitalize()


# What the learners have


def count_class(learners: Sequence[Progress], known: dict[str, _Outline]) -> list[Notebook]:
    """Return what the class did in each notebook of the tutorial."""
    return [_count_notebook(learners, name, outline) for name, outline in known.items()]


def unknown_notebooks(learners: Iterable[Progress], known: Iterable[str]) -> int:
    """Return how many notebooks the files name that the tutorial does not have."""
    named = {
        name
        for progress in learners
        for part in (progress.done, progress.guesses, progress.quizzes)
        for name in part
    }
    return len(named - set(known))


def _count_notebook(learners: Sequence[Progress], name: str, outline: _Outline) -> Notebook:
    done = [set(progress.done.get(name, ())) for progress in learners]
    guesses = [progress.guesses.get(name, {}) for progress in learners]
    answers = [progress.quizzes.get(name, {}) for progress in learners]
    begun = [any(entries) for entries in zip(done, guesses, answers)]
    asked, left_answers = _names(answers, outline.questions)
    guessed, left_guesses = _names(guesses, outline.guesses)
    names = set(outline.exercises)
    return Notebook(
        name,
        outline.title,
        sum(begun),
        sum(names <= each for each in done) if names else 0,
        [
            Exercise(exercise, task, level, sum(exercise in each for each in done))
            for exercise, (task, level) in outline.exercises.items()
        ],
        [_count_question(q, outline.questions.get(q, ""), answers) for q in asked],
        [_count_guess(g, outline.guesses.get(g, ("", "", ())), guesses) for g in guessed],
        left_answers + left_guesses,
    )


def _names(entries: Iterable[dict[str, Any]], known: Iterable[str]) -> tuple[list[str], int]:
    """Return the known names that learners have, the most frequent others, and how many are left."""
    counts = Counter(name for each in entries for name in each)
    own = [name for name in known if name in counts]
    others = [name for name, _ in counts.most_common() if name not in own]
    return own + others[:MOST_UNKNOWN], len(others[MOST_UNKNOWN:])


def _count_question(name: str, text: str, answers: Iterable[dict[str, Any]]) -> Question:
    given = [each[name] for each in answers if name in each]
    wrong = Counter(_as_text(_plain(first.answer)) for first in given if not first.right)
    often, count = max(sorted(wrong.items()), key=lambda item: item[1], default=("", 0))
    return Question(_short(name), text, len(given), sum(first.right for first in given), often, count)


def _count_guess(name: str, known: tuple, guesses: Iterable[dict[str, Any]]) -> Guess:
    text, unit, choices = known
    values = [_plain(each[name].guess) for each in guesses if name in each]
    numbers = [value for value in values if not isinstance(value, str)]
    texts = Counter(value for value in values if isinstance(value, str))
    chosen = [(choice, texts.pop(choice, 0)) for choice in choices]
    bars = chosen + number_bars(numbers, unit) + text_bars(texts)
    return Guess(_short(name), text, len(values), bars)


def _plain(value: float | str) -> float | str:
    """Return a number that can be put into bins, or a text in one line."""
    if isinstance(value, str):
        return _short(value)
    if abs(value) > LARGEST:
        return "a number beyond 1e15"
    return float(value) if abs(value) * LARGEST >= 1 else 0.0


def text_bars(counts: Counter) -> list[tuple[str, int]]:
    """Return the most frequent answers, and all others together."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if len(ordered) <= MOST_BARS:
        return ordered
    rest = ordered[MOST_BARS - 1 :]
    return [*ordered[: MOST_BARS - 1], (f"{len(rest)} other answers", sum(n for _, n in rest))]


def number_bars(numbers: Sequence[float], unit: str = "") -> list[tuple[str, int]]:
    """Return how often which numbers were guessed: each by itself if they are few, else in bins."""
    ending = f" {unit}" if unit else ""
    counts = Counter(numbers)
    if len(counts) <= MOST_BARS:
        return [(_as_text(number) + ending, counts[number]) for number in sorted(counts)]
    ordered = sorted(numbers)
    low, high = (ordered[round(share * (len(ordered) - 1))] for share in (0.05, 0.95))
    edges = _powers(low, high) if low > 0 and high / low > SPREAD else _even_edges(low, high)
    return _binned(ordered, edges, ending)


def _powers(low: float, high: float) -> list[float]:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    step = max(1, math.ceil((last - first) / (MOST_BARS - 2)))
    return [float(f"1e{k}") for k in range(first, last + step, step)]


def _even_edges(low: float, high: float) -> list[float]:
    """Return edges at round numbers; a few far values end beyond them."""
    width = (high - low) / (MOST_BARS - 3) or max(abs(low), 1.0)
    power = 10.0 ** math.floor(math.log10(width))
    step = next(s * power for s in STEPS if s * power >= width * (1 - 1e-9))
    first = math.floor(low / step)
    count = math.ceil(high / step) - first
    return [float(f"{(first + k) * step:.10g}") for k in range(count + 1)]


def _binned(ordered: Sequence[float], edges: Sequence[float], ending: str) -> list[tuple[str, int]]:
    """Count from each edge up to the next one, the next one not included."""
    shown = [_as_text(edge) for edge in edges]
    below = sum(number < edges[0] for number in ordered)
    above = sum(number >= edges[-1] for number in ordered)
    bars = [(f"below {shown[0]}{ending}", below)] if below else []
    for k in range(len(edges) - 1):
        count = sum(edges[k] <= number < edges[k + 1] for number in ordered)
        bars.append((f"{shown[k]} to {shown[k + 1]}{ending}", count))
    return bars + ([(f"{shown[-1]}{ending} or more", above)] if above else [])


def _as_text(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.6g}".replace("-", "−")


def _short(text: str) -> str:
    """Return a learner's text in one line of some length, with only what can be printed."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
