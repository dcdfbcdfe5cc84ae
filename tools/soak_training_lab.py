"""Let the training lab train in a browser for minutes, and look whether its memory stays flat.

usage: python tools/soak_training_lab.py [minutes, 10 unless told]

Every ten seconds it writes down the kernel's resident memory and the page's JavaScript heap after a
collection of garbage. The first third is warming up: snapshots fill their bounded memory. Flat means
that from the second third to the last the median grew by less than 5 % or 5 MB. Needs what the
browser tests need; it is not part of them, because it takes long.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import console

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

EVERY = 10  # seconds
MEGABYTE = 2**20
CELL = """
import psutil
import lstm_core as lc
from lstm_core.widgets import TrainingLab

lab = TrainingLab(lc.read_text("../data/hamlet.txt"), epochs=10_000_000)
lab
"""


def growth(samples: list[float]) -> float:
    """Return by how much the median of the last third lies above that of the second third."""
    third = len(samples) // 3
    return statistics.median(samples[-third:]) - statistics.median(samples[third:-third])


def is_flat(samples: list[float]) -> bool:
    """Tell whether memory, in MB, has stopped growing."""
    return growth(samples) < max(5.0, 0.05 * statistics.median(samples))


def watch(notebook, seconds: float) -> dict[str, list[float]]:
    """Return the memory, in MB, of kernel and page, once every ten seconds."""
    session = notebook.page.context.new_cdp_session(notebook.page)
    session.send("Performance.enable")
    memory = {"kernel": [], "page": []}
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        notebook.page.wait_for_timeout(1000 * EVERY)
        session.send("HeapProfiler.collectGarbage")
        metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        resident, epoch, snapshots = notebook.run(
            "print(psutil.Process().memory_info().rss, lab.experiment.epoch,"
            " len(lab.experiment.snapshots()))"
        ).split()
        memory["kernel"].append(int(resident) / MEGABYTE)
        memory["page"].append(metrics["JSHeapUsedSize"] / MEGABYTE)
        print(
            f"{time.monotonic() - begin:6.0f} s   epoch {float(epoch):9,.0f}   {snapshots:>5} snapshots"
            f"   kernel {memory['kernel'][-1]:7.1f} MB   page {memory['page'][-1]:6.1f} MB",
            flush=True,
        )
    return memory


def main() -> int:
    """Run it; return 0 if both are flat."""
    console.begin(__doc__)
    from lab_page import one_notebook

    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    with one_notebook(CELL) as notebook:
        if errors := notebook.run_all():
            raise SystemExit("\n".join(errors))
        notebook.widget("lstm-training-lab").get_by_test_id("play").click()
        memory = watch(notebook, 60 * minutes)
        errors += notebook.console_errors
    for name, samples in memory.items():
        words = "flat" if is_flat(samples) else "GROWS"
        print(f"{name}: {words}, {growth(samples):+.1f} MB from the second third to the last")
    print("errors:", errors or "none")
    return int(bool(errors) or not all(map(is_flat, memory.values())))


if __name__ == "__main__":
    sys.exit(main())
