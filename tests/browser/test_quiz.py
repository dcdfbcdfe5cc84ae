"""A quiz in a real JupyterLab: answered with the keyboard, marked at once, first answers kept."""

import json

import pytest
from accessibility import faint_parts, serious_violations

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


QUESTIONS = ("count_letters", "in_the_cell_state", "half_life_20", "shut_output")


def part(widget, name: str):
    """Open the page of a question, and return the question."""
    widget.get_by_test_id(f"question-{QUESTIONS.index(name) + 1}").click()
    return widget.locator(f"[data-name={name}]")


def shown(widget) -> list[str]:
    """Return the names of the questions that can be seen."""
    parts = widget.locator("[data-name]").all()
    return [part.get_attribute("data-name") for part in parts if part.is_visible()]


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
    for told in widget.get_by_test_id("feedback").all():
        assert told.get_attribute("aria-live") == "polite"
    part(widget, "shut_output")
    assert widget.get_by_role("group", name="4. The output gate of a unit has been 0").count() == 1
    part(widget, "half_life_20")
    assert widget.get_by_label("3. Which forget gate f has a half-life of 20 steps?").count() == 1
    assert widget.get_by_role("button", name="Check question").count() == 1
    tabs = widget.get_by_role("radiogroup", name="Question").get_by_role("radio").all()
    assert [tab.get_attribute("aria-checked") for tab in tabs].index("true") == 2


def test_one_question_shows_and_keys_and_buttons_lead_to_the_others(show, lab):
    notebook, widget = asked(show, lab)
    keyboard = notebook.page.keyboard
    readout = widget.get_by_test_id("readout")
    assert (shown(widget), readout.inner_text()) == ([QUESTIONS[0]], "Question 1 of 4")
    widget.focus()
    keys = ("ArrowRight", "PageDown", "ArrowLeft", "Home", "End", "PageUp")
    places = (1, 2, 1, 0, 4, 3)
    for key, place in zip(keys, places, strict=True):
        keyboard.press(key)
        assert shown(widget) == list(QUESTIONS[place : place + 1]), key
    widget.get_by_test_id("speech").get_by_text("Question 4 of 4. The output gate").wait_for(
        state="attached"
    )
    next_one = widget.get_by_test_id("next")
    next_one.focus()
    keyboard.press("Enter")
    assert readout.inner_text() == "Result" and next_one.is_disabled()
    keyboard.press("Enter")  # the focus is on Previous, which is not disabled
    assert readout.inner_text() == "Question 4 of 4"
    assert widget.get_by_role("radio", name="Question 4, not answered").count() == 1
    assert notebook.console_errors == []


def test_a_page_key_inside_a_question_leads_into_the_next_one(show, lab):
    notebook, widget = asked(show, lab)
    part(widget, "count_letters").get_by_role("radio").first.focus()
    notebook.page.keyboard.press("PageDown")
    notebook.page.keyboard.press("Space")
    assert part(widget, "in_the_cell_state").get_by_role("checkbox").first.is_checked()


def test_the_result_counts_the_marks_and_names_the_questions_that_are_left(show, lab):
    notebook, widget = asked(show, lab)
    part(widget, "shut_output").get_by_role("radio").nth(1).check()
    notebook.page.keyboard.press("Enter")
    part(widget, "half_life_20").get_by_role("textbox").fill("0.5")
    notebook.page.keyboard.press("Enter")
    assert widget.get_by_test_id("question-3").locator(".lstm-mark").inner_text() == "○"
    assert widget.get_by_role("radio", name="Question 3, not yet right").count() == 1
    assert widget.get_by_role("radio", name="Question 4, right").count() == 1
    widget.get_by_test_id("result").click()
    result = widget.get_by_test_id("result-page").inner_text()
    assert result.startswith("1 of 4 right\n\nLook again at question 3")
    assert "No answer yet: questions 1 and 2." in result
    assert "Is its memory lost? ✓ right" in result
    assert shown(widget) == []


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
    earlier = part(widget, "shut_output").get_by_test_id("earlier")
    earlier.get_by_text("Your first answer, which is kept: yes, since h = 0").wait_for()
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


def states(widget):
    """Bring a quiz into one state after the other: not answered, wrong, partly right, right, result."""
    yield "not answered"
    one = part(widget, "shut_output")
    for name, place in (("wrong", 0), ("right", 1)):
        one.get_by_role("radio").nth(place).check()
        one.get_by_test_id("check").click()
        yield name
    several = part(widget, "in_the_cell_state")
    several.get_by_test_id("check").click()
    yield "nothing chosen"
    several.get_by_role("checkbox").first.check()
    several.get_by_test_id("check").click()
    assert several.get_by_test_id("feedback").get_attribute("data-right") == "false"
    yield "partly right"
    number = part(widget, "half_life_20")
    for answer in ("soon", "0.95", "0.966"):
        number.get_by_role("textbox").fill(answer)
        number.get_by_test_id("check").click()
        yield f"number {answer}"
    widget.get_by_test_id("result").click()
    yield "result"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_after_an_answer_can_be_read(show, lab, theme):
    notebook, widget = asked(show, lab, width=700)
    notebook.set_theme(theme)
    marks = set()
    for state in states(widget):
        assert faint_parts(widget) == [], state
        assert serious_violations(notebook.page, WIDGET) == [], state
        told = widget.locator("[data-here] [data-testid=feedback]").all()
        marks |= {(each.get_attribute("data-right"), each.inner_text()[:1]) for each in told}
    assert {("true", "✓"), ("false", "○")} <= marks, "a sign says it, not the colour alone"


def test_a_text_that_is_too_faint_is_found(show, lab):
    notebook, widget = asked(show, lab, width=700)
    notebook.set_theme("dark")
    assert faint_parts(widget) == []
    widget.evaluate("(root) => root.style.setProperty('--lstm-muted', '#5a5a5a')")
    assert any("Keys" in words for words in faint_parts(widget))
    widget.evaluate("(root) => root.style.setProperty('--lstm-line', '#444444')")
    assert any("edge of lstm-button" in words for words in faint_parts(widget))
