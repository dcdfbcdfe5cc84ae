"""Fix the versions that Binder installs: write requirements.txt from requirements.in.

Run it with the Python that runtime.txt names, on Linux: `python3.13 .binder/lock.py`. Binder's base
image brings JupyterLab, ipykernel and ipywidgets of its own, older ones, with which widgets behave
differently; the fixed versions replace them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
HEADER = """\
# Written by .binder/lock.py from requirements.in, in a clean environment: do not edit.
# Python {version}, Linux. Our own package is installed by postBuild.
"""
OURS = "lstm-core"


def wanted_python() -> str:
    """Return the version that Binder is told to use, such as 3.13."""
    return (FOLDER / "runtime.txt").read_text(encoding="utf-8").strip().split("-", 1)[1]


def frozen(requirements: Path) -> list[str]:
    """Install requirements into an environment that is thrown away; return the versions."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        pip = [python, "-m", "pip", "--disable-pip-version-check"]
        subprocess.run(
            [*pip, "install", "--quiet", "-r", str(requirements)], check=True, cwd=FOLDER.parent
        )
        answer = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True)
    return answer.stdout.splitlines()


def is_ours(line: str) -> bool:
    """Tell whether a line of `pip freeze` is this project, which has no version to fix."""
    return line.startswith(("-e", "#")) or line.lower().replace("_", "-").startswith(OURS)


def main() -> None:
    """Write the lock, or say which Python to use."""
    running = "{}.{}".format(*sys.version_info)
    if running != wanted_python() or not sys.platform.startswith("linux"):
        sys.exit(
            f"Run this with Python {wanted_python()} on Linux; this is {running} on {sys.platform}."
        )
    lines = [line for line in frozen(FOLDER / "requirements.in") if not is_ours(line)]
    text = HEADER.format(version=running) + "\n".join(sorted(lines, key=str.lower)) + "\n"
    (FOLDER / "requirements.txt").write_text(text, encoding="utf-8")
    print(f"requirements.txt: {len(lines)} packages")


if __name__ == "__main__":
    main()
