"""Turn what `bench_measure.py` found into docs/speed.md and its figure."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

import console
from bench_goals import JAX, NAIVE, TORCH, goals_table
from bench_goals import middle_ratio as ratio


def size_table(found: dict) -> list[str]:
    """Return the table of one size, as lines of Markdown."""
    rounds = found["microseconds"]
    H, B, T = found["size"]
    lines = [
        f"#### H = {H}, B = {B}, T = {T}",
        "",
        f"Limit: {found['limit']:.2f} µs per character, at {found['product_rate'] / 1e9:.0f} GFLOP/s.",
        "",
        "| contender | fastest, µs | middle, µs | naive ÷ this | PyTorch ÷ | JAX ÷ | of the limit |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, values in rounds.items():
        torch, jax = (
            f"{ratio(rounds[peer], values):.2f}" if peer in rounds else "–" for peer in (TORCH, JAX)
        )
        lines.append(
            f"| {name} | {min(values):.2f} | {statistics.median(values):.2f} | "
            f"{ratio(rounds[NAIVE], values):.1f} | {torch} | {jax} | "
            f"{found['limit'] / min(values):.0%} |"
        )
    return [*lines, ""]


def all_cores_part(found: dict | None) -> list[str]:
    """Return the tables of the run on all cores, or a sentence if there was none."""
    if found is None:
        return ["Not measured in this run (`--one-thread`).", ""]
    tables = [line for size in found["sizes"] for line in size_table(size)]
    return ["Time is the clock's, so other programs count as well.", "", *tables]


def growth_table(growth: dict) -> list[str]:
    """Return how a step's time grows, as lines of Markdown."""
    lines = ["| what grows | from | to | time of a step, × |", "|---|---|---|---:|"]
    for axis, points in growth.items():
        for one, other in zip(points, points[1:]):
            sizes = [
                f"H = {p['size'][0]}, B = {p['size'][1]}, T = {p['size'][2]}" for p in (one, other)
            ]
            factor = other["microseconds"] / one["microseconds"]
            lines.append(f"| {axis} × 2 | {sizes[0]} | {sizes[1]} | {factor:.2f} |")
    return [*lines, ""]


def document(one_thread: dict, all_cores: dict | None, notes: str) -> str:
    """Return the whole of docs/speed.md."""
    versions = ", ".join(f"{name} {number}" for name, number in one_thread["versions"].items())
    lines = [
        "# Speed",
        "",
        "Written by `make bench`. A busy machine or another one gives other times, so only ratios",
        "within one run mean anything. Each contender in turn takes one training step: forward, loss,",
        "backward, clipping, update. All read the characters of the tutorial's text (V = 35), in "
        f"{one_thread['rounds']} rounds.",
        "",
        f"Measured with {versions}.",
        "",
        "![Time per character of every contender at every size](speed.png)",
        "",
        "The limit is the time of the matrix products of a training step: 24 H² + 6 H V operations per",
        "character. Their rate is that of one large product of float32 matrices in the same run. The",
        "naive version has no batches; its time is that of one sequence.",
        "",
        "### Goals",
        "",
        "One thread, float32: the median of this run's ratios of times.",
        "",
        *goals_table(one_thread),
        notes,
        "### One thread",
        "",
        "Time is the processor's, so that other programs do not count.",
        "",
        *[line for size in one_thread["sizes"] for line in size_table(size)],
        "### All cores",
        "",
        *all_cores_part(all_cores),
        "### Growth",
        "",
        "The fastest kernel in float32, one thread. Twice the steps or sequences should take twice as",
        "long; twice the units four times as long once the products outweigh all else.",
        "",
        *growth_table(one_thread["growth"]),
        "### Memory",
        "",
        "A `Trace` keeps 7 H + V numbers and an index for each character; in float32:",
        "",
        "| H | bytes per character |",
        "|---:|---:|",
        *[f"| {H} | {number:.0f} |" for H, number in one_thread["trace_bytes"].items()],
        "",
        "### First use",
        "",
        f"Making the fastest kernel ready took {one_thread['warm_up']:.1f} s in this run.",
    ]
    if "original" in one_thread:
        original = one_thread["original"]
        lines += [
            "",
            "### The original experiment",
            "",
            f"1000 epochs took {original['seconds']:.1f} s (the write-up: 122 s on its machine);",
            f"{original['loss']:.4f} nats per character, expected accuracy {original['accuracy']:.2%}.",
        ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> None:
    """Write the document and the figure; print the document."""
    console.begin(__doc__)
    folder, *paths = (Path(argument) for argument in arguments)
    found = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    one_thread, all_cores = found if len(found) == 2 else (found[0], None)
    folder.mkdir(parents=True, exist_ok=True)
    notes = folder / "speed_notes.md"  # what people found out about the numbers; kept
    words = notes.read_text(encoding="utf-8") if notes.is_file() else ""
    text = document(one_thread, all_cores, words)
    (folder / "speed.md").write_text(text, encoding="utf-8")
    print(text)
    try:
        from lstm_core.plots import speed_by_size
    except ImportError:
        sys.exit("The figure needs Matplotlib, which is not installed: the table alone was written.")
    times = {tuple(size["size"]): fastest(size) for size in one_thread["sizes"]}
    limits = {tuple(size["size"]): size["limit"] for size in one_thread["sizes"]}
    winners = {min(group, key=group.get) for group in times.values()}
    title = f"Fastest: {', '.join(sorted(winners))}; one thread"
    speed_by_size(times, limits, title=title).savefig(folder / "speed.png", dpi=110)


def fastest(size: dict) -> dict[str, float]:
    """Return each contender's fastest round, in µs per character; the figure has room for seven."""
    rounds = size["microseconds"]
    left_out = {"cell.py, float64"} if len(rounds) > 7 else set()
    return {name: min(values) for name, values in rounds.items() if name not in left_out}


if __name__ == "__main__":
    main(sys.argv[1:])
