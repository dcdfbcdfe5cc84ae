"""What all figures share: colours, characters that can be seen, and a text alternative."""

import re
import warnings
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

from lstm_core.arguments import check_flag, check_real, check_string, short_repr
from lstm_core.character_names import shown_sign
from lstm_core.errors import ArgumentError, LSTMCoreError
from lstm_core.plots.card import WIDTH, CardFigure
from lstm_core.plots.fitting import fit_titles

_Arguments = ParamSpec("_Arguments")
_Drawn = TypeVar("_Drawn")
_MOST_INCHES = 500.0
_FARTHEST = 1e100  # from 0, on an axis

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
# One colour for each symbol, that of the widgets' light theme (widgets/shared/theme.css); a test
# compares them.
SYMBOL_COLOURS = {
    "i": "#00714f",
    "f": "#0067a3",
    "g": "#8a5a00",
    "o": "#b5307a",
    "c": "#1c1f24",
    "h": "#5b3fa8",
    "p": "#3d4854",
}
GATE_COLOURS = {
    name: SYMBOL_COLOURS[symbol]
    for name, symbol in (("input", "i"), ("forget", "f"), ("candidate", "g"), ("output", "o"))
}
SEQUENTIAL = "cividis"  # for 0 to 1
DIVERGING = "PuOr"  # for -1 to 1, white at 0

_UNKNOWN = "▯"  # for what the figures' fonts have no picture of
_FONTS = ("sans-serif", "monospace")  # titles are set in the one, labels of characters in the other


def drawing(draw: Callable[_Arguments, _Drawn]) -> Callable[_Arguments, _Drawn]:
    """Let a function end in a figure, or in an error of the package's own and without a figure."""
    checks = {str: check_string, bool: check_flag}
    parameters = signature(draw).parameters

    @wraps(draw)
    def checked(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Drawn:
        bound = signature(draw).bind(*args, **kwargs)  # a call of another form is a TypeError
        before = set(plt.get_fignums())
        try:
            for name, value in bound.arguments.items():
                check = checks.get(parameters[name].annotation)
                bound.arguments[name] = _drawable(value if check is None else check(name, value))
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("error")  # what Matplotlib warns of would be no right picture
                # Colab's Matplotlib 3.10 calls what its pyparsing 3.3 has deprecated.
                warnings.simplefilter("ignore", DeprecationWarning)
                drawn = draw(*bound.args, **bound.kwargs)
                _require_moderate(drawn)
                if isinstance(drawn, Figure):
                    fit_titles(drawn)
        except Exception as error:  # Matplotlib meets numbers too large for a picture, for example
            for number in set(plt.get_fignums()) - before:
                plt.close(number)
            if isinstance(error, LSTMCoreError):
                raise
            raise ArgumentError(
                f"{draw.__name__} cannot draw what it was given: {short_repr(error)}. "
                f"Compare the arguments with help({draw.__name__})."
            ) from error
        return drawn

    return checked


def _drawable(value: object) -> object:
    """Return a text, or a mapping's names, without what Matplotlib cannot draw."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff\0]", _UNKNOWN, value)
    if isinstance(value, Mapping) and any(isinstance(key, str) for key in value):
        return {_drawable(key): value[key] for key in value}
    return value


def _require_moderate(drawn: object) -> None:
    """Refuse a figure whose axes reach too far for Matplotlib to place anything on them."""
    for axes in drawn.axes if isinstance(drawn, Figure) else ():
        if not all(abs(end) < _FARTHEST for end in (*axes.get_xlim(), *axes.get_ylim())):
            raise ArgumentError(
                f"A figure shows numbers up to {_FARTHEST:g}, but some here are larger. Look at what "
                "is drawn before it is drawn."
            )


@drawing
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
    sign = shown_sign(character) if len(character) == 1 else character
    return sign if all(map(_has_picture, sign)) else _UNKNOWN


@lru_cache(maxsize=1024)
def _has_picture(character: str) -> bool:
    found = (get_font(findfont(FontProperties(family=[family]))) for family in _FONTS)
    return all(font.get_char_index(ord(character)) != 0 for font in found)


def new_figure(width: float = WIDTH, height: float = 3.4) -> tuple[Figure, Axes]:
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

    Raises
    ------
    ArgumentError
        If a size is no number above 0 and of at most 500.
    """
    width, height = check_real("width", width, above=0.0), check_real("height", height, above=0.0)
    if max(width, height) > _MOST_INCHES:
        raise ArgumentError(
            f"A figure is at most {_MOST_INCHES:g} inches wide and high, "
            f"but got {width:g} by {height:g}."
        )
    return _subplots(width, height)


def _subplots(width: float, height: float, **grid: Any) -> tuple[Figure, Any]:
    options: dict[str, Any] = {"layout": "constrained", "FigureClass": CardFigure}
    return plt.subplots(figsize=(width, height), **options, **grid)


def new_panels(width: float, height: float, **grid: Any) -> tuple[Figure, Any]:
    """Return a figure and an array of axes; the grid is described as for ``plt.subplots``."""
    return _subplots(width, height, **grid)


def describe(figure: Figure, alternative: str) -> Figure:
    """Give a figure its text alternative, for readers who cannot see it.

    In a notebook it is stored as the picture's ``alt``; ``figure.get_label()`` returns it. It begins
    with the figure's title, if there is one and the words do not contain it.

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

    Raises
    ------
    ArgumentError
        If ``figure`` is no Figure, or ``alternative`` no str.
    """
    if not isinstance(figure, Figure):
        raise ArgumentError(f"figure must be a Matplotlib Figure, but got {short_repr(figure)}.")
    alternative = _with_title(figure, check_string("alternative", alternative))
    figure.set_label(alternative.encode("utf-8", "replace").decode())
    if not isinstance(figure, CardFigure):  # a picture of the notebook's own gets the words alone
        words: Any = lambda **_: ({}, {"image/png": {"alt": figure.get_label()}})  # noqa: E731
        cast(Any, figure)._repr_mimebundle_ = words
    return figure


def _with_title(figure: Figure, alternative: str) -> str:
    """Return an alternative that begins with the figure's title; several panels' titles are none."""
    whole = figure.get_suptitle()
    titles = [whole] if whole else [axes.get_title() for axes in figure.axes]
    found = [" ".join(title.replace("$", "").split()) for title in titles if title]
    words = " ".join(alternative.split())
    if len(found) != 1 or re.search(rf"(?<!\w){re.escape(found[0])}(?!\w)", words):
        return alternative
    end = "" if found[0].endswith((".", "?", "!")) else "."
    return f"{found[0]}{end} {alternative}"
