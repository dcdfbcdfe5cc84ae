"""The JupyterLite site without Pyodide, which it would fetch: page, stored notebook, our wheel."""

import os
import zipfile

import pytest
from lab_page import ROOT
from site_server import serving

import environment
import lite

pytestmark = [pytest.mark.browser, pytest.mark.long]
REQUIRED = os.environ.get("LSTM_REQUIRE_BROWSER") == "1"
STALE = "the JupyterLite site is missing or older than the project: make lite"
PYODIDE = "https://cdn.jsdelivr.net/pyodide/"


@pytest.fixture(scope="module")
def address():
    """Serve the site that `make lite` built; where everything is required, build it first."""
    if REQUIRED:
        lite.build(lite.SITE)
    elif not (lite.SITE / "jupyter-lite.json").is_file():
        pytest.skip(STALE)
    with serving(lite.SITE) as address:
        yield f"{address}/"


@pytest.fixture
def page(browser, address):
    """Return a page that reaches the site alone, and the requests that it tried elsewhere."""
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    elsewhere: list[str] = []

    def guard(route):
        if route.request.url.startswith(address):
            route.continue_()
        else:
            elsewhere.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page, elsewhere
    context.close()


def test_a_notebook_opens_with_its_outputs_and_only_pyodide_is_asked_for(page, address):
    page, elsewhere = page
    page.goto(f"{address}lab/index.html?path=notebooks/02_gates.ipynb")
    page.get_by_role("heading", name="Build a cell that remembers").first.wait_for()
    page.locator(".jp-OutputArea-output img").first.wait_for()
    assert "piplite.install" in page.locator(".jp-CodeCell").first.text_content()
    assert [request for request in elsewhere if not request.startswith(PYODIDE)] == []


def notice_of(page):
    """Return the message of `book/lite/notice.js`."""
    return page.get_by_role("alert").filter(has_text="Python")


def let_pyodide_answer(page, without="nothing"):
    """Answer for Pyodide's host with empty files, which start nothing; one of them may not come."""

    def answer(route):
        if route.request.url.endswith(without):
            route.abort()
        else:
            route.fulfill(
                body="", headers={"Access-Control-Allow-Origin": "*"}, content_type="text/javascript"
            )

    page.context.route(f"{PYODIDE}**", answer)


def test_without_pyodide_the_page_says_within_ten_seconds_why_no_cell_runs(page, address):
    page, _ = page
    page.goto(f"{address}lab/index.html?path=notebooks/00_start_here.ipynb")
    notice = notice_of(page)
    notice.wait_for(timeout=10_000)
    assert "cdn.jsdelivr.net does not answer" in notice.text_content()
    page.get_by_role("button", name="Hide this message").click()
    assert notice.count() == 0


@pytest.mark.parametrize("file", ["pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"])
def test_the_page_names_the_one_file_that_does_not_come(page, address, file):
    page, _ = page
    let_pyodide_answer(page, without=file)
    page.goto(f"{address}lab/index.html?path=notebooks/00_start_here.ipynb")
    notice_of(page).wait_for(timeout=10_000)
    assert f"cdn.jsdelivr.net does not send {file}" in notice_of(page).text_content()


def test_a_browser_without_webassembly_is_told(page, address):
    page, _ = page
    page.add_init_script("delete window.WebAssembly")
    page.goto(f"{address}lab/index.html?path=notebooks/00_start_here.ipynb")
    notice_of(page).wait_for(timeout=10_000)
    assert "this browser has no WebAssembly" in notice_of(page).text_content()


def test_a_cell_that_waits_is_explained_until_python_starts(page, address):
    page, _ = page
    let_pyodide_answer(page)
    page.goto(f"{address}lab/index.html?path=notebooks/00_start_here.ipynb")
    page.locator(".jp-CodeCell").first.wait_for()
    page.wait_for_timeout(50_000)
    assert notice_of(page).count() == 0  # no cell waits yet
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_timeout(30_000)
    assert notice_of(page).count() == 0  # a start may take as long
    notice_of(page).wait_for(timeout=30_000)
    assert "has not started yet, although cdn.jsdelivr.net answers" in notice_of(page).text_content()
    status = page.locator(".jp-Notebook-ExecutionIndicator")
    assert status.get_attribute("data-status") == "unknown"
    status.evaluate("indicator => { indicator.dataset.status = 'idle'; }")  # what a start does
    notice_of(page).wait_for(state="detached", timeout=5_000)


def test_the_index_that_the_browser_installs_from_has_our_wheel(page, address):
    page, _ = page
    page.goto(f"{address}lab/index.html")
    index = page.evaluate("async () => (await fetch('../pypi/all.json')).json()")
    assert {"lstm-core", "anywidget", "ipywidgets", "psygnal", "tqdm"} <= set(index)
    (wheel,) = (lite.SITE / "pypi").glob("lstm_core-*.whl")
    assert wheel.name in str(index["lstm-core"])
    files = zipfile.ZipFile(wheel).namelist()
    wanted = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "lstm_core").rglob("*")
        if path.suffix in {".py", ".js", ".css", ".json"}
    ]
    missing = set(wanted) - set(files)
    if missing and not REQUIRED:
        pytest.skip(STALE)
    assert missing == set()


def test_every_notebook_and_the_text_are_in_the_site(address):
    paths = [*environment.shipped_notebooks(), ROOT / "data" / "hamlet.txt"]
    missing = [path for path in paths if not (lite.SITE / "files" / path.relative_to(ROOT)).is_file()]
    if missing and not REQUIRED:
        pytest.skip(STALE)
    assert missing == []
