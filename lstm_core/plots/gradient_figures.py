"""Figures of gradients at large: how they are checked, how far they reach, how they are cut."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lstm_core.arguments import check_array, check_real
from lstm_core.gradients import GradientFlow
from lstm_core.plots.card import WIDTH
from lstm_core.plots.named_curves import check_dict
from lstm_core.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    LINES,
    RED,
    describe,
    drawing,
    new_figure,
    new_panels,
)


@drawing
def step_size_curve(epsilons: ArrayLike, errors: ArrayLike) -> Figure:
    """Draw the error of a central difference against its step size, both on logarithmic axes.

    Parameters
    ----------
    epsilons, errors : array_like, shape (N,)
        Step sizes, and relative differences from the gradient.

    Returns
    -------
    matplotlib.figure.Figure
        The curve, with its lowest point marked.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    epsilons = check_array("epsilons", epsilons, shape=(None,))
    errors = check_array("errors", errors, shape=epsilons.shape)
    best = int(errors.argmin())
    figure, axes = new_figure(6.5, 3.6)
    axes.loglog(epsilons, errors, color=BLUE, marker="o", label="measured")
    axes.plot(epsilons[best], errors[best], "D", color=RED, markersize=9, label="smallest error")
    largest, smallest = int(epsilons.argmax()), int(epsilons.argmin())
    level = axes.get_ylim()
    for corner, power, name, dashes in (
        (largest, 2, "∝ ε²: the curve bends", "--"),
        (smallest, -1, "∝ 1/ε: rounding", ":"),
    ):
        guide = 0.2 * errors[corner] * (epsilons / epsilons[corner]) ** power
        axes.plot(epsilons, guide, color=BLACK, linewidth=0.9, linestyle=dashes, label=name)
    axes.set(
        xlabel="step size ε (log scale)",
        ylabel="relative error (log scale)",
        title="A central difference is most accurate at a medium step size",
        ylim=level,
    )
    axes.legend(frameon=False)
    axes.grid(alpha=0.3)
    return describe(
        figure,
        f"Relative error against step size. It falls from {errors[0]:.0e} at ε = "
        f"{epsilons[0]:.0e} to its least near ε = {epsilons[best]:.0e}, and rises to "
        f"{errors[-1]:.0e} at ε = {epsilons[-1]:.0e}. Two guide lines: one grows like ε², "
        "the other like 1/ε.",
    )


@drawing
def gradient_error_points(errors: Mapping[str, float], *, tolerance: float = 1e-7) -> Figure:
    """Draw the relative error of several gradients on a logarithmic axis, with the tolerance.

    Parameters
    ----------
    errors : mapping of str to float
        For each backward pass its name and its largest relative error, greater than 0.
    tolerance : float
        The largest error that passes.

    Returns
    -------
    matplotlib.figure.Figure
        A row for each: a green circle where it passes, a red cross where it does not.

    Raises
    ------
    ArgumentError
        If an argument is not allowed.
    """
    check_dict("errors", errors)
    tolerance = check_real("tolerance", tolerance, above=0.0)
    sizes = [check_real(f"errors[{name!r}]", error, above=0.0) for name, error in errors.items()]
    figure, axes = new_figure(WIDTH, 1.1 + 0.36 * len(sizes))
    for row, size in enumerate(sizes):
        passes = size < tolerance
        colour, marker, edge = (GREEN, "o", 1.0) if passes else (RED, "X", 0.5)
        axes.plot(size, row, marker, color=colour, markersize=9, markeredgewidth=edge)
        axes.annotate(
            "passes" if passes else f"{size:.2g}",
            (size, row),
            (-9 if passes else 9, 0),
            textcoords="offset points",
            ha="right" if passes else "left",  # on the side away from the tolerance
            va="center",
        )
    axes.axvline(tolerance, color=BLACK, linestyle="--", linewidth=0.9)
    axes.annotate(
        f"tolerance {tolerance:.0e}", (tolerance, len(sizes) - 0.6), (5, 0), textcoords="offset points"
    )
    axes.set_yticks(range(len(sizes)), list(errors))
    axes.set(
        xscale="log",
        xlabel="largest relative error of the gradient (log scale)",
        title="The relative error separates right from wrong gradients",
        ylim=(len(sizes) - 0.3, -0.6),
    )
    axes.set_xlim(min(*sizes, tolerance) / 300, 300 * max(*sizes, tolerance))
    axes.grid(axis="x", alpha=0.3)
    said = "; ".join(f"{name}: {size:.1e}" for name, size in zip(errors, sizes, strict=True))
    return describe(figure, f"Relative errors, with the tolerance {tolerance:.0e}: {said}.")


@drawing
def gradient_flow_curves(
    flows: Mapping[str, GradientFlow], *, title: str = "How far back the last step's gradient reaches"
) -> Figure:
    """Draw the gradient norm by lag, with respect to the hidden state and to the cell state.

    Parameters
    ----------
    flows : mapping of str to GradientFlow
        For each network its name and what ``lstm_core.gradient_flow`` measured; at most five.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        Logarithmic curves in two panels, or in one where no network has a cell state.

    Raises
    ------
    ArgumentError
        If an argument is not allowed.
    """
    check_dict("flows", flows, most=len(LINES))
    with_cell = any(flow.cell is not None for flow in flows.values())
    figure, panels = new_panels(WIDTH, 3.6, ncols=1 + with_cell, sharey=True, squeeze=False)
    left, right = panels[0][0], panels[0][-1]
    said = []
    for (name, flow), (colour, dashes) in zip(flows.items(), LINES, strict=False):
        left.semilogy(flow.lag, _positive(flow.hidden), color=colour, linestyle=dashes, label=name)
        said.append(f"{name} from {flow.hidden[0]:.1e} to {flow.hidden[-1]:.1e}")
        if flow.cell is not None:
            right.semilogy(flow.lag, _positive(flow.cell), color=colour, linestyle=dashes, label=name)
    if with_cell:
        right.set(title="cell state: $\\|dL_{T-1}/dc_t\\|$")
    left.set(ylabel="gradient norm (log scale)", title="hidden state: $\\|dL_{T-1}/dh_t\\|$")
    for axes in panels[0]:
        axes.set_xlabel("lag T − 1 − t (steps back)")
        axes.grid(alpha=0.3)
    left.legend(frameon=False)
    figure.suptitle(title)
    return describe(
        figure,
        "Norm of the derivative of the last step's loss with respect to the hidden state, by lag, "
        f"from lag 0 to {len(flow.lag) - 1}: {'; '.join(said)}."
        + (" The right panel shows the same with respect to the cell state." if with_cell else ""),
    )


def _positive(values: np.ndarray) -> np.ndarray:
    """Return values with the zeros, which a logarithmic axis cannot show, left out."""
    return np.where(values > 0, values, np.nan)


@drawing
def clipping_arrows(
    gradient: ArrayLike, by_value: ArrayLike, by_norm: ArrayLike, *, limit: float
) -> Figure:
    """Draw a gradient of two entries as an arrow, and what two ways of clipping make of it.

    Parameters
    ----------
    gradient, by_value, by_norm : array_like, shape (2,)
        The gradient before and after clipping.
    limit : float
        The clipping threshold: half the side of the square, and the radius of the circle.

    Returns
    -------
    matplotlib.figure.Figure
        Three arrows.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    limit = check_real("limit", limit, above=0.0)
    arrows = {
        "gradient": (gradient, BLACK, ":"),
        "clipped by value": (by_value, RED, "--"),
        "clipped by norm": (by_norm, GREEN, "-"),
    }
    figure, axes = new_figure(WIDTH, 3.2)
    said = []
    for name, (arrow, colour, dashes) in arrows.items():
        across, up = check_array(name, arrow, shape=(2,))
        axes.annotate(
            "",
            (across, up),
            (0, 0),
            arrowprops={
                "arrowstyle": "->",
                "color": colour,
                "linestyle": dashes,
                "linewidth": 2,
                "shrinkA": 0,
                "shrinkB": 0,
            },
        )
        axes.plot([], [], color=colour, linestyle=dashes, label=name)
        said.append(f"{name} ({across:.2f}, {up:.2f})")
    angle = np.linspace(0, 2 * np.pi, 200)
    axes.plot(limit * np.cos(angle), limit * np.sin(angle), color="gray", linewidth=0.8)
    axes.plot(*limit * np.array([[-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1]]), color="gray", linewidth=0.8)
    widest = 1.15 * max(limit, *np.abs(np.asarray(gradient, float)))
    axes.set(xlim=(-1.2 * limit, widest), ylim=(-1.2 * limit, 1.6 * limit), aspect="equal")
    axes.set(
        xlabel="first entry", ylabel="second entry", title="Only clipping by norm keeps the direction"
    )
    axes.legend(frameon=False, loc="upper right")
    return describe(figure, f"Three arrows from the origin: {'; '.join(said)}.")


@drawing
def truncation_curves(lengths: Sequence[int], errors: Mapping[str, ArrayLike]) -> Figure:
    """Draw how far truncated BPTT's gradient is from the full one, against the pieces' length.

    Parameters
    ----------
    lengths : sequence of int
        Characters in a piece.
    errors : mapping of str to array_like, shape (N,)
        For each network its name and, for each length, the size of the difference relative to the
        full gradient; at most five.

    Returns
    -------
    matplotlib.figure.Figure
        The curves.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    check_dict("errors", errors, most=len(LINES))
    sizes = check_array("lengths", lengths, shape=(None,))
    figure, axes = new_figure(6.5, 3.4)
    said = []
    for (name, values), (colour, dashes) in zip(errors.items(), LINES, strict=False):
        values = check_array(f"errors[{name!r}]", values, shape=sizes.shape)
        axes.semilogx(sizes, 100 * values, color=colour, linestyle=dashes, marker="o", label=name)
        said.append(f"{name} from {values[0]:.0%} to {values[-1]:.0%}")
    axes.set_xticks(sizes, [f"{size:g}" for size in sizes])
    axes.minorticks_off()
    axes.set_ylim(bottom=0)
    axes.set(
        xlabel="length of a piece (characters)",
        ylabel="difference from the full gradient (%)",
        title="Short pieces lose part of the gradient, most where memory has been learned",
    )
    axes.legend(frameon=False)
    axes.grid(alpha=0.3)
    return describe(
        figure,
        f"Difference from the full gradient against the length of the pieces, {lengths[0]:g} to "
        f"{lengths[-1]:g} characters: {'; '.join(said)}.",
    )
