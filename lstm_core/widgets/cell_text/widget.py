"""A text with every character shaded by one unit's value, for seeing what a cell follows."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lstm_core.arguments import check_choice
from lstm_core.plots import cell_text, visible
from lstm_core.plots.cell_figures import MOST_ROWS, text_rows
from lstm_core.text import Vocabulary
from lstm_core.trace import Trace
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.trace_rows import QUANTITIES, quantity
from lstm_core.widgets.shared.trace_widget import TraceWidget
from lstm_core.widgets.shared.traits import Checked

_GATES = ("input", "forget", "output")


class CellText(TraceWidget):
    """Read a text as one unit sees it: each character on a shade, with a bar of the unit's value.

    Everything is sent once; looking around needs the kernel no more. The traitlets `unit`,
    `quantity` and `position` tell where the widget *starts*: set them to move it from Python. "Send
    view to Python" in the widget writes the view into them, for `figure`.

    Parameters
    ----------
    trace : Trace
        What ``model.forward(inputs)`` returned, for one text.
    vocabulary : Vocabulary
        The characters of the indices.
    unit : int
        The unit to begin at, 0 … H - 1.
    quantity : str
        What is shown of it: ``"cell"``, ``"hidden"``, ``"tanh_cell"``, ``"input"``, ``"forget"``,
        ``"candidate"`` or ``"output"``.
    position : int
        The step t to begin at, 0 … T - 1.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed, or the trace is too long to send.
    """

    _esm = bundle("cell_text/widget.js")
    _css = bundle("cell_text/widget.css")

    page_writes = ("position", "unit", "quantity")

    def _check_quantity(self, name: str, value: object) -> str:
        return check_choice(name, value, tuple(QUANTITIES))

    quantity: Any = Checked(_check_quantity).tag(sync=True)

    def __init__(
        self,
        trace: Trace,
        vocabulary: Vocabulary,
        *,
        unit: int = 0,
        quantity: str = "cell",
        position: int = 0,
    ) -> None:
        super().__init__(trace, vocabulary, unit=unit, quantity=quantity, position=position)

    def figure(self) -> Figure:
        """Return a still figure of the view that Python knows: ten rows of the text around `position`.

        Returns
        -------
        matplotlib.figure.Figure
            The shaded text, with the number at `position` in its title.
        """
        values = quantity(self._trace, self.quantity)[:, self.unit]  # (T,)
        text = self._vocabulary.decode(self._trace.inputs)
        shown = _rows_around(text, self.position)
        words = QUANTITIES[self.quantity]
        title = (
            f"{words} of unit {self.unit}; at t = {self.position}, ‘{visible(text[self.position])}’ "
            f"read: {values[self.position]:.3f}"
        )
        return cell_text(
            text[shown],
            values[shown],
            name=words,
            title=title,
            limits=_limits(self.quantity, values),
            marked=self.position - shown.start,
        )

    def __repr__(self) -> str:
        T, H = self.sizes["T"], self.sizes["H"]
        return (
            f"CellText(T={T}, H={H}, unit={self.unit}, quantity={self.quantity!r}, "
            f"position={self.position})"
        )


def _limits(name: str, values: NDArray[np.floating]) -> tuple[float, float]:
    """Return the ends of the scale, as the browser has them."""
    if name in _GATES:
        return 0.0, 1.0
    most = (float(np.abs(values).max()) or 1.0) if name == "cell" else 1.0
    return -most, most


def _rows_around(text: str, position: int) -> slice:
    """Return the part of a text that a figure holds: whole rows, `position` about the middle."""
    rows = np.array([row for row, _ in text_rows(text)])
    first = max(0, min(rows[position] - MOST_ROWS // 2, rows[-1] - MOST_ROWS + 1))
    inside = np.flatnonzero((rows >= first) & (rows < first + MOST_ROWS))
    return slice(int(inside[0]), int(inside[-1]) + 1)
