"""The cell stepper's diagram as a still Matplotlib figure."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path

from lstm_core.plots.style import BLACK, GATE_COLOURS, RED, describe, new_figure, visible
from lstm_core.text import Vocabulary
from lstm_core.widgets.cell_stepper.arrays import StepArrays
from lstm_core.widgets.cell_stepper.formulas import TITLES, formula_line, number

_WIDTH, _STUB, _CHIP = 940, 24, (104, 62)  # in the wiring's units, as the browser draws it
_NODE_WIDTH = {"[ ; ]": 12, "tanh": 40, "W_y": 34, "softmax": 62}
_LABEL = 13  # points: the subscript of a symbol has 9 pixels on the narrowest page
_GREY, _PALE = "#6b7280", "#c3c8cf"
_COLOURS = dict(zip("ifgo", GATE_COLOURS.values(), strict=True))
_LABELS = {
    "c_prev": "$c_{t-1}$",
    "h_prev": "$h_{t-1}$",
    "x": "$x_t$",
    "tanh_c": r"$\tanh\,c_t$",
    "c": "$c_t$",
    "h": "$h_t$",
    "y": "$y_t$",
    "p": "$p_t$",
}
_SLOPE_LABELS = {
    "c_prev": "$dc_{prev}$",
    "h_prev": "$dh_{prev}$",
    "x": "$x_t$",
    "tanh_c": r"$d\tanh\,c_t$",
    "c": "$dc_t$",
    "h": "$dh_t$",
    "y": "$dy_t$",
    "p": "$p_t$",
}


def cell_figure(
    wiring: Mapping[str, Any],
    arrays: StepArrays,
    vocabulary: Vocabulary,
    *,
    t: int,
    substep: str,
    unit: int,
) -> Figure:
    """Draw the wiring of the cell at one step, with the numbers of one unit and bars of all."""
    numbers = arrays.step(t)
    is_backward = substep in wiring["backward"]
    lit = wiring["lit"][substep]
    figure, axes = new_figure(9.4, 5.6)
    axes.set(xlim=(0, _WIDTH), ylim=(wiring["height"] + 44, 0), aspect="equal")
    axes.axis("off")
    boxes = _boxes(wiring)
    for name, wire in wiring["wires"].items():
        _draw_wire(axes, wire, wiring, boxes, is_lit=name in lit["wires"], is_backward=is_backward)
    for name, node in wiring["nodes"].items():
        _draw_node(axes, node, boxes[name], is_lit=name in lit["nodes"])
    for name in wiring["chips"]:
        _draw_chip(axes, boxes[name], name in lit["chips"], _gate_colour(name))
        if name != "x":
            _fill_chip(axes, boxes[name], name, numbers, vocabulary, unit, arrays, t, is_backward)
    character = visible(vocabulary.characters[arrays.inputs[t]])
    _write_character(axes, boxes["x"], character, int(arrays.inputs[t]))
    _write_notes(axes, wiring, numbers, unit, is_backward)
    direction = "Backward" if is_backward else "Forward"
    axes.set_title(f"{direction} at t = {t}, ‘{character}’ read: {TITLES[substep]} (unit {unit})")
    line = formula_line(substep, numbers, unit)
    axes.text(_WIDTH / 2, wiring["height"] + 24, line, ha="center", va="center", fontsize=13)
    return describe(figure, _in_words(direction, numbers, unit))


def _across(column: float, columns: int) -> float:
    return _STUB + (_WIDTH - 2 * _STUB) / columns * (column + 0.5)


def _boxes(wiring: Mapping[str, Any]) -> dict[str, tuple[float, float, float, float]]:
    """Return centre, width and height of every chip and node."""
    columns = wiring["columns"]
    boxes: dict[str, tuple[float, float, float, float]] = {
        name: (_across(chip["column"], columns), chip["y"], *_CHIP)
        for name, chip in wiring["chips"].items()
    }
    for name, node in wiring["nodes"].items():
        width = _NODE_WIDTH.get(node["sign"], 24)
        height = 30 if node["sign"] == "[ ; ]" else 22
        boxes[name] = (_across(node["x"], columns), node["y"], width, height)
    return boxes


def _points(
    path: list[Any], wiring: Mapping[str, Any], boxes: Mapping[str, tuple[float, float, float, float]]
) -> list[tuple[float, float]]:
    ends = {"left": 0.0, "right": float(_WIDTH)}
    points = []
    for place in path:
        if isinstance(place, str):
            name, side = place.split(".")
            x, y, width, height = boxes[name]
            dx, dy = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}[side]
            points.append((x + dx * width / 2, y + dy * height / 2))
        else:
            x, y = place
            points.append((ends[x] if x in ends else _across(x, wiring["columns"]), y))
    return points


def _draw_wire(
    axes: Axes,
    wire: Mapping[str, Any],
    wiring: Mapping[str, Any],
    boxes: Mapping[str, tuple[float, float, float, float]],
    *,
    is_lit: bool,
    is_backward: bool,
) -> None:
    points = _points(wire["path"], wiring, boxes)
    colour = RED if is_lit else _GREY
    axes.add_patch(
        PathPatch(Path(points), fill=False, edgecolor=colour, linewidth=2.6 if is_lit else 1.1)
    )
    if "hop" in wire:  # this wire leads over another one: a white gap says so
        x, y = _points([wire["hop"]], wiring, boxes)[0]
        axes.add_patch(Circle((x, y), 5, facecolor="white", edgecolor="none"))
        axes.add_patch(PathPatch(Path([(x, y - 6), (x, y + 6)]), edgecolor=_GREY, linewidth=1.1))
    tip, before = (points[0], points[1]) if is_backward else (points[-1], points[-2])
    along = np.subtract(tip, before) / max(1.0, float(np.hypot(*np.subtract(tip, before))))
    across = np.array([-along[1], along[0]])
    back = np.asarray(tip) - 7 * along
    axes.add_patch(Polygon([tip, back + 4 * across, back - 4 * across], facecolor=colour))


def _draw_node(
    axes: Axes, node: Mapping[str, Any], box: tuple[float, float, float, float], *, is_lit: bool
) -> None:
    x, y, width, height = box
    look: dict[str, Any] = {
        "facecolor": "#fff0e6" if is_lit else "#f3f4f6",
        "edgecolor": RED if is_lit else _GREY,
        "linewidth": 2 if is_lit else 1,
        "zorder": 3,
    }
    if node["shape"] == "circle":
        axes.add_patch(Circle((x, y), 11, **look))
    else:
        corner = (x - width / 2, y - height / 2)
        axes.add_patch(
            FancyBboxPatch(corner, width, height, boxstyle="round,pad=0,rounding_size=3", **look)
        )
    sign = {"[ ; ]": ";", "W_y": "$W_y$", "W": "$W$", "⊙": "$\\odot$"}.get(node["sign"], node["sign"])
    size = _LABEL if "_" in sign else 9
    axes.text(x, y, sign, ha="center", va="center", fontsize=size, zorder=4)


def _draw_chip(axes: Axes, box: tuple[float, float, float, float], is_lit: bool, colour: str) -> None:
    x, y, width, height = box
    corner = (x - width / 2, y - height / 2)
    look: dict[str, Any] = {
        "facecolor": "#fff0e6" if is_lit else "white",
        "edgecolor": RED if is_lit else colour,
        "linewidth": 2 if is_lit else 1,
        "zorder": 2,
    }
    axes.add_patch(
        FancyBboxPatch(corner, width, height, boxstyle="round,pad=0,rounding_size=5", **look)
    )


def _gate_colour(name: str) -> str:
    return _COLOURS.get(name.removeprefix("z_"), _GREY)


def _fill_chip(
    axes: Axes,
    box: tuple[float, float, float, float],
    name: str,
    numbers: Mapping[str, np.ndarray],
    vocabulary: Vocabulary,
    unit: int,
    arrays: StepArrays,
    t: int,
    is_backward: bool,
) -> None:
    """Write the label and the number of a chip, and draw a bar for every unit or character."""
    x, y, width, height = box
    is_slope = is_backward and name != "p"
    values = numbers[f"d{name}" if is_slope else name]
    labels = _SLOPE_LABELS if is_slope else _LABELS
    label = labels.get(name, f"${'d' if is_slope else ''}{name}$")
    axes.text(x - width / 2 + 5, y - height / 2 + 11, label, va="center", fontsize=_LABEL, zorder=4)
    chosen = unit
    prefix = ""
    if name in ("y", "p"):
        chosen = int(arrays.targets[t]) if is_backward else int(values.argmax())
        prefix = f"‘{visible(vocabulary.characters[chosen])}’ "
    text = ("◂ " if is_slope else "") + prefix + number(float(values[chosen]), is_slope=is_slope)
    axes.text(
        x, y + height / 2 - 9, text, ha="center", va="center", fontsize=9, weight="bold", zorder=4
    )
    base, full = y + 1, 11.0
    scale = max(float(np.abs(values).max()), 1e-30)
    slot = (width - 10) / values.size
    heights = full * values / scale
    lefts = x - width / 2 + 5 + slot * np.arange(values.size)
    colours = np.where(np.arange(values.size) == chosen, BLACK, _PALE)
    axes.bar(lefts, -heights, 0.75 * slot, bottom=base, align="edge", color=colours, zorder=3)
    axes.plot(
        [x - width / 2 + 5, x + width / 2 - 5], [base, base], color=_GREY, linewidth=0.5, zorder=3
    )


def _write_character(
    axes: Axes, box: tuple[float, float, float, float], character: str, index: int
) -> None:
    x, y, width, height = box
    axes.text(x - width / 2 + 5, y - height / 2 + 11, "$x_t$", va="center", fontsize=_LABEL, zorder=4)
    axes.text(x, y, character, ha="center", va="center", fontsize=16, weight="bold", zorder=4)
    axes.text(x, y + height / 2 - 9, f"index {index}", ha="center", va="center", fontsize=9, zorder=4)


def _write_notes(
    axes: Axes,
    wiring: Mapping[str, Any],
    numbers: Mapping[str, np.ndarray],
    unit: int,
    is_backward: bool,
) -> None:
    for name, note in wiring["notes"].items():
        is_incoming = name.endswith("_next")
        if is_incoming and not is_backward:
            continue
        source = f"d{name}" if is_incoming else ("dc" if is_backward else name)
        text = number(float(numbers[source][unit]), is_slope=is_backward)
        x = _across(note["x"], wiring["columns"]) + note["shift"]
        axes.text(
            x,
            note["y"] - 4,
            f"from t+1: {text}" if is_incoming else text,
            ha="center" if note["anchor"] == "middle" else "left",
            va="center",
            fontsize=9,
        )


def _in_words(direction: str, numbers: Mapping[str, np.ndarray], unit: int) -> str:
    names = ["i", "f", "g", "o", "c_prev", "c", "h"]
    if direction == "Backward":
        names = ["dh", "do", "dc", "di", "df", "dg", "dc_prev", "dh_prev"]
    listed = ", ".join(
        f"{name} {number(float(numbers[name][unit]), is_slope=direction == 'Backward')}"
        for name in names
    )
    return f"Wiring of the LSTM cell. Unit {unit}: {listed}."
