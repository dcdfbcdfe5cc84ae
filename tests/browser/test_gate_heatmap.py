"""The gate heat map in a real JupyterLab, driven by mouse and by keyboard, its numbers read back."""

import numpy as np
import pytest
from accessibility import serious_violations
from trace_text import (
    MAKE_TRACE,
    check_every_quantity,
    drag_along_slider,
    make_trace,
    value,
    wait_for,
)

pytestmark = pytest.mark.browser

MAKE_WIDGET = """
from lstm_core.widgets import GateHeatmap
heat = GateHeatmap(trace, vocabulary, position=12, unit=3)
"""
WIDGET = ".lstm-heatmap"


@pytest.fixture(scope="module")
def trace():
    return make_trace()


def heat_map(show, **size):
    notebook = show(MAKE_TRACE, MAKE_WIDGET, "heat", **size)
    return notebook, notebook.widget("lstm-heatmap")


def test_every_quantity_shows_the_traces_number(show, trace):
    notebook, widget = heat_map(show)
    check_every_quantity(notebook, widget, trace, "gate")


def test_keys_walk_over_characters_and_units(show, trace):
    notebook, widget = heat_map(show)
    widget.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowDown", "ArrowUp"):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "cursor", "13 4")
    assert value(widget) == pytest.approx(trace.forget_gate[13, 4], rel=1e-6)
    notebook.page.keyboard.press("End")
    wait_for(notebook, "t", 900)
    notebook.page.keyboard.press("PageUp")
    notebook.page.wait_for_function(f"() => document.querySelector('{WIDGET}').dataset.t < 880")
    notebook.page.keyboard.press("Home")
    wait_for(notebook, "t", 0)


def test_rows_sorted_by_mean_are_walked_in_that_order(show, trace):
    notebook, widget = heat_map(show)
    widget.get_by_test_id("mean").click()
    wait_for(notebook, "order", "mean")
    order = np.argsort(-trace.forget_gate.mean(axis=0), kind="stable").tolist()
    following = order[order.index(3) + 1]
    widget.focus()
    notebook.page.keyboard.press("ArrowDown")
    wait_for(notebook, "unit", following)


def test_the_pointer_reads_a_number_and_a_click_keeps_it(show, trace):
    notebook, widget = heat_map(show)
    box = widget.get_by_test_id("heat-map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 3
    notebook.page.mouse.move(x, y)
    notebook.page.wait_for_function(
        f"() => document.querySelector('{WIDGET}').dataset.cursor !== '12 3'"
    )
    cursor = widget.get_attribute("data-cursor")
    t, unit = map(int, cursor.split())
    assert value(widget) == pytest.approx(trace.forget_gate[t, unit], rel=1e-6)
    assert widget.get_attribute("data-t") == "12", "looking moves nothing"
    notebook.page.mouse.click(x, y)
    wait_for(notebook, "t", t)
    wait_for(notebook, "unit", unit)


def test_looking_around_sends_nothing_until_the_view_is_sent(show):
    notebook, widget = heat_map(show)
    notebook.count_messages()
    drag_along_slider(notebook, widget)
    widget.focus()
    for key in ("ArrowRight", "c", "m", "ArrowDown"):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "gate", "cell")
    notebook.page.wait_for_timeout(600)  # longer than the view takes to settle
    assert notebook.sent() == []
    view = [widget.get_attribute(f"data-{name}") for name in ("gate", "order", "t", "unit")]
    widget.get_by_test_id("send").click()
    sent = notebook.run("print(heat.gate, heat.order, heat.position, heat.unit)").split()
    assert sent == view


def test_a_view_set_from_python_is_shown(show):
    notebook, _ = heat_map(show)
    notebook.run("heat.gate, heat.position, heat.unit, heat.order = 'hidden', 500, 24, 'mean'")
    for attribute, expected in (("gate", "hidden"), ("t", 500), ("unit", 24), ("order", "mean")):
        wait_for(notebook, attribute, expected)


def test_the_picture_changes_with_the_theme_and_the_numbers_do_not(show):
    notebook, widget = heat_map(show)
    notebook.set_theme("light")
    widget.focus()
    notebook.page.keyboard.press("c")
    wait_for(notebook, "gate", "cell")
    notebook.page.wait_for_timeout(300)
    picture = (
        "() => Array.from(document.querySelector('.lstm-heat canvas').getContext('2d')"
        ".getImageData(0, 0, 20, 20).data)"
    )
    light, number = notebook.page.evaluate(picture), value(widget)
    notebook.set_theme("dark")
    notebook.page.wait_for_timeout(300)
    assert notebook.page.evaluate(picture) != light
    assert value(widget) == number


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(show, theme):
    notebook, widget = heat_map(show, width=700)
    notebook.set_theme(theme)
    widget.focus()
    assert serious_violations(notebook.page, WIDGET) == []
