"""What a learner has done, kept in a small file beside the notebooks, and the panel that shows it.

The file is ``my_progress.json`` in the folder in which the notebook runs. The environment variable
``LSTM_PROGRESS`` names another file, or says ``off``: then progress lasts as long as the kernel. The
project's own checks use that, so that a notebook's stored output does not depend on who runs it.
"""

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

FILE = "my_progress.json"
VERSION = 1
_this_session: dict[str, list[str]] = {}  # what is kept nowhere else while the file is off


def progress_file() -> Path | None:
    """Return the file that progress is kept in, or None if it is kept in no file."""
    chosen = os.environ.get("LSTM_PROGRESS", "")
    if chosen.lower() == "off":
        return None
    return Path(chosen) if chosen else Path.cwd() / FILE


def read_progress() -> tuple[dict[str, list[str]], str]:
    """Return what is done in each notebook, and a warning if the file could not be read."""
    path = progress_file()
    if path is None:
        return {name: list(done) for name, done in _this_session.items()}, ""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): [str(task) for task in done] for name, done in stored["done"].items()}, ""
    except FileNotFoundError:
        return {}, ""
    except OSError as error:
        return {}, f"Your progress cannot be read from {path.name}: {error.strerror or error}."
    except (ValueError, KeyError, TypeError, AttributeError):
        aside = path.with_suffix(".damaged.json")
        with suppress(OSError):
            path.replace(aside)
        return (
            {},
            f"{path.name} was damaged, so your progress starts anew; the old file is {aside.name}.",
        )


def write_progress(done: dict[str, list[str]]) -> str:
    """Write what is done, in one step: the old file stays whole until the new one is."""
    path = progress_file()
    _this_session.clear()
    _this_session.update({name: list(tasks) for name, tasks in done.items()})
    if path is None:
        return ""
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix="my_progress-", suffix=".part", delete=False
        ) as file:
            temporary = Path(file.name)
            json.dump({"version": VERSION, "done": done}, file, indent=1, ensure_ascii=False)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        return f"Your progress cannot be kept in {path.name}: {error.strerror or error}."
    return ""


def remember(notebook: str, name: str) -> str:
    """Note that an exercise has been done."""
    done, warning = read_progress()
    if name in done.get(notebook, []):
        return warning
    done.setdefault(notebook, []).append(name)
    return write_progress(done) or warning


def forget(notebook: str) -> str:
    """Forget what was done in a notebook."""
    done, warning = read_progress()
    done.pop(notebook, None)
    return write_progress(done) or warning
