"""The training lab: watch a network learn, pause it, go back in time, and try something else."""

import asyncio
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any

from matplotlib.figure import Figure

from lstm_core.arguments import check_choice, check_flag
from lstm_core.errors import ArgumentError
from lstm_core.lab.experiment import Experiment
from lstm_core.lab.files import load_experiment, save_experiment
from lstm_core.lab.session import LabSession
from lstm_core.lab.settings import DEFAULTS, LabSettings
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.page_widget import PageWidget
from lstm_core.widgets.shared.requests import check_number
from lstm_core.widgets.shared.still import StillPicture
from lstm_core.widgets.shared.traits import Sent
from lstm_core.widgets.training_lab.commands import (
    BUTTONS,
    CHANGING_SUMMARY,
    only_buffer,
    read_command,
)
from lstm_core.widgets.training_lab.cooperative_loop import WATCH, Command, CooperativeLoop
from lstm_core.widgets.training_lab.figure import lab_figure
from lstm_core.widgets.training_lab.files import FILES, FileInParts, file_bytes
from lstm_core.widgets.training_lab.interrupts import InterruptWatch
from lstm_core.widgets.training_lab.observed import set_observed
from lstm_core.widgets.training_lab.viewers import Viewers

FRAME = 0.05  # seconds between two pictures, at least
WRITTEN = 3  # characters of the sample between two pictures: a text in two seconds, little work
WRITTEN_AT_REST = 12  # between two looks at the commands, while it does not train
QUIET = 0.02  # seconds between two such pieces, in which what was shown gets to the browser


class TrainingLab(StillPicture, PageWidget):
    """Train a network live, in slices of a few milliseconds between which everything else goes on.

    In a notebook the buttons do everything. The same lab works without a browser:
    ``lab.start(); await lab.finished()``. It draws at most 20 pictures per second; a step of training
    is computed in pieces, so a pause need not wait for its end. A cell that runs again pauses the
    labs it made before and closes those that no variable holds. A lab whose views have gone pauses.

    Parameters
    ----------
    text : str
        What to learn, at most 1 MB and 5,000 different characters. A text of over 2,000 characters is
        learned by truncated BPTT, 16 streams side by side.
    hidden_size : int
        H, at most 256.
    seed : int
        0 … 2⁶³ - 1; the same seed and settings give the same training.
    learning_rate : float
        Step size, greater than 0, at most 10.
    clip_value : float or None
        Gradients are clipped to ±clip_value, greater than 0, at most 100; None leaves them.
    epochs : int
        Where training stops by itself, at most 10,000,000; Start goes on for as many again.
    dtype : {"float64", "float32"}
        The type of all numbers.
    backend : {"auto", "numba", "numpy", "reference"}
        Which kernel computes; ``"auto"`` is numba where it is installed, and NumPy elsewhere.

    Raises
    ------
    TextError, ArgumentError
        If an argument is not allowed.
    """

    _loop: CooperativeLoop  # a lab whose arguments were refused has none
    _esm = bundle("training_lab/widget.js")
    _css = bundle("training_lab/widget.css")

    summary: Any = Sent().tag(sync=True)
    frame: Any = Sent().tag(sync=True)
    old_curves: Any = Sent().tag(sync=True)

    def __init__(
        self,
        text: str,
        *,
        hidden_size: int = DEFAULTS.hidden_size,
        seed: int = DEFAULTS.seed,
        learning_rate: float = DEFAULTS.learning_rate,
        clip_value: float | None = DEFAULTS.clip_value,
        epochs: int = DEFAULTS.epochs,
        dtype: str = DEFAULTS.dtype,
        backend: str = DEFAULTS.backend,
    ) -> None:
        settings = LabSettings(
            hidden_size=hidden_size,
            seed=seed,
            learning_rate=learning_rate,
            clip_value=clip_value,
            epochs=epochs,
            dtype=dtype,
            backend=backend,
        )
        self.session = LabSession(text, settings)
        self._loop = CooperativeLoop(
            handle=self._handle_command, work=self._work, rest=self._rest, fail=self._fail
        )
        self._viewers = Viewers()
        self._is_due, self._was_running, self._next_frame = True, False, 0.0
        self._number = 0  # of the frame
        self._answered: str | None = None  # the request that the frame answers
        self._parts = FileInParts(backend)
        self._interrupts = InterruptWatch(self._loop.wake)
        self.drawing_seconds = 0.0
        self.session.write()
        super().__init__(**self._state())
        self.on_msg(self._receive)
        with suppress(ArgumentError):  # no event loop yet: start() says so, and step() needs none
            self._loop.start()

    # The same in Python

    @property
    def experiment(self) -> Experiment:
        """The training and its history."""
        return self.session.experiment

    @property
    def phase(self) -> str:
        """``"ready"``, ``"running"``, ``"paused"``, ``"finished"`` or ``"failed"``."""
        return self.session.phase

    @property
    def learning_rate(self) -> float:
        """Step size; it may be changed while training."""
        return self.experiment.learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._command(do="set", learning_rate=value)

    @property
    def clip_value(self) -> float | None:
        """What gradients are clipped to; it may be changed while training."""
        return self.experiment.clip_value

    @clip_value.setter
    def clip_value(self, value: float | None) -> None:
        self._command(do="set", clip_value=value)

    def start(self) -> None:
        """Train until the last epoch, a pause, or a failure.

        Raises
        ------
        ArgumentError
            If no event loop runs here.
        """
        self._loop.start()
        self._command(do="start")

    def pause(self) -> None:
        """Stop training where it is."""
        self._command(do="pause")

    def step(self) -> None:
        """Train one step."""
        self._command(do="step")
        while self._work():
            pass
        self.session.write()
        self._show()

    def reset(self, **settings: Any) -> None:
        """Begin a new run; `undo` brings back the present one.

        Parameters
        ----------
        **settings
            ``text``, ``hidden_size``, ``seed``, ``learning_rate``, ``clip_value``, where they are to
            differ.
        """
        self._command(do="reset", **settings)

    def undo(self) -> None:
        """Bring back the run that `reset` or `load` has replaced, bit for bit.

        Raises
        ------
        ArgumentError
            If no run that had trained was replaced.
        """
        self._command(do="undo")

    def travel(self, index: int) -> None:
        """Look at the network as it was.

        Parameters
        ----------
        index : int
            Which of ``lab.experiment.snapshots()``.
        """
        self._command(do="travel", index=index)

    def branch(self) -> None:
        """Make the moment that is looked at the present; what came after it stays as a curve."""
        self._command(do="branch")

    async def finished(self) -> None:
        """Wait until training has stopped.

        Raises
        ------
        DivergenceError
            If it stopped because the loss was no longer finite.
        """
        while self.session.phase == "running":
            await asyncio.sleep(0.01)
        if self.session.error is not None:
            raise self.session.error

    def save(self, path: str | Path) -> None:
        """Write the whole experiment into an ``.npz`` file.

        Parameters
        ----------
        path : str or pathlib.Path
            The file.

        Raises
        ------
        FileError
            If it cannot be written.
        """
        save_experiment(self.experiment, path)

    def load(self, path: str | Path) -> None:
        """Go on with an experiment that `save` wrote.

        Parameters
        ----------
        path : str or pathlib.Path
            The file; nothing in it is executed.

        Raises
        ------
        FileError
            If it is missing, damaged, or holds no experiment; this one then goes on.
        """
        backend = self.session.settings.backend
        self.session.take(load_experiment(path, backend=backend))
        self._show(summary=True)

    def figure(self) -> Figure:
        """Return a still figure of what the lab shows now.

        Returns
        -------
        matplotlib.figure.Figure
            Loss curves of all branches, and the gate over the window of the text.
        """
        return lab_figure(self.session)

    def close(self) -> None:
        """End the lab: its loop and its views."""
        if hasattr(self, "_loop"):
            self._loop.stop()
            self.session.pause()
            self._interrupts.follow(False)
        super().close()

    def rest(self) -> None:
        """Pause: the cell that showed the lab runs again."""
        self.session.pause()

    def __repr__(self) -> str:
        experiment = self.experiment
        return (
            f"TrainingLab(text of {len(experiment.text):,} characters, H={experiment.hidden_size}, "
            f"seed={experiment.seed}, epoch={experiment.epoch:.4g}, phase={self.phase!r})"
        )

    # Commands, from Python at once and from the browser by way of the loop

    def _command(self, **command: Any) -> None:
        self._handle_or_raise(command)
        self._loop.wake()

    def _receive(self, _: Any, content: Any, buffers: list[Any]) -> None:
        """Queue a message; it may come on another thread, so nothing is done here."""
        command = content if isinstance(content, dict) else {"do": content}
        self._loop.queue({**command, "buffers": buffers})

    def _handle_command(self, command: Command) -> None:
        try:
            self._handle_or_raise(command)
        except Exception as error:
            self.session.refuse(error)
            self._show(summary=True)  # also what the page has wrongly shown as done

    def _handle_or_raise(self, command: Command) -> None:
        if "request" in command:
            self._answered = check_number("request", command["request"])
        name, details = read_command(command)
        if name == "view":
            view = check_number("view", details["view"])
            self._viewers.report(view, gone=check_flag("gone", details["gone"]))
            return
        if name != "look":
            self.session.forget_refusal()
        if name == "file":
            self._send_file(**details)
        elif name == "load":
            experiment = self._parts.take(only_buffer(command), **details)
            if experiment is not None:
                self.session.take(experiment)
        else:
            BUTTONS[name](self.session, **details)
        self._show(summary=name in CHANGING_SUMMARY)

    def _send_file(self, kind: str) -> None:
        check_choice("kind", kind, tuple(FILES))
        content: dict[str, Any] = {"kind": "file", "name": f"training-lab.{kind}", "type": FILES[kind]}
        content["request"] = self._answered  # every view hears it; the one that asked takes it
        self.send(content, buffers=[file_bytes(self.session, kind)])

    # What the loop does

    def _work(self) -> bool:
        if self._interrupts.is_interrupted:
            return False
        if self.session.phase == "running":
            self._was_running = True  # also if this piece is the last one
            self.session.work()
        return self.session.phase == "running"

    def _rest(self) -> float:
        now = perf_counter()
        is_running = self.session.phase == "running"
        self._parts.forget_if_late(now)
        if self._interrupts.take():
            self.session.interrupt("the kernel was interrupted, for example by Jupyter’s stop button")
        elif is_running and self._viewers.have_left(now):
            self.session.pause()
        is_running = self.session.phase == "running"
        self._interrupts.follow(is_running)
        if (is_running and now >= self._next_frame) or (self._was_running and not is_running):
            self._is_due = True
        self._was_running = is_running
        if self._is_due:
            self._show(written=WRITTEN if is_running else 0)
            self._next_frame = now + FRAME
        elif not is_running and not self.session.is_written:
            self._write(WRITTEN_AT_REST)
            self._is_due = self.session.is_written
        if is_running or self._is_due:
            return 0
        return WATCH if self.session.is_written else QUIET

    def _write(self, characters: int) -> None:
        begin = perf_counter()
        self.session.write(characters)
        self.drawing_seconds += perf_counter() - begin

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Exception):
            self.session.fail(error)
        else:
            self.session.interrupt("other code in this kernel cancelled its task")
        self._show()

    def _state(self, *, summary: bool = True) -> dict[str, Any]:
        self._number += 1
        frame = self.session.frame()
        numbered = {**frame, "number": self._number, "answered": self._answered}
        state: dict[str, Any] = {"frame": numbered}
        if summary:
            state |= {"summary": self.session.summary(), "old_curves": self.session.old_curves()}
        return state

    def _show(self, *, summary: bool = False, written: int = 0) -> None:
        if written:
            self._write(written)
        begin = perf_counter()
        try:
            state = self._state(summary=summary)
        except Exception as error:  # the last picture stays, with the reason
            self.session.fail(error)
            answer = {"phase": self.phase, "message": self.session.message, "number": self._number}
            state = {"frame": {**self.frame, **answer, "answered": self._answered}}
        set_observed(self, state)
        self._is_due, self._was_running = False, self.session.phase == "running"
        self.drawing_seconds += perf_counter() - begin
