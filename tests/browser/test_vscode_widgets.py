"""Widgets under the widget manager of VS Code, with nothing loaded from a server elsewhere.

VS Code itself cannot be started here. Its Jupyter extension shows widgets with a package that is on
npm, and this package runs in the tests: the same loading of scripts, the same manager and views.
"""

import importlib.util
import os
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
from lab_page import MILLISECONDS_TO_OPEN

import book_vendor
from environment import SetupError

pytestmark = [pytest.mark.browser, pytest.mark.long]
MANAGER = "@vscode/jupyter-ipywidgets8@1.0.9"
INTEGRITY = (
    "sha512-bocCThfa4JDIDd7qCFAfW3HpzHfTLYxOTpTbiDfw4DXOUjKHnr6ObkMBiIkuzYPRybh5bY4FhYLemuDuTvIbpQ=="
)
RUN = (Path(__file__).parent / "vscode_page.js").read_text(encoding="utf-8")
SETUP = """
import os

os.environ["LSTM_PROGRESS"] = "progress_in_vscode.json"
import lstm_core as lc
from lstm_core import widgets
from lstm_core.exercises.gates import quiz
from lstm_core.exercises.guesses.guess import NumberGuess, Result

text = lc.read_text("../data/hamlet.txt")[:60]
vocabulary = lc.Vocabulary.from_text(text)
model = lc.CharLSTM(len(vocabulary), 4)
trace = model.forward(vocabulary.encode(text[:6]))
steps = NumberGuess("vscode", "02_gates", "How many steps?", lambda n: Result(n, ("So.",)))
"""
CELLS = {
    "lstm-quiz": "widgets.Quiz(quiz.questions)",
    "lstm-guess": "widgets.Guess(steps, 69.0)",
    "lstm-stepper": "widgets.CellStepper(trace, vocabulary, model=model)",
    "lstm-one-hot": "widgets.OneHotExplorer(vocabulary, text)",
    "lstm-playground": "widgets.GatePlayground()",
    "lstm-heatmap": "widgets.GateHeatmap(trace, vocabulary)",
    "lstm-flow-map": "widgets.GradientFlow(vocabulary.encode(text), vocab_size=len(vocabulary))",
    "lstm-prefix": "widgets.PrefixExplorer(model, vocabulary, prefix='to')",
    "lstm-sampler": "widgets.Sampler(model, vocabulary, prefix='to')",
    "lstm-celltext": "widgets.CellText(trace, vocabulary)",
    "lstm-attention-map": "widgets.AttentionMap([[1]], [[0.5]], 'a')",
    "lstm-weight-layout": "widgets.WeightLayout(65, 384)",
    "lstm-training-lab": "widgets.TrainingLab(text, hidden_size=4)",
}
THREE_EPOCHS = """() => {
    const text = document.querySelector(".lstm-training-lab").textContent;
    return Number(/Epoch ([\\d,]+)/.exec(text)?.[1].replaceAll(",", "")) >= 3;
}"""  # which epochs are painted depends on the machine


@pytest.fixture(scope="module")
def scripts(tmp_path_factory):
    """Return what VS Code brings and what the environment has, by the address it is asked for."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            archive = book_vendor.fetch(MANAGER, Path(folder))
            assert book_vendor.digest(archive) == INTEGRITY
            target = tmp_path_factory.mktemp("vscode")
            book_vendor.unpack(archive, ["dist/ipywidgets.js"], target)
        requirejs = book_vendor.fill_store() / "requirejs" / "require.js"
    except SetupError as error:
        if os.environ.get("LSTM_REQUIRE_BROWSER") == "1":
            raise
        pytest.skip(str(error).splitlines()[0])
    anywidget = Path(importlib.util.find_spec("anywidget").origin).parent
    return {
        "/vscode/require.js": requirejs,
        "/vscode/ipywidgets.js": target / "ipywidgets.js",
        "/vscode/nbextensions/anywidget/index.js": anywidget / "nbextension" / "index.js",
    }


def serve(file: Path):
    """Return an answer to a request: this file, as a script."""
    return lambda route: route.fulfill(path=file, content_type="text/javascript")


@pytest.fixture(scope="module")
def page(browser, lab, scripts):
    """Return a page in which VS Code's manager shows every widget."""
    address, root = lab
    page = browser.new_page(viewport={"width": 1110, "height": 900})
    page.set_default_timeout(MILLISECONDS_TO_OPEN)
    page.asked, page.problems = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.problems.append(said.text))
    for path, file in scripts.items():
        page.route(f"{address}{path}", serve(file))
    page.goto(f"{address}/lab")
    page.wait_for_function("window.jupyterapp?.serviceManager?.isReady")
    page.add_script_tag(url="/vscode/require.js")
    cells = {"cells": [SETUP, *CELLS.values()], "folder": str(root / "notebooks")}
    page.problems += page.evaluate(RUN, cells)
    yield page
    page.evaluate("window.endKernel()")
    page.close()


def test_every_widget_shows_and_nothing_comes_from_elsewhere(page, lab):
    for name in CELLS:
        page.wait_for_selector(f".lstm-widget.{name}")
    own = [problem for problem in page.problems if "Yjs was already imported" not in problem]
    assert own == [], "JupyterLab's page, the way to the server, has a Yjs of its own"
    local = (lab[0], lab[0].replace("http", "ws"), "blob:", "data:")
    assert [url for url in page.asked if not url.startswith(local)] == []


def test_a_quiz_is_answered_and_marked_with_the_keyboard(page):
    page.locator(".lstm-quiz").get_by_test_id("question-4").click()
    question = page.locator(".lstm-quiz [data-name=shut_output]")
    question.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    feedback = question.get_by_test_id("feedback")
    feedback.get_by_text("h is not the memory").wait_for()


def test_a_guess_is_committed_with_the_keyboard_and_then_the_result_appears(page):
    guess = page.locator(".lstm-guess")
    guess.get_by_label("How many steps?").focus()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lstm-guess[data-revealed]")
    assert guess.get_by_test_id("guess").inner_text() == "12"
    assert guess.get_by_test_id("answer").inner_text() == "69"


def test_the_lab_trains_and_pauses(page):
    lab = page.locator(".lstm-training-lab")
    lab.get_by_role("button", name="Start").click()
    page.wait_for_function(THREE_EPOCHS)
    lab.get_by_role("button", name="Pause").click()
    page.wait_for_selector(".lstm-training-lab [data-testid=play][data-playing=false]")
    lab.get_by_role("button", name="Start").wait_for()
