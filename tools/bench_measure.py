"""The measurement behind `make bench`: contenders in turn, in one run, on one thread.

Machines are noisy and differ, so what counts is the ratio of two contenders in one run. Each round
runs every contender once, one after the other; the table gives the fastest round and the middle one.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import lstm_core as lc

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the naive way is the tests' independent implementation

from column_form import ColumnLSTM  # noqa: E402 - found only after the line above

LEARNING_RATE, CLIP, HIDDEN = 0.05, 1.0, 25
Step = Callable[[], object]


def load_text() -> np.ndarray:
    """Return the 901 characters of the original experiment as indices."""
    text = lc.read_text(ROOT / "data" / "hamlet.txt")
    return lc.Vocabulary.from_text(text).encode(text)


def naive_step(text: np.ndarray) -> Step:
    """Return one training step of the naive way."""
    model = lc.CharLSTM(int(text.max()) + 1, HIDDEN)
    network = ColumnLSTM.from_rows(**dict(model.parameters.arrays()))
    return lambda: network.train_step(text[:-1], text[1:], LEARNING_RATE, CLIP)


def fused_step(text: np.ndarray, dtype: str) -> Step:
    """Return one training step of lstm_core."""
    model = lc.CharLSTM(int(text.max()) + 1, HIDDEN, dtype=dtype)
    return lc.Trainer(model, text, optimizer=lc.SGD(LEARNING_RATE, clip_value=CLIP)).step


def contenders(text: np.ndarray) -> dict[str, Step]:
    """Return each contender's name and its training step, the naive way first."""
    return {
        "naive, float64": naive_step(text),
        "lstm_core, NumPy, float64": fused_step(text, "float64"),
        "lstm_core, NumPy, float32": fused_step(text, "float32"),
    }


def measure(steps: dict[str, Step], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of every round for each contender, in turn, after one round uncounted."""
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for counted in [False] + [True] * rounds:
        for name, step in steps.items():
            begin = time.perf_counter()
            step()
            if counted:
                seconds[name].append(time.perf_counter() - begin)
    return seconds


def table(seconds: dict[str, list[float]], characters: int) -> str:
    """Return a table of µs per character, and how many times as fast as the first contender."""
    first = next(iter(seconds.values()))
    lines = [f"{'forward, backward, update':30} {'fastest':>9} {'median':>9}   times as fast as naive"]
    for name, rounds in seconds.items():
        best, middle = min(rounds), statistics.median(rounds)
        # Rounds lie side by side in time, so a slow spell of the machine cancels in their ratio.
        ratio = statistics.median(a / b for a, b in zip(first, rounds, strict=True))
        per_character = [1e6 * value / characters for value in (best, middle)]
        lines.append(
            f"{name:30} {per_character[0]:6.1f} µs {per_character[1]:6.1f} µs   {ratio:6.1f} ×"
        )
    return "\n".join(lines)


def original_experiment(text: np.ndarray) -> str:
    """Train for 1000 epochs, as the original write-up does, and say how long it took and how well."""
    model = lc.CharLSTM(int(text.max()) + 1, HIDDEN)
    trainer = lc.Trainer(model, text, optimizer=lc.SGD(LEARNING_RATE, clip_value=CLIP))
    begin = time.perf_counter()
    for report in trainer.run(epochs=1000):
        loss = report.loss
    wall = time.perf_counter() - begin
    accuracy = lc.expected_accuracy(model.forward(text[:-1]).logits, text[1:])
    return (
        f"the original experiment, 1000 epochs: {wall:.1f} s (the write-up: 122 s on its machine), "
        f"loss {loss:.4f} nats per character, expected accuracy {accuracy:.2%}"
    )


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, help="counted rounds (default 15)")
    parser.add_argument("--full", action="store_true", help="run the original experiment as well")
    options = parser.parse_args(arguments)
    if options.rounds < 1:
        parser.error(f"--rounds must be at least 1, but got {options.rounds}")
    text = load_text()
    print(f"{len(text)} characters, H = {HIDDEN}, one sequence, one thread, {options.rounds} rounds\n")
    print(table(measure(contenders(text), options.rounds), len(text) - 1))
    if options.full:
        print("\n" + original_experiment(text))


if __name__ == "__main__":
    main()
