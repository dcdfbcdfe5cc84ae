"""What takes part in `make bench`: one training step each, on the same text from the same weights.

A step is the forward pass, the loss, the backward pass, clipping to ±1, and plain gradient descent.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np

import lstm_core as lc
from bench_peers import Peers

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the naive way is the tests' independent implementation

from column_form import ColumnLSTM  # noqa: E402 - found only after the line above

LEARNING_RATE, CLIP = 0.001, 1.0
Step = Callable[[], object]


def load_text() -> np.ndarray:
    """Return the 901 characters of the original experiment as indices."""
    text = lc.read_text(ROOT / "data" / "hamlet.txt")
    return lc.Vocabulary.from_text(text).encode(text)


def streams(B: int, T: int) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs and targets (T, B): the text over and over, cut into parallel streams."""
    text = np.resize(load_text(), T * B + 1)
    return text[:-1].reshape(B, T).T.copy(), text[1:].reshape(B, T).T.copy()


def model_of(H: int, dtype: str = "float64", backend: str = "numpy") -> lc.CharLSTM:
    """Return a network for the text; the same weights each time, rounded to the type."""
    return lc.CharLSTM(int(load_text().max()) + 1, H, seed=0, dtype=dtype, backend=backend)


def naive(H: int, B: int, T: int) -> Step:
    """Return columns in dictionaries, one product per gate; it reads the first stream alone."""
    network = ColumnLSTM.from_rows(**dict(model_of(H).parameters.arrays()))
    inputs, targets = (side[:, 0].copy() for side in streams(B, T))
    return lambda: network.train_step(inputs, targets, LEARNING_RATE, CLIP) / T


def cell(H: int, B: int, T: int) -> Step:
    """Return the steps of cell.py, forward and back, one by one: the equations as printed."""
    p = model_of(H).parameters
    optimizer = lc.SGD(LEARNING_RATE, clip_value=CLIP)
    inputs, targets = streams(B, T)
    x = lc.one_hot(inputs, p.vocab_size)

    def step() -> float:
        h = c = np.zeros((B, H))
        steps = []
        for x_t in x:
            steps.append(lc.lstm_step(x_t, h, c, p.W_x, p.W_h, p.b))
            h, c = steps[-1].h, steps[-1].c
        hidden = np.stack([each.h for each in steps])
        logits = hidden @ p.W_y + p.b_y
        dlogits = lc.cross_entropy_derivative(logits, targets)
        gradients = lc.Parameters.zeros(p.vocab_size, H)
        dh = dc = np.zeros((B, H))
        for t in reversed(range(T)):
            back = lc.lstm_step_backward(dh + dlogits[t] @ p.W_y.T, dc, steps[t], p.W_x, p.W_h)
            dh, dc = back.dh_prev, back.dc_prev
            for name in ("W_x", "W_h", "b"):
                getattr(gradients, name)[...] += getattr(back, "d" + name)
        gradients.W_y = hidden.reshape(-1, H).T @ dlogits.reshape(T * B, -1)
        gradients.b_y = dlogits.reshape(T * B, -1).sum(axis=0)
        loss = lc.cross_entropy(logits, targets, "mean")
        optimizer.update(p, gradients)
        return loss

    return step


def fused(
    H: int, B: int, T: int, dtype: str, backend: str, optimizer: lc.optimizers.Optimizer | None = None
) -> Step:
    """Return the step that a learner takes: that of the trainer."""
    inputs, targets = streams(B, T)
    text = np.append(inputs.T.ravel(), targets[-1, -1])
    trainer = lc.Trainer(
        model_of(H, dtype, backend),
        text,
        batch_size=B,
        optimizer=optimizer or lc.SGD(LEARNING_RATE, clip_value=CLIP),
    )
    return lambda: trainer.step().loss


def contenders(H: int, B: int, T: int, threads: int | None = 1) -> dict[str, tuple[Step, int]]:
    """Return each contender's name, its step, and how many characters that step reads."""
    found = {"naive, float64": (naive(H, B, T), T), "cell.py, float64": (cell(H, B, T), T * B)}
    for backend, label in (("numpy", "NumPy kernel"), ("numba", "numba kernel")):
        if backend == "numpy" or find_spec("numba"):
            for dtype in ("float64", "float32"):
                found[f"{label}, {dtype}"] = (fused(H, B, T, dtype, backend), T * B)
    peers = Peers(model_of(H).parameters, *streams(B, T), LEARNING_RATE, CLIP)
    if find_spec("torch"):
        found["PyTorch, float32"] = (peers.pytorch(threads), T * B)
    if find_spec("jax"):
        found["JAX scan, float32"] = (peers.jax(), T * B)
    return found
