"""What the training lab shows at one moment, in numbers that are cheap to send many times a second."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lstm_core.errors import LSTMCoreError
from lstm_core.lab.experiment import Experiment
from lstm_core.model import CharLSTM
from lstm_core.parameters import GATES
from lstm_core.sampling import Drawn, generate

WINDOW = 60  # characters of the text over which a gate is shown
QUANTITIES = (*GATES, "cell", "hidden")
MOST_POINTS = 600  # of a curve: more than a screen has pixels for
SAMPLE_LENGTH = 120
PREFIX_LENGTH = 10
_WARM_UP = 256  # characters read before a window of a long text, so that the state has settled


def thinned_curve(experiment: Experiment, branch: int, most: int = MOST_POINTS) -> NDArray[np.float32]:
    """Return a branch's curve with few enough points to draw, its peaks and valleys kept."""
    line = experiment.branches[branch]
    losses, steps = np.array(line.losses), len(line.losses)
    chosen = np.arange(steps)
    if steps > most:
        length = -(-steps // (most // 2 - 1))  # a whole number, so that kept points stay kept
        whole = losses[: steps - steps % length].reshape(-1, length)
        starts = np.arange(0, whole.size, length)
        rest = np.arange(whole.size, steps)
        ends = [rest[losses[rest].argmin()], rest[losses[rest].argmax()]] if len(rest) else []
        chosen = np.unique([*(starts + whole.argmin(1)), *(starts + whole.argmax(1)), *ends, steps - 1])
    # An exploding gradient may be longer than float32 can say.
    norms = np.minimum(line.gradient_norms, np.finfo(np.float32).max)
    epochs = (line.first_step + 1 + chosen) / experiment.steps_per_epoch
    return np.stack([epochs, losses[chosen], norms[chosen]], axis=1).astype(np.float32)


def window_of_last_step(
    experiment: Experiment, quantity: str, start: int, length: int = WINDOW
) -> NDArray[np.float32] | None:
    """Return a gate or state along a window, as the last training step had it."""
    traces = experiment.trainer.traces
    if not traces or traces[0].inputs.ndim != 1 or experiment.steps_per_epoch != 1:
        return None
    pieces, first = [], 0
    for trace in traces:
        last = first + len(trace.inputs)
        if first < start + length and last > start:
            inside = slice(max(start - first, 0), start + length - first)
            pieces.append(_quantity(trace, quantity)[inside])
        first = last
    found = np.concatenate(pieces).astype(np.float32)
    return found if len(found) == length else None


def window_of_network(
    experiment: Experiment, model: CharLSTM, quantity: str, start: int, length: int = WINDOW
) -> NDArray[np.float32]:
    """Return a gate or state along a window, as a network has it that reads the text now."""
    is_whole = experiment.steps_per_epoch == 1
    begin = 0 if is_whole else max(0, start - _WARM_UP)
    trace = model.forward(experiment.trainer.indices[begin : start + length])
    return _quantity(trace, quantity)[start - begin :].astype(np.float32)


def _quantity(trace, name: str) -> NDArray:
    if name == "cell":
        return trace.cell_state
    return trace.hidden_state if name == "hidden" else trace.gate(name)


class Writing:
    """A text that a network writes a few characters at a time, between other work."""

    def __init__(
        self, experiment: Experiment, model: CharLSTM | None = None, temperature: float = 0.8
    ) -> None:
        self.prefix = experiment.text[:PREFIX_LENGTH]
        self.epoch = experiment.epoch
        self.text, self._broke_off = "", False
        if model is None:
            now = experiment.trainer.model
            model = CharLSTM.from_parameters(now.parameters.copy(), backend=now.backend)
        with np.errstate(all="ignore"):  # a network that has diverged
            self._drawn: Iterator[Drawn] = generate(
                model, experiment.vocabulary, self.prefix, temperature=temperature, seed=experiment.seed
            )

    @property
    def is_done(self) -> bool:
        """Whether it is as long as it gets; a network that has diverged writes nothing more."""
        return self._broke_off or len(self.text) >= SAMPLE_LENGTH

    def go_on(self, characters: int = SAMPLE_LENGTH) -> None:
        """Write on."""
        left = 0 if self.is_done else SAMPLE_LENGTH - len(self.text)
        try:
            with np.errstate(all="ignore"):
                for _ in range(min(characters, left)):
                    self.text += next(self._drawn).character
        except LSTMCoreError:  # its numbers are no longer finite; the training says so itself
            self._broke_off = True
