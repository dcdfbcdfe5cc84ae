"""Figures of single gates and memories: the squashing functions, and how a memory fades."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lstm_core.activations import sigmoid, sigmoid_derivative, tanh, tanh_derivative
from lstm_core.arguments import check_array, shown
from lstm_core.errors import ArgumentError
from lstm_core.plots.style import BLUE, LINES, RED, describe, new_figure


def squashing_curves(limit: float = 6.0) -> Figure:
    """Draw σ and tanh, and beside them their slopes.

    Parameters
    ----------
    limit : float
        The curves run from -limit to limit.

    Returns
    -------
    matplotlib.figure.Figure
        Two panels.
    """
    z = np.linspace(-limit, limit, 401)
    figure, (left, right) = new_figure(8.0, 3.2, ncols=2)
    left.plot(z, sigmoid(z), color=BLUE, label="σ(z)")
    left.plot(z, tanh(z), color=RED, linestyle="--", label="tanh(z)")
    right.plot(z, sigmoid_derivative(sigmoid(z)), color=BLUE, label="slope of σ")
    right.plot(z, tanh_derivative(tanh(z)), color=RED, linestyle="--", label="slope of tanh")
    left.set(ylabel="output", title="σ runs from 0 to 1, tanh from −1 to 1")
    right.set(ylabel="slope", title="Both are steepest at 0 and flat far out")
    for axes in (left, right):
        axes.set_xlabel("pre-activation z")
        axes.grid(alpha=0.3)
        axes.legend(frameon=False)
    return describe(
        figure,
        "Left: σ rises from 0 to 1 and tanh from −1 to 1, both in an S shape around 0. Right: "
        "their slopes are bells with the top at 0, 0.25 high for σ and 1 for tanh, and near 0 "
        f"beyond ±{limit:g}.",
    )


def memory_curves(memories: Mapping[str, ArrayLike], *, ylabel: str, title: str) -> Figure:
    """Draw how remembered values develop, step by step.

    Parameters
    ----------
    memories : mapping of str to array_like, shape (steps,)
        Each curve's name and its values from step 0 on; at most five.
    ylabel : str
        What the values are.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        The curves, each with its name at the side.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    if not isinstance(memories, Mapping) or not 1 <= len(memories) <= len(LINES):
        raise ArgumentError(f"memories must be a dict of 1 to {len(LINES)}, but got {shown(memories)}.")
    figure, axes = new_figure()
    said = []
    for (name, values), (colour, dashes) in zip(memories.items(), LINES, strict=False):
        values = check_array(f"memories[{name!r}]", values, shape=(None,))
        axes.plot(values, color=colour, linestyle=dashes, label=name)
        said.append(f"{name}: from {values[0]:.3f} to {values[-1]:.3f}")
    axes.set(xlabel="step", ylabel=ylabel, title=title)
    axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    return describe(figure, f"{ylabel} against the step. {'; '.join(said)}.")


def gate_histograms(gates: Mapping[str, ArrayLike], *, title: str) -> Figure:
    """Draw how often each value of a gate occurs, one panel for each network.

    Parameters
    ----------
    gates : mapping of str to array_like
        For each network its name, here the limit of its weights, and a gate's values of 0 to 1.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        Histograms side by side, on one scale.

    Raises
    ------
    ArgumentError
        If an argument is not allowed.
    """
    if not isinstance(gates, Mapping) or not gates:
        raise ArgumentError(f"gates must be a dict that is not empty, but got {shown(gates)}.")
    figure, panels = new_figure(8.0, 2.8, ncols=len(gates), sharey=True, squeeze=False)
    said = []
    for axes, (name, values) in zip(panels[0], gates.items(), strict=True):
        values = check_array(f"gates[{name!r}]", values).ravel()
        axes.hist(
            values, bins=20, range=(0, 1), color=BLUE, weights=np.full(values.size, 100 / values.size)
        )
        axes.set(title=f"weights within {name}", xlabel="value of the gate")
        stuck = np.mean((values < 0.05) | (values > 0.95))
        said.append(f"within {name}, spread {values.std():.2f}, {stuck:.0%} below 0.05 or above 0.95")
    panels[0, 0].set_ylabel("share of all values (%)")
    figure.suptitle(title)
    return describe(figure, f"Histograms of gate values for weights: {'; '.join(said)}.")
