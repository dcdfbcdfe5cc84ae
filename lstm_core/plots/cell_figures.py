"""Figures of single cells: shaded texts, counting, controls, and what switching one off does."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_array, check_indices, check_real, short_repr
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.plots.card import WIDTH
from lstm_core.plots.named_curves import check_dict
from lstm_core.plots.style import (
    BLACK,
    BLUE,
    DIVERGING,
    LINES,
    ORANGE,
    RED,
    SEQUENTIAL,
    SKY,
    describe,
    drawing,
    new_figure,
    visible,
)

ROW = 64  # characters of a text in one row: a line of the training text with its line end
MOST_ROWS = 10
_LINE = 1.9  # from one row to the next: the letters, the bars below them, a gap
_FRAME: dict[str, Any] = {"fill": False, "edgecolor": RED, "clip_on": False, "zorder": 5}
_BARS = 0.38  # half the height of the bars' strip

Array = NDArray[np.floating]


def text_rows(text: str) -> list[tuple[int, int]]:
    """Return where each character of a text is written: (row, column); a line end ends its row."""
    places, row, column = [], 0, 0
    for character in text:
        if column == ROW:
            row, column = row + 1, 0
        places.append((row, column))
        row, column = (row + 1, 0) if character == "\n" else (row, column + 1)
    return places


@drawing
def cell_text(
    text: str,
    values: ArrayLike,
    *,
    name: str = "cell state",
    title: str | None = None,
    limits: tuple[float, float] | None = None,
    marked: int | None = None,
) -> Figure:
    """Write a text, each character shaded by a unit's value and with a small bar of it below.

    Parameters
    ----------
    text : str
        The T characters that were read, at most 10 rows of 64.
    values : array_like, shape (T,)
        The unit's value after each of them.
    name : str
        What the values are.
    title : str, optional
        What the figure shows.
    limits : tuple of float, optional
        The values at the two ends of the scale: from 0 on for a gate; by default symmetric about 0, up
        to the largest value.
    marked : int, optional
        The place of a character to frame.

    Returns
    -------
    matplotlib.figure.Figure
        The text. Bars grow upward from their line for values above 0 and downward for those below.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    if not isinstance(text, str) or not text:
        raise ArgumentError(f"text must be a str that is not empty, but got {short_repr(text)}.")
    values = check_array("values", values, shape=(len(text),))
    places = text_rows(text)
    rows = places[-1][0] + 1
    if rows > MOST_ROWS:
        raise ShapeError(
            f"A figure shows up to {MOST_ROWS} rows, but the text has {rows}. Take a slice."
        )
    low, high = _check_limits(limits, values)
    place = None if marked is None else places[int(check_indices("marked", marked, len(text)))]
    figure, axes = new_figure(9.2, 1.5 + 0.45 * rows)
    image = _write_text(axes, text, places, values, (low, high))
    if place is not None:
        row, column = place
        corner, height = (column - 0.5, row * _LINE - 0.5), 1 + 2 * _BARS
        axes.add_patch(Rectangle(corner, 1, height, linewidth=2, **_FRAME))
    axes.set(xlim=(-0.8, ROW - 0.2), ylim=((rows - 1) * _LINE + 1.6, -0.8), xticks=[], yticks=[])
    axes.set_xlabel("position in the text, row by row; below each character a bar of its value")
    axes.set_title(title or f"A text, shaded by the {name} of one unit")
    for side in axes.spines.values():
        side.set_visible(False)
    figure.colorbar(image, ax=axes, label=f"{name} (no unit)", fraction=0.03, aspect=12, pad=0.01)
    return describe(figure, _extremes(text, values, name))


def _check_limits(limits: tuple[float, float] | None, values: Array) -> tuple[float, float]:
    if limits is None:
        most = float(np.abs(values).max()) or 1.0
        return -most, most
    low, high = check_array("limits", limits, shape=(2,)).tolist()
    if low >= high:
        raise ArgumentError(f"limits must rise, but got {short_repr(limits)}.")
    return low, high


def _write_text(
    axes: Axes, text: str, places: Sequence[tuple[int, int]], values: Array, limits: tuple[float, float]
) -> PatchCollection:
    low, high = limits
    norm = Normalize(low, high, clip=True)
    colours = matplotlib.colormaps[SEQUENTIAL if low >= 0 else DIVERGING]
    boxes, bars = [], []
    for character, (row, column), value in zip(text, places, values, strict=True):
        y = row * _LINE
        boxes.append(Rectangle((column - 0.5, y - 0.5), 1, 1))
        share = float(np.clip(value / max(abs(low), abs(high)), -1, 1))
        bars.append(Rectangle((column - 0.35, y + 0.5 + _BARS), 0.7, -share * _BARS))
        ink = "black" if _luminance(colours(norm(value))) > 0.18 else "white"
        axes.text(
            column,
            y,
            "" if character == " " else visible(character),
            ha="center",
            va="center",
            family="monospace",
            fontsize=9,
            color=ink,
        )
    for row in range(places[-1][0] + 1):
        width = max(column for r, column in places if r == row) + 0.5
        axes.plot([-0.5, width], [row * _LINE + 0.5 + _BARS] * 2, color="#8c8c8c", linewidth=0.5)
    image = PatchCollection(boxes, cmap=colours, norm=norm, edgecolor="none")
    image.set_array(values)
    axes.add_collection(image)
    axes.add_collection(PatchCollection(bars, facecolor=BLACK, edgecolor="none"))
    return image


def _luminance(colour: tuple[float, ...]) -> float:
    channels = np.array(colour[:3])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _extremes(text: str, values: Array, name: str) -> str:
    parts = []
    for word, t in (("highest", int(values.argmax())), ("lowest", int(values.argmin()))):
        context = text[max(0, t - 6) : t + 1]
        parts.append(f"{word} {values[t]:.2f} after {context!r}")
    return f"The {name} over {len(text)} characters: mean {values.mean():.2f}, {', '.join(parts)}."


@drawing
def counting_curves(runs: Mapping[int, ArrayLike], *, title: str) -> Figure:
    """Draw a cell over strings of n letters a and n letters b, one curve a string.

    Parameters
    ----------
    runs : mapping of int to array_like, shape (2n,)
        For each n the cell state after each of the 2n letters; at most five.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        The curves: triangles that point up after an a, and down after a b.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    check_dict("runs", runs, most=len(LINES))
    checked = {n: check_array(f"runs[{n}]", values, shape=(2 * n,)) for n, values in runs.items()}
    figure, axes = new_figure(WIDTH, 3.4)
    said = []
    for (n, values), (colour, dashes) in zip(checked.items(), LINES, strict=False):
        steps = np.arange(1, 2 * n + 1)
        axes.plot(steps, values, color=colour, linestyle=dashes, label=f"n = {n}")
        axes.plot(steps[:n], values[:n], "^", color=colour, markersize=5)
        axes.plot(steps[n:], values[n:], "v", color=colour, markersize=5, markerfacecolor="white")
        said.append(
            f"n = {n}: {values[0]:.1f}, then {values[n - 1]:.1f} at the last a, {values[-1]:.1f}"
        )
    axes.axhline(0, color=BLACK, linewidth=0.8)
    axes.grid(alpha=0.3)
    axes.locator_params(axis="x", integer=True)
    axes.set(xlabel="letters read (▲ an a, ▽ a b)", ylabel="cell state c (no unit)", title=title)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return describe(
        figure, f"Cell state along strings of n a and n b. {'; '.join(said)} at the last b."
    )


@drawing
def unit_bars(groups: Mapping[str, ArrayLike], *, ylabel: str, title: str) -> Figure:
    """Draw a number for every unit, for one network or two.

    Parameters
    ----------
    groups : mapping of str to array_like, shape (H,)
        For each network its name and a number for each unit; one or two networks.
    ylabel : str
        What the numbers are.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        Bars side by side; the second network's are hatched.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    check_dict("groups", groups, most=2)
    first = check_array("groups", next(iter(groups.values())), shape=(None,))
    checked = {
        name: check_array(f"groups[{name!r}]", v, shape=first.shape) for name, v in groups.items()
    }
    figure, axes = new_figure(WIDTH, 3.2)
    width, said = 0.8 / len(groups), []
    for k, (name, values) in enumerate(checked.items()):
        places = np.arange(len(values)) + (k - (len(groups) - 1) / 2) * width
        look: dict[str, Any] = (
            {"color": BLUE} if k == 0 else {"color": SKY, "hatch": "//", "edgecolor": BLACK}
        )
        bars = axes.bar(places, values, width, label=name, **look)
        turned = 90 if len(groups) * len(first) > 20 else 0  # a bar may be narrower than its number
        axes.bar_label(bars, fmt="%.2f", fontsize=7, padding=2, rotation=turned)
        said.append(f"{name}: {', '.join(f'{value:.2f}' for value in values)}")
    axes.axhline(0, color=BLACK, linewidth=0.8)
    axes.set_xticks(range(len(first)))
    axes.margins(y=0.2)
    axes.set(xlabel="hidden unit", ylabel=ylabel, title=title)
    figure.legend(frameon=False, loc="outside lower center", ncols=2)
    return describe(figure, f"Bars of the {ylabel}, unit by unit. {'; '.join(said)}.")


@drawing
def control_points(
    found: Mapping[str, float], shuffled: Sequence[float], untrained: ArrayLike, *, title: str
) -> Figure:
    """Draw how well each feature is followed, beside what comes about without any learning.

    Parameters
    ----------
    found : mapping of str to float
        For each of the F features the correlation of the trained network's cell.
    shuffled : sequence of float, length F
        What 95 % of the shifted features stay below.
    untrained : array_like, shape (F, N)
        The same correlation in N untrained networks.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        One row a feature: a diamond, a bar across, and N small circles.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    check_dict("found", found)
    values = check_array("found", list(found.values()), shape=(len(found),))
    controls = check_array("shuffled", shuffled, shape=values.shape)
    others = check_array("untrained", untrained, shape=(len(found), None))
    figure, axes = new_figure(8.2, 1.3 + 0.42 * len(found))
    rows = np.arange(len(found))
    spread = np.broadcast_to(rows[:, None], others.shape)
    faint: dict[str, Any] = {"markersize": 5, "markerfacecolor": "none", "color": "#6b6b6b"}
    axes.plot(others.T, spread.T, "o", **faint)
    axes.plot(
        controls, rows, "|", color=ORANGE, markersize=17, markeredgewidth=3, label="shifted, 95 %"
    )
    axes.plot([], [], "o", **faint, label=f"{others.shape[1]} untrained networks")
    axes.plot(values, rows, "D", color=BLUE, markersize=8, label="the trained network")
    axes.axvline(0, color=BLACK, linewidth=0.8)
    axes.set_yticks(rows, list(found))
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.grid(axis="x", alpha=0.3)
    axes.set(xlabel="correlation with the feature, on held-out text", title=title)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    said = "; ".join(
        f"{name}: {value:.2f}, shifted {bound:.2f}, untrained {row.min():.2f} to {row.max():.2f}"
        for name, value, bound, row in zip(found, values, controls, others, strict=True)
    )
    return describe(figure, f"Correlation of one cell with each feature on held-out text. {said}.")


@drawing
def value_histograms(groups: Mapping[str, ArrayLike], *, xlabel: str, title: str) -> Figure:
    """Draw how often each value occurs, in two or more groups over one another.

    Parameters
    ----------
    groups : mapping of str to array_like
        For each group its name and its values; at most five.
    xlabel : str
        What the values are.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        Outlines in one picture, each with its mean as an upright line.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    check_dict("groups", groups, most=len(LINES))
    values = {name: check_array(f"groups[{name!r}]", v, shape=(None,)) for name, v in groups.items()}
    if any(v.size == 0 for v in values.values()):
        raise ShapeError("groups holds a group without values: each needs at least one.")
    together = np.concatenate(list(values.values()))
    bins = np.linspace(together.min() - 1e-9, together.max() + 1e-9, 25)
    figure, axes = new_figure(WIDTH, 3.0)
    said = []
    for (name, v), (colour, dashes) in zip(values.items(), LINES, strict=False):
        shares = np.full(v.size, 100 / v.size)
        look: dict[str, Any] = {"color": colour, "linestyle": dashes, "linewidth": 1.8}
        axes.hist(
            v, bins.tolist(), weights=shares, histtype="step", label=f"{name} (n = {v.size})", **look
        )
        axes.axvline(v.mean(), color=colour, linestyle=dashes, linewidth=1)
        said.append(f"{name}: {v.size} values, mean {v.mean():.2f}, spread {v.std():.2f}")
    axes.set(xlabel=xlabel, ylabel="share of the group (%)", title=title)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return describe(figure, f"Histograms of the {xlabel}. {'; '.join(said)}.")


@drawing
def ablation_map(
    rises: ArrayLike, kinds: Sequence[str], *, title: str, marked: int | None = None, most: float = 0.0
) -> Figure:
    """Draw by how much each kind of character gets worse when each unit is ablated.

    Parameters
    ----------
    rises : array_like, shape (H, K)
        How much the loss rises, in nats per character: one row per unit, one column per kind.
    kinds : sequence of str, length K
        The kinds of characters.
    title : str
        What the figure shows.
    marked : int, optional
        The unit to frame.
    most : float
        The value at the end of the colour scale; the largest rise by default.

    Returns
    -------
    matplotlib.figure.Figure
        A heat map, one column per unit, with the numbers in it.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    rises = check_array("rises", rises, shape=(None, len(kinds)))
    unit = None if marked is None else int(check_indices("marked", marked, len(rises)))
    bound = check_real("most", most) or float(np.abs(rises).max()) or 1.0
    height, angle = (0.36, 0) if len(rises) <= 12 else (0.5, 90)  # of a row and of its numbers
    figure, axes = new_figure(WIDTH, 1.9 + height * len(kinds))
    image = axes.imshow(rises.T, cmap=DIVERGING, vmin=-bound, vmax=bound, aspect="auto")
    for (column, kind), value in np.ndenumerate(rises):
        ink = "black" if abs(value) < 0.6 * bound else "white"
        number = (f"{value:z.1f}" if bound >= 1 else f"{value:z.2f}").replace("-", "−")
        axes.text(column, kind, number, fontsize=9, rotation=angle, color=ink, ha="center", va="center")
    if unit is not None:
        axes.add_patch(Rectangle((unit - 0.5, -0.5), 1, len(kinds), linewidth=2.5, **_FRAME))
    axes.set_yticks(range(len(kinds)), kinds)
    units = range(len(rises))
    axes.set(xticks=units, xlabel="ablated unit", ylabel="character to come", title=title)
    words = "rise of the loss (nats per character)"
    figure.colorbar(image, ax=axes, location="bottom", aspect=40, label=words)
    said = "; ".join(
        f"unit {u}: {', '.join(f'{kind} {rises[u, k]:.2f}' for k, kind in enumerate(kinds))}"
        for u in (units if unit is None else [unit])
    )
    return describe(
        figure, f"Heat map of the rise of the loss when one of {len(rises)} units is off. {said}."
    )
