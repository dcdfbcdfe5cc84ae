"""The loss on a text that a network was not trained on, however long the text is.

    loss = -1/N Σ_t log p_t[target_t]      in nats per character; divided by ln 2 it is in bits

The text is read in order, piece by piece; the state is carried from piece to piece, so only one piece
is in memory.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import cross_entropy
from lstm_core.arguments import check_integer
from lstm_core.character_network import CharacterNetwork, check_model
from lstm_core.text_streams import check_text
from lstm_core.trace import State

Indices = NDArray[np.intp]
PIECE = 1 << 12  # characters that are in memory at a time, unless there are more streams


def validation_loss(model: CharacterNetwork[Any], indices: ArrayLike, *, batch_size: int = 1) -> float:
    """Return the mean loss of a text under teacher forcing, with the state carried throughout.

    Nothing is dropped, and nothing is learned. Every character but the first is predicted once.

    Parameters
    ----------
    model : CharLSTM or another CharacterNetwork
        The network.
    indices : array_like of int, shape (N,)
        The encoded text, at least ``batch_size + 1`` characters.
    batch_size : int
        Into how many parallel streams the text is cut. Several are faster, but each begins with a
        state of zeros, so its first characters are predicted without what came before. The few
        characters that are left over belong to the last stream.

    Returns
    -------
    float
        The loss in nats per character.

    Raises
    ------
    TextError
        If the text is too short.
    ArgumentError, ShapeError
        If another argument is not allowed, or the network has diverged.
    """
    model = check_model(model)
    batch_size = check_integer("batch_size", batch_size, minimum=1)
    text = check_text(indices, model.vocab_size, batch_size)
    length = (len(text) - 1) // batch_size
    whole = length * batch_size
    inputs, targets = (
        side[:whole].reshape(batch_size, length).T for side in (text[:-1], text[1:])
    )  # (L, B) each
    total, state = _summed_loss(model, inputs, targets, None)
    if whole < len(text) - 1:
        last = tuple(array[..., -1:, :] for array in state)  # of the last stream
        rest, _ = _summed_loss(model, text[whole:-1, None], text[whole + 1 :, None], last)
        total += rest
    return total / (len(text) - 1)


def _summed_loss(
    model: CharacterNetwork[Any], inputs: Indices, targets: Indices, state: State | None
) -> tuple[float, State]:
    """Return the sum of all losses of streams (L, B), and the state after them."""
    total, step = 0.0, max(1, PIECE // inputs.shape[1])
    for begin in range(0, len(inputs), step):
        piece = slice(begin, begin + step)
        trace = model.forward(inputs[piece], state)
        total += float(cross_entropy(trace.logits, targets[piece]))
        state = trace.final_state
    assert state is not None  # a text has at least one character to predict
    return total, state
