"""Run the notebooks again and store them, outputs and all: what `make notebooks` does.

Arguments choose notebooks: a path, or the beginning of a name (`06`). With `--check` nothing is
run; the notebooks that are not in their stored form are listed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

import console
import environment

SECONDS_PER_CELL = 600


def choose(names: list[str]) -> list[Path]:
    """Return the notebooks that the arguments name; all of them when there are none."""
    everything = environment.shipped_notebooks()
    chosen = []
    for name in names:
        path = Path(name).resolve()
        found = [p for p in everything if p == path or p.name.startswith(name)]
        if not found:
            have = ", ".join(str(p.relative_to(environment.ROOT)) for p in everything)
            sys.exit(f"No notebook is called {name}, or begins like that. There are: {have or 'none'}.")
        chosen += [p for p in found if p not in chosen]
    return chosen if names else everything


def execute(path: Path):
    """Return a notebook after a run of all its cells, in its own folder."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],  # warnings of the kernel itself are not for the reader
        store_widget_state=False,
        record_timing=False,
    )
    return client.execute()


def store(notebook, path: Path) -> bool:
    """Write a notebook in one step, and tell whether it changed anything."""
    import nbformat

    text = nbformat.writes(notebook, version=4).rstrip("\n") + "\n"
    if path.read_text(encoding="utf-8") == text:
        return False
    environment.write_whole(path, text.encode("utf-8"))
    return True


def used_by_kernels() -> tuple[float, float]:
    """Return the CPU seconds of the kernels that have ended, and the memory of the largest in MB."""
    try:
        import resource
    except ImportError:  # Windows does not tell
        return 0.0, 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def renew(path: Path, fresh: bool) -> bool:
    """Run one notebook and store it; return whether it ran to its end."""
    import nbformat
    from nbclient.exceptions import CellExecutionError

    from notebook_cleaning import clean

    name = path.relative_to(environment.ROOT)
    start, cpu = time.perf_counter(), used_by_kernels()[0]
    try:
        executed = execute(path)
    except CellExecutionError as error:
        print(f"{name}: stopped, nothing was stored\n{error}", file=sys.stderr, flush=True)
        return False
    stored = None if fresh else nbformat.read(path, as_version=4)
    changed = store(clean(executed, stored), path)
    verdict = "stored again" if changed else "unchanged"
    seconds, memory = used_by_kernels()
    print(
        f"{name}: {verdict}, {time.perf_counter() - start:.1f} s, of the processor "
        f"{seconds - cpu:.1f} s; no kernel took more than {memory:.0f} MB",
        flush=True,
    )
    return True


def is_clean(path: Path) -> bool:
    """Tell whether a notebook is in its stored form, byte for byte."""
    import nbformat

    from notebook_cleaning import clean

    notebook = nbformat.read(path, as_version=4)
    text = nbformat.writes(clean(notebook), version=4).rstrip("\n") + "\n"
    return path.read_bytes() == text.encode("utf-8")


def main() -> None:
    """Read the arguments, then check or run."""
    console.begin()
    parser = argparse.ArgumentParser(prog="notebooks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="a path, or the beginning of a name; all when left out"
    )
    parser.add_argument("--check", action="store_true", help="run nothing; list what is not clean")
    parser.add_argument("--fresh", action="store_true", help="store measured times again as well")
    arguments = parser.parse_args()
    environment.start_in_environment(__file__, "test")
    os.environ["LSTM_PROGRESS"] = "off"  # what a learner has done is not stored in the notebooks
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if arguments.check:
        ok = [
            is_clean(path) or print(f"{path}: not in its stored form")
            for path in choose(arguments.names)
        ]
    else:
        ok = [renew(path, arguments.fresh) for path in choose(arguments.names)]
    sys.exit(0 if all(ok) else 1)


if __name__ == "__main__":
    environment.guarded(main)
