"""A text that a learner typed, as `read_text` would give it had it stood in a file."""

from functools import cache

from lstm_core.arguments import short_repr
from lstm_core.errors import ArgumentError

MOST_BYTES = 1_000_000  # in UTF-8
_LAST_WITH_CASE = 0x20000  # no script beyond has capitals


def clean_text(text: object, *, lowercase: bool, name: str = "text") -> str:
    r"""Return a text as `read_text` would give it, had it stood in a file."""
    if not isinstance(text, str):
        raise ArgumentError(f"{name} must be a str, but got {type(text).__name__}: {short_repr(text)}.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text.lower() if lowercase else text


@cache
def capital_letters() -> str:
    """Return all characters that `str.lower` changes: a browser's Unicode may be another version."""
    return "".join(c for c in map(chr, range(_LAST_WITH_CASE)) if c.lower() != c)
