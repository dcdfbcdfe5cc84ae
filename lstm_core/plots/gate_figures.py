"""Figures of single gates and memories: the squashing functions, and how a memory fades."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lstm_core.activations import sigmoid, sigmoid_derivative, tanh, tanh_derivative
from lstm_core.arguments import check_array, check_real, short_repr
from lstm_core.cell import LSTMStep
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.plots.card import WIDTH
from lstm_core.plots.named_curves import check_curves, check_dict, draw_curves, told
from lstm_core.plots.style import (
    BLACK,
    BLUE,
    GATE_COLOURS,
    RED,
    SKY,
    describe,
    drawing,
    new_figure,
    new_panels,
)
from lstm_core.plots.text_figures import label_with_text

_MOST_UNITS = 4


@drawing
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
    figure, (left, right) = new_panels(WIDTH, 3.0, ncols=2)
    left.plot(z, sigmoid(z), color=BLUE, label="σ")
    left.plot(z, tanh(z), color=RED, linestyle="--", label="tanh")
    right.plot(z, sigmoid_derivative(sigmoid(z)), color=BLUE, label="σ")
    right.plot(z, tanh_derivative(tanh(z)), color=RED, linestyle="--", label="tanh")
    left.set(ylabel="output", title="σ runs from 0 to 1, tanh from −1 to 1")
    right.set(ylabel="slope", title="Both are steepest at 0 and flat for large |z|")
    for axes in (left, right):
        axes.set_xlabel("pre-activation z")
        axes.grid(alpha=0.3)
    figure.legend(*left.get_legend_handles_labels(), frameon=False, loc="outside lower center", ncols=2)
    return describe(
        figure,
        "Left: σ rises from 0 to 1 and tanh from −1 to 1, both in an S shape around 0. Right: "
        "their slopes are bells with the top at 0, 0.25 high for σ and 1 for tanh, and near 0 "
        f"beyond ±{limit:g}.",
    )


@drawing
def gated_signal(signal: ArrayLike, gate: ArrayLike) -> Figure:
    """Draw a signal, a gate, and what the gate lets through.

    Parameters
    ----------
    signal : array_like, shape (steps,)
        What comes in.
    gate : array_like, shape (steps,)
        How far the gate is open at each step, 0 to 1.

    Returns
    -------
    matplotlib.figure.Figure
        Three panels side by side.

    Raises
    ------
    ArgumentError
        If the gate leaves the range of 0 to 1, or numbers are not finite.
    ShapeError
        If both are not equally long.
    """
    signal = check_array("signal", signal, shape=(None,))
    gate = check_array("gate", gate, shape=signal.shape)
    if gate.size == 0 or gate.min() < 0 or gate.max() > 1:
        raise ArgumentError(f"gate must hold numbers from 0 to 1, but got {short_repr(gate)}.")
    figure, (left, middle, right) = new_panels(WIDTH, 2.6, ncols=3)
    left.plot(signal, color=BLUE)
    middle.plot(gate, color=GATE_COLOURS["input"])
    right.plot(signal, color=BLUE, alpha=0.35, linestyle=":")
    right.plot(gate * signal, color=RED)
    left.set(title="signal", ylabel="value")
    middle.set(title="gate", ylabel="0 closed, 1 open", ylim=(-0.05, 1.05))
    right.set(title="gate ⊙ signal (solid)", ylabel="value")
    right.set_ylim(left.get_ylim())
    for axes in (left, middle, right):
        axes.set_xlabel("step")
        axes.grid(alpha=0.3)
    return describe(
        figure,
        f"Left: a signal between {signal.min():.2f} and {signal.max():.2f}. Middle: a gate that goes "
        f"from {gate[0]:.2f} to {gate[-1]:.2f}. Right: their product, at most "
        f"{np.abs(gate * signal).max():.2f} away from 0, and close to 0 where the gate is closed.",
    )


@drawing
def memory_curves(
    memories: Mapping[str, ArrayLike],
    *,
    ylabel: str,
    title: str,
    xlabel: str = "step",
    log_scale: bool = False,
    level: float | None = None,
) -> Figure:
    """Draw how remembered values develop, step by step.

    Parameters
    ----------
    memories : mapping of str to array_like, shape (steps,)
        Each curve's name and its values from step 0 on; at most five.
    ylabel : str
        What the values are.
    title : str
        What the figure shows.
    xlabel : str
        What is counted from 0 on.
    log_scale : bool
        Whether the values are drawn on a logarithmic scale; then they must be above 0.
    level : float, optional
        A value to mark with a thin line across, for example one half.

    Returns
    -------
    matplotlib.figure.Figure
        The curves, each with its name at the side.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    memories = check_curves("memories", memories)
    if log_scale and any(values.min(initial=np.inf) <= 0 for values in memories.values()):
        raise ArgumentError(
            "memories must be above 0 on a logarithmic scale, but hold 0 or less: cut them off "
            "before they vanish, or leave out log_scale."
        )
    figure, axes = new_figure()
    said = draw_curves(axes, memories, number=".1e" if log_scale else ".3f")
    axes.grid(alpha=0.3)
    if level is not None:
        level = check_real("level", level, least=-np.inf)
        axes.axhline(level, color=BLACK, linewidth=0.8, alpha=0.6)
        axes.text(1.01, level, f"{level:g}", va="center", transform=axes.get_yaxis_transform())
    axes.set(xlabel=xlabel, ylabel=ylabel, title=title)
    if log_scale:
        axes.set_yscale("log")
    else:
        axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.02, 1.0))
    return describe(figure, f"{ylabel} against the {xlabel}. {told(said)}.")


@drawing
def curves_along_text(curves: Mapping[str, ArrayLike], text: str, *, ylabel: str, title: str) -> Figure:
    """Draw values of single units along a text, a mark for each character read.

    Parameters
    ----------
    curves : mapping of str to array_like, shape (T,)
        Each curve's name and its value after each character; at most five.
    text : str
        The T characters, at most 60.
    ylabel : str
        What the values are.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        The curves over the characters.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    if not isinstance(text, str) or not 1 <= len(text) <= 60:
        raise ArgumentError(f"text must be a str of 1 to 60 characters, but got {short_repr(text)}.")
    curves = check_curves("curves", curves, length=len(text))
    figure, axes = new_figure(WIDTH, 3.2)
    said = draw_curves(axes, curves, marker="o")
    axes.grid(alpha=0.3)
    axes.axhline(0, color=BLACK, linewidth=0.8)
    label_with_text(axes, text)
    axes.set(ylabel=ylabel, title=title)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return describe(figure, f"{ylabel} along the text {text!r}. {told(said)}.")


@drawing
def conveyor_belt() -> Figure:
    """Draw the cell state's way through one step, with the gates that act on it.

    Returns
    -------
    matplotlib.figure.Figure
        A diagram: the belt from c_{t-1} to c_t, and the branch that leads to h_t.
    """
    figure, axes = new_figure(WIDTH, 3.0)
    axes.set(xlim=(-0.4, 10.4), ylim=(-0.2, 4.1), title="The cell state travels on a belt")
    axes.axis("off")
    arrow = {"arrowstyle": "-|>", "color": BLACK, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (9.5, 3), (0.5, 3), arrowprops={**arrow, "linewidth": 5, "color": SKY})
    for start, end in [
        ((2.5, 1.7), (2.5, 2.7)),
        ((4.9, 1.7), (4.9, 2.7)),
        ((7.0, 3.0), (7.0, 1.6)),
        ((7.0, 1.1), (7.0, 0.55)),
        ((5.7, 0.3), (6.7, 0.3)),
        ((7.3, 0.3), (9.4, 0.3)),
    ]:
        axes.annotate("", end, start, arrowprops=arrow)
    axes.plot(7.0, 3.0, "o", color=BLACK, markersize=7, zorder=5)
    signs = [(2.5, 3, "×"), (4.9, 3, "+"), (7.0, 0.3, "×")]
    for x, y, sign in signs:
        axes.text(x, y, sign, ha="center", va="center", fontsize=15, bbox=_box(BLACK, "circle"))
    axes.text(0.4, 3, "$c_{t-1}$", ha="right", va="center", fontsize=15)
    axes.text(9.6, 3, "$c_t$", va="center", fontsize=15)
    axes.text(9.5, 0.3, "$h_t$", va="center", fontsize=15)
    axes.text(7.0, 1.35, "tanh", ha="center", va="center", fontsize=11, bbox=_box(BLACK, "round"))
    for x, y, words, gate in [
        (2.2, 1.35, "$f$  how much is kept", "forget"),
        (5.0, 1.35, r"$i\odot g$  is added", "input"),
        (4.55, 0.3, "$o$  how much is shown", "output"),
    ]:
        axes.text(
            x, y, words, ha="center", va="center", fontsize=10, bbox=_box(GATE_COLOURS[gate], "round")
        )
    axes.text(0.6, 3.55, "onward, from step to step", fontsize=10, va="center")
    return describe(
        figure,
        "Diagram of one step. A belt leads from the old cell state c at t−1 to the new one at t. On "
        "it the state is first multiplied by the forget gate f, then i ⊙ g is added. From the new "
        "state a branch leads off the belt through tanh and times the output gate o to the hidden "
        "state h.",
    )


def _box(colour: str, shape: str) -> dict[str, object]:
    return {"boxstyle": f"{shape},pad=0.3", "facecolor": "white", "edgecolor": colour, "linewidth": 1.8}


@drawing
def cell_update_bars(step: LSTMStep) -> Figure:
    """Draw one step of each unit as bars: the old state, what is kept, added, new, and shown.

    Parameters
    ----------
    step : LSTMStep
        What ``lstm_step`` returned, not batched, with at most 4 units.

    Returns
    -------
    matplotlib.figure.Figure
        One panel a unit, with the number on every bar.

    Raises
    ------
    ArgumentError
        If ``step`` is no LSTMStep.
    ShapeError
        If it is batched or has too many units.
    """
    if not isinstance(step, LSTMStep):
        raise ArgumentError(f"step must be what lstm_step returned, but got {short_repr(step)}.")
    if step.c.ndim != 1 or step.c.size > _MOST_UNITS:
        raise ShapeError(f"step must have 1 to {_MOST_UNITS} units and no batch, not {step.c.shape}.")
    labels = ["$c_{t-1}$\nold", "$f⊙c_{t-1}$\nkept", "$i⊙g$\nadded", "$c_t$\nnew", "$h_t$\nshown"]
    colours = [SKY, GATE_COLOURS["forget"], GATE_COLOURS["input"], SKY, GATE_COLOURS["output"]]
    parts = np.stack([step.c_prev, step.f * step.c_prev, step.i * step.g, step.c, step.h])  # (5, H)
    rows, said = -(-step.c.size // 2), []
    width, columns = (WIDTH, 2) if step.c.size > 1 else (4.0, 1)
    figure, panels = new_panels(
        width, 0.4 + 2.8 * rows, nrows=rows, ncols=columns, sharey=True, squeeze=False
    )
    for axes in panels.flat[step.c.size :]:
        axes.remove()
    for unit, axes in enumerate(panels.flat[: step.c.size]):
        bars = axes.bar(range(5), parts[:, unit], color=colours, edgecolor=BLACK, linewidth=0.8)
        axes.bar_label(bars, labels=[f"{value:.3f}" for value in parts[:, unit]], padding=2)
        axes.axhline(0, color=BLACK, linewidth=0.8)
        axes.set_xticks(range(5), labels)
        axes.set_title(f"unit {unit}: kept + added = new")
        numbers = ", ".join(
            f"{word} {value:.3f}"
            for word, value in zip(
                ("old", "kept", "added", "new", "shown"), parts[:, unit], strict=True
            )
        )
        said.append(f"unit {unit}: {numbers}")
    low, high = min(0.0, parts.min()), max(0.0, parts.max())
    room = 0.15 * max(high - low, 0.1)
    panels[0, 0].set(ylabel="value", ylim=(low - room, high + room))
    return describe(figure, f"Bars of the cell state's change in one step. {'; '.join(said)}.")


@drawing
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
    check_dict("gates", gates)
    figure, panels = new_panels(WIDTH, 2.6, ncols=len(gates), sharey=True, squeeze=False)
    said = []
    for axes, (name, values) in zip(panels[0], gates.items(), strict=True):
        values = check_array(f"gates[{name!r}]", values).ravel()
        shares = np.full(values.size, 100 / values.size)
        axes.hist(values, bins=21, range=(0, 1), color=BLUE, weights=shares)  # odd: one bar is "half"
        axes.set(title=f"weights within {name}", xlabel="value of the gate")
        stuck = np.mean((values < 0.05) | (values > 0.95))
        said.append(f"within {name}, spread {values.std():.2f}, {stuck:.0%} below 0.05 or above 0.95")
    panels[0, 0].set_ylabel("share of all values (%)")
    figure.suptitle(title)
    return describe(figure, f"Histograms of gate values for weights: {'; '.join(said)}.")
