"""Figures over characters: one-hot matrices, gates along a text, next-character probabilities."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lstm_core.arguments import check_array, check_indices, check_integer, short_repr
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.plots.card import WIDTH
from lstm_core.plots.next_bars import draw_next_bars, likeliest, named
from lstm_core.plots.style import (
    DIVERGING,
    SEQUENTIAL,
    describe,
    drawing,
    new_figure,
    new_panels,
    visible,
)
from lstm_core.text import Vocabulary, one_hot
from lstm_core.trace import Trace

_MOST_CHARACTERS = 120
_ROW = 60  # characters below a heat map; more would print on top of each other


@drawing
def one_hot_matrix(indices: ArrayLike, vocabulary: Vocabulary) -> Figure:
    """Draw the one-hot vectors of a text, one row for each character read.

    Parameters
    ----------
    indices : array_like of int, shape (T,)
        The encoded text, at most 120 characters.
    vocabulary : Vocabulary
        The one that encoded it.

    Returns
    -------
    matplotlib.figure.Figure
        Rows are positions in the text, columns are characters of the vocabulary.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    indices = check_indices("indices", indices, len(_check_vocabulary(vocabulary)))
    text = _check_text(vocabulary.decode(indices))
    vectors = one_hot(indices.ravel(), len(vocabulary))
    figure, axes = new_figure(WIDTH, 1.4 + 0.21 * len(text))
    axes.imshow(1 - vectors, cmap="gray", aspect="auto", vmin=-0.15, vmax=1)
    axes.set_xticks(range(len(vocabulary)), [visible(c) for c in vocabulary.characters])
    axes.set_yticks(range(len(text)), [visible(c) for c in text])
    axes.set_xlabel("character of the vocabulary, by index")
    axes.set_ylabel("text, read downwards")
    axes.set_title("Each row is one character and has one 1")
    return describe(
        figure,
        f"Matrix of {len(text)} rows and {len(vocabulary)} columns for the text {text!r}. Each row "
        f"is 0 but for a single 1, in the columns {', '.join(map(str, indices.ravel()))}.",
    )


@drawing
def gate_heatmap(
    values: ArrayLike, text: str, *, name: str = "forget gate", title: str | None = None
) -> Figure:
    """Draw a gate or a state along a text: one column per character, one row per unit.

    Parameters
    ----------
    values : array_like, shape (T, H)
        For example ``trace.forget_gate``, or a slice of it. Values of 0 to 1 are drawn on a
        sequential scale, values below 0 on a diverging one that is white at 0.
    text : str
        The T characters that were read, at most 120.
    name : str
        What the values are.
    title : str, optional
        The figure's title; by default made from the name.

    Returns
    -------
    matplotlib.figure.Figure
        The heat map.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    values = check_array("values", values, shape=(len(_check_text(text)), None))
    rows = range(0, len(text), _ROW)
    height = 0.9 + len(rows) * (0.6 + 0.09 * values.shape[1])
    figure, panels = new_panels(WIDTH, height, nrows=len(rows), squeeze=False)
    for axes, start in zip(panels[:, 0], rows, strict=True):
        part = values[start : start + _ROW]
        image = axes.imshow(part.T, aspect="auto", interpolation="nearest", **_scale(values))
        label_with_text(axes, text[start : start + _ROW])
        axes.set_ylabel("hidden unit")
        if len(rows) > 1:
            axes.set_xlim(-0.5, _ROW - 0.5)  # a short last row, too, has columns as wide
    panels[0, 0].set_title(title or f"The {name} of every unit, along the text")
    figure.colorbar(image, ax=panels, label=f"{name} (no unit)", pad=0.01, aspect=12)
    return describe(
        figure,
        f"Heat map of the {name} of {values.shape[1]} units over the text {text!r}. Values run "
        f"from {values.min():.2f} to {values.max():.2f} with a mean of {values.mean():.2f}.",
    )


@drawing
def four_gates(trace: Trace, text: str) -> Figure:
    """Draw all four gates along a text, two beside two.

    Parameters
    ----------
    trace : Trace
        What ``model.forward`` returned for the text.
    text : str
        The T characters that were read, at most 30.

    Returns
    -------
    matplotlib.figure.Figure
        Four heat maps: input gate, forget gate and output gate from 0 to 1, the candidate from
        -1 to 1.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    if not isinstance(trace, Trace):
        raise ArgumentError(f"trace must be a Trace, but got {short_repr(trace)}.")
    length = len(_check_text(text, most=30))
    gates = {
        "input gate i": trace.input_gate,
        "forget gate f": trace.forget_gate,
        "candidate g": trace.candidate,
        "output gate o": trace.output_gate,
    }
    for name, values in gates.items():
        check_array(name, values, shape=(length, None))
    figure, panels = new_panels(WIDTH, 5.4, nrows=2, ncols=2, sharey=True)
    for axes, (name, values) in zip(panels.flat, gates.items(), strict=True):
        image = axes.imshow(values.T, aspect="auto", interpolation="nearest", **_scale(values))
        label_with_text(axes, text)
        axes.set_title(name)
        figure.colorbar(image, ax=axes, label="no unit", pad=0.02)
    for axes in panels[:, 0]:
        axes.set_ylabel("hidden unit")
    means = ", ".join(f"{name} {values.mean():.2f}" for name, values in gates.items())
    return describe(
        figure,
        f"Four heat maps over the text {text!r}, one column per character and one row per unit. "
        f"Means: {means}.",
    )


def _scale(values: np.ndarray) -> dict[str, Any]:
    if values.min() < 0:
        bound = max(1.0, float(np.abs(values).max()))
        return {"cmap": DIVERGING, "vmin": -bound, "vmax": bound}
    return {"cmap": SEQUENTIAL, "vmin": 0.0, "vmax": max(1.0, float(values.max()))}


@drawing
def label_with_text(axes: Axes, text: str) -> None:
    """Write the characters of a text along the horizontal axis.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where position t is the t-th character.
    text : str
        The characters.
    """
    axes.set_xticks(range(len(text)), [visible(character) for character in text])
    size = 7 if len(text) > 75 else 8 if len(text) > 45 else 9
    axes.tick_params(axis="x", length=0, labelsize=size, labelfontfamily="monospace")
    axes.set_xlabel("character read")


@drawing
def next_character_bars(
    probabilities: ArrayLike, vocabulary: Vocabulary, *, top: int = 10, title: str | None = None
) -> Figure:
    """Draw the likeliest next characters as bars.

    Parameters
    ----------
    probabilities : array_like, shape (V,)
        The probability of each character.
    vocabulary : Vocabulary
        Their order.
    top : int
        How many bars.
    title : str, optional
        The figure's title.

    Returns
    -------
    matplotlib.figure.Figure
        The bars, likeliest first.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    probabilities = check_array(
        "probabilities", probabilities, shape=(len(_check_vocabulary(vocabulary)),)
    )
    top = min(check_integer("top", top, minimum=1), len(vocabulary))
    order = likeliest(probabilities, top)
    figure, axes = new_figure(WIDTH, 1.0 + 0.22 * top)
    words = draw_next_bars(axes, probabilities, vocabulary, order)
    axes.set_xlim(0, 1.15 * max(0.05, float(probabilities.max())))
    axes.set_ylabel("next character")
    axes.set_title(title or f"The likeliest next character is {named(vocabulary.characters[order[0]])}")
    return describe(
        figure, f"Bars of next-character probabilities, likeliest first: {', '.join(words)}."
    )


def _check_vocabulary(vocabulary: Vocabulary) -> Vocabulary:
    if not isinstance(vocabulary, Vocabulary):
        raise ArgumentError(f"vocabulary must be a Vocabulary, but got {short_repr(vocabulary)}.")
    return vocabulary


def _check_text(text: str, most: int = _MOST_CHARACTERS) -> str:
    if not isinstance(text, str):
        raise ArgumentError(f"text must be a str, but got {short_repr(text)}.")
    if not 1 <= len(text) <= most:
        raise ShapeError(
            f"A figure shows between 1 and {most} characters, but the text has "
            f"{len(text)}. Take a slice."
        )
    return text
