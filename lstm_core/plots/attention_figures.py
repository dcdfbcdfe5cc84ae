"""Figures of attention weights, beside what an LSTM does with the same text."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_array, check_place, check_string
from lstm_core.errors import ShapeError
from lstm_core.plots.card import WIDTH
from lstm_core.plots.style import (
    SEQUENTIAL,
    SYMBOL_COLOURS,
    describe,
    drawing,
    new_panels,
    visible,
)
from lstm_core.plots.text_figures import label_with_text

_MOST_CHARACTERS = 40
_MOST_NUMBERS = 16  # more bars are narrower than their numbers


@drawing
def attention_and_gates(
    weights: ArrayLike, gates: ArrayLike, text: str, *, name: str = "forget gate", title: str
) -> Figure:
    """Draw where attention looks in a text, and below it a gate of an LSTM over the same characters.

    Parameters
    ----------
    weights : array_like, shape (T, T)
        Row t holds the weights of all characters when character t is read; they are 0 after t.
    gates : array_like, shape (T, H)
        The gate of each unit at each character, from 0 to 1, for example ``trace.forget_gate``.
    text : str
        The T characters that were read, at most 40.
    name : str
        Which gate it is.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        Two heat maps, one above the other, with one column for each character.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    T = _length_of(text)
    weights = check_array("weights", weights, shape=(T, T))
    gates = check_array("gates", gates, shape=(T, None))
    heights = (0.7 + 0.17 * max(T, 6), 0.8 + 0.09 * max(gates.shape[1], 8))
    figure, (above, below) = new_panels(
        WIDTH, sum(heights) + 0.3, nrows=2, sharex=True, gridspec_kw={"height_ratios": heights}
    )
    for axes, values, label in ((above, weights, "attention weight"), (below, gates.T, name)):
        image = axes.imshow(
            values, aspect="auto", interpolation="nearest", cmap=SEQUENTIAL, vmin=0, vmax=1
        )
        figure.colorbar(image, ax=axes, label=label, pad=0.01)
    above.set_yticks(range(T), [visible(character) for character in text])
    above.tick_params(axis="y", length=0, labelsize=9, labelfontfamily="monospace")
    above.set(ylabel="character read", title=title)
    label_with_text(below, text)
    below.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    below.set(ylabel="hidden unit", xlabel="character looked at (above), character read (below)")
    last = int(np.argmax(weights[-1]))
    return describe(
        figure,
        f"Two heat maps over the text {text!r}. Above, attention weights: the last character gives "
        f"its largest weight, {weights[-1, last]:.2f}, to character {last}, {text[last]!r}. Below, the "
        f"{name} of {gates.shape[1]} units, from {gates.min():.2f} to {gates.max():.2f} with a mean of "
        f"{gates.mean():.2f}.",
    )


@drawing
def attention_bars(
    weights: ArrayLike, kept: ArrayLike, text: str, *, position: int, title: str
) -> Figure:
    """Draw where attention looks when one character is read, and what an LSTM still has of each step.

    Parameters
    ----------
    weights : array_like, shape (T,)
        The weight of each character.
    kept : array_like, shape (T,)
        The share of each step's cell state that is still there, from 0 to 1.
    text : str
        The T characters, at most 40.
    position : int
        Which one is read, 0 … T - 1. The bars after it are left out.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        A bar of the weight above each character, and a bar of the share below it.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    T = _length_of(text)
    weights, kept = check_array("weights", weights, shape=(T,)), check_array("kept", kept, shape=(T,))
    count = check_place("position", position, size=T) + 1
    figure, (above, below) = new_panels(WIDTH, 4.2, nrows=2, sharex=True)
    above.set_ylim(0, 1.25)
    below.set_ylim(1.25, 0)  # the bars hang below the characters, which stand between the panels
    for axes, values, symbol, label in (
        (above, weights, "p", "attention weight"),
        (below, kept, "f", "share of the\ncell state left"),
    ):
        bars = axes.bar(range(count), values[:count], 0.75, color=SYMBOL_COLOURS[symbol])
        if T <= _MOST_NUMBERS:
            axes.bar_label(bars, fmt="%.2f", fontsize=8, padding=2)
        axes.axvspan(count - 1.5, count - 0.5, color="black", alpha=0.08, linewidth=0)
        axes.set(xlim=(-0.7, T - 0.3), yticks=(0, 0.5, 1), ylabel=label)
    label_with_text(above, text)
    above.tick_params(axis="x", labelbottom=True)
    above.get_xticklabels()[position].set_fontweight("bold")
    above.set(xlabel="", title=title)
    below.tick_params(axis="x", bottom=False, labelbottom=False)
    below.set_xlabel("the character read has a grey background")
    most = int(np.argmax(weights[:count]))
    return describe(
        figure,
        f"Bars over the text {text!r}, at step {position}, when {text[position]!r} is read. "
        f"Above, attention weights: {_numbers(weights[:count])}. The largest belongs to step {most}, "
        f"{text[most]!r}. Below, what an LSTM's cell state still has of each step: "
        f"{_numbers(kept[:count])}.",
    )


def _length_of(text: str) -> int:
    """Return the number of characters, if there are not too many for a figure."""
    T = len(check_string("text", text))
    if not 1 <= T <= _MOST_CHARACTERS:
        raise ShapeError(
            f"The figure shows between 1 and {_MOST_CHARACTERS} characters, but the text has {T}. "
            "Take a slice."
        )
    return T


def _numbers(values: NDArray[np.floating]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)
