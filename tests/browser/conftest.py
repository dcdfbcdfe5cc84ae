"""One JupyterLab and one browser for all browser tests; a page of its own for each."""

import itertools
import os

import pytest
from lab_page import NotebookPage, launch_browser, running_lab, write_notebook

pytest.register_assert_rewrite("trace_text")  # so that its asserts, too, say what they compared

REQUIRED = os.environ.get("LSTM_REQUIRE_BROWSER") == "1"


@pytest.fixture(scope="session")
def browser():
    """Return a running browser; without one the tests are skipped, or fail where it is required."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        try:
            browser = launch_browser(driver)
        except playwright.Error as error:
            if REQUIRED:
                raise
            reason = str(error).splitlines()[0]
            pytest.skip(f"no browser was found (python -m playwright install chromium): {reason}")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """Return the address and the folder of a running JupyterLab."""
    with running_lab(tmp_path_factory.mktemp("lab")) as (address, root):
        yield address, root


@pytest.fixture(scope="session")
def tabs(browser):
    """Return the tabs in which JupyterLab is open and no notebook is; a failed test leaves none."""
    yield (free := [])
    for tab in free:
        tab.close()


@pytest.fixture
def open_notebook(browser, lab, tabs):
    """Return a function that opens a notebook of the project, by its path."""
    notebooks = []

    def open_path(path: str, *, width: int = 1100, height: int = 1400) -> NotebookPage:
        tab = tabs.pop() if tabs else browser.new_page()
        tab.set_viewport_size({"width": width, "height": height})
        notebooks.append(NotebookPage(tab, lab[0], path))
        return notebooks[-1]

    yield open_path
    for notebook in notebooks:
        try:
            notebook.close()
        except Exception:  # a page that a failed test left behind serves no other
            notebook.page.close()
        else:
            tabs.append(notebook.page) if notebook.may_be_used_again else notebook.page.close()


_numbers = itertools.count()


@pytest.fixture
def show(open_notebook, lab):
    """Return a function that runs cells in a notebook made for the test, and returns its page."""

    def show_cells(*cells: str, width: int = 1100, height: int = 1400) -> NotebookPage:
        path = lab[1] / "notebooks" / f"test_{next(_numbers)}.ipynb"
        write_notebook(path, *cells)
        page = open_notebook(f"notebooks/{path.name}", width=width, height=height)
        assert page.run_all() == []
        return page

    return show_cells
