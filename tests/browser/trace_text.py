"""What the tests of the widgets over a trace's text share: the trace, and how to read and move a view.

A test's notebook holds one widget, so that `.lstm-widget` is that one.
"""

import pytest
from lab_page import ROOT

import lstm_core as lc
from lstm_core.widgets.shared.trace_rows import QUANTITIES, quantity

MAKE_TRACE = """
import lstm_core as lc
text = lc.read_text("../data/hamlet.txt")
vocabulary = lc.Vocabulary.from_text(text)
model = lc.CharLSTM(len(vocabulary), 25, seed=1)
model.parameters.vector *= 3.0
trace = model.forward(vocabulary.encode(text))
"""
KEYS = dict(zip(QUANTITIES, "ifgocth", strict=True))


def make_trace():
    """Return the same trace as the notebook's, computed here."""
    text = lc.read_text(ROOT / "data" / "hamlet.txt")
    vocabulary = lc.Vocabulary.from_text(text)
    model = lc.CharLSTM(len(vocabulary), 25, seed=1)
    model.parameters.vector *= 3.0
    return model.forward(vocabulary.encode(text))


def wait_for(notebook, attribute: str, value) -> None:
    """Wait until the widget shows a value as one of its `data-` attributes."""
    notebook.page.wait_for_selector(f'.lstm-widget[data-{attribute}="{value}"]')


def value(widget) -> float:
    """Return the number at the cursor."""
    return float(widget.get_attribute("data-value"))


def drag_along_slider(notebook, widget) -> None:
    """Drag the slider from its beginning nearly to its end."""
    notebook.drag(widget.get_by_test_id("slider"), 0.01, 0.98)
    assert int(widget.get_attribute("data-t")) > 700


def check_every_quantity(notebook, widget, trace, attribute: str) -> None:
    """Choose each quantity by its key, and compare the number at t = 12 of unit 3 with the trace's."""
    widget.focus()
    for name, key in KEYS.items():
        notebook.page.keyboard.press(key)
        wait_for(notebook, attribute, name)
        expected = quantity(trace, name)[12, 3]
        assert value(widget) == pytest.approx(expected, rel=1e-6)
        written = f"= {expected:.3f}".replace("-", "\N{MINUS SIGN}")
        assert written in widget.get_by_test_id("words").text_content()
