"""Figures of the forward pass: the network unrolled, its weights in two forms, and its loss."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_array, check_integer, check_real, short_repr
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.parameters import GATES
from lstm_core.plots.card import WIDTH
from lstm_core.plots.named_curves import check_dict
from lstm_core.plots.style import BLACK, BLUE, GATE_COLOURS, RED, describe, drawing, new_figure, visible
from lstm_core.plots.text_figures import label_with_text

_MOST_STEPS = 4  # more would leave no room for the shapes
_MOST_CHARACTERS = 120
_STEP = 2.9  # from one column of the unrolled network to the next
_ROWS = {"input": 0.0, "cell": 1.7, "logits": 3.4, "softmax": 4.8, "target": 6.2}
_SUBSCRIPTS = dict(zip("ifgo", GATES, strict=True))


@drawing
def unrolled_network(text: str, *, vocab_size: int, hidden_size: int) -> Figure:
    """Draw the network unrolled over a short text, with the shape of what travels on every arrow.

    Parameters
    ----------
    text : str
        The characters read and, after the first, those to be predicted: 2 to 5 of them.
    vocab_size, hidden_size : int
        V and H, for the shapes.

    Returns
    -------
    matplotlib.figure.Figure
        One column per step; time runs to the right, a step's own computation upwards.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    V = check_integer("vocab_size", vocab_size, minimum=1)
    H = check_integer("hidden_size", hidden_size, minimum=1)
    steps = len(_check_text(text, least=2, most=_MOST_STEPS + 1)) - 1
    figure, axes = new_figure(1.1 + 1.4 * steps, 5.2)
    for t in range(steps):
        _draw_step(axes, t, text[t], text[t + 1], V, H)
    _draw_state(axes, -0.85 * _STEP, 0, H, start="0")
    for t in range(1, steps + 1):
        _draw_state(axes, (t - 1) * _STEP, t, H, end="" if t < steps else "…")
    axes.set(
        xlim=(-0.95 * _STEP, (steps - 0.15) * _STEP),
        ylim=(-0.5, 6.7),
        title=f"One cell, used {steps} times, with the same weights at every step",
    )
    axes.axis("off")
    return describe(
        figure,
        f"The network unrolled over {text[:-1]!r}, one column per step. In each step the one-hot input "
        f"({V},) goes up into the LSTM cell; cell state and hidden state, ({H},) each, come in from "
        f"the step before and go on to the next one, the first are zeros. The hidden state ({H},) "
        f"also goes up into the output layer, which gives logits ({V},), then softmax gives "
        f"probabilities ({V},), which are compared with the next character: "
        f"{', '.join(map(repr, text[1:]))}.",
    )


def _draw_step(axes: Axes, t: int, character: str, target: str, V: int, H: int) -> None:
    across = t * _STEP
    labels = {
        "input": f"reads “{visible(character)}”",
        "cell": "LSTM cell\n$W_x,\\ W_h,\\ b$",
        "logits": "output layer\n$W_y,\\ b_y$",
        "softmax": "softmax",
        "target": f"next: “{visible(target)}”",
    }
    for name, label in labels.items():
        edge = "none" if name in ("input", "target") else BLACK
        face = "#dbe9f4" if name == "cell" else "white"
        box = {"boxstyle": "round,pad=0.35", "facecolor": face, "edgecolor": edge}
        axes.text(across, _ROWS[name], label, ha="center", va="center", fontsize=10, bbox=box, zorder=3)
    pairs = zip(list(_ROWS)[:-1], list(_ROWS)[1:], strict=True)
    carried = (f"$x_{t}$ ({V},)", f"$h_{t}$ ({H},)", f"$y_{t}$ ({V},)", f"$p_{t}$ ({V},)")
    for (low, high), label in zip(pairs, carried, strict=True):
        start, end = _ROWS[low] + 0.42, _ROWS[high] - 0.42
        axes.annotate("", (across, end), (across, start), arrowprops={"arrowstyle": "->"})
        away = {"input": -0.2, "cell": 0.2}.get(low, 0.0)  # from what travels between the cells
        place = (across + 0.1, (start + end) / 2 + away)
        axes.text(*place, label, va="center", fontsize=10, color=BLUE)


def _draw_state(axes: Axes, left: float, t: int, H: int, *, start: str = "", end: str = "") -> None:
    """Draw the two arrows that lead from one cell to the next: c above, h below."""
    right = left + _STEP if not start else 0.0
    begin, stop = left + (0.25 if start else 0.72), right - 0.72
    name = f"{t - 1}" if t else "{-1}"
    for up, letter in ((0.24, "c"), (-0.24, "h")):
        height = _ROWS["cell"] + up
        axes.annotate("", (stop, height), (begin, height), arrowprops={"arrowstyle": "->"})
        label = f"${letter}_{name}$\n({H},)"
        above = up > 0
        axes.text(
            (begin + stop) / 2,
            height + (0.08 if above else -0.08),
            label,
            ha="center",
            va="bottom" if above else "top",
            fontsize=10,
            color=BLUE,
        )
        if start or end:
            place = left if start else stop + 0.12
            axes.text(place, height, start or end, ha="center", va="center", fontsize=10)


@drawing
def two_forms(columns: Mapping[str, ArrayLike], W_x: ArrayLike, W_h: ArrayLike) -> Figure:
    """Draw the same weights twice: one matrix a gate for columns, and side by side for rows.

    Parameters
    ----------
    columns : mapping of str to array_like, shape (H, H + V)
        The matrices of the column form over [h; x], under the names i, f, g and o.
    W_x : array_like, shape (V, 4H)
        The input weights of the row form.
    W_h : array_like, shape (H, 4H)
        The recurrent weights of the row form.

    Returns
    -------
    matplotlib.figure.Figure
        Above the four matrices, below W_h and W_x; every number is written in its place.

    Raises
    ------
    ArgumentError, ShapeError
        If a matrix is missing or a shape does not fit.
    """
    if not isinstance(columns, Mapping) or set(columns) != set(_SUBSCRIPTS):
        raise ArgumentError(
            f"columns must be a dict with i, f, g and o, but got {short_repr(columns)}."
        )
    W_h = check_array("W_h", W_h, shape=(None, None))
    H = check_integer("the number of rows of W_h", len(W_h), minimum=1)
    W_h = check_array("W_h", W_h, shape=(H, 4 * H))
    W_x = check_array("W_x", W_x, shape=(None, 4 * H))
    V = check_integer("the number of rows of W_x", len(W_x), minimum=1)
    entries = [f"$h[{k}]$" for k in range(H)] + [f"$x[{k}]$" for k in range(V)]
    figure = new_figure(WIDTH, 0.36 * (4 * H + V) + 3.0)[0]
    figure.clear()
    grid = figure.add_gridspec(3, 2, height_ratios=[H + 0.2, H + 0.2, H + V])
    for position, gate in enumerate(_SUBSCRIPTS):
        matrix = check_array(f"columns[{gate!r}]", columns[gate], shape=(H, H + V))
        axes = figure.add_subplot(grid[position // 2, position % 2])
        _write_matrix(axes, matrix, [gate] * (H + V))
        axes.set_xticks(range(H + V), entries)
        axes.set_yticks(range(H), [f"unit {k}" for k in range(H)] if position % 2 == 0 else [""] * H)
        axes.axvline(H - 0.5, color=BLACK, linewidth=2)
        axes.set_title(f"$W_{gate}$  ({H}, {H + V})", fontsize=10)
    axes = figure.add_subplot(grid[2, :])
    _write_matrix(axes, np.vstack([W_h, W_x]), [gate for gate in _SUBSCRIPTS for _ in range(H)])
    axes.set_yticks(range(H + V), entries)
    axes.set_xticks(range(4 * H), [f"{gate}, unit {k}" for gate in _SUBSCRIPTS for k in range(H)])
    axes.axhline(H - 0.5, color=BLACK, linewidth=2)
    axes.set_title(f"above the line $W_h$ ({H}, {4 * H}), below it $W_x$ ({V}, {4 * H})", fontsize=10)
    figure.suptitle("A row of each upper matrix is a column of the lower one")
    said = "; ".join(f"W_{gate} {np.asarray(columns[gate]).tolist()}" for gate in _SUBSCRIPTS)
    return describe(
        figure,
        f"Above, four matrices with a row for each unit and a column for each entry of [h; x]: {said}. "
        "Below, the same numbers with a row for each entry of [h; x] and a column for each gate and "
        f"unit: W_h {W_h.tolist()}, W_x {W_x.tolist()}.",
    )


def _write_matrix(axes: Axes, matrix: NDArray[np.floating], gates: list[str]) -> None:
    """Write a matrix's numbers on tiles, tinted by the gate that each column belongs to."""
    rows, width = matrix.shape
    for row in range(rows):
        for column, gate in enumerate(gates):
            tint = GATE_COLOURS[_SUBSCRIPTS[gate]]
            axes.add_patch(
                Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=tint, alpha=0.25, edgecolor="none")
            )
            number = f"{matrix[row, column]:g}".replace("-", "−")
            axes.text(column, row, number, ha="center", va="center")
    axes.set(xlim=(-0.5, width - 0.5), ylim=(rows - 0.5, -0.5))
    axes.tick_params(length=0, labelsize=9)


@drawing
def surprise_curve(marks: Mapping[str, float]) -> Figure:
    """Draw the loss -ln p against the probability p that the network gave to what came.

    Parameters
    ----------
    marks : mapping of str to float
        Points to mark: a name, and a probability above 0 and at most 1.

    Returns
    -------
    matplotlib.figure.Figure
        The curve with its marks.

    Raises
    ------
    ArgumentError
        If there is no mark, or one is no probability above 0.
    """
    check_dict("marks", marks)
    points = {name: _check_probability(f"marks[{name!r}]", p) for name, p in marks.items()}
    lowest = min(0.01, *points.values())
    p = np.linspace(lowest, 1.0, 400)
    figure, axes = new_figure(WIDTH, 3.4)
    axes.plot(p, -np.log(p), color=BLUE)
    for name, at in points.items():
        axes.plot(at, -np.log(at), "o", color=RED)
        text = f"{name}: p = {at:.3g}, loss {abs(np.log(at)):.3f}"
        near_end = at > 0.7
        axes.annotate(
            text,
            (at, -np.log(at)),
            xytext=(4, -16) if near_end else (8, 8),
            textcoords="offset points",
            ha="right" if near_end else "left",
        )
    axes.set(
        ylim=(-0.7, 1.08 * -np.log(lowest)),
        xlabel="probability p of the character that came next",
        ylabel="loss −ln p (nats)",
        title="The loss is 0 at p = 1 and grows without limit towards p = 0",
    )
    axes.grid(alpha=0.3)
    said = "; ".join(f"{name} p = {at:.3g}, {abs(np.log(at)):.3f} nats" for name, at in points.items())
    return describe(figure, f"The curve -ln p falls steeply from small p to 0 at 1. Marked: {said}.")


@drawing
def surprise_along_text(losses: ArrayLike, text: str, *, title: str) -> Figure:
    """Draw the loss of a network at every character of a text, as bars.

    Parameters
    ----------
    losses : array_like, shape (T,)
        The cross-entropy at each step, in nats, as ``cross_entropy(..., "none")`` gives it.
    text : str
        The T characters that came, at most 120.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        One bar a character, and a line at their mean.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    losses = check_array("losses", losses, shape=(len(_check_text(text, 1, _MOST_CHARACTERS)),))
    figure, axes = new_figure(WIDTH, 3.0)
    axes.bar(range(len(text)), losses, color=BLUE)
    axes.axhline(losses.mean(), color=RED, linestyle="--", label=f"mean {losses.mean():.2f}")
    label_with_text(axes, text)
    axes.set(xlabel="character that came", ylabel="loss (nats)", title=title)
    axes.margins(x=0.01)
    figure.legend(frameon=False, loc="outside lower right")
    largest = np.argsort(-losses, kind="stable")[:5]
    said = ", ".join(f"{text[k]!r} at place {k} ({losses[k]:.2f})" for k in largest)
    return describe(
        figure,
        f"Bars of the loss at each character of {text!r}, mean {losses.mean():.2f} nats. "
        f"Largest: {said}.",
    )


def _check_probability(name: str, value: object) -> float:
    p = check_real(name, value, above=0.0)
    if p > 1.0:
        raise ArgumentError(f"{name} must be a probability of at most 1, but got {short_repr(value)}.")
    return p


def _check_text(text: str, least: int, most: int) -> str:
    if not isinstance(text, str):
        raise ArgumentError(f"text must be a str, but got {short_repr(text)}.")
    if not least <= len(text) <= most:
        raise ShapeError(
            f"The figure shows {least} to {most} characters, but text has {len(text)}. Take a slice."
        )
    return text
