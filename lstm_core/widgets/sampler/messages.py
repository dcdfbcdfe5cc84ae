"""Questions from the browser and Python's replies; types.js has the same names."""

from typing import NotRequired, TypedDict


class Request(TypedDict):
    """How the text is to become: what stays of it, what is drawn, and by which settings."""

    prefix: str
    temperature: float
    seed: int
    keep: int  # drawn characters that stay
    draw: int  # characters to draw then
    reset: NotRequired[bool]  # begin again, with the network as it is now
    whole: NotRequired[bool]  # answer with all characters, not only with new ones
    number: str  # echoed in the reply


class Reply(TypedDict):
    """The settings, the new characters, and what may come next; arrays as bytes of float32."""

    number: str  # the request's, or one that begins with "python"
    refusal: str
    prefix: str
    temperature: float
    seed: int
    used: list[float]  # the temperatures by which characters were drawn
    start: int  # the place of the first new character
    drawn: str  # the new characters
    probabilities: bytes  # (new,)
    distributions: bytes  # (new, V)
    next: bytes  # (V,)
