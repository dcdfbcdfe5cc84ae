"""Checkpoints: a training in a file, to be resumed as if it had never stopped."""

import json
from pathlib import Path

import numpy as np

from lstm_core.arguments import short_repr
from lstm_core.errors import ArgumentError, FileError
from lstm_core.kernels import nearest_backend
from lstm_core.model import CharLSTM
from lstm_core.optimizers import OPTIMIZERS, settings
from lstm_core.rnn import CharRNN
from lstm_core.storage import load_arrays, save_arrays
from lstm_core.training import Trainer


def save_checkpoint(trainer: Trainer, path: str | Path) -> None:
    """Write a training into an ``.npz`` file: the text, the settings and all that changes.

    Parameters
    ----------
    trainer : Trainer
        The training, between two steps.
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
    model, optimizer = trainer.model, trainer.optimizer
    description = {
        "model": type(model).__name__,
        "sizes": [model.vocab_size, model.hidden_size],
        "dtype": model.dtype.name,
        "backend": getattr(model, "backend", None),
        "optimizer": type(optimizer).__name__,
        "optimizer_settings": settings(optimizer),
        "reduction": trainer.reduction,
        "sequence_length": trainer.sequence_length,
        "batch_size": trainer.batch_size,
        "piece_length": trainer.piece_length,
    }
    arrays = {"settings": np.array(json.dumps(description)), "indices": trainer.indices}
    save_arrays(path, arrays | trainer.state())


def load_checkpoint(path: str | Path) -> Trainer:
    """Read a training that `save_checkpoint` wrote; it goes on bit for bit where it stopped.

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
        network = {"CharLSTM": CharLSTM, "CharRNN": CharRNN}[saved["model"]]
        backend = {"backend": nearest_backend(saved["backend"])} if network is CharLSTM else {}
        model = network(*saved["sizes"], dtype=saved["dtype"], **backend)
        trainer = Trainer(
            model,
            arrays.pop("indices"),
            optimizer=OPTIMIZERS[saved["optimizer"]](**saved["optimizer_settings"]),
            reduction=saved["reduction"],
            sequence_length=saved["sequence_length"],
            batch_size=saved["batch_size"],
            piece_length=saved["piece_length"],
        )
        trainer.restore(arrays)
    except (KeyError, TypeError, ValueError, MemoryError) as error:  # our own errors are ValueErrors
        raise FileError(
            f"{str(path)!r} is no checkpoint that can be resumed: {error}. "
            "Start the training again, or load another checkpoint."
        ) from error
    return trainer
