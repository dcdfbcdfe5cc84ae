"""What the page asks and Python replies; types.js has the same names."""

from typing import TypedDict


class Request(TypedDict):
    """What the learner did: committed a guess, or asked for the result of an earlier one."""

    kind: str  # "commit" or "again"
    value: str  # what was typed or chosen
    number: str  # echoed in the reply


class Shown(TypedDict):
    """What opens after the commit, as `Revealed` has it."""

    guess: str
    first: str
    answer: str
    comparison: str
    table: str
    text: list[str]
    picture: str
    width: int
    alternative: str
    warning: str


class Reply(TypedDict):
    """The answer to a request."""

    number: str  # the request's, or one that begins with "python"
    problem: str  # why the guess cannot be taken, or empty
    shown: Shown | None  # None until a guess is committed
