"""What a second layer, dropout, a schedule and longer truncation contribute, measured on the real text.

Trains small networks with `shakespeare_run.py`: a base, the base with one change each, and three
changes together, from several seeds. The number of characters per update, and so the number of
updates, is the same in all of them: longer sequences go with fewer parallel streams. Notebook 11
shows the table.

    .venv/bin/python tools/shakespeare_contributions.py

About ten minutes of CPU time. Ctrl-C stops; the same command goes on from there. The folders of the
runs are in build/shakespeare/contributions; the table is data/shakespeare/contributions.csv.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from shakespeare_run import ROOT, Run, Settings, when_stopped, write_table

TABLE = ROOT / "data" / "shakespeare" / "contributions.csv"
FOLDER = ROOT / "build" / "shakespeare" / "contributions"
SEEDS = (0, 1, 2)
BASE = Settings(
    hidden_size=64,
    num_layers=1,
    dropout=0.0,
    sequence_length=25,
    batch_size=64,
    epochs=3,
    learning_rate=0.006,
    warmup=0,
    final_rate=1.0,  # a constant learning rate
    patience=3,
)


@dataclass(frozen=True)
class Variant:
    """What is added to the base."""

    second_layer: bool = False
    dropout: bool = False
    schedule: bool = False
    longer_truncation: bool = False

    @property
    def name(self) -> str:
        """What is added, in words, for the table."""
        added = [name.replace("_", " ") for name, on in vars(self).items() if on]
        return " + ".join(added) or "base"

    def settings(self, seed: int) -> Settings:
        """Return the settings of a run."""
        settings = replace(BASE, seed=seed)
        if self.second_layer:
            settings = replace(settings, num_layers=2)
        if self.dropout:
            settings = replace(settings, dropout=0.2)
        if self.schedule:
            settings = replace(settings, warmup=100, final_rate=0.05)
        if self.longer_truncation:
            settings = replace(settings, sequence_length=100, batch_size=16)
        return settings


VARIANTS = (
    Variant(),
    Variant(second_layer=True),
    Variant(dropout=True),
    Variant(schedule=True),
    Variant(longer_truncation=True),
    Variant(second_layer=True, schedule=True, longer_truncation=True),
)


def rows_of(variant: Variant, run: Run) -> list[dict]:
    """Return a row for each epoch of a run."""
    settings, model = run.settings, run.trainer.model
    head = {
        "variant": variant.name,
        "seed": settings.seed,
        "parameters": model.parameters.count,
        "sequence_length": settings.sequence_length,
        "batch_size": settings.batch_size,
    }
    names = ("epoch", "step", "training_loss", "validation_loss")
    return [head | {name: row[name] for name in names} for row in run.history]


def main() -> None:
    """Run what is missing, seed by seed, and write the table after each run."""
    parser = argparse.ArgumentParser(description="Measure what each change contributes.")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for the folders of the runs")
    parser.add_argument("--table", type=Path, default=TABLE)
    options = parser.parse_args()
    rows: list[dict] = []
    for seed in SEEDS:
        for number, variant in enumerate(VARIANTS):
            run = Run(options.folder / f"{number}-{seed}", variant.settings(seed))

            def stop(*_: object, run: Run = run) -> None:
                run.stop = True

            when_stopped(stop)
            if not run.is_over:
                print(f"{variant.name}, seed {seed}", flush=True)
                run.train()
            if not run.is_over:
                sys.exit("Stopped. The same command continues.")
            rows += rows_of(variant, run)
            _write(options.table, rows)


def _write(path: Path, rows: list[dict]) -> None:
    rounded = [
        {name: f"{v:.4f}" if isinstance(v, float) else v for name, v in row.items()} for row in rows
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_table(path, rounded[0], rounded)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
