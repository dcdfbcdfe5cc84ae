"""Look at the classroom with a real browser: `classroom_browser.py ADDRESS PASSWORD PICTURE`.

It logs in through the form, waits for JupyterLab on the first notebook, runs a cell there, and prints
what it saw as JSON. Playwright comes with the project's own test environment.
"""

from __future__ import annotations

import json
import os
import sys
from time import perf_counter

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
DEBIAN = "/usr/bin/chromium"
CELL = (
    "from lstm_core.environment_check import check_environment",
    "from lstm_core.widgets.page_check.widget import PageCheck",
    "print(6 * 7, check_environment())",
    "PageCheck()",
)
EXPECTED = "This Python has everything that the notebooks need."


def main() -> None:
    """Look, and say what was seen."""
    address, password, picture = sys.argv[1:]
    where = {"executable_path": DEBIAN} if os.path.exists(DEBIAN) else {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=FLAGS, **where)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(90_000)
        begin = perf_counter()
        page.goto(f"{address}/hub/login")
        page.fill("#username_input", "visitor")
        page.fill("#password_input", password)
        page.click("#login_submit")
        cell = page.locator(".jp-CodeCell").first
        cell.wait_for()
        page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
        opened = perf_counter() - begin
        dialogs = page.locator(".jp-Dialog").count()
        cell.locator(".cm-content").click()
        page.keyboard.press(
            "Control+a"
        )  # another text, so that a stored output cannot be taken for ours
        for line in CELL:
            page.keyboard.type(line)
            page.keyboard.press("Enter")
        page.keyboard.press("Shift+Enter")
        cell.locator(".jp-OutputArea-output", has_text=f"42 {EXPECTED}").wait_for()
        cell.locator("[data-testid=page-check][data-state=heard]").wait_for()
        page.screenshot(path=picture)
        browser.close()
    word = f"the first notebook after {opened:.1f} s, a cell ran, {dialogs} dialogs in the way"
    print(json.dumps({"word": word, "seconds": opened, "dialogs": dialogs}))


if __name__ == "__main__":
    main()
