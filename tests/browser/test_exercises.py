"""A learner's answers in a real JupyterLab: what is typed, what the check says, and how it looks."""

import json

import pytest
from accessibility import serious_violations

pytestmark = pytest.mark.browser
SETUP = """
import os

os.environ["LSTM_PROGRESS"] = "progress_of_a_test.json"
from lstm_core.exercises.gates import tasks as check
from lstm_core.exercises.encoding import tasks as encoding"""
REPLY = ".jp-OutputArea-output [role=status]"
WRONG = """
def my_slope(z):
    s = 1 / (1 + np.exp(-z))
    return z * (1 - z)


check.sigmoid_slope(my_slope)"""
TYPED = """([k, source]) => {
    const { cells } = window.jupyterapp.shell.currentWidget.content.model;
    cells.get(k).sharedModel.setSource(source);
}"""


def replies(notebook) -> list[str]:
    """The text of every answer on the page, from top to bottom."""
    return notebook.page.locator(REPLY).all_inner_texts()


def answer_with(notebook, cell: int, source: str) -> None:
    notebook.page.evaluate(TYPED, [cell, source])
    assert notebook.run_all() == []


def test_wrong_then_right_then_progress(show, lab):
    notebook = show(SETUP, "import numpy as np", WRONG, "check.progress()")
    known, progress = replies(notebook)
    assert known.startswith("✗") and "mistake" in known.splitlines()[0]
    assert "to do" in progress and "○" in progress
    answer_with(notebook, 2, WRONG.replace("z * (1 - z)", "s * (1 - s)"))
    right, progress = replies(notebook)
    assert right.startswith("✓ Right")
    assert "1 of 4" in progress
    kept = json.loads((lab[1] / "notebooks" / "progress_of_a_test.json").read_text())
    assert "sigmoid_slope" in json.dumps(kept)
    answer_with(notebook, 3, "check.reset()\ncheck.progress()")
    assert "0 of 4" in replies(notebook)[-1]


def test_a_hint_more_with_each_run(show):
    notebook = show(SETUP, "check.hint('sigmoid_slope')")
    [first] = replies(notebook)
    assert notebook.run_all() == []
    [second] = replies(notebook)
    assert "1 of" in first and "2 of" in second
    assert first.splitlines()[-1] != second.splitlines()[-1]


def test_the_learners_own_words_are_shown_and_never_run(show):
    tag = "<img src=x onerror=window.wasRun=1>"
    notebook = show(
        SETUP,
        f'def my_slope(z):\n    raise ValueError("{tag}")\n\n\ncheck.sigmoid_slope(my_slope)',
        f'check.sigmoid_slope("{tag}")\nencoding.make_vocabulary(lambda text: ["{tag}"])',
    )
    assert tag in replies(notebook)[0]
    assert notebook.page.locator(f"{REPLY} img").count() == 0
    assert notebook.page.evaluate("window.wasRun") is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_answers_can_be_read_in_both_themes(show, theme):
    notebook = show(
        SETUP,
        "import numpy as np",
        WRONG,
        "check.sigmoid_slope()",
        "check.hint('step')",
        "check.progress()",
    )
    notebook.set_theme(theme)
    assert len(replies(notebook)) == 4
    assert serious_violations(notebook.page, REPLY) == []


# What a screen reader tells: the lines of the tree in their order, from a wrong answer to the progress

TRANSCRIPT = """
status
strong: ✗ A mistake that others have made
text: ": sigmoid_slope"
paragraph: You use z instead of s. Compute s = σ(z) first.
status
strong: ✓ Right
text: ": sigmoid_slope"
paragraph: Your slope is right in the middle and for large |z|, up to ±1000.
status
paragraph: "Hint 1 of 2: The slope of σ can be had from its output alone.
status
strong: 1 of 4 exercises done
text: ✓ done · warm-up ·
code: sigmoid_slope
text: ": the slope of σ at z, for any z"
text: ○ to do · core ·
code: step
"""


def test_the_accessibility_tree_tells_the_story_of_an_exercise(show, lab):
    (lab[1] / "notebooks" / "progress_of_a_test.json").unlink(missing_ok=True)
    right = WRONG.replace("z * (1 - z)", "s * (1 - s)")
    hint = "check.hint('sigmoid_slope')"
    notebook = show(SETUP, "import numpy as np", WRONG, right, hint, "check.progress()")
    tree = "\n".join(reply.aria_snapshot() for reply in notebook.page.locator(REPLY).all())
    position = 0
    for line in TRANSCRIPT.strip().splitlines():
        found = tree.find(line, position)
        assert found >= 0, f"{line!r} is missing or out of order in:\n{tree}"
        position = found + len(line)
