"""What `make bench` aims at, what it measures for that beside the sizes, and the table of both."""

from __future__ import annotations

import statistics
from importlib.util import find_spec

import lstm_core as lc
from bench_contenders import CLIP, LEARNING_RATE, ROOT, Step, fused
from bench_peers import Peers

TORCH, JAX, NAIVE = "PyTorch, float32", "JAX scan, float32", "naive, float64"
# H, B, T: how many times as long as our fastest kernel PyTorch and JAX take, at least.
PEERS = {
    (25, 1, 900): (3.2, 1.4),
    (100, 1, 25): (3.6, 1.4),
    (128, 50, 50): (1.4, 1.4),
    (512, 64, 50): (1.25, 1.4),
}
LARGE = ((128, 50, 50), (512, 64, 50))  # where NumPy alone is to be as fast as PyTorch
EPOCH = (256, 64, 100)


def optimizer_steps(quick: bool) -> dict[str, Step]:
    """Return the same training step with SGD and with Adam."""
    size = (8, 1, 20) if quick else (100, 1, 25)
    return {
        "SGD": fused(*size, "float32", "auto"),
        "Adam": fused(*size, "float32", "auto", lc.Adam(LEARNING_RATE, clip_value=CLIP)),
    }


def epoch_steps(quick: bool) -> tuple[dict[str, Step], int]:
    """Return a step through tinyshakespeare, ours and PyTorch's, and the number of steps per epoch."""
    H, B, T = (8, 4, 10) if quick else EPOCH
    text = lc.read_text(ROOT / "data" / "tinyshakespeare.txt")[: 1000 if quick else None]
    vocabulary = lc.Vocabulary.from_text(text)
    indices = vocabulary.encode(text)
    model = lc.CharLSTM(len(vocabulary), H, dtype="float32")
    optimizer = lc.SGD(LEARNING_RATE, clip_value=CLIP)
    trainer = lc.Trainer(model, indices, optimizer=optimizer, sequence_length=T, batch_size=B)
    steps = {"ours": trainer.step}
    if find_spec("torch"):
        piece = indices[: T * B].reshape(B, T).T.copy(), indices[1 : T * B + 1].reshape(B, T).T.copy()
        steps["PyTorch"] = Peers(model.parameters.copy(), *piece, LEARNING_RATE, CLIP).pytorch()
    return steps, len(indices) // (T * B)


def middle_ratio(first: list[float], second: list[float]) -> float:
    """Return how many times as long the first took: the middle of the rounds' ratios."""
    # Rounds lie side by side in time, so a slow spell of the machine cancels in their ratio.
    return statistics.median(a / b for a, b in zip(first, second))


def goals_table(found: dict) -> list[str]:
    """Return every goal beside what this run reached, as lines of Markdown."""
    lines = ["| size | goal | reached |", "|---|---|---:|"]
    for size in found["sizes"]:
        lines += _size_lines(tuple(size["size"]), size["microseconds"])
    optimizers, epoch = found["optimizers"], found["epoch"]
    adam = min(optimizers["Adam"]) / min(optimizers["SGD"])
    lines.append(f"| H = 100, B = 1, T = 25 | Adam's step ≤ 1.15 × SGD's | {adam:.2f} × |")
    if "PyTorch" in epoch["seconds"]:
        ratio = middle_ratio(epoch["seconds"]["ours"], epoch["seconds"]["PyTorch"])
        seconds = min(epoch["seconds"]["ours"]) * epoch["steps"]
        goal = f"an epoch of tinyshakespeare ({seconds:.1f} s) ≤ 0.8 × PyTorch's"
        lines.append(f"| H = 256, B = 64, T = 100 | {goal} | {ratio:.2f} × |")
    return [*lines, ""]


def _size_lines(size: tuple, rounds: dict[str, list[float]]) -> list[str]:
    head = "| H = {}, B = {}, T = {} |".format(*size)
    numpy = rounds["NumPy kernel, float32"]
    best = rounds.get("numba kernel, float32", numpy)
    goals = []
    if size in PEERS:
        for name, goal in zip((TORCH, JAX), PEERS[size]):
            if name in rounds:
                goals.append((f"{name} ÷ our fastest ≥ {goal}", middle_ratio(rounds[name], best)))
    goals.append(("naive ÷ NumPy ≥ 6", middle_ratio(rounds[NAIVE], numpy)))
    if size in LARGE and TORCH in rounds:
        goals.append((f"{TORCH} ÷ NumPy ≥ 1", middle_ratio(rounds[TORCH], numpy)))
    return [f"{head} {goal} | {reached:.2f} × |" for goal, reached in goals]
