"""The likeliest next characters as bars, as the widgets draw them: a row each, likeliest first."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from lstm_core.plots.style import SYMBOL_COLOURS, visible
from lstm_core.text import Vocabulary

_NAMES = {" ": "space", "\n": "line end", "\t": "tab"}


def likeliest(probabilities: NDArray[np.floating], top: int) -> NDArray[np.intp]:
    """Return the indices of the likeliest characters, likeliest first."""
    return np.argsort(-probabilities, kind="stable")[:top]


def draw_next_bars(
    axes: Axes,
    probabilities: NDArray[np.floating],
    vocabulary: Vocabulary,
    order: NDArray[np.intp],
    *,
    size: float = 9,
) -> list[str]:
    """Draw a bar for each index in `order`, with its number; return each in words."""
    names = [named(vocabulary.characters[k]) for k in order]
    values = probabilities[order]
    bars = axes.barh(range(len(order)), values, color=SYMBOL_COLOURS["p"], height=0.7)
    axes.bar_label(bars, [f" {probability_words(value)}" for value in values], fontsize=size)
    axes.set_yticks(range(len(order)), names, fontsize=size)
    axes.tick_params(axis="y", length=0, labelfontfamily="monospace")
    axes.set_ylim(len(order) - 0.5, -0.5)
    axes.set_xlabel("probability")
    axes.spines[["top", "right"]].set_visible(False)
    return [f"{name} {value:.2f}" for name, value in zip(names, values, strict=True)]


def probability_words(probability: float) -> str:
    """Return three decimals; what is not 0 is never written as 0, what is not 1 never as 1."""
    if 0 < probability < 0.0005:
        return "<0.001"
    return ">0.999" if 0.9995 <= probability < 1 else f"{probability:.3f}"


def named(character: str) -> str:
    """Return a character, or its sign and its name."""
    name = _NAMES.get(character)
    return f"{visible(character)} {name}" if name else visible(character)
