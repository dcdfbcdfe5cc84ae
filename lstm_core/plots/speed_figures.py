"""Figures of speed: time per character of several ways, beside what the processor allows."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from lstm_core.arguments import check_real, short_repr
from lstm_core.errors import ArgumentError
from lstm_core.plots.card import WIDTH
from lstm_core.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    RED,
    SKY,
    describe,
    drawing,
    new_figure,
)

_COLOURS = (PURPLE, ORANGE, SKY, BLUE, GREEN, "#6B6B6B", RED)  # PyTorch, where it takes part, is last


@drawing
def speed_bars(
    microseconds: Mapping[str, float],
    *,
    limit: float | None = None,
    title: str = "Each cost that is removed makes a bar shorter",
) -> Figure:
    """Draw the time per character of one way after another, and the processor's limit.

    Parameters
    ----------
    microseconds : mapping of str to float
        For each way its name and its µs per character, from top to bottom.
    limit : float, optional
        The µs per character that the products alone would take.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        Bars whose lengths are the times. Each has its number, and how many times faster than the
        slowest it is. The limit is a line.

    Raises
    ------
    ArgumentError
        If an argument is not allowed.
    """
    times = _checked("microseconds", microseconds)
    names, values = list(times), list(times.values())
    figure, axes = new_figure(WIDTH, 1.7 + 0.36 * len(names))
    places = np.arange(len(names))
    axes.barh(places, values, color=BLUE, height=0.7)
    axes.set_yticks(places, names)
    axes.invert_yaxis()
    most = max(values)
    labels = [_with_ratio(value, most) for value in values]
    for place, value, label in zip(places, values, labels, strict=True):
        axes.annotate(
            label,
            (value, place),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
    axes.set(xlabel="time per character (µs)", title=title)
    said = "; ".join(f"{name} {label}" for name, label in zip(names, labels, strict=True))
    words = f"Bars of the time per character in microseconds: {said}."
    if limit is not None:
        limit = check_real("limit", limit, above=0.0)
        words_of_limit = f"limit of this processor: {limit:.2g} µs"
        axes.axvline(limit, color=RED, linestyle="--", label=words_of_limit)
        figure.legend(frameon=False, loc="outside lower right")  # below, not on, the bars
        words += f" The processor's limit is {limit:.2g}."
    axes.set_xlim(0, 1.45 * most)  # room for the words behind a bar
    return describe(figure, words)


def _with_ratio(value: float, slowest: float) -> str:
    """Return a time, and how many times faster than the slowest it is."""
    number = f"{value:.3g}"
    return number if value == slowest else f"{number}, {slowest / value:.3g} times faster"


@drawing
def speed_by_size(
    microseconds: Mapping[tuple[int, int, int], Mapping[str, float]],
    limits: Mapping[tuple[int, int, int], float],
    *,
    title: str = "The fastest version depends on the size",
) -> Figure:
    """Draw the time per character of all contenders at several sizes of network and batch.

    Parameters
    ----------
    microseconds : mapping of (H, B, T) to mapping of str to float
        For each size, for each contender, the µs per character.
    limits : mapping of (H, B, T) to float
        For each size the µs per character that the products alone would take.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        One group of bars a size, with the limit as a dash across each group.

    Raises
    ------
    ArgumentError
        If an argument is not allowed.
    """
    if not isinstance(microseconds, Mapping) or not microseconds or set(limits) != set(microseconds):
        raise ArgumentError("microseconds and limits must be dicts with the same sizes, at least one.")
    groups = [_checked(f"microseconds[{size}]", times) for size, times in microseconds.items()]
    names = list(groups[0])
    if len(names) > len(_COLOURS) or any(list(group) != names for group in groups):
        raise ArgumentError(f"Every size needs the same contenders, at most {len(_COLOURS)}.")
    figure, axes = new_figure(WIDTH, 4.4)
    places, width = np.arange(len(groups)), 0.84 / len(names)
    for k, name in enumerate(names):
        heights = [group[name] for group in groups]
        axes.bar(places - 0.42 + (k + 0.5) * width, heights, width, color=_COLOURS[k], label=name)
    for place, size in zip(places, microseconds, strict=True):
        limit = check_real("limit", limits[size], above=0.0)
        axes.plot(
            [place - 0.44, place + 0.44], [limit, limit], color=BLACK, linestyle="--", linewidth=1.2
        )
    axes.plot([], [], color=BLACK, linestyle="--", label="limit of the processor")
    labels = [f"H = {H}, B = {B},\nT = {T}" for H, B, T in microseconds]
    axes.set_xticks(places, labels)
    axes.set(yscale="log", ylabel="time per character (µs, log scale)", xlabel="size", title=title)
    figure.legend(frameon=False, fontsize=8, ncols=2, loc="outside lower center")
    said = "; ".join(
        f"H = {size[0]}, B = {size[1]}, T = {size[2]}: "
        + ", ".join(f"{name} {value:.3g}" for name, value in group.items())
        + f", limit {limits[size]:.2g}"
        for size, group in zip(microseconds, groups, strict=True)
    )
    return describe(figure, f"Time per character in microseconds. {said}.")


def _checked(name: str, times: Mapping[str, float]) -> dict[str, float]:
    if not isinstance(times, Mapping) or not times:
        raise ArgumentError(
            f"{name} must be a dict with at least one time, but got {short_repr(times)}."
        )
    return {way: check_real(f"{name}[{way!r}]", value, above=0.0) for way, value in times.items()}
