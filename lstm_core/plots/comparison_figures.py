"""Figures that compare several kinds of networks, each trained from several seeds."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lstm_core.arguments import check_array, check_string
from lstm_core.errors import ShapeError
from lstm_core.plots.named_curves import check_dict
from lstm_core.plots.style import BLACK, BLUE, LINES, describe, drawing, new_figure


@drawing
def losses_by_update(updates: ArrayLike, losses: Mapping[str, ArrayLike], *, title: str) -> Figure:
    """Draw the mean loss of each kind of network against the updates, with the range of its seeds.

    Parameters
    ----------
    updates : array_like, shape (N,)
        After how many updates the losses were measured.
    losses : mapping of str to array_like, shape (seeds, N)
        By kind of network, the losses in nats per character; at most five kinds.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        A curve for each kind, and a band from its lowest to its highest seed.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    places = check_array("updates", updates, shape=(None,))
    if places.size == 0:
        raise ShapeError("updates is empty: at least one place is needed.")
    check_dict("losses", losses, most=len(LINES))
    figure, axes = new_figure()
    said, means = [], {}
    for (name, values), (colour, dashes) in zip(losses.items(), LINES, strict=False):
        name = check_string("losses", name)
        runs = check_array(f"losses[{name!r}]", values, shape=(None, len(places)))
        if len(runs) == 0:
            raise ShapeError(f"losses[{name!r}] is empty: at least one run is needed.")
        mean = means[name] = runs.mean(axis=0)
        axes.plot(places, mean, color=colour, linestyle=dashes, label=name)
        axes.fill_between(
            places, np.min(runs, axis=0), np.max(runs, axis=0), color=colour, alpha=0.15, linewidth=0
        )
        said.append(f"{name} from {mean[0]:.2f} to {mean[-1]:.2f}")
    axes.grid(alpha=0.3)
    axes.set(xlabel="updates", ylabel="loss (nats per character)", title=title)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.02, 1.0))
    first, last = (min(means, key=lambda name: means[name][place]) for place in (0, -1))
    return describe(
        figure,
        f"Curves of the loss in nats per character, from update {places[0]:.0f} to {places[-1]:.0f}, "
        f"mean of {len(runs)} runs with their range: {'; '.join(said)}. Lowest at first: {first}. "
        f"Lowest at the end: {last}.",
    )


@drawing
def run_dots(values: Mapping[str, ArrayLike], *, xlabel: str, title: str) -> Figure:
    """Draw one dot for each run of each kind, one row per kind, with a tick at their mean.

    Parameters
    ----------
    values : mapping of str to array_like, shape (runs,)
        By kind, one number per run; a rule without chance has a single one.
    xlabel : str
        What the numbers are, with their unit.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        Dots in rows, the first kind at the top.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    check_dict("values", values)
    xlabel = check_string("xlabel", xlabel)
    figure, axes = new_figure(height=1.2 + 0.42 * len(values))
    said = []
    for row, (name, numbers) in enumerate(values.items()):
        runs = check_array(f"values[{name!r}]", numbers, shape=(None,))
        if runs.size == 0:
            raise ShapeError(f"values[{name!r}] is empty: at least one run is needed.")
        axes.plot(runs, np.full(len(runs), row), "o", color=BLUE, alpha=0.6, markersize=6)
        axes.plot([runs.mean()], [row], "|", color=BLACK, markersize=16, markeredgewidth=2)
        spread = f" ({runs.min():.3g} to {runs.max():.3g})" if len(runs) > 1 else ""
        said.append(f"{name} {runs.mean():.3g}{spread}")
    axes.set_yticks(range(len(values)), list(values))
    axes.set_ylim(len(values) - 0.5, -0.5)
    axes.grid(alpha=0.3)
    axes.set(xlabel=xlabel, title=title)
    return describe(
        figure, f"Dots in rows, one per run: {xlabel}, mean and range of the runs: {'; '.join(said)}."
    )
