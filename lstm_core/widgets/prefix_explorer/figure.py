"""The prefix explorer's view as a still Matplotlib figure."""

from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from lstm_core.plots.card import WIDTH, CardFigure
from lstm_core.plots.next_bars import draw_next_bars, likeliest
from lstm_core.plots.style import DIVERGING, SEQUENTIAL, describe, visible
from lstm_core.plots.text_figures import label_with_text
from lstm_core.sampling import distribution
from lstm_core.text import Vocabulary
from lstm_core.trace import Trace

_TOP, _LAST = 10, 24
_PANELS = {
    "input": "input gate i",
    "forget": "forget gate f",
    "candidate": "candidate g",
    "output": "output gate o",
}


def prefix_figure(trace: Trace, vocabulary: Vocabulary, *, temperature: float) -> Figure:
    """Draw what a network expects after a prefix, and its four gates on the way."""
    probabilities = distribution(trace.logits[-1].astype(np.float64), temperature)
    text = vocabulary.decode(trace.inputs)
    figure = plt.figure(FigureClass=CardFigure, figsize=(WIDTH, 6.4), layout="constrained")
    layout: list[Any] = [["bars", "bars"], ["input", "forget"], ["candidate", "output"]]
    panels = figure.subplot_mosaic(layout, height_ratios=[1.2, 1, 1])
    order = likeliest(probabilities, _TOP)
    words = draw_next_bars(panels["bars"], probabilities, vocabulary, order)
    panels["bars"].set(ylabel="next character", xlim=(0, 1.15 * max(0.05, probabilities.max())))
    for name, title in _PANELS.items():
        values = trace.gate(name)[-_LAST:]
        low = -1 if name == "candidate" else 0
        colours = DIVERGING if name == "candidate" else SEQUENTIAL
        image = panels[name].imshow(
            values.T, aspect="auto", interpolation="nearest", cmap=colours, vmin=low, vmax=1
        )
        label_with_text(panels[name], text[-_LAST:])
        panels[name].set(title=title, ylabel="hidden unit")
        figure.colorbar(image, ax=panels[name], label="no unit")
    first, probability = visible(vocabulary.characters[order[0]]), probabilities[order[0]]
    figure.suptitle(
        f"After ‘{_shown(text)}’ the network expects ‘{first}’ with probability {probability:.2f}"
    )
    means = ", ".join(f"{title} {trace.gate(name)[-1].mean():.2f}" for name, title in _PANELS.items())
    return describe(
        figure,
        f"At temperature {temperature:g}, the likeliest next characters after the prefix {text!r} "
        f"are {', '.join(words)}. Heat maps of the four gates along the prefix; means over the "
        f"units at the last character: {means}.",
    )


def _shown(text: str) -> str:
    seen = "".join(visible(character) for character in text)
    return seen if len(seen) <= _LAST else "…" + seen[-_LAST:]
