import json

import pytest

import environment
import lab

FIRST = "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb"


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path.resolve())
    monkeypatch.setattr(lab, "is_root", lambda: False)
    monkeypatch.setattr(lab, "has_browser", lambda: True)
    for name in ("00_start_here.ipynb", "01_encoding.ipynb"):
        path = tmp_path / "notebooks" / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return tmp_path.resolve()


def test_the_first_notebook_opens_and_the_project_is_the_root(project):
    arguments = lab.lab_arguments([])
    assert FIRST in arguments
    assert f"--ServerApp.root_dir={project}" in arguments
    assert not {"--allow-root", "--no-browser"} & set(arguments)


def test_arguments_go_on_to_jupyterlab():
    assert lab.lab_arguments(["--port=9876", "--LabApp.quit_button=False"])[-2:] == [
        "--port=9876",
        "--LabApp.quit_button=False",
    ]


def test_another_notebook_opens_when_it_is_named():
    arguments = lab.lab_arguments(["notebooks/01_encoding.ipynb", "--port=9876"])
    assert "--LabApp.default_url=/lab/tree/notebooks/01_encoding.ipynb" in arguments
    assert "notebooks/01_encoding.ipynb" not in arguments


@pytest.mark.parametrize("given", ["--no-browser", "--ServerApp.open_browser=False"])
def test_what_the_learner_says_is_not_said_again(monkeypatch, given):
    monkeypatch.setattr(lab, "has_browser", lambda: False)
    arguments = lab.lab_arguments([given])
    assert sum("browser" in argument for argument in arguments) == 1


def test_root_without_a_browser_gets_what_jupyterlab_needs(monkeypatch):
    monkeypatch.setattr(lab, "is_root", lambda: True)
    monkeypatch.setattr(lab, "has_browser", lambda: False)
    assert {"--allow-root", "--no-browser"} <= set(lab.lab_arguments([]))


def test_a_missing_notebook_is_named():
    with pytest.raises(environment.SetupError, match=r"no notebook notebooks/nine\.ipynb"):
        lab.lab_arguments(["notebooks/nine.ipynb"])


def test_a_notebook_outside_is_sent_inside(tmp_path_factory):
    outside = tmp_path_factory.mktemp("elsewhere") / "a.ipynb"
    outside.touch()
    with pytest.raises(environment.SetupError, match="outside the project"):
        lab.lab_arguments([str(outside)])


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"])
def test_a_linux_machine_without_a_display_has_no_browser(monkeypatch, variable):
    monkeypatch.undo()
    monkeypatch.setattr(lab.sys, "platform", "linux")
    monkeypatch.setattr(lab.webbrowser, "get", lambda: None)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert not lab.has_browser()
    monkeypatch.setenv(variable, ":0")
    assert lab.has_browser()


@pytest.mark.parametrize(("own", "expected"), [(None, "1"), ("4", "4")])
def test_kernels_compute_with_one_thread_unless_the_learner_says_otherwise(monkeypatch, own, expected):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if own:
        monkeypatch.setenv("OMP_NUM_THREADS", own)
    started = []

    class Server:
        def __init__(self, command, cwd, env):
            started.append(env["OMP_NUM_THREADS"])

        def wait(self):
            return 0

    monkeypatch.setattr(lab.subprocess, "Popen", Server)
    assert lab.serve("python", []) == 0
    assert started == [expected]


def test_jupyterlab_begins_with_the_notebook_and_not_with_a_question(project, monkeypatch):
    monkeypatch.setattr(environment, "VENV", project / ".venv")
    lab.settle()
    settings = project / ".venv" / "etc" / "jupyter" / "labconfig" / "page_config.json"
    assert json.loads(settings.read_text()) == {"disabledExtensions": {lab.DISABLED: True}}
    settings.write_text("{}")  # a learner's own
    lab.settle()
    assert settings.read_text() == "{}"
