"""What a learner has done, kept in a small file beside the notebooks, and the panel that shows it.

The file is ``my_progress.json`` in the folder in which the notebook runs. The environment variable
``LSTM_PROGRESS`` names another file, or says ``off``: then progress lasts as long as the kernel. The
project's own checks use that, so that a notebook's stored output does not depend on who runs it.
"""

import codecs
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from lstm_core.errors import FileError
from lstm_core.file_access import read_regular, replacing

FILE = "my_progress.json"
VERSION = 1
_MOST_BYTES = 1_000_000
_this_session: dict[str, list[str]] = {}  # what is kept nowhere else while the file is off


def progress_file() -> Path | None:
    """Return the file that progress is kept in, or None if it is kept in no file."""
    chosen = os.environ.get("LSTM_PROGRESS", "")
    if chosen.lower() == "off":
        return None
    return Path(chosen) if chosen else Path.cwd() / FILE


def read_progress() -> tuple[dict[str, list[str]], str]:
    """Return what is done in each notebook, and a warning if the file could not be read."""
    done, warning, _ = _read()
    return done, warning


def _read() -> tuple[dict[str, list[str]], str, bool]:
    """Return what is done, a warning, and whether the file may be written."""
    path = progress_file()
    if path is None:
        return {name: list(done) for name, done in _this_session.items()}, "", True
    try:
        stored = json.loads(read_regular(path, most_bytes=_MOST_BYTES).decode("utf-8"))
        if stored.get("version", VERSION) > VERSION:
            return {}, f"{path.name} was written by a later version. Install that version.", False
        return _checked(stored["done"]), "", True
    except FileError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return {}, "", True
        return {}, f"Your progress cannot be read. {error}", False
    except Exception:  # whatever Python raises at a damaged file
        aside = path.with_suffix(".damaged.json")
        with suppress(OSError):
            path.replace(aside)
        warning = (
            f"{path.name} was damaged, so your progress starts again; the old file is {aside.name}."
        )
        return {}, warning, True


def _checked(done: Any) -> dict[str, list[str]]:
    for tasks in done.values():
        if not isinstance(tasks, list) or not all(isinstance(task, str) for task in tasks):
            raise TypeError("progress is a list of names for each notebook")
    return dict(done)


def write_progress(done: dict[str, list[str]]) -> str:
    """Write what is done, in one step: the old file stays whole until the new one is."""
    path = progress_file()
    _this_session.clear()
    _this_session.update({name: list(tasks) for name, tasks in done.items()})
    if path is None:
        return ""
    try:
        with replacing(path) as file:
            text = codecs.getwriter("utf-8")(file)
            json.dump({"version": VERSION, "done": done}, text, indent=1, ensure_ascii=False)
    except FileError as error:
        reason = getattr(error.__cause__, "strerror", None) or str(error).rstrip(".")
        return f"Your progress cannot be kept in {path.name}: {reason}."
    return ""


def remember(notebook: str, name: str) -> str:
    """Note that an exercise has been done."""
    done, warning, may_write = _read()
    if name in done.get(notebook, []) or not may_write:
        return warning
    done.setdefault(notebook, []).append(name)
    return write_progress(done) or warning


def forget(notebook: str) -> str:
    """Forget what was done in a notebook."""
    done, warning, may_write = _read()
    if not may_write:
        return warning
    done.pop(notebook, None)
    return write_progress(done) or warning
