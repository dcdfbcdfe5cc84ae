"""What the training lab shows at one moment, in numbers that are cheap to send many times a second."""

from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from lstm_core.character_network import CharacterNetwork
from lstm_core.lab.experiment import Experiment
from lstm_core.parameters import GATES

WINDOW = 60  # characters of the text over which a gate is shown
QUANTITIES = (*GATES, "cell", "hidden")
_WARM_UP = 256  # characters read before a window of a long text, so that the state has settled


class Frame(TypedDict):
    """What the lab shows at one moment; arrays as bytes of float32."""

    phase: str
    message: str
    epoch: float
    loss: float | None
    gradient_norm: float | None
    speed: float | None  # characters per second
    seconds: float
    viewing: int | None  # which snapshot is looked at; None for the present
    snapshots: bytes  # their epochs
    curve: bytes  # the active branch: epoch, loss, gradient norm of each point
    gate: str
    start: int  # the heat map's first character
    window: str  # the heat map's characters
    heat: bytes  # (characters, H)
    prefix: str
    sample: str
    sample_epoch: float


class BranchSummary(TypedDict):
    """One branch, for its curve's name and place."""

    name: str
    parent: int | None
    first_epoch: float


class Summary(TypedDict):
    """What changes with a reset, a branch or a setting alone."""

    T: int
    V: int
    H: int
    parameters: int
    seed: int
    dtype: str
    learning_rate: float
    clip_value: float | None
    epochs: int
    steps_per_epoch: int
    streams: int
    sequence_length: int | None
    baselines: dict[str, float]
    characters: int
    window: int
    beginning: str
    active: int
    branches: list[BranchSummary]


def summarise(experiment: Experiment, *, epochs: int, window: int) -> Summary:
    """Return the summary of an experiment that trains until an epoch, with a window of characters."""
    trainer = experiment.trainer
    return {
        "T": len(experiment.text),
        "V": len(experiment.vocabulary),
        "H": experiment.hidden_size,
        "parameters": trainer.model.parameters.count,
        "seed": experiment.seed,
        "dtype": trainer.model.dtype.name,
        "learning_rate": experiment.learning_rate,
        "clip_value": experiment.clip_value,
        "epochs": epochs,
        "steps_per_epoch": experiment.steps_per_epoch,
        "streams": trainer.batch_size,
        "sequence_length": trainer.sequence_length,
        "baselines": experiment.baselines(),
        "characters": len(experiment.text) - 1,
        "window": window,
        "beginning": experiment.text[:60],
        "active": experiment.active,
        "branches": [
            {
                "name": branch.name,
                "parent": branch.parent,
                "first_epoch": branch.first_step / experiment.steps_per_epoch,
            }
            for branch in experiment.branches
        ],
    }


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
    experiment: Experiment,
    model: CharacterNetwork[Any],
    quantity: str,
    start: int,
    length: int = WINDOW,
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
