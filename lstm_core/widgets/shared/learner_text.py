"""A text that a learner typed, as `read_text` would give it had it stood in a file."""

import re
from functools import cache

from lstm_core.arguments import short_repr
from lstm_core.character_names import quoted
from lstm_core.errors import ArgumentError, TextError
from lstm_core.text import Vocabulary

MOST_BYTES = 1_000_000  # in UTF-8
_HALVES = re.compile("[\ud800-\udfff]")
MOST_NAMED = 5  # unknown characters
_LAST_WITH_CASE = 0x20000  # no script beyond has capitals


def clean_text(text: object, *, lowercase: bool, name: str = "text") -> str:
    r"""Return a text as `read_text` would give it, had it stood in a file."""
    if not isinstance(text, str):
        raise ArgumentError(f"{name} must be a str, but got {type(text).__name__}: {short_repr(text)}.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = without_halves(text)
    return text.lower() if lowercase else text


def without_halves(text: str) -> str:
    """Return a text whose halves of characters, which no message can hold, are U+FFFD."""
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def clean_prefix(prefix: object, vocabulary: Vocabulary, *, longest: int) -> str:
    """Return a prefix as a network reads it, or raise what the learner is told."""
    has_capitals = any(character.lower() != character for character in vocabulary)
    text = clean_text(prefix, lowercase=not has_capitals, name="prefix")
    if not text:
        raise TextError(
            "The prefix is empty: type at least one character for the network to read first."
        )
    if len(text) > longest:
        raise TextError(
            f"The prefix has {len(text)} characters, and at most {longest} are read: take away "
            f"{len(text) - longest}."
        )
    first = {character: t for t, character in reversed(list(enumerate(text)))}
    unknown = sorted((t, c) for c, t in first.items() if c not in vocabulary)
    if unknown:
        named = ", ".join(
            f"{quoted(character)} at position {t}" for t, character in unknown[:MOST_NAMED]
        )
        more = f" and {len(unknown) - MOST_NAMED} more" if len(unknown) > MOST_NAMED else ""
        raise TextError(
            f"The network has never seen {named}{more}; positions count from 0. Use the "
            f"{len(vocabulary)} characters that it was trained on."
        )
    return text


def default_prefix(vocabulary: Vocabulary) -> str:
    """Return what a network reads where nobody has said: "to be", or else a letter that it knows."""
    if all(character in vocabulary for character in "to be"):
        return "to be"
    return next(filter(str.isalpha, vocabulary), vocabulary.characters[0])


@cache
def capital_letters() -> str:
    """Return all characters that `str.lower` changes: a browser's Unicode may be another version."""
    return "".join(c for c in map(chr, range(_LAST_WITH_CASE)) if c.lower() != c)
