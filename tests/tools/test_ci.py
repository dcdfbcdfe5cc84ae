"""The script that CI runs, with a `make` that stands in for the checks."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent.parent / ".ci" / "run"
needs_a_shell = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("bash"), reason="CI is a shell script"
)


@pytest.fixture
def project(tmp_path):
    """A copy of the script alone, and a folder of programs that come first."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(SCRIPT, tmp_path / ".ci" / "run")
    (tmp_path / "programs").mkdir()
    return tmp_path


def program(project, name, body):
    path = project / "programs" / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def run(project, make, git):
    for name in ("apt-get", "node"):  # whatever is missing here, nothing is installed
        program(project, name, "exit 0")
    program(project, "make", make)
    program(project, "git", git)
    path = f"{project / 'programs'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", str(project / ".ci" / "run")],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
    )


@needs_a_shell
def test_checks_that_pass_and_change_nothing_are_a_success(project):
    answer = run(project, 'echo "ran make $1"', 'echo " M my_own_change.py"')
    assert (answer.returncode, answer.stdout) == (0, "ran make test\nran make test-long\n")


@needs_a_shell
def test_checks_that_fail_are_a_failure(project):
    assert run(project, "exit 2", "exit 0").returncode == 2


@needs_a_shell
def test_a_copy_without_history_can_be_checked(project):
    assert run(project, "exit 0", "exit 128").returncode == 0


@needs_a_shell
def test_a_check_that_changes_a_file_is_a_failure(project):
    answer = run(project, "touch changed", '[ ! -e changed ] || echo "?? changed"')
    assert answer.returncode == 1
    assert "?? changed" in answer.stderr
