import ast
import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import environment

TOOLS = Path(environment.__file__).parent
FUNCTIONS = {"run": environment.run}  # as they are before a test replaces them


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
        if "lstm_core.kernels" in command or "--upgrade" in command:
            done.append("compile" if "lstm_core.kernels" in command else "new pip")
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
    assert commands == ["venv", "pip", "new pip", "compile"]
    environment.ensure("lab")
    assert commands == ["venv", "pip", "new pip", "compile"]


def test_the_tests_packages_come_on_top_and_include_the_labs(commands):
    environment.ensure("lab")
    environment.ensure("test")
    environment.ensure("test")
    environment.ensure("lab")
    assert commands == ["venv", "pip", "new pip", "compile", "pip", "new pip", "compile"]


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_changed_list_of_packages_installs_again(commands, project, name):
    environment.ensure("lab")
    path = project / name
    path.write_text(path.read_text() + "# more\n")
    environment.ensure("lab")
    assert commands == ["venv", "pip", "new pip", "compile", "pip", "new pip", "compile"]


def test_a_changed_setting_of_a_tool_does_not(commands, project):
    environment.ensure("lab")
    path = project / "pyproject.toml"
    path.write_text(path.read_text() + "\n[tool.ruff]\nline-length = 90\n")
    environment.ensure("lab")
    assert commands == ["venv", "pip", "new pip", "compile"]


def test_a_change_of_what_the_package_installs_does(commands, project):
    environment.ensure("lab")
    path = project / "pyproject.toml"
    path.write_text(path.read_text() + '\n[tool.hatch.build.targets.wheel]\npackages = ["one"]\n')
    environment.ensure("lab")
    assert commands == ["venv", "pip", "new pip", "compile", "pip", "new pip", "compile"]


def test_an_interrupted_installation_starts_afresh(commands, monkeypatch):
    working = environment.run
    environment.ensure("lab")
    environment.STAMP.unlink()
    monkeypatch.setattr(environment, "run", fail)
    with pytest.raises(KeyboardInterrupt):
        environment.ensure("lab")
    monkeypatch.setattr(environment, "run", working)
    environment.ensure("lab")
    assert commands == ["venv", "pip", "new pip", "compile", "venv", "pip", "new pip", "compile"]


def test_a_folder_that_holds_half_an_environment_is_made_again(commands, project):
    environment.VENV.mkdir()
    (environment.VENV / "pyvenv.cfg").write_text("home = nowhere\n")
    environment.ensure("lab")
    assert commands == ["venv", "pip", "new pip", "compile"]


def test_a_link_is_not_followed_to_another_environment_which_would_be_emptied(commands, project):
    elsewhere = project / "mine"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    environment.VENV.symlink_to(elsewhere, target_is_directory=True)
    assert f".venv is a link to {elsewhere}" in first_start_fails()
    assert (elsewhere / "kept").is_file() and commands == []


def test_a_moved_project_makes_its_environment_again(commands):
    environment.ensure("lab")
    stamp = json.loads(environment.STAMP.read_text())
    environment.STAMP.write_text(json.dumps({**stamp, "root": "elsewhere"}))
    environment.ensure("lab")
    assert commands == ["venv", "pip", "new pip", "compile", "venv", "pip", "new pip", "compile"]


def test_a_stamp_that_is_no_stamp_installs_again(commands):
    environment.ensure("lab")
    environment.STAMP.write_text("[1, 2")
    environment.ensure("lab")
    assert commands == ["venv", "pip", "new pip", "compile", "pip", "new pip", "compile"]


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


def test_the_capstone_follows_the_notebook_that_it_belongs_to(project):
    for name in (
        "capstone",
        "07_b",
        "06_a",
        "solutions/capstone_solutions",
        "solutions/07_b_solutions",
    ):
        path = project / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    stems = [path.stem for path in environment.shipped_notebooks()]
    assert stems == ["06_a", "capstone", "07_b", "capstone_solutions", "07_b_solutions"]


@pytest.mark.parametrize("path", sorted(TOOLS.glob("*.py")), ids=lambda path: path.name)
def test_the_tools_can_be_read_by_an_old_python(path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))


# Each way in which a first start can fail ends in one sentence with its reason and what to do.


def first_start_fails(package_set="lab"):
    with pytest.raises(environment.SetupError) as error:
        environment.ensure(package_set)
    message = str(error.value)
    assert "run the same command" in message and "\n" not in message
    return message


@pytest.fixture
def pip(commands, monkeypatch):
    """A made environment, in which a script stands in for pip; its settings are none."""
    working, script = environment.run, {"code": ""}
    real = FUNCTIONS["run"]

    def run(command, purpose, *, quiet=False):
        if "install" in command and "--upgrade" not in command:
            real([sys.executable, "-c", script["code"]], purpose, quiet=quiet)
        working(command, purpose, quiet=quiet)

    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(environment, "run", run)
    monkeypatch.setattr(environment, "refuse_unfit_settings", lambda: None)
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    return script


@pytest.mark.parametrize(
    "printed",
    [
        "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
        "error sending request for url (https://…): dns error: failed to lookup address",
        "NewConnectionError('[Errno 101] Network is unreachable')",
    ],
)
def test_without_a_network_the_start_says_so(pip, printed, capfd):
    pip["code"] = f"raise SystemExit({printed!r})"
    assert "the package index cannot be reached" in first_start_fails()
    assert printed not in capfd.readouterr().err


def test_a_network_that_is_away_is_what_pip_itself_reports(pip):
    """With this machine's own pip, and an index at a port where nobody listens."""
    pip["code"] = (
        "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-m', 'pip', 'install', "
        "'--isolated', '--retries=1', '--index-url=http://127.0.0.1:9/', 'numpy==0']).returncode)"
    )
    assert "the package index cannot be reached" in first_start_fails()


def test_a_disk_that_fills_up_is_named_with_what_is_free(pip, project):
    pip["code"] = "import errno, os; raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))"
    message = first_start_fails()
    assert "the disk is full" in message and f"MB are free in {project}" in message
    assert f"needs about {environment.DISK} MB" in message


def test_a_disk_without_room_is_refused_before_anything_is_fetched(commands, project, monkeypatch):
    monkeypatch.setattr(environment, "megabytes_free", lambda place: 36)
    assert f"36 MB are free in {project}" in first_start_fails()
    assert commands == []


def test_a_stamp_that_no_longer_fits_on_the_disk_is_no_traceback(commands, monkeypatch):
    def fill(path, content):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", fill)
    assert "the disk is full" in first_start_fails()


@pytest.fixture
def settings(project, monkeypatch):
    """An environment whose pip is the tests' own, and no settings but those that a test makes."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(project / "pip.conf"))
    monkeypatch.setattr(environment, "venv_python", lambda: Path(sys.executable))
    return project / "pip.conf"


@pytest.mark.parametrize(
    ("name", "value", "effect"),
    [
        ("PIP_USER", "1", "installs into your home folder"),
        ("PIP_TARGET", "elsewhere", "installs into another folder"),
        ("PIP_REQUIRE_HASHES", "yes", "refuses packages without a hash"),
    ],
)
def test_a_variable_of_pip_that_keeps_packages_out_is_named(settings, monkeypatch, name, value, effect):
    monkeypatch.setenv(name, value)
    with pytest.raises(environment.KnownReason) as error:
        environment.refuse_unfit_settings()
    assert f"{name}={value} in the environment {effect}" in str(error.value)
    assert f"unset {name}" in str(error.value)


def test_a_setting_of_pip_in_a_file_is_named(settings):
    settings.write_text("[install]\nuser = yes\n")
    with pytest.raises(environment.KnownReason, match=r"install\.user=yes.*config unset install\.user"):
        environment.refuse_unfit_settings()


def test_other_settings_of_pip_are_accepted(settings, monkeypatch):
    settings.write_text("[global]\nuser = no\ntimeout = 60\n[freeze]\nuser = yes\n")
    monkeypatch.setenv("PIP_CONSTRAINT", "oldest.txt")
    monkeypatch.setenv("PIP_USER", "0")
    environment.refuse_unfit_settings()


@pytest.mark.skipif(os.name == "nt", reason="there is no lock file")
@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(30, "Read-only file system")]
)
def test_a_folder_that_cannot_be_written_is_named_with_its_reason(
    commands, project, monkeypatch, error
):
    class Refused(type(project)):
        def open(self, *_, **__):
            raise error

    monkeypatch.setattr(environment, "LOCK", Refused(project / ".venv.lock"))
    message = first_start_fails()
    assert f"nothing can be written in {project}: {error.strerror}" in message
    assert "Copy the folder" in message
    assert commands == []


def can_be_run_by_others(python):
    try:
        return subprocess.run([python, "-c", ""], user=65534, group=65534).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may work as somebody else")
def test_a_checkout_of_another_user_ends_in_a_sentence_with_their_name(tmp_path):
    folder = tmp_path / "tools"
    folder.mkdir()
    (folder / "environment.py").write_bytes((TOOLS / "environment.py").read_bytes())
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_bytes((TOOLS.parent / name).read_bytes())
    for part in (tmp_path, *(each for each in tmp_path.parents if "pytest" in str(each))):
        part.chmod(0o755)
    python = next(filter(can_be_run_by_others, ["/usr/bin/python3", sys.executable]), None)
    if python is None:
        pytest.skip("no Python here can be run by others")
    command = [python, str(folder / "environment.py"), "lab"]
    answer = subprocess.run(command, user=65534, group=65534, capture_output=True, text=True)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert "Permission denied (it belongs to root)" in answer.stderr


def test_a_working_environment_is_used_without_writing(commands, monkeypatch):
    environment.ensure("lab")

    def refuse(*_, **__):
        pytest.fail("it wrote")

    monkeypatch.setattr(environment, "one_at_a_time", refuse)
    monkeypatch.setattr(environment, "run", refuse)
    before = {path: path.stat().st_mtime_ns for path in environment.ROOT.rglob("*")}
    assert environment.ensure("lab") == str(environment.venv_python())
    assert {path: path.stat().st_mtime_ns for path in environment.ROOT.rglob("*")} == before


def test_an_environment_that_another_command_is_writing_is_not_used(commands):
    environment.ensure("lab")
    environment.UNFINISHED.touch()
    assert not environment.is_complete("lab")


@pytest.mark.skipif(shutil.which("make") is None or os.name == "nt", reason="there is no make")
@pytest.mark.parametrize(
    ("version", "said"), [("3.6.15", "python3 is 3.6.15."), (None, "no Python was found.")]
)
def test_make_names_the_python_that_is_too_old(tmp_path, version, said):
    for name in ("sh", "make"):
        (tmp_path / name).symlink_to(shutil.which(name))
    if version:
        old = tmp_path / "python3"
        old.write_text(f'#!/bin/sh\ncase "$2" in *print*) echo {version};; *) exit 1;; esac\n')
        old.chmod(0o755)
    answer = subprocess.run(
        ["make", "setup"], cwd=TOOLS.parent, env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert answer.returncode != 0
    assert f"Python 3.11 or newer is needed: {said} Install it" in answer.stderr


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
    # pip, which then renews itself; the kernel's compiler
    assert programs[1:] == [uv, *[str(environment.venv_python())] * 3]


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
