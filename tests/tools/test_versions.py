"""The tool that runs the tests with other versions, with an installer that stands in for uv."""

from pathlib import Path

import pytest
from packaging.requirements import Requirement

import environment
import run_tests
import versions

ROOT = Path(__file__).resolve().parent.parent.parent
PLATFORMS = [("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"), ("win32", "AMD64")]


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """The commands that would make environments in a folder of the test."""
    done = []
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "run", lambda command, purpose, quiet=False: done.append(command))
    monkeypatch.setattr(environment, "find_python", lambda: "python3")
    monkeypatch.setattr(versions.shutil, "which", lambda name: name)
    return done


@pytest.fixture
def results(monkeypatch):
    """What the stages come to; `failed` can be set."""
    result = run_tests.Result("tests", passed=1)
    monkeypatch.setattr(run_tests, "run_stages", lambda lanes: [result])
    monkeypatch.setattr(run_tests, "set_variables", lambda: None)
    return result


def run(monkeypatch, *arguments):
    monkeypatch.setattr(versions.sys, "argv", ["versions.py", *arguments])
    with pytest.raises(SystemExit) as ended:
        versions.main()
    return ended.value.code


def test_each_choice_has_its_own_environment_and_all_extras(commands, results, monkeypatch):
    assert run(monkeypatch) == 0
    installs = [command for command in commands if "install" in command]
    assert len(installs) == len(versions.CHOICES)
    for choice, command in zip(versions.CHOICES, installs, strict=True):
        assert any(choice in argument for argument in command if "--python=" in argument)
        assert set(versions.CHOICES[choice]) <= set(command)
        assert ".[plots,widgets,fast,test]" in command
    assert "--resolution=lowest-direct" in installs[0]


def test_the_lowest_versions_alone(commands, results, monkeypatch):
    assert run(monkeypatch, "lowest") == 0
    assert sum("install" in command for command in commands) == 1
    assert environment.VENV == environment.ROOT / "build" / "versions" / "lowest"


def test_a_failed_test_is_a_failure(commands, results, monkeypatch):
    results.failed = 1
    assert run(monkeypatch, "newest") == 1


def test_an_unknown_choice_is_refused_with_those_there_are(commands, results, monkeypatch, capsys):
    assert run(monkeypatch, "eldest") == 2
    assert "lowest, newest, prereleases" in capsys.readouterr().err
    assert commands == []


def test_without_uv_the_reader_is_told_to_install_it(commands, results, monkeypatch, capsys):
    monkeypatch.setattr(versions.shutil, "which", lambda name: None)
    assert run(monkeypatch, "lowest") == 1
    assert "pip install uv" in capsys.readouterr().err


def numba_is_wanted(**machine) -> bool:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith("numba"))
    return Requirement(line).marker.evaluate({"implementation_name": "cpython", **machine})


@pytest.mark.parametrize("system, machine", PLATFORMS)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_numba_is_installed_where_it_has_wheels(python, system, machine):
    assert numba_is_wanted(python_version=python, sys_platform=system, platform_machine=machine)


@pytest.mark.parametrize(
    "python, system, machine",
    [
        ("3.15", "linux", "x86_64"),
        ("3.13", "darwin", "x86_64"),
        ("3.13", "win32", "ARM64"),
        ("3.13", "linux", "ppc64le"),
        ("3.13", "emscripten", "wasm32"),
    ],
)
def test_numba_is_left_out_where_it_has_none(python, system, machine):
    assert not numba_is_wanted(python_version=python, sys_platform=system, platform_machine=machine)
