"""A guess in a real JupyterLab: nothing opens before the commit, and the keyboard does it all."""

import json

import pytest
from accessibility import faint_parts, serious_violations
from fits import SIZES, faults

pytestmark = pytest.mark.browser
SETUP = """
import os

os.environ["LSTM_PROGRESS"] = "progress_of_a_guess.json"
import numpy as np
from lstm_core import plots
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result
from lstm_core.widgets import Guess

def _reveal(steps):
    curves = {"f": np.array([1.0, 0.5])}
    figure = plots.memory_curves(curves, ylabel="share", title="It halves in 69 steps")
    table = "f     steps\\n0.99  69" + 40 * " wide"
    return Result(steps, ("It lasts `long`: <b>69</b>.",), table, figure)

question = "After how many steps is one half left?"
steps = NumberGuess("NAME", "02_gates", question, _reveal, unit="steps")
sides = ("left", "right", "none")
side = ChoiceGuess("NAME", "02_gates", "Which side?", lambda: Result("left", ("So.",)), sides)
"""
WIDGET = ".lstm-guess"
FOCUSED = "document.activeElement.dataset.testid ?? document.activeElement.value ?? ''"


def asked(show, lab, name: str, cell: str, **size):
    """Show a guess that nobody has committed to before."""
    (lab[1] / "notebooks" / "progress_of_a_guess.json").unlink(missing_ok=True)
    notebook = show(SETUP.replace("NAME", name), f"guess = {cell}\nguess", **size)
    return notebook, notebook.widget("lstm-guess")


def wait_until_open(notebook) -> None:
    notebook.page.wait_for_selector(f"{WIDGET}[data-revealed]")


def kept(lab) -> dict:
    path = lab[1] / "notebooks" / "progress_of_a_guess.json"
    return json.loads(path.read_text(encoding="utf-8"))["guesses"]["02_gates"]


def test_a_number_is_committed_with_the_keyboard_and_only_then_the_result_appears(show, lab):
    notebook, widget = asked(show, lab, "keys", "Guess(steps, 69.0)")
    page = notebook.page
    before = page.locator(".jp-OutputArea-output").last.inner_html() + json.dumps(notebook.outputs()[1])
    assert [word for word in ("69 ", "69.", "lasts", "<img", "halves") if word in before] == []
    field = widget.get_by_label("After how many steps is one half left?")
    page.evaluate("document.activeElement.blur()")
    for _ in range(60):
        page.keyboard.press("Tab")
        if field.evaluate("(field) => field === document.activeElement"):
            break
    else:
        raise AssertionError("Tab does not reach the field")
    page.keyboard.type("12")
    assert widget.get_by_test_id("pair").inner_text() == ""
    page.keyboard.press("Enter")
    wait_until_open(notebook)
    assert widget.get_by_test_id("guess").inner_text() == "12 steps"
    assert widget.get_by_test_id("answer").inner_text() == "69 steps"
    assert "about 5.8 times your guess" in widget.get_by_test_id("comparison").inner_text()
    picture = widget.get_by_test_id("figure").locator("img")
    ground = picture.evaluate("(img) => getComputedStyle(img).backgroundColor")
    assert ground == "rgba(0, 0, 0, 0)", "or the card's round corners would be white in the dark theme"
    natural, width = picture.evaluate("(img) => [img.naturalWidth, img.clientWidth]")
    assert picture.get_attribute("alt") and natural == 2 * width > 600, "sharp on sharp screens"
    page.keyboard.press("ArrowRight")  # the focus is on the choice of the part
    explanation = widget.get_by_test_id("explanation")
    assert explanation.is_visible() and not picture.is_visible()
    assert "It lasts long: <b>69</b>." in explanation.inner_text()
    assert explanation.locator("code").inner_text() == "long"
    assert kept(lab)["keys"]["guess"] == 12
    assert notebook.console_errors == []


def test_result_and_guess_stand_side_by_side_and_are_announced(show, lab):
    notebook, widget = asked(show, lab, "beside", "Guess(steps, 69.0)")
    pair = widget.get_by_test_id("pair")
    assert (pair.get_attribute("role"), pair.get_attribute("aria-live")) == ("status", "polite")
    widget.get_by_test_id("number").fill("12")
    widget.get_by_test_id("commit").click()
    wait_until_open(notebook)
    guess, answer = (widget.get_by_test_id(name).bounding_box() for name in ("guess", "answer"))
    assert guess["y"] == pytest.approx(answer["y"]) and guess["x"] < answer["x"]
    for name in pair.locator("dt").all():
        box = name.bounding_box()
        assert box["y"] + box["height"] <= guess["y"] + 1, "a name stands above its value"


def test_arrow_keys_choose_an_answer_and_enter_commits(show, lab):
    notebook, widget = asked(show, lab, "arrows", "Guess(side)")
    assert widget.get_by_role("group", name="Which side?").count() == 1
    widget.get_by_role("radio", name="left").focus()
    notebook.page.keyboard.press("ArrowDown")
    assert widget.get_by_role("radio", name="right").is_checked()
    notebook.page.keyboard.press("x")  # in JupyterLab's command mode it would cut the cell
    notebook.page.keyboard.press("Enter")
    wait_until_open(notebook)
    assert widget.get_by_test_id("guess").inner_text() == "right"
    assert "another answer" in widget.get_by_test_id("comparison").inner_text()
    assert kept(lab)["arrows"]["guess"] == "right"
    assert len(notebook.outputs()) == 2


def test_what_is_no_number_is_told_and_opens_nothing(show, lab):
    notebook, widget = asked(show, lab, "words", "Guess(steps, 69.0)")
    field, notice = widget.get_by_test_id("number"), widget.get_by_test_id("notice")
    for typed, words in (("<i>soon", "but got '<i>soon'"), ("", "Write one")):
        field.fill(typed)
        field.press("Enter")
        notice.get_by_text(words).wait_for()
        assert notice.locator("i").count() == 0
    assert widget.get_by_test_id("pair").inner_text() == ""
    field.fill("12")
    field.press("Enter")
    wait_until_open(notebook)
    assert notice.inner_text() == ""


def test_a_guess_may_be_changed_and_the_first_one_is_kept(show, lab):
    notebook, widget = asked(show, lab, "changed", "Guess(steps, 69.0)")
    field = widget.get_by_test_id("number")
    field.fill("12")
    field.press("Enter")
    wait_until_open(notebook)
    widget.get_by_role("radio", name="Another guess").click()
    field.fill("60")
    widget.get_by_text("Change my guess").click()
    widget.get_by_test_id("first").wait_for()
    assert widget.get_by_test_id("first").inner_text() == "12 steps"
    assert widget.get_by_test_id("guess").inner_text() == "60 steps"
    assert kept(lab)["changed"]["guess"] == 12


def test_a_cell_that_runs_again_knows_the_guess_and_shows_the_result_again(show, lab):
    notebook, widget = asked(show, lab, "again", "Guess(steps, 69.0)")
    widget.get_by_test_id("number").fill("12")
    widget.get_by_test_id("commit").click()
    wait_until_open(notebook)
    assert notebook.run_all() == []
    notebook.page.wait_for_selector(f"{WIDGET}:not([data-revealed])")
    widget = notebook.widget("lstm-guess")
    assert "You guessed before: 12 steps" in widget.get_by_test_id("earlier").inner_text()
    assert widget.get_by_test_id("number").input_value() == "12 steps"
    assert widget.get_by_test_id("pair").inner_text() == ""
    widget.get_by_test_id("again").focus()
    notebook.page.keyboard.press("Enter")
    wait_until_open(notebook)
    assert widget.get_by_test_id("guess").inner_text() == "12 steps"


def test_a_guess_committed_in_python_opens_the_form_as_well(show, lab):
    notebook, widget = asked(show, lab, "python", "Guess(side)")
    assert "Result: left" in notebook.run("print(guess.commit('none'))")
    wait_until_open(notebook)
    assert widget.get_by_test_id("guess").inner_text() == "none"


def test_without_a_kernel_the_form_says_why_nothing_opens(show, lab):
    notebook, widget = asked(show, lab, "silent", "Guess(steps, 69.0)")
    notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    widget.get_by_test_id("lost").get_by_text("The kernel has ended").wait_for()
    assert widget.get_by_test_id("number").is_disabled()
    assert widget.get_by_test_id("commit").is_disabled()


def test_every_control_can_be_reached_with_the_tab_key(show, lab):
    notebook, widget = asked(show, lab, "tab", "Guess(steps, 69.0)")
    widget.get_by_test_id("number").fill("12")
    widget.get_by_test_id("number").press("Enter")
    wait_until_open(notebook)
    reached = []
    notebook.page.keyboard.press("ArrowRight")
    notebook.page.keyboard.press("Tab")
    reached.append(notebook.page.evaluate("document.activeElement.tagName"))
    for key in ("Shift+Tab", "ArrowRight", "Tab", "Tab"):
        notebook.page.keyboard.press(key)
        reached.append(notebook.page.evaluate(FOCUSED))
    assert reached == ["PRE", "part-explanation", "part-form", "number", "commit"]


@pytest.mark.long
@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_is_wider_than_its_place(show, lab, width):
    notebook, widget = asked(show, lab, f"wide{width}", "Guess(steps, 69.0)", width=width, height=768)
    widget.get_by_test_id("number").fill("12")
    widget.get_by_test_id("number").press("Enter")
    wait_until_open(notebook)
    too_wide = """(root) => [root, ...root.querySelectorAll("*")]
        .filter((e) => e.tagName !== "PRE" && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
            && getComputedStyle(e).display !== "inline" && getComputedStyle(e).clipPath === "none")
        .map((e) => e.className)"""
    assert widget.evaluate(too_wide) == []
    widget.get_by_role("radio", name="Explanation").click()
    table = widget.get_by_test_id("explanation").locator("pre")
    assert table.evaluate("(e) => e.scrollHeight") < 80, "rows of a table are not broken"
    ends = "(e) => [e, e.closest('.jp-OutputArea-output')].map((x) => x.getBoundingClientRect().right)"
    own, outer = widget.evaluate(ends)
    assert own <= outer + 1


def outcomes(notebook, widget, *, near: bool):
    """Bring a guess into one state after the other: open, refused, committed, each part."""
    yield "not answered"
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("notice").get_by_text("commit").wait_for()
    yield "nothing entered"
    is_number = widget.get_by_test_id("number").count() == 1
    if is_number:
        widget.get_by_test_id("number").fill("x" * 300)
        widget.get_by_test_id("number").press("Enter")
        widget.get_by_test_id("notice").get_by_text("xxx").wait_for()
        yield "no number"
        widget.get_by_test_id("number").fill("69" if near else "123456789")
        widget.get_by_test_id("number").press("Enter")
    else:
        widget.get_by_role("radio", name="left" if near else "none").check()
        widget.get_by_test_id("commit").click()
    wait_until_open(notebook)
    yield "answered"
    for each in widget.get_by_test_id("parts").get_by_role("radio").all():
        each.click()
        yield each.inner_text()
    if is_number:
        widget.get_by_test_id("number").fill("x" * 300)
        widget.get_by_test_id("number").press("Enter")
        widget.get_by_test_id("notice").get_by_text("xxx").wait_for()
        yield "no number again"


EVERY_GUESS = pytest.mark.parametrize(
    ("cell", "near"),
    [(f"Guess({name})", near) for name in ("steps, 69.0", "side") for near in (True, False)],
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@EVERY_GUESS
def test_every_state_after_an_answer_can_be_read(show, lab, theme, cell, near):
    notebook, widget = asked(show, lab, f"seen {theme} {cell[6:10]} {near}", cell, width=700)
    notebook.set_theme(theme)
    for state in outcomes(notebook, widget, near=near):
        assert faint_parts(widget) == [], state
        assert serious_violations(notebook.page, WIDGET) == [], state


@EVERY_GUESS
def test_it_fits_in_every_state(show, lab, cell, near):
    notebook, widget = asked(show, lab, f"fits {cell[6:10]} {near}", cell, width=1440, height=900)
    for state in outcomes(notebook, widget, near=near):
        for size in SIZES:
            with size.given_to(widget):
                # A table that is wider than the page scrolls, also from the keyboard.
                found = [each for each in faults(widget, size) if "beside: pre" not in each]
                assert found == [], (state, size)
