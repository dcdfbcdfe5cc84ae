"""What a learner guesses: a number or one of a few answers, and what opens after the commit.

A guess lives in `guesses.py` of its notebook's folder, so that the notebook holds neither the result
nor its explanation:

    def _half_life_099(half_life):
        steps = float(half_life(0.99))
        assert 68 < steps < 70
        return Result(steps, ("The memory lasts ten times as long as with f = 0.9.",))

    half_life_099 = NumberGuess(
        name="half_life_099",
        notebook="02_gates",
        question="After how many steps is one half left?",
        reveal=_half_life_099,
        unit="steps",
    )

The notebook hands over what it has computed: ``Guess(guesses.half_life_099, half_life)``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure

from lstm_core.arguments import check_choice, check_string, short_repr
from lstm_core.errors import ArgumentError
from lstm_core.exercises.guesses.numbers import distance_in_words, read_number, show_number

_DIGITS = 3  # of a result


@dataclass(frozen=True, slots=True)
class Result:
    """What opens after the commit."""

    answer: str | float  # one of the choices, or the number
    text: tuple[str, ...]  # sentences; what stands between backticks is code
    table: str = ""  # lines with columns, as they would be printed
    figure: Figure | None = None


Reveal = Callable[..., Result]


@dataclass(frozen=True, slots=True, repr=False)
class ChoiceGuess:
    """A guess at one of a few answers."""

    name: str  # what it is called in the progress file
    notebook: str  # the notebook's name, without its ending
    question: str
    reveal: Reveal  # takes what the notebook computed; asserts, and returns the result
    choices: tuple[str, ...]

    def __repr__(self) -> str:
        return f"ChoiceGuess {self.name}: {self.question}"

    @property
    def hint(self) -> str:
        """What may be answered, in a line."""
        return "One of: " + "; ".join(self.choices) + "."

    def read(self, typed: object) -> str:
        """Return the choice that was made, or raise what the learner is told."""
        if not typed:
            raise ArgumentError("No answer is chosen yet. Choose one, then commit.")
        known = {choice.casefold(): choice for choice in self.choices}
        if isinstance(typed, str) and typed.strip().casefold() in known:
            return known[typed.strip().casefold()]
        return check_choice("guess", _as_text(typed), self.choices)

    def show(self, value: object) -> str:
        """Return a guess or the result as it is shown."""
        return check_string("guess", value)

    def show_answer(self, value: str) -> str:
        """Return the result as it is shown."""
        return value

    def compare(self, guess: object, answer: object) -> str:
        """Return in words whether the guess is the result."""
        return "Your guess is the result." if guess == answer else "The result is another answer."

    def check_answer(self, answer: object) -> str:
        """Return the result if it can be one."""
        return check_choice("answer", answer, self.choices)


@dataclass(frozen=True, slots=True, repr=False)
class NumberGuess:
    """A guess at a number."""

    name: str  # what it is called in the progress file
    notebook: str  # the notebook's name, without its ending
    question: str
    reveal: Reveal  # takes what the notebook computed; asserts, and returns the result
    unit: str = ""
    lowest: float | None = None  # a guess below is refused
    highest: float | None = None

    def __repr__(self) -> str:
        return f"NumberGuess {self.name}: {self.question}"

    @property
    def choices(self) -> tuple[str, ...]:
        """A number has no choices."""
        return ()

    @property
    def hint(self) -> str:
        """What may be answered, in a line."""
        unit = f", in {self.unit}" if self.unit else ""
        return f"A number{self._allowed}{unit}."

    @property
    def _allowed(self) -> str:
        if self.lowest is not None and self.highest is not None:
            return f" from {show_number(self.lowest)} to {show_number(self.highest)}"
        if self.lowest is not None:
            return f" of at least {show_number(self.lowest)}"
        return "" if self.highest is None else f" of at most {show_number(self.highest)}"

    def read(self, typed: object) -> float:
        """Return the number that was typed, or raise what the learner is told."""
        if isinstance(typed, str) and not typed.strip():
            raise ArgumentError("No number is written yet. Write one, then commit.")
        number = read_number(typed, self.unit)
        too_low = self.lowest is not None and number < self.lowest
        if too_low or (self.highest is not None and number > self.highest):
            raise ArgumentError(
                f"The answer must be a number{self._allowed}, but got {short_repr(typed)}. Write "
                "another number."
            )
        return number

    def show(self, value: object) -> str:
        """Return a guess as it is shown."""
        return self._with_unit(show_number(read_number(value)))

    def show_answer(self, value: float) -> str:
        """Return the result, rounded, as it is shown."""
        return self._with_unit(show_number(value, _DIGITS))

    def _with_unit(self, number: str) -> str:
        return f"{number} {self.unit}" if self.unit else number

    def compare(self, guess: float, answer: float) -> str:
        """Return in words how far the guess is from the result."""
        return distance_in_words(guess, answer)

    def check_answer(self, answer: object) -> float:
        """Return the result if it can be one."""
        return read_number(answer)


AnyGuess = ChoiceGuess | NumberGuess


def _as_text(typed: object) -> object:
    return show_number(float(typed)) if isinstance(typed, int | float) else typed
