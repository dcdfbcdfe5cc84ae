"""Figures of sampling: text shaded by probability, distributions side by side, runs that go astray."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_array, check_integer, check_real, short_repr
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.plots.card import WIDTH
from lstm_core.plots.fitting import name_levels
from lstm_core.plots.named_curves import check_curves, check_dict, draw_curves
from lstm_core.plots.next_bars import draw_next_bars, likeliest
from lstm_core.plots.style import (
    BLACK,
    BLUE,
    ORANGE,
    describe,
    drawing,
    new_figure,
    new_panels,
    visible,
)
from lstm_core.plots.text_figures import label_with_text
from lstm_core.text import Vocabulary

# A character's level is how many of these its probability lies below.
LEVELS = (0.9, 0.5, 0.2, 0.05)
_SHADES = ("#ffffff", "#fdf0df", "#fad9b0", "#f3b571", "#e0892f")
_UNDERLINES = (0.0, 0.0, 0.9, 1.8, 3.2)  # in points: the second sign beside the shade
_ROW = 62  # characters
_MOST_ROWS = 8
_MOST_CHARACTERS = 120


def levels(probabilities: ArrayLike) -> NDArray[np.int64]:
    """Return how improbable each character was, in five levels."""
    values = _check_probabilities("probabilities", probabilities, (None,))
    levels: NDArray[np.int64] = (values[:, None] < np.array(LEVELS)).sum(axis=1)
    return levels


@drawing
def shaded_text(
    prefix: str, drawn: str, probabilities: ArrayLike, *, title: str | None = None
) -> Figure:
    """Write a text with each drawn character shaded by the probability that it had.

    Parameters
    ----------
    prefix : str
        What the network was given; grey, without a shade.
    drawn : str
        The N characters that followed.
    probabilities : array_like, shape (N,)
        What each of them had.
    title : str, optional
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        The text in rows of 62 characters, at most 8 rows, with a legend.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    _check_string("prefix", prefix)
    found = levels(
        check_array("probabilities", probabilities, shape=(len(_check_string("drawn", drawn)),))
    )
    rows = -(-len(prefix + drawn) // _ROW)
    if not 1 <= rows <= _MOST_ROWS:
        most = _ROW * _MOST_ROWS
        raise ShapeError(f"A figure shows 1 to {most} characters, but got {len(prefix + drawn)}.")
    figure, axes = new_figure(WIDTH, 1.15 + 0.28 * rows)
    write_shaded(axes, prefix, drawn, found)
    axes.set_title(title or "The darker a character, the less probable it was")
    return describe(figure, shaded_words(prefix, drawn, found))


def write_shaded(axes: Axes, prefix: str, drawn: str, found: Sequence[int] | NDArray[np.int64]) -> None:
    """Write a shaded text and its legend into axes."""
    text, shades = prefix + drawn, [None] * len(prefix) + list(found)
    rows = -(-len(text) // _ROW)
    for k, (character, level) in enumerate(zip(text, shades, strict=True)):
        _write_character(axes, k % _ROW, k // _ROW, character, level)
    legend = rows + 0.9
    axes.text(-0.5, legend, "probability:", ha="left", va="center", fontsize=8)
    for level, words in enumerate(level_words()):
        place = 8 + 11 * level
        _write_character(axes, place, legend, "a", level)
        axes.text(place + 0.9, legend, words, ha="left", va="center", fontsize=8)
    axes.set(xlim=(-0.7, _ROW - 0.3), ylim=(legend + 0.6, -0.7), xticks=[], yticks=[])
    axes.set_xlabel("position in the text, row by row")
    for side in axes.spines.values():
        side.set_visible(False)


def _write_character(axes: Axes, column: float, row: float, character: str, level: int | None) -> None:
    if level:
        place = (column - 0.5, row - 0.48)
        axes.add_patch(Rectangle(place, 1, 0.96, facecolor=_SHADES[level], edgecolor="none"))
        if _UNDERLINES[level]:
            ends = [column - 0.42, column + 0.42]
            axes.plot(ends, [row + 0.46] * 2, color=BLACK, linewidth=_UNDERLINES[level])
    colour = "#6b6b6b" if level is None else BLACK
    axes.text(
        column,
        row,
        visible(character) if character != " " else "",
        ha="center",
        va="center",
        family="monospace",
        fontsize=10,
        color=colour,
    )


def level_words() -> list[str]:
    """Return what each level means: "0.9 to 1", …, "below 0.05"."""
    bounds = [1.0, *LEVELS]
    between = [f"{low:g} to {high:g}" for high, low in pairwise(bounds)]
    return [*between, f"below {LEVELS[-1]:g}"]


def shaded_words(prefix: str, drawn: str, found: Sequence[int] | NDArray[np.int64]) -> str:
    """Return a shaded text's alternative in words."""
    counts = np.bincount(np.asarray(found, dtype=int), minlength=len(_SHADES))
    listed = "; ".join(f"{words}: {n}" for words, n in zip(level_words(), counts, strict=True))
    return (
        f"The prefix {prefix!r} and {len(drawn)} drawn characters, {drawn!r}, each shaded by the "
        f"probability that it had when it was drawn. Characters by probability: {listed}."
    )


@drawing
def distribution_panels(
    distributions: Mapping[str, ArrayLike],
    vocabulary: Vocabulary,
    *,
    top: int = 8,
    same_order: bool = True,
    title: str = "The next character's probabilities",
) -> Figure:
    """Draw next-character distributions side by side.

    Parameters
    ----------
    distributions : mapping of str to array_like, shape (V,)
        Two to four distributions, by the title of their panel.
    vocabulary : Vocabulary
        The characters.
    top : int
        How many bars a panel has.
    same_order : bool
        Whether all panels show the likeliest characters of the last distribution, in its order, or
        each its own likeliest.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        A panel of bars each, on one scale.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    check_dict("distributions", distributions, least=2, most=4)
    values = {
        name: _check_probabilities(name, p, (len(vocabulary),)) for name, p in distributions.items()
    }
    top = min(check_integer("top", top, minimum=1), len(vocabulary))
    figure, panels = new_panels(
        WIDTH, 1.6 + 0.22 * top, ncols=len(values), sharey=same_order, sharex=True
    )
    said, last = [], list(values.values())[-1]
    for axes, (name, p) in zip(panels, values.items(), strict=True):
        order = likeliest(last if same_order else p, top)
        words = draw_next_bars(axes, p, vocabulary, order, size=8)
        axes.set_title(name, fontsize=10)
        said.append(f"{name}: {', '.join(words)}")
    panels[0].set_ylabel("next character")
    panels[0].set_xlim(0, 1.6)  # room for the number
    panels[0].set_xticks([0, 1])
    figure.suptitle(title, fontsize=12)
    return describe(figure, f"Bars of next-character probabilities. {'; '.join(said)}.")


@drawing
def entropy_curve(
    temperatures: ArrayLike,
    entropies: ArrayLike,
    *,
    most: float,
    title: str = "The entropy grows with the temperature",
) -> Figure:
    """Draw the entropy of a distribution against the temperature.

    Parameters
    ----------
    temperatures : array_like, shape (N,)
        Rising.
    entropies : array_like, shape (N,)
        In nats.
    most : float
        The entropy of the uniform distribution, ln V, drawn as a level line.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        The curve.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    temperatures = check_array("temperatures", temperatures, shape=(None,))
    entropies = check_array("entropies", entropies, shape=temperatures.shape)
    most = check_real("most", most, above=0.0)
    figure, axes = new_figure(6.5, 3.0)
    axes.plot(temperatures, entropies, color=BLUE, marker="o", markersize=3)
    axes.axhline(most, color=BLACK, linewidth=0.8, linestyle=(0, (1, 3)))
    axes.set(xlabel="temperature τ (no unit)", ylabel="entropy (nats)", title=title)
    axes.set_ylim(-0.05, 1.05 * most)
    name_levels(axes, {"uniform distribution": most})
    return describe(
        figure,
        f"Entropy against temperature: from {entropies[0]:.2f} nats at {temperatures[0]:g} to "
        f"{entropies[-1]:.2f} at {temperatures[-1]:g}; the uniform distribution has {most:.2f}.",
    )


@drawing
def probability_along_text(
    curves: Mapping[str, ArrayLike], text: str, *, title: str = "Probability of each true character"
) -> Figure:
    """Draw the probability of each true character along a text.

    Parameters
    ----------
    curves : mapping of str to array_like, shape (T,)
        For each network its name and the probabilities; at most three.
    text : str
        The T true characters, at most 120.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        A panel of bars for each network, over the characters.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    check_dict("curves", curves, most=3)
    if not 1 <= len(_check_string("text", text)) <= _MOST_CHARACTERS:
        raise ShapeError(f"A figure shows 1 to {_MOST_CHARACTERS} characters, but got {len(text)}.")
    size = {"nrows": len(curves), "squeeze": False, "sharex": True, "sharey": True}
    figure, grid = new_panels(WIDTH, 0.9 + 1.4 * len(curves), **size)
    said = []
    for axes, (name, curve) in zip(grid[:, 0], curves.items(), strict=True):
        curve = _check_probabilities(name, curve, (len(text),))
        low = curve < 0.5
        places = np.arange(len(text))
        axes.bar(places[~low], curve[~low], color=BLUE, label="0.5 or more")
        axes.bar(
            places[low],
            np.maximum(curve[low], 0.015),
            color=ORANGE,
            hatch="//",
            edgecolor=BLACK,
            linewidth=0.4,
            label="below 0.5",
        )
        axes.set_ylabel("probability")
        axes.set_title(name, fontsize=10)
        said.append(f"{name}: mean {curve.mean():.2f}, below one half at {low.sum()} places")
    label_with_text(grid[-1, 0], text)
    grid[-1, 0].set_xlabel("true character")
    grid[0, 0].set_ylim(0, 1.05)
    figure.legend(*_legend_of_two(), loc="outside lower right", ncols=2, fontsize=8, frameon=False)
    figure.suptitle(title, fontsize=12)
    return describe(figure, f"Probability of each true character of {text!r}. {'; '.join(said)}.")


def _legend_of_two() -> tuple[list[Rectangle], list[str]]:
    sure = Rectangle((0, 0), 1, 1, color=BLUE)
    unsure = Rectangle((0, 0), 1, 1, facecolor=ORANGE, hatch="//", edgecolor=BLACK, linewidth=0.4)
    return [sure, unsure], ["0.5 or more", "below 0.5"]


@drawing
def still_right_curves(
    shares: Mapping[str, ArrayLike], *, title: str = "After the first mistake the texts differ"
) -> Figure:
    """Draw, for each position, the share of texts whose character is the true one.

    Parameters
    ----------
    shares : mapping of str to array_like, shape (T,)
        Shares from 0 to 1 by name; at most five.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        The curves.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    curves = check_curves("shares", shares)
    for name, share in curves.items():
        _check_probabilities(name, share, (None,))
    figure, axes = new_figure(7.5, 3.8)
    words = draw_curves(axes, curves, first=1, number=".2f")
    said = [f"{name} {words[name]}, mean {share.mean():.2f}" for name, share in curves.items()]
    axes.set(xlabel="characters after the prefix", ylabel="share that is right", title=title)
    axes.set_ylim(-0.02, 1.05)
    figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=9)
    return describe(figure, f"Share of right characters by position: {'; '.join(said)}.")


def _check_probabilities(
    name: str, values: ArrayLike, shape: tuple[int | None, ...]
) -> NDArray[np.floating]:
    values = check_array(name, values, shape=shape)
    if values.size and (values.min() < 0 or values.max() > 1 + 1e-6):
        raise ArgumentError(
            f"{name} must lie between 0 and 1, but holds {values.min():g} … {values.max():g}."
        )
    return values


def _check_string(name: str, text: object) -> str:
    if not isinstance(text, str):
        raise ArgumentError(f"{name} must be a str, but got {short_repr(text)}.")
    return text
