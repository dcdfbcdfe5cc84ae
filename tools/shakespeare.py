"""Train a network on data/tinyshakespeare.txt until it is stopped: what `make shakespeare` does.

Makes the environment if it is missing, then starts `shakespeare_run.py` in it. Ctrl-C stops after the
step that is under way; the same command goes on from there, bit for bit.

    make shakespeare                   the default run, in build/shakespeare/default
    make shakespeare ARGS=--help       all settings
    make shakespeare ARGS="--name small --hidden-size=128 --num-layers=1 --dropout=0"
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import console
import environment
from shakespeare_settings import parse


def main() -> None:
    """Start the run in the environment, and let it alone answer Ctrl-C."""
    console.begin()
    parse()
    python = environment.guarded(environment.ensure)
    run = str(Path(__file__).with_name("shakespeare_run.py"))
    signal.signal(signal.SIGINT, lambda *_: None)  # both are interrupted; this one waits for the other
    sys.exit(subprocess.Popen([python, run, *sys.argv[1:]]).wait())


if __name__ == "__main__":
    main()
