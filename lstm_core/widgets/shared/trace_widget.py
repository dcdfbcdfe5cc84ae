"""What the widgets over a trace's text share: the numbers that they send, and a place in them."""

from typing import Any

import anywidget
import traitlets

from lstm_core.arguments import check_place
from lstm_core.text import Vocabulary
from lstm_core.trace import Trace
from lstm_core.widgets.shared.still import StillPicture
from lstm_core.widgets.shared.trace_rows import check_trace, trace_rows


class TraceWidget(StillPicture, anywidget.AnyWidget):
    """Send a trace with its text once, and keep `position` and `unit` inside of them."""

    sizes: Any = traitlets.Dict().tag(sync=True)
    characters: Any = traitlets.List(traitlets.Unicode()).tag(sync=True)
    inputs = traitlets.Bytes().tag(sync=True)
    rows = traitlets.Bytes().tag(sync=True)

    position: Any = traitlets.TraitType(0).tag(sync=True)
    unit: Any = traitlets.TraitType(0).tag(sync=True)

    def __init__(self, trace: Trace, vocabulary: Vocabulary, **view: object) -> None:
        check_trace(trace, vocabulary)
        self._trace = trace
        self._vocabulary = vocabulary
        T, H = trace.hidden_state.shape
        super().__init__(
            sizes={"T": T, "H": H},
            characters=list(vocabulary.characters),
            inputs=trace.inputs.astype("<i4").tobytes(),
            rows=trace_rows(trace).astype("<f4").tobytes(),
            **view,
        )

    @traitlets.validate("position", "unit")
    def _check_place(self, proposal: Any) -> int:
        name = proposal["trait"].name
        size = self.sizes["T" if name == "position" else "H"]
        return check_place(name, proposal["value"], size=size)
