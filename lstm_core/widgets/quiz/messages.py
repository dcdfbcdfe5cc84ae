"""What the page tells Python; types.js has the same names."""

from typing import TypedDict


class Given(TypedDict):
    """An answer that the learner gave."""

    question: str  # its name
    answer: int | list[int] | str  # the number of an option, several of them, or what was typed
    count: int  # how many were given before, so that the same answer can be given twice
