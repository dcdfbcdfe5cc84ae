"""The training lab without its widget: what the buttons do, and what there is to be shown."""

import math
from collections import deque
from dataclasses import fields, replace
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_choice, check_integer, check_real, short_repr
from lstm_core.errors import ArgumentError, DivergenceError, LSTMCoreError
from lstm_core.lab.curve_thinning import thinned_curve
from lstm_core.lab.experiment import Experiment
from lstm_core.lab.frame import (
    QUANTITIES,
    WINDOW,
    Frame,
    Summary,
    summarise,
    window_of_last_step,
    window_of_network,
)
from lstm_core.lab.sample_writer import SAMPLE_LENGTH, SampleWriter
from lstm_core.lab.settings import DEFAULTS, LARGEST_HIDDEN_SIZE, MOST_EPOCHS, LabSettings
from lstm_core.lab.snapshots import Snapshot
from lstm_core.lab.text import check_lab_text

PHASES = ("ready", "running", "paused", "finished", "failed")
_LONGEST_TOLD = 200  # characters of an error
_SPEED_WINDOW = 1.5  # seconds over which the speed is measured
_LONG_TEXT_EVERY = 0.25  # seconds between two readings of the window of a long text


def _check_hidden_size(hidden_size: object) -> None:
    if check_integer("hidden_size", hidden_size, minimum=1) > LARGEST_HIDDEN_SIZE:
        raise ArgumentError(
            f"hidden_size must be at most {LARGEST_HIDDEN_SIZE} in the lab, but got "
            f"{short_repr(hidden_size)}."
        )


class _Heat(NamedTuple):
    """A window of a long text that was read, and how long it may be shown."""

    key: tuple[object, ...]
    until: float
    values: NDArray[np.float32]


class LabSession:
    """One lab: an experiment, what it is doing, and what the learner looks at."""

    def __init__(self, text: str, settings: LabSettings = DEFAULTS) -> None:
        self.epochs = check_integer("epochs", settings.epochs, minimum=1, maximum=MOST_EPOCHS)
        self.settings = settings
        self.gate, self.start = "forget", 0
        self.experiment = self._make(text, settings)
        self._forget_the_past()

    def _make(self, text: str, settings: LabSettings) -> Experiment:
        _check_hidden_size(settings.hidden_size)
        return Experiment(check_lab_text(text), settings)

    def _forget_the_past(self) -> None:
        self.phase, self.message = "ready", ""
        self.error: Exception | None = None
        self.viewing: Snapshot | None = None
        self.target = self.epochs
        self._stops_after_step = False
        self._pace: deque[tuple[float, int]] = deque()
        self._writer = SampleWriter(self.experiment)  # writes on
        self._sample = self._writer  # is shown
        self._past_sample = self._writer  # is shown while the past is looked at
        self._read_heat: _Heat | None = None
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
        """Begin anew, with other settings or another text if they are given."""
        now: dict[str, Any] = {
            "learning_rate": self.experiment.learning_rate,
            "clip_value": self.experiment.clip_value,
        }
        known = {field.name for field in fields(LabSettings)}
        for name in changed:
            check_choice("setting", name, tuple(sorted(known)))
        settings = replace(self.settings, **{**now, **changed})
        self.experiment = self._make(self.experiment.text if text is None else text, settings)
        self.settings = settings
        self._forget_the_past()

    def change(self, **settings: Any) -> None:
        """Change what acts while training: learning rate and clipping."""
        for name, value in settings.items():
            check_choice("setting", name, ("learning_rate", "clip_value"))
            setattr(self.experiment, name, value)

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
        self.pause()
        self.viewing = snapshots[index]
        model = self.experiment.model_at(self.viewing)
        self._past_sample = SampleWriter(self.experiment, model)
        self._past_sample.write()

    def return_to_present(self) -> None:
        """Look at the network as it is."""
        self.viewing = None

    def branch(self) -> None:
        """Go on from the past that is looked at; both curves stay."""
        if self.viewing is None:
            raise ArgumentError("First choose a moment of the past with the time slider.")
        self.experiment.branch_from(self.viewing)
        self.viewing = None
        self.phase, self.message, self.error = "paused", "", None
        self.target = max(self.epochs, math.ceil(self.experiment.epoch) + 1)
        self._writer = self._sample = SampleWriter(self.experiment)  # not the text of another branch

    def take(self, experiment: Experiment) -> None:
        """Go on with another experiment, for example a loaded one."""
        _check_hidden_size(experiment.hidden_size)
        check_lab_text(experiment.text)
        self.experiment = experiment
        self.settings = replace(
            self.settings,
            hidden_size=experiment.hidden_size,
            seed=experiment.seed,
            dtype=experiment.trainer.model.dtype.name,
        )
        self._forget_the_past()
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
        self._pace.append((perf_counter(), read))
        if self._stops_after_step:
            self.phase = "paused"
        if self.experiment.trainer.epoch >= self.target:
            self.phase = "finished"

    def forget_refusal(self) -> None:
        """Take back what was said about an earlier command; why training failed stays."""
        if self.phase != "failed":
            self.message = ""

    def refuse(self, error: Exception) -> None:
        """Say why a command was not obeyed; training goes on."""
        is_ours = isinstance(error, LSTMCoreError)
        self.message = str(error) if is_ours else f"Python could not do this: {told(error)}."

    def fail(self, error: Exception) -> None:
        """Stop the training because of an error that nobody foresaw."""
        self.phase, self.error = "failed", error
        self.message = (
            f"Training stopped at an error in Python: {told(error)}. Start goes on from the last whole "
            "step, and Reset begins anew."
        )

    def interrupt(self) -> None:
        """Pause, because something outside of the lab has ended its task."""
        if self.phase == "running":
            self.phase = "paused"
            self.message = "Other code in this kernel has interrupted the training. Start goes on."

    # What is shown

    def summary(self) -> Summary:
        """Return what changes with a reset, a branch or a setting only."""
        return summarise(self.experiment, epochs=self.target, window=self.window)

    def old_curves(self) -> list[bytes]:
        """Return the curves of all branches; the active one's as it was when asked."""
        branches = range(len(self.experiment.branches))
        return [thinned_curve(self.experiment, branch).tobytes() for branch in branches]

    def frame(self) -> Frame:
        """Return what is shown now."""
        experiment, past = self.experiment, self.viewing
        sample = self._sample if past is None else self._past_sample
        heat = self._present_heat() if past is None else self._heat_of(past)
        snapshots = np.array([snapshot.epoch for snapshot in experiment.snapshots()])
        return {
            "phase": self.phase,
            "message": self.message,
            "epoch": experiment.epoch if past is None else past.epoch,
            "loss": _number(experiment.loss if past is None else past.loss),
            "gradient_norm": self._gradient_norm(),
            "speed": self._speed(),
            "seconds": experiment.trainer.seconds,
            "viewing": None if past is None else int(np.argmin(np.abs(snapshots - past.epoch))),
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

    def _speed(self) -> float | None:
        now = perf_counter()
        while self._pace and now - self._pace[0][0] > _SPEED_WINDOW:
            self._pace.popleft()
        if self.phase != "running" or len(self._pace) < 2:
            return None
        return sum(read for _, read in list(self._pace)[1:]) / (self._pace[-1][0] - self._pace[0][0])

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

    def _present_heat(self) -> NDArray[np.float32]:
        experiment, place = self.experiment, (self.start, self.window)
        heat = window_of_last_step(experiment, self.gate, *place)
        if heat is not None:
            return heat
        # Read again, but not in every frame: a long text has to be read from some way before.
        key = (experiment, self.gate, *place)
        now = perf_counter()
        if self._read_heat is None or self._read_heat.key != key or now > self._read_heat.until:
            model = experiment.trainer.model
            values = window_of_network(experiment, model, self.gate, *place)
            self._read_heat = _Heat(key, now + _LONG_TEXT_EVERY, values)
        return self._read_heat.values

    def _heat_of(self, past: Snapshot) -> NDArray[np.float32]:
        model = self.experiment.model_at(past)
        return window_of_network(self.experiment, model, self.gate, self.start, self.window)


def told(error: BaseException) -> str:
    """Return an error's type and message, cut to what a line can show."""
    try:
        words = f"{type(error).__name__}: {error}".strip(": .")
    except Exception:  # of a class whose message cannot be made
        words = type(error).__name__
    return words if len(words) <= _LONGEST_TOLD else words[: _LONGEST_TOLD - 1] + "…"


def _number(value: float) -> float | None:
    """Return a number that JSON can hold."""
    return check_real("value", value, least=-math.inf) if math.isfinite(value) else None
