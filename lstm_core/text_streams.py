"""A text for training: checked, and cut into parallel streams."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_indices, short_repr
from lstm_core.errors import ShapeError, TextError

Indices = NDArray[np.intp]


def check_text(text: ArrayLike, vocab_size: int, batch_size: int) -> Indices:
    """Return a text to train on, checked and copied."""
    indices: Indices = check_indices("indices", text, vocab_size)
    if indices.ndim != 1:
        raise ShapeError(f"indices must have the shape (N,), but have {indices.shape}.")
    if len(indices) < batch_size + 1:
        raise TextError(
            f"The text has {len(indices)} character(s), but training needs at least "
            f"{short_repr(batch_size + 1)}: one to read in each stream, and one to predict."
        )
    return indices.copy()


def cut_into_streams(indices: Indices, batch_size: int) -> tuple[Indices, Indices]:
    """Return inputs and targets, shifted by one: (N - 1,), or (L, B) for parallel streams."""
    inputs, targets = indices[:-1], indices[1:]
    if batch_size == 1:
        return inputs, targets
    length = len(inputs) // batch_size
    inputs, targets = (
        np.ascontiguousarray(side[: length * batch_size].reshape(batch_size, length).T)
        for side in (inputs, targets)
    )
    return inputs, targets
