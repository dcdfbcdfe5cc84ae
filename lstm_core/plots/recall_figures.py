"""A figure of the recall task: which networks learn it, at which lag."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lstm_core.arguments import check_array, check_integer, check_string
from lstm_core.plots.style import SEQUENTIAL, describe, drawing, new_figure


@drawing
def recall_map(
    successes: ArrayLike, lags: Sequence[str], networks: Sequence[str], *, runs: int, title: str
) -> Figure:
    """Draw how many of several networks of each kind have learned the recall task, at each lag.

    Parameters
    ----------
    successes : array_like of int, shape (L, K)
        The number of networks that have learned it: one row per lag, one column per kind.
    lags, networks : sequence of str, lengths L and K
        What the rows and the columns are.
    runs : int
        How many networks of each kind were trained at each lag.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        A heat map with the counts in it.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    lags = [check_string("lags", lag) for lag in lags]
    networks = [check_string("networks", name) for name in networks]
    runs = check_integer("runs", runs, minimum=1)
    counts = check_array("successes", successes, shape=(len(lags), len(networks)))
    figure, axes = new_figure(2.2 + 1.05 * len(networks), 1.3 + 0.42 * len(lags))
    image = axes.imshow(counts / runs, cmap=SEQUENTIAL, vmin=0, vmax=1, aspect="auto")
    for (row, column), count in np.ndenumerate(counts):
        ink = "white" if count < 0.5 * runs else "black"
        axes.text(column, row, f"{count:.0f} of {runs}", ha="center", va="center", color=ink)
    axes.set_xticks(range(len(networks)), networks)
    axes.set_yticks(range(len(lags)), lags)
    axes.set(ylabel="lag (characters)", title=title)
    figure.colorbar(image, ax=axes, label="share that learned")
    rows = []
    for lag, row in zip(lags, counts, strict=True):
        learned = [
            f"{' '.join(name.split())}: {count:.0f}" for name, count in zip(networks, row, strict=True)
        ]
        rows.append(f"At lag {lag}, {'; '.join(learned)}.")
    said = f"Table in colours: how many of {runs} networks learned to recall, by lag and kind."
    return describe(figure, " ".join([said, *rows]))
