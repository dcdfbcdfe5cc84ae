"""Arrays in a file: written whole or not at all, read without unpickling anything."""

import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import short_repr
from lstm_core.errors import ArgumentError, FileError

# What NumPy and zipfile raise at a damaged or foreign file: a flipped bit can make it look encrypted
# (RuntimeError), compressed in an unknown way (NotImplementedError), or endless (MemoryError).
_DAMAGE = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    MemoryError,
    zipfile.BadZipFile,
    zlib.error,
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


def save_arrays(path: str | Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays into an ``.npz`` file, first under a temporary name, then renamed."""
    path = check_path(path)
    objects = [name for name, array in arrays.items() if np.asanyarray(array).dtype.hasobject]
    if objects:  # NumPy 2.0 has no argument of savez that refuses them
        raise ArgumentError(
            f"{', '.join(objects)} holds Python objects, which are never stored. "
            "Give arrays of numbers or text."
        )
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}-", suffix=".part", delete=False
        ) as file:
            temporary = Path(file.name)
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        _give_usual_permissions(temporary)
        temporary.replace(path)
    except OSError as error:
        raise FileError(
            f"{str(path)!r} cannot be written: {error.strerror or error}. "
            "Choose a folder that exists and that you may write to."
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _give_usual_permissions(path: Path) -> None:
    """Undo the privacy of temporary files: a saved model is a file like any other."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def load_arrays(path: str | Path, required: Iterable[str], *, kind: str) -> dict[str, NDArray[Any]]:
    """Read the arrays of an ``.npz`` file that `save_arrays` wrote."""
    members = _read_members(check_path(path), kind)
    arrays = {name: value for name, value in members.items() if isinstance(value, np.ndarray)}
    missing = [name for name in required if name not in arrays]
    if missing:
        raise FileError(
            f"{str(path)!r} is no saved {kind}: it lacks {', '.join(missing)}. "
            f"Use a file that this package saved as a {kind}."
        )
    return arrays


def _read_members(path: Path, kind: str) -> dict[str, object]:
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise FileError(f"There is no file {str(path)!r} to load a {kind} from.") from error
    except OSError as error:
        raise FileError(f"{str(path)!r} cannot be read: {error.strerror or error}.") from error
    with file:
        try:
            archive = np.load(file, allow_pickle=False)
            if isinstance(archive, np.lib.npyio.NpzFile):
                return {name: archive[name] for name in archive.files}
        except _DAMAGE as error:
            raise FileError(
                f"{str(path)!r} is no saved {kind}: it is damaged, cut short, or holds pickled "
                f"objects, which are never loaded. Save the {kind} again."
            ) from error
    raise FileError(
        f"{str(path)!r} is one array, not a saved {kind}. Load a file that this package saved as a "
        f"{kind}."
    )
