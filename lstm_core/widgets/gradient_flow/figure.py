"""The gradient-flow widget's present view as a still Matplotlib figure."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lstm_core.plots.style import LINES, describe, new_figure

FALLEN = 0.01  # of the value at lag 0


def steps_until_fallen(curve: NDArray[np.float64], share: float = FALLEN) -> int | None:
    """Return the first lag at which a gradient is below a share of its value at lag 0."""
    below = np.flatnonzero(curve < share * curve[0])
    return int(below[0]) if below.size else None


def lost_share(curve: NDArray[np.float64], truncation: int | None) -> float:
    """Return what share of the norms, added up over all lags, lies at or beyond a cut."""
    return 0.0 if truncation is None else float(curve[truncation:].sum() / curve.sum())


def flow_figure(
    curves: Mapping[str, NDArray[np.float64]],
    *,
    state: str,
    weight_scale: float,
    truncation: int | None,
    lag: int,
) -> Figure:
    """Draw gradients by lag, one line a network."""
    figure, axes = new_figure(height=4.0)
    length = len(next(iter(curves.values())))
    kept = min(truncation or length, length)
    lags = np.arange(length)
    said = []
    for (name, curve), (colour, dashes), marker in zip(curves.items(), LINES, "os^", strict=False):
        drawn = np.where(curve > 0, curve, np.nan)
        axes.semilogy(lags[kept - 1 :], drawn[kept - 1 :], color=colour, linestyle=dashes, alpha=0.35)
        axes.semilogy(
            lags[:kept],
            drawn[:kept],
            color=colour,
            linestyle=dashes,
            marker=marker,
            markevery=max(1, length // 8),
            label=name,
        )
        fallen = steps_until_fallen(curve)
        when = "not below 1 % of it" if fallen is None else f"below 1 % of it after {fallen} steps"
        lost = f", {lost_share(curve, truncation):.1%} lost by the cut" if kept < length else ""
        said.append(f"{name}: {curve[0]:.2e} at lag 0, {when}, {curve[lag]:.2e} at lag {lag}{lost}")
    if kept < length:
        axes.axvspan(
            kept - 0.5, length - 1, color="gray", alpha=0.15, label=f"cut off after {kept} steps"
        )
    axes.axvline(lag, color="gray", linewidth=0.8, linestyle=":")
    axes.set(
        xlabel="lag T − 1 − t (steps back)",
        ylabel=f"$\\|dL_{{T-1}}/d{state}_t\\|$",
        title=f"Gradient by lag, initial weights × {weight_scale:g}, {length} steps",
        xlim=(0, length - 1),
    )
    axes.grid(alpha=0.3)
    figure.legend(frameon=False, loc="outside lower center", ncols=2)
    return describe(
        figure,
        f"Norm of the derivative of the last step's loss by {state}, against the lag, for "
        f"{length} steps and initial weights × {weight_scale:g}. {'; '.join(said)}.",
    )
