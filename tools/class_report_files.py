"""Find and read the progress files of a class: bounded in number and size, none of them trusted."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from lstm_core.errors import FileError
from lstm_core.exercises.checking.progress_format import (
    LaterVersionError,
    Progress,
    merge,
    parse,
    to_progress,
)
from lstm_core.file_access import read_regular

MOST_FILES = 1000
MOST_FOLDERS = 20_000
MOST_BYTES = 1_000_000  # of one file; a learner's has a few thousand
MOST_BYTES_IN_ALL = 100_000_000
OWN_NAME = "my_progress.json"
# Learning platforms put names before it, browsers numbers after it.
NAME = re.compile(r".*my_progress.*\.json", re.IGNORECASE)
COPY = re.compile(r".*\.(damaged(-\d)?|merged(-\d)?|before_reset)\.json", re.IGNORECASE)


@dataclass
class ClassFiles:
    """What was found in a folder."""

    learners: list[Progress] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)  # file, reason
    left_out: str = ""  # what was not looked at, and why


def read_class(folder: Path) -> ClassFiles:
    """Read the progress files in a folder and below it, one learner each."""
    found = ClassFiles()
    stored: dict[Path, dict] = {}
    read = 0
    for path in _paths(folder, found):
        if read > MOST_BYTES_IN_ALL:
            found.left_out = f"Only the first {len(stored)} files were read: {read:,} bytes."
            break
        try:
            content = read_regular(path, most_bytes=MOST_BYTES)
            read += len(content)
            stored[path] = parse(content)
        except LaterVersionError:
            found.unreadable.append((_shown(path, folder), "written by a later version"))
        except FileError as error:
            found.unreadable.append((_shown(path, folder), _reason(error)))
        except Exception:  # whatever Python raises at a damaged file
            found.unreadable.append((_shown(path, folder), "damaged"))
    found.learners = [to_progress(progress) for progress in _one_for_each_learner(stored, folder)]
    return found


def _paths(folder: Path, found: ClassFiles) -> list[Path]:
    """Return the files, a folder's before those of the folders below it."""
    paths: list[Path] = []
    for count, (place, folders, files) in enumerate(os.walk(str(folder))):
        # Jupyter's checkpoints are hidden; what is done in a folder of solutions is nobody's work.
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != "solutions")
        names = sorted(n for n in files if NAME.fullmatch(n) and not COPY.fullmatch(n))
        paths += [Path(place) / name for name in names if not name.startswith(".")]
        if len(paths) > MOST_FILES:
            found.left_out = f"There are more than {MOST_FILES:,} files; the others were left out."
            return paths[:MOST_FILES]
        if count >= MOST_FOLDERS:
            found.left_out = f"There are more than {MOST_FOLDERS:,} folders; the others were left out."
            return paths
    return paths


def _one_for_each_learner(stored: dict[Path, dict], folder: Path) -> list[dict]:
    """Merge a file into that of a learner's folder above it: earlier versions could make two."""
    learners: dict[Path, dict] = {}
    for path, progress in stored.items():
        above = [place / OWN_NAME for place in path.parent.parents if folder in place.parents]
        owner = next((p for p in above if p in learners and path.name == OWN_NAME), None)
        if owner is None:
            learners[path] = progress
        else:
            merge(learners[owner], progress)
    return list(learners.values())


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _reason(error: FileError) -> str:
    cause = getattr(error.__cause__, "strerror", None)
    text = cause or str(error).split("cannot be read: ")[-1].split(" is too large: ")[-1]
    return text.split(".")[0]
