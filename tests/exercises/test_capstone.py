"""The capstone's check: right answers hold, each wrong one fails at its part, and nothing is raised."""

import random
import threading

import numpy as np
import pytest
import strange
from exercises.answers.capstone import NAMES, RIGHT, STEP_BY_STEP, WRONG, names, wrong

from lstm_core.exercises import capstone
from lstm_core.exercises.capstone import network_parts, sample_part, tasks
from lstm_core.exercises.capstone.everything import inspect
from lstm_core.exercises.capstone.report import Report, State
from lstm_core.exercises.capstone.solutions import forward
from lstm_core.exercises.checking import limited_call, progress_file
from lstm_core.exercises.checking.answers import Verdict
from lstm_core.exercises.checking.search import Search
from lstm_core.exercises.checking.space import quiet
from lstm_core.exercises.checking.variations import Pick, identifiers_of

pytestmark = pytest.mark.slow
TEXT = "to be, or not to be: that is the question. " * 4  # soon learned
DEVIATING = [exercise for exercise in tasks.PARTS if exercise.deviations]


def states(report):
    return {part.name: part.state for part in report.parts}


@pytest.mark.parametrize("style", RIGHT)
def test_a_right_answer_holds_in_every_style(style):
    report = inspect(names(RIGHT[style]), TEXT)
    assert report.holding == list(NAMES), report
    assert "30 epochs on the page: the loss goes from" in str(report)
    assert "Your trained network writes" in str(report)


@pytest.mark.parametrize("label", WRONG)
def test_a_wrong_answer_fails_at_its_part_and_is_told_what_to_do(label):
    part, words = WRONG[label][2:]
    report = inspect(wrong(label), TEXT, seconds=1.5 if label == "endless" else 10)
    failing = [p.name for p in report.parts if p.state is State.FAILS]
    assert failing == [part] or (part == "new_parameters" and failing == [part, "train"]), report
    assert words in " ".join(report.part(part).lines), report


def test_there_are_wrong_answers_for_every_part():
    for name in NAMES:
        assert sum(part == name for _, _, part, _ in WRONG.values()) >= 7


@pytest.mark.parametrize("exercise", DEVIATING, ids=lambda exercise: exercise.name)
@pytest.mark.parametrize("seed", [0, 1])
def test_each_known_mistake_has_its_sentence_and_is_found_as_itself(exercise, seed):
    cases = exercise.cases(np.random.default_rng(seed))
    own = identifiers_of(exercise.solution, cases)
    assert set(own) == set(exercise.deviations) and len(own) > 20
    search = Search(exercise.space, cases)
    for name in own:
        with quiet():
            got = [exercise.space.outcome(arguments, name) for arguments in cases]
        assert search.explain(got).explanations == ((name,),), name


def test_the_known_mistakes_of_sampling_are_told_apart_by_their_frequencies():
    parameters, rest = sample_part.network(), np.zeros(3)

    def logits(text):
        return forward(Pick(), parameters, np.array(text), rest, rest)[0][-1]

    first = logits([0])
    second = np.array([logits([0, k]) for k in range(4)])
    tables = [
        *sample_part.mistaken(first, second, np.array([logits([k]) for k in range(4)])).values(),
        sample_part.joint(first, second, sample_part.TEMPERATURE),
    ]
    distances = [np.abs(a - b).sum() / 2 for n, a in enumerate(tables) for b in tables[:n]]
    assert min(distances) > 2 * 0.08


def test_the_solutions_agree_with_the_package_and_with_finite_differences():
    functions = {
        "forward": tasks.forward.solve,
        "loss_and_gradients": lambda *a: tasks.loss_and_gradients.solve(*a),
    }
    from lstm_core.exercises.capstone.inputs import numerical_case

    case = numerical_case(np.random.default_rng(3))
    (loss, *mine), own_loss, numerical = network_parts._with_finite_differences(functions)(*case)
    assert loss == pytest.approx(own_loss)
    for array, other in zip(mine, numerical.values(), strict=True):
        np.testing.assert_allclose(array, other, rtol=1e-5, atol=1e-8)


def test_a_gradient_is_held_against_the_forward_pass_of_the_learner():
    source = STEP_BY_STEP.replace("z_i, z_f, z_g, z_o = np", "z_f, z_i, z_g, z_o = np")
    source = source.replace(
        "[di * i * (1 - i), df * f * (1 - f)", "[df * f * (1 - f), di * i * (1 - i)"
    )
    report = inspect(names(source), TEXT)
    assert states(report) == {
        "new_parameters": State.HOLDS,
        "forward": State.FAILS,
        "loss_and_gradients": State.WAITS,
        "train": State.WAITS,
        "sample": State.HOLDS,
    }
    assert "agree with finite differences of your own forward pass" in str(report)
    assert "Fix forward first" in str(report).replace("`", "")


def test_what_is_not_written_is_named_and_what_needs_it_waits():
    space = names(STEP_BY_STEP)
    del space["loss_and_gradients"], space["sample"]
    report = inspect(space, TEXT)
    assert states(report) == {
        "new_parameters": State.HOLDS,
        "forward": State.HOLDS,
        "loss_and_gradients": State.TODO,
        "train": State.WAITS,
        "sample": State.TODO,
    }


def test_the_page_is_not_read_before_the_start_holds():
    report = inspect(wrong("weights too large"), TEXT)
    assert "read when `new_parameters` holds" in " ".join(report.part("train").lines)


def test_a_start_that_learns_too_slowly_is_named():
    space = names(STEP_BY_STEP.replace("1 / np.sqrt(shape[0])", "1e-9"))
    report = inspect(space, TEXT)
    assert states(report)["train"] is State.FAILS
    assert "too small learn slowly" in " ".join(report.part("train").lines)


@pytest.mark.parametrize("empty", [{}, {"np": np}, dict.fromkeys(NAMES), dict.fromkeys(NAMES, ...)])
def test_an_unattempted_capstone_gets_a_friendly_line(empty, capsys):
    capstone.everything(empty, TEXT)
    printed = capsys.readouterr().out
    assert "Not attempted yet" in printed and "Write the five functions" in printed


def test_functions_with_three_dots_are_unattempted():
    source = "".join(f"def {e.name}({', '.join(e.parameters)}):\n    ...\n" for e in tasks.PARTS)
    assert inspect(names(source), TEXT).verdict is Verdict.TODO


NEEDED = {  # of each function, the others without which it is not looked at
    "new_parameters": (),
    "forward": (),
    "loss_and_gradients": ("forward",),
    "train": ("forward", "loss_and_gradients"),
    "sample": ("forward",),
}


def test_whatever_is_handed_over_is_answered(capsys):
    for make in strange.MAKERS:
        capstone.everything(make(), TEXT)
        capstone.everything({}, make())
        capstone.everything({}, TEXT, seconds=make(), page_seconds=make())
        report = inspect({"forward": make()}, TEXT, in_process=True)
        (str(report) + report._repr_html_()).encode()
    assert capsys.readouterr().out


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_function_returns_is_answered(name):
    space = names(STEP_BY_STEP)
    others = {other: space[other] for other in NEEDED[name]}
    for make in random.Random(name).sample(strange.MAKERS, 6):
        strange_one = {name: lambda *_, make=make: make()}
        report = inspect(others | strange_one, TEXT, in_process=True)
        assert isinstance(report, Report) and name not in report.holding
        (str(report) + report._repr_html_()).encode()


@pytest.mark.parametrize("line", ["exit()", "raise SystemExit", "1 / 0", "import os; os._exit(1)"])
def test_a_function_that_ends_python_is_answered(line):
    source = STEP_BY_STEP.replace(
        "    p = parameters\n    logits, memory", f"    {line}\n    logits, memory"
    )
    report = inspect(names(source), TEXT)
    assert states(report)["forward"] is State.FAILS
    assert states(report)["sample"] is State.WAITS


def test_an_endless_loop_in_training_ends_with_the_time_limit():
    space = names(STEP_BY_STEP.replace("    return p, losses", "    while True:\n        losses"))
    report = inspect(space, TEXT, seconds=1.0)
    assert "had not ended after 1 seconds" in " ".join(report.part("train").lines)


def test_it_works_without_processes_and_threads(monkeypatch):
    def no_threads(_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(limited_call, "run_forked", lambda *_: None)
    monkeypatch.setattr(threading.Thread, "start", no_threads)
    assert inspect(names(STEP_BY_STEP), TEXT).holding == list(NAMES)


def test_the_parts_that_hold_are_remembered(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LSTM_PROGRESS", str(tmp_path / "my_progress.json"))
    capstone.everything(wrong("greedy"), TEXT)
    assert progress_file.read_progress().done == {"capstone": list(NAMES[:4])}
    capstone.progress()
    assert "4 of 5 exercises done" in capsys.readouterr().out


def test_the_use_of_the_package_is_noted():
    source = STEP_BY_STEP.replace("import numpy as np", "import numpy as np\nimport lstm_core as lc", 1)
    source = source.replace("q = softmax(logits[t])", "q = lc.softmax(logits[t])")
    report = inspect(names(source), TEXT)
    assert report.holding == list(NAMES)
    assert report.notes == (
        "`loss_and_gradients` uses `lstm_core`. The capstone asks for an LSTM without it.",
    )


def test_the_report_is_the_same_as_text_and_as_html():
    report = inspect(wrong("no dc_next"), TEXT)
    assert str(report).startswith("3 of 5 parts hold.")
    page = report._repr_html_()
    assert page.count("✗") == str(report).count("✗") == 1
    assert "<code>dc_next</code>" in page
