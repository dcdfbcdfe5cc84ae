"""Quizzes and guesses fit one screen in every state: every page and answer, every part of a result."""

import importlib

import pytest
from fits import MEDIUM, PHONE, SIZES, SMALL, faults, heights
from quiz_answers import every_answer

from lstm_core.exercises.quizzes.questions import NumberQuestion

pytestmark = pytest.mark.browser

FOLDERS = (
    "start",
    "encoding",
    "forward",
    "bptt",
    "gradient_reach",
    "relatives",
    "real_text",
    "what_came_after",
)
SETUP = "from lstm_core.widgets import Quiz"
CELL = "from lstm_core.exercises.{} import quiz\nQuiz(quiz.questions)"


def give(widget, number: int, question, answer) -> None:
    """Answer one question on its page, and check it."""
    widget.get_by_test_id(f"question-{number}").click()
    part = widget.locator(f"[data-name={question.name}]")
    if isinstance(question, NumberQuestion):
        part.get_by_test_id("number").fill(str(answer))
    else:
        chosen = [answer] if isinstance(answer, int) else answer
        for k, box in enumerate(part.locator("input").all(), 1):
            if box.get_attribute("type") == "checkbox" or k in chosen:
                box.set_checked(k in chosen)
    part.get_by_test_id("check").click()


def states(widget, questions, *, every: bool):
    """Yield functions that lead through all pages and give every answer, or each question's last."""
    yield lambda: widget.get_by_test_id("result").click()
    for number, question in enumerate(questions, 1):
        yield lambda number=number: widget.get_by_test_id(f"question-{number}").click()
        yield lambda number=number: widget.locator("[data-here]").get_by_test_id("check").click()
        for answer in every_answer(question)[0 if every else -1 :]:
            yield lambda n=number, q=question, a=answer: give(widget, n, q, a)
    yield lambda: widget.get_by_test_id("result").click()


@pytest.mark.parametrize(
    "folder", ["gates", *(pytest.param(f, marks=pytest.mark.long) for f in FOLDERS)]
)
def test_a_quiz_fits_in_every_state_and_keeps_its_height(show, folder):
    questions = importlib.import_module(f"lstm_core.exercises.{folder}.quiz").questions.questions
    notebook = show(SETUP, CELL.format(folder), width=1440, height=900)
    widget = notebook.widget("lstm-quiz")
    for size in SIZES:

        def look(step, size=size):
            step()
            assert faults(widget, size) == []

        steps = [
            lambda step=step: look(step) for step in states(widget, questions, every=size == MEDIUM)
        ]
        assert len(heights(widget, size, steps)) == 1, size


COMMIT_ALL = """
import gc
from lstm_core.widgets import Guess
for guess in [each for each in gc.get_objects() if issubclass(type(each), Guess)]:
    guess.commit(guess.choices[0] if guess.choices else 1.0)
    print(guess.question)
"""


@pytest.mark.parametrize(
    "notebook",
    [
        pytest.param(name, marks=pytest.mark.long)
        for name in (
            "02_gates",
            "05_gradient_reach",
            "10_relatives",
            "11_real_text",
            "12_what_came_after",
        )
    ],
)
def test_a_guess_fits_with_every_part_of_its_result(open_notebook, notebook):
    page = open_notebook(f"notebooks/{notebook}.ipynb", width=1440, height=900)
    assert page.run_all() == []
    asked = page.page.locator(".lstm-guess").all()
    for guess in asked:
        for size in SIZES:
            with size.given_to(guess):
                assert faults(guess, size) == []
    count = len(page.run(COMMIT_ALL).splitlines())
    page.page.wait_for_function(
        "(count) => document.querySelectorAll('.lstm-guess[data-revealed]').length === count", arg=count
    )
    guesses = page.page.locator(".lstm-guess[data-revealed]").all()
    assert len(guesses) == len(asked) >= 5
    for guess in guesses:
        steps = [part.click for part in guess.get_by_test_id("parts").get_by_role("radio").all()]
        for size in SIZES:
            assert len(heights(guess, size, steps)) == 1
            with size.given_to(guess):
                for step in steps:
                    step()
                    found = faults(guess, size)
                    # A table may be wider than a narrow page: it scrolls, also from the keyboard.
                    scrolls = size in (SMALL, PHONE)
                    assert [x for x in found if not (scrolls and "beside: pre" in x)] == []
