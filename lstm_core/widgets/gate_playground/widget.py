"""Hold the four gates of one unit where you like, and see c and h over the next steps."""

from typing import Any

import anywidget
import traitlets
from matplotlib.figure import Figure

from lstm_core.arguments import check_choice, check_integer, check_place, check_real
from lstm_core.errors import ArgumentError
from lstm_core.widgets.gate_playground.curves import GateCurves, gate_curves
from lstm_core.widgets.gate_playground.figure import playground_figure
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.still import StillPicture

LARGEST = {"z": 8.0, "c_0": 5.0}
MOST_STEPS = 200
_SETTINGS = ("z_i", "z_f", "z_g", "z_o", "c_0", "input_at")


class GatePlayground(StillPicture, anywidget.AnyWidget):
    """Hold one unit's gates where the sliders are, and watch what the cell remembers.

    Everything is computed in the browser, so nothing waits for the kernel. The traits below tell
    where the widget *starts*: set them to move it from Python. "Send view to Python" in the widget
    writes the view into them, for `figure` and `curves`.

    Parameters
    ----------
    z_i, z_f, z_g, z_o : float
        Pre-activations of input gate, forget gate, candidate and output gate, -8 … 8.
    c_0 : float
        The cell state before the first step, -5 … 5.
    input_at : {"first", "every"}
        ``"first"``: i g enters at step 1 only; then the input gate is shut (i = 0) and the cell must
        remember. ``"every"``: it enters at every step.
    steps : int
        How many steps to show, 2 … 200.
    position : int
        The step whose numbers are written, 0 … steps; by default 10, or the last of fewer.

    Raises
    ------
    ArgumentError
        If a value is not allowed.
    """

    _esm = bundle("gate_playground/widget.js")
    _css = bundle("gate_playground/widget.css")

    steps = traitlets.Int(40).tag(sync=True)
    limits: Any = traitlets.Dict(LARGEST).tag(sync=True)
    initial: Any = traitlets.Dict().tag(sync=True)

    z_i: Any = traitlets.TraitType(2.0).tag(sync=True)
    z_f: Any = traitlets.TraitType(2.0).tag(sync=True)
    z_g: Any = traitlets.TraitType(1.0).tag(sync=True)
    z_o: Any = traitlets.TraitType(2.0).tag(sync=True)
    c_0: Any = traitlets.TraitType(0.0).tag(sync=True)
    input_at: Any = traitlets.TraitType("first").tag(sync=True)
    position: Any = traitlets.TraitType(10).tag(sync=True)

    def __init__(
        self,
        *,
        z_i: float = 2.0,
        z_f: float = 2.0,
        z_g: float = 1.0,
        z_o: float = 2.0,
        c_0: float = 0.0,
        input_at: str = "first",
        steps: int = 40,
        position: int | None = None,
    ) -> None:
        steps = check_integer("steps", steps, minimum=2, maximum=MOST_STEPS)
        given = (z_i, z_f, z_g, z_o, c_0, input_at)
        settings = dict(zip(_SETTINGS, given, strict=True))
        position = min(10, steps) if position is None else position
        super().__init__(steps=steps, **settings, position=position)
        self.initial = {name: getattr(self, name) for name in _SETTINGS}

    @traitlets.validate("z_i", "z_f", "z_g", "z_o", "c_0")
    def _check_setting(self, proposal: Any) -> float:
        name = proposal["trait"].name
        limit = LARGEST["c_0" if name == "c_0" else "z"]
        value = check_real(name, proposal["value"], least=-limit)
        if value > limit:
            bounds = f"{-limit:g} to {limit:g}"
            raise ArgumentError(f"{name} must be a number of {bounds}, but got {value:g}.")
        return value

    @traitlets.validate("input_at")
    def _check_input(self, proposal: Any) -> str:
        return check_choice("input_at", proposal["value"], ("first", "every"))

    @traitlets.validate("position")
    def _check_position(self, proposal: Any) -> int:
        return check_place("position", proposal["value"], size=self.steps + 1)

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
