"""Notebook 00 asks its page whether widgets work: in whole JupyterLabs, and where a part is missing."""

import json

import pytest
from lab_page import NotebookPage, running_lab

from lstm_core.widgets.page_check.widget import NO_WIDGETS

pytestmark = pytest.mark.browser
CELL = "from lstm_core.widgets.page_check.widget import PageCheck\nPageCheck()"
HEARD = "This page shows widgets, and Python hears them."
# What the environment of the page lacks, and what stands where the widget would be.
LACKS = {
    "no widgets at all": (["@jupyter-widgets/jupyterlab-manager", "anywidget"], NO_WIDGETS),
    "no anywidget": (["anywidget"], "Click to show javascript error."),
}


def test_a_page_that_shows_widgets_says_so_after_python_has_answered(show):
    notebook = show(CELL)
    line = notebook.page.get_by_test_id("page-check")
    line.and_(notebook.page.locator("[data-state=heard]")).wait_for()
    assert line.inner_text() == HEARD
    notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    line.and_(notebook.page.locator("[data-state=lost]")).wait_for()
    assert "earlier kernel" in line.inner_text()


@pytest.mark.long
@pytest.mark.parametrize("lack", LACKS)
def test_a_page_whose_environment_lacks_a_part_does_not_say_so(lack, browser, tmp_path):
    disabled, expected = LACKS[lack]
    settings = tmp_path / "config" / "labconfig" / "page_config.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"disabledExtensions": dict.fromkeys(disabled, True)}))
    with running_lab(tmp_path) as (address, _):
        notebook = NotebookPage(browser.new_page(), address, "notebooks/00_start_here.ipynb")
        notebook.page.evaluate(
            "() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')"
        )
        assert notebook.run_all() == []
        cell = notebook.page.locator(".jp-CodeCell", has_text="PageCheck()")
        cell.scroll_into_view_if_needed()
        cell.get_by_text(expected).wait_for()
        assert cell.get_by_test_id("page-check").count() == 0
        remedy = notebook.page.locator(".jp-MarkdownCell", has_text="the Python that runs JupyterLab")
        assert remedy.count() == 1
        notebook.page.close()
