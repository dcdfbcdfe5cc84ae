"""Walk over a text: where attention looks, and what the forget gates of an LSTM have kept."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_array, check_place, check_string
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.plots import attention_bars, visible
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.page_widget import PageWidget
from lstm_core.widgets.shared.still import StillPicture
from lstm_core.widgets.shared.traits import Checked, Sent

MOST_CHARACTERS = 24  # as many bars stand side by side on a phone


class AttentionMap(StillPicture, PageWidget):
    """See for each character where attention looks, and what an LSTM still has of each step.

    Everything is sent once; looking around needs the kernel no more. The traitlet `position` tells
    where the widget *starts*: set it to move the widget from Python. "Send view to Python" in the
    widget writes the view into it, for `figure`.

    Parameters
    ----------
    weights : array_like, shape (T, T)
        Row t holds the attention weights when character t is read: from 0 to 1, and 0 after t.
    gates : array_like, shape (T, H)
        The forget gate of each unit of an LSTM that reads the same text, from 0 to 1.
    text : str
        The T characters, at most 24.
    position : int, optional
        The step t to begin at, 0 … T - 1; by default the last.

    Attributes
    ----------
    kept : ndarray, shape (T, T)
        In row t and column s, the share of cell state s that is still in cell state t: the product of
        the forget gates of the steps s + 1 to t, as a mean over the units.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """

    _esm = bundle("attention_map/widget.js")
    _css = bundle("attention_map/widget.css")

    page_writes = ("position",)

    letters: Any = Sent().tag(sync=True)
    weights: Any = Sent().tag(sync=True)
    shares: Any = Sent().tag(sync=True)

    def _check_position(self, name: str, value: object) -> int:
        return check_place(name, value, size=len(self._text))

    position: Any = Checked(_check_position).tag(sync=True)

    def __init__(
        self, weights: ArrayLike, gates: ArrayLike, text: str, *, position: int | None = None
    ) -> None:
        self._text = check_string("text", text)
        T = len(self._text)
        if not 1 <= T <= MOST_CHARACTERS:
            raise ShapeError(
                f"The widget shows between 1 and {MOST_CHARACTERS} characters, but the text has {T}. "
                "Take a slice."
            )
        self._weights = _check_shares("weights", weights, (T, T))
        if np.triu(self._weights, 1).any():
            raise ArgumentError(
                "weights must be 0 after t in each row t, but attention here looks ahead."
            )
        self._gates = _check_shares("gates", gates, (T, None))
        self.kept = _kept_shares(self._gates)
        super().__init__(
            letters=list(self._text),
            weights=self._weights.tolist(),
            shares=self.kept.tolist(),
            position=T - 1 if position is None else position,
        )

    def figure(self) -> Figure:
        """Return a still figure of the view that Python knows.

        Returns
        -------
        matplotlib.figure.Figure
            For the character at `position`, the weight of each character above what is kept of it.
        """
        t = self.position
        s = int(np.argmax(self._weights[t]))
        title = (
            f"At t = {t}, ‘{visible(self._text[t])}’ read: weight {self._weights[t, s]:.2f} for "
            f"‘{visible(self._text[s])}’ at s = {s}"
        )
        return attention_bars(self._weights[t], self.kept[t], self._text, position=t, title=title)

    def __repr__(self) -> str:
        T, H = self._gates.shape
        return f"AttentionMap(T={T}, H={H}, position={self.position})"


def _check_shares(name: str, values: ArrayLike, shape: tuple[int | None, ...]) -> NDArray[np.floating]:
    array = check_array(name, values, shape=shape)
    if array.size == 0 or array.min() < 0 or array.max() > 1 + 1e-6:  # a rounded sum of weights
        raise ArgumentError(f"{name} must be from 0 to 1 in at least one column, but some are not.")
    return array.clip(0, 1)


def _kept_shares(gates: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the products of the forget gates from step s + 1 to t, as means over the units, (T, T)."""
    T = len(gates)
    kept = np.zeros((T, T))
    for s in range(T):
        kept[s, s] = 1.0
        kept[s + 1 :, s] = np.cumprod(gates[s + 1 :], axis=0, dtype=float).mean(axis=1)
    return kept
