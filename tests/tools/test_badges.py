"""The repository's address goes everywhere, and comes out again, on copies of the project's files."""

import json
import os
import shutil
import subprocess
import sys
import types
from pathlib import Path

import nbformat
import pytest

import badges
import environment
from notebook_cleaning import clean

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ("pyproject.toml", "README.md", "CITATION.cff", "Makefile")
NOTEBOOKS = [path.relative_to(ROOT) for path in environment.shipped_notebooks()]
REPO = "ada/lstm-tutorial"


@pytest.fixture
def project(tmp_path):
    """A copy of everything that names the address, taken while it has none."""
    for name in (*FILES, *NOTEBOOKS):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    write(tmp_path, None)
    return tmp_path


def write(project, repo):
    badges.write_all(project, [project / name for name in NOTEBOOKS], repo)


def contents(project):
    return {name: (project / name).read_bytes() for name in (*FILES, *NOTEBOOKS)}


def setup_cell(project, name=NOTEBOOKS[0]):
    notebook = nbformat.read(project / name, as_version=4)
    return next(cell.source for cell in notebook.cells if cell.get("id") == badges.SETUP_ID)


def test_the_address_goes_into_every_file_and_comes_out_without_a_trace(project):
    before = contents(project)
    assert badges.repository(project) is None
    write(project, REPO)
    after = contents(project)
    assert badges.repository(project) == REPO
    for name in ("README.md", "CITATION.cff", "pyproject.toml", *NOTEBOOKS):
        assert REPO.encode() in after[name], name
    write(project, REPO)
    assert contents(project) == after
    write(project, "someone/else")
    assert not any(REPO.encode() in text for text in contents(project).values())
    write(project, None)
    assert contents(project) == before


def test_every_notebook_keeps_the_rules_with_the_links_in_it(project):
    write(project, REPO)
    for name in NOTEBOOKS:
        text = (project / name).read_text(encoding="utf-8")
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
        assert text == nbformat.writes(clean(notebook), version=4).rstrip("\n") + "\n"
        counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
        assert counts == list(range(1, len(counts) + 1))
        kinds = "".join(cell.cell_type[0] for cell in notebook.cells)
        assert "ccc" not in kinds
        assert notebook.cells[0].source.startswith("# ")
        assert f"blob/main/{name.as_posix()}" in notebook.cells[0].source
        assert "![" not in notebook.cells[0].source.split(badges.END)[0], "a picture from elsewhere"


def complaints(text: str, name: Path) -> int:
    """Count what ruff says of a notebook's text, as if it stood in the project's folder."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=json"]
    command += [f"--stdin-filename={ROOT / name}", "-"]
    answer = subprocess.run(
        command, cwd=ROOT, input=text, capture_output=True, text=True, encoding="utf-8"
    )
    return len(json.loads(answer.stdout))


def test_the_linter_accepts_the_cell(project):
    before = [complaints((project / name).read_text(encoding="utf-8"), name) for name in NOTEBOOKS]
    write(project, REPO)
    after = [complaints((project / name).read_text(encoding="utf-8"), name) for name in NOTEBOOKS]
    assert after == before


def test_the_cell_does_nothing_outside_colab(project, monkeypatch):
    write(project, REPO)
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("it ran something"))
    monkeypatch.setattr("os.chdir", lambda *_: pytest.fail("it went elsewhere"))
    names: dict = {}
    exec(setup_cell(project), names)
    assert set(names) - {"__builtins__"} == {"sys"}


@pytest.mark.parametrize("here", [False, True])
def test_on_colab_the_cell_fetches_the_tutorial_once_and_switches_widgets_on(
    project, monkeypatch, here, capsys
):
    write(project, REPO)
    done = []
    colab, google = types.ModuleType("google.colab"), types.ModuleType("google")
    colab.output = types.SimpleNamespace(enable_custom_widget_manager=lambda: done.append("widgets"))
    google.colab = colab
    monkeypatch.setitem(sys.modules, "google", google)
    monkeypatch.setitem(sys.modules, "google.colab", colab)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setattr("os.path.isdir", lambda _: here)
    monkeypatch.setattr("os.chdir", lambda to: done.append(f"cd {to}"))
    monkeypatch.setattr("subprocess.run", lambda command, check: done.append(" ".join(command)))
    exec(setup_cell(project), {})
    exec(setup_cell(project), {})
    folder = "/content/lstm-tutorial"
    clone = [f"git clone --quiet --depth=1 https://github.com/{REPO} {folder}"]
    assert done == [*([] if here else clone), f"cd {folder}/notebooks", "widgets"] * 2
    assert sys.path.count(folder) == 1 and sys.path[0] == folder
    assert os.environ["PYTHONPATH"] == folder
    assert "This Python has everything that the notebooks need." in capsys.readouterr().out


def test_the_project_and_its_documents_agree_on_the_address():
    """Nothing was written by hand: running the command again changes no file."""
    repo = badges.repository()
    for name, change in {
        "pyproject.toml": badges.with_address,
        "README.md": badges.with_badges,
        "CITATION.cff": badges.with_code_address,
    }.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        assert change(text, repo) == text, f"run: make badges REPO={repo or 'none'}"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("ada/x", "ada/x"),
        ("https://github.com/ada/x", "ada/x"),
        ("https://github.com/ada/x.git", "ada/x"),
        ("git@github.com:ada/x.git", "ada/x"),
        ("", "known/one"),
        ("none", None),
    ],
)
def test_the_repository_may_be_written_in_several_ways(given, expected):
    assert badges.read_repo(given, "known/one") == expected


@pytest.mark.parametrize(
    "given", ["ada", "ada/x/y", "ada x/y", "https://example.org/ada/x", "/x", "a/b]("]
)
def test_what_is_no_repository_is_refused_with_an_example(given):
    with pytest.raises(environment.SetupError, match="REPO=ada/lstm-tutorial"):
        badges.read_repo(given, None)


def test_a_readme_without_a_place_for_the_links_is_refused():
    with pytest.raises(environment.SetupError, match="no place for the links"):
        badges.with_badges("# A title\n", REPO)
