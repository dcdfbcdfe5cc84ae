"""Figures of the backward pass: one step as a graph, gradient checks, gradient flow, clipping."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lstm_core.arguments import check_array, check_real, shown
from lstm_core.errors import ArgumentError
from lstm_core.gradients import GradientFlow
from lstm_core.plots.style import BLACK, BLUE, GREEN, LINES, RED, describe, new_figure

# Where the quantities of one unit's step stand, and which of them each is computed from.
_PLACES = {
    "c_prev": (0.0, 3.0),
    "f": (0.0, 2.0),
    "i": (0.0, 1.0),
    "g": (0.0, 0.0),
    "o": (2.4, 0.5),
    "c": (2.4, 2.0),
    "h": (4.8, 2.0),
}
_NAMES = {"c_prev": "$c_{t-1}$", "c": "$c_t$", "h": "$h_t$"}
_ARROWS = [("c_prev", "c"), ("f", "c"), ("i", "c"), ("g", "c"), ("c", "h"), ("o", "h")]
_FORMULAS = {"c": "$f\\,c_{t-1} + i\\,g$", "h": "$o\\,\\tanh(c_t)$"}


def step_graph(values: Mapping[str, float], derivatives: Mapping[str, float]) -> Figure:
    """Draw one unit's step as a graph, with the values and the derivatives of a loss at its nodes.

    Parameters
    ----------
    values, derivatives : mapping of str to float
        For ``c_prev``, ``f``, ``i``, ``g``, ``o``, ``c`` and ``h``.

    Returns
    -------
    matplotlib.figure.Figure
        The graph: values in black, derivatives in red with a triangle.

    Raises
    ------
    ArgumentError
        If a quantity is missing.
    """
    for given in (values, derivatives):
        if not isinstance(given, Mapping) or set(given) != set(_PLACES):
            raise ArgumentError(f"Numbers are needed for {', '.join(_PLACES)}, but got {shown(given)}.")
    figure, axes = new_figure(8.0, 3.8)
    for start, end in _ARROWS:
        axes.annotate(
            "",
            _PLACES[end],
            _PLACES[start],
            arrowprops={"arrowstyle": "->", "color": "gray", "shrinkA": 34, "shrinkB": 34},
        )
    for name, (across, up) in _PLACES.items():
        label = _NAMES.get(name, f"${name}$")
        box = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": BLACK}
        axes.text(
            across, up, _signed(f"{label} = ", values[name], ".3f"), ha="center", va="center", bbox=box
        )
        axes.text(
            across,
            up - 0.36,
            _signed("◀ ", derivatives[name], "+.3f"),
            ha="center",
            va="center",
            color=RED,
        )
        if name in _FORMULAS:
            axes.text(across, up + 0.4, _FORMULAS[name], ha="center", va="center", color=BLUE)
    axes.set(
        xlim=(-0.7, 5.5),
        ylim=(-0.6, 3.5),
        title="Values go to the right, derivatives of the loss (◀) to the left",
    )
    axes.axis("off")
    numbers = "; ".join(f"{n}: {values[n]:.3f}, derivative {derivatives[n]:+.3f}" for n in _PLACES)
    return describe(
        figure,
        "Graph of one LSTM step: c_prev, f, i and g lead to c; c and o lead to h. "
        f"Values and derivatives: {numbers}.",
    )


def _signed(label: str, number: float, form: str) -> str:
    """Return label and number, with a minus sign as long as the plus sign."""
    return label + format(number, form).replace("-", "−")


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
    figure, axes = new_figure(6.5, 3.4)
    axes.loglog(epsilons, errors, color=BLUE, marker="o")
    axes.plot(epsilons[best], errors[best], "D", color=RED, markersize=9, label="smallest error")
    axes.annotate("rounding", (0.08, 0.35), xycoords="axes fraction")
    axes.annotate("the curve bends", (0.97, 0.3), xycoords="axes fraction", ha="right")
    axes.set(
        xlabel="step size ε",
        ylabel="relative difference",
        title="A central difference is best at a middling step size",
    )
    axes.legend(frameon=False)
    axes.grid(alpha=0.3)
    return describe(
        figure,
        f"Relative difference against step size. It falls from {errors[0]:.0e} at ε = "
        f"{epsilons[0]:.0e} to its least near ε = {epsilons[best]:.0e}, and rises to "
        f"{errors[-1]:.0e} at ε = {epsilons[-1]:.0e}.",
    )


def gradient_flow_curves(flows: Mapping[str, GradientFlow]) -> Figure:
    """Draw how gradients fade with the lag, by hidden state and by cell state.

    Parameters
    ----------
    flows : mapping of str to GradientFlow
        For each network its name and what ``lstm_core.gradient_flow`` measured; at most five.

    Returns
    -------
    matplotlib.figure.Figure
        Two panels with logarithmic vertical axes.

    Raises
    ------
    ArgumentError
        If an argument is not allowed.
    """
    if not isinstance(flows, Mapping) or not 1 <= len(flows) <= len(LINES):
        raise ArgumentError(f"flows must be a dict of 1 to {len(LINES)}, but got {shown(flows)}.")
    figure, (left, right) = new_figure(8.5, 3.4, ncols=2, sharey=True)
    said = []
    for (name, flow), (colour, dashes) in zip(flows.items(), LINES, strict=False):
        left.semilogy(flow.lag, _positive(flow.hidden), color=colour, linestyle=dashes, label=name)
        said.append(f"{name} from {flow.hidden[0]:.1e} to {flow.hidden[-1]:.1e}")
        if flow.cell is not None:
            right.semilogy(flow.lag, _positive(flow.cell), color=colour, linestyle=dashes, label=name)
    left.set(ylabel="length of the derivative", title="by the hidden state, $|dL_T/dh_t|$")
    right.set(title="by the cell state, $|dL_T/dc_t|$")
    for axes in (left, right):
        axes.set_xlabel("lag T − t (steps back)")
        axes.grid(alpha=0.3)
    left.legend(frameon=False)
    return describe(
        figure,
        "Length of the derivative of the last step's loss by the hidden state, against the lag, "
        f"from lag 0 to {len(flow.lag) - 1}: {'; '.join(said)}. The right panel shows the same by "
        "the cell state.",
    )


def _positive(values: np.ndarray) -> np.ndarray:
    """Return values with the zeros, which a logarithmic axis cannot show, left out."""
    return np.where(values > 0, values, np.nan)


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
    figure, axes = new_figure(7.0, 3.2)
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
    if not isinstance(errors, Mapping) or not 1 <= len(errors) <= len(LINES):
        raise ArgumentError(f"errors must be a dict of 1 to {len(LINES)}, but got {shown(errors)}.")
    lengths = check_array("lengths", lengths, shape=(None,))
    figure, axes = new_figure(6.5, 3.4)
    said = []
    for (name, values), (colour, dashes) in zip(errors.items(), LINES, strict=False):
        values = check_array(f"errors[{name!r}]", values, shape=lengths.shape)
        axes.semilogx(lengths, 100 * values, color=colour, linestyle=dashes, marker="o", label=name)
        said.append(f"{name} from {values[0]:.0%} to {values[-1]:.0%}")
    axes.set_xticks(lengths, [f"{length:g}" for length in lengths])
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
