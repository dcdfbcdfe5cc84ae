"""The shaded text in a real JupyterLab, driven by mouse and by keyboard, its numbers read back."""

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
from lstm_core.widgets import CellText
shaded = CellText(trace, vocabulary, position=12, unit=3)
"""
WIDGET = ".lstm-celltext"


@pytest.fixture(scope="module")
def trace():
    return make_trace()


def shaded_text(show, **size):
    notebook = show(MAKE_TRACE, MAKE_WIDGET, "shaded", **size)
    return notebook, notebook.widget("lstm-celltext")


def test_every_quantity_shows_the_traces_number(show, trace):
    notebook, widget = shaded_text(show)
    check_every_quantity(notebook, widget, trace, "quantity")


def test_keys_walk_over_characters_units_and_pages(show, trace):
    notebook, widget = shaded_text(show)
    widget.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowDown", "ArrowUp"):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "cursor", 13)
    wait_for(notebook, "unit", 4)
    assert value(widget) == pytest.approx(trace.cell_state[13, 4], rel=1e-6)
    notebook.page.keyboard.press("End")
    wait_for(notebook, "t", 900)
    assert widget.locator(".lstm-value").count() == 901 - 640
    assert widget.locator(".lstm-value[data-now]").get_attribute("data-place") == "900"
    notebook.page.keyboard.press("PageUp")
    wait_for(notebook, "t", 840)
    notebook.page.keyboard.press("Home")
    wait_for(notebook, "t", 0)
    for _ in range(30):
        notebook.page.keyboard.press("ArrowUp")
    wait_for(notebook, "unit", 0)


def test_bars_point_where_the_value_lies(show, trace):
    _, widget = shaded_text(show)
    for place in (5, 12, 40):
        strip = widget.locator(f'.lstm-value[data-place="{place}"] .lstm-value-strip').bounding_box()
        bar = widget.locator(f'.lstm-value[data-place="{place}"] .lstm-value-bar').bounding_box()
        middle = strip["y"] + strip["height"] / 2
        centre = bar["y"] + bar["height"] / 2
        assert (centre < middle) == (trace.cell_state[place, 3] > 0)


# How many rows are seen whole, and how many in part.
ROWS_SEEN = """(page) => {
    const edge = page.getBoundingClientRect().bottom;
    const values = [...page.querySelectorAll(".lstm-value")];
    const boxes = values.map((value) => value.getBoundingClientRect());
    const ends = boxes.map(({ top, bottom }) => [Math.round(top), [top, bottom]]);
    const rows = [...new Map(ends).values()];
    const [above, whole] = [0, 1].map((end) => rows.filter((row) => row[end] <= edge - 0.5).length);
    return [whole, above - whole];
}"""


def test_the_page_shows_whole_rows(show):
    _, widget = shaded_text(show)
    assert widget.locator(".lstm-page").evaluate(ROWS_SEEN) == [8, 0]


def test_the_pointer_reads_a_number_and_a_click_keeps_it(show, trace):
    notebook, widget = shaded_text(show)
    letter = widget.locator('.lstm-value[data-place="77"]')
    letter.hover()
    wait_for(notebook, "cursor", 77)
    assert value(widget) == pytest.approx(trace.cell_state[77, 3], rel=1e-6)
    assert widget.get_attribute("data-t") == "12", "looking moves nothing"
    letter.click()
    wait_for(notebook, "t", 77)


def test_looking_around_sends_nothing_until_the_view_is_sent(show):
    notebook, widget = shaded_text(show)
    notebook.count_messages()
    drag_along_slider(notebook, widget)
    widget.get_by_test_id("unit-after").click()
    widget.focus()
    notebook.page.keyboard.press("h")
    wait_for(notebook, "quantity", "hidden")
    notebook.page.wait_for_timeout(600)  # longer than the view takes to settle
    assert notebook.sent() == []
    view = [widget.get_attribute(f"data-{name}") for name in ("quantity", "unit", "t")]
    widget.get_by_test_id("send").click()
    assert notebook.run("print(shaded.quantity, shaded.unit, shaded.position)").split() == view


def test_a_view_set_from_python_is_shown(show):
    notebook, _ = shaded_text(show)
    notebook.run("shaded.quantity, shaded.position, shaded.unit = 'forget', 700, 24")
    for attribute, expected in (("quantity", "forget"), ("t", 700), ("unit", 24)):
        wait_for(notebook, attribute, expected)


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(show, theme):
    notebook, widget = shaded_text(show, width=700)
    notebook.set_theme(theme)
    widget.focus()
    notebook.page.wait_for_timeout(300)
    assert serious_violations(notebook.page, WIDGET) == []
