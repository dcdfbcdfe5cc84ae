import subprocess

import pytest

import restore
from environment import SetupError

NAMES = ("notebooks/06_training_lab.ipynb", "notebooks/01_encoding.ipynb")
SOLUTION = "notebooks/solutions/06_training_lab_solutions.ipynb"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a copy of a project in which the learner has worked."""
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for name in (*NAMES, SOLUTION):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"original of {name}")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *command], check=True)
    (tmp_path / NAMES[0]).write_text("Ann's work")
    monkeypatch.setattr(restore, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("wanted", ["06", "06_training_lab.ipynb", NAMES[0]])
def test_the_original_stands_beside_the_copy_which_stays(project, wanted):
    target = restore.restore(restore.choose(wanted, restore.notebooks()))
    assert target == project / "notebooks" / "06_training_lab.original.ipynb"
    assert target.read_text() == f"original of {NAMES[0]}"
    assert (project / NAMES[0]).read_text() == "Ann's work"


def test_an_original_that_the_learner_has_changed_stays_as_well(project):
    first = restore.restore(NAMES[0])
    first.write_text("Ann's second try")
    second = restore.restore(NAMES[0])
    assert second.name == "06_training_lab.original-2.ipynb"
    assert first.read_text() == "Ann's second try"
    assert restore.restore(NAMES[0]) == second


def test_a_notebook_that_was_deleted_can_be_restored(project):
    (project / NAMES[1]).unlink()
    assert restore.restore(restore.choose("01", restore.notebooks())).read_text().startswith("original")


@pytest.mark.parametrize("wanted", ["", "0", "77", "../../etc/passwd"])
def test_what_is_not_one_notebook_is_answered_with_the_list(project, wanted):
    with pytest.raises(SetupError, match="Name one") as error:
        restore.choose(wanted, restore.notebooks())
    assert all(name in str(error.value) for name in NAMES)


def test_without_git_the_way_to_the_originals_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(restore, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SetupError, match="Unpack the download again"):
        restore.notebooks()


def test_a_disk_that_is_full_leaves_no_half_original(project, monkeypatch):
    def half(path, content):
        with path.open("wb") as file:
            file.write(content[:4])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(project), "write_bytes", half)
    before = sorted(project.rglob("*"))
    with pytest.raises(OSError, match="No space"):
        restore.restore(NAMES[0])
    assert [path for path in sorted(project.rglob("*")) if path not in before] == []
