import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import environment

TOOLS = Path(environment.__file__).parent


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project whose Python and pip are stood in for by records of what was asked of them."""
    (tmp_path / "requirements.txt").write_text("numpy\n")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    venv = tmp_path / ".venv"
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "STAMP", venv / "installed.json")
    monkeypatch.setattr(environment, "UNFINISHED", venv / "unfinished")
    monkeypatch.setattr(environment, "LOCK", tmp_path / ".venv.lock")
    monkeypatch.setattr(
        environment, "DESCRIPTIONS", (tmp_path / "requirements.txt", tmp_path / "pyproject.toml")
    )
    monkeypatch.setattr(environment, "find_python", lambda: sys.executable)
    return tmp_path


@pytest.fixture
def commands(project, monkeypatch):
    done = []

    def run(command, purpose, *, quiet=False):
        if "lstm_core.kernels" in command:
            done.append("compile")
            return
        done.append("venv" if "venv" in command else "pip")
        if "venv" in command:
            subprocess.run([*command, "--without-pip", "--system-site-packages"], check=True)
            site = next(environment.VENV.glob("**/site-packages"))
            (site / "pip" / "_internal" / "cli").mkdir(parents=True)
            for folder in ("pip", "pip/_internal", "pip/_internal/cli"):
                (site / folder / "__init__.py").touch()
            (site / "pip/_internal/cli/main.py").touch()

    monkeypatch.setattr(environment, "run", run)
    return done


def fail(command, purpose, *, quiet=False):
    raise KeyboardInterrupt


def test_the_first_start_makes_and_installs_and_the_second_does_neither(commands):
    environment.ensure("lab")
    assert commands == ["venv", "pip", "compile"]
    environment.ensure("lab")
    assert commands == ["venv", "pip", "compile"]


def test_the_tests_packages_come_on_top_and_include_the_labs(commands):
    environment.ensure("lab")
    environment.ensure("test")
    environment.ensure("test")
    environment.ensure("lab")
    assert commands == ["venv", "pip", "compile", "pip", "compile"]


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_changed_list_of_packages_installs_again(commands, project, name):
    environment.ensure("lab")
    path = project / name
    path.write_text(path.read_text() + "# more\n")
    environment.ensure("lab")
    assert commands == ["venv", "pip", "compile", "pip", "compile"]


def test_a_changed_setting_of_a_tool_does_not(commands, project):
    environment.ensure("lab")
    path = project / "pyproject.toml"
    path.write_text(path.read_text() + "\n[tool.ruff]\nline-length = 90\n")
    environment.ensure("lab")
    assert commands == ["venv", "pip", "compile"]


def test_a_change_of_what_the_package_installs_does(commands, project):
    environment.ensure("lab")
    path = project / "pyproject.toml"
    path.write_text(path.read_text() + '\n[tool.hatch.build.targets.wheel]\npackages = ["one"]\n')
    environment.ensure("lab")
    assert commands == ["venv", "pip", "compile", "pip", "compile"]


def test_an_interrupted_installation_starts_afresh(commands, monkeypatch):
    working = environment.run
    environment.ensure("lab")
    environment.STAMP.unlink()
    monkeypatch.setattr(environment, "run", fail)
    with pytest.raises(KeyboardInterrupt):
        environment.ensure("lab")
    monkeypatch.setattr(environment, "run", working)
    environment.ensure("lab")
    assert commands == ["venv", "pip", "compile", "venv", "pip", "compile"]


def test_a_folder_that_holds_half_an_environment_is_made_again(commands, project):
    environment.VENV.mkdir()
    (environment.VENV / "pyvenv.cfg").write_text("home = nowhere\n")
    environment.ensure("lab")
    assert commands == ["venv", "pip", "compile"]


def test_a_moved_project_makes_its_environment_again(commands):
    environment.ensure("lab")
    stamp = json.loads(environment.STAMP.read_text())
    environment.STAMP.write_text(json.dumps({**stamp, "root": "elsewhere"}))
    environment.ensure("lab")
    assert commands == ["venv", "pip", "compile", "venv", "pip", "compile"]


def test_a_stamp_that_is_no_stamp_installs_again(commands):
    environment.ensure("lab")
    environment.STAMP.write_text("[1, 2")
    environment.ensure("lab")
    assert commands == ["venv", "pip", "compile", "pip", "compile"]


def answer(*version, complete=True):
    return version, complete, f"python{version[0]}.{version[1]}"


def search(monkeypatch, found, wanted=""):
    monkeypatch.setenv("PYTHON", wanted)
    monkeypatch.setattr(environment, "probe", found.get)
    return environment.find_python()


def test_the_newest_suitable_python_is_chosen(monkeypatch):
    found = {
        "python3": answer(3, 11, 2),
        "python3.13": answer(3, 13, 0),
        "python3.12": answer(3, 12, 1),
    }
    assert search(monkeypatch, found) == "python3.13"


def test_a_python_that_cannot_make_environments_is_passed_over(monkeypatch):
    found = {"python3": answer(3, 11, 2), "python3.13": answer(3, 13, 0, complete=False)}
    assert search(monkeypatch, found) == "python3.11"


def test_an_old_python_is_told_what_to_install(monkeypatch):
    with pytest.raises(
        environment.SetupError, match=r"3\.11 or newer is needed; found 3\.9\.5"
    ) as error:
        search(monkeypatch, {"python3": answer(3, 9, 5)})
    assert "apt install" in str(error.value)


def test_a_missing_venv_module_is_told_by_its_package(monkeypatch):
    with pytest.raises(environment.SetupError, match=r"apt install python3\.12-venv"):
        search(monkeypatch, {"python3": answer(3, 12, 5, complete=False)})


def test_a_chosen_python_is_the_only_candidate(monkeypatch):
    found = {"python3.13": answer(3, 13, 0), "mine": answer(3, 12, 0)}
    assert search(monkeypatch, found, wanted="mine") == "python3.12"
    with pytest.raises(environment.SetupError, match="PYTHON=yours is not a Python that runs"):
        search(monkeypatch, found, wanted="yours")


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
@pytest.mark.parametrize("script", ["exit 127", "echo hello", "sleep 0; echo 3 x 1 True /x"])
def test_a_launcher_that_leads_nowhere_is_no_python(tmp_path, script):
    launcher = tmp_path / "python3.14"
    launcher.write_text(f"#!/bin/sh\n{script}\n")
    launcher.chmod(0o755)
    assert environment.probe(str(launcher)) is None


def test_this_python_is_one():
    version, complete, path = environment.probe(sys.executable)
    assert version == sys.version_info[:3]
    assert complete
    assert Path(path).samefile(sys.executable)


def test_a_failing_command_says_what_could_not_be_done(project):
    with pytest.raises(environment.SetupError, match=r"Could not count \(exit code 3"):
        environment.run([sys.executable, "-c", "raise SystemExit(3)"], "count")
    with pytest.raises(environment.SetupError, match="Could not count"):
        environment.run([str(project / "no-such-program")], "count")


def test_the_learners_own_notebooks_are_not_the_projects(project):
    for name in ("b.ipynb", "a.ipynb", "my_try.ipynb", "Untitled1.ipynb", ".ipynb_checkpoints/a.ipynb"):
        path = project / "notebooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert [path.name for path in environment.shipped_notebooks()] == ["a.ipynb", "b.ipynb"]


@pytest.mark.parametrize("path", sorted(TOOLS.glob("*.py")), ids=lambda path: path.name)
def test_the_tools_can_be_read_by_an_old_python(path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.fixture
def uv(monkeypatch):
    """A uv that is there, and a pip without settings."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(environment.shutil, "which", lambda name: f"/bin/{name}")
    return "/bin/uv"


def test_uv_installs_where_it_is_and_pip_elsewhere(uv, monkeypatch):
    assert environment.installer()[:3] == [uv, "pip", "install"]
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    assert environment.installer() == environment.pip_install()
    assert environment.pip_install()[0] == str(environment.venv_python())


def test_pip_installs_where_it_has_settings_that_uv_would_not_read(uv, monkeypatch):
    monkeypatch.setenv("PIP_CONSTRAINT", "oldest.txt")
    assert environment.installer() == environment.pip_install()


def test_pip_installs_where_uv_fails(commands, uv, monkeypatch):
    working, programs = environment.run, []

    def run(command, purpose, *, quiet=False):
        programs.append(command[0])
        if command[0] == uv:
            raise environment.SetupError("no network")
        working(command, purpose, quiet=quiet)

    monkeypatch.setattr(environment, "run", run)
    environment.ensure("lab")
    assert programs[1:] == [uv, *[str(environment.venv_python())] * 2]  # pip; the kernel's compiler


def test_a_kernel_that_cannot_be_compiled_stops_nothing(commands, monkeypatch, capsys):
    working = environment.run

    def run(command, purpose, *, quiet=False):
        if "lstm_core.kernels" in command:
            raise environment.SetupError("no compiler")
        working(command, purpose, quiet=quiet)

    monkeypatch.setattr(environment, "run", run)
    environment.ensure("lab")
    assert "no compiler" in capsys.readouterr().out
    assert environment.installed_sets() == ["lab"]


def test_a_quiet_command_prints_nothing_unless_it_fails(capfd):
    speak = "print('a hundred lines of warnings')"
    environment.run([sys.executable, "-c", speak], "speak", quiet=True)
    assert capfd.readouterr() == ("", "")
    with pytest.raises(environment.SetupError, match="speak"):
        environment.run([sys.executable, "-c", speak + "; raise SystemExit(3)"], "speak", quiet=True)
    assert "a hundred lines" in capfd.readouterr().err
