"""Open the tutorial in JupyterLab: what `make lab` does.

Arguments go on to JupyterLab; a notebook among them opens instead of the first one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import webbrowser
from pathlib import Path

import console
import environment

FIRST_NOTEBOOK = "notebooks/00_start_here.ipynb"
# It would ask over the first page whether to fetch news, and fetches them from elsewhere.
DISABLED = "@jupyterlab/apputils-extension:announcements"


def has_browser() -> bool:
    """Tell whether a browser can open on this machine."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("BROWSER")
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def is_root() -> bool:
    """Tell whether this runs as root, which JupyterLab wants confirmed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def start_page(notebook: str) -> str:
    """Return the address, inside JupyterLab, of a notebook of the project."""
    path = Path(notebook)
    path = (path if path.is_absolute() else environment.ROOT / path).resolve()
    if not path.is_file():
        raise environment.SetupError(f"There is no notebook {notebook}; the first is {FIRST_NOTEBOOK}.")
    try:
        return "/lab/tree/" + path.relative_to(environment.ROOT).as_posix()
    except ValueError:
        raise environment.SetupError(
            f"{notebook} lies outside the project, and JupyterLab opens on the project's folder.\n"
            f"Copy it into {environment.ROOT / 'notebooks'} first."
        ) from None


def lab_arguments(arguments: list[str]) -> list[str]:
    """Return the arguments for JupyterLab: the learner's own, then what they left open."""
    notebooks = [argument for argument in arguments if argument.endswith(".ipynb")]
    given = [argument for argument in arguments if argument not in notebooks]
    chosen = start_page(notebooks[-1] if notebooks else FIRST_NOTEBOOK)

    def missing(*names: str) -> bool:
        return not any(argument.split("=")[0].lstrip("-") in names for argument in given)

    ours = []
    if missing("ServerApp.root_dir", "notebook-dir"):
        ours.append(f"--ServerApp.root_dir={environment.ROOT}")
    if missing("LabApp.default_url", "ServerApp.default_url"):
        ours.append(f"--LabApp.default_url={chosen}")
    if missing("y", "ServerApp.answer_yes"):
        ours.append("--ServerApp.answer_yes=True")  # Ctrl-C stops, without a question in the log
    if is_root() and missing("allow-root", "ServerApp.allow_root"):
        ours.append("--allow-root")
    if missing("no-browser", "ServerApp.open_browser", "browser") and not has_browser():
        ours.append("--no-browser")
    return ours + given


def settle() -> None:
    """Let JupyterLab begin with the notebook instead of a question; what is set already stays."""
    settings = environment.VENV / "etc" / "jupyter" / "labconfig" / "page_config.json"
    if settings.exists():
        return
    settings.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps({"disabledExtensions": {DISABLED: True}})
    environment.write_whole(settings, content.encode("utf-8"))


def serve(python: str, arguments: list[str]) -> int:
    """Run JupyterLab until it ends; Ctrl-C is JupyterLab's to handle."""
    if "--no-browser" in arguments:
        print("No browser opens from here: open the address that JupyterLab prints below.", flush=True)
    print("Ctrl-C ends JupyterLab; what you saved stays.", flush=True)
    command = [python, "-m", "jupyterlab", *arguments]
    # Small matrices: several threads cost more than they bring, and on a busy machine ten times more.
    server = subprocess.Popen(
        command, cwd=str(environment.ROOT), env={"OMP_NUM_THREADS": "1", **os.environ}
    )
    while True:
        try:
            code = server.wait()
            break
        except KeyboardInterrupt:
            continue  # the server got it too, and is shutting its kernels down
    return code


def main() -> None:
    """Make what is missing, then start JupyterLab."""
    console.begin(__doc__)
    python = environment.guarded(lambda: environment.ensure("lab"))
    arguments = environment.guarded(lambda: lab_arguments(sys.argv[1:]))
    settle()
    sys.exit(serve(python, arguments))


if __name__ == "__main__":
    main()
