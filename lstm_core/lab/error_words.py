"""An error of any class in one line."""

_LONGEST = 200  # characters


def told(error: BaseException) -> str:
    """Return an error's type and message, cut to what a line can show."""
    try:
        words = f"{type(error).__name__}: {error}".strip(": .")
    except Exception:  # of a class whose message cannot be made
        words = type(error).__name__
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
