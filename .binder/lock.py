"""Fix the versions that Binder installs: write requirements.txt from requirements.in.

Run it with any Python, on any system: `python .binder/lock.py`. It needs uv, which resolves for the
Python that runtime.txt names, on Linux. `--upgrade` takes newer versions than those fixed now.
Binder's base image brings JupyterLab, ipykernel and ipywidgets of its own, older ones, with which
widgets behave differently; the fixed versions replace them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
LOCK = FOLDER / "requirements.txt"
HEADER = """\
# Written by .binder/lock.py from requirements.in: do not edit.
# Python {version}, Linux. Our own package is installed by postBuild.
"""
# The file names packages, versions and the digests of their files: no index, no comments, nothing of
# this machine. With digests pip refuses a file that is not the one that was tried.
OPTIONS = [
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--generate-hashes",
]


def wanted_python() -> str:
    """Return the version that Binder is told to use, such as 3.13."""
    return (FOLDER / "runtime.txt").read_text(encoding="utf-8").strip().split("-", 1)[1]


def resolve(uv: str, version: str, options: list[str]) -> list[str]:
    """Return what uv chooses, a line per package and digest; without --upgrade, what is fixed now."""
    target = [f"--python-version={version}", "--python-platform=x86_64-unknown-linux-gnu"]
    command = [uv, "pip", "compile", "--quiet", *target, *OPTIONS, "--no-emit-package=lstm-core"]
    if "--upgrade" not in options:
        command.append(f"--constraints={LOCK}")
    command += [*(o for o in options if o != "--upgrade"), str(FOLDER / "requirements.in")]
    answer = subprocess.run(command, cwd=FOLDER.parent, stdout=subprocess.PIPE, text=True)
    if answer.returncode != 0:
        sys.exit(
            "uv found no versions; its reason is above. Where requirements moved on, add --upgrade."
        )
    return [line for line in answer.stdout.splitlines() if line and not line.startswith("#")]


def main() -> None:
    """Write the lock, or say what is missing."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("This needs uv: pip install uv (or docs.astral.sh/uv), then run it again.")
    version = wanted_python()
    lines = resolve(uv, version, sys.argv[1:])
    LOCK.write_text(HEADER.format(version=version) + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"requirements.txt: {sum('==' in line for line in lines)} packages")


if __name__ == "__main__":
    main()
