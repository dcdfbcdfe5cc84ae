"""A lock that keeps other processes away from a file while it is read, changed and replaced.

The lock is one of the operating system's, on a small file beside the one that it is for. The system
ends it together with its process, however that ends. On a file system that knows no locks, the small
file itself is the lock; there it counts for a few seconds only, so that a killed process stops nobody.
"""

import errno
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType

fcntl: ModuleType | None
msvcrt: ModuleType | None
try:
    import fcntl
except ImportError:  # on Windows
    fcntl = None
try:
    import msvcrt
except ImportError:  # everywhere else
    msvcrt = None

_STALE = 10.0  # seconds; the holder of the lock needs a small part of one
_PAUSES = (0.002, 0.02)  # seconds between two attempts, drawn at random so that nobody always loses


@contextmanager
def locked(path: Path, *, seconds: float) -> Iterator[bool]:
    """Hold the lock of a file; give False where others held it for all of these seconds."""
    lock = path.with_name(f".{path.name}.lock")
    until = time.monotonic() + seconds
    held: _Held | None = None
    while (held := _try(lock)) is None and time.monotonic() < until:
        time.sleep(random.uniform(*_PAUSES))
    try:
        yield held is not None
    finally:
        if held is not None:
            held.release()


class _Held:
    """A lock that this process has; without a file it is none, where no file can be made."""

    def __init__(self, lock: Path, number: int | None = None) -> None:
        self._lock, self._number = lock, number

    def release(self) -> None:
        """Remove the file while nobody else can have the lock, then let the next one in."""
        if self._number is None:
            return
        with suppress(OSError):  # Windows removes no open file
            self._lock.unlink()
        with suppress(OSError):
            _system_unlock(self._number)
        os.close(self._number)
        if msvcrt is not None:
            with suppress(OSError):  # refused while another process waits for it
                self._lock.unlink()


def _try(lock: Path) -> _Held | None:
    """Return the lock, or None if somebody else has it."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        number = os.open(lock, flags, 0o666)
    except PermissionError:
        # Windows says so of a file that is being removed. Elsewhere the folder cannot be written to.
        return None if msvcrt is not None and os.access(lock.parent, os.W_OK) else _Held(lock)
    except OSError:
        return _Held(lock)  # no folder, no space: writing will say so
    try:
        _system_lock(number)
    except OSError as error:
        made = os.fstat(number).st_mtime
        os.close(number)
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return None
        with suppress(OSError):  # this file system knows no locks
            lock.unlink()
        return _try_by_name(lock.with_suffix(".held"), now=made)
    if _is_still(lock, number):
        return _Held(lock, number)
    os.close(number)  # the holder before has removed it
    return None


def _system_lock(number: int) -> None:
    if msvcrt is not None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    elif fcntl is not None and hasattr(fcntl, "flock"):
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:  # Python in a browser
        raise OSError(errno.ENOSYS, "there are no locks")


def _system_unlock(number: int) -> None:
    if msvcrt is not None:
        os.lseek(number, 0, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_UNLCK, 1)
    elif fcntl is not None and hasattr(fcntl, "flock"):
        fcntl.flock(number, fcntl.LOCK_UN)  # a forked child may have inherited it


def _is_still(lock: Path, number: int) -> bool:
    with suppress(OSError):
        return os.path.samestat(lock.stat(), os.fstat(number))
    return False


def _try_by_name(lock: Path, *, now: float) -> _Held | None:
    """Make a file that nobody else can make at the same time; it is the lock."""
    try:
        return _Held(lock, os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    except FileExistsError:
        with suppress(OSError):
            if now - lock.stat().st_mtime > _STALE:  # both times are the file server's
                lock.unlink()
        return None
    except OSError:
        return _Held(lock)
