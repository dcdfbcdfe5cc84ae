"""The training lab's files on their way through the browser: they work wherever the notebook runs."""

from io import BytesIO

from matplotlib import pyplot as plt

from lstm_core.arguments import check_integer, check_place
from lstm_core.errors import FileError
from lstm_core.file_access import MOST_BYTES
from lstm_core.lab.experiment import Experiment
from lstm_core.lab.files import curves_as_csv, experiment_bytes, experiment_from_bytes
from lstm_core.lab.session import LabSession
from lstm_core.widgets.training_lab.figure import lab_figure

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

    def take(self, content: bytes, part: int = 0, parts: int = 1) -> Experiment | None:
        """Take a part; the last one makes the experiment."""
        check_integer("parts", parts, minimum=1)
        if check_place("part", part, size=parts) == 0:
            self._parts.clear()
        received = len(self._parts)
        self._parts.append(content)
        if part != received or sum(map(len, self._parts)) > MOST_BYTES:
            self._parts.clear()
            raise FileError(
                f"The chosen file came incompletely, or is larger than {MOST_BYTES:,} bytes. Choose it "
                "again."
            )
        if part < parts - 1:
            return None
        whole = b"".join(self._parts)
        self._parts.clear()
        try:
            return experiment_from_bytes(whole, "chosen file", backend=self.backend)
        except FileError as error:  # the browser does not tell us the file's name
            raise FileError(str(error).replace("'chosen file'", "The chosen file", 1)) from error
