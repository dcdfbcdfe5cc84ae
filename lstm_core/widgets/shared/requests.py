"""What a page asks, checked: which names a request has, and what they hold."""

from collections.abc import Callable, Mapping
from typing import Any

from lstm_core.arguments import short_repr
from lstm_core.errors import ArgumentError
from lstm_core.widgets.shared.learner_text import without_halves

LONGEST_NUMBER = 100  # characters
MOST_CHARACTERS = 100_000  # of a text in a request

CheckEntry = Callable[[str, Any], Any]  # (name, value): the clean value


def check_request(
    value: object, required: Mapping[str, CheckEntry], optional: Mapping[str, CheckEntry] | None = None
) -> dict[str, Any]:
    """Return a request whose every entry is known and passes its check; an empty one asks nothing."""
    known = {**required, **(optional or {})}
    if not isinstance(value, dict):
        raise ArgumentError(f"A request must be a dict, but got {short_repr(value)}.")
    if not value:
        return {}
    missing = [name for name in required if name not in value]
    if missing or not set(value) <= set(known):
        wrong = f"lacks {', '.join(missing)}" if missing else "has others"
        raise ArgumentError(
            f"A request must have the names {', '.join(required)}"
            f"{' and may have ' + ', '.join(optional) if optional else ''}, but {short_repr(value)} "
            f"{wrong}."
        )
    return {name: check(name, value[name]) for name, check in known.items() if name in value}


def check_number(name: str, value: object) -> str:
    """Return a request's number: a short text that the reply echoes."""
    if not isinstance(value, str) or len(value) > LONGEST_NUMBER or not value.isascii():
        raise ArgumentError(
            f"{name} must be a str of at most {LONGEST_NUMBER} plain characters, but got "
            f"{short_repr(value)}."
        )
    return str.__str__(value)


def check_short_text(name: str, value: object) -> str:
    """Return a text that is short enough for a request, without halves of characters."""
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        raise ArgumentError(
            f"{name} must be a str of at most {MOST_CHARACTERS:,} characters, but got "
            f"{short_repr(value)}."
        )
    return without_halves(str.__str__(value))


def number_of(came: object) -> str:
    """Return the number of a request that was refused, or an empty text where it has none."""
    number = came.get("number") if isinstance(came, dict) else None
    try:
        return check_number("number", number)
    except ArgumentError:
        return ""
