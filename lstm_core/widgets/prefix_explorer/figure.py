"""The prefix explorer's view as a still Matplotlib figure."""

from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_core.plots.style import BLUE, DIVERGING, ORANGE, SEQUENTIAL, describe, visible
from lstm_core.sampling import distribution
from lstm_core.text import Vocabulary
from lstm_core.trace import Trace

_TOP, _LAST = 10, 24
_NAMES = {" ": "space", "\n": "line end", "\t": "tab"}
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
    figure = plt.figure(figsize=(10.0, 4.4), layout="constrained")
    layout: list[Any] = [["bars", "input", "forget"], ["bars", "candidate", "output"]]
    panels = figure.subplot_mosaic(layout, width_ratios=[1.1, 1.3, 1.3])
    words = _draw_bars(panels["bars"], probabilities, vocabulary)
    for name, title in _PANELS.items():
        values = trace.gate(name)[-_LAST:]
        low = -1 if name == "candidate" else 0
        colours = DIVERGING if name == "candidate" else SEQUENTIAL
        image = panels[name].imshow(
            values.T, aspect="auto", interpolation="nearest", cmap=colours, vmin=low, vmax=1
        )
        panels[name].set_xticks(range(len(values)), [visible(c) for c in text[-_LAST:]], fontsize=8)
        panels[name].set(title=title, ylabel="hidden unit", xlabel="character read")
        figure.colorbar(image, ax=panels[name], label="no unit")
    figure.suptitle(f"After ‘{_shown(text)}’ the network expects {words[0]}")
    means = ", ".join(f"{title} {trace.gate(name)[-1].mean():.2f}" for name, title in _PANELS.items())
    return describe(
        figure,
        f"After the prefix {text!r}, at temperature {temperature:g}, the likeliest next characters "
        f"are {', '.join(words)}. Heat maps of the four gates along the prefix; means over the "
        f"units at the last character: {means}.",
    )


def _draw_bars(axes: Axes, probabilities: np.ndarray, vocabulary: Vocabulary) -> list[str]:
    order = np.argsort(-probabilities, kind="stable")[:_TOP]
    bars = axes.barh(range(len(order)), probabilities[order], color=BLUE)
    bars[0].set(facecolor=ORANGE, hatch="//", edgecolor="black")
    axes.bar_label(bars, fmt=" %.3f", fontsize=8)
    axes.set_yticks(range(len(order)), [_named(vocabulary.characters[k]) for k in order])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.3 * max(0.05, float(probabilities.max())))
    axes.set(xlabel="probability", ylabel="next character")
    return [f"‘{_named(vocabulary.characters[k])}’ {probabilities[k]:.3f}" for k in order]


def _named(character: str) -> str:
    name = _NAMES.get(character)
    return f"{name} {visible(character)}" if name else visible(character)


def _shown(text: str) -> str:
    seen = "".join(visible(character) for character in text)
    return seen if len(seen) <= _LAST else "…" + seen[-_LAST:]
