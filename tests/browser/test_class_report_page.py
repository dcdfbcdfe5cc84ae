"""The class report in a browser: readable in both themes, on a telephone, and on paper."""

import json
import random
import re

import pytest
from accessibility import serious_violations

import class_report
from lstm_core.exercises import bptt, encoding, forward, gates, inside, sampling, training

pytestmark = pytest.mark.browser
LEARNERS = 24
PACKAGES = (encoding, gates, forward, bptt, training, sampling, inside)
CHOICES = ("Yes, the input is the same", "No, the state differs", "It depends on the temperature")


def progress(draw):
    """One learner's file, with four guesses and four answers in each notebook with exercises."""
    done, guesses, quizzes = {}, {}, {}
    for package in PACKAGES:
        name = package.collection.notebook
        done[name] = [exercise for exercise in package.collection.exercises if draw.random() < 0.6]
        values = (draw.choice((5, 7, 10, 69)), draw.gauss(3, 2), 10 ** draw.uniform(-4, 0))
        values = (*values, draw.choice(CHOICES))
        guesses[name] = {f"guess {k}": {"guess": value} for k, value in enumerate(values)}
        quizzes[name] = {
            f"question {k}": {"answer": "f = 0, so all is forgotten", "right": draw.random() < 0.5}
            for k in range(4)
        }
    return {"version": 2, "done": done, "guesses": guesses, "quizzes": quizzes}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder, draw = tmp_path_factory.mktemp("class"), random.Random(0)
    for k in range(LEARNERS):
        (folder / f"my_progress_{k}.json").write_text(json.dumps(progress(draw)))
    (folder / "my_progress_half.json").write_text("{")
    class_report.report(folder, folder / "class_report.html", "26 November 2026")
    return (folder / "class_report.html").as_uri()


@pytest.fixture
def page(browser, address):
    page = browser.new_page(bypass_csp=True)  # for axe-core, which is a script
    page.goto(address)
    yield page
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_the_report_can_be_read_in_both_themes_and_at_every_width(page, theme, width):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 768})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
        "rgb(255, 255, 255)" if theme == "light" else "rgb(21, 24, 29)"
    )
    assert serious_violations(page, "main") == []


def test_the_report_prints_on_three_pages_at_most(page):
    paper = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 3  # fourteen notebooks at 7 points
