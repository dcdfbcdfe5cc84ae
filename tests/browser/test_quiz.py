"""A quiz in a real JupyterLab: answered with the keyboard, marked at once, first answers kept."""

import json

import pytest
from accessibility import serious_violations

pytestmark = pytest.mark.browser
SETUP = """
import os

os.environ["LSTM_PROGRESS"] = "progress_of_a_quiz.json"
from lstm_core.exercises.gates import quiz
from lstm_core.widgets import Quiz
"""
WIDGET = ".lstm-quiz"


def asked(show, lab, **size):
    (lab[1] / "notebooks" / "progress_of_a_quiz.json").unlink(missing_ok=True)
    notebook = show(SETUP, "Quiz(quiz.questions)", **size)
    return notebook, notebook.widget("lstm-quiz")


def part(widget, name: str):
    return widget.locator(f"[data-name={name}]")


def kept(notebook, lab, count: int) -> dict:
    """Return the answers that are kept, once there are so many."""
    path = lab[1] / "notebooks" / "progress_of_a_quiz.json"
    for _ in range(100):
        found = json.loads(path.read_text(encoding="utf-8"))["quizzes"] if path.exists() else {}
        if len(found.get("02_gates", {})) >= count:
            return found["02_gates"]
        notebook.page.wait_for_timeout(50)
    raise AssertionError(f"fewer than {count} answers were kept")


def test_each_kind_of_question_is_answered_with_the_keyboard(show, lab):
    notebook, widget = asked(show, lab)
    keyboard = notebook.page.keyboard
    one = part(widget, "shut_output")
    one.get_by_role("radio").first.focus()
    keyboard.press("Space")
    keyboard.press("Enter")
    told = one.get_by_test_id("feedback")
    assert told.inner_text().startswith("○ Not yet.") and "h is not the memory" in told.inner_text()
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    assert told.inner_text().startswith("✓ Right.") and "does not contain o" in told.inner_text()

    several = part(widget, "in_the_cell_state")
    for k, box in enumerate(several.get_by_role("checkbox").all()):
        box.focus()
        if k < 2:
            keyboard.press("Space")
    keyboard.press("Enter")
    assert "g is what is added" in several.get_by_test_id("feedback").inner_text()

    number = part(widget, "half_life_20")
    number.get_by_role("textbox").focus()
    keyboard.type("0,95")
    keyboard.press("Enter")
    assert "You took 1 − 1/20" in number.get_by_test_id("feedback").inner_text()
    answers = kept(notebook, lab, 3)
    assert answers["shut_output"] == {"answer": "yes, since h = 0", "right": False}
    assert answers["half_life_20"] == {"answer": 0.95, "right": False}
    assert notebook.console_errors == []


def test_questions_are_groups_with_names_and_answers_are_announced(show, lab):
    _, widget = asked(show, lab)
    assert widget.get_by_role("group", name="4. The output gate of a unit has been 0").count() == 1
    assert widget.get_by_label("3. Which forget gate f has a half-life of 20 steps?").count() == 1
    for told in widget.get_by_test_id("feedback").all():
        assert told.get_attribute("aria-live") == "polite"
    assert widget.get_by_role("button", name="Check question 2").count() == 1


def test_an_empty_answer_is_told_and_not_kept(show, lab):
    _, widget = asked(show, lab)
    one = part(widget, "shut_output")
    one.get_by_test_id("check").click()
    assert one.get_by_test_id("feedback").inner_text().startswith("No answer is chosen yet.")
    number = part(widget, "half_life_20")
    number.get_by_test_id("check").click()
    assert "no number yet" in number.get_by_test_id("feedback").inner_text()
    assert not (lab[1] / "notebooks" / "progress_of_a_quiz.json").exists()


def test_it_marks_without_a_kernel_and_shows_kept_answers_after_a_new_run(show, lab):
    notebook, widget = asked(show, lab)
    part(widget, "shut_output").get_by_role("radio").first.check()
    part(widget, "shut_output").get_by_test_id("check").click()
    kept(notebook, lab, 1)
    assert notebook.run_all() == []
    widget = notebook.widget("lstm-quiz")
    widget.get_by_text("Your first answer, which is kept: yes, since h = 0").wait_for()
    notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    part(widget, "shut_output").get_by_role("radio").nth(1).check()
    part(widget, "shut_output").get_by_test_id("check").click()
    assert part(widget, "shut_output").get_by_test_id("feedback").inner_text().startswith("✓ Right.")


@pytest.mark.long
@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_is_wider_than_its_place(show, lab, width):
    _, widget = asked(show, lab, width=width, height=768)
    part(widget, "half_life_20").get_by_role("textbox").fill("0.5")
    part(widget, "half_life_20").get_by_test_id("check").click()
    ends = "(e) => [e, e.closest('.jp-OutputArea-output')].map((x) => x.getBoundingClientRect().right)"
    own, outer = widget.evaluate(ends)
    assert own <= outer + 1
    assert widget.evaluate("(e) => e.scrollWidth <= e.clientWidth + 1")


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(show, lab, theme):
    notebook, widget = asked(show, lab, width=700)
    notebook.set_theme(theme)
    for place in (0, 1):
        part(widget, "shut_output").get_by_role("radio").nth(place).check()
        part(widget, "shut_output").get_by_test_id("check").click()
        part(widget, "half_life_20").get_by_test_id("check").click()
        assert serious_violations(notebook.page, WIDGET) == []
