"""A gate or a state of every unit along the text, as a heat map that the learner walks over."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lstm_core.arguments import check_choice
from lstm_core.plots import gate_heatmap, visible
from lstm_core.text import Vocabulary
from lstm_core.trace import Trace
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.still import frame_number
from lstm_core.widgets.shared.trace_rows import QUANTITIES, quantity
from lstm_core.widgets.shared.trace_widget import TraceWidget
from lstm_core.widgets.shared.traits import Checked

ORDERS = ("index", "mean")
_FIGURE_CHARACTERS = 60


class GateHeatmap(TraceWidget):
    """Look at any gate or state of all units along a text, and read off every number.

    Everything is sent once; looking around needs the kernel no more. The traitlets `gate`,
    `position`, `unit` and `order` tell where the widget *starts*: set them to move it from Python.
    "Send view to Python" in the widget writes the view into them, for `figure`.

    Parameters
    ----------
    trace : Trace
        What ``model.forward(inputs)`` returned, for one text.
    vocabulary : Vocabulary
        The characters of the indices.
    gate : str
        What is shown: ``"input"``, ``"forget"``, ``"candidate"``, ``"output"``, ``"cell"``,
        ``"tanh_cell"`` or ``"hidden"``.
    position : int
        The step t to begin at, 0 … T - 1.
    unit : int
        The unit to begin at, 0 … H - 1.
    order : {"index", "mean"}
        The rows as they are, or those with the largest mean first.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed, or the trace is too long to send.
    """

    _esm = bundle("gate_heatmap/widget.js")
    _css = bundle("gate_heatmap/widget.css")

    page_writes = ("position", "unit", "gate", "order")

    def _check_choice(self, name: str, value: object) -> str:
        return check_choice(name, value, tuple(QUANTITIES) if name == "gate" else ORDERS)

    gate: Any = Checked(_check_choice).tag(sync=True)
    order: Any = Checked(_check_choice).tag(sync=True)

    def __init__(
        self,
        trace: Trace,
        vocabulary: Vocabulary,
        *,
        gate: str = "forget",
        position: int = 0,
        unit: int = 0,
        order: str = "index",
    ) -> None:
        super().__init__(trace, vocabulary, gate=gate, order=order, position=position, unit=unit)

    def figure(self) -> Figure:
        """Return a still figure of the view that Python knows: 60 characters around `position`.

        Returns
        -------
        matplotlib.figure.Figure
            The heat map, with the number at `position` and `unit` in its title.
        """
        values = quantity(self._trace, self.gate)  # (T, H)
        units = np.arange(values.shape[1])
        if self.order == "mean":
            units = np.argsort(-values.mean(axis=0), kind="stable")
        size = min(len(values), _FIGURE_CHARACTERS)
        start = max(0, min(self.position - size // 2, len(values) - size))
        text = self._vocabulary.decode(self._trace.inputs)
        shown = slice(start, start + size)
        words = QUANTITIES[self.gate]
        title = (
            f"{words} of unit {self.unit} at t = {self.position}, ‘{visible(text[self.position])}’ "
            f"read: {values[self.position, self.unit]:.3f}"
        )
        figure = gate_heatmap(values[shown][:, units], text[shown], name=words, title=title)
        row = int(np.flatnonzero(units == self.unit)[0])
        frame_number(figure.axes[0], self.position - start, row)
        if self.order == "mean":
            figure.axes[0].set_yticks([row], [str(self.unit)])
            figure.axes[0].set_ylabel("hidden unit, the largest mean on top")
        return figure

    def __repr__(self) -> str:
        T, H = self.sizes["T"], self.sizes["H"]
        return (
            f"GateHeatmap(T={T}, H={H}, gate={self.gate!r}, position={self.position}, "
            f"unit={self.unit}, order={self.order!r})"
        )
