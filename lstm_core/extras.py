"""Parts of the package that need an extra: without it, the import says which one to install."""

from collections.abc import Iterator
from contextlib import contextmanager

from lstm_core.errors import LSTMCoreError


class MissingExtraError(LSTMCoreError, ModuleNotFoundError):
    """A part of the package needs packages of an extra that is not installed."""


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Import inside; what is missing is reported with the extra that brings it."""
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing in ("", "lstm_core"):
            raise
        reported = MissingExtraError(
            f"lstm_core.{name} needs {missing}, which is not installed. Install the extra {name!r}: "
            f'pip install "lstm-core[{name}]", or pip install -e ".[{name}]" in the project\'s folder.'
        )
        reported.name = missing
        raise reported from error
