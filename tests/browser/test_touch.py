"""Two widgets by touch alone, on a screen that has no mouse: a tap selects, a finger drags a slider."""

import pytest
from lab_page import NotebookPage, write_notebook

pytestmark = [pytest.mark.browser, pytest.mark.long]
CELLS = (
    """
import lstm_core as lc
from lstm_core.widgets import CellStepper, GateHeatmap

text = "to be, or not to be, that is the question: " * 3
vocabulary = lc.Vocabulary.from_text(text)
model = lc.CharLSTM(len(vocabulary), 8, seed=1)
trace = model.forward(vocabulary.encode(text))
""",
    "CellStepper(trace, vocabulary, model=model)",
    "heat = GateHeatmap(trace, vocabulary)\nheat",
)


@pytest.fixture(scope="module")
def notebook(browser, lab):
    """Return a notebook with both widgets on a touch screen."""
    address, root = lab
    write_notebook(root / "notebooks" / "touched.ipynb", *CELLS)
    context = browser.new_context(has_touch=True, viewport={"width": 1100, "height": 1000})
    page = NotebookPage(context.new_page(), address, "notebooks/touched.ipynb")
    assert page.run_all() == []
    yield page
    page.close()
    context.close()


def number(widget, name: str) -> int:
    return int(widget.get_attribute(f"data-{name}"))


def drag_with_a_finger(page, slider, start: float, end: float) -> None:
    """Put a finger on a slider, move it between two shares of the width, and lift it."""
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)
    for k in range(21):
        across = box["x"] + (start + (end - start) * k / 20) * box["width"]
        kind = "touchStart" if k == 0 else "touchMove"
        session.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": across, "y": middle}]}
        )
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def test_the_stepper_follows_taps_and_a_finger_on_its_slider(notebook):
    widget = notebook.widget("lstm-stepper")
    widget.get_by_test_id("next").tap()
    notebook.page.wait_for_selector('.lstm-stepper[data-substep="z"]')
    widget.locator('[data-chip="f"]').tap(position={"x": 4, "y": 4})
    notebook.page.wait_for_selector('.lstm-stepper[data-substep="f"]')
    card = widget.get_by_test_id("card")
    assert card.is_visible() and card.inner_text().startswith("forget gate, f: 0.")
    widget.get_by_test_id("diagram").tap(position={"x": 2, "y": 2})  # where nothing is
    assert not card.is_visible()
    drag_with_a_finger(notebook.page, widget.get_by_test_id("slider"), 0.02, 0.75)
    notebook.page.wait_for_function(
        "() => Number(document.querySelector('.lstm-stepper').dataset.t) > 80"
    )
    assert number(widget, "t") < 110
    assert notebook.console_errors == []


def test_a_tap_on_the_heat_map_selects_its_character_and_unit(notebook):
    widget = notebook.widget("lstm-heatmap")
    before = number(widget, "t"), number(widget, "unit")
    box = widget.get_by_test_id("heat-map").bounding_box()
    notebook.page.touchscreen.tap(box["x"] + 0.6 * box["width"], box["y"] + 0.5 * box["height"])
    notebook.page.wait_for_function(
        "(t) => Number(document.querySelector('.lstm-heatmap').dataset.t) !== t", arg=before[0]
    )
    after = number(widget, "t"), number(widget, "unit")
    assert after[0] > before[0] and after[1] > before[1]
    assert widget.get_attribute("data-cursor") == f"{after[0]} {after[1]}"
    assert notebook.console_errors == []
