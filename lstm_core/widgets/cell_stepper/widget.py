"""The cell as a wiring diagram that a learner steps through, forward and backward."""

import json
from pathlib import Path
from typing import Any

import anywidget
import traitlets
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
from lstm_core.widgets.shared.still import StillPicture

WIRING = json.loads(Path(__file__).with_name("wiring.json").read_text(encoding="utf-8"))
SUBSTEPS = {"forward": tuple(WIRING["forward"]), "backward": tuple(WIRING["backward"])}


class CellStepper(StillPicture, anywidget.AnyWidget):
    """Step through an LSTM, sub-step by sub-step, with the real numbers on the wires.

    Everything is sent once; looking around needs the kernel no more. So the traitlets below tell
    where the widget *starts*: set them to move it from Python. "Send view to Python" in the widget
    writes the view into them, for `figure`.

    Parameters
    ----------
    trace : Trace
        What ``model.forward(inputs)`` returned, for one text.
    vocabulary : Vocabulary
        Which characters the indices stand for.
    model : CharLSTM
        The network that made the trace.
    targets : array_like of int, shape (T,), optional
        The characters that came next. With them there is a loss, and the way back.
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

    sizes: Any = traitlets.Dict().tag(sync=True)
    characters: Any = traitlets.List(traitlets.Unicode()).tag(sync=True)
    wiring: Any = traitlets.Dict(WIRING).tag(sync=True)
    inputs = traitlets.Bytes().tag(sync=True)
    targets = traitlets.Bytes().tag(sync=True)
    initial_state = traitlets.Bytes().tag(sync=True)
    weights = traitlets.Bytes().tag(sync=True)
    forward_rows = traitlets.Bytes().tag(sync=True)
    backward_rows = traitlets.Bytes().tag(sync=True)

    position: Any = traitlets.TraitType(0).tag(sync=True)
    substep: Any = traitlets.TraitType("x").tag(sync=True)
    unit: Any = traitlets.TraitType(0).tag(sync=True)

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
        T, H, V = len(trace.inputs), model.hidden_size, model.vocab_size
        super().__init__(
            sizes={"T": T, "H": H, "V": V},
            characters=list(vocabulary.characters),
            inputs=self._arrays.inputs.astype("<i4").tobytes(),
            targets=self._arrays.targets.astype("<i4").tobytes(),
            initial_state=self._arrays.initial_state.astype("<f4").tobytes(),
            weights=model.parameters.vector.astype("<f4").tobytes(),
            forward_rows=pack(self._arrays.forward),
            backward_rows=pack(self._arrays.backward),
            position=position,
            substep=substep,
            unit=unit,
        )

    @property
    def arrays(self) -> StepArrays:
        """The numbers that the widget shows."""
        return self._arrays

    @traitlets.validate("position", "unit")
    def _check_place(self, proposal: Any) -> int:
        name = proposal["trait"].name
        size = self.sizes["T" if name == "position" else "H"]
        return check_place(name, proposal["value"], size=size)

    @traitlets.validate("substep")
    def _check_substep(self, proposal: Any) -> str:
        name: str = proposal["value"]
        is_text = isinstance(name, str)  # an array would be compared number by number
        if is_text and name in SUBSTEPS["backward"] and not self.backward_rows:
            raise ArgumentError(
                f"substep {short_repr(name)} is on the way back, which starts at the loss: make the "
                "stepper with targets=."
            )
        allowed = SUBSTEPS["forward"] + (SUBSTEPS["backward"] if self.backward_rows else ())
        if not is_text or name not in allowed:
            raise ArgumentError(
                f"substep must be one of {', '.join(allowed)}, but got {short_repr(name)}."
            )
        return name

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
        T, H, V = (self.sizes[name] for name in "THV")
        return (
            f"CellStepper(T={T}, H={H}, V={V}, position={self.position}, substep={self.substep!r}, "
            f"unit={self.unit})"
        )
