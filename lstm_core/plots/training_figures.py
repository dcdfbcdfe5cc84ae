"""Figures of a training run: the loss, the gradient norm, the gates, and held-out text."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lstm_core.arguments import check_array, check_real, short_repr
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.plots.card import WIDTH
from lstm_core.plots.fitting import name_levels
from lstm_core.plots.named_curves import check_curves, draw_curves
from lstm_core.plots.style import (
    BLACK,
    BLUE,
    RED,
    SEQUENTIAL,
    describe,
    drawing,
    new_figure,
    new_panels,
)
from lstm_core.plots.text_figures import label_with_text

_MOST_CHARACTERS = 120  # more would print on top of each other


@drawing
def loss_curves(
    losses: Mapping[str, ArrayLike],
    *,
    baselines: Mapping[str, float] | None = None,
    title: str = "The loss falls as the network learns",
    log: bool = False,
) -> Figure:
    """Draw the loss of one or several training runs against the epoch.

    Parameters
    ----------
    losses : mapping of str to array_like, shape (epochs,)
        For each training run its name and its losses in nats per character, from epoch 1 on; at most
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
    curves = check_curves("losses", losses)
    figure, axes = new_figure()
    words = draw_curves(axes, curves, first=1)
    said = [f"{name} {words[name]} in {len(curve)} epochs" for name, curve in curves.items()]
    for name, level in (baselines or {}).items():
        axes.axhline(level, color=BLACK, linewidth=0.8, linestyle=(0, (1, 3)))
        said.append(f"{name} at {level:.3f}")
    axes.set_yscale("log" if log else "linear")
    if not log:
        highest = max(axes.get_ylim()[1], *(1.08 * level for level in (baselines or {}).values()), 0)
        axes.set_ylim(0, highest)
    name_levels(axes, baselines or {})
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss (nats per character)")
    axes.set_title(title)
    if len(losses) > 1:
        _legend_below(figure)
    return describe(figure, f"Loss against the epoch: {'; '.join(said)}.")


@drawing
def gradient_norm_curve(
    norms: ArrayLike,
    *,
    limit: float,
    limit_name: str = "limit",
    title: str = "The gradient norm and the clipping limit",
) -> Figure:
    """Draw the gradient norm against the epoch, with the norm that clipping allows.

    Parameters
    ----------
    norms : array_like, shape (epochs,)
        Gradient norms before clipping, from epoch 1 on.
    limit : float
        The norm that is left at most after clipping.
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
        raise ArgumentError("norms must hold at least one norm, and none below 0.")
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


@drawing
def gates_before_and_after(
    before: ArrayLike,
    after: ArrayLike,
    text: str,
    *,
    name: str = "forget gate",
    title: str | None = None,
) -> Figure:
    """Draw a gate along a text twice, one above the other: before training and after it.

    Parameters
    ----------
    before, after : array_like, shape (T, H)
        Values from 0 to 1, for example ``trace.forget_gate[:80]`` of either network.
    text : str
        The T characters that were read, at most 120.
    name : str
        Which gate it is.
    title : str, optional
        What the figure shows; by default made from the name.

    Returns
    -------
    matplotlib.figure.Figure
        Two heat maps on one scale from 0 to 1, one column per character and one row per unit.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    if not isinstance(text, str):
        raise ArgumentError(f"text must be a str, but got {short_repr(text)}.")
    if not 1 <= len(text) <= _MOST_CHARACTERS:
        raise ShapeError(
            f"A figure shows between 1 and {_MOST_CHARACTERS} characters, but the text has "
            f"{len(text)}. Take a slice."
        )
    before = check_array("before", before, shape=(len(text), None))
    after = check_array("after", after, shape=before.shape)
    if min(before.min(), after.min()) < 0 or max(before.max(), after.max()) > 1:
        raise ArgumentError("A gate's values lie between 0 and 1, but some lie outside.")
    height = 2.2 + 0.18 * before.shape[1]
    figure, panels = new_panels(WIDTH, height, nrows=2, sharex=True)
    said = []
    for axes, values, when in zip(panels, (before, after), ("before", "after"), strict=True):
        image = axes.imshow(
            values.T, aspect="auto", interpolation="nearest", cmap=SEQUENTIAL, vmin=0.0, vmax=1.0
        )
        axes.set(ylabel="hidden unit", title=f"{when} training")
        share = float(np.mean((values < 0.1) | (values > 0.9)))
        said.append(
            f"{when} training {values.min():.2f} to {values.max():.2f}, {share:.0%} near 0 or 1"
        )
    label_with_text(panels[1], text)
    panels[0].tick_params(axis="x", length=0)
    figure.colorbar(image, ax=panels, label=f"{name} (no unit)", fraction=0.04, pad=0.01)
    figure.suptitle(title or f"Training moves the {name} towards 0 and 1")
    return describe(
        figure,
        f"Two heat maps of the {name} of {before.shape[1]} units over the text {text!r}: "
        f"{'; '.join(said)} (below 0.1 or above 0.9).",
    )


@drawing
def held_out_curves(
    training: ArrayLike,
    held_out: ArrayLike,
    *,
    baselines: Mapping[str, float] | None = None,
    title: str = "After some epochs the loss on held-out text rises again",
) -> Figure:
    """Draw the losses of the training text and of held-out text, and where the latter is lowest.

    Parameters
    ----------
    training, held_out : array_like, shape (epochs,)
        Losses in nats per character, from epoch 1 on.
    baselines : mapping of str to float, optional
        Losses of simple guesses, drawn as level lines.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        Two curves, with the lowest point of the second marked.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    training = check_array("training", training, shape=(None,))
    held_out = check_array("held_out", held_out, shape=training.shape)
    figure = loss_curves(
        {"training text": training, "held-out text": held_out}, baselines=baselines, title=title
    )
    axes = figure.axes[0]
    best = int(held_out.argmin())
    axes.plot(best + 1, held_out[best], "D", color=BLACK, markersize=6, label=f"best, epoch {best + 1}")
    for legend in list(figure.legends):
        legend.remove()
    _legend_below(figure)
    return describe(
        figure,
        f"{figure.get_label()} The loss on held-out text is lowest in epoch {best + 1}, with "
        f"{held_out[best]:.3f}.",
    )


def _legend_below(figure: Figure) -> None:
    """Name the curves where none of them can be: a loss may rise, fall or leap."""
    figure.legend(frameon=False, loc="outside lower center", ncols=3)
