"""What all figures share: colours, characters that can be seen, and a text alternative."""

from functools import lru_cache
from typing import Any, cast

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

# Okabe & Ito's palette, which colour-blind readers can tell apart; yellow is too pale for lines.
BLUE, ORANGE, GREEN, RED, PURPLE, SKY, BLACK = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#CC79A7",
    "#56B4E9",
    "#000000",
)
# Curves in one figure: each with a colour and a dash pattern of its own.
LINES = [(BLUE, "-"), (RED, "--"), (GREEN, "-."), (PURPLE, ":"), (ORANGE, (0, (5, 1, 1, 1)))]
GATE_COLOURS = {"input": GREEN, "forget": BLUE, "candidate": ORANGE, "output": PURPLE}
SEQUENTIAL = "cividis"  # for 0 to 1
DIVERGING = "PuOr"  # for -1 to 1, white at 0

_VISIBLE = {" ": "␣", "\n": "⏎", "\t": "⇥", "\r": "⇤"}
_UNKNOWN = "▯"  # for what the figures' font has no picture of


def visible(character: str) -> str:
    """Return a character, or a sign for it where it would not be seen.

    Parameters
    ----------
    character : str
        One character.

    Returns
    -------
    str
        ``"␣"`` for the space, ``"⏎"`` for the line end, and the like; ``"▯"`` for a character that the
        figures' font does not have, such as an emoji.

    Examples
    --------
    >>> "".join(visible(character) for character in "to be")
    'to␣be'
    """
    sign = _VISIBLE.get(character, character)
    return sign if all(map(_has_picture, sign)) else _UNKNOWN


@lru_cache(maxsize=1024)
def _has_picture(character: str) -> bool:
    return get_font(findfont(FontProperties())).get_char_index(ord(character)) != 0


def new_figure(width: float = 7.0, height: float = 3.4) -> tuple[Figure, Axes]:
    """Return a figure and its axes, laid out so that nothing overlaps.

    Parameters
    ----------
    width, height : float
        Size in inches.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure.
    axes : matplotlib.axes.Axes
        Its axes.
    """
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
    return figure, axes


def new_panels(width: float, height: float, **grid: Any) -> tuple[Figure, Any]:
    """Return a figure and an array of axes; the grid is described as for ``plt.subplots``."""
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained", **grid)
    return figure, axes


def describe(figure: Figure, alternative: str) -> Figure:
    """Give a figure its text alternative, for readers who cannot see it.

    In a notebook it is stored as the picture's ``alt``; ``figure.get_label()`` returns it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure.
    alternative : str
        What it shows, in a sentence or two.

    Returns
    -------
    matplotlib.figure.Figure
        The same figure.
    """
    figure.set_label(alternative)
    # Metadata alone: the picture itself is drawn as that of any other figure.
    cast(Any, figure)._repr_mimebundle_ = lambda **_: ({}, {"image/png": {"alt": figure.get_label()}})
    return figure
