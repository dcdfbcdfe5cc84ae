"""Run the tutorial as Colab would, in Colab's versions and order of events: what `make colab` does.

Colab itself is out of reach of a test. Its packages are installed in an environment of their own; a
kernel starts there that has loaded NumPy, Matplotlib and pandas, as Colab's has, and a stand-in for
`google.colab`. Each notebook, with the cell that `make badges` puts into it, then fetches the tutorial
from a repository beside it, and its outputs are compared with the stored ones. Training, answers and
all widgets run through the same kernel, with messages as a page sends them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import badges
import environment
import run_tests

PYTHON, CHOICE = "python3.13", "LSTM_COLAB_PYTHON"  # Colab's, and the variable that names another
REQUIREMENTS = environment.ROOT / "tests" / "platforms" / "colab.txt"
BUILD = environment.ROOT / "build" / "colab"
ENVIRONMENT = BUILD / "env"
CHECKOUT = BUILD / "checkout"  # where the set-up cell clones into
KERNEL = "colab"
# What a Colab runtime has done before the first cell runs: these modules are loaded.
STARTUP = """\
import sys
import types

import matplotlib.pyplot
import numpy
import pandas

colab, google = types.ModuleType("google.colab"), types.ModuleType("google")
colab.output = types.SimpleNamespace(enable_custom_widget_manager=lambda: print("widgets are on"))
google.colab = colab
sys.modules.update({"google": google, "google.colab": colab})

del colab, google, matplotlib, numpy, pandas, sys, types
"""


def find_python() -> str:
    """Return Colab's Python, or the one that was named."""
    wanted = os.environ.get(CHOICE) or PYTHON
    answer = environment.probe(wanted)
    if answer is None or not answer[1]:
        raise environment.SetupError(
            f"{wanted} does not run here or cannot make environments. Colab has Python 3.13:\n"
            "install it, or name another one of 3.11 or newer: make colab PYTHON=/path/to/python3"
        )
    return answer[2]


def colab_python() -> str:
    """Return the Python of the environment with Colab's packages."""
    return str(ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def make_environment(python: str) -> None:
    """Install Colab's packages, unless that was done."""
    wanted = f"{python}\n{REQUIREMENTS.read_text(encoding='utf-8')}"
    stamp = ENVIRONMENT / "installed.txt"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Making an environment with Colab's packages and {python}", flush=True)
    environment.run([python, "-m", "venv", "--clear", str(ENVIRONMENT)], "make the environment")
    pip = [colab_python(), "-m", "pip", "install", "--disable-pip-version-check", "--only-binary=:all:"]
    environment.run([*pip, f"--requirement={REQUIREMENTS}"], "install Colab's packages", quiet=True)
    stamp.write_text(wanted, encoding="utf-8")


def make_kernel() -> dict[str, str]:
    """Describe the kernel for Jupyter's programs; return the variables that lead them to it."""
    spec = BUILD / "jupyter" / "kernels" / KERNEL
    startup = BUILD / "ipython" / "profile_default" / "startup"
    for folder in (spec, startup):
        folder.mkdir(parents=True, exist_ok=True)
    kernel = {
        "argv": [colab_python(), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Colab, rebuilt",
        "language": "python",
    }
    (spec / "kernel.json").write_text(json.dumps(kernel), encoding="utf-8")
    (startup / "00-colab.py").write_text(STARTUP, encoding="utf-8")
    return {
        "JUPYTER_PATH": str(BUILD / "jupyter"),
        "IPYTHONDIR": str(BUILD / "ipython"),
        "LSTM_KERNEL": KERNEL,
    }


def make_repository() -> Path:
    """Return a repository with the project's files as they are now, which stands in for its address."""
    folder = BUILD / "repository"
    shutil.rmtree(folder, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=str(environment.ROOT),
        stdout=subprocess.PIPE,
        check=True,
    )
    for name in filter(None, listed.stdout.decode("utf-8").split("\0")):
        source, target = environment.ROOT / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    git = ["git", "-c", "user.name=test", "-c", "user.email=test@localhost"]
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message=copy"]):
        subprocess.run([*git, *command], cwd=str(folder), check=True)
    return folder


def write_notebooks(repository: Path, chosen: list[str]) -> list[Path]:
    """Write the notebooks as Colab opens them: alone, with the set-up cell before the first code."""
    import nbformat

    folder = BUILD / "opened"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    written = []
    for path in environment.shipped_notebooks():
        if chosen and not any(part in path.name for part in chosen):
            continue
        name = path.relative_to(environment.ROOT).as_posix()
        notebook = badges.with_links(nbformat.read(path, as_version=4), name, "someone/tutorial")
        cell = next(cell for cell in notebook.cells if cell.get("id") == badges.SETUP_ID)
        cell.source = badges.setup_cell(repository.as_uri(), str(CHECKOUT), name)
        cell.metadata["tags"] = ["nbval-ignore-output"]
        target = folder / path.name
        nbformat.write(notebook, target)
        written.append(target)
    return written


def run_all(chosen: list[str]) -> list[run_tests.Result]:
    """Run the notebooks and the tests, one after the other."""
    shutil.rmtree(CHECKOUT, ignore_errors=True)
    notebooks = write_notebooks(make_repository(), chosen)
    tests = ["tests/platforms/test_live_kernel.py", "-q"]
    strict = ["--nbval", f"--nbval-kernel-name={KERNEL}"]
    strict += ["--nbval-sanitize-with=tests/nbval_sanitize.cfg", "-q"]

    def compare(output: run_tests.Output) -> run_tests.Result:
        first = [str(notebooks[0])]  # alone, so that one kernel clones and the others find the clone
        result = run_tests.run_pytest("first notebook", [*strict, *first], output)
        if result.failed or not notebooks[1:]:
            return result
        rest = [*strict, *run_tests.IN_PARALLEL, *map(str, notebooks[1:])]
        return run_tests.run_pytest("notebooks", rest, output)

    def live(output: run_tests.Output) -> run_tests.Result:
        return run_tests.run_pytest("live kernel", tests, output)

    before = installed_packages()

    def unchanged(output: run_tests.Output) -> run_tests.Result:
        now = installed_packages()
        output.write("".join(f"{line}\n" for line in sorted(before ^ now)))
        return run_tests.Result("Colab's own", passed=int(now == before), failed=int(now != before))

    return run_tests.run_stages([[compare, unchanged, live]])


def installed_packages() -> set[str]:
    """Return the packages in Colab's environment, each with its version."""
    command = [colab_python(), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"]
    listed = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return set(listed.stdout.decode("utf-8").split())


def main() -> None:
    """Make the environment, run everything in it, sum up."""
    parser = argparse.ArgumentParser(prog="make colab", description=__doc__.split("\n\n")[0])
    parser.add_argument("notebooks", nargs="*", metavar="NAME", help="parts of names; all by default")
    arguments = parser.parse_args()
    if "PYTHON" in os.environ:  # the project's own environment is made with its own choice
        os.environ[CHOICE] = os.environ.pop("PYTHON")
    python = environment.guarded(find_python)
    environment.start_in_environment(__file__, "test")
    run_tests.set_variables()
    environment.guarded(lambda: make_environment(python))
    os.environ.update(make_kernel())
    results = environment.guarded(lambda: run_all(arguments.notebooks))
    run_tests.summarise(results)
    sys.exit(any(result.failed for result in results))


if __name__ == "__main__":
    main()
