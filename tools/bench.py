"""Measure the speed on this machine: what `make bench` does.

Makes the environment if it is missing, then measures in a process of its own, in which NumPy is told
to use one thread before it starts. Arguments: --rounds N, --full.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import environment

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def main() -> None:
    """Run the measurement and pass on its exit code."""
    environment.guarded(environment.ensure)
    variables = {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}
    measure = str(Path(__file__).with_name("bench_measure.py"))
    command = [str(environment.venv_python()), measure, *sys.argv[1:]]
    sys.exit(environment.guarded(lambda: subprocess.run(command, env=variables).returncode))


if __name__ == "__main__":
    main()
