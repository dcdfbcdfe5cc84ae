"""The training lab without its widget: what the buttons do, and what there is to be shown."""

import math
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np

from lstm_core.arguments import check_choice, check_integer, check_place, check_real
from lstm_core.errors import ArgumentError, DivergenceError, LSTMCoreError
from lstm_core.lab.curve_thinning import thinned_curve
from lstm_core.lab.error_words import told
from lstm_core.lab.experiment import Experiment
from lstm_core.lab.frame import QUANTITIES, WINDOW, Frame, Summary, summarise
from lstm_core.lab.heat_window import HeatWindow
from lstm_core.lab.pace import Pace
from lstm_core.lab.sample_writer import SAMPLE_LENGTH, SampleWriter
from lstm_core.lab.settings import (
    DEFAULTS,
    MOST_EPOCHS,
    LabSettings,
    check_clip_value,
    check_hidden_size,
    check_learning_rate,
)
from lstm_core.lab.snapshots import Snapshot
from lstm_core.lab.text import check_lab_text

_RUN = ("experiment", "settings", "phase", "message", "error", "target", "_writer", "_sample")
_CHECKS: dict[str, Callable[[object], float | None]] = {
    "learning_rate": check_learning_rate,
    "clip_value": check_clip_value,
}


class LabSession:
    """One lab: an experiment, what it is doing, and what the learner looks at."""

    def __init__(self, text: str, settings: LabSettings = DEFAULTS) -> None:
        self.epochs = check_integer("epochs", settings.epochs, minimum=1, maximum=MOST_EPOCHS)
        self.settings = settings
        self.gate, self.start = "forget", 0
        self.experiment = self._make(text, settings)
        self._replaced: dict[str, Any] | None = None  # the run that Undo brings back
        self._begin_run()

    def _make(self, text: str, settings: LabSettings) -> Experiment:
        check_hidden_size(settings.hidden_size)
        check_learning_rate(settings.learning_rate)
        check_clip_value(settings.clip_value)
        return Experiment(check_lab_text(text), settings)

    def _begin_run(self) -> None:
        self.phase, self.message = "ready", ""
        self.error: Exception | None = None
        self.viewing: Snapshot | None = None  # the snapshot that is looked at
        self._line = 0  # the branch on which it was selected
        self.target = self.epochs
        self._stops_after_step = False
        self._pace = Pace()
        self._writer = SampleWriter(self.experiment)  # writes on
        self._sample = self._writer  # is shown
        self._past_sample = self._writer  # is shown while the past is looked at
        self._heat = HeatWindow()
        self.start = min(self.start, max(0, self.characters - self.window))

    @property
    def characters(self) -> int:
        """How many characters of the text the network reads; the last one is only predicted."""
        return len(self.experiment.text) - 1

    @property
    def window(self) -> int:
        """How many characters the heat map shows."""
        return min(WINDOW, self.characters)

    # What the buttons do

    def play(self) -> None:
        """Train, from the present on."""
        self.viewing = None
        if self.experiment.trainer.epoch >= self.target:
            self.target = self.experiment.trainer.epoch + self.epochs
        self._begin(stops_after_step=False)

    def step(self) -> None:
        """Train one step, then pause."""
        self.viewing = None
        self._begin(stops_after_step=True)

    def _begin(self, *, stops_after_step: bool) -> None:
        self.phase, self.message, self.error = "running", "", None
        self._stops_after_step = stops_after_step
        self._pace.clear()

    def pause(self) -> None:
        """Stop training where it is."""
        if self.phase == "running":
            self.phase = "paused"

    def reset(self, text: str | None = None, **changed: Any) -> None:
        """Begin a new run, with other settings or another text where they are given."""
        now: dict[str, Any] = {
            "learning_rate": self.experiment.learning_rate,
            "clip_value": self.experiment.clip_value,
        }
        known = {field.name for field in fields(LabSettings)}
        for name in changed:
            check_choice("setting", name, tuple(sorted(known)))
        settings = replace(self.settings, **{**now, **changed})
        self._replace(self._make(self.experiment.text if text is None else text, settings), settings)

    def _replace(self, experiment: Experiment, settings: LabSettings) -> None:
        """Begin with another experiment; the present run can be brought back if it has trained."""
        self.pause()
        if self.experiment.has_history:
            self._replaced = {name: getattr(self, name) for name in _RUN}
        self.experiment, self.settings = experiment, settings
        self._begin_run()

    def undo(self) -> None:
        """Bring back the run that Reset or Load replaced, as it was; a second time swaps them again."""
        if self._replaced is None:
            raise ArgumentError("There is nothing to undo: Reset has replaced no run that had trained.")
        replaced = self._replaced
        self._replaced = None
        self._replace(replaced["experiment"], replaced["settings"])
        for name, value in replaced.items():
            setattr(self, name, value)

    def change(self, **settings: Any) -> None:
        """Change what acts while training: learning rate and clipping."""
        for name, value in settings.items():
            check = _CHECKS[check_choice("setting", name, tuple(_CHECKS))]
            setattr(self.experiment, name, check(value))

    def look(self, gate: str | None = None, start: int | None = None) -> None:
        """Choose what the heat map shows."""
        if gate is not None:
            self.gate = check_choice("gate", gate, QUANTITIES)
        if start is not None:
            start = check_integer("start", start, minimum=0)
            self.start = min(start, self.characters - self.window)

    def travel(self, index: int) -> None:
        """Look at the network as it was; training pauses."""
        snapshots = self.experiment.snapshots()
        if check_integer("index", index, minimum=0) >= len(snapshots):
            raise ArgumentError(f"index must be 0 to {len(snapshots) - 1}, but got {index}.")
        self._look_back(snapshots[index], self.experiment.active)

    def select(self, branch: int, epoch: float) -> None:
        """Look at the snapshot nearest to a point of a branch's loss curve; training pauses."""
        branches = self.experiment.branches
        line = check_place("branch", branch, size=len(branches))
        wanted = check_real("epoch", epoch)
        snapshots = self.experiment.snapshots(line)
        nearest = min(snapshots, key=lambda snapshot: abs(snapshot.epoch - wanted))
        is_ours = any(nearest is snapshot for snapshot in self.experiment.snapshots())
        self._look_back(nearest, self.experiment.active if is_ours else line)

    def _look_back(self, snapshot: Snapshot, line: int) -> None:
        self.pause()
        self.viewing, self._line = snapshot, line
        model = self.experiment.model_at(self.viewing)
        self._past_sample = SampleWriter(self.experiment, model)
        self._past_sample.write()

    def return_to_present(self) -> None:
        """Look at the network as it is."""
        self.viewing = None

    def branch(self) -> None:
        """Go on from the past that is looked at; both curves stay."""
        if self.viewing is None:
            raise ArgumentError("First select a point of the loss curve.")
        self.experiment.branch_from(self.viewing)
        self.viewing = None
        self.phase, self.message, self.error = "paused", "", None
        self.target = max(self.epochs, math.ceil(self.experiment.epoch) + 1)
        self._writer = self._sample = SampleWriter(self.experiment)  # not the text of another branch

    def take(self, experiment: Experiment) -> None:
        """Go on with another experiment, for example a loaded one."""
        check_hidden_size(experiment.hidden_size)
        check_lab_text(experiment.text)
        check_learning_rate(experiment.learning_rate)
        check_clip_value(experiment.clip_value)
        settings = replace(
            self.settings,
            hidden_size=experiment.hidden_size,
            seed=experiment.seed,
            dtype=experiment.trainer.model.dtype.name,
        )
        self._replace(experiment, settings)
        self.phase = "paused" if experiment.trainer.step_count else "ready"
        self.target = max(self.epochs, math.ceil(experiment.epoch) + 1)

    # What happens

    def work(self) -> None:
        """Do one piece of training; the phase changes when the goal is reached or training fails."""
        try:
            report = self.experiment.advance()
        except DivergenceError as error:
            self.phase, self.message, self.error = "failed", str(error), error
            return
        if report is None:
            return
        read = sum(trace.inputs.size for trace in self.experiment.trainer.traces)
        self._pace.note(read)
        if self._stops_after_step:
            self.phase = "paused"
        if self.experiment.trainer.epoch >= self.target:
            self.phase = "finished"

    def forget_refusal(self) -> None:
        """Take back what was said about an earlier command; why training failed stays."""
        if self.phase != "failed":
            self.message = ""

    def refuse(self, error: Exception) -> None:
        """Say why a command was refused; training goes on."""
        is_ours = isinstance(error, LSTMCoreError)
        self.message = str(error) if is_ours else f"Python could not do this: {told(error)}."

    def fail(self, error: Exception) -> None:
        """Stop the training because of an error that nobody foresaw."""
        self.phase, self.error = "failed", error
        self.message = (
            f"Training stopped at an error in Python: {told(error)}. Start goes on from the last whole "
            "step, and Reset begins a new run."
        )

    def interrupt(self, cause: str) -> None:
        """Pause, because of something outside of the lab."""
        if self.phase == "running":
            self.phase = "paused"
            self.message = f"Training is paused because {cause}. Start continues it."

    # What is shown

    def summary(self) -> Summary:
        """Return what changes with a reset, a branch or a setting only."""
        undo = None if self._replaced is None else self._replaced["experiment"].epoch
        return summarise(self.experiment, epochs=self.target, window=self.window, undo_epoch=undo)

    def old_curves(self) -> list[bytes]:
        """Return the curves of all branches; the active one's as it was when asked."""
        branches = range(len(self.experiment.branches))
        return [thinned_curve(self.experiment, branch).tobytes() for branch in branches]

    def frame(self) -> Frame:
        """Return what is shown now."""
        experiment, past = self.experiment, self.viewing
        sample = self._sample if past is None else self._past_sample
        heat = self._heat.read(experiment, past, self.gate, self.start, self.window)
        line = experiment.active if past is None else self._line
        snapshots = np.array([snapshot.epoch for snapshot in experiment.snapshots(line)])
        return {
            "phase": self.phase,
            "message": self.message,
            "epoch": experiment.epoch if past is None else past.epoch,
            "loss": _number(experiment.loss if past is None else past.loss),
            "gradient_norm": self._gradient_norm(),
            "speed": self._pace.per_second() if self.phase == "running" else None,
            "seconds": experiment.trainer.seconds,
            "viewing": None if past is None else int(np.argmin(np.abs(snapshots - past.epoch))),
            "line": line,
            "snapshots": snapshots.astype(np.float32).tobytes(),
            "curve": thinned_curve(experiment, experiment.active).tobytes(),
            "gate": self.gate,
            "start": self.start,
            "window": experiment.text[self.start : self.start + self.window],
            "heat": heat.tobytes(),
            "prefix": sample.prefix,
            "sample": sample.text,
            "sample_epoch": sample.epoch if past is None else past.epoch,
        }

    def _gradient_norm(self) -> float | None:
        """Return the gradient norm of the last step before what is looked at."""
        experiment, past = self.experiment, self.viewing
        number = experiment.active if past is None else past.branch
        step = experiment.trainer.step_count if past is None else past.step
        line = experiment.branches[experiment.branch_of_step(number, step)]
        k = step - line.first_step - 1
        return _number(line.gradient_norms[k]) if 0 <= k < len(line.gradient_norms) else None

    @property
    def is_written(self) -> bool:
        """Whether the sample is whole and the present network's."""
        if self.phase == "failed" or self.viewing is not None:
            return True
        writer = self._writer
        return self._sample is writer and writer.is_done and writer.epoch == self.experiment.epoch

    def write(self, characters: int = SAMPLE_LENGTH) -> None:
        """Write a sample a little further; while training, the last whole one is shown."""
        is_over = self._writer.is_done or self.phase != "running"
        if is_over and self._writer.epoch != self.experiment.epoch:
            is_empty = not self._sample.text
            self._writer = SampleWriter(self.experiment)
            self._sample = self._writer if is_empty else self._sample
        self._writer.write(characters)
        if self._writer.is_done:
            self._sample = self._writer


def _number(value: float) -> float | None:
    """Return a number that JSON can hold."""
    return check_real("value", value, least=-math.inf) if math.isfinite(value) else None
