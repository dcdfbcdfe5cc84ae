"""Figures of the backward pass: the loss at the logits, one step as a graph, the steps in a row."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lstm_core.arguments import check_array, check_integer, check_real, short_repr
from lstm_core.errors import ArgumentError
from lstm_core.plots.card import WIDTH
from lstm_core.plots.style import (
    BLACK,
    BLUE,
    RED,
    SKY,
    describe,
    drawing,
    new_figure,
    new_panels,
    visible,
)

# Where the quantities of one unit's step stand, and which of them each is computed from.
_PLACES = {
    "c_prev": (0.0, 3.6),
    "f": (0.0, 2.4),
    "i": (0.0, 1.2),
    "g": (0.0, 0.0),
    "o": (3.3, 0.3),
    "c": (3.3, 2.4),
    "h": (6.4, 1.2),
}
_REST = (8.6, 2.4)  # whatever comes later, and the loss
_NAMES = {"c_prev": "$c_{t-1}$", "c": "$c_t$", "h": "$h_t$"}
_FORMULAS = {"c": "$f\\,c_{t-1} + i\\,g$", "h": "$o\\,\\tanh(c_t)$"}
_ARROWS = (
    ("c_prev", "c"),
    ("f", "c"),
    ("i", "c"),
    ("g", "c"),
    ("c", "h"),
    ("o", "h"),
    ("c", "loss"),
    ("h", "loss"),
)
_BOX = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": BLACK}


_TOO_LONG = 1e6  # a number to be written in a box
_MOST_STEPS = 4  # more would be too small to read


@drawing
def logit_gradient_bars(characters: Sequence[str], probabilities: ArrayLike, target: int) -> Figure:
    """Draw what the network expected, and beside it the derivative of the loss by the logits.

    Parameters
    ----------
    characters : sequence of str, length V
        The characters.
    probabilities : array_like, shape (V,)
        What the network expected of each.
    target : int
        The place of the character that came.

    Returns
    -------
    matplotlib.figure.Figure
        Two panels of bars: p, and p - onehot.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    probabilities = check_array("probabilities", probabilities, shape=(len(characters),))
    target = check_integer("target", target, minimum=0)
    if target >= len(characters):
        raise ArgumentError(f"target must be below {len(characters)}, but got {target}.")
    derivative = probabilities - np.eye(len(characters))[target]
    names = [visible(character) for character in characters]
    figure, (left, right) = new_panels(WIDTH, 3.0, ncols=2)
    for axes, heights, colour in ((left, probabilities, SKY), (right, derivative, RED)):
        bars = axes.bar(names, heights, color=colour, edgecolor=BLACK, linewidth=0.6)
        bars[target].set_hatch("//")
        axes.bar_label(bars, [f"{height:.2f}".replace("-", "−") for height in heights], padding=2)
        axes.axhline(0, color=BLACK, linewidth=0.8)
        axes.set_xlabel("next character")
        axes.margins(y=0.18)
    left.set(ylabel="probability", title="predicted probability: p")
    right.set(ylabel="derivative of the loss", title="propagated back: p − onehot")
    said = "; ".join(
        f"{name}: {p:.2f}, {d:+.2f}"
        for name, p, d in zip(names, probabilities, derivative, strict=True)
    )
    return describe(
        figure,
        "Bars for each character: its probability, and the derivative of the loss with respect to "
        f"its logit. {said}. The next character is {names[target]}, and only its derivative is "
        "negative.",
    )


@drawing
def step_graph(
    values: Mapping[str, float],
    derivatives: Mapping[str, float],
    slopes: Mapping[tuple[str, str], float],
) -> Figure:
    """Draw one unit's step as a graph with its numbers: values, slopes, derivatives of the loss.

    Parameters
    ----------
    values, derivatives : mapping of str to float
        For ``c_prev``, ``f``, ``i``, ``g``, ``o``, ``c`` and ``h``.
    slopes : mapping of (str, str) to float
        The partial derivative along each arrow, for example ``("f", "c")``. The arrows that lead
        on from the step are ``("h", "loss")`` and ``("c", "loss")``.

    Returns
    -------
    matplotlib.figure.Figure
        The graph: values in black, slopes in blue on the arrows, derivatives in red behind a ◀.

    Raises
    ------
    ArgumentError
        If a quantity is missing.
    """
    for given, wanted in ((values, _PLACES), (derivatives, _PLACES), (slopes, _ARROWS)):
        if not isinstance(given, Mapping) or set(given) != set(wanted):
            names = ", ".join(map(str, wanted))
            raise ArgumentError(f"Numbers are needed for {names}, but got {short_repr(given)}.")
        for name, number in given.items():
            if abs(check_real(f"the number of {name}", number, least=-np.inf)) >= _TOO_LONG:
                raise ArgumentError(
                    f"The graph has room for numbers below {_TOO_LONG:g}, but got {number:g}."
                )
    figure, axes = new_figure(WIDTH, 4.4)
    for arrow in _ARROWS:
        _sloped_arrow(axes, arrow, slopes[arrow])
    for name, (across, up) in _PLACES.items():
        label = _NAMES.get(name, f"${name}$")
        value, derivative = _signed(values[name], ".3f"), _signed(derivatives[name], "+.3f")
        axes.text(across, up, f"{label} = {value}", ha="center", va="center", bbox=_BOX)
        axes.text(across, up - 0.42, f"◀ {derivative}", ha="center", va="center", color=RED)
        if name in _FORMULAS:
            axes.text(across, up + 0.45, _FORMULAS[name], ha="center", va="center")
    axes.text(*_REST, "everything later,\nand the loss", ha="center", va="center", bbox=_BOX)
    axes.text(_REST[0], _REST[1] + 0.5, "◀ +1.000", ha="center", va="center", color=RED)
    axes.set(
        xlim=(-0.9, 9.8),
        ylim=(-0.65, 4.1),
        title="Values go right; going back, each arrow multiplies (×), each box adds up (◀)",
    )
    axes.axis("off")
    numbers = "; ".join(f"{n}: {values[n]:.3f}, derivative {derivatives[n]:+.3f}" for n in _PLACES)
    factors = "; ".join(f"{start} to {end}: {slopes[start, end]:+.3f}" for start, end in _ARROWS)
    return describe(
        figure,
        "Graph of one LSTM step: c_prev, f, i and g lead to c; c and o lead to h; c and h lead to "
        f"the loss. Values and derivatives: {numbers}. Slopes along the arrows: {factors}.",
    )


def _sloped_arrow(axes: Axes, arrow: tuple[str, str], slope: float) -> None:
    """Draw an arrow from box to box, with its slope on it."""
    start, end = (np.array(_PLACES.get(name, _REST)) for name in arrow)
    wide = 50 if arrow == ("c", "loss") else 38  # the box of the loss is the widest
    style = {"arrowstyle": "->", "color": "gray", "shrinkA": 38, "shrinkB": wide}
    axes.annotate("", tuple(end), tuple(start), arrowprops=style)
    place = start + (0.44 if arrow[1] == "c" else 0.5) * (end - start)
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    text = f"×{_signed(slope, '.3f')}"
    axes.text(place[0], place[1], text, ha="center", va="center", color=BLUE, fontsize=9, bbox=paper)


def _signed(number: float, form: str) -> str:
    """Return a number with a minus sign as long as the plus sign."""
    return format(number, form).replace("-", "−")


# The unrolled network: where each quantity stands within a step, and which arrows lead where.
_LANES = {"c": (1.1, 3.0), "z": (0.3, 2.0), "h": (1.1, 1.0), "L": (1.1, 0.0)}
_WITHIN = (("z", "c"), ("z", "h"), ("c", "h"), ("h", "L"))
_ACROSS = (("c", "c"), ("h", "z"))


@drawing
def unrolled_graph(steps: int = 3) -> Figure:
    """Draw the network unrolled in time, with the arrows forward and the ways back.

    Parameters
    ----------
    steps : int
        How many steps, 2 to 4.

    Returns
    -------
    matplotlib.figure.Figure
        Grey arrows forward, and beside each a red dashed one back.

    Raises
    ------
    ArgumentError
        If ``steps`` is no integer from 2 to 4.
    """
    steps = check_integer("steps", steps, minimum=2, maximum=_MOST_STEPS)
    figure, axes = new_figure(WIDTH, 4.2)
    arrows = [(a, t, b, t) for t in range(steps) for a, b in _WITHIN]
    arrows += [(a, t - 1, b, t) for t in range(1, steps) for a, b in _ACROSS]
    for start, from_step, end, to_step in arrows:
        tail, head = _place(start, from_step), _place(end, to_step)
        for style, one, other in (
            ({"color": "gray", "linewidth": 1.0}, tail, head),
            ({"color": RED, "linewidth": 1.5, "linestyle": "--"}, head, tail),
        ):
            bent = {"connectionstyle": "arc3,rad=0.16", "shrinkA": 17, "shrinkB": 17}
            axes.annotate("", other, one, arrowprops={"arrowstyle": "->", **bent, **style})
    for step in range(steps):
        after = step - (steps - 2)  # the last but one is t: both of its paths are in the picture
        sub = f"t{after:+d}" if after else "t"
        for name in _LANES:
            axes.text(*_place(name, step), f"${name}_{{{sub}}}$", ha="center", va="center", bbox=_BOX)
    axes.plot([], [], color="gray", label="forward: values")
    axes.plot([], [], color=RED, linestyle="--", label="backward: derivatives of the loss")
    axes.legend(frameon=False, loc="upper center", ncols=2, bbox_to_anchor=(0.5, 0.02))
    axes.set(xlim=(-0.3, 2.2 * steps - 0.2), ylim=(-0.4, 3.4))
    axes.set_title("Two paths leave the states of step t; gradients return on both")
    axes.axis("off")
    return describe(
        figure,
        f"The network unrolled over {steps} steps. In each, z leads to c and h, c to h, h to the "
        "step's loss; c leads to the next step's c, h to the next step's z. Along every arrow "
        "derivatives come back: h collects them from its loss and from the next z, c from h and "
        "from the next c.",
    )


def _place(name: str, step: int) -> tuple[float, float]:
    across, up = _LANES[name]
    return across + 2.2 * step, up
