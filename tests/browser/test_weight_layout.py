"""The layout of weights in JupyterLab: by pointer, by keys, from Python and back."""

import pytest
from accessibility import serious_violations

from lstm_core.layouts import weight_rows

pytestmark = pytest.mark.browser
CELLS = ("from lstm_core.widgets import WeightLayout", "layout = WeightLayout(7, 5)\nlayout")


@pytest.fixture
def notebook(show):
    """Return a notebook with the widget."""
    return show(*CELLS)


def shown(notebook):
    """Return network, array and gate, the marked letters, and the code of each library."""
    widget = notebook.widget("lstm-weight-layout")
    marked = widget.locator(".lstm-block[data-now]").all_inner_texts()
    codes = widget.get_by_test_id("places").locator("code").all_inner_texts()
    network, chosen = (widget.get_attribute(name) for name in ("data-network", "data-chosen"))
    return [network, *chosen.split()], marked, codes


def wait_for(notebook, network, array, gate):
    notebook.page.wait_for_selector(
        f'.lstm-weight-layout[data-network="{network}"][data-chosen="{array} {gate}"]'
    )
    row = next(row for row in weight_rows(network, 7, 5) if row.array == array)
    names, marked, codes = shown(notebook)
    assert names == [network, array, gate]
    assert codes == [held.places[gate] for held in row.held]
    letters = [b.letter for held in row.held for strip in held.strips for b in strip if b.gate == gate]
    assert marked == letters


def test_keys_and_pointer_lead_to_every_block(notebook):
    widget, press = notebook.widget("lstm-weight-layout"), notebook.page.keyboard.press
    wait_for(notebook, "lstm", "W_x", "i")
    widget.focus()
    for key, array, gate in (
        ("ArrowRight", "W_x", "f"),
        ("End", "W_x", "o"),
        ("ArrowRight", "W_x", "o"),
        ("ArrowDown", "W_h", "o"),
        ("ArrowDown", "b", "o"),
        ("ArrowDown", "b", "o"),
        ("ArrowLeft", "b", "g"),
        ("ArrowUp", "W_h", "g"),
        ("Home", "W_h", "i"),
    ):
        press(key)
        wait_for(notebook, "lstm", array, gate)
    widget.get_by_test_id("gru").click()
    wait_for(notebook, "gru", "W_h", "r")
    widget.locator("[data-library=Keras] .lstm-block[data-array=b][data-gate=g]").last.click()
    wait_for(notebook, "gru", "b", "g")
    assert widget.locator(".lstm-block[data-now]").count() == 6
    widget.get_by_test_id("lstm").click()
    wait_for(notebook, "lstm", "b", "g")


def test_the_view_goes_to_python_and_comes_from_it(notebook):
    widget = notebook.widget("lstm-weight-layout")
    widget.get_by_test_id("gru").click()
    widget.locator(".lstm-block[data-array=W_h][data-gate=u]").first.click()
    widget.get_by_test_id("send").click()
    widget.get_by_text("Sent: network, array and gate.").wait_for()
    assert notebook.run("print(layout)").strip() == (
        "WeightLayout(vocab_size=7, hidden_size=5, network='gru', array='W_h', gate='u')"
    )
    notebook.run("layout.network = 'lstm'")
    wait_for(notebook, "lstm", "W_h", "i")
    notebook.run("layout.array, layout.gate = 'b', 'o'")
    wait_for(notebook, "lstm", "b", "o")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault_and_the_speech_says_the_places(notebook, theme):
    widget = notebook.widget("lstm-weight-layout")
    notebook.set_theme(theme)
    widget.focus()
    notebook.page.keyboard.press("ArrowRight")
    wait_for(notebook, "lstm", "W_x", "f")
    speech = widget.get_by_test_id("speech")
    speech.get_by_text("Forget gate f, input weights.").wait_for(state="attached")
    assert "weight_ih_l0[5:10].T" in speech.inner_text()
    assert serious_violations(notebook.page) == []
