"""What a saved file says of itself: its format, its alphabet, its origin and its arrays, as JSON."""

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import short_repr
from lstm_core.errors import ArgumentError, FileError, ShapeError
from lstm_core.file_access import open_regular
from lstm_core.storage import ArrayFile, refusing, save_arrays
from lstm_core.text import Vocabulary

# 3 is the first with a number in files of models and checkpoints, and with alphabet, origin and a list
# of arrays in all; 1 and 2 were files of the training lab.
FORMAT = 3
_PACKAGE = "lstm_core"
_MOST_CHARACTERS = 2**25  # of a description
Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class FileKind:
    """What one kind of file holds."""

    name: str
    member: str  # the array with the description
    required: tuple[str, ...]  # the arrays that every such file has
    older: str  # matches the names of the arrays in files without a list of them
    complaint: str  # about a file whose parts do not fit together; {} is why


def with_description(
    kind: FileKind,
    description: Mapping[str, Any],
    arrays: Mapping[str, NDArray[Any]],
    vocabulary: Vocabulary | None,
) -> Arrays:
    """Return what is saved: the arrays, and one more that says what they are."""
    about = {
        "format": FORMAT,
        "origin": {
            "package": _PACKAGE,
            "version": sys.modules[_PACKAGE].__version__,
            "numpy": np.__version__,
        },
        "vocabulary": None if vocabulary is None else list(vocabulary.characters),
        "arrays": sorted(arrays),  # an array that damage made vanish is missed
        **description,
    }
    return {kind.member: np.array(json.dumps(about)), **arrays}


def save_described(
    path: str | Path,
    kind: FileKind,
    description: Mapping[str, Any],
    arrays: Mapping[str, NDArray[Any]],
    vocabulary: Vocabulary | None,
) -> None:
    """Write arrays and their description into an ``.npz`` file, whole or not at all."""
    save_arrays(path, with_description(kind, description, arrays, vocabulary))


def load_described(path: str | Path, kind: FileKind) -> tuple[dict[str, Any], Arrays]:
    """Read the description and the arrays that `save_described` wrote."""
    with open_regular(path) as stream:
        return read_described(stream, path, kind)


def read_described(
    stream: IO[bytes], path: str | Path, kind: FileKind
) -> tuple[dict[str, Any], Arrays]:
    """Read the description and the arrays from an open file, which errors call ``path``."""
    file = ArrayFile(stream, path, kind.name)
    about: dict[str, Any] = {}
    if kind.member in file.names:
        with refusing(path, kind.complaint):
            about = json.loads(file.text(kind.member, most_characters=_MOST_CHARACTERS))
            _check_about(path, about)
    names = about.get("arrays", [name for name in file.names if re.fullmatch(kind.older, name)])
    file.require([*kind.required, *names])
    return about, {name: file.read(name) for name in names if name != kind.member}


def _check_about(path: str | Path, about: Any) -> None:
    if not isinstance(about, dict):
        raise ArgumentError(f"it is {short_repr(about)}, not an object with names")
    number, origin = about.get("format", 1), about.get("origin", {"package": _PACKAGE})
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ArgumentError(f"its format is {short_repr(number)}, not an integer of 1 to {FORMAT}")
    if not isinstance(origin, dict) or origin.get("package") != _PACKAGE:
        raise ArgumentError(f"its origin is {short_repr(origin)}, not {_PACKAGE}")
    if number > FORMAT:
        raise FileError(
            f"{str(path)!r} was saved by a later version of {_PACKAGE}: its format is {number}, its "
            f"origin {short_repr(origin.get('version'))}. This version reads formats up to {FORMAT}: "
            "install the later version to load the file."
        )
    names = about.get("arrays", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ArgumentError(f"its list of arrays is {short_repr(names)}")
    if number == FORMAT and "arrays" not in about:
        raise ArgumentError("its list of arrays is missing")


def check_alphabet(vocabulary: Vocabulary | None, size: int) -> Vocabulary | None:
    """Return a vocabulary to save if it is one of ``size`` characters, or None."""
    if vocabulary is not None and not isinstance(vocabulary, Vocabulary):
        raise ArgumentError(f"vocabulary must be a Vocabulary, but got {short_repr(vocabulary)}.")
    if vocabulary is not None and len(vocabulary) != size:
        raise ShapeError(
            f"The vocabulary has {len(vocabulary)} characters, but the network knows {size}. Give the "
            "vocabulary that its text was encoded with."
        )
    return vocabulary


def alphabet_of(
    path: str | Path, about: Mapping[str, Any], size: int, expected: Vocabulary | None
) -> Vocabulary | None:
    """Return a file's vocabulary; another one than ``expected`` is refused."""
    check_alphabet(expected, len(expected) if isinstance(expected, Vocabulary) else size)
    characters = about.get("vocabulary")
    saved = None
    if characters is not None:
        with refusing(path, "is damaged: its vocabulary does not fit: {}. Use another file."):
            saved = Vocabulary(characters)
            check_alphabet(saved, size)
            if list(saved.characters) != characters:
                raise ArgumentError("its characters are not sorted")
    if expected is not None and (saved != expected if saved else len(expected) != size):
        theirs = f"{size} others" if saved is None else short_repr("".join(saved))
        raise FileError(
            f"{str(path)!r} belongs to another alphabet: the network was trained on {theirs}, but "
            f"{short_repr(''.join(expected))} is expected. Load the file with the vocabulary that it "
            "was trained with, or train a network on this text."
        )
    return saved or expected
