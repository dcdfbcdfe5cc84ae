"""The attention map in JupyterLab: its bars are the numbers, by keys, pointer and Python."""

import numpy as np
import pytest
from accessibility import serious_violations

pytestmark = pytest.mark.browser
SETUP = """
import numpy as np
from lstm_core.widgets import AttentionMap
weights = np.tri(4) / np.arange(1, 5)[:, None]
weights[3] = [0.7, 0.1, 0.1, 0.1]
attention = AttentionMap(weights, [[0.5], [0.9], [0.8], [0.5]], "a bc")
"""
WEIGHTS = np.tri(4) / np.arange(1, 5)[:, None]
WEIGHTS[3] = [0.7, 0.1, 0.1, 0.1]
KEPT = {3: [0.9 * 0.8 * 0.5, 0.8 * 0.5, 0.5, 1.0], 2: [0.9 * 0.8, 0.8, 1.0, 0], 0: [1.0, 0, 0, 0]}
HEIGHTS = """(widget, kind) => Array.from(widget.querySelectorAll(`.lstm-${kind}`), (track) =>
    track.firstChild.getBoundingClientRect().height / track.clientHeight)"""


@pytest.fixture
def notebook(show):
    """Return a notebook with the widget."""
    return show(SETUP, "attention")


def wait_for(notebook, t):
    notebook.page.wait_for_selector(f'.lstm-attention-map[data-t="{t}"]')
    widget = notebook.widget("lstm-attention-map")
    assert widget.evaluate(HEIGHTS, "weight") == pytest.approx(WEIGHTS[t].tolist(), abs=0.01)
    assert widget.evaluate(HEIGHTS, "kept") == pytest.approx(KEPT[t], abs=0.01)
    assert widget.locator("[data-now]").get_attribute("data-place") == str(t)


def test_keys_and_pointer_walk_over_the_text(notebook):
    widget, press = notebook.widget("lstm-attention-map"), notebook.page.keyboard.press
    wait_for(notebook, 3)
    assert "0.70, to ‘a’ at s = 0" in widget.get_by_test_id("attention").inner_text()
    assert "kept 0.36" in widget.get_by_test_id("kept").inner_text()
    widget.focus()
    for key, t in (("ArrowRight", 3), ("ArrowLeft", 2), ("Home", 0), ("ArrowLeft", 0), ("End", 3)):
        press(key)
        wait_for(notebook, t)
    widget.locator("[data-place='2']").click()
    wait_for(notebook, 2)
    assert "not read yet" in widget.locator("[data-place='3']").get_attribute("title")


def test_the_view_goes_to_python_and_comes_from_it(notebook):
    widget = notebook.widget("lstm-attention-map")
    widget.locator("[data-place='2']").click()
    widget.get_by_test_id("send").click()
    widget.get_by_text("Sent: position.").wait_for()
    assert notebook.run("print(attention)").strip() == "AttentionMap(T=4, H=1, position=2)"
    notebook.run("attention.position = 0")
    wait_for(notebook, 0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault_and_the_picture_is_told(notebook, theme):
    widget = notebook.widget("lstm-attention-map")
    notebook.set_theme(theme)
    widget.focus()
    notebook.page.keyboard.press("ArrowLeft")
    wait_for(notebook, 2)
    told = widget.get_by_test_id("columns").get_attribute("aria-label")
    assert "s = 0, ‘a’: attention weight 0.33, kept 0.72" in told
    widget.get_by_test_id("speech").get_by_text("At t = 2").wait_for(state="attached")
    assert serious_violations(notebook.page) == []
