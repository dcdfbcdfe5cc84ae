"""What a trace holds, as rows that the browser looks numbers up in."""

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_choice, short_repr
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.text import Vocabulary
from lstm_core.trace import Trace

MOST_BYTES = 4_000_000  # more would make the notebook slow to show a widget
# Side by side in every row, H numbers each, in the order of shared/quantities.js.
QUANTITIES = {
    "input": "input gate i",
    "forget": "forget gate f",
    "candidate": "candidate g",
    "output": "output gate o",
    "cell": "cell state c",
    "tanh_cell": "squashed cell state tanh c",
    "hidden": "hidden state h",
}


def trace_rows(trace: Trace) -> NDArray[np.float32]:
    """Return gates and states side by side, one row per step."""
    arrays = (trace.gates, trace.cell_state, trace.tanh_cell, trace.hidden_state)
    return np.concatenate(arrays, axis=1).astype(np.float32)


def quantity(trace: Trace, name: str) -> NDArray[np.floating]:
    """Return one gate or state of a trace by its name."""
    check_choice("gate", name, tuple(QUANTITIES))
    states = {"cell": "cell_state", "tanh_cell": "tanh_cell", "hidden": "hidden_state"}
    return getattr(trace, states[name]) if name in states else trace.gate(name)


def check_trace(trace: Trace, vocabulary: Vocabulary) -> None:
    """Refuse a trace that cannot be shown as rows."""
    for name, value, kind in (("trace", trace, Trace), ("vocabulary", vocabulary, Vocabulary)):
        if not isinstance(value, kind):
            raise ArgumentError(f"{name} must be a {kind.__name__}, but got {short_repr(value)}.")
    if trace.inputs.ndim != 1:
        raise ShapeError(
            f"One text can be shown, but the trace is of {trace.inputs.shape[1]} side by side. "
            "Read one of them: model.forward(inputs[:, 0])."
        )
    V = trace.logits.shape[-1]
    if len(vocabulary) != V:
        raise ShapeError(
            f"The vocabulary has {len(vocabulary)} characters, but the trace's network knows {V}. "
            "Pass the vocabulary that the network was made for."
        )
    T, H = trace.hidden_state.shape
    row = 7 * 4 * H  # bytes per step
    if T * row > MOST_BYTES:
        raise ShapeError(
            f"{T} steps of this network take {T * row / 1e6:.1f} MB, and a widget holds at most "
            f"{MOST_BYTES / 1e6:g} MB. Read fewer: model.forward(inputs[:{MOST_BYTES // row}])."
        )
