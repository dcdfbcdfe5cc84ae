"""Numbers that learners type, how numbers are shown, and how far apart two of them are, in words."""

import math
import re
from numbers import Real

import numpy as np

from lstm_core.arguments import check_real, short_repr
from lstm_core.errors import ArgumentError

_LONGEST = 40  # characters
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.I | re.A)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", re.A)
_CLOSE = 0.1  # of the result
_LEAST, _MOST = 1e-4, 1e7  # numbers between are written without an exponent


def read_number(typed: object, unit: str = "") -> float:
    """Return the number in what a learner typed: 12, 0.5, 1/3, 2e-4, 0,5, with or without its unit."""
    number = _parsed(typed, unit)
    if number is None or not math.isfinite(number):
        words = f" of {unit}" if unit else ""
        raise ArgumentError(
            f"The answer must be a number{words} such as 12, 0.5, 1/3 or 2e-4, but got "
            f"{short_repr(typed)}. Write one number."
        )
    return number


def _parsed(typed: object, unit: str) -> float | None:
    """Return the number, or None where there is none."""
    if isinstance(typed, Real):
        try:
            return check_real("guess", typed, least=-math.inf)
        except ArgumentError:
            return None
    if not isinstance(typed, str) or len(typed) > _LONGEST:
        return None
    text = re.sub(r"\s", "", typed).replace("−", "-")
    text = text.removesuffix(re.sub(r"\s", "", unit)) if unit else text
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    parts = text.replace(",", ".").split("/")
    if len(parts) > 2 or not all(map(_DECIMAL.fullmatch, parts)):
        return None
    above, below = float(parts[0]), float(parts[1]) if len(parts) == 2 else 1.0
    return above / below if below else None


def show_number(value: float, digits: int = 6) -> str:
    """Return a number with so many significant digits, and an exponent only at unusual sizes."""
    rounded = float(f"{value:.{digits}g}")
    if rounded != 0 and not _LEAST <= abs(rounded) < _MOST:
        return f"{rounded:.{digits}g}".replace("-", "−")
    text = np.format_float_positional(rounded, precision=digits, fractional=False, trim="-")
    return text.replace("-", "−")


def distance_in_words(guess: float, answer: float) -> str:
    """Return how far a guess is from the result: a ratio of two positive numbers, else a difference."""
    if math.isclose(guess, answer, rel_tol=1e-3, abs_tol=1e-12):
        return "Your guess is the result."
    if guess <= 0 or answer <= 0:
        side = "above" if guess > answer else "below"
        return f"Your guess is {show_number(abs(guess - answer), 2)} {side} the result."
    ratio = guess / answer
    if abs(ratio - 1) <= _CLOSE:
        return f"Your guess is within {_CLOSE:.0%} of the result.".replace("%", " %")
    if 0.5 < ratio < 2:
        side = "above" if ratio > 1 else "below"
        return f"Your guess is about {100 * abs(ratio - 1):.0f} % {side} the result."
    if ratio >= 2:
        return f"Your guess is about {show_number(ratio, 2)} times the result."
    return f"The result is about {show_number(1 / ratio, 2)} times your guess."
