"""Figures of the encoding: how well simple guesses predict the text."""

from collections.abc import Mapping

from matplotlib.figure import Figure

from lstm_core.arguments import check_real, shown
from lstm_core.errors import ArgumentError
from lstm_core.plots.style import BLUE, describe, new_figure


def baseline_bars(
    losses: Mapping[str, float], *, title: str = "The more a guess knows, the less it is surprised"
) -> Figure:
    """Draw the loss of each guess as a bar.

    Parameters
    ----------
    losses : mapping of str to float
        Each guess's name and its loss in nats per character.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        Horizontal bars, in the order given, from the top.

    Raises
    ------
    ArgumentError
        If there are none, or a loss is negative or not finite.
    """
    if not isinstance(losses, Mapping) or not losses:
        raise ArgumentError(f"losses must be a dict that is not empty, but got {shown(losses)}.")
    values = [check_real(f"losses[{name!r}]", loss) for name, loss in losses.items()]
    figure, axes = new_figure(6.5, 1.2 + 0.4 * len(values))
    bars = axes.barh(range(len(values)), values, color=BLUE)
    axes.bar_label(bars, fmt=" %.3f")
    axes.set_yticks(range(len(values)), list(losses))
    axes.invert_yaxis()
    axes.set_xlim(0, 1.15 * max(values))
    axes.set(xlabel="loss (nats per character)", title=title)
    said = "; ".join(f"{name} {value:.3f}" for name, value in zip(losses, values, strict=True))
    return describe(figure, f"Bars of the loss of simple guesses, in nats per character: {said}.")
