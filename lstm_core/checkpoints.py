"""Checkpoints: a training run in a file, to be resumed as if it had never stopped."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import short_repr
from lstm_core.character_network import CharacterNetwork
from lstm_core.errors import ArgumentError, FileError
from lstm_core.kernels import nearest_backend
from lstm_core.model import CharLSTM
from lstm_core.optimizers import OPTIMIZERS
from lstm_core.rnn import CharRNN
from lstm_core.storage import load_arrays, save_arrays
from lstm_core.training import Trainer

NETWORKS: dict[str, Callable[..., CharacterNetwork[Any]]] = {"CharLSTM": CharLSTM, "CharRNN": CharRNN}


def describe_trainer(trainer: Trainer) -> dict[str, Any]:
    """Return what a file says of a Trainer: the settings of network, optimizer and steps, as JSON."""
    model, optimizer = trainer.model, trainer.optimizer
    return {
        "model": type(model).__name__,
        "sizes": [model.vocab_size, model.hidden_size],
        "dtype": model.dtype.name,
        "backend": getattr(model, "backend", None),
        "optimizer": type(optimizer).__name__,
        "optimizer_settings": optimizer.settings(),
        "reduction": trainer.reduction,
        "sequence_length": trainer.sequence_length,
        "batch_size": trainer.batch_size,
        "piece_length": trainer.piece_length,
    }


def trainer_from(description: Mapping[str, Any], indices: NDArray[Any]) -> Trainer:
    """Return a Trainer as described, untrained; anything may be raised by a damaged description."""
    network = NETWORKS[description["model"]]
    options = {"dtype": description["dtype"]}
    if network is CharLSTM:
        options["backend"] = nearest_backend(description["backend"])
    return Trainer(
        network(*description["sizes"], **options),
        indices,
        optimizer=OPTIMIZERS[description["optimizer"]](**description["optimizer_settings"]),
        reduction=description["reduction"],
        sequence_length=description["sequence_length"],
        batch_size=description["batch_size"],
        piece_length=description["piece_length"],
    )


def save_checkpoint(trainer: Trainer, path: str | Path) -> None:
    """Write a training run into an ``.npz`` file: the text, the settings and all that changes.

    Parameters
    ----------
    trainer : Trainer
        The training run, between two steps.
    path : str or pathlib.Path
        The file; nothing is added to its name. It is written whole or not at all.

    Raises
    ------
    FileError
        If it cannot be written.
    ArgumentError
        If ``trainer`` is none.
    """
    if not isinstance(trainer, Trainer):
        raise ArgumentError(f"trainer must be a Trainer, but got {short_repr(trainer)}.")
    arrays = {"settings": np.array(json.dumps(describe_trainer(trainer))), "indices": trainer.indices}
    save_arrays(path, arrays | trainer.state())


def load_checkpoint(path: str | Path) -> Trainer:
    """Read a training run that `save_checkpoint` wrote; it goes on bit for bit where it stopped.

    Parameters
    ----------
    path : str or pathlib.Path
        The file. Nothing in it is executed.

    Returns
    -------
    Trainer
        With a network and an optimizer of its own.

    Raises
    ------
    FileError
        If the file is missing, damaged, or no checkpoint.
    """
    arrays = load_arrays(path, ["settings", "indices", "parameters", "counters"], kind="checkpoint")
    try:
        saved = json.loads(str(arrays.pop("settings")))
        trainer = trainer_from(saved, arrays.pop("indices"))
        trainer.restore(arrays)
    except (KeyError, TypeError, ValueError, MemoryError) as error:  # our own errors are ValueErrors
        raise FileError(
            f"{str(path)!r} is no checkpoint that can be resumed: {error}. "
            "Start the training again, or load another checkpoint."
        ) from error
    return trainer
