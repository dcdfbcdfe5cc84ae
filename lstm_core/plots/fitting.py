"""Labels that cover nothing: titles in as many lines as they need, names at the ends of level lines."""

from collections.abc import Mapping
from textwrap import wrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from lstm_core.plots.card import PIXELS_PER_INCH

_APART = 14.0  # pixels from one name of a level to the next


def fit_titles(figure: Figure) -> None:
    """Break the titles that are wider than their place into lines."""
    titles = [(axes.title, axes) for axes in figure.axes if axes.get_title()]
    whole = getattr(figure, "_suptitle", None)
    if not titles and whole is None:
        return
    figure.draw_without_rendering()
    if whole is not None:
        _break(whole, figure.bbox.width - 10)
    for title, axes in titles:
        box = axes.get_window_extent()
        middle = (box.x0 + box.x1) / 2
        room = 2 * min(middle, figure.bbox.width - middle) - 10
        columns = axes.get_subplotspec()
        beside = columns is not None and columns.get_gridspec().ncols > 1
        _break(title, min(room, 1.15 * box.width) if beside else room)


def _break(title: Text, room: float) -> None:
    words, width = title.get_text(), title.get_window_extent().width
    if width > room > 0 and "$" not in words and "\n" not in words:
        fit = max(12, int(len(words) * room / width))
        lines = len(wrap(words, fit))
        even = next(n for n in range(len(words) // lines, fit + 1) if len(wrap(words, n)) <= lines)
        title.set_text("\n".join(wrap(words, even)))


def name_levels(axes: Axes, levels: Mapping[str, float]) -> None:
    """Write each level's name and number at the right end of its line, one above the other."""
    if not levels:
        return
    names = list(levels)
    wanted = np.array([_height(axes, levels[name]) for name in names])
    for name, height, place in zip(names, wanted, _spread(wanted), strict=True):
        axes.annotate(
            f"{name}: {levels[name]:.3f}",
            (1.0, levels[name]),
            xycoords=("axes fraction", "data"),
            xytext=(5, (place - height) * 72 / PIXELS_PER_INCH),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )


def _height(axes: Axes, level: float) -> float:
    """Return how high above the lower end of its axis a level is, in pixels of the page."""
    share = axes.transAxes.inverted().transform(axes.transData.transform((1.0, level)))[1]
    figure = axes.figure  # get_figure(root=True) came with Matplotlib 3.10 only
    place = axes.get_subplotspec()
    rows = place.get_gridspec().nrows if place is not None else 1
    return float(share * 0.72 * PIXELS_PER_INCH * figure.bbox.height / figure.dpi / rows)


def _spread(wanted: np.ndarray) -> np.ndarray:
    """Return places at least `_APART` apart, in the order of the wanted ones and near them."""
    order = np.argsort(wanted, kind="stable")
    steps = _APART * np.arange(len(wanted))
    upward = np.maximum.accumulate(wanted[order] - steps) + steps
    downward = np.minimum.accumulate((wanted[order] - steps)[::-1])[::-1] + steps
    places = np.empty_like(wanted)
    places[order] = (upward + downward) / 2
    return places
