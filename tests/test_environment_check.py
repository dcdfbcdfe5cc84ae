import re
from importlib import metadata
from pathlib import Path

import pytest

from lstm_core import environment_check
from lstm_core.environment_check import check_environment

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def installed(monkeypatch):
    """Versions to pretend, by package; `None` stands for one that is not installed."""
    pretended = {}
    real = metadata.version

    def version(name):
        if name not in pretended:
            return real(name)
        if pretended[name] is None:
            raise metadata.PackageNotFoundError(name)
        return pretended[name]

    monkeypatch.setattr(environment_check.metadata, "version", version)
    return pretended


def test_the_environment_of_the_tests_is_complete():
    report = check_environment()
    assert report.complete
    assert str(report) == "Everything that the notebooks need is here."
    assert report.versions["numpy"] == metadata.version("numpy")


def test_a_missing_package_is_named_with_the_command_that_brings_it(installed):
    installed["anywidget"] = None
    report = check_environment()
    assert not report.complete
    assert report.problems == ("anywidget is not installed; 0.9.18 or newer is needed.",)
    assert report.remedies[0] == 'python -m pip install "anywidget>=0.9.18"'
    assert "anywidget" not in report.versions
    assert all(line in str(report) for line in (*report.problems, *report.remedies))


def test_an_old_package_is_named_with_both_versions(installed):
    installed.update(numpy="1.26.4", matplotlib="3.8.4")
    report = check_environment()
    assert report.problems[0] == "numpy is 1.26.4; 2.0 or newer is needed."
    assert report.remedies[0] == 'python -m pip install "numpy>=2.0" "matplotlib>=3.9"'
    assert "restart the kernel" in report.remedies[1]


@pytest.mark.parametrize("version", ["3.9", "3.9.0", "3.10.0", "3.11.0rc1", "4"])
def test_versions_are_compared_as_numbers_not_as_texts(installed, version):
    installed["matplotlib"] = version
    assert check_environment().complete


def test_an_old_python_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(environment_check.sys, "version_info", (3, 9, 2, "final", 0))
    report = check_environment()
    assert report.problems == ("Python is 3.9.2; 3.11 or newer is needed.",)
    assert "python.org" in report.remedies[0]


def test_what_is_optional_is_no_problem(installed):
    installed.update(numba=None, torch=None)
    report = check_environment()
    assert report.complete
    assert [line.split(":")[0] for line in report.optional] == ["numba", "torch"]


def test_the_table_agrees_with_what_is_installed_for_learners():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    required = dict(re.match(r"([\w-]+)>=([\d.]+)", line).groups() for line in lines if ">=" in line)
    assert {name: required[name] for name in environment_check.NEEDED} == environment_check.NEEDED
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">={environment_check.PYTHON}' in project
