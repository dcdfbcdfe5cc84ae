"""Figures of a training: the loss curve, and how large the gradients were."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lstm_core.arguments import check_array, check_real, shown
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.plots.style import BLACK, BLUE, LINES, RED, describe, new_figure


def loss_curves(
    losses: Mapping[str, ArrayLike],
    *,
    baselines: Mapping[str, float] | None = None,
    title: str = "The loss falls as the network learns",
    log: bool = False,
) -> Figure:
    """Draw the loss of one or several trainings against the epoch.

    Parameters
    ----------
    losses : mapping of str to array_like, shape (epochs,)
        For each training its name and its losses in nats per character, from epoch 1 on; at most
        five.
    baselines : mapping of str to float, optional
        Losses of simple guesses, drawn as level lines.
    title : str
        What the figure shows.
    log : bool
        Whether the loss is on a logarithmic axis.

    Returns
    -------
    matplotlib.figure.Figure
        The curves.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    if not isinstance(losses, Mapping) or not 1 <= len(losses) <= len(LINES):
        raise ArgumentError(f"losses must be a dict of 1 to {len(LINES)}, but got {shown(losses)}.")
    figure, axes = new_figure()
    said = []
    for (name, curve), (colour, dashes) in zip(losses.items(), LINES, strict=False):
        curve = check_array(f"losses[{name!r}]", curve, shape=(None,))
        if not curve.size:
            raise ShapeError(f"losses[{name!r}] is empty: train for at least one epoch.")
        epochs = np.arange(1, len(curve) + 1)
        axes.plot(epochs, curve, color=colour, linestyle=dashes, label=name)
        said.append(f"{name} from {curve[0]:.3f} to {curve[-1]:.3f} in {len(curve)} epochs")
    for name, level in (baselines or {}).items():
        axes.axhline(level, color=BLACK, linewidth=0.8, linestyle=(0, (1, 3)))
        axes.annotate(
            f"{name}: {level:.3f}",
            (1.0, level),
            xycoords=("axes fraction", "data"),
            xytext=(-4, 2),
            textcoords="offset points",
            ha="right",
            fontsize=8,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5},
        )
        said.append(f"{name} at {level:.3f}")
    axes.set_yscale("log" if log else "linear")
    if not log:
        highest = max(axes.get_ylim()[1], *(1.08 * level for level in (baselines or {}).values()), 0)
        axes.set_ylim(0, highest)
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss (nats per character)")
    axes.set_title(title)
    if len(losses) > 1:
        axes.legend(frameon=False)
    return describe(figure, f"Loss against the epoch: {'; '.join(said)}.")


def gradient_norm_curve(
    norms: ArrayLike, *, limit: float, limit_name: str = "limit", title: str = "Clipping is at work"
) -> Figure:
    """Draw the length of the gradient against the epoch, with the length that clipping allows.

    Parameters
    ----------
    norms : array_like, shape (epochs,)
        Euclidean length of the gradients before clipping, from epoch 1 on.
    limit : float
        The length that is left at most after clipping.
    limit_name : str
        What the limit is.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        The curve on a logarithmic axis, and the limit as a level line.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    norms = check_array("norms", norms, shape=(None,))
    limit = check_real("limit", limit, above=0.0)
    if not norms.size or norms.min() < 0:
        raise ArgumentError("norms must hold at least one length, and none below 0.")
    figure, axes = new_figure()
    axes.plot(np.arange(1, len(norms) + 1), norms, color=BLUE, linewidth=0.9, label="before clipping")
    axes.axhline(limit, color=RED, linestyle="--", label=f"{limit_name}: {limit:.3g}")
    axes.set(xlabel="epoch", ylabel="gradient norm (log scale)", title=title, yscale="log")
    axes.legend(frameon=False, loc="lower left")
    share = float(np.mean(norms > limit))
    return describe(
        figure,
        f"Gradient norm against the epoch: from {norms[0]:.3g} to {norms[-1]:.3g} in "
        f"{len(norms)} epochs, at most {norms.max():.3g}; above the {limit_name} of {limit:.3g} in "
        f"{share:.0%} of them.",
    )
