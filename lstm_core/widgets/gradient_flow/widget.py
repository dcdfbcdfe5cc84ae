"""How far back the gradient of the last step's loss reaches, in three networks, with sliders."""

import math
from contextlib import suppress
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import (
    check_choice,
    check_indices,
    check_integer,
    check_place,
    check_real,
    short_repr,
)
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.widgets.gradient_flow.figure import flow_figure
from lstm_core.widgets.gradient_flow.grid import (
    LENGTHS,
    NETWORKS,
    STATES,
    WEIGHT_SCALES,
    FlowGrid,
    flow_grid,
)
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.page_widget import PageWidget
from lstm_core.widgets.shared.still import StillPicture
from lstm_core.widgets.shared.traits import Checked, Sent

LARGEST_HIDDEN_SIZE = 128  # more would keep the learner waiting
LARGEST_V = 1000  # the same

_LARGEST = 2**53  # a number that the page keeps exactly


class GradientFlow(StillPicture, PageWidget):
    """Compare how gradients fade on their way back: vanilla RNN, LSTM, LSTM with forget bias 1.

    When it is made, the widget measures the true gradients of untrained networks with
    `lstm_core.gradient_flow`, for every weight scale and length that its sliders offer, and sends
    them once; looking around needs the kernel no more. The traits below tell where it *starts*:
    set them to move it from Python. "Send view to Python" in the widget writes the view into them,
    for `figure` and `curves`.

    Parameters
    ----------
    inputs : array_like of int, shape (N,)
        A text as indices, at least 11 characters; the first 101 are used. For each length T the
        networks read the first T, and the loss is that of the character that comes next.
    vocab_size, hidden_size, seed : int
        Of the networks: V at most 1,000, H at most 128, the seed at most 2⁵³.
    weight_scale : float
        What the initial weights W_x, W_h and W_y are multiplied with: one of `WEIGHT_SCALES`
        (0.5 … 5).
    length : int, optional
        T: one of 10, 20, … 100 that the text is long enough for; by default 60, or the longest.
    truncation : int, optional
        From which lag on the gradient is cut off, 1 … 2⁵³, as truncated BPTT does; by default nowhere.
    state : {"h", "c"}
        By which state the loss is differentiated. The vanilla RNN has no c.
    lag : int
        The lag whose numbers are written, 0 … 99; the last one if the text is shorter.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """

    _esm = bundle("gradient_flow/widget.js")
    _css = bundle("gradient_flow/widget.css")

    page_writes = ("weight_scale", "length", "truncation", "state", "lag")

    weight_scales: Any = Sent().tag(sync=True)
    lengths: Any = Sent().tag(sync=True)
    networks: Any = Sent().tag(sync=True)
    measured: Any = Sent().tag(sync=True)
    norms: Any = Sent().tag(sync=True)

    def _check_slider(self, name: str, value: object) -> float:
        allowed = WEIGHT_SCALES if name == "weight_scale" else self._grid.lengths
        number = math.nan
        with suppress(ArgumentError):
            number = check_real(name, value)
        if number not in allowed:
            raise ArgumentError(
                f"{name} must be one of {', '.join(f'{each:g}' for each in allowed)}, but got "
                f"{short_repr(value)}."
            )
        return type(allowed[0])(number)

    def _check_truncation(self, name: str, value: object) -> int | None:
        return None if value is None else check_integer(name, value, minimum=1, maximum=_LARGEST)

    def _check_lag(self, name: str, value: object) -> int:
        return check_place(name, value, size=LENGTHS[-1])

    def _check_state(self, name: str, value: object) -> str:
        return check_choice(name, value, STATES)

    weight_scale: Any = Checked(_check_slider).tag(sync=True)
    length: Any = Checked(_check_slider).tag(sync=True)
    truncation: Any = Checked(_check_truncation).tag(sync=True)
    state: Any = Checked(_check_state).tag(sync=True)
    lag: Any = Checked(_check_lag).tag(sync=True)

    def __init__(
        self,
        inputs: ArrayLike,
        *,
        vocab_size: int,
        hidden_size: int = 25,
        seed: int = 0,
        weight_scale: float = 1.0,
        length: int | None = None,
        truncation: int | None = None,
        state: str = "h",
        lag: int = 20,
    ) -> None:
        self._sizes = {
            "vocab_size": check_integer("vocab_size", vocab_size, minimum=1, maximum=LARGEST_V),
            "hidden_size": check_integer("hidden_size", hidden_size, minimum=1),
            "seed": check_integer("seed", seed, minimum=0, maximum=_LARGEST),
        }
        if hidden_size > LARGEST_HIDDEN_SIZE:
            raise ArgumentError(
                f"hidden_size must be at most {LARGEST_HIDDEN_SIZE}, so that the networks are measured "
                f"in seconds, but got {short_repr(hidden_size)}."
            )
        self._grid = flow_grid(_check_text(inputs, vocab_size), **self._sizes)
        lengths = self._grid.lengths
        super().__init__(
            weight_scales=list(WEIGHT_SCALES),
            lengths=list(lengths),
            networks=dict(NETWORKS),
            measured=[list(key) for key in self._grid.curves],
            norms=self._grid.pack(),
            weight_scale=weight_scale,
            length=min(60, lengths[-1]) if length is None else length,
            truncation=truncation,
            state=state,
            lag=lag,
        )

    @property
    def grid(self) -> FlowGrid:
        """The gradients of all settings."""
        return self._grid

    @property
    def curves(self) -> dict[str, NDArray[np.float64]]:
        """The norms by lag of the view that Python knows, for each network that has the state."""
        view = {"weight_scale": self.weight_scale, "length": self.length}
        curves = {name: self._grid.curve(name, self.state, **view) for name in NETWORKS}
        return {name: curve for name, curve in curves.items() if curve is not None}

    def figure(self) -> Figure:
        """Return a still figure of the view that Python knows.

        Returns
        -------
        matplotlib.figure.Figure
            The gradients by lag, one line a network.
        """
        return flow_figure(
            {NETWORKS[name]: curve for name, curve in self.curves.items()},
            state=self.state,
            weight_scale=self.weight_scale,
            truncation=self.truncation,
            lag=min(self.lag, self.length - 1),
        )

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}={size}" for name, size in self._sizes.items())
        return (
            f"GradientFlow({sizes}, weight_scale={self.weight_scale:g}, length={self.length}, "
            f"truncation={self.truncation}, state={self.state!r}, lag={self.lag})"
        )


def _check_text(inputs: ArrayLike, vocab_size: int) -> NDArray[np.intp]:
    text = check_indices("inputs", inputs, vocab_size)
    if text.ndim != 1 or text.size <= LENGTHS[0]:
        raise ShapeError(
            f"inputs must have the shape (N,) with N at least {LENGTHS[0] + 1}: a text of "
            f"{LENGTHS[0]} characters and the one that comes next; but they have {text.shape}."
        )
    return text[: LENGTHS[-1] + 1]
