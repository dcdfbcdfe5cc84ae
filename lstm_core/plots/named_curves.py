"""Curves with names: what several figures check and draw alike."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_array, short_repr
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.plots.style import LINES

Curves = dict[str, NDArray[np.floating]]


def check_dict(name: str, value: object, *, least: int = 1, most: int | None = None) -> None:
    """Refuse what is no dict, and one with too few or too many entries."""
    if isinstance(value, Mapping) and least <= len(value) and (most is None or len(value) <= most):
        return
    size = f"of {least} to {most}" if most is not None else "that is not empty"
    raise ArgumentError(f"{name} must be a dict {size}, but got {short_repr(value)}.")


def check_curves(name: str, curves: Mapping[str, ArrayLike], length: int | None = None) -> Curves:
    """Return one to five curves by name as arrays with the shape (length,)."""
    check_dict(name, curves, most=len(LINES))
    checked = {}
    for key, values in curves.items():
        checked[key] = check_array(f"{name}[{key!r}]", values, shape=(length,))
        if checked[key].size == 0:
            raise ShapeError(f"{name}[{key!r}] is empty: at least one value is needed.")
    return checked


def draw_curves(
    axes: Axes, curves: Curves, *, first: int = 0, number: str = ".3f", marker: str = ""
) -> dict[str, str]:
    """Draw curves over first, first + 1, …, each in its colour and dashes; return the words on each."""
    said = {}
    for (name, values), (colour, dashes) in zip(curves.items(), LINES, strict=False):
        places = np.arange(first, first + len(values))
        axes.plot(
            places, values, color=colour, linestyle=dashes, marker=marker, markersize=4, label=name
        )
        said[name] = f"from {values[0]:{number}} to {values[-1]:{number}}"
    return said


def told(said: Mapping[str, str]) -> str:
    """Join the words on each curve."""
    return "; ".join(f"{name}: {words}" for name, words in said.items())
