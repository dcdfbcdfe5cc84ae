"""A figure of attention weights, beside the gates of an LSTM over the same text."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from lstm_core.arguments import check_array, check_string
from lstm_core.errors import ShapeError
from lstm_core.plots.card import WIDTH
from lstm_core.plots.style import SEQUENTIAL, describe, drawing, new_panels, visible
from lstm_core.plots.text_figures import label_with_text

_MOST_CHARACTERS = 40


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
    T = len(check_string("text", text))
    if not 1 <= T <= _MOST_CHARACTERS:
        raise ShapeError(
            f"The figure shows between 1 and {_MOST_CHARACTERS} characters, but the text has {T}. "
            "Take a slice."
        )
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
