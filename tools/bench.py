"""Measure the speed on this machine: what `make bench` does.

Makes the environment if it is missing, then measures twice, in processes of their own: on one thread,
which NumPy must be told before it starts, and on all cores. The result is written to docs/speed.md.

Arguments: --quick, --rounds N, --full, --one-thread, --out FOLDER, and --python PATH for another
Python with NumPy, Matplotlib, numba, PyTorch and JAX (the project's own has neither of the last two).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import console
import environment

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
# Make NumPy's products pretend to be on another processor, or to have another cache.
PRETENCES = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


def variables(one_thread: bool) -> dict:
    """Return the environment to measure in."""
    kept = {name: v for name, v in os.environ.items() if name not in (*THREADS, *PRETENCES)}
    paths = [str(environment.ROOT), kept.get("PYTHONPATH", "")]
    kept["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    if not one_thread:
        return kept
    jax = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    return {**kept, **dict.fromkeys(THREADS, "1"), "XLA_FLAGS": jax}


def start(python: str, script: str, arguments: list, one_thread: bool = True) -> None:
    """Run one of the scripts beside this one, and end with its exit code if it fails."""
    command = [python, str(Path(__file__).with_name(script)), *arguments]
    code = subprocess.run(command, env=variables(one_thread)).returncode
    if code != 0:
        sys.exit(code)


def main() -> None:
    """Measure, then write the report."""
    console.begin()
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--out", default=str(environment.ROOT / "docs"), help="folder to write to")
    parser.add_argument("--python", help="another Python to measure with")
    parser.add_argument("--one-thread", action="store_true", help="leave out the run on all cores")
    options, others = parser.parse_known_args()
    if options.python is None:
        environment.guarded(environment.ensure)
    python = options.python or str(environment.venv_python())
    with tempfile.TemporaryDirectory() as folder:
        one, every = str(Path(folder) / "one.json"), str(Path(folder) / "every.json")
        print("Measuring on one thread (a few minutes)", flush=True)
        start(python, "bench_measure.py", ["--threads", "1", "--json", one, *others])
        found = [one]
        if not options.one_thread:
            print("Measuring on all cores", flush=True)
            others = [argument for argument in others if argument != "--full"]  # once is enough
            start(python, "bench_measure.py", ["--json", every, *others], one_thread=False)
            found.append(every)
        start(python, "bench_report.py", [options.out, *found])


if __name__ == "__main__":
    main()
