"""The settings of `make shakespeare`; they can be listed before there is an environment."""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass
class Settings:
    """What decides on the numbers of a run."""

    hidden_size: int = 384
    num_layers: int = 2
    dropout: float = 0.4
    batch_size: int = 64
    sequence_length: int = 100
    epochs: int = 30
    learning_rate: float = 0.002
    final_rate: float = 0.05  # of the learning rate, at the end of the cosine
    warmup: int = 100  # steps
    clip_norm: float = 1.0
    patience: int = 5  # epochs without a lower validation loss, then it ends
    seed: int = 0
    text: str = "data/tinyshakespeare.txt"


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the command's arguments: one for each setting, and how to run."""
    parser = argparse.ArgumentParser(
        prog="make shakespeare",
        description="Train on data/tinyshakespeare.txt; Ctrl-C stops, the same command continues.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    for each in fields(Settings):
        option = "--" + each.name.replace("_", "-")
        parser.add_argument(option, type=type(each.default), default=each.default, help=" ")
    parser.add_argument("--name", default="default", help="the run's folder in build/shakespeare/")
    parser.add_argument("--folder", type=Path, help="another folder for the run")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop after so many minutes")
    parser.add_argument("--save-every", type=float, default=300.0, help="seconds between checkpoints")
    return parser.parse_args(arguments)
