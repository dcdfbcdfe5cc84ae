"""Every widget fills the window at a click or a key, is readable there, and gives the focus back."""

import pytest
from every_widget import CELLS, SETUP
from fits import Size, faults

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 1440, 900
LARGE = ".lstm-widget[data-fitted]"
PLACE = """(widget) => {
    const { left, top, right, bottom } = widget.getBoundingClientRect();
    const above = document.elementFromPoint(innerWidth / 2, 3).closest(".lstm-widget") === widget
        && document.elementFromPoint(3, innerHeight - 3).closest(".lstm-widget") === widget;
    return { box: [left, top, right, bottom].map(Math.round), above,
        scale: Number(widget.dataset.fitted), across: widget.scrollWidth - widget.clientWidth };
}"""
ACTIVE = "() => document.activeElement.dataset.testid ?? document.activeElement.className"


@pytest.fixture(scope="module")
def one_of_each(browser, lab):
    """Return a notebook with all widgets: each test leaves it as it was."""
    from lab_page import NotebookPage, write_notebook

    write_notebook(lab[1] / "notebooks" / "each.ipynb", SETUP, *CELLS.values())
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    notebook = NotebookPage(page, lab[0], "notebooks/each.ipynb")
    assert notebook.run_all() == []
    yield notebook
    notebook.close()
    page.close()


def widget_of(notebook, name):
    return notebook.page.locator(".jp-OutputArea-output .lstm-widget").nth(list(CELLS).index(name))


def enlarged(notebook, name):
    """Enlarge a widget by its button; return the page and the widget."""
    widget = widget_of(notebook, name)
    widget.scroll_into_view_if_needed()
    widget.get_by_test_id("enlarge").click()
    notebook.page.wait_for_selector(LARGE)
    return notebook.page, widget


def shrink(page):
    page.keyboard.press("Escape")
    page.wait_for_selector(LARGE, state="detached")


@pytest.mark.parametrize("name", CELLS)
def test_the_button_fills_the_window_and_escape_returns(one_of_each, name):
    page = one_of_each.page
    widget = widget_of(one_of_each, name)
    widget.scroll_into_view_if_needed()
    before = widget.bounding_box()
    button = widget.get_by_test_id("enlarge")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    page.wait_for_selector(LARGE)
    place = widget.evaluate(PLACE)
    assert place["box"] == [0, 0, WIDTH, HEIGHT], "over the whole window"
    assert place["above"], "and above everything"
    assert place["scale"] >= 1.25, "with larger text"
    assert place["across"] <= 1, "of which nothing is beyond the right edge"
    assert faults(widget, Size(WIDTH, HEIGHT)) == []
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate(ACTIVE) == "enlarge", "the focus stays where it was"
    page.keyboard.press("Escape")
    page.wait_for_selector(LARGE, state="detached")
    assert button.get_attribute("aria-pressed") == "false"
    assert widget.bounding_box() == before, "back in its place"
    assert page.evaluate(ACTIVE) == "enlarge"


def test_the_key_e_enlarges_and_tab_stays_inside(one_of_each):
    page, widget = one_of_each.page, widget_of(one_of_each, "GateHeatmap")
    widget.scroll_into_view_if_needed()
    widget.focus()
    page.keyboard.press("e")
    page.wait_for_selector(LARGE)
    for _ in range(30):
        page.keyboard.press("Tab")
        assert widget.evaluate("(widget) => widget.contains(document.activeElement)")
    page.keyboard.press("e")
    page.wait_for_selector(LARGE, state="detached")


def test_the_pointer_finds_the_same_number_in_the_large_view(one_of_each):
    page, widget = enlarged(one_of_each, "GateHeatmap")
    for _ in range(5):  # JupyterLab may send a resize meanwhile; then all is drawn again
        page.wait_for_selector(LARGE)
        letter = widget.locator(".lstm-letter").nth(7).bounding_box()
        page.mouse.click(letter["x"] + letter["width"] / 2, letter["y"] + letter["height"] / 2)
        page.wait_for_timeout(500)
        if page.locator('.lstm-heatmap[data-t="7"]').count():
            break
    page.wait_for_selector('.lstm-heatmap[data-t="7"]', timeout=5_000)
    shrink(page)


def test_a_window_of_another_size_is_fitted_again_and_no_click_comes_between(one_of_each):
    page, widget = enlarged(one_of_each, "GateHeatmap")
    fitted = widget.evaluate("""(widget) => {
        const before = widget.dataset.fitted;
        dispatchEvent(new Event("resize"));
        return [before, widget.dataset.fitted ?? null, widget.style.opacity];
    }""")
    assert fitted[1:] == [None, "0"], "hidden while it looks for its scale"
    page.wait_for_selector(LARGE)
    assert widget.get_attribute("data-fitted") == fitted[0]
    shrink(page)


def test_escape_then_leaves_the_widget_for_its_cell(one_of_each):
    page, widget = one_of_each.page, widget_of(one_of_each, "PrefixExplorer")
    for place in (widget, widget.get_by_test_id("prefix")):
        place.focus()
        page.keyboard.press("Escape")
        focused = "() => document.activeElement.matches('.jp-Cell')"
        assert page.evaluate(focused), "also from a text field"
        assert one_of_each.page.locator(".jp-Cell:focus .lstm-prefix").count() == 1


def test_a_widget_stays_large_though_the_notebook_takes_its_cell_away(one_of_each):
    """Where JupyterLab keeps only cells in sight, a cell that scrolls out of sight leaves the page."""
    page, widget = enlarged(one_of_each, "TrainingLab")
    connected = widget.element_handle()
    page.evaluate("""() => {
        const cell = document.querySelector("[data-fitted]").closest(".jp-Cell");
        const [home, next] = [cell.parentElement, cell.nextSibling];
        cell.remove();
        requestAnimationFrame(() => home.insertBefore(cell, next));
    }""")
    page.wait_for_function("(widget) => widget.matches(':popover-open')", arg=connected)
    assert widget.evaluate(PLACE)["above"]
    page.keyboard.press("Escape")
    widget.focus()
    shrink(page)
