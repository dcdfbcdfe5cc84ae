"""Which texts the training lab can learn."""

from lstm_core.arguments import short_repr
from lstm_core.errors import ArgumentError, TextError

MOST_TEXT_BYTES = 1_000_000
MOST_DIFFERENT = 5_000  # characters; with more, a piece of training takes over a second


def check_lab_text(text: object) -> str:
    """Return a text that the lab can learn."""
    if not isinstance(text, str):
        raise ArgumentError(f"text must be a str, but got {short_repr(text)}.")
    size = len(text.encode("utf-8", errors="replace"))
    if size > MOST_TEXT_BYTES:
        raise TextError(
            f"The text has {size:,} bytes, but the lab learns at most {MOST_TEXT_BYTES:,}. "
            "Take a part of it."
        )
    if len(set(text)) > MOST_DIFFERENT:
        raise TextError(
            f"The text has {len(set(text)):,} different characters, but the lab learns at most "
            f"{MOST_DIFFERENT:,}. Take a part of it."
        )
    if not text:
        raise TextError("The text is empty. Paste or open one with at least two different characters.")
    if len(set(text)) < 2:
        raise TextError(
            f"The text has only one character, {short_repr(text[0])}, so there is nothing to predict. "
            "Take one with at least two different characters."
        )
    return text
