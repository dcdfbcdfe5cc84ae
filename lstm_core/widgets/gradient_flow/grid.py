"""Gradients by lag for every setting that the gradient-flow widget offers, computed beforehand.

Each curve is what `lstm_core.gradient_flow` returns for its own network and its own text: the first
``length`` characters are read, and the loss is that of the character that comes next. Nothing is
scaled, cut out of a longer run, or drawn from assumed decay rates.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.gradients import gradient_flow
from lstm_core.model import CharLSTM
from lstm_core.rnn import CharRNN

WEIGHT_SCALES = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0)
LENGTHS = tuple(range(10, 101, 10))
NETWORKS = {"rnn": "vanilla RNN", "lstm": "LSTM", "lstm_bias": "LSTM with forget bias 1"}
STATES = ("h", "c")


@dataclass(frozen=True, slots=True, eq=False)
class FlowGrid:
    """The curves of all settings."""

    lengths: tuple[int, ...]  # the lengths T of the text read
    # (scales, sum of lengths): For each network and state (the vanilla RNN has no "c") one row a
    # weight scale: the norms by lag for the first length, then for the second, and so on
    curves: dict[tuple[str, str], NDArray[np.float64]]

    def curve(
        self, network: str, state: str, *, weight_scale: float, length: int
    ) -> NDArray[np.float64] | None:
        """Return one curve."""
        if (network, state) not in self.curves:
            return None
        start = sum(self.lengths[: self.lengths.index(length)])
        row = WEIGHT_SCALES.index(weight_scale)
        return self.curves[network, state][row, start : start + length]

    def pack(self) -> bytes:
        """Return all curves one after the other as little-endian float64."""
        return b"".join(curve.astype("<f8").tobytes() for curve in self.curves.values())


def flow_network(
    network: str, *, vocab_size: int, hidden_size: int, seed: int, weight_scale: float
) -> CharLSTM | CharRNN:
    """Return an untrained network as the widget measures it."""
    kind = CharRNN if network == "rnn" else CharLSTM
    model = kind(vocab_size, hidden_size, seed=seed)
    p = model.parameters
    for weights in (p.W_x, p.W_h, p.W_y):
        weights *= weight_scale
    if network == "lstm_bias":
        p.gate("forget").b[...] = 1.0
    return model


def flow_grid(text: NDArray[np.intp], *, vocab_size: int, hidden_size: int, seed: int) -> FlowGrid:
    """Measure every network at every weight scale and length."""
    lengths = tuple(length for length in LENGTHS if length < len(text))
    keys = [(network, state) for network in NETWORKS for state in STATES]
    keys.remove(("rnn", "c"))
    curves = {key: np.empty((len(WEIGHT_SCALES), sum(lengths))) for key in keys}
    sizes = {"vocab_size": vocab_size, "hidden_size": hidden_size, "seed": seed}
    for network in NETWORKS:
        for row, weight_scale in enumerate(WEIGHT_SCALES):
            model = flow_network(network, weight_scale=weight_scale, **sizes)
            start = 0
            for length in lengths:
                flow = gradient_flow(model, text[:length], int(text[length]))
                place = slice(start, start + length)
                curves[network, "h"][row, place] = flow.hidden
                if flow.cell is not None:
                    curves[network, "c"][row, place] = flow.cell
                start += length
    return FlowGrid(lengths, curves)
