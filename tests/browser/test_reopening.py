"""A notebook that is saved, closed and opened again shows each widget's picture, and no error."""

import pytest
from every_widget import CELLS, SETUP
from reopening import assert_it_can_be_opened_again, follow_the_hint

from lstm_core import widgets

pytestmark = pytest.mark.browser
OTHERS = ("for _ in tqdm(range(3)): pass", "for _ in tqdm(range(2)): pass\nwidgets.GatePlayground()")


def test_every_widget_leaves_a_picture_or_a_text_with_the_hint(show, lab):
    assert set(CELLS) == set(widgets.__all__)
    notebook = show(SETUP, *CELLS.values(), *OTHERS)
    assert_it_can_be_opened_again(notebook, lab[1] / notebook.path)


def test_the_hint_helps_when_it_is_followed_to_the_letter(show, lab):
    """The kernel is new, so this cell alone would end in a NameError."""
    notebook = show(SETUP, *CELLS.values())
    assert_it_can_be_opened_again(notebook, lab[1] / notebook.path)
    page = notebook.page
    follow_the_hint(page, page.locator(".jp-Notebook .jp-Cell").last)
    page.wait_for_function(
        "([widgets, count]) => document.querySelectorAll(widgets).length === count",
        arg=[".jp-OutputArea-output .lstm-widget", len(CELLS)],
    )
    assert [output for cell in notebook.outputs() for output in cell if "ename" in output] == []
