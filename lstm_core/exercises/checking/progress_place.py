"""Where the one progress file is, from whichever folder of the tutorial Python runs in.

It stands beside the notebooks: in the folder that holds notebook 00, which is looked for from the
running notebook upwards. A file in the folder above, where earlier versions could put one, is found as
well. Outside of a tutorial the file stands in the working folder.

``LSTM_PROGRESS`` names another file (a relative name starts beside the notebooks), or says ``off``:
then progress lasts as long as the kernel. The project's own checks use that, so that a notebook's
stored output does not depend on who runs it.
"""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FILE = "my_progress.json"
_FIRST_NOTEBOOK = "00_start_here.ipynb"
_NOTEBOOKS = "notebooks"
_SOLUTIONS = "solutions"


@dataclass(frozen=True, slots=True)
class Place:
    """Where progress is kept."""

    file: Path | None  # None: in no file
    others: tuple[Path, ...] = ()  # further files of the same tutorial
    counts: bool = True  # in a notebook with solutions nothing does
    in_tutorial: bool = True
    warning: str = ""


def find_place() -> Place:
    """Return where the progress of the running notebook is kept."""
    chosen = os.environ.get("LSTM_PROGRESS", "")
    if chosen.lower() == "off":
        return Place(None)
    try:
        running = _running_notebook()
        folders = [running.parent] if running is not None else []
        with suppress(OSError):
            folders.append(Path.cwd())
        tutorial = next(filter(None, map(_notebooks_folder, folders)), None)
        counts = tutorial is None or not _is_solution(running, folders[-1], tutorial)
        if chosen:
            return Place(_real((tutorial or folders[0]) / Path(chosen).expanduser()), counts=counts)
        if tutorial is None:
            return Place(_real(folders[0] / FILE), in_tutorial=False)
        return _place_in(tutorial, folders, counts)
    except (OSError, RuntimeError, ValueError, IndexError, AttributeError):
        return Place(
            None,
            warning="The folder in which Python runs cannot be found, so your progress lasts only "
            "until the kernel ends. Set LSTM_PROGRESS to a file's path to keep it.",
        )


def _place_in(tutorial: Path, folders: list[Path], counts: bool) -> Place:
    """Return the one file of a tutorial, and all others that it has."""
    candidates = [tutorial]
    if tutorial.name == _NOTEBOOKS:
        candidates.append(tutorial.parent)
    # What stands in the folder of solutions was never the learner's own work.
    candidates += [
        folder
        for folder in folders
        if candidates[-1] in folder.parents and folder != tutorial / _SOLUTIONS
    ]
    files = list(dict.fromkeys(_real(folder / FILE) for folder in candidates))
    there = [file for file in files if os.path.lexists(file)]
    return Place((there or files)[0], tuple(there[1:]), counts)


def _real(path: Path) -> Path:
    """Return the file behind all symbolic links: it is read, locked and replaced."""
    return Path(os.path.realpath(path))


def _running_notebook() -> Path | None:
    """Return the notebook that this kernel runs, if Jupyter or VS Code has told."""
    told = [os.environ.get("JPY_SESSION_NAME")]
    ipython = sys.modules.get("IPython")  # loaded already where there is a notebook
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        told.insert(0, shell.user_ns.get("__vsc_ipynb_file__"))
    for name in told:
        if isinstance(name, str) and name.endswith(".ipynb") and os.path.isfile(name):
            return Path(os.path.abspath(name))
    return None


def _notebooks_folder(start: Path) -> Path | None:
    """Return the folder with the tutorial's notebooks, going up from a folder."""
    for folder in (start, *start.parents):
        for place in (folder, folder / _NOTEBOOKS):
            if (place / _FIRST_NOTEBOOK).is_file():
                return place
    return None


def _is_solution(running: Path | None, folder: Path, tutorial: Path) -> bool:
    if running is not None:
        return running.stem.endswith(f"_{_SOLUTIONS}")
    return folder == tutorial / _SOLUTIONS
