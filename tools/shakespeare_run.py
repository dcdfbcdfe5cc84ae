"""A long training run on a real text, which can be stopped at any step and goes on bit for bit.

The text is split 90/10 in order. The network reads the first part in parallel streams (truncated
BPTT); Adam's learning rate rises for a few steps and then falls along a cosine; after each epoch the
loss on the second part is measured, and training ends when it has not fallen for some epochs.

A folder holds the run: `run.json` (settings, history, and which checkpoint is the last),
`step_….npz` (the checkpoint), `best.npz` (the network with the lowest validation loss), `loss.csv`,
`loss.png`, and `samples/`. `run.json` is written last and in one step, so it fits its checkpoint.
"""

from __future__ import annotations

import csv
import io
import json
import math
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import matplotlib  # noqa: E402

matplotlib.use("agg")  # files only

from matplotlib import pyplot as plt  # noqa: E402

import lstm_core as lc  # noqa: E402 - found beside tools/
from lstm_core import plots  # noqa: E402
from lstm_core.file_access import replacing  # noqa: E402
from shakespeare_settings import Settings, parse  # noqa: E402

COLUMNS = ("epoch", "step", "training_loss", "validation_loss", "validation_bits", "learning_rate")


def cosine_rate(step: int, steps: int, settings: Settings) -> float:
    """Return the learning rate of a step: a linear rise, then half a cosine down to its final share."""
    if step < settings.warmup:
        return settings.learning_rate * (step + 1) / settings.warmup
    done = min(1.0, (step - settings.warmup) / max(1, steps - settings.warmup))
    share = settings.final_rate + (1.0 - settings.final_rate) * 0.5 * (1.0 + math.cos(math.pi * done))
    return settings.learning_rate * share


class Run:
    """A training run and its folder."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder, self.settings = folder, settings
        text = lc.read_text(ROOT / settings.text, lowercase=False)
        self.vocabulary = lc.Vocabulary.from_text(text)
        indices = self.vocabulary.encode(text)
        split = len(indices) * 9 // 10
        self.training, self.held_out = indices[:split], indices[split:]
        self.history: list[dict] = []
        self.summed = 0.0  # the losses of the epoch's steps so far
        self.stop = False
        self.trainer = self._load() or self._begin()
        length = (len(self.training) - 1) // settings.batch_size
        self.steps_per_epoch = math.ceil(length / settings.sequence_length)

    def _begin(self) -> lc.Trainer:
        s = self.settings
        model = lc.StackedCharLSTM(
            len(self.vocabulary),
            s.hidden_size,
            num_layers=s.num_layers,
            dropout=s.dropout,
            seed=s.seed,
            dtype="float32",
            forget_bias=1.0,
        )
        model.vocabulary = self.vocabulary
        return lc.Trainer(
            model,
            self.training,
            optimizer=lc.Adam(s.learning_rate, clip_norm=s.clip_norm),
            reduction="mean",
            sequence_length=s.sequence_length,
            batch_size=s.batch_size,
        )

    def _load(self) -> lc.Trainer | None:
        path = self.folder / "run.json"
        if not path.exists():
            return None
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["settings"] != asdict(self.settings):
            sys.exit(
                f"{self.folder} holds a run with other settings: {stored['settings']}. Give the same "
                "settings to continue it, or another --name to begin a new run."
            )
        self.history, self.summed = stored["history"], stored["summed"]
        trainer = lc.load_checkpoint(self.folder / stored["checkpoint"], vocabulary=self.vocabulary)
        print(f"continuing at step {trainer.step_count} of {self.folder}", flush=True)
        return trainer

    @property
    def steps(self) -> int:
        """How many steps the run has, unless it ends early."""
        return self.settings.epochs * self.steps_per_epoch

    @property
    def is_over(self) -> bool:
        """Whether all epochs are done, or the validation loss has stopped falling."""
        losses = [row["validation_loss"] for row in self.history]
        since_best = len(losses) - 1 - losses.index(min(losses)) if losses else 0
        return since_best >= self.settings.patience or self.trainer.epoch >= self.settings.epochs

    def train(self, minutes: float = math.inf, save_every: float = 300.0) -> None:
        """Take steps until the run is over, the time is up, or `stop` is set; then save."""
        begin = saved = time.monotonic()
        while not (self.is_over or self.stop or time.monotonic() - begin > 60.0 * minutes):
            epoch = self.trainer.epoch
            self.trainer.optimizer.learning_rate = cosine_rate(
                self.trainer.step_count, self.steps, self.settings
            )
            self.summed += self.trainer.step().loss
            if self.trainer.epoch > epoch:
                self._finish_epoch()
            if self.trainer.epoch > epoch or time.monotonic() - saved > save_every:
                self.save()
                saved = time.monotonic()
        self.save()

    def _finish_epoch(self) -> None:
        trainer, model = self.trainer, self.trainer.model
        loss = lc.validation_loss(model, self.held_out, batch_size=self._validation_streams())
        row = {
            "epoch": trainer.epoch,
            "step": trainer.step_count,
            "training_loss": self.summed / self.steps_per_epoch,
            "validation_loss": loss,
            "validation_bits": loss / math.log(2.0),
            "learning_rate": trainer.optimizer.learning_rate,
        }
        self.summed = 0.0
        self.history.append(row)
        if loss == min(row["validation_loss"] for row in self.history):
            model.save(self.folder_made() / "best.npz", vocabulary=self.vocabulary)
        prefix = self.vocabulary.decode(self.held_out[:1])
        sample = lc.sample(model, self.vocabulary, prefix, 400, temperature=0.8, seed=trainer.epoch)
        write(self.folder_made("samples") / f"epoch_{trainer.epoch:03}.txt", sample + "\n")
        print(
            f"epoch {trainer.epoch:3} of {self.settings.epochs}  training {row['training_loss']:.4f}  "
            f"validation {loss:.4f} nats = {row['validation_bits']:.4f} bits  "
            f"rate {row['learning_rate']:.6f}  {trainer.seconds:.0f} s",
            flush=True,
        )

    def _validation_streams(self) -> int:
        return max(1, min(32, len(self.held_out) // 1000))

    def folder_made(self, name: str = "") -> Path:
        """Return the folder of the run, or one in it, made if it is missing."""
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def save(self) -> None:
        """Write checkpoint, table and figure, and `run.json` last."""
        folder, step = self.folder_made(), self.trainer.step_count
        name = f"step_{step:08}.npz"
        lc.save_checkpoint(self.trainer, folder / name, vocabulary=self.vocabulary)
        self._write_table()
        stored = {
            "settings": asdict(self.settings),
            "history": self.history,
            "summed": self.summed,
            "checkpoint": name,
            "seconds": self.trainer.seconds,
        }
        write(folder / "run.json", json.dumps(stored, indent=1))
        for old in folder.glob("step_*.npz"):
            if old.name != name:
                old.unlink()

    def _write_table(self) -> None:
        write_table(self.folder / "loss.csv", COLUMNS, self.history)
        if self.history:
            draw(self.folder / "loss.png", self.history, len(self.vocabulary))


def write(path: Path, text: str) -> None:
    """Write a text whole or not at all."""
    with replacing(path) as file:
        file.write(text.encode())


def write_table(path: Path, columns: Iterable[str], rows: list[dict]) -> None:
    """Write rows as CSV."""
    table = io.StringIO()
    writer = csv.DictWriter(table, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write(path, table.getvalue())


def draw(path: Path, history: list[dict], vocab_size: int) -> None:
    """Draw both losses by epoch."""
    training, held_out = (
        [row[name] for row in history] for name in ("training_loss", "validation_loss")
    )
    title = f"tinyshakespeare: {held_out[-1]:.3f} nats per character after {len(history)} epochs"
    baselines = {f"uniform, ln {vocab_size}": math.log(vocab_size)}
    figure = plots.held_out_curves(training, held_out, baselines=baselines, title=title)
    try:
        with replacing(path) as file:
            figure.savefig(file, format="png", dpi=150)
    finally:
        plt.close(figure)  # pyplot holds it otherwise, and warns of too many


def when_stopped(act: Callable[..., None]) -> None:
    """Call ``act`` when Ctrl-C or the system asks the program to stop."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, act)


def main() -> None:
    """Begin a run or continue it, until it is over or Ctrl-C."""
    options = parse()
    settings = Settings(**{each.name: getattr(options, each.name) for each in fields(Settings)})
    run = Run(options.folder or ROOT / "build" / "shakespeare" / options.name, settings)

    def stop(*_: object) -> None:
        print("\nstopping after this step", flush=True)
        run.stop = True

    when_stopped(stop)
    run.train(options.minutes, options.save_every)
    what = "is over" if run.is_over else "can be continued with the same command"
    print(f"The run in {run.folder} {what}: step {run.trainer.step_count} of {run.steps}.")


if __name__ == "__main__":
    main()
