"""Checkpoints: a training run in a file, to be resumed as if it had never stopped."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import short_repr
from lstm_core.character_network import CharacterNetwork
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.file_description import (
    FileKind,
    alphabet_of,
    check_alphabet,
    load_described,
    save_described,
)
from lstm_core.gru import CharGRU
from lstm_core.kernels import nearest_backend
from lstm_core.model import CharLSTM
from lstm_core.optimizers import OPTIMIZERS
from lstm_core.rnn import CharRNN
from lstm_core.stacked import StackedCharLSTM
from lstm_core.storage import refusing
from lstm_core.text import Vocabulary
from lstm_core.training import Trainer

NETWORKS: dict[str, Callable[..., CharacterNetwork[Any]]] = {
    "CharLSTM": CharLSTM,
    "CharRNN": CharRNN,
    "CharGRU": CharGRU,
    "StackedCharLSTM": StackedCharLSTM,
}
_FILE = FileKind(
    "checkpoint",
    "settings",
    ("settings", "indices", "parameters", "counters", "seconds"),
    r"indices|parameters|counters|seconds|carried|optimizer\.(mean|square|steps)",
    "is no checkpoint that can be resumed: {}. Start the training again, or load another checkpoint.",
)


def describe_trainer(trainer: Trainer) -> dict[str, Any]:
    """Return what a file says of a Trainer: the settings of network, optimizer and steps, as JSON."""
    return {
        **trainer.model.describe(),
        "optimizer": type(trainer.optimizer).__name__,
        "optimizer_settings": trainer.optimizer.settings(),
        "reduction": trainer.reduction,
        "sequence_length": trainer.sequence_length,
        "batch_size": trainer.batch_size,
        "piece_length": trainer.piece_length,
        "generators": {},  # for networks whose random generators have a state; dropout here has none
    }


def trainer_from(
    description: Mapping[str, Any], indices: NDArray[Any], parameters: NDArray[Any]
) -> Trainer:
    """Return a Trainer as described, untrained; anything may be raised by a damaged description."""
    V, H = description["sizes"]
    layers = description.get("options", {}).get("num_layers", 1)
    # Before memory for such a network is taken.
    if not 0 < V * H + layers * H * H + V <= parameters.size:
        raise ShapeError(f"sizes {short_repr([V, H])} do not fit {parameters.size} parameters")
    if description.get("generators"):
        raise ArgumentError("it holds states of random generators, which this version cannot restore")
    if parameters.dtype.name != description["dtype"]:
        raise ArgumentError(f"its parameters have the type {parameters.dtype}")
    options = {"dtype": description["dtype"], **description.get("options", {})}
    if description["backend"] is not None:
        options["backend"] = nearest_backend(description["backend"])
    return Trainer(
        NETWORKS[description["model"]](V, H, **options),
        indices,
        optimizer=OPTIMIZERS[description["optimizer"]](**description["optimizer_settings"]),
        reduction=description["reduction"],
        sequence_length=description["sequence_length"],
        batch_size=description["batch_size"],
        piece_length=description["piece_length"],
    )


def save_checkpoint(
    trainer: Trainer, path: str | Path, *, vocabulary: Vocabulary | None = None
) -> None:
    """Write a training run into an ``.npz`` file: the text, the settings and all that changes.

    A resumed run has the bits of an uninterrupted one on the same kind of processor and with the same
    backend; elsewhere it agrees to rounding.

    Between two steps, also in the middle of an epoch, nothing is lost: what is loaded continues bit for
    bit on the same processor with the same backend. Of a step that `Trainer.advance` has begun,
    nothing is saved.

    Parameters
    ----------
    trainer : Trainer
        The training run, between two steps.
    path : str or pathlib.Path
        The file; nothing is added to its name. It is written whole or not at all. A symbolic link stays
        one, and the file behind it is written.
    vocabulary : Vocabulary, optional
        The characters that the text was encoded with, to be kept in the file; by default the network's
        ``vocabulary``, or none.

    Raises
    ------
    FileError
        If it cannot be written: the file is read-only, a folder or a device, or the disk is full.
    ArgumentError, ShapeError
        If ``trainer`` is none or has diverged, or the vocabulary has another size.
    """
    if not isinstance(trainer, Trainer):
        raise ArgumentError(f"trainer must be a Trainer, but got {short_repr(trainer)}.")
    vocabulary = trainer.model.vocabulary if vocabulary is None else vocabulary
    check_alphabet(vocabulary, trainer.model.vocab_size)
    arrays = {"indices": trainer.indices.astype(np.int64, copy=False), **trainer.state()}
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise ArgumentError(
                f"The training run has diverged: {name} holds NaN or infinity, so it could not be "
                "resumed. Take another step: it restores the last parameters with a finite loss."
            )
    save_described(path, _FILE, describe_trainer(trainer), arrays, vocabulary)


def load_checkpoint(path: str | Path, *, vocabulary: Vocabulary | None = None) -> Trainer:
    """Read a training run that `save_checkpoint` wrote; it continues bit for bit where it stopped.

    Bit for bit holds on the same processor with the same backend; elsewhere each step agrees to
    rounding.

    Parameters
    ----------
    path : str or pathlib.Path
        The file: a regular one of at most 1 GiB. Nothing in it is executed.
    vocabulary : Vocabulary, optional
        What the network is to be used with. A run that was saved with another vocabulary is refused;
        one that was saved with none must have as many characters.

    Returns
    -------
    Trainer
        With a network and an optimizer of its own. ``trainer.model.vocabulary`` is the file's, or else
        the one given.

    Raises
    ------
    FileError
        If the file is missing, damaged, too large or no checkpoint, was saved by a later version or
        with another vocabulary, or holds parameters, moments or counters that do not fit.
    ArgumentError
        If ``vocabulary`` is none.
    """
    about, arrays = load_described(path, _FILE)
    with refusing(path, _FILE.complaint):
        indices = arrays.pop("indices")
        if indices.dtype != np.int64:  # in a file on every platform
            raise ArgumentError(f"its indices have the type {indices.dtype}")
        trainer = trainer_from(about, indices, arrays["parameters"])
        trainer.restore(arrays)
    trainer.model.vocabulary = alphabet_of(path, about, trainer.model.vocab_size, vocabulary)
    return trainer
