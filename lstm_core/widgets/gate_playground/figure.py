"""The gate playground's present view as a still Matplotlib figure."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_core.plots.card import WIDTH
from lstm_core.plots.style import BLUE, GATE_COLOURS, RED, describe, new_panels
from lstm_core.widgets.gate_playground.curves import GateCurves


def playground_figure(curves: GateCurves, *, input_at: str, position: int) -> Figure:
    """Draw the gates as bars, and c and h over the steps."""
    figure, (bars, cell, hidden) = new_panels(WIDTH, 3.0, ncols=3, width_ratios=(2, 2, 2))
    _draw_gates(bars, curves)
    t = np.arange(curves.c.size)
    with_start = np.append(curves.c_start, curves.c)
    for axes, first, values, colour, dashes, label in (
        (cell, -1, with_start, BLUE, "-", "cell state c"),
        (hidden, 0, curves.h, RED, "--", "hidden state h"),
    ):
        axes.plot(np.arange(first, t.size), values, color=colour, linestyle=dashes)
        axes.axhline(0, color="gray", linewidth=0.6)
        axes.set(xlabel="step t", ylabel=label, xlim=(-1, t[-1]))
        axes.grid(alpha=0.3)
        axes.plot(position, values[position - first], "o", color=colour)
        axes.axvline(position, color="gray", linewidth=0.8, linestyle=":")
    steps = f"{curves.half_life:.3g} steps"
    cell.set_title(f"Half-life {steps}", fontsize=10)
    hidden.set_ylim(-1.05, 1.05)
    shown = f"c = {curves.c[position]:.3f}, h = {curves.h[position]:.3f}".replace("-", "−")
    hidden.set_title(f"At t = {position}:\n{shown}", fontsize=10)  # one line is wider than the panel
    when = "at every step" if input_at == "every" else "at t = 0 only"
    return describe(
        figure,
        f"One unit with constant gates: i {curves.i:.3f}, f {curves.f:.3f}, g {curves.g:.3f}, "
        f"o {curves.o:.3f}; input {when}. The cell state goes from {curves.c_start:.3f} to "
        f"{curves.c[-1]:.3f} in {t.size} steps, the hidden state from {curves.h[0]:.3f} to "
        f"{curves.h[-1]:.3f}. Half-life {steps}, c tends to {curves.level:.3f}. "
        f"At t = {position}: {shown}.",
    )


def _draw_gates(axes: Axes, curves: GateCurves) -> None:
    names = ["i", "f", "g", "o"]
    values = [curves.i, curves.f, curves.g, curves.o]
    axes.barh(names, values, color=list(GATE_COLOURS.values()))
    for row, value in enumerate(values):
        text = f"{value:.3f}".replace("-", "−")
        axes.text(1.08, row, text, va="center", ha="left")
    axes.axvline(0, color="gray", linewidth=0.6)
    axes.set(xlim=(-1, 2), xticks=[-1, 0, 1], xlabel="value")
    axes.set_title("Gates and candidate", fontsize=10)
    axes.invert_yaxis()
