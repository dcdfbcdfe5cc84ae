"""Hints one at a time, what is done, and the small file in which it is kept."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from lstm_core.exercises.bptt import tasks as bptt
from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.progress_file import FILE, read_progress
from lstm_core.exercises.checking.progress_format import Progress
from lstm_core.exercises.encoding import tasks as encoding
from lstm_core.exercises.forward import tasks as forward
from lstm_core.exercises.gates import tasks as gates
from lstm_core.exercises.inside import tasks as inside
from lstm_core.exercises.sampling import tasks as sampling
from lstm_core.exercises.training import tasks as training


@pytest.fixture
def file(monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_PROGRESS", str(tmp_path / FILE))
    return tmp_path / FILE


@pytest.fixture
def fresh(file):
    return Collection(*gates.collection.exercises.values())


def right():
    gates.step(gates.step.solution)


def test_hints_come_one_at_a_time_and_end_with_the_solution(fresh, capsys):
    shown = []
    for _ in range(len(gates.step.hints) + 2):
        fresh.hint("step")
        shown.append(" ".join(capsys.readouterr().out.split()))
    for number, hint in enumerate(gates.step.hints):
        assert f"Hint {number + 1} of 4: {hint}" in shown[number]
        assert all(" ".join(earlier.split()) in shown[number] for earlier in gates.step.hints[:number])
        assert f"Hint {number + 2} of" not in shown[number]
    assert "solutions/02_gates_solutions.ipynb" in shown[-1] and shown[-1] == shown[-2]


def test_a_hint_can_be_repeated_and_none_is_skipped(fresh, capsys):
    fresh.hint("step", 3)
    assert "no hint 3 to show yet" in capsys.readouterr().out
    fresh.hint("step")
    fresh.hint("step")
    capsys.readouterr()
    for _ in range(2):
        fresh.hint("step", 1)
        shown = capsys.readouterr().out
        assert "Hint 1 of 4" in shown and "Hint 2 of 4" not in shown
    fresh.hint("step")
    assert "Hint 3 of 4" in capsys.readouterr().out


@pytest.mark.parametrize("number", [0, -1, 2.5, "two", float("nan")])
def test_a_hint_that_there_is_not_is_said(fresh, capsys, number):
    fresh.hint("step", number)
    assert "Choose 1 to 1" in capsys.readouterr().out


def test_a_check_spends_no_hint(fresh, capsys):
    for function in (None, right, gates.step.solution):
        fresh.exercises["step"](function)
    capsys.readouterr()
    fresh.hint("step")
    assert "Hint 1 of 4" in capsys.readouterr().out


def solution_lines(notebook):
    path = Path(__file__).parents[2] / "notebooks" / "solutions" / f"{notebook}_solutions.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    for line in code.splitlines():
        expression = line.split("#")[0].strip().removeprefix("return ")
        for part in (expression, expression.partition(" = ")[2]):
            bare = part.replace(" ", "")
            if len(bare) > 14:  # a shorter one is a name or a single call
                yield bare


def test_the_last_hint_is_no_line_of_the_solution():
    for tasks in (bptt, encoding, forward, gates, inside, sampling, training):
        lines = set(solution_lines(tasks.collection.notebook))
        assert len(lines) > 10
        for exercise in tasks.collection.exercises.values():
            last = exercise.hints[-1].replace(" ", "").replace("−", "-")
            assert [line for line in lines if line in last] == [], exercise.name


@pytest.mark.parametrize("name", ["", "steps", 3, None])
def test_an_unknown_name_gets_the_names_that_there_are(fresh, capsys, name):
    fresh.hint(name)
    assert fresh.example(name) is None
    assert capsys.readouterr().out.count("forget_bias_for") == 2


def test_an_example_is_what_the_check_uses(fresh):
    x, *_ = fresh.example("step", 2)
    first, *_ = gates.step.cases(np.random.default_rng(0))[2]
    np.testing.assert_array_equal(x, first)
    assert len(fresh.example("step", 99)) == len(fresh.example("step", -1)) == 6


def test_what_was_right_is_done_and_stays_done(file, capsys):
    assert gates.collection.panel().rows[1][0] is False
    right()
    assert gates.collection.panel().rows[1][0] is True
    gates.step(lambda x, h_prev, c_prev, W_x, W_h, b: (h_prev, c_prev))
    assert gates.collection.panel().rows[1][0] is True
    assert json.loads(file.read_text(encoding="utf-8"))["done"] == {"02_gates": ["step"]}


def test_what_was_wrong_or_not_attempted_writes_nothing(file):
    gates.step(lambda x, h_prev, c_prev, W_x, W_h, b: (h_prev, c_prev))
    gates.step(None)
    gates.collection.progress()
    assert not file.exists()


def test_notebooks_do_not_forget_each_other(file):
    right()
    encoding.make_vocabulary(encoding.make_vocabulary.solution)
    encoding.reset()
    assert read_progress() == Progress(done={"02_gates": ["step"]})


def test_a_panel_says_in_words_what_is_done(file):
    right()
    lines = str(gates.collection.panel()).splitlines()
    assert lines[0] == "1 of 4 exercises done"
    assert lines[1].startswith("○ to do · warm-up · sigmoid_slope:")
    assert lines[2].startswith("✓ done  · core    · step:")
    assert "1 of 4 exercises done" in gates.collection.panel()._repr_html_()


@pytest.mark.parametrize(
    "damage",
    [
        *(b"{", b"", b"[]", b'{"done": 3}', b'{"done": {"a": 1}}', b"\xff\xfe"),
        *(b'{"done": {"a": "step"}}', b'{"done": {"a": [5]}}', b"[" * 100_000, b"9" * 5000),
    ],
)
def test_a_damaged_file_starts_anew_with_a_word(file, damage):
    file.write_bytes(damage)
    panel = gates.collection.panel()
    assert "was damaged" in panel.warning and "was damaged" in str(panel)
    assert file.with_suffix(".damaged.json").read_bytes() == damage
    right()
    assert read_progress() == Progress(done={"02_gates": ["step"]})


@pytest.mark.parametrize("content", ['{"version": 3, "done": {"02_gates": [5]}}', " " * 1_000_001])
def test_a_file_that_cannot_be_read_is_told_and_not_written_over(file, capsys, content):
    file.write_text(content)
    right()
    gates.collection.reset()
    shown = capsys.readouterr().out
    assert "later version" in shown or "too large" in shown
    assert file.read_text() == content


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes")
def test_a_pipe_in_the_place_of_the_file_stops_nothing(file, capsys):
    os.mkfifo(file)
    right()
    shown = " ".join(capsys.readouterr().out.split())
    assert "not a regular file, but a named pipe" in shown


def test_a_folder_that_cannot_be_written_to_is_told_and_stops_nothing(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("LSTM_PROGRESS", str(tmp_path / "missing" / FILE))
    right()
    shown = capsys.readouterr().out
    assert "✓ step: Right." in shown and "cannot be kept" in shown


def test_the_file_is_replaced_in_one_step(file, monkeypatch, capsys):
    right()
    before = file.read_bytes()

    def fails(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dump", fails)
    encoding.make_vocabulary(encoding.make_vocabulary.solution)
    assert file.read_bytes() == before
    assert "No space left" in capsys.readouterr().out
    assert os.listdir(file.parent) == [FILE]


def test_without_a_setting_the_file_stands_where_the_notebook_runs(monkeypatch, tmp_path):
    monkeypatch.delenv("LSTM_PROGRESS", raising=False)
    monkeypatch.chdir(tmp_path)
    right()
    assert (tmp_path / FILE).is_file()


def test_switched_off_it_lasts_as_long_as_the_kernel_and_writes_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_PROGRESS", "off")
    monkeypatch.chdir(tmp_path)
    gates.reset()
    right()
    assert gates.collection.panel().rows[1][0] is True
    gates.reset()
    assert gates.collection.panel().rows[1][0] is False
    assert os.listdir(tmp_path) == []
