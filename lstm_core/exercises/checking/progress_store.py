"""Read the progress file, and change it while all others wait.

Several kernels may write at once: each reads, makes its change and replaces the file while it holds a
lock. A change that cannot be written is kept in the kernel and written with the next one. A file that
cannot be read, or that a later version wrote, is never written over.
"""

import codecs
import json
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from lstm_core.errors import FileError
from lstm_core.exercises.checking.file_lock import locked
from lstm_core.exercises.checking.progress_format import (
    MOST_BYTES,
    LaterVersionError,
    Stored,
    in_present_version,
    merge,
    parse,
)
from lstm_core.exercises.checking.progress_place import Place
from lstm_core.file_access import read_regular, replacing

LOCK_SECONDS = 2.0
_MOST_UNSAVED = 10_000
_MOST_SET_ASIDE = 9  # files of one kind

Change = Callable[[Stored], bool]  # changes what is stored, and tells whether it did

_this_session: Stored = {}  # what is kept nowhere else while the file is off
_unsaved: dict[Path, deque[Change]] = {}  # what could not be written yet


class NotWrittenError(Exception):
    """A change is not in the file; the message says why."""


@dataclass(slots=True)
class Reading:
    """What the files of a place say together."""

    stored: Stored = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    may_write: bool = True
    is_damaged: bool = False
    merged: list[Path] = field(default_factory=list)  # further files whose entries are in stored


def read_place(place: Place) -> Reading:
    """Return what is stored, with what this kernel could not write yet; set a damaged file aside."""
    if place.file is None:
        return Reading(_this_session, [place.warning])
    reading = _read_all(place, place.file)
    if reading.is_damaged:
        with locked(place.file, seconds=LOCK_SECONDS) as held:
            if held:
                reading = _read_or_set_aside(place, place.file)
    for change in tuple(_unsaved.get(place.file, ())):
        change(reading.stored)
    return reading


def change_place(place: Place, change: Change, *, keep: bool) -> list[str]:
    """Change what is stored while all others wait; with `keep`, what fails is tried again later."""
    if place.file is None:
        change(_this_session)
        return [place.warning]
    unsaved = _unsaved.setdefault(place.file, deque(maxlen=_MOST_UNSAVED))
    try:
        with locked(place.file, seconds=LOCK_SECONDS) as held:
            if not held:
                raise NotWrittenError(
                    f"Other notebooks are using {place.file.name} at this moment, so your progress is "
                    "not in it yet. It will be written with your next answer."
                )
            warnings = _change_file(place, place.file, [*unsaved, change])
    except NotWrittenError:
        if keep:
            unsaved.append(change)
        raise
    unsaved.clear()
    return warnings


def _change_file(place: Place, file: Path, changes: list[Change]) -> list[str]:
    reading = _read_or_set_aside(place, file)
    if not reading.may_write:
        raise NotWrittenError(" ".join(reading.warnings))
    is_new = not reading.stored
    changed = [change(reading.stored) for change in changes]
    if any(changed) or reading.merged:
        write_file(file, reading.stored)
        for other in reading.merged:
            with suppress(OSError):  # it is merged again the next time
                other.replace(_name_aside(other, "merged"))
        if is_new and not place.in_tutorial:
            reading.warnings.append(f"Your progress is kept in {file}.")
    return reading.warnings


def write_file(file: Path, stored: Stored) -> None:
    """Write a file in one step: the old one stays whole until the new one is."""
    try:
        with replacing(file) as raw:
            json.dump(in_present_version(stored), codecs.getwriter("utf-8")(raw), indent=1)
            if raw.tell() > MOST_BYTES:
                raise FileError(f"it would have more than {MOST_BYTES:,} bytes")
    except Exception as error:  # a full disk, a folder that cannot be written to, and what not
        reason = getattr(error.__cause__, "strerror", None) or str(error).rstrip(".")
        raise NotWrittenError(f"Your progress cannot be kept in {file.name}: {reason}.") from error


def read_file(file: Path) -> Reading:
    """Return what one file says."""
    try:
        return Reading(parse(read_regular(file, most_bytes=MOST_BYTES)))
    except LaterVersionError:
        warning = f"{file.name} was written by a later version. Install that version."
        return Reading(warnings=[warning], may_write=False)
    except FileError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return Reading()
        return Reading(warnings=[f"Your progress cannot be read. {error}"], may_write=False)
    except Exception:  # whatever Python raises at a damaged file
        return Reading(warnings=[f"{file.name} is damaged."], may_write=False, is_damaged=True)


def _read_all(place: Place, file: Path) -> Reading:
    """Return what the file and the further files of the tutorial say together."""
    reading = read_file(file)
    for other in place.others:
        second = read_file(other)
        if second.may_write:
            merge(reading.stored, second.stored)
            reading.merged.append(other)
            reading.warnings.append(f"Two progress files were found and merged: {file} and {other}.")
        else:
            reading.warnings.append(f"A second progress file, {other}, cannot be read. It stays there.")
    return reading


def _read_or_set_aside(place: Place, file: Path) -> Reading:
    """Read while holding the lock; a damaged file gets another name, so that a new one can begin."""
    reading = _read_all(place, file)
    if reading.is_damaged:
        aside = _name_aside(file, "damaged")
        try:
            file.replace(aside)
        except OSError as error:
            reason = error.strerror or str(error)
            reading.warnings[0] = f"{file.name} is damaged and cannot be set aside: {reason}."
        else:
            reading.may_write = True
            reading.warnings[0] = (
                f"{file.name} was damaged, so your progress starts again; the old file is {aside.name}."
            )
    return reading


def _name_aside(file: Path, word: str) -> Path:
    """Return a free name for a file that is set aside; the last one of several is used again."""
    numbers = ["", *(f"-{number}" for number in range(2, _MOST_SET_ASIDE + 1))]
    names = [file.with_suffix(f".{word}{number}.json") for number in numbers]
    return next((name for name in names if not name.exists()), names[-1])
