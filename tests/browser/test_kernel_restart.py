"""After a restart of the kernel every widget says that Python no longer knows it, and what helps."""

import pytest
from every_widget import CELLS, SETUP
from fits import MEDIUM, SIZES, faults
from reopening import follow_the_hint

from lstm_core import widgets

pytestmark = pytest.mark.browser
RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()"
SHUT_DOWN = "() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"
DIE = """() => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    kernel.requestExecute({ code: "import os, signal; os.kill(os.getpid(), signal.SIGKILL)" });
}"""
ADVICE = "Select this cell, choose Run ▸ Run All Above Selected Cell, then run this cell."
# What can still be pressed and typed into, by test id, where Python would have to answer.
NEEDS_PYTHON = {
    "AttentionMap": {"send"},
    "CellStepper": {"send"},
    "CellText": {"send"},
    "GateHeatmap": {"send"},
    "GatePlayground": {"send"},
    "GradientFlow": {"send"},
    "Guess": {"commit", "number"},
    "OneHotExplorer": {"send"},
    "PrefixExplorer": {"prefix", "append", "draw", "temperature"},
    "Quiz": set(),
    "Sampler": {"prefix", "temperature", "seed", "previous", "play", "next", "reset"},
    "TrainingLab": {"play", "step", "reset", "learning-rate", "hidden-size", "place", "load"},
    "WeightLayout": {"send"},
}


MAY_BE_OFF = {"previous", "continue"}
LIVE = """(name) => {
    const cells = window.jupyterapp.shell.currentWidget.content.widgets;
    const cell = cells.find(({ model }) => model.sharedModel.source.includes(`widgets.${name}(`));
    const root = cell.node.querySelector(".lstm-widget");
    return root !== null && root.dataset.lost === undefined && cell.model.executionCount !== null;
}"""
STEPPER = ".lstm-stepper"


@pytest.fixture
def notebook(show):
    """Return a notebook with every widget, one per cell."""
    assert set(CELLS) == set(NEEDS_PYTHON) == set(widgets.__all__)
    return show(SETUP, *CELLS.values())


def cell_of(notebook, name):
    return notebook.page.locator(".jp-Notebook .jp-Cell").nth(1 + list(CELLS).index(name))


def band_of(notebook, name):
    return cell_of(notebook, name).locator(".lstm-widget").get_by_test_id("lost")


def assert_all_have_lost_python(notebook, reason: str) -> None:
    for name, controls in NEEDS_PYTHON.items():
        band = band_of(notebook, name)
        band.get_by_text("Python no longer knows this widget").wait_for()
        words = band.inner_text()
        assert words.startswith(reason) and words.endswith(ADVICE), (name, words)
        for control in controls:
            found = cell_of(notebook, name).get_by_test_id(control)
            assert found.count() == 1 and found.is_disabled(), (name, control)


def test_every_widget_says_it_and_stops_what_needs_python_and_the_advice_helps(notebook):
    page = notebook.page
    for name in CELLS:  # a live region must be there before its words
        band = band_of(notebook, name)
        assert (band.get_attribute("role"), band.inner_text()) == ("status", ""), name
    lab = notebook.widget("lstm-training-lab")
    lab.get_by_test_id("play").click()
    page.wait_for_selector(".lstm-training-lab[data-phase=running]")
    cell_of(notebook, "Sampler").get_by_test_id("play").click()
    page.wait_for_selector(".lstm-sampler[data-running=true]")

    page.evaluate(RESTART)
    assert_all_have_lost_python(notebook, "The kernel was restarted")
    page.wait_for_selector(".lstm-sampler[data-running=false]")
    assert lab.get_by_test_id("status-phase").inner_text() == "ended with the kernel"
    assert lab.get_by_test_id("play").inner_text().endswith("Start")

    follow_the_hint(page, cell_of(notebook, list(CELLS)[-1]))
    for name, controls in NEEDS_PYTHON.items():
        page.wait_for_function(LIVE, arg=name)
        assert band_of(notebook, name).inner_text() == "", name
        for control in controls - MAY_BE_OFF:
            assert cell_of(notebook, name).get_by_test_id(control).is_enabled(), (name, control)
    assert [output for cell in notebook.outputs() for output in cell if "ename" in output] == []
    stepper = notebook.widget("lstm-stepper")
    stepper.focus()
    page.keyboard.press("ArrowRight")
    stepper.get_by_test_id("keys").click()
    stepper.get_by_test_id("send").click()
    assert "Sent" in stepper.get_by_test_id("sent").inner_text()


def test_with_the_band_every_widget_still_fits_one_screen_and_it_can_be_hidden(notebook):
    page = notebook.page
    page.evaluate(RESTART)
    assert_all_have_lost_python(notebook, "The kernel was restarted")
    for name in NEEDS_PYTHON:
        widget = cell_of(notebook, name).locator(".lstm-widget")
        for size in SIZES:
            with size.given_to(widget):
                assert faults(widget, size) == [], (name, size)
    stepper = notebook.widget("lstm-stepper")
    with MEDIUM.given_to(stepper):
        play = stepper.get_by_test_id("play")
        over = """(button) => {
            const box = button.getBoundingClientRect();
            const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return seen.closest(".lstm-lost") !== null;
        }"""
        stepper.scroll_into_view_if_needed()
        assert play.evaluate(over)
        stepper.get_by_test_id("hide-lost").click()
        assert not play.evaluate(over)
        assert stepper.evaluate("(root) => root === document.activeElement")


def test_what_needs_no_kernel_goes_on(notebook):
    page = notebook.page
    stepper = notebook.widget("lstm-stepper")
    stepper.get_by_test_id("keys").click()
    stepper.get_by_test_id("send").focus()
    page.evaluate(RESTART)
    assert_all_have_lost_python(notebook, "The kernel was restarted")
    assert stepper.evaluate("(root) => root === document.activeElement"), "not lost with its button"
    before = stepper.get_attribute("data-substep")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => document.querySelector('{STEPPER}').dataset.substep !== '{before}'")
    quiz = notebook.widget("lstm-quiz")
    assert "still marked, but no longer kept" in quiz.get_by_test_id("lost").inner_text()
    quiz.locator("input[type=radio]").first.check()
    quiz.get_by_test_id("check").first.click()
    assert quiz.get_by_test_id("feedback").first.inner_text() != ""
    lab = notebook.widget("lstm-training-lab")
    lab.focus()
    for key in ("Space", "s", "r"):
        page.keyboard.press(key)
    other = {"true": "false", "false": "true"}[lab.get_attribute("data-log")]
    page.keyboard.press("l")
    page.wait_for_selector(f".lstm-training-lab[data-log={other}][data-phase=lost]")
    sampler = notebook.widget("lstm-sampler")
    sampler.focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(100)
    assert sampler.get_attribute("data-running") == "false"
    assert notebook.console_errors == []


@pytest.mark.parametrize("how", ["shut down", "killed"])
def test_a_kernel_that_ends_is_noticed_as_well(notebook, how):
    """Jupyter's server starts a kernel that was killed again, with nothing in it."""
    notebook.may_be_used_again = False  # JupyterLab may ask about the kernel later
    if how == "shut down":
        notebook.page.evaluate(SHUT_DOWN)
        assert_all_have_lost_python(notebook, "The kernel has ended")
    else:
        notebook.page.evaluate(DIE)
        assert_all_have_lost_python(notebook, "The kernel was restarted")


def test_a_widget_that_python_closes_goes_from_the_page(show):
    notebook = show(
        "from lstm_core.widgets import GatePlayground\nplay = GatePlayground()\nplay", "play"
    )
    page = notebook.page
    assert page.locator(".lstm-playground").count() == 2
    notebook.run("play.close()")
    page.wait_for_function("() => document.querySelectorAll('.lstm-widget').length === 0")
    assert notebook.console_errors == []
