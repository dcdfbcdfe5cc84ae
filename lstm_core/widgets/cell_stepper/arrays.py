"""The arrays behind the cell stepper: everything that a step computes, checked and packed.

One row a time step, float32, so that the browser needs the kernel no more:

    forward     z (4H)  gates (4H)  c (H)  tanh_c (H)  h (H)  logits (V)  log_normaliser (1)
    backward    dz (4H)  dh (H)  dc (H)  dh_prev (H)

What is one product or one difference of these (f ⊙ c_{t-1}, di = dc ⊙ g, dy = p - onehot) is left
to the browser; tests compare each with `lstm_step_backward`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import cross_entropy_derivative, log_softmax, sigmoid, tanh
from lstm_core.arguments import check_indices, short_repr
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.model import CharLSTM
from lstm_core.text import Vocabulary
from lstm_core.trace import Trace

MOST_BYTES = 4_000_000  # more would make the notebook slow to show the widget
_TOLERANCE = 1e-4  # above float32's rounding, below what a training step changes


@dataclass(frozen=True, slots=True, eq=False)
class StepArrays:
    """Everything that the steps computed, in float32."""

    inputs: NDArray[np.int32]  # (T,): The characters read
    targets: NDArray[np.int32]  # (T,): The characters that came next, if they are known
    initial_state: NDArray[np.float32]  # (2, H): h and c before the first step
    forward: dict[str, NDArray[np.float32]]  # what the module's docstring lists
    # the derivatives of the summed loss; empty without targets
    backward: dict[str, NDArray[np.float32]]

    def step(self, t: int) -> dict[str, NDArray[np.float32]]:
        """Return every number of one step under the name that the diagram has for it."""
        rows = {name: array[t] for name, array in self.forward.items()}
        h_prev, c_prev = self.initial_state if t == 0 else (self.forward[n][t - 1] for n in ("h", "c"))
        i, f, g, o = np.split(rows["gates"], 4)
        numbers = {f"z_{name}": z for name, z in zip("ifgo", np.split(rows["z"], 4), strict=True)}
        numbers |= {"c_prev": c_prev, "h_prev": h_prev, "i": i, "f": f, "g": g, "o": o}
        numbers |= {name: rows[name] for name in ("c", "tanh_c", "h")}
        numbers |= {"kept": f * c_prev, "written": i * g, "y": rows["logits"]}
        numbers["p"] = np.exp(rows["logits"] - rows["log_normaliser"])
        return numbers | self._step_back(t, numbers) if self.backward else numbers

    def _step_back(
        self, t: int, numbers: dict[str, NDArray[np.float32]]
    ) -> dict[str, NDArray[np.float32]]:
        dh, dc, dz, dh_prev = (self.backward[name][t] for name in ("dh", "dc", "dz", "dh_prev"))
        i, f, g, o = (numbers[name] for name in "ifgo")
        slopes = {f"dz_{name}": part for name, part in zip("ifgo", np.split(dz, 4), strict=True)}
        slopes |= {"dh": dh, "dc": dc, "dh_prev": dh_prev, "dc_prev": dc * f}
        slopes |= {"do": dh * numbers["tanh_c"], "dtanh_c": dh * o}
        slopes |= {"di": dc * g, "df": dc * numbers["c_prev"], "dg": dc * i}
        slopes["dy"] = numbers["p"] - (np.arange(numbers["p"].size) == self.targets[t])
        if t + 1 < len(self.inputs):
            H = dc.size
            f_next = self.forward["gates"][t + 1, H : 2 * H]
            slopes["dh_next"] = self.backward["dh_prev"][t + 1]
            slopes["dc_next"] = self.backward["dc"][t + 1] * f_next
        else:
            slopes |= {"dh_next": np.zeros_like(dh), "dc_next": np.zeros_like(dc)}
        return slopes


def step_arrays(
    trace: Trace, vocabulary: Vocabulary, model: CharLSTM, targets: ArrayLike | None
) -> StepArrays:
    """Check a trace and its network, and compute what the trace does not hold."""
    _check_kinds(trace, vocabulary, model)
    p, H = model.parameters, model.hidden_size
    T, V = trace.logits.shape
    _check_size(T, H, V, has_targets=targets is not None)
    h_before = np.vstack([trace.initial_state[0], trace.hidden_state[:-1]])  # (T, H)
    z = p.W_x[trace.inputs] + h_before @ p.W_h + p.b  # (T, 4H)
    _check_fresh(z, trace, model)
    log_normaliser = trace.logits - log_softmax(trace.logits)  # (T, V), the same in every column
    forward = {
        "z": z,
        "gates": trace.gates,
        "c": trace.cell_state,
        "tanh_c": trace.tanh_cell,
        "h": trace.hidden_state,
        "logits": trace.logits,
        "log_normaliser": log_normaliser[:, :1],
    }
    backward = {}
    if targets is not None:
        dlogits = cross_entropy_derivative(trace.logits, targets)
        back = model.backpropagate(trace, dlogits)
        backward = {
            "dz": back.dz,
            "dh": back.dhidden_state,
            "dc": back.dcell_state,
            "dh_prev": back.dz @ p.W_h.T,
        }
        targets = check_indices("targets", targets, V)
    return StepArrays(
        trace.inputs.astype(np.int32),
        np.asarray([] if targets is None else targets, dtype=np.int32),
        np.stack(trace.initial_state).astype(np.float32),
        {name: array.astype(np.float32) for name, array in forward.items()},
        {name: np.asarray(array, np.float32) for name, array in backward.items()},
    )


def _check_kinds(trace: Trace, vocabulary: Vocabulary, model: CharLSTM) -> None:
    for name, value, kind in (
        ("trace", trace, Trace),
        ("vocabulary", vocabulary, Vocabulary),
        ("model", model, CharLSTM),
    ):
        if not isinstance(value, kind):
            raise ArgumentError(f"{name} must be a {kind.__name__}, but got {short_repr(value)}.")
    if trace.inputs.ndim != 1:
        raise ShapeError(
            f"The stepper shows one text, but the trace is of {trace.inputs.shape[1]} side by side. "
            "Read one of them: model.forward(inputs[:, 0])."
        )
    sizes = (trace.hidden_state.shape[-1], trace.logits.shape[-1])
    if sizes != (model.hidden_size, model.vocab_size):
        raise ShapeError(
            f"{trace!r} does not belong to {model!r}. Pass the network that made the trace."
        )
    if len(vocabulary) != model.vocab_size:
        raise ShapeError(
            f"The vocabulary has {len(vocabulary)} characters, but the network knows "
            f"{model.vocab_size}. Pass the vocabulary that the network was made for."
        )


def _check_size(T: int, H: int, V: int, *, has_targets: bool) -> None:
    row = 4 * (11 * H + V + 1 + (7 * H if has_targets else 0))  # bytes per step
    if T * row > MOST_BYTES:
        raise ShapeError(
            f"{T} steps of this network take {T * row / 1e6:.1f} MB, and the stepper shows at most "
            f"{MOST_BYTES / 1e6:g} MB. Read fewer: model.forward(inputs[:{MOST_BYTES // row}])."
        )


def _check_fresh(z: NDArray[np.floating], trace: Trace, model: CharLSTM) -> None:
    """Refuse a trace whose network was trained on since: its numbers would contradict each other."""
    z_i, z_f, z_g, z_o = np.split(z, 4, axis=-1)  # (T, H) each
    gates = np.hstack([sigmoid(z_i), sigmoid(z_f), tanh(z_g), sigmoid(z_o)])  # (T, 4H)
    p = model.parameters
    logits = trace.hidden_state @ p.W_y + p.b_y  # (T, V)
    for computed, kept in ((gates, trace.gates), (logits, trace.logits)):
        if not np.allclose(computed, kept, rtol=_TOLERANCE, atol=_TOLERANCE):
            raise ArgumentError(
                "The trace was made with other parameters than the model has now. Run "
                "model.forward(inputs) again, and pass its trace."
            )


def pack(arrays: dict[str, NDArray[np.float32]]) -> bytes:
    """Lay arrays side by side, one row per step, as little-endian float32."""
    if not arrays:
        return b""
    return np.concatenate(list(arrays.values()), axis=1).astype("<f4").tobytes()
