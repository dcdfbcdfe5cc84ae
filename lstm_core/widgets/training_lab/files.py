"""The training lab's files on their way through the browser: they work wherever the notebook runs."""

from io import BytesIO
from time import perf_counter

from matplotlib import pyplot as plt

from lstm_core.arguments import check_integer, check_place
from lstm_core.errors import FileError, LSTMCoreError
from lstm_core.lab.experiment import Experiment
from lstm_core.lab.files import curves_as_csv, experiment_bytes, experiment_from_bytes
from lstm_core.lab.session import LabSession
from lstm_core.widgets.training_lab.figure import lab_figure

MOST_BYTES = 200_000_000  # of a file that comes through the page; files.js says the same
MOST_PART_BYTES = 10_000_000  # more than servers let through
MOST_PARTS = 100
PART_SECONDS = 60.0  # without the next part, after which a file is given up

FILES = {
    "npz": "application/octet-stream",
    "csv": "text/csv",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def file_bytes(session: LabSession, kind: str) -> bytes:
    """Return a file for the browser to save."""
    if kind == "csv":
        return curves_as_csv(session.experiment).encode("utf-8")
    if kind == "npz":
        return experiment_bytes(session.experiment)
    buffer, figure = BytesIO(), lab_figure(session)
    figure.savefig(buffer, format=kind, dpi=150)
    plt.close(figure)
    return buffer.getvalue()


class FileInParts:
    """An experiment that comes in parts: servers refuse messages of over 10 MB."""

    def __init__(self, backend: str) -> None:
        self.backend = backend
        self._parts: list[bytes] = []
        self._expected = 0  # how many parts the file has
        self._last = 0.0  # when the last part came

    def take(self, content: bytes, part: int = 0, parts: int = 1) -> Experiment | None:
        """Take a part; the last one makes the experiment."""
        try:
            check_integer("parts", parts, minimum=1, maximum=MOST_PARTS)
            if check_place("part", part, size=parts) == 0:
                self.forget()
                self._expected = parts
            self._check_next(content, part, parts)
        except LSTMCoreError:
            self.forget()
            raise
        self._parts.append(content)
        self._last = perf_counter()
        if part < parts - 1:
            return None
        whole = b"".join(self._parts)
        self.forget()
        try:
            return experiment_from_bytes(whole, "chosen file", backend=self.backend)
        except FileError as error:  # the browser does not tell us the file's name
            raise FileError(str(error).replace("'chosen file'", "The chosen file", 1)) from error

    def forget(self) -> None:
        """Give up what has come."""
        self._parts.clear()

    def forget_if_late(self, now: float) -> None:
        """Give up a file whose next part stays away, so that its memory is free."""
        if self._parts and now - self._last > PART_SECONDS:
            self.forget()

    def _check_next(self, content: bytes, part: int, parts: int) -> None:
        size = sum(map(len, self._parts)) + len(content)
        if size > MOST_BYTES or not 0 < len(content) <= MOST_PART_BYTES:
            raise FileError(
                f"The chosen file must come in parts of 1 to {MOST_PART_BYTES:,} bytes, together at "
                f"most {MOST_BYTES:,}. Use lab.load() in a cell for a larger one."
            )
        if part != len(self._parts) or parts != self._expected:
            raise FileError(
                "The chosen file arrived incompletely, or a part took more than "
                f"{PART_SECONDS:g} seconds. Choose it again."
            )
