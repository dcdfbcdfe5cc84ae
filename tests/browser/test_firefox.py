"""Three widgets in stock Firefox: the stepper, the training lab and the quiz do what they are for."""

import json
import os
import sys

import pytest
from firefox_page import FirefoxPage, find_firefox, running_firefox
from lab_page import write_notebook

import lstm_core as lc

pytestmark = [pytest.mark.browser, pytest.mark.long]
# Debian's name for it is known; elsewhere the test runs where Firefox happens to be found.
REQUIRED = os.environ.get("LSTM_REQUIRE_BROWSER") == "1" and sys.platform == "linux"
TEXT = "to be, or not to be"
PROGRESS = "progress_in_firefox.json"
SETUP = f"""
import os

os.environ["LSTM_PROGRESS"] = {PROGRESS!r}
import lstm_core as lc
from lstm_core.exercises.gates import quiz
from lstm_core.widgets import CellStepper, Quiz, TrainingLab

text = {TEXT!r}
vocabulary = lc.Vocabulary.from_text(text)
indices = vocabulary.encode(text)
model = lc.CharLSTM(len(vocabulary), 4, seed=1)
trace = model.forward(indices[:-1])
"""
CELLS = (
    SETUP,
    "CellStepper(trace, vocabulary, model=model, targets=indices[1:])",
    "lab = TrainingLab(text * 4, hidden_size=4, epochs=1_000_000)\nlab",
    "Quiz(quiz.questions)",
)
STEPPER, LAB, QUESTION = ".lstm-stepper", ".lstm-training-lab", "[data-name=shut_output]"
EPOCH_PASSED = "(s, epoch) => Number(document.querySelector(s).dataset.epoch) > epoch"
PHASE_IS = "(s, phase) => document.querySelector(s).dataset.phase === phase"


@pytest.fixture(scope="module")
def notebook(lab):
    """Return a notebook with the three widgets, open and run in Firefox."""
    program = find_firefox()
    if program is None:
        reason = "Firefox is not installed (Debian: sudo apt install firefox-esr)"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    address, root = lab
    write_notebook(root / "notebooks" / "in_firefox.ipynb", *CELLS)
    with running_firefox(program) as bidi:
        page = FirefoxPage(bidi)
        try:
            page.open(f"{address}/lab/tree/notebooks/in_firefox.ipynb?reset")
            assert page.run_all() == []
            yield page
        finally:
            page.close()


def test_the_stepper_steps_with_the_keyboard_and_shows_the_traces_numbers(notebook):
    indices = lc.Vocabulary.from_text(TEXT).encode(TEXT)
    trace = lc.CharLSTM(len(set(TEXT)), 4, seed=1).forward(indices[:-1])
    notebook.focus(STEPPER)
    for key, substep in zip(["ArrowRight"] * 3, "zif", strict=True):
        notebook.press(key)
        notebook.data(f'{STEPPER}[data-substep="{substep}"]')
    shown = float(notebook.data(f'{STEPPER} [data-chip="f"]')["value"])
    assert shown == pytest.approx(trace.forget_gate[0, 0], rel=1e-6)
    assert notebook.console_errors == []


def test_the_lab_trains_and_pauses_with_the_numbers_of_python(notebook):
    button = f"{LAB} [data-testid=play]"
    notebook.click(button)
    for epoch in (10, int(notebook.data(LAB)["epoch"]) + 30):
        notebook.wait_for(EPOCH_PASSED, LAB, epoch)
    notebook.click(button)
    notebook.wait_for(PHASE_IS, LAB, "paused")
    losses = json.loads(
        notebook.run("import json; print(json.dumps(list(lab.experiment.branches[0].losses)))")
    )
    shown = notebook.data(LAB)
    assert int(shown["epoch"]) == len(losses)
    assert float(shown["loss"]) == losses[-1] < losses[0]
    assert notebook.console_errors == []


def test_a_question_is_answered_with_the_keyboard_and_the_answer_is_kept(notebook, lab):
    notebook.click(".lstm-quiz [data-testid=question-4]")
    notebook.focus(f"{QUESTION} input[type=radio]")
    notebook.press("Space", "Enter")
    told = f"{QUESTION} [data-testid=feedback]"
    assert notebook.text(told).startswith("○ Not yet.")
    notebook.press("ArrowDown", "Enter")
    notebook.wait_for("(s) => document.querySelector(s).textContent.startsWith('✓ Right.')", told)
    notebook.run("'every message that came before is handled'")
    kept = json.loads((lab[1] / "notebooks" / PROGRESS).read_text(encoding="utf-8"))
    assert kept["quizzes"]["02_gates"]["shut_output"] == {"answer": "yes, since h = 0", "right": False}
    assert notebook.console_errors == []
