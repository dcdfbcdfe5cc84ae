"""Notebook 7, the smaller program that shows notebooks: each widget appears, asks Python, is kept."""

import pytest
from every_widget import CELLS, SETUP
from lab_page import OPENED, OUTPUTS, READY, RUN_ALL, SAVE, running_lab, write_notebook

pytestmark = [pytest.mark.browser, pytest.mark.long]
PLACE = "notebooks/every_widget.ipynb"


def opened(page, address: str):
    page.goto(f"{address}/notebooks/{PLACE}")
    page.wait_for_function(OPENED)
    page.evaluate(READY)
    return page


def test_every_widget_works_and_a_notebook_that_is_opened_again_shows_pictures(browser, tmp_path):
    pytest.importorskip("notebook")
    with running_lab(tmp_path, "notebook") as (address, root):
        write_notebook(root / PLACE, SETUP, *CELLS.values())
        page = browser.new_page(viewport={"width": 1366, "height": 1000})
        page.set_default_timeout(60_000)
        opened(page, address).evaluate(RUN_ALL)
        outputs = [output for outputs in page.evaluate(OUTPUTS) for output in outputs]
        assert [output for output in outputs if output["output_type"] == "error"] == []
        guess = page.locator(".lstm-widget.lstm-guess")
        guess.wait_for()
        assert page.locator(".lstm-widget").count() == len(CELLS)
        guess.get_by_test_id("number").fill("60")
        guess.get_by_test_id("commit").click()
        guess.get_by_text("69").first.wait_for()
        page.evaluate(SAVE)
        opened(page, address)
        page.locator(".jp-RenderedImage img").first.wait_for()
        assert page.get_by_text("Error displaying widget").count() == 0
        assert page.get_by_text("model not found").count() == 0
        page.close()
