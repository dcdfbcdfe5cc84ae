import re
import sys
import types
from importlib import metadata
from pathlib import Path

import pytest

from lstm_core import environment_check
from lstm_core.environment_check import check_environment

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def installed(monkeypatch):
    """Versions to pretend on the disk, by package; `None` means one that is not installed."""
    pretended = {}
    for name in environment_check.NEEDED:  # what these tests load themselves counts no more
        monkeypatch.delitem(sys.modules, name, raising=False)
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
    assert str(report) == "This Python has everything that the notebooks need."
    assert report.versions["numpy"] == metadata.version("numpy")


def test_a_missing_package_is_named_with_the_command_that_brings_it(installed):
    installed["anywidget"] = None
    report = check_environment()
    assert not report.complete
    assert report.problems == ("anywidget is not installed; 0.9.18 or newer is needed.",)
    assert report.remedies[0] == 'Run this in a new cell: %pip install "anywidget>=0.9.18"'
    assert "anywidget" not in report.versions
    assert all(line in str(report) for line in (*report.problems, *report.remedies))


def test_an_old_package_is_named_with_both_versions(installed):
    installed.update(numpy="1.26.4", matplotlib="3.8.4")
    report = check_environment()
    assert report.problems[0] == "numpy is 1.26.4; 2.0 or newer is needed."
    assert report.remedies[0].endswith(': %pip install "numpy>=2.0" "matplotlib>=3.9"')
    assert "restart the kernel" in report.remedies[1]


@pytest.fixture
def load(installed, monkeypatch):
    """Pretend that a module of a version is loaded."""

    def pretend(name, version):
        module = types.ModuleType(name)
        module.__version__ = version
        monkeypatch.setitem(sys.modules, name, module)

    return pretend


def test_a_loaded_module_counts_as_it_runs_and_asks_for_a_restart(installed, load):
    installed["numpy"] = "2.4.6"
    load("numpy", "2.1.3")
    report = check_environment()
    assert report.problems == ("numpy 2.1.3 is loaded, but 2.4.6 is installed.",)
    assert report.remedies == (
        "Restart the kernel: menu Kernel, Restart Kernel. Run the cells again from the top.",
    )
    assert report.versions["numpy"] == "2.1.3"


def test_a_loaded_module_that_is_too_old_is_replaced_and_then_restarted(installed, load):
    installed["numpy"] = "1.26.4"
    load("numpy", "1.26.4")
    report = check_environment()
    assert report.problems == ("numpy is 1.26.4; 2.0 or newer is needed.",)
    assert "%pip install" in report.remedies[0] and "restart" in report.remedies[1]


def test_a_loaded_module_that_is_too_old_needs_no_pip_where_a_newer_one_was_installed(installed, load):
    installed["numpy"] = "2.4.6"
    load("numpy", "1.26.4")
    assert [remedy.split()[0] for remedy in check_environment().remedies] == ["Restart"]


def test_a_module_without_a_version_counts_as_it_is_on_the_disk(installed, load, monkeypatch):
    installed["anywidget"] = "0.11.0"
    monkeypatch.setitem(sys.modules, "anywidget", types.ModuleType("anywidget"))
    assert check_environment().complete


def test_on_colab_its_own_kernel_and_widgets_are_left_alone(installed, monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("google.colab"))
    installed.update(ipykernel="5.5.6", ipywidgets="7.7.1")
    assert check_environment().complete
    installed["anywidget"] = None
    report = check_environment()
    assert "menu Runtime, Restart session" in report.remedies[1]
    assert not any(name in str(report) for name in ("ipykernel", "ipywidgets"))


def test_in_the_browser_the_stand_in_of_ipykernel_is_no_problem(installed, monkeypatch):
    """Pyodide 314.0.6: its kernel installs an empty package that is named ipykernel."""
    monkeypatch.setattr(environment_check.sys, "platform", "emscripten")
    installed.update(ipykernel="6.9.2", matplotlib="3.10.8", tqdm="4.67.3", numpy="2.4.6")
    assert check_environment().complete
    installed["ipykernel"] = None
    assert check_environment().complete


def test_in_the_browser_a_package_that_another_notebook_installs_is_no_problem(installed, monkeypatch):
    monkeypatch.setattr(environment_check.sys, "platform", "emscripten")
    installed.update(tqdm=None)
    assert check_environment().complete
    installed.update(matplotlib="3.8.4")
    assert check_environment().problems == ("matplotlib is 3.8.4; 3.9 or newer is needed.",)


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
