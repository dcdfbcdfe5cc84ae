"""The page's check: Python answers the page, and what a page without widgets shows instead."""

import pytest
from page import Page

pytest.importorskip("anywidget")

from lstm_core.exercises.running_a_cell import RUN_THIS_CELL
from lstm_core.widgets.page_check.widget import NO_WIDGETS, PageCheck

VIEW = "application/vnd.jupyter.widget-view+json"


def ask(**request):
    """Send a request as the page does; return the reply that the page has then."""
    page = Page(PageCheck())
    page.widget.set_state({"request": request})
    return page.state["reply"]


def test_python_answers_the_page_that_asks():
    assert ask(number="page-1") == {"number": "page-1", "problem": ""}


def test_a_request_that_is_none_is_refused_in_words():
    reply = ask(number="page-1", more=1)
    assert reply["number"] == "page-1"
    assert "number" in reply["problem"]


def test_a_page_without_widgets_shows_the_remedy():
    data, _ = PageCheck()._repr_mimebundle_()
    assert data["text/plain"] == NO_WIDGETS
    assert VIEW in data
    for part in (RUN_THIS_CELL, "ipywidgets", "anywidget"):
        assert part in NO_WIDGETS
