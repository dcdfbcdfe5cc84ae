"""One file for a tutorial, whichever of its folders Python runs in."""

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from lstm_core.exercises.checking import progress_place
from lstm_core.exercises.checking.progress_file import FILE, read_progress, remember, remember_guess
from lstm_core.exercises.checking.progress_place import find_place

ROOT = Path(__file__).resolve().parents[2]
FIRST = "00_start_here.ipynb"


@pytest.fixture
def tutorial(monkeypatch, tmp_path):
    """A copy of the tutorial's folders, as learners have one."""
    monkeypatch.delenv("LSTM_PROGRESS", raising=False)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    root = tmp_path.resolve() / "class" / "anna"
    for folder in ("notebooks/solutions", "notebooks/mine", "lstm_core/lab"):
        (root / folder).mkdir(parents=True)
    for name in (FIRST, "02_gates.ipynb", "solutions/02_gates_solutions.ipynb"):
        (root / "notebooks" / name).write_text("{}")
    return root


def files_in(root):
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("my_*"))


def write(path, *done):
    path.write_text(json.dumps({"version": 1, "done": {"02_gates": list(done)}}))


def stored(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_notebook_that_marks_the_folder_is_shipped():
    assert (ROOT / "notebooks" / progress_place._FIRST_NOTEBOOK).is_file()


@pytest.mark.parametrize("folder", ["notebooks", ".", "notebooks/mine", "lstm_core/lab"])
def test_every_folder_of_the_tutorial_has_the_one_file(tutorial, monkeypatch, folder):
    monkeypatch.chdir(tutorial / "notebooks")
    assert remember("02_gates", "step") == ""
    monkeypatch.chdir(tutorial / folder)
    assert remember("02_gates", "share_left") == ""
    assert remember_guess("02_gates", "half_life", 5) == ""
    assert files_in(tutorial) == [f"notebooks/{FILE}"]
    assert read_progress().done == {"02_gates": ["step", "share_left"]}


def test_the_first_entry_may_come_from_any_folder(tutorial, monkeypatch):
    monkeypatch.chdir(tutorial)
    remember("02_gates", "step")
    assert files_in(tutorial) == [f"notebooks/{FILE}"]


def test_the_folder_may_have_another_name(tutorial, monkeypatch):
    (tutorial / "notebooks").rename(tutorial / "week 1")
    monkeypatch.chdir(tutorial / "week 1" / "mine")
    write(tutorial / FILE, "x")  # not the tutorial's
    remember("02_gates", "step")
    assert files_in(tutorial) == [FILE, f"week 1/{FILE}"]
    assert read_progress().done == {"02_gates": ["step"]}


def test_learners_in_one_folder_have_files_of_their_own(tutorial, monkeypatch):
    other = tutorial.parent / "ben"
    tutorial.rename(other)
    (tutorial / "notebooks").mkdir(parents=True)
    (tutorial / "notebooks" / FIRST).write_text("{}")
    for learner, name in ((tutorial, "step"), (other, "share_left")):
        monkeypatch.chdir(learner / "notebooks")
        remember("02_gates", name)
    assert files_in(tutorial.parent) == [f"anna/notebooks/{FILE}", f"ben/notebooks/{FILE}"]
    assert read_progress().done == {"02_gates": ["share_left"]}


# Which notebook runs


def in_jupyter(monkeypatch, notebook):
    monkeypatch.setenv("JPY_SESSION_NAME", str(notebook))


def in_vs_code(monkeypatch, notebook):
    shell = SimpleNamespace(user_ns={"__vsc_ipynb_file__": str(notebook)})
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))


@pytest.mark.parametrize("where", [in_jupyter, in_vs_code])
def test_a_change_of_the_working_folder_changes_nothing(tutorial, monkeypatch, tmp_path, where):
    where(monkeypatch, tutorial / "notebooks" / "02_gates.ipynb")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert remember("02_gates", "step") == ""
    assert files_in(tmp_path) == [f"class/anna/notebooks/{FILE}"]


@pytest.mark.parametrize("name", ["gone.ipynb", "", "02_gates.py", "x\0.ipynb"])
def test_a_name_that_leads_nowhere_is_passed_over(tutorial, monkeypatch, name):
    in_vs_code(monkeypatch, name)
    monkeypatch.chdir(tutorial / "notebooks")
    assert find_place().file == tutorial / "notebooks" / FILE


@pytest.mark.parametrize("where", [in_jupyter, in_vs_code, None])
def test_running_a_solution_does_not_count(tutorial, monkeypatch, where):
    if where is not None:
        where(monkeypatch, tutorial / "notebooks" / "solutions" / "02_gates_solutions.ipynb")
        monkeypatch.chdir(tutorial)
    else:
        monkeypatch.chdir(tutorial / "notebooks" / "solutions")
    write(tutorial / "notebooks" / FILE, "share_left")
    assert remember("02_gates", "step") == ""
    assert remember_guess("02_gates", "half_life", 5) == ""
    assert files_in(tutorial) == [f"notebooks/{FILE}"]
    assert read_progress().done == {"02_gates": ["share_left"]}


def test_what_earlier_versions_kept_of_solutions_does_not_count(tutorial, monkeypatch):
    write(tutorial / "notebooks" / "solutions" / FILE, "step")
    monkeypatch.chdir(tutorial / "notebooks" / "solutions")
    assert read_progress().done == {} and read_progress().warning == ""


# A second file


def test_a_file_of_an_earlier_version_in_the_root_is_used(tutorial, monkeypatch):
    write(tutorial / FILE, "step")
    monkeypatch.chdir(tutorial / "notebooks")
    assert remember("02_gates", "share_left") == ""
    assert files_in(tutorial) == [FILE]
    assert read_progress().done == {"02_gates": ["step", "share_left"]}


@pytest.mark.parametrize("folder", ["notebooks", ".", "notebooks/mine"])
def test_two_files_are_read_as_one_and_merged_with_the_next_entry(tutorial, monkeypatch, folder):
    first, second = tutorial / "notebooks" / FILE, tutorial / FILE
    write(first, "step")
    write(second, "share_left", "step")
    monkeypatch.chdir(tutorial / folder)
    progress = read_progress()
    assert progress.done == {"02_gates": ["step", "share_left"]}
    assert str(first) in progress.warning and str(second) in progress.warning
    assert stored(first)["done"] == {"02_gates": ["step"]}  # reading changes no file
    assert "two progress files" in remember("02_gates", "sigmoid_slope").lower()
    assert files_in(tutorial) == ["my_progress.merged.json", f"notebooks/{FILE}"]
    assert read_progress().done == {"02_gates": ["step", "share_left", "sigmoid_slope"]}
    assert read_progress().warning == "" and remember("02_gates", "forget_bias_for") == ""


def test_of_two_first_guesses_the_one_beside_the_notebooks_stays(tutorial, monkeypatch):
    first, second = tutorial / "notebooks" / FILE, tutorial / FILE
    for path, guess in ((first, 5), (second, 7)):
        entry = {"02_gates": {"half_life": {"guess": guess}}}
        path.write_text(json.dumps({"version": 2, "done": {}, "guesses": entry, "mine": guess}))
    monkeypatch.chdir(tutorial)
    remember("02_gates", "step")
    assert stored(first)["guesses"] == {"02_gates": {"half_life": {"guess": 5}}}
    assert stored(first)["mine"] == 5


@pytest.mark.parametrize("content", ["{", '{"version": 4, "done": {}}'])
def test_a_second_file_that_cannot_be_read_stays_where_it_is(tutorial, monkeypatch, content):
    write(tutorial / "notebooks" / FILE, "step")
    (tutorial / FILE).write_text(content)
    monkeypatch.chdir(tutorial)
    assert str(tutorial / FILE) in remember("02_gates", "share_left")
    assert (tutorial / FILE).read_text() == content
    assert read_progress().done == {"02_gates": ["step", "share_left"]}


@pytest.mark.skipif(os.name == "nt", reason="on Windows a link needs special rights")
def test_a_link_to_the_file_is_no_second_file(tutorial, monkeypatch):
    write(tutorial / "notebooks" / FILE, "step")
    (tutorial / FILE).symlink_to(tutorial / "notebooks" / FILE)
    monkeypatch.chdir(tutorial)
    assert remember("02_gates", "share_left") == ""
    assert (tutorial / FILE).is_symlink()


# Outside of the tutorial, and by choice


def test_outside_of_a_tutorial_the_file_stands_in_the_working_folder_and_that_is_said(
    tutorial, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    assert str(tmp_path.resolve() / FILE) in remember("02_gates", "step")
    assert (tmp_path / FILE).is_file()
    assert remember("02_gates", "share_left") == ""


@pytest.mark.parametrize("folder", ["notebooks", ".", "notebooks/solutions"])
def test_a_chosen_name_starts_beside_the_notebooks(tutorial, monkeypatch, folder):
    monkeypatch.setenv("LSTM_PROGRESS", "my_anna.json")
    monkeypatch.chdir(tutorial / folder)
    write(tutorial / "notebooks" / FILE, "step")
    assert find_place().file == tutorial / "notebooks" / "my_anna.json"
    assert read_progress().done == {}


def test_a_chosen_path_is_taken_as_it_is(tutorial, monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_PROGRESS", str(tmp_path / "p.json"))
    monkeypatch.chdir(tutorial / "notebooks")
    assert remember("02_gates", "step") == ""
    assert (tmp_path / "p.json").is_file() and files_in(tutorial) == []


@pytest.mark.parametrize("chosen", ["", "x.json"])
@pytest.mark.skipif(os.name == "nt", reason="Windows removes no folder that is in use")
def test_a_working_folder_that_was_removed_stops_nothing(tutorial, monkeypatch, tmp_path, chosen):
    monkeypatch.setenv("LSTM_PROGRESS", chosen)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert "cannot be found" in remember("99_test", "step")
    assert read_progress().done["99_test"] == ["step"]
