"""A learner's files: regular ones of bounded size are read; a file is written whole or not at all."""

import errno
import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import IO, BinaryIO

from lstm_core.arguments import short_repr
from lstm_core.errors import ArgumentError, FileError

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # on Windows, where an open file cannot be removed in any case
    fcntl = None
if not hasattr(fcntl, "flock"):  # in a browser the module is empty
    fcntl = None

MOST_BYTES = 2**30  # 1 GiB: larger files are neither read nor written
_ADVICE = "Choose a folder that exists, and a file name in it that you may write to."
_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def check_path(path: str | Path) -> Path:
    """Return ``path`` as a Path."""
    if not isinstance(path, str | Path) or not str(path) or "\0" in str(path):
        raise ArgumentError(
            f"path must be a str or a Path that names a file, but got {short_repr(path)}."
        )
    try:
        os.fsencode(path)
    except UnicodeEncodeError as error:
        raise ArgumentError(f"path must be a file's name, but no file can have {path!r}.") from error
    return Path(path)


def open_regular(path: str | Path, *, most_bytes: int = MOST_BYTES) -> BinaryIO:
    """Open a regular file of at most ``most_bytes`` for reading, without waiting for anything."""
    path = check_path(path)
    try:
        _require_regular(path, path.stat(), "read")  # opening some devices already acts on them
        file = open(path, "rb", opener=_open_at_once)  # noqa: SIM115 - the caller closes it
    except FileNotFoundError as error:
        raise FileError(
            f"There is no file {str(path)!r}. Relative paths start at {_working_folder()!r}, the "
            "folder in which Python runs; in a notebook that is the notebook's own folder."
        ) from error
    except OSError as error:
        raise FileError(f"{str(path)!r} cannot be read: {error.strerror or error}.") from error
    try:
        status = os.fstat(file.fileno())
        _require_regular(path, status, "read")
        _require_size(path, status.st_size, most_bytes)
    except BaseException:
        file.close()
        raise
    return file


def read_regular(path: str | Path, *, most_bytes: int = MOST_BYTES) -> bytes:
    """Return the bytes of a regular file of at most ``most_bytes``."""
    with open_regular(path, most_bytes=most_bytes) as file:
        size = os.fstat(file.fileno()).st_size
        try:
            content = file.read(size + 1)
        except OSError as error:
            raise FileError(f"{str(path)!r} cannot be read: {error.strerror or error}.") from error
        except MemoryError as error:
            raise memory_is_short(path) from error
    if len(content) > size:
        raise FileError(f"{str(path)!r} grew while it was read. Read a file that does not change.")
    return content


def memory_is_short(path: str | Path) -> FileError:
    """Return the error for a file that is whole, but does not fit into memory."""
    return FileError(
        f"There is not enough memory to read {str(path)!r}; the file may be intact. Shut down "
        "other notebooks, or restart the kernel, and read the file again."
    )


def _open_at_once(name: str, flags: int) -> int:
    flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    return os.open(name, flags)


def _require_regular(path: Path, status: os.stat_result, verb: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = next((name for is_one, name in _KINDS if is_one(status.st_mode)), "something else")
        advice = _ADVICE if verb == "written" else "Choose a file."
        raise FileError(
            f"{str(path)!r} cannot be {verb}: it is not a regular file, but {kind}. {advice}"
        )


def _require_size(path: Path, size: int, most_bytes: int) -> None:
    if size > most_bytes:
        raise FileError(
            f"{str(path)!r} is too large: it has {size:,} bytes, and at most {most_bytes:,} are read. "
            "Use a smaller file."
        )


def _working_folder() -> str:
    with suppress(OSError):
        return Path.cwd().name
    return "a folder that was removed"


@contextmanager
def replacing(path: str | Path) -> Iterator[IO[bytes]]:
    """Give a new file to write to; whole and on the disk, it takes the place of ``path``."""
    path = check_path(path)
    temporary: Path | None = None
    try:
        target, mode = _target_of(path)
        _remove_stale_parts(target)
        with _new_part(target) as file:
            temporary = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(mode)
            if fcntl is None:
                file.close()  # Windows renames no open file
            temporary.replace(target)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise FileError(
            f"{str(path)!r} cannot be written: {error.strerror or error}. {_ADVICE}"
        ) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _target_of(path: Path) -> tuple[Path, int]:
    """Return the file behind all symbolic links, and the permissions that it has or will have."""
    try:
        target = Path(os.path.realpath(path))
        status = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return target, 0o600 | 0o666 & ~mask  # in a browser the mask is 0o777, and nobody could read it
    _require_regular(path, status, "written")
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise OSError(errno.EACCES, "it is read-only")
    return target, stat.S_IMODE(status.st_mode)


# While a file is written under its temporary name, the writer holds a lock on it. So a temporary file
# that nobody has locked belongs to a process that was killed.


def _new_part(target: Path) -> IO[bytes]:
    while True:
        part = tempfile.NamedTemporaryFile(  # noqa: SIM115 - the caller closes it
            dir=target.parent, prefix=f".{target.name}-", suffix=".part", delete=False
        )
        if fcntl is None:
            return part
        with suppress(OSError):  # where the file system knows no locks
            fcntl.flock(part.fileno(), fcntl.LOCK_EX)
        if os.fstat(part.fileno()).st_nlink:  # no other process took it for a stale one before the lock
            return part
        part.close()


def _remove_stale_parts(target: Path) -> None:
    """Remove what killed processes left while they wrote the same file."""
    names = re.compile(rf"\.{re.escape(target.name)}-[a-z0-9_]{{8}}\.part")
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if names.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove_if_unlocked(entry.path)


def _remove_if_unlocked(path: str) -> None:
    if fcntl is None:
        os.unlink(path)  # Windows refuses while the file is open
        return
    with open(path, "rb", opener=_open_at_once) as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.unlink(path)


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power failure, where the platform can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
