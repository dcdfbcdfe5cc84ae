"""A gate or a state of every unit over a window of the text: what the lab's heat map shows."""

from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.character_network import CharacterNetwork
from lstm_core.lab.experiment import Experiment
from lstm_core.lab.snapshots import Snapshot

_WARM_UP = 256  # characters read before a window of a long text, so that the state has settled
_LONG_TEXT_EVERY = 0.25  # seconds between two readings of the window of a long text


class _Reading(NamedTuple):
    """A window of a long text that was read, and how long it may be shown."""

    key: tuple[object, ...]
    until: float
    values: NDArray[np.float32]


class HeatWindow:
    """Reads the window; that of a long text not in every frame, since its reading begins before it."""

    def __init__(self) -> None:
        self._reading: _Reading | None = None

    def read(
        self, experiment: Experiment, past: Snapshot | None, quantity: str, start: int, length: int
    ) -> NDArray[np.float32]:
        """Return a gate or state (length, H), now or as a snapshot has it."""
        place = (quantity, start, length)
        if past is not None:
            return window_of_network(experiment, experiment.model_at(past), *place)
        heat = window_of_last_step(experiment, *place)
        if heat is not None:
            return heat
        key, now = (experiment, *place), perf_counter()
        if self._reading is None or self._reading.key != key or now > self._reading.until:
            values = window_of_network(experiment, experiment.trainer.model, *place)
            self._reading = _Reading(key, now + _LONG_TEXT_EVERY, values)
        return self._reading.values


def window_of_last_step(
    experiment: Experiment, quantity: str, start: int, length: int
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
    experiment: Experiment,
    model: CharacterNetwork[Any],
    quantity: str,
    start: int,
    length: int,
) -> NDArray[np.float32]:
    """Return a gate or state along a window, as a network has it that reads the text now."""
    is_whole = experiment.steps_per_epoch == 1
    begin = 0 if is_whole else max(0, start - _WARM_UP)
    trace = model.forward(experiment.trainer.indices[begin : start + length])
    return _quantity(trace, quantity)[start - begin :].astype(np.float32)


def _quantity(trace: Any, name: str) -> NDArray[np.floating]:
    states = {"cell": "cell_state", "hidden": "hidden_state"}
    found: NDArray[np.floating] = getattr(trace, states[name]) if name in states else trace.gate(name)
    return found
