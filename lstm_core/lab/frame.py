"""What the training lab shows at one moment, in numbers that are cheap to send often."""

from typing import TypedDict

from lstm_core.lab.experiment import Experiment
from lstm_core.parameters import GATES

WINDOW = 60  # characters of the text over which a gate is shown
QUANTITIES = (*GATES, "cell", "hidden")


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
    line: int  # the branch to whose end the snapshots lead
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
    undo_epoch: float | None  # of the run that Undo brings back; None where there is none
    branches: list[BranchSummary]


def summarise(experiment: Experiment, *, epochs: int, window: int, undo_epoch: float | None) -> Summary:
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
        "undo_epoch": undo_epoch,
        "branches": [
            {
                "name": branch.name,
                "parent": branch.parent,
                "first_epoch": branch.first_step / experiment.steps_per_epoch,
            }
            for branch in experiment.branches
        ],
    }
