"""Experiments in files: everything in one ``.npz`` to go on with, the loss curves as CSV to look at."""

import csv
import io
import math
import re
from array import array
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_array, check_integer, check_real, short_repr
from lstm_core.checkpoints import describe_trainer, trainer_from
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.file_description import (
    FORMAT,
    FileKind,
    alphabet_of,
    load_described,
    read_described,
    with_description,
)
from lstm_core.kernels import check_backend
from lstm_core.lab.experiment import Branch, Experiment, branch_name
from lstm_core.lab.settings import DEFAULTS, LabSettings
from lstm_core.lab.snapshots import Snapshot, Snapshots
from lstm_core.storage import refusing, save_arrays
from lstm_core.text import Vocabulary

State = dict[str, NDArray[Any]]
_UTF8 = ("utf-8", "surrogatepass")  # every str of Python has such bytes
_TEXT = "text"  # the array with the text, in UTF-8
_FILE = FileKind(
    "experiment",
    "experiment",
    ("experiment", "now.parameters", "now.counters", "now.seconds"),
    r"(now|\d+\.\d+)\.[\w.]+|\d+\.(losses|gradient_norms)",
    "is no experiment that can be continued: {}. Load another file, or start again.",
)


def save_experiment(experiment: Experiment, path: str | Path) -> None:
    """Write an experiment into an ``.npz`` file, whole or not at all."""
    save_arrays(path, _contents(experiment))


def experiment_bytes(experiment: Experiment) -> bytes:
    """Return what `save_experiment` writes."""
    stream = io.BytesIO()
    np.savez(stream, **_contents(experiment))  # type: ignore[arg-type]
    return stream.getvalue()


def _contents(experiment: Experiment) -> dict[str, NDArray[Any]]:
    if not isinstance(experiment, Experiment):
        raise ArgumentError(f"experiment must be an Experiment, but got {short_repr(experiment)}.")
    description = {
        "seed": experiment.seed,
        "snapshot_bytes": experiment.snapshot_bytes,
        "trainer": describe_trainer(experiment.trainer),
        "active": experiment.active,
        "branches": [_describe(branch) for branch in experiment.branches],
    }
    arrays: State = {_TEXT: np.frombuffer(experiment.text.encode(*_UTF8), np.uint8)}
    arrays |= {f"now.{name}": value for name, value in experiment.trainer.state().items()}
    for number, branch in enumerate(experiment.branches):
        arrays[f"{number}.losses"] = np.array(branch.losses)
        arrays[f"{number}.gradient_norms"] = np.array(branch.gradient_norms)
        for k, snapshot in enumerate(branch.snapshots.kept):
            arrays |= {f"{number}.{k}.{name}": value for name, value in snapshot.state.items()}
    return with_description(_FILE, description, arrays, experiment.vocabulary)


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
    """Read an experiment that `save_experiment` wrote; it continues bit for bit."""
    return _experiment_from(path, *load_described(path, _FILE), backend)


def experiment_from_bytes(content: bytes, name: str, *, backend: str) -> Experiment:
    """Read what `experiment_bytes` returned; errors call it by ``name``."""
    about, arrays = read_described(io.BytesIO(content), name, _FILE)
    return _experiment_from(name, about, arrays, backend)


def _experiment_from(
    path: str | Path, about: dict[str, Any], arrays: dict[str, NDArray[Any]], backend: str
) -> Experiment:
    check_backend(backend)
    with refusing(path, _FILE.complaint):
        experiment = _untrained(about, arrays, backend)
        alphabet_of(path, about, len(experiment.vocabulary), experiment.vocabulary)
        now, names = _states(arrays)
        branches = [
            _branch(experiment, k, each, arrays, names) for k, each in enumerate(about["branches"])
        ]
        experiment.trainer.restore(now)
        experiment.resume(branches, about["active"])
    return experiment


def _states(arrays: dict[str, NDArray[Any]]) -> tuple[State, dict[str, State]]:
    """Return the present state, and that of each snapshot by branch and place."""
    states: dict[str, State] = {}
    for name, values in arrays.items():
        if match := re.fullmatch(r"(now|\d+\.\d+)\.(.+)", name):
            states.setdefault(match[1], {})[match[2]] = values
    return states.pop("now"), states


def _untrained(about: dict[str, Any], arrays: dict[str, NDArray[Any]], backend: str) -> Experiment:
    """Return the experiment of a file as it began, with the trainer that the file describes."""
    text = about["text"] if about["format"] < FORMAT else arrays[_TEXT].tobytes().decode(*_UTF8)
    parameters = arrays["now.parameters"]
    if about["format"] == 1:  # described by the lab's settings
        settings = LabSettings(**about["settings"], backend=backend)
        size = check_integer("hidden_size", settings.hidden_size, minimum=1)
        if size * size > parameters.size:  # before memory for such a network is taken
            raise ShapeError(f"the hidden size {size} does not fit {parameters.size} parameters")
        return Experiment(text, settings)
    indices = Vocabulary.from_text(text).encode(text)
    trainer = trainer_from({**about["trainer"], "backend": backend}, indices, parameters)
    settings = LabSettings(seed=about["seed"], snapshot_bytes=about["snapshot_bytes"])
    return Experiment(text, settings, trainer=trainer)


def _branch(
    experiment: Experiment,
    number: int,
    about: dict[str, Any],
    arrays: dict[str, NDArray[Any]],
    states: dict[str, State],
) -> Branch:
    parent = about["parent"]
    if parent is not None:
        check_integer("parent", parent, minimum=0)
    first = check_integer("first_step", about["first_step"], minimum=0)
    curves = [_curve(f"{number}.{name}", arrays) for name in ("losses", "gradient_norms")]
    snapshots = Snapshots(about["most_bytes"])
    snapshots.spacing = check_integer("spacing", about["spacing"], minimum=1)
    for k, row in enumerate(about["snapshots"]):
        snapshot = _snapshot(experiment, number, row, states[f"{number}.{k}"])
        earlier = snapshots.kept[-1].step if k else first - 1
        if not earlier < snapshot.step <= first + len(curves[0]):
            raise ArgumentError(f"snapshot {k} of branch {number} is at an impossible step")
        snapshots.kept.append(snapshot)
    return Branch(branch_name(number), parent, first, snapshots, *curves)


def _snapshot(experiment: Experiment, number: int, row: list[Any], state: State) -> Snapshot:
    step, epoch, loss, learning_rate, clip_value = row
    experiment.trainer.restore(state)  # which refuses what does not fit
    if experiment.trainer.step_count != check_integer("step", step, minimum=0):
        raise ArgumentError(f"a snapshot of step {step} holds step {experiment.trainer.step_count}")
    if check_real("epoch", epoch) != experiment.epoch:
        raise ArgumentError(f"step {step} is not in epoch {epoch}")
    check_real("learning_rate", learning_rate, above=0.0)
    if clip_value is not None:
        check_real("clip_value", clip_value, above=0.0)
    loss = math.nan if loss is None else check_real("loss", loss)
    return Snapshot(number, step, epoch, loss, learning_rate, clip_value, state)


def _curve(name: str, arrays: dict[str, NDArray[Any]]) -> "array[float]":
    if arrays[name].dtype != np.float64:
        raise ArgumentError(f"{name} must be an array of float64, but got {arrays[name].dtype}")
    values = check_array(name, arrays[name], shape=(None,))
    if (values < 0.0).any():
        raise ArgumentError(f"{name} must not be negative")
    return array("d", values)


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
