"""Run the notebooks in Pyodide, the Python of JupyterLite, under Node: what `make pyodide` does.

FOLDER is an unpacked distribution of Pyodide with NumPy, Matplotlib and IPython; its releases have it.
Each notebook gets an interpreter of its own, without threads, processes or a compiler. A cell that
stops with an error fails.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import console
import environment
import lite

SCRIPT = environment.ROOT / "tests" / "platforms" / "pyodide.mjs"
BUILD = environment.ROOT / "build" / "pyodide"
LONGEST = 1800  # seconds that one notebook may take


def unpacked_packages() -> Path:
    """Return a folder with the pure packages that Pyodide's distribution lacks."""
    wheels, packages = BUILD / "wheels", BUILD / "packages"
    for folder in (wheels, packages):
        shutil.rmtree(str(folder), ignore_errors=True)
        folder.mkdir(parents=True)
    lite.fetch_wheels(str(environment.venv_python()), wheels, lite.BUNDLED)
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(str(wheel)) as file:
            file.extractall(str(packages))
    return packages


def run(distribution: Path, packages: Path, name: str) -> list[str]:
    """Run one notebook; print what came of it, and return the faults."""
    command = ["node", str(SCRIPT), str(distribution), str(environment.ROOT), str(packages), name]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=LONGEST, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        said = (error.stderr or b"").decode("utf-8", "replace")[-2000:] or str(error)
        print(f"{name}: {said}", flush=True)
        return [said]
    result = json.loads(answer.stdout.decode("utf-8").splitlines()[-1])
    faults = [f"  {cell}: {error}" for cell, error in result["stopped"].items()]
    print("\n".join([f"{name}: {result['cells']} cells, {result['seconds']} s", *faults]), flush=True)
    return faults


def main() -> int:
    """Run all that was asked for; return 0 if no cell stopped."""
    console.begin()
    parser = argparse.ArgumentParser(prog="make pyodide", description=__doc__)
    parser.add_argument("folder", type=Path, help="Pyodide's distribution, unpacked")
    parser.add_argument("notebooks", nargs="*", metavar="NAME", help="parts of names; all by default")
    arguments = parser.parse_args()
    if not (arguments.folder / "pyodide.mjs").is_file():
        parser.error(f"{arguments.folder} holds no pyodide.mjs. Unpack a release of Pyodide there.")
    if shutil.which("node") is None:
        parser.error("Node.js is missing: install version 20 or newer.")
    environment.guarded(lambda: environment.ensure("lab"))
    packages = environment.guarded(unpacked_packages)
    names = [path.name for path in sorted((environment.ROOT / "notebooks").glob("*.ipynb"))]
    chosen = [
        name
        for name in names
        if not arguments.notebooks or any(part in name for part in arguments.notebooks)
    ]
    faults = [run(arguments.folder.resolve(), packages, name) for name in chosen]
    return int(any(faults))


if __name__ == "__main__":
    sys.exit(environment.guarded(main))
