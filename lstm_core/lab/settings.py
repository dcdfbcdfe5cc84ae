"""The lab's settings, and what they are where nothing else is said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabSettings:
    """What a training run in the lab begins with; each value is checked where it is used."""

    hidden_size: int = 25  # H
    seed: int = 0  # the same seed gives the same training run, bit for bit
    learning_rate: float = 0.05  # step size; it may change during training
    clip_value: float | None = 1.0  # gradients are clipped to ±clip_value; it may change, too
    epochs: int = 1000  # where training stops by itself
    dtype: str = "float64"
    backend: str = "auto"
    snapshot_bytes: int = 48 * 2**20  # memory for snapshots


DEFAULTS = LabSettings()
MOST_EPOCHS = 10_000_000  # Start goes on for as many again
LARGEST_HIDDEN_SIZE = 256  # larger networks cannot be drawn, nor trained in slices of milliseconds
