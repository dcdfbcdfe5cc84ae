"""One unit of an LSTM whose gates stay as they are: its cell state and hidden state, step by step.

    c_t = f c_{t-1} + i g        h_t = o tanh(c_t)

The numbers come from `lstm_step` with weights of 0, so that z is the bias alone.
"""

from dataclasses import dataclass
from math import inf, log

import numpy as np
from numpy.typing import NDArray

from lstm_core.cell import lstm_step

_SHUT = -1000.0  # where σ is exactly 0


@dataclass(frozen=True, slots=True, eq=False)
class GateCurves:
    """The gates' values and the states that follow."""

    i: float  # input gate, forget gate, candidate, output gate
    f: float  # input gate, forget gate, candidate, output gate
    g: float  # input gate, forget gate, candidate, output gate
    o: float  # input gate, forget gate, candidate, output gate
    c_start: float  # the cell state before t = 0
    c: NDArray[np.float64]  # (steps,)
    h: NDArray[np.float64]  # (steps,)
    half_life: float  # ln ½ / ln f: the number of steps after which half is left
    level: float  # what c tends to


def gate_curves(
    z_i: float, z_f: float, z_g: float, z_o: float, *, c_start: float, input_at: str, steps: int
) -> GateCurves:
    """Take one unit forward with constant pre-activations."""
    nothing, no_weights = np.zeros(1), np.zeros((1, 4))  # D = H = 1
    c, h = np.empty(steps), np.empty(steps)
    c_prev = np.array([c_start])
    for t in range(steps):
        input_z = z_i if t == 0 or input_at == "every" else _SHUT
        z = np.array([input_z, z_f, z_g, z_o])  # (4,)
        step = lstm_step(nothing, nothing, c_prev, no_weights, no_weights, z)
        c_prev, c[t], h[t] = step.c, step.c[0], step.h[0]
        if t == 0:
            i, f, g, o = (float(gate[0]) for gate in (step.i, step.f, step.g, step.o))
    return GateCurves(
        i=i,
        f=f,
        g=g,
        o=o,
        c_start=c_start,
        c=c,
        h=h,
        half_life=log(0.5) / log(f) if f < 1 else inf,
        level=i * g / (1 - f) if input_at == "every" else 0.0,
    )
