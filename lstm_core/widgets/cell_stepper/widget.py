"""The cell as a wiring diagram that a learner steps through, forward and backward."""

import json
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lstm_core.arguments import check_place, short_repr
from lstm_core.errors import ArgumentError
from lstm_core.model import CharLSTM
from lstm_core.text import Vocabulary
from lstm_core.trace import Trace
from lstm_core.widgets.cell_stepper.arrays import StepArrays, pack, step_arrays
from lstm_core.widgets.cell_stepper.figure import cell_figure
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.page_widget import PageWidget
from lstm_core.widgets.shared.still import StillPicture
from lstm_core.widgets.shared.traits import Checked, Sent

WIRING = json.loads(Path(__file__).with_name("wiring.json").read_text(encoding="utf-8"))
SUBSTEPS = {"forward": tuple(WIRING["forward"]), "backward": tuple(WIRING["backward"])}


class CellStepper(StillPicture, PageWidget):
    """Step through an LSTM, sub-step by sub-step, with the real numbers on the wires.

    Everything is sent once, so exploring needs no kernel. The traitlets below say where the widget
    *starts*: set them to move it from Python. "Send view to Python" in the widget writes the view
    into them, for `figure`.

    Parameters
    ----------
    trace : Trace
        What ``model.forward(inputs)`` returned, for one text.
    vocabulary : Vocabulary
        The characters of the indices.
    model : CharLSTM
        The network that made the trace.
    targets : array_like of int, shape (T,), optional
        The characters that came next. With them there is a loss, and a backward pass.
    position : int
        The step t to begin at, 0 … T - 1.
    substep : str
        The sub-step to begin at, named by what it computes: ``"x"``, ``"z"``, ``"i"``, ``"f"``,
        ``"g"``, ``"o"``, ``"c"``, ``"h"``, ``"y"``, ``"p"`` forward; ``"dy"``, ``"dh"``, ``"do"``,
        ``"dc"``, ``"di"``, ``"df"``, ``"dg"``, ``"dz"``, ``"dW"``, ``"dprev"`` backward.
    unit : int
        The unit whose numbers are shown, 0 … H - 1.

    Raises
    ------
    ArgumentError, ShapeError
        If the arguments do not belong together, or the trace is too long to send.
    """

    _esm = bundle("cell_stepper/widget.js")
    _css = bundle("cell_stepper/widget.css")

    page_writes = ("position", "substep", "unit")

    sizes: Any = Sent().tag(sync=True)
    characters: Any = Sent().tag(sync=True)
    wiring: Any = Sent().tag(sync=True)
    inputs: Any = Sent().tag(sync=True)
    targets: Any = Sent().tag(sync=True)
    initial_state: Any = Sent().tag(sync=True)
    weights: Any = Sent().tag(sync=True)
    forward_rows: Any = Sent().tag(sync=True)
    backward_rows: Any = Sent().tag(sync=True)

    def _check_place(self, name: str, value: object) -> int:
        return check_place(name, value, size=self._size["T" if name == "position" else "H"])

    def _check_substep(self, _: str, value: object) -> str:
        is_text = isinstance(value, str)  # an array would be compared element by element
        if is_text and value in SUBSTEPS["backward"] and not self._goes_back:
            raise ArgumentError(
                f"substep {short_repr(value)} belongs to the backward pass, which starts at the loss: "
                "make the stepper with targets=."
            )
        allowed = SUBSTEPS["forward"] + (SUBSTEPS["backward"] if self._goes_back else ())
        if not isinstance(value, str) or value not in allowed:
            raise ArgumentError(
                f"substep must be one of {', '.join(allowed)}, but got {short_repr(value)}."
            )
        return str.__str__(value)

    position: Any = Checked(_check_place).tag(sync=True)
    substep: Any = Checked(_check_substep).tag(sync=True)
    unit: Any = Checked(_check_place).tag(sync=True)

    def __init__(
        self,
        trace: Trace,
        vocabulary: Vocabulary,
        *,
        model: CharLSTM,
        targets: ArrayLike | None = None,
        position: int = 0,
        substep: str = "x",
        unit: int = 0,
    ) -> None:
        self._arrays = step_arrays(trace, vocabulary, model, targets)
        self._vocabulary = vocabulary
        self._size = {"T": len(trace.inputs), "H": model.hidden_size, "V": model.vocab_size}
        backward_rows = pack(self._arrays.backward)
        self._goes_back = bool(backward_rows)
        super().__init__(
            sizes=dict(self._size),
            wiring=WIRING,
            characters=list(vocabulary.characters),
            inputs=self._arrays.inputs.astype("<i4").tobytes(),
            targets=self._arrays.targets.astype("<i4").tobytes(),
            initial_state=self._arrays.initial_state.astype("<f4").tobytes(),
            weights=model.parameters.vector.astype("<f4").tobytes(),
            forward_rows=pack(self._arrays.forward),
            backward_rows=backward_rows,
            position=position,
            substep=substep,
            unit=unit,
        )

    @property
    def arrays(self) -> StepArrays:
        """The numbers that the widget shows."""
        return self._arrays

    def figure(self) -> Figure:
        """Return a still figure of the view that Python knows: position, substep and unit.

        Returns
        -------
        matplotlib.figure.Figure
            The wiring diagram with its numbers, and the formula of the sub-step.
        """
        return cell_figure(
            WIRING,
            self._arrays,
            self._vocabulary,
            t=self.position,
            substep=self.substep,
            unit=self.unit,
        )

    def __repr__(self) -> str:
        T, H, V = (self._size[name] for name in "THV")
        return (
            f"CellStepper(T={T}, H={H}, V={V}, position={self.position}, substep={self.substep!r}, "
            f"unit={self.unit})"
        )
