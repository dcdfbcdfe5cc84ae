"""Hints one at a time; what is done, guessed and answered; and the small file in which it is kept."""

import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from lstm_core.exercises.bptt import tasks as bptt
from lstm_core.exercises.checking import progress_store
from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.progress_file import (
    FILE,
    forget,
    read_progress,
    remember,
    remember_guess,
    remember_quiz,
    restore,
)
from lstm_core.exercises.checking.progress_format import FirstAnswer, FirstGuess, Progress
from lstm_core.exercises.encoding import tasks as encoding
from lstm_core.exercises.forward import tasks as forward
from lstm_core.exercises.gates import tasks as gates
from lstm_core.exercises.gradient_reach import tasks as gradient_reach
from lstm_core.exercises.inside import tasks as inside
from lstm_core.exercises.real_text import tasks as real_text
from lstm_core.exercises.relatives import tasks as relatives
from lstm_core.exercises.sampling import tasks as sampling
from lstm_core.exercises.training import tasks as training
from lstm_core.exercises.what_came_after import tasks as what_came_after


@pytest.fixture
def file(monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_PROGRESS", str(tmp_path / FILE))
    return tmp_path / FILE


@pytest.fixture
def fresh(file):
    return Collection(*gates.collection.exercises.values())


def right():
    gates.step(gates.step.solve)


def stored(file):
    return json.loads(file.read_text(encoding="utf-8"))


def full_disk(monkeypatch):
    def fails(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lstm_core.file_access.os.fsync", fails)


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
    for function in (None, right, gates.step.solve):
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
    for tasks in (
        bptt,
        encoding,
        forward,
        gates,
        gradient_reach,
        inside,
        relatives,
        sampling,
        training,
        real_text,
        what_came_after,
    ):
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
    encoding.make_vocabulary(encoding.make_vocabulary.solve)
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
        *(b'{"done": {}, "guesses": 3}', b'{"done": {}, "guesses": {"a": {"b": 5}}}'),
        *(b'{"done": {}, "guesses": {"a": {"b": {"guess": [1]}}}}', b'{"done": {}, "more": NaN}'),
        *(b'{"done": {}, "guesses": {"a": {"b": {"guess": 1e999}}}}', b'{"version": "2", "done": {}}'),
        b'{"done": {}, "quizzes": {"a": {"b": {"answer": "x", "right": "yes"}}}}',
    ],
)
def test_a_damaged_file_starts_anew_with_a_word(file, damage):
    file.write_bytes(damage)
    panel = gates.collection.panel()
    assert "was damaged" in panel.warning and "was damaged" in str(panel)
    assert file.with_suffix(".damaged.json").read_bytes() == damage
    right()
    assert read_progress() == Progress(done={"02_gates": ["step"]})


@pytest.mark.parametrize("content", ['{"version": 4, "done": {"02_gates": [5]}}', " " * 1_000_001])
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


def test_a_damaged_file_that_cannot_be_set_aside_is_not_written_over(file, monkeypatch):
    file.write_bytes(b"{")

    def fails(*_):
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", fails)
    assert "cannot be set aside: Permission denied" in remember("02_gates", "step")
    assert file.read_bytes() == b"{"


def test_the_next_damaged_file_does_not_replace_the_last(file):
    for content in (b"[1", b"[2"):
        file.write_bytes(content)
        assert "was damaged" in remember("02_gates", "step")
    assert file.with_suffix(".damaged.json").read_bytes() == b"[1"
    assert file.with_suffix(".damaged-2.json").read_bytes() == b"[2"


def test_a_folder_that_cannot_be_written_to_is_told_and_stops_nothing(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("LSTM_PROGRESS", str(tmp_path / "missing" / FILE))
    right()
    shown = capsys.readouterr().out
    assert "✓ step: Right." in shown and "cannot be kept" in shown


def test_a_full_disk_is_told_and_loses_nothing(file, monkeypatch, capsys):
    right()
    before = file.read_bytes()
    with monkeypatch.context() as full:
        full_disk(full)
        encoding.make_vocabulary(encoding.make_vocabulary.solve)
        assert "✓ make_vocabulary: Right." in (shown := capsys.readouterr().out)
        assert "No space left" in shown
        assert remember_guess("02_gates", "half_life", 5) and forget("02_gates").warning
    assert file.read_bytes() == before
    assert os.listdir(file.parent) == [FILE]
    assert read_progress().done == {"02_gates": ["step"], "01_encoding": ["make_vocabulary"]}
    assert remember("02_gates", "share_left") == ""
    assert stored(file)["done"] == {
        "02_gates": ["step", "share_left"],
        "01_encoding": ["make_vocabulary"],
    }
    assert stored(file)["guesses"]["02_gates"] == {"half_life": {"guess": 5}}


def test_a_file_that_would_grow_too_large_to_be_read_is_not_written(file, monkeypatch):
    right()
    before = file.read_bytes()
    monkeypatch.setattr(progress_store, "MOST_BYTES", 400)
    assert "400 bytes" in remember("02_gates", "x" * 400)
    assert file.read_bytes() == before and os.listdir(file.parent) == [FILE]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize("mode", [0o640, 0o666])
def test_a_file_keeps_its_permissions(file, mode):
    right()
    file.chmod(mode)
    remember("02_gates", "share_left")
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert stored(file)["done"] == {"02_gates": ["step", "share_left"]}


def test_a_file_that_is_read_only_stays_as_it_is(file):
    right()
    before = file.read_bytes()
    file.chmod(0o444)
    assert "read-only" in remember("02_gates", "share_left")
    assert file.read_bytes() == before


@pytest.fixture
def nobody():
    """Somebody who may not write everywhere, as root may."""
    if os.name == "nt":
        pytest.skip("Windows has no such permissions")
    me = os.geteuid()
    os.seteuid(65534 if me == 0 else me)
    yield
    os.seteuid(me)


def test_a_folder_that_may_only_be_read_is_told_and_read(file, request):
    remember("02_gates", "step")
    file.chmod(0o644)
    file.parent.chmod(0o555)
    for folder in file.parents[1:]:  # pytest's own, which only its user may enter
        if folder == Path(tempfile.gettempdir()):
            break
        folder.chmod(0o755)
    request.getfixturevalue("nobody")
    assert "cannot be kept" in remember("02_gates", "share_left")
    assert read_progress().done == {"02_gates": ["step", "share_left"]}
    assert stored(file)["done"] == {"02_gates": ["step"]}
    assert os.listdir(file.parent) == [FILE]


@pytest.mark.skipif(os.name == "nt", reason="on Windows a link needs special rights")
@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_stays_a_link_and_its_file_is_written(file, is_there):
    real = file.parent / "elsewhere" / "progress.json"
    real.parent.mkdir()
    if is_there:
        real.write_text('{"version": 1, "done": {"02_gates": ["step"]}}')
    file.symlink_to(real)
    assert remember("02_gates", "share_left") == ""
    assert file.is_symlink() and os.listdir(real.parent) == [real.name]
    assert stored(real)["done"]["02_gates"] == ["step"] * is_there + ["share_left"]


@pytest.mark.skipif(os.name == "nt", reason="on Windows a link needs special rights")
def test_a_damaged_file_behind_a_link_is_set_aside_where_it_is(file):
    real = file.parent / "elsewhere" / "progress.json"
    real.parent.mkdir()
    real.write_bytes(b"{")
    file.symlink_to(real)
    assert "was damaged" in remember("02_gates", "step")
    assert file.is_symlink() and stored(real)["done"] == {"02_gates": ["step"]}
    assert real.with_suffix(".damaged.json").read_bytes() == b"{"


@pytest.mark.skipif(os.name == "nt", reason="on Windows a link needs special rights")
def test_a_link_to_itself_is_told(file):
    file.symlink_to(file)
    assert "cannot be read" in remember("02_gates", "step")
    assert file.is_symlink()


def test_python_in_a_browser_whose_locks_are_missing_keeps_progress_and_models(file):
    code = """
import sys, types
sys.modules["fcntl"] = types.ModuleType("fcntl")  # as Pyodide has it
import lstm_core as lc
from lstm_core.exercises.checking.progress_file import remember
assert remember("02_gates", "step") == ""
lc.CharLSTM(5, 3).save("model.npz")
"""
    subprocess.run([sys.executable, "-c", code], cwd=file.parent, check=True, timeout=120)
    assert stored(file)["done"] == {"02_gates": ["step"]}
    assert sorted(os.listdir(file.parent)) == ["model.npz", FILE]


# Guesses and answers


def test_the_first_guess_stays_and_later_ones_are_counted(file):
    for guess in (5, 7, 5):
        assert remember_guess("02_gates", "half_life", guess) == ""
    assert read_progress().guesses == {"02_gates": {"half_life": FirstGuess(5, again=2)}}


def test_the_first_answer_stays(file):
    assert remember_quiz("02_gates", "keeps", "f = 0", False) == ""
    assert remember_quiz("02_gates", "keeps", "f = 1", True) == ""
    assert read_progress().quizzes == {"02_gates": {"keeps": FirstAnswer("f = 0", right=False)}}


class Silent:
    def __str__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    ("guess", "kept"),
    [
        *(
            (5, 5),
            (0.5, 0.5),
            ("e", "e"),
            (np.float64(0.5), 0.5),
            (np.int64(3), 3),
            (np.array(3.0), 3.0),
        ),
        *(
            (True, "True"),
            (np.True_, "True"),
            (float("nan"), "nan"),
            (2**70, str(2**70)),
            (None, "None"),
        ),
        *(("x" * 1000, "x" * 500), ("\ud800", "\ud800"), (Silent(), "a Silent"), ([1], "[1]")),
        *((np.array(3.0), 3.0), (None, "None")),
    ],
)
def test_a_guess_is_kept_as_a_number_or_a_text(file, guess, kept):
    assert remember_guess("02_gates", "half_life", guess) == ""
    assert remember_quiz("02_gates", "keeps", guess, np.True_) == ""
    again = read_progress()
    assert again.warning == "" and type(again.guesses["02_gates"]["half_life"].guess) is type(kept)
    assert again.guesses["02_gates"]["half_life"].guess == kept
    assert again.quizzes["02_gates"]["keeps"] == FirstAnswer(kept, right=True)


def test_a_file_of_version_1_loses_nothing(file):
    file.write_text('{"version": 1, "done": {"02_gates": ["step"], "99_gone": ["x"]}, "mine": [1, 2]}')
    assert read_progress().done == {"02_gates": ["step"], "99_gone": ["x"]}
    assert stored(file)["version"] == 1  # reading changes nothing
    remember_guess("02_gates", "half_life", 5)
    assert stored(file) == {
        "version": 3,
        "done": {"02_gates": ["step"], "99_gone": ["x"]},
        "guesses": {"02_gates": {"half_life": {"guess": 5}}},
        "quizzes": {},
        "mine": [1, 2],
    }


EARLIER = {  # what is done, guessed and answered under the names that notebooks had up to format 2
    "done": {
        "04_bptt": ["clip_by_norm", "step_backward", "rnn_backward"],
        "05_training_lab": ["sgd_step"],
        "06_sampling": ["draw", "write"],
        "07_inside_the_cells": ["counts"],
    },
    "guesses": {"06_sampling": {"hot": {"guess": 2, "again": 1}}},
    "quizzes": {"08_speed": {"limit": {"answer": "memory", "right": False}}},
}


@pytest.mark.parametrize("version", [{"version": 1}, {"version": 2}, {}])
def test_earlier_names_of_notebooks_are_read_as_the_present_ones(file, version):
    file.write_text(json.dumps({**version, **EARLIER}))
    before = file.read_bytes()
    read = read_progress()
    assert read.done == {
        "04_bptt": ["step_backward"],
        "05_gradient_reach": ["clip_by_norm", "rnn_backward"],
        "06_training_lab": ["sgd_step"],
        "07_sampling": ["draw", "write"],
        "08_inside_the_cells": ["counts"],
    }
    assert read.guesses == {"07_sampling": {"hot": FirstGuess(2, again=1)}}
    assert read.quizzes == {"09_speed": {"limit": FirstAnswer("memory", right=False)}}
    assert file.read_bytes() == before  # reading changes nothing
    remember("06_training_lab", "descend")
    assert stored(file)["version"] == 3
    assert stored(file)["done"]["06_training_lab"] == ["sgd_step", "descend"]
    assert not {"05_training_lab", "06_sampling", "07_inside_the_cells"} & set(stored(file)["done"])
    assert read_progress().guesses == read.guesses and read_progress().quizzes == read.quizzes


def test_of_an_earlier_and_a_present_name_the_present_ones_entries_stay(file):
    guesses = {"06_sampling": {"hot": {"guess": 2}, "cold": {"guess": 3}}}
    guesses["07_sampling"] = {"hot": {"guess": 5}}
    done = {"06_sampling": ["draw", "write"], "07_sampling": ["write", "accuracy"]}
    file.write_text(json.dumps({"version": 2, "done": done, "guesses": guesses}))
    assert read_progress().done == {"07_sampling": ["write", "accuracy", "draw"]}
    assert read_progress().guesses == {"07_sampling": {"hot": FirstGuess(5), "cold": FirstGuess(3)}}


def test_a_reset_of_an_earlier_file_can_be_undone(file):
    file.write_text(json.dumps({"version": 2, **EARLIER}))
    before = read_progress()
    assert forget("07_sampling").exercises == 2 and "07_sampling" not in read_progress().done
    assert restore("07_sampling").exercises == 2 and read_progress() == before


def test_what_this_version_does_not_know_stays(file):
    content = {
        "version": 3,
        "done": {},
        "guesses": {"02_gates": {"half_life": {"guess": 5, "unit": "steps"}}},
        "quizzes": {"02_gates": {"keeps": {"answer": 1, "right": True, "seconds": None}}},
        "theme": {"dark": True, "size": 1.5},
    }
    file.write_text(json.dumps(content))
    remember("02_gates", "step")
    remember_guess("02_gates", "half_life", 6)
    content["done"] = {"02_gates": ["step"]}
    content["guesses"]["02_gates"]["half_life"]["again"] = 1
    assert stored(file) == content


# Beginning again


def everything():
    remember("02_gates", "step")
    remember_guess("02_gates", "half_life", 5)
    remember_quiz("02_gates", "keeps", "f = 1", True)
    remember("01_encoding", "make_vocabulary")
    return read_progress()


def test_a_reset_says_what_it_forgot_and_can_be_undone(file, capsys):
    before = everything()
    gates.reset()
    shown = " ".join(capsys.readouterr().out.split())
    assert "Forgotten: 1 exercise, 1 guess, 1 quiz answer." in shown
    assert "my_progress.before_reset.json" in shown and "check.reset(undo=True)" in shown
    assert read_progress() == Progress(done={"01_encoding": ["make_vocabulary"]})
    gates.reset(undo=True)
    assert "Brought back: 1 exercise, 1 guess, 1 quiz answer." in capsys.readouterr().out
    assert read_progress() == before


def test_a_second_reset_in_a_row_keeps_the_copy(file, capsys):
    before = everything()
    gates.reset()
    gates.reset()
    assert "Forgotten: nothing." in capsys.readouterr().out
    assert restore("02_gates").exercises == 1
    assert read_progress() == before
    assert restore("02_gates").exercises == 0


def test_what_is_brought_back_was_first_and_later_work_stays(file):
    everything()
    forget("02_gates")
    remember("02_gates", "share_left")
    remember_guess("02_gates", "half_life", 9)
    remember_guess("02_gates", "other", 1)
    restore("02_gates")
    again = read_progress()
    assert sorted(again.done["02_gates"]) == ["share_left", "step"]
    assert {name: first.guess for name, first in again.guesses["02_gates"].items()} == {
        "half_life": 5,
        "other": 1,
    }


def test_there_is_one_copy_and_it_is_the_last(file):
    everything()
    forget("01_encoding")
    forget("02_gates")
    assert sorted(os.listdir(file.parent)) == ["my_progress.before_reset.json", FILE]
    assert stored(file.with_suffix(".before_reset.json"))["done"] == {"02_gates": ["step"]}


def test_nothing_is_forgotten_where_the_copy_cannot_be_written(file, capsys):
    before = everything()
    file.with_suffix(".before_reset.json").mkdir()
    gates.reset()
    assert "cannot be kept" in capsys.readouterr().out
    assert read_progress() == before


def test_a_panel_counts_guesses_and_answers_and_names_the_file(file):
    assert str(file) in str(gates.collection.panel())
    remember_guess("02_gates", "half_life", 5)
    remember_quiz("02_gates", "keeps", "f = 0", False)
    remember_quiz("02_gates", "adds", "i = 1", True)
    lines = str(gates.collection.panel()).splitlines()
    assert lines[-3:] == [
        "1 guess made",
        "1 of 2 quiz questions right at the first answer",
        f"Kept in {file}",
    ]


# Where nothing is kept


def test_switched_off_it_lasts_as_long_as_the_kernel_and_writes_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_PROGRESS", "off")
    monkeypatch.chdir(tmp_path)
    gates.reset()
    right()
    assert gates.collection.panel().rows[1][0] is True
    gates.reset()
    assert gates.collection.panel().rows[1][0] is False
    assert os.listdir(tmp_path) == []


def test_switched_off_guesses_and_answers_last_as_long_as_the_kernel(monkeypatch):
    monkeypatch.setenv("LSTM_PROGRESS", "off")
    forget("02_gates")
    remember_guess("02_gates", "half_life", 5)
    remember_quiz("02_gates", "keeps", "f = 1", True)
    assert read_progress().guesses["02_gates"] == {"half_life": FirstGuess(5)}
    assert "Kept in" not in str(gates.collection.panel())
    found = forget("02_gates")
    assert (found.guesses, found.answers, found.copy) == (1, 1, "")
    assert "02_gates" not in read_progress().quizzes
