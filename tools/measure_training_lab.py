"""Measure in a browser how the training lab feels: pause, pictures per second, time spent drawing.

usage: python tools/measure_training_lab.py [hidden sizes, 25 128 unless told]

A pause is timed in the page, from the click until the lab says that it is paused. The kernel's share is
what it spends on samples, heat maps and sending, of all its time. Needs what the browser tests need; it
is not part of them, because on a busy machine its numbers say little.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import console

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

PAUSES, WATCHED = 16, 5  # how often each is measured
CELL = """
import time
import lstm_core as lc
from lstm_core.widgets import TrainingLab

lab = TrainingLab(lc.read_text("../data/hamlet.txt"), hidden_size={}, epochs=10_000_000)
lab
"""
PAUSE = """() => new Promise((done) => {
  const lab = document.querySelector('.lstm-training-lab');
  const begin = performance.now();
  new MutationObserver((_, observer) => {
    if (lab.dataset.phase !== 'paused') return;
    observer.disconnect();
    done(performance.now() - begin);
  }).observe(lab, { attributeFilter: ['data-phase'] });
  lab.querySelector('[data-testid="play"]').click();
})"""
PICTURES = """(milliseconds) => new Promise((done) => {
  const lab = document.querySelector('.lstm-training-lab');
  const [painted, begin] = [Number(lab.dataset.painted), performance.now()];
  const rate = () => (lab.dataset.painted - painted) / (performance.now() - begin) * 1000;
  setTimeout(() => done(rate()), milliseconds);
})"""


def pauses(notebook) -> list[float]:
    """Return how long each of some pauses took, in ms; the lab trains before and after."""
    taken = []
    for _ in range(PAUSES):
        taken.append(notebook.page.evaluate(PAUSE))
        notebook.page.wait_for_timeout(300)
        notebook.page.get_by_test_id("play").click()
        notebook.page.wait_for_selector('.lstm-training-lab[data-phase="running"]')
        notebook.page.wait_for_timeout(500)
    return taken


def pictures(notebook) -> tuple[float, float]:
    """Return the median of pictures per second, and of the kernel's share of time spent on them."""
    shown, share = [], []
    for _ in range(WATCHED):
        before = notebook.run("print(lab.drawing_seconds, time.perf_counter())").split()
        shown.append(notebook.page.evaluate(PICTURES, 2000))
        after = notebook.run("print(lab.drawing_seconds, time.perf_counter())").split()
        drawing, whole = (float(b) - float(a) for a, b in zip(before, after, strict=True))
        share.append(drawing / whole)
    return statistics.median(shown), statistics.median(share)


def measured(notebook) -> str:
    """Return what was found in one notebook, in words."""
    if errors := notebook.run_all():
        raise SystemExit("\n".join(errors))
    notebook.widget("lstm-training-lab").get_by_test_id("play").click()
    notebook.page.wait_for_timeout(2000)
    taken = pauses(notebook)
    shown, share = pictures(notebook)
    return (
        f"pause {statistics.median(taken):.0f} ms (median of {PAUSES}, {min(taken):.0f} to "
        f"{max(taken):.0f}), {shown:.1f} pictures per second, {share:.1%} of the kernel's time for them"
    )


def main() -> int:
    """Run it and print a line for each hidden size."""
    console.begin(__doc__)
    from lab_page import one_notebook

    for size in [int(size) for size in sys.argv[1:]] or [25, 128]:
        with one_notebook(CELL.format(size)) as notebook:
            print(f"H = {size}: {measured(notebook)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
