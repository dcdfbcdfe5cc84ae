"""Build a JupyterLite site, in which Python itself runs in the browser: what `make lite` does.

The site holds the notebooks, the data, and our package as a wheel with those of the packages it needs
that Pyodide's own distribution lacks. JupyterLite is installed in an environment of its own, in
`build/`. Pyodide, with NumPy and Matplotlib, comes from its own address. A page that cannot reach
it says so within ten seconds. With `--pyodide=ARCHIVE` the site carries Pyodide itself.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import environment
from badges import ABOUT_THE_COMPUTER

REQUIREMENTS = environment.ROOT / "book" / "lite" / "requirements.txt"
BUILD = environment.ROOT / "build"
SITE = BUILD / "lite"
PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet")
KERNEL = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
BUNDLED = (
    "anywidget",
    "ipywidgets",
    "psygnal",
    "tqdm",
    "typing-extensions",
    "comm",
    "jupyterlab-widgets",
    "widgetsnbextension",
)
SETUP = """\
import piplite  # this notebook runs in the browser: the packages are installed there, for this page

await piplite.install({packages})"""
QUIET_BARS = """
import tqdm

tqdm.tqdm.monitor_interval = 0  # a progress bar starts a thread otherwise, and a page has none"""
# What the import of a module needs; of several names that fit, the first counts.
NEEDED_FOR = {
    "lstm_core.widgets": ["lstm-core", "matplotlib", "ipywidgets", "anywidget"],
    "lstm_core.exercises": ["lstm-core", "matplotlib"],
    "lstm_core.plots": ["lstm-core", "matplotlib"],
    "lstm_core": ["lstm-core"],
    "matplotlib": ["matplotlib"],
    "tqdm": ["tqdm", "ipywidgets"],  # tqdm.auto shows a widget
}
NOTICE = environment.ROOT / "book" / "lite" / "notice.js"
PYODIDE = re.compile(r"https://cdn\.jsdelivr\.net/pyodide/v[\w.]+/full/pyodide\.m?js")


def lite_python() -> str:
    """Return the Python of JupyterLite's environment, which is made when it is missing or old."""
    folder = BUILD / "lite-env"
    stamp = folder / "requirements.txt"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        print("Making an environment for JupyterLite (a few minutes the first time)", flush=True)
        venv.create(str(folder), with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        environment.run([*pip, "-r", str(REQUIREMENTS)], "install JupyterLite")
        stamp.write_text(wanted, encoding="utf-8")
    return str(python)


def make_wheels(python: str, folder: Path) -> list[Path]:
    """Build our wheel, fetch the pure ones that go with it, and return all of them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ours = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), "."]
    environment.run([python, *PIP, *ours], "build the wheel of lstm-core")
    fetch_wheels(python, folder, BUNDLED)
    return sorted(folder.glob("*.whl"))


def fetch_wheels(python: str, folder: Path, names: tuple[str, ...]) -> None:
    """Fetch pure packages, in the versions that the site has."""
    fixed = {line.split("==")[0]: line for line in REQUIREMENTS.read_text(encoding="utf-8").split()}
    for name in names:
        fetch = ["download", "--no-deps", "--dest", str(folder), "--only-binary=:all:"]
        anywhere = ["--platform=any", "--python-version=3.13", "--implementation=py", "--abi=none"]
        environment.run([python, *PIP, *fetch, *anywhere, fixed.get(name, name)], f"fetch {name}")


def imported_modules(cells: list[dict]) -> set[str]:
    """Return the names of all modules that code cells import."""
    names: set[str] = set()
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        lines = [line for line in "".join(cell["source"]).split("\n") if line[:1] not in ("%", "!")]
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def packages_for(cells: list[dict]) -> list[str]:
    """Return what a notebook's imports need, and nothing else."""
    found: list[str] = []
    for name in imported_modules(cells):
        fitting = [part for part in NEEDED_FOR if name == part or name.startswith(part + ".")]
        found += NEEDED_FOR[fitting[0]] if fitting else []
    return sorted(set(found))


def setup_code(packages: list[str]) -> str:
    """Return the cell that installs packages for a page."""
    bars = QUIET_BARS if "tqdm" in packages else ""
    return SETUP.format(packages=json.dumps(packages)) + bars


def with_setup(notebook: dict) -> dict:
    """Return a notebook that installs the package in the browser before its first code cell."""
    cells = [
        {**cell, "outputs": [], "execution_count": None} if cell["id"] in ABOUT_THE_COMPUTER else cell
        for cell in notebook["cells"]
    ]
    first = next((n for n, cell in enumerate(cells) if cell["cell_type"] == "code"), len(cells))
    setup = {
        "cell_type": "code",
        "id": "lite-setup",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": setup_code(packages_for(cells)),
    }
    cells.insert(first, setup)
    return {**notebook, "cells": cells, "metadata": {**notebook["metadata"], "kernelspec": KERNEL}}


def write_contents(folder: Path) -> None:
    """Copy the notebooks and the data, each notebook with its cell for the browser."""
    shutil.rmtree(folder, ignore_errors=True)
    for path in environment.shipped_notebooks():
        target = folder / path.relative_to(environment.ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        notebook = with_setup(json.loads(path.read_text(encoding="utf-8")))
        target.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shutil.copy(environment.ROOT / "notebooks" / "reading.svg", folder / "notebooks")
    shutil.copytree(environment.ROOT / "data", folder / "data")


def pyodide_address(site: Path) -> str:
    """Return from where a built site loads Pyodide: what its settings say, or its kernel's script."""
    settings = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))
    plugins = settings["jupyter-config-data"].get("litePluginSettings", {})
    chosen = plugins.get("@jupyterlite/pyodide-kernel-extension:kernel", {}).get("pyodideUrl")
    if chosen:
        return chosen
    for script in sorted(site.glob("extensions/@jupyterlite/pyodide-kernel-extension/**/*.js")):
        found = PYODIDE.search(script.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found.group()
    raise environment.SetupError(
        "The kernel's script names no address of Pyodide: adapt tools/lite.py."
    )


def add_notice(site: Path) -> None:
    """Let every page of the site say when Pyodide cannot be reached."""
    text = NOTICE.read_text(encoding="utf-8").replace(
        "PYODIDE_ADDRESS", json.dumps(pyodide_address(site))
    )
    (site / "pyodide-notice.js").write_text(text, encoding="utf-8")
    tag = '<script src="../pyodide-notice.js" defer></script>'
    for page in sorted(site.glob("*/index.html")):
        source = page.read_text(encoding="utf-8")
        page.write_text(source.replace("</head>", f"{tag}</head>", 1), encoding="utf-8")


def build(site: Path, pyodide: str | None = None) -> None:
    """Build the site again, with Pyodide in it where its archive is named."""
    os.environ.pop("PIP_CONSTRAINT", None)  # meant for the project's environment; this one has its own
    python = lite_python()
    wheels = make_wheels(python, BUILD / "lite-wheels")
    write_contents(BUILD / "lite-contents")
    work = BUILD / "lite-work"
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(site, ignore_errors=True)
    work.mkdir()
    command = [python, "-m", "jupyterlite_core", "build", "--no-sourcemaps", "--lite-dir", str(work)]
    command += ["--contents", str(BUILD / "lite-contents"), "--output-dir", str(site)]
    command += [f"--piplite-wheels={wheel}" for wheel in wheels]
    command += [f"--pyodide={pyodide}"] if pyodide else []
    if subprocess.run(command, cwd=str(work)).returncode != 0:  # it leaves files where it runs
        raise environment.SetupError("Could not build the JupyterLite site; the reason is above.")
    add_notice(site)


def main() -> None:
    """Build the site, and say how to look at it."""
    parser = argparse.ArgumentParser(prog="make lite", description=__doc__)
    parser.add_argument("--pyodide", metavar="ARCHIVE", help="Pyodide's archive: a file or an address")
    arguments = parser.parse_args()
    environment.start_in_environment(__file__, "lab")
    environment.guarded(lambda: build(SITE, arguments.pyodide))
    size = sum(path.stat().st_size for path in SITE.rglob("*") if path.is_file()) / 1e6
    print(f"The site: {SITE} ({size:.0f} MB)")
    print(f"To look at it: python -m http.server --bind 127.0.0.1 --directory {SITE}")
    print("then open /lab/index.html?path=notebooks/00_start_here.ipynb there.")
    sys.exit(0)


if __name__ == "__main__":
    environment.guarded(main)
