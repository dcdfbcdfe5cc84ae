"""Arrays in an ``.npz`` file: nothing is unpickled, and sizes are checked before memory is taken."""

import re
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from math import prod
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.errors import ArgumentError, FileError, LSTMCoreError
from lstm_core.file_access import MOST_BYTES, memory_is_short, open_regular, replacing

_MOST_DIRECTORY_BYTES = 2**24  # the archive's table of contents, which zipfile reads at once
_END_OF_ARCHIVE = struct.Struct("<4s8xLL2x")  # signature, bytes of that table, its place
_BYTES_PER_ENTRY = 2**8  # more than an array needs beside its numbers
_MAGIC = b"\x93NUMPY"
# What NumPy writes before an array of numbers or text. Its own reader evaluates these lines as Python
# code, and raises at damaged ones whatever Python's parser raises.
_HEADER = re.compile(
    rb"\{'descr': '([<>|][a-zA-Z]\d*)', 'fortran_order': (False|True), "
    rb"'shape': \(((?:\d{1,18}(?:, |,)?)*)\), \} *\n"
)


def save_arrays(path: str | Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays into an ``.npz`` file, whole or not at all."""
    objects = [name for name, array in arrays.items() if np.asanyarray(array).dtype.hasobject]
    if objects:  # NumPy 2.0 has no argument of savez that refuses them
        raise ArgumentError(
            f"{', '.join(objects)} holds Python objects, which are never stored. "
            "Give arrays of numbers or text."
        )
    size = sum(array.nbytes + _BYTES_PER_ENTRY for array in arrays.values())
    table = sum(len(name) + _BYTES_PER_ENTRY // 4 for name in arrays)
    if size > MOST_BYTES or table > _MOST_DIRECTORY_BYTES:
        raise FileError(
            f"{str(path)!r} is not written: {len(arrays):,} arrays with {size:,} bytes are more than "
            f"this package reads, {MOST_BYTES:,} bytes. Save something smaller."
        )
    with replacing(path) as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]


def load_arrays(path: str | Path, required: Iterable[str], *, kind: str) -> dict[str, NDArray[Any]]:
    """Read all arrays of an ``.npz`` file that `save_arrays` wrote."""
    with open_regular(path) as stream:
        file = ArrayFile(stream, path, kind)
        file.require(required)
        return {name: file.read(name) for name in file.names}


@contextmanager
def refusing(path: str | Path, complaint: str) -> Iterator[None]:
    """Turn whatever a damaged file makes the code inside raise into a FileError; {} is why."""
    try:
        yield
    except FileError:
        raise
    except MemoryError as error:
        raise memory_is_short(path) from error
    except Exception as error:
        reason = str(error) if isinstance(error, LSTMCoreError) else f"{type(error).__name__}, {error}"
        raise FileError(f"{str(path)!r} {complaint.format(reason.rstrip('.'))}") from error


class ArrayFile:
    """An open ``.npz`` file, whose arrays are read one by one."""

    def __init__(self, stream: IO[bytes], path: str | Path, kind: str) -> None:
        self.path, self.kind = path, kind
        with self._refusing():
            self._archive, self._members = self._open(stream)

    @property
    def names(self) -> list[str]:
        """The names of the arrays, in the order of the file."""
        return list(self._members)

    def require(self, names: Iterable[str]) -> None:
        """Raise an error unless the file has these arrays."""
        missing = [name for name in names if name not in self._members]
        if missing:
            raise FileError(
                f"{str(self.path)!r} is no saved {self.kind}: it lacks {', '.join(missing)}. "
                f"Use a file that this package saved as a {self.kind}."
            )

    def read(self, name: str) -> NDArray[Any]:
        """Return an array, which cannot be written to."""
        with self._refusing():
            content = self._archive.read(self._members[name])  # as a whole, so its checksum counts
            start = 10 + int.from_bytes(content[8:10], "little")
            header = _HEADER.fullmatch(content[10:start])
            if header is None:
                raise ValueError("an array of numbers or text has another header")
            dtype, shape = np.dtype(header[1].decode()), tuple(map(int, re.findall(rb"\d+", header[3])))
            if dtype.hasobject or start + prod(shape) * dtype.itemsize != len(content):
                raise ValueError("the shape does not fit the number of bytes")
            array = np.frombuffer(content, dtype, offset=start)
            return array.reshape(shape, order="F" if header[2] == b"True" else "C")

    def text(self, name: str, *, most_characters: int) -> str:
        """Return an array of one string."""
        if self._members[name].file_size > 4 * most_characters + _BYTES_PER_ENTRY:
            raise FileError(
                f"{str(self.path)!r} is no saved {self.kind}: its description is longer than "
                f"{most_characters:,} characters. Use a file that this package saved."
            )
        array = self.read(name)
        if array.dtype.kind != "U" or array.shape:
            raise ArgumentError("its description is not one text")
        return str(array)

    def _refusing(self) -> AbstractContextManager[None]:
        return refusing(
            self.path,
            f"is no saved {self.kind}: it is damaged, cut short, or holds pickled objects, which are "
            f"never loaded. Save the {self.kind} again.",
        )

    def _open(self, stream: IO[bytes]) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
        if stream.read(len(_MAGIC)) == _MAGIC:
            raise FileError(
                f"{str(self.path)!r} is one array, not a saved {self.kind}. Load a file that this "
                f"package saved as a {self.kind}; pickled objects are never loaded."
            )
        size = stream.seek(0, 2)
        stream.seek(size - _END_OF_ARCHIVE.size)
        signature, table, _ = _END_OF_ARCHIVE.unpack(stream.read())
        if signature != b"PK\x05\x06" or table > _MOST_DIRECTORY_BYTES:
            raise ValueError("the end of the archive is missing, or its table of contents too long")
        archive = zipfile.ZipFile(stream)
        members: dict[str, zipfile.ZipInfo] = {}
        for info in archive.infolist():
            size -= self._checked_size(info)
            with archive.open(info) as member:
                head = member.read(_BYTES_PER_ENTRY)
            name = info.filename.removesuffix(".npy")
            if size < 0 or name in members or b"'descr': '|O'" in head:
                raise ValueError("members overlap, or one holds pickled objects")
            if head.startswith(_MAGIC):
                members[name] = info
        return archive, members

    def _checked_size(self, info: zipfile.ZipInfo) -> int:
        if info.compress_type != zipfile.ZIP_STORED:
            raise FileError(
                f"{str(self.path)!r} is damaged or compressed. Compressed files are not read, because "
                "a small one can fill the memory: write it with np.savez, which does not compress."
            )
        if info.comment or info.compress_size != info.file_size or not info.filename.isprintable():
            raise ValueError("the table of contents is damaged")
        return info.file_size
