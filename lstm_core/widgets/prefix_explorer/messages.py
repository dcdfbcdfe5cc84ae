"""Questions from the browser and Python's replies; types.js has the same names."""

from typing import TypedDict


class Request(TypedDict):
    """The text in the field and the place of the slider."""

    prefix: str
    temperature: float
    number: str  # echoed in the reply


class Sizes(TypedDict):
    """Characters read, hidden units, and how many of the likeliest next characters are sent."""

    T: int
    H: int
    top: int


class Reply(TypedDict):
    """What the network does with a prefix; arrays as bytes."""

    number: str  # the request's, or one that begins with "python"
    error: str
    prefix: str
    temperature: float
    sizes: Sizes
    gates: bytes  # float32 (T, 4, H)
    top: bytes  # int32 (T, top), indices of the likeliest next characters
    probabilities: bytes  # float32 (T, top)
    drawn: str  # a next character, drawn at the end
