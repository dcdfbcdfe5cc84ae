"""What the widgets over a trace's text share: the numbers that they send, and a place in them."""

from typing import Any

from lstm_core.arguments import check_place
from lstm_core.text import Vocabulary
from lstm_core.trace import Trace
from lstm_core.widgets.shared.page_widget import PageWidget
from lstm_core.widgets.shared.still import StillPicture
from lstm_core.widgets.shared.trace_rows import check_trace, trace_rows
from lstm_core.widgets.shared.traits import Checked, Sent


class TraceWidget(StillPicture, PageWidget):
    """Send a trace with its text once, and keep `position` and `unit` inside of them."""

    def _check_place(self, name: str, value: object) -> int:
        T, H = self._trace.hidden_state.shape
        return check_place(name, value, size=T if name == "position" else H)

    sizes: Any = Sent().tag(sync=True)
    characters: Any = Sent().tag(sync=True)
    inputs: Any = Sent().tag(sync=True)
    rows: Any = Sent().tag(sync=True)

    position: Any = Checked(_check_place).tag(sync=True)
    unit: Any = Checked(_check_place).tag(sync=True)

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
