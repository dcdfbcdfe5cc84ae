"""The training lab's files on their way through the browser: they work wherever the notebook runs."""

import tempfile
from io import BytesIO
from pathlib import Path

from matplotlib import pyplot as plt

from lstm_core.errors import FileError
from lstm_core.lab.experiment import Experiment
from lstm_core.lab.files import curves_as_csv, load_experiment, save_experiment
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
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "experiment.npz"
            save_experiment(session.experiment, path)
            return path.read_bytes()
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
        if part == 0:
            self._parts.clear()
        self._parts.append(content)
        if part < parts - 1:
            return None
        whole = b"".join(self._parts)
        self._parts.clear()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "chosen"
            path.write_bytes(whole)
            try:
                return load_experiment(path, backend=self.backend)
            except FileError as error:  # the learner has never heard of our copy
                raise FileError(str(error).replace(repr(str(path)), "The chosen file")) from error
