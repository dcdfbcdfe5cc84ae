"""What is installed on a platform with packages of its own: nothing that is good enough or loaded."""

import subprocess
import sys
import types

import pytest

from lstm_core import environment_check, environment_setup
from lstm_core.environment_setup import install_missing

GOOD = {
    "numpy": "2.1.3",
    "matplotlib": "3.10.0",
    "ipykernel": "6.17.1",
    "ipywidgets": "7.7.1",
    "anywidget": "0.9.21",
    "tqdm": "4.67.3",
}


@pytest.fixture
def colab(monkeypatch):
    """Colab's packages, with NumPy loaded, and a pip that notes what it is asked to install."""
    disk, asked = dict(GOOD), []
    for name in GOOD:
        monkeypatch.delitem(sys.modules, name, raising=False)
    numpy = types.ModuleType("numpy")
    numpy.__version__ = GOOD["numpy"]
    monkeypatch.setitem(sys.modules, "numpy", numpy)
    monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("google.colab"))
    monkeypatch.setattr(environment_check, "_installed", lambda name: disk.get(name, ""))

    def pip(command, check):
        constraints = next(word for word in command if word.startswith("--constraint="))
        with open(constraints.split("=", 1)[1], encoding="utf-8") as file:
            held = file.read().splitlines()
        wanted = command[command.index(constraints) + 1 :]
        asked.append((wanted, held))
        for each in wanted:
            name, _, version = each.partition(">=")
            disk[name] = version
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(environment_setup.subprocess, "run", pip)
    return disk, numpy, asked


def test_nothing_is_installed_where_everything_is_good_enough(colab):
    _, _, asked = colab
    assert install_missing().complete
    assert asked == []


def test_what_is_missing_is_installed_and_every_other_package_keeps_its_version(colab):
    disk, _, asked = colab
    del disk["anywidget"]
    assert install_missing().complete
    ((wanted, held),) = asked
    assert wanted == ["anywidget>=0.9.18"]
    names = [line.split("==")[0] for line in held]
    assert "numpy" in names and "pytest" in names and "anywidget" not in names


def test_what_is_too_old_and_not_loaded_is_replaced_without_a_restart(colab):
    disk, _, asked = colab
    disk["tqdm"] = "4.60"
    assert install_missing().complete
    assert [wanted for wanted, _ in asked] == [["tqdm>=4.67"]]


def test_what_is_loaded_is_never_replaced(colab):
    disk, numpy, asked = colab
    disk["numpy"] = numpy.__version__ = "1.26.4"
    report = install_missing()
    assert asked == []
    assert report.problems == ("numpy is 1.26.4; 2.0 or newer is needed.",)
    assert "Restart session" in report.remedies[-1]


def test_an_earlier_upgrade_of_a_loaded_module_asks_for_a_restart_alone(colab):
    disk, _, asked = colab
    disk["numpy"] = "2.4.6"
    report = install_missing()
    assert asked == []
    assert report.problems == ("numpy 2.1.3 is loaded, but 2.4.6 is installed.",)
    assert report.remedies[0].startswith("Restart the kernel: menu Runtime, Restart session")


def test_a_pip_that_fails_leaves_the_remedy(colab, monkeypatch):
    disk, _, _ = colab
    del disk["anywidget"]
    failed = lambda command, check: subprocess.CompletedProcess(command, 1)  # noqa: E731
    monkeypatch.setattr(environment_setup.subprocess, "run", failed)
    report = install_missing()
    assert report.problems == ("anywidget is not installed; 0.9.18 or newer is needed.",)
    assert '%pip install "anywidget>=0.9.18"' in report.remedies[0]
