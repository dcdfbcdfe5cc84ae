"""Experiments in files: everything in one ``.npz`` to go on with, the loss curves as CSV to look at."""

import csv
import io
import json
import math
from array import array
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_integer, short_repr
from lstm_core.checkpoints import describe_trainer, trainer_from
from lstm_core.errors import ArgumentError, FileError
from lstm_core.lab.experiment import Branch, Experiment, branch_name
from lstm_core.lab.settings import DEFAULTS, LabSettings
from lstm_core.lab.snapshots import Snapshot, Snapshots
from lstm_core.storage import load_arrays, save_arrays
from lstm_core.text import Vocabulary

_FORMAT = 2


def save_experiment(experiment: Experiment, path: str | Path) -> None:
    """Write an experiment into an ``.npz`` file, whole or not at all."""
    if not isinstance(experiment, Experiment):
        raise ArgumentError(f"experiment must be an Experiment, but got {short_repr(experiment)}.")
    description = {
        "format": _FORMAT,
        "text": experiment.text,
        "seed": experiment.seed,
        "snapshot_bytes": experiment.snapshot_bytes,
        "trainer": describe_trainer(experiment.trainer),
        "active": experiment.active,
        "branches": [_describe(branch) for branch in experiment.branches],
    }
    arrays = {"experiment": np.array(json.dumps(description))}
    arrays |= {f"now.{name}": value for name, value in experiment.trainer.state().items()}
    for number, branch in enumerate(experiment.branches):
        arrays[f"{number}.losses"] = np.array(branch.losses)
        arrays[f"{number}.gradient_norms"] = np.array(branch.gradient_norms)
        for k, snapshot in enumerate(branch.snapshots.kept):
            arrays |= {f"{number}.{k}.{name}": value for name, value in snapshot.state.items()}
    save_arrays(path, arrays)


def _describe(branch: Branch) -> dict[str, Any]:
    return {
        "parent": branch.parent,
        "first_step": branch.first_step,
        "spacing": branch.snapshots.spacing,
        "most_bytes": branch.snapshots.most_bytes,
        "snapshots": [
            [s.step, s.epoch, None if math.isnan(s.loss) else s.loss, s.learning_rate, s.clip_value]
            for s in branch.snapshots.kept
        ],
    }


def load_experiment(path: str | Path, *, backend: str = DEFAULTS.backend) -> Experiment:
    """Read an experiment that `save_experiment` wrote; it goes on bit for bit."""
    arrays = load_arrays(path, ["experiment", "now.parameters"], kind="experiment")
    try:
        saved = json.loads(str(arrays["experiment"]))
        experiment = _untrained(saved, backend)
        experiment.trainer.restore(_named(arrays, "now."))
        branches = [_branch(k, about, arrays) for k, about in enumerate(saved["branches"])]
        experiment.resume(branches, saved["active"])
    except (KeyError, TypeError, ValueError, IndexError) as error:  # LSTMCoreError is a ValueError
        raise FileError(
            f"{short_repr(str(path))} is no experiment that can go on: {error}. "
            "Load another file, or start again."
        ) from error
    return experiment


def _untrained(saved: dict[str, Any], backend: str) -> Experiment:
    """Return the experiment of a file as it began, with the trainer that the file describes."""
    if saved["format"] == 1:  # described by the lab's settings
        return Experiment(saved["text"], LabSettings(**saved["settings"], backend=backend))
    if saved["format"] != _FORMAT:
        raise ArgumentError(f"its format is {short_repr(saved['format'])}, not 1 or {_FORMAT}")
    indices = Vocabulary.from_text(saved["text"]).encode(saved["text"])
    trainer = trainer_from({**saved["trainer"], "backend": backend}, indices)
    settings = LabSettings(seed=saved["seed"], snapshot_bytes=saved["snapshot_bytes"])
    return Experiment(saved["text"], settings, trainer=trainer)


def _branch(number: int, about: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> Branch:
    snapshots = Snapshots(about["most_bytes"])
    snapshots.spacing = check_integer("spacing", about["spacing"], minimum=1)
    for k, (step, epoch, loss, learning_rate, clip_value) in enumerate(about["snapshots"]):
        loss = math.nan if loss is None else loss
        state = _named(arrays, f"{number}.{k}.")
        snapshots.kept.append(Snapshot(number, step, epoch, loss, learning_rate, clip_value, state))
    curves = (array("d", arrays[f"{number}.{name}"]) for name in ("losses", "gradient_norms"))
    return Branch(branch_name(number), about["parent"], about["first_step"], snapshots, *curves)


def _named(arrays: dict[str, NDArray[Any]], prefix: str) -> dict[str, NDArray[Any]]:
    return {k.removeprefix(prefix): value for k, value in arrays.items() if k.startswith(prefix)}


def curves_as_csv(experiment: Experiment) -> str:
    """Return all loss curves as the text of a CSV file."""
    if not isinstance(experiment, Experiment):
        raise ArgumentError(f"experiment must be an Experiment, but got {short_repr(experiment)}.")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["branch", "step", "epoch", "loss_nats_per_character", "gradient_norm"])
    for number, branch in enumerate(experiment.branches):
        epochs, losses, norms = (values.tolist() for values in experiment.curve(number))
        for k, row in enumerate(zip(epochs, losses, norms, strict=True), branch.first_step + 1):
            writer.writerow([branch.name, k, *row])
    return text.getvalue()
