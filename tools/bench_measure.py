"""The measurement behind `make bench`: contenders in turn, in one run.

Machines are noisy and differ, so what counts is the ratio of two contenders in one run. Each round
runs every contender once, one after the other; the table gives the fastest round and the middle one.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

import lstm_core as lc
from bench_contenders import Step, contenders, fused, load_text, model_of
from bench_goals import epoch_steps, optimizer_steps

SIZES = ((25, 1, 900), (100, 1, 25), (128, 50, 50), (512, 64, 50))  # H, B, T
QUICK_SIZES = ((8, 1, 20), (8, 4, 5))
GROWTH = {
    "T": [(100, 1, 100), (100, 1, 200), (100, 1, 400), (100, 1, 800)],
    "B": [(128, 16, 50), (128, 32, 50), (128, 64, 50), (128, 128, 50)],
    "H": [(64, 50, 50), (128, 50, 50), (256, 50, 50), (512, 50, 50)],
}
QUICK_GROWTH = {"T": [(8, 1, 20), (8, 1, 40)]}


def clock_for(threads: int | None) -> str:
    """With one thread, count the processor's time: what other programs take of it is not ours."""
    fine = time.get_clock_info("process_time").resolution < 1e-4
    return "process_time" if threads == 1 and fine else "perf_counter"


def measure(
    steps: dict[str, Step], rounds: int, clock: str = "perf_counter", at_least: float = 0.0
) -> dict[str, list[float]]:
    """Return the seconds a step takes in every round for each contender, in turn."""
    # One round is not counted; in it, each contender finds how many steps take `at_least` seconds.
    now = getattr(time, clock)
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    times = {}
    for name, step in steps.items():
        step()  # compiles, and allocates
        begin = now()
        step()
        times[name] = max(1, int(at_least / max(now() - begin, 1e-9)))
    for _ in range(rounds):
        for name, step in steps.items():
            begin = now()
            for _ in range(times[name]):
                step()
            seconds[name].append((now() - begin) / times[name])
    return seconds


def product_step(size: int) -> Step:
    """Return one large product of float32 matrices: what the processor can do at most."""
    random = np.random.default_rng(0)
    a, b = random.random((2, size, size), dtype=np.float32)
    out = np.empty_like(a)
    return lambda: np.dot(a, b, out)


def measure_size(size: tuple, rounds: int, threads: int | None, at_least: float) -> dict:
    """Return the µs per character of all contenders at one size, and the limit."""
    H, B, T = size
    found = contenders(H, B, T, threads)
    side = 1024 if at_least else 64
    steps = {"product": product_step(side), **{name: step for name, (step, _) in found.items()}}
    seconds = measure(steps, rounds, clock_for(threads), at_least)
    rate = 2 * side**3 / min(seconds.pop("product"))
    V = int(load_text().max()) + 1
    return {
        "size": size,
        "product_rate": rate,
        "limit": 1e6 * (24 * H * H + 6 * H * V) / rate,  # µs per character
        "microseconds": {
            name: [1e6 * value / found[name][1] for value in values] for name, values in seconds.items()
        },
    }


def measure_growth(sizes: list, rounds: int, threads: int | None, at_least: float) -> list[dict]:
    """Return the fastest step of the fastest kernel at growing sizes, in microseconds."""
    steps = {str(size): fused(*size, "float32", "auto") for size in sizes}
    seconds = measure(steps, rounds, clock_for(threads), at_least)
    return [{"size": size, "microseconds": 1e6 * min(seconds[str(size)])} for size in sizes]


def trace_bytes(H: int, dtype: str) -> float:
    """Return how many bytes a Trace keeps for each character."""
    trace = model_of(H, dtype).forward(load_text()[:100])
    arrays = (trace.inputs, trace.gates, trace.cell_state, trace.tanh_cell, trace.hidden_state)
    return sum(array.nbytes for array in (*arrays, trace.logits)) / 100


def versions() -> dict[str, str]:
    """Return what measured: the processor, Python and the packages."""
    found = {"processor": processor(), "Python": platform.python_version()}
    for package in ("numpy", "numba", "torch", "jax"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def processor() -> str:
    """Return the processor's name as the system gives it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def original_experiment(backend: str = "auto") -> dict:
    """Train for 1000 epochs, as the original write-up does; return how long it took and how well."""
    text = load_text()
    lc.warm_up(backend)
    model = lc.CharLSTM(int(text.max()) + 1, 25, backend=backend)
    trainer = lc.Trainer(model, text, optimizer=lc.SGD(0.05, clip_value=1.0))
    begin = time.perf_counter()
    for report in trainer.run(epochs=1000):
        loss = report.loss
    wall = time.perf_counter() - begin
    accuracy = float(lc.expected_accuracy(model.forward(text[:-1]).logits, text[1:]))
    return {"seconds": wall, "loss": loss, "accuracy": accuracy}


def main(arguments: list[str] | None = None) -> None:
    """Measure, and write what was found as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="counted rounds (default 9)")
    parser.add_argument("--threads", type=int, default=None, help="1, or all cores by default")
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does it run at all?")
    parser.add_argument("--full", action="store_true", help="run the original experiment as well")
    parser.add_argument("--json", required=True, help="the file to write")
    options = parser.parse_args(arguments)
    if options.rounds < 1:
        parser.error(f"--rounds must be at least 1, but got {options.rounds}")
    at_least = 0.0 if options.quick else 0.03
    common = (options.rounds, options.threads, at_least)
    growth = {}
    if options.threads == 1:
        growth = QUICK_GROWTH if options.quick else GROWTH
    found = {
        "threads": options.threads,
        "rounds": options.rounds,
        "versions": versions(),
        "warm_up": lc.warm_up(),
        "sizes": [measure_size(s, *common) for s in (QUICK_SIZES if options.quick else SIZES)],
        "growth": {axis: measure_growth(sizes, *common) for axis, sizes in growth.items()},
        "trace_bytes": {H: trace_bytes(H, "float32") for H in (25, 100, 128, 512)},
    }
    clock = clock_for(options.threads)
    found["optimizers"] = measure(optimizer_steps(options.quick), options.rounds, clock, at_least)
    steps, number = epoch_steps(options.quick)
    found["epoch"] = {"seconds": measure(steps, options.rounds, clock, at_least), "steps": number}
    if options.full:
        found["original"] = original_experiment()
    Path(options.json).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
