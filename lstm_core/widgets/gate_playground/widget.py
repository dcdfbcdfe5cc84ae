"""Hold the four gates of one unit where you like, and see c and h over the next steps."""

from typing import Any

from matplotlib.figure import Figure

from lstm_core.arguments import check_choice, check_integer, check_place, check_real
from lstm_core.errors import ArgumentError
from lstm_core.widgets.gate_playground.curves import GateCurves, gate_curves
from lstm_core.widgets.gate_playground.figure import playground_figure
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.page_widget import PageWidget
from lstm_core.widgets.shared.still import StillPicture
from lstm_core.widgets.shared.traits import Checked, Sent

LARGEST = {"z": 8.0, "c_start": 5.0}
MOST_STEPS = 200
_SETTINGS = ("z_i", "z_f", "z_g", "z_o", "c_start", "input_at")


class GatePlayground(StillPicture, PageWidget):
    """Hold one unit's gates where the sliders are, and watch what the cell remembers.

    Everything is computed in the browser, so nothing waits for the kernel. The traits below tell
    where the widget *starts*: set them to move it from Python. "Send view to Python" in the widget
    writes the view into them, for `figure` and `curves`.

    Parameters
    ----------
    z_i, z_f, z_g, z_o : float
        Pre-activations of input gate, forget gate, candidate and output gate, -8 … 8.
    c_start : float
        The cell state before t = 0, -5 … 5.
    input_at : {"first", "every"}
        ``"first"``: i g enters at t = 0 only; then the input gate is shut (i = 0) and the cell must
        remember. ``"every"``: it enters at every step.
    steps : int
        How many steps to show, 2 … 200; fixed once the widget is made.
    position : int
        The step t whose numbers are written, 0 … steps - 1; by default 10, or the last of fewer.

    Raises
    ------
    ArgumentError
        If a value is not allowed.
    """

    _esm = bundle("gate_playground/widget.js")
    _css = bundle("gate_playground/widget.css")

    page_writes = (*_SETTINGS, "position")

    steps: Any = Sent().tag(sync=True)
    limits: Any = Sent().tag(sync=True)
    initial: Any = Sent().tag(sync=True)

    def _check_setting(self, name: str, value: object) -> float:
        limit = LARGEST["c_start" if name == "c_start" else "z"]
        number = check_real(name, value, least=-limit)
        if number > limit:
            bounds = f"{-limit:g} to {limit:g}"
            raise ArgumentError(f"{name} must be a number of {bounds}, but got {number:g}.")
        return number

    def _check_input(self, name: str, value: object) -> str:
        return check_choice(name, value, ("first", "every"))

    def _check_position(self, name: str, value: object) -> int:
        return check_place(name, value, size=self.steps)

    z_i: Any = Checked(_check_setting).tag(sync=True)
    z_f: Any = Checked(_check_setting).tag(sync=True)
    z_g: Any = Checked(_check_setting).tag(sync=True)
    z_o: Any = Checked(_check_setting).tag(sync=True)
    c_start: Any = Checked(_check_setting).tag(sync=True)
    input_at: Any = Checked(_check_input).tag(sync=True)
    position: Any = Checked(_check_position).tag(sync=True)

    def __init__(
        self,
        *,
        z_i: float = 2.0,
        z_f: float = 2.0,
        z_g: float = 1.0,
        z_o: float = 2.0,
        c_start: float = 0.0,
        input_at: str = "first",
        steps: int = 40,
        position: int | None = None,
    ) -> None:
        steps = check_integer("steps", steps, minimum=2, maximum=MOST_STEPS)
        given = (z_i, z_f, z_g, z_o, c_start, input_at)
        settings = dict(zip(_SETTINGS, given, strict=True))
        position = min(10, steps - 1) if position is None else position
        super().__init__(steps=steps, limits=dict(LARGEST), **settings, position=position)
        self.set_trait("initial", {name: getattr(self, name) for name in _SETTINGS})

    @property
    def curves(self) -> GateCurves:
        """Gates, c, h, half-life and level of the view that Python knows, from `lstm_step`."""
        settings = {name: getattr(self, name) for name in _SETTINGS}
        return gate_curves(**settings, steps=self.steps)

    def figure(self) -> Figure:
        """Return a still figure of the view that Python knows.

        Returns
        -------
        matplotlib.figure.Figure
            The gates as bars, c and h over the steps.
        """
        return playground_figure(self.curves, input_at=self.input_at, position=self.position)

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={getattr(self, name):g}" for name in _SETTINGS[:-1])
        return (
            f"GatePlayground({settings}, input_at={self.input_at!r}, steps={self.steps}, "
            f"position={self.position})"
        )
