"""One-hot explorer, gate playground and gradient flow fit one screen; a phone cuts nothing off."""

import pytest
from fits import MEDIUM, SIZES, faults, heights

pytestmark = pytest.mark.browser

SETUP = """
import numpy as np
import lstm_core as lc
from lstm_core import widgets
text = "to be, or not to be: that is the question"
vocabulary = lc.Vocabulary.from_text(text)
indices = np.resize(vocabulary.encode(text), 200)
"""
CELLS = {
    "lstm-one-hot": "widgets.OneHotExplorer(vocabulary, text)",
    "lstm-playground": "widgets.GatePlayground()",
    "lstm-flow-map": "widgets.GradientFlow(indices, vocab_size=len(vocabulary), hidden_size=6)",
    "lstm-weight-layout": "widgets.WeightLayout(65, 384)",
    "lstm-attention-map": "widgets.AttentionMap(np.eye(24), np.ones((24, 3)), text[:23] + chr(8238))",
}
STATES = {
    "lstm-one-hot": (["ArrowRight"], ["Shift+ArrowRight"], ["End"]),
    "lstm-playground": (*([str(k)] for k in range(1, 9)), ["Home"], ["End"]),
    "lstm-flow-map": (["c"], ["h"], ["Home"], ["End"], ["ArrowUp"] * 5, ["ArrowDown"] * 9),
    "lstm-attention-map": (["ArrowLeft"], ["Home"], ["ArrowRight"]),
    "lstm-weight-layout": (["ArrowDown"], ["End"], ["ArrowDown"], ["Home"]),
}
NUMBERS_AND_CURVES = """(widget) => {
    const charts = Array.from(widget.querySelectorAll("svg.lstm-chart[data-testid]"));
    return charts.map((chart) => {
        const boxes = (found) => Array.from(chart.querySelectorAll(found), (part) => part.getBoundingClientRect());
        const curves = boxes(".lstm-chart-line").filter(({ width }) => width > 0);
        const numbers = boxes("circle ~ text:not([visibility])");
        return [Math.max(...numbers.map(({ bottom }) => bottom)), Math.min(...curves.map(({ top }) => top))];
    });
}"""  # noqa: E501  # a script's lines


def press(notebook, widget, keys) -> None:
    widget.focus()
    for key in keys:
        notebook.page.keyboard.press(key)


@pytest.mark.parametrize("name", CELLS)
def test_nothing_is_too_large_or_cut_off_in_any_state(show, name):
    notebook = show(SETUP, CELLS[name], width=1440, height=900)
    widget = notebook.widget(name)
    for size in SIZES:
        with size.given_to(widget):
            for keys in ([], *STATES[name]):
                press(notebook, widget, keys)
                assert faults(widget, size) == [], (size, keys)


@pytest.mark.parametrize(
    "text",
    ["", "ÜÄ" * 9, "Ü\u202e漢 to be " * 60, "w" * 500, "W Ü " * 300],
    ids=["empty", "unknown", "mixed", "one word", "long"],
)
def test_the_explorer_fits_with_any_text(show, text):
    notebook = show(SETUP, CELLS["lstm-one-hot"], width=1440, height=900)
    widget = notebook.widget("lstm-one-hot")
    widget.get_by_test_id("text").fill(text)
    notebook.page.wait_for_selector(f'.lstm-one-hot[data-length="{len(text)}"]')
    for size in SIZES:
        with size.given_to(widget):
            assert faults(widget, size) == [], size
            press(notebook, widget, ["End"])
            assert faults(widget, size) == [], size


@pytest.mark.parametrize("name", CELLS)
def test_the_height_stays_between_steps(show, name):
    notebook = show(SETUP, CELLS[name], width=1440, height=900)
    widget = notebook.widget(name)
    steps = [lambda keys=keys: press(notebook, widget, keys) for keys in STATES[name]]
    for size in SIZES[:3]:
        assert len(heights(widget, size, steps)) == 1


@pytest.mark.parametrize("name", ["lstm-playground", "lstm-flow-map"])
def test_the_numbers_at_the_cursor_cover_no_curve(show, name):
    notebook = show(SETUP, CELLS[name], width=1440, height=900)
    widget = notebook.widget(name)
    with MEDIUM.given_to(widget):
        for keys in (["Home"], ["ArrowRight"], ["End"]):
            press(notebook, widget, keys)
            assert faults(widget, MEDIUM) == []
            for lowest_number, highest_curve in widget.evaluate(NUMBERS_AND_CURVES):
                assert lowest_number <= highest_curve
