"""The questions of a quiz: one choice, several choices, or a number; each answer has its sentence.

A quiz lives in `quiz.py` of its notebook's folder, so that the stored notebook holds no answer:

    questions = QuizQuestions(
        "02_gates",
        SingleChoice(
            name="shut_output",
            question="The output gate of a unit is 0 for ten steps. Is its memory lost?",
            options=(
                Option("yes", "`o` scales what is shown. It does not occur in the line of `c_t`."),
                Option("no", "The cell state is kept; it is only not shown.", right=True),
            ),
        ),
    )
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from lstm_core.arguments import check_integer, short_repr
from lstm_core.errors import ArgumentError
from lstm_core.exercises.guesses.numbers import read_number, show_number


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose, and the sentence that its choice, or its absence, is answered with."""

    text: str
    feedback: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether an answer is right, and why."""

    right: bool
    sentences: tuple[str, ...]
    kept: str | float  # the answer as it stands in the progress file

    def __str__(self) -> str:
        head = "✓ Right." if self.right else "○ Not yet."
        return " ".join([head, *self.sentences]).replace("`", "")

    __repr__ = __str__


@dataclass(frozen=True, slots=True, repr=False)
class _Choices:
    """A question with options."""

    name: str  # what it is called in the progress file
    question: str
    options: tuple[Option, ...]

    def __repr__(self) -> str:
        return f"{type(self).__name__} {self.name}: {self.question}"

    def _chosen(self, places: Sequence[object]) -> list[int]:
        """Return the places of the options that were chosen, counted from 0."""
        count = len(self.options)
        return sorted({check_integer("answer", k, minimum=1, maximum=count) - 1 for k in places})

    def lines(self) -> list[str]:
        """Return the question and its numbered options."""
        return [self.question, *(f"  {k}. {option.text}" for k, option in enumerate(self.options, 1))]


@dataclass(frozen=True, slots=True, repr=False)
class SingleChoice(_Choices):
    """A question with one right option."""

    def __post_init__(self) -> None:
        if sum(option.right for option in self.options) != 1:
            raise ArgumentError(f"{self!r} must have one right option. Mark one with right=True.")

    def mark(self, answer: Any) -> Mark:
        """Mark the number of an option, counted from 1."""
        (place,) = self._chosen([answer])
        option = self.options[place]
        return Mark(option.right, (option.feedback,), option.text)


@dataclass(frozen=True, slots=True, repr=False)
class SeveralChoices(_Choices):
    """A question with any number of right options, of which all have to be chosen and no other."""

    def __post_init__(self) -> None:
        if not any(option.right for option in self.options):
            raise ArgumentError(f"{self!r} must have a right option. Mark it with right=True.")

    def mark(self, answer: Any) -> Mark:
        """Mark a list of numbers of options, counted from 1."""
        if not isinstance(answer, list | tuple | set) or not answer:
            raise ArgumentError(
                f"answer must be a list of numbers of options, such as [1, 3], but got "
                f"{short_repr(answer)}."
            )
        chosen = self._chosen(list(answer))
        wrong = [o for k, o in enumerate(self.options) if o.right != (k in chosen)]
        told = wrong or [option for option in self.options if option.right]
        kept = "; ".join(self.options[k].text for k in chosen)
        return Mark(not wrong, tuple(option.feedback for option in told), kept)


@dataclass(frozen=True, slots=True, repr=False)
class NumberQuestion:
    """A question with a number as its answer."""

    name: str  # what it is called in the progress file
    question: str
    answer: float
    right: str  # why it is right
    wrong: tuple[tuple[float, str], ...]  # numbers that come, each with its sentence
    otherwise: str  # what every other number is answered with
    unit: str = ""
    tolerance: float = 0.01  # of each of these numbers

    def __post_init__(self) -> None:
        if any(self._is_near(number, self.answer) for number, _ in self.wrong):
            raise ArgumentError(f"{self!r} has a wrong number that counts as right. Move it away.")

    def __repr__(self) -> str:
        return f"NumberQuestion {self.name}: {self.question}"

    def _is_near(self, number: float, known: float) -> bool:
        return abs(number - known) <= self.tolerance * abs(known)

    def mark(self, answer: Any) -> Mark:
        """Mark a number, or a text with a number in it."""
        number = read_number(answer, self.unit)
        if self._is_near(number, self.answer):
            return Mark(True, (self.right,), number)
        told = [sentence for known, sentence in self.wrong if self._is_near(number, known)]
        return Mark(False, (told[0] if told else self.otherwise,), number)

    def lines(self) -> list[str]:
        """Return the question and what may be answered."""
        return [self.question, f"  A number{f', in {self.unit}' if self.unit else ''}."]


Question = SingleChoice | SeveralChoices | NumberQuestion


class QuizQuestions:
    """The questions of one notebook, in the order in which they are asked."""

    def __init__(self, notebook: str, *questions: Question) -> None:
        self.notebook = notebook
        self.questions = questions
        names = [question.name for question in questions]
        if len(set(names)) < len(names):
            raise ArgumentError(f"Every question needs a name of its own, but got {short_repr(names)}.")

    def __repr__(self) -> str:
        return f"QuizQuestions({self.notebook!r}, {len(self.questions)} questions)"

    def find(self, name: str) -> Question | None:
        """Return the question with a name, or None."""
        return next((question for question in self.questions if question.name == name), None)

    def as_plain_data(self) -> list[dict[str, Any]]:
        """Return the questions as the page has them, each with its kind."""
        return [asdict(question) | {"kind": type(question).__name__} for question in self.questions]


def shown(kept: str | float) -> str:
    """Return an answer of the progress file as it is shown."""
    return kept if isinstance(kept, str) else show_number(kept)
