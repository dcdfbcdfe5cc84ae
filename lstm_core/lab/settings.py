"""The lab's settings: their defaults, and the largest values that the lab allows."""

from dataclasses import dataclass

from lstm_core.arguments import check_integer, check_real, short_repr
from lstm_core.errors import ArgumentError


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
LARGEST_LEARNING_RATE = 10.0  # the sliders of the page end at these two values
LARGEST_CLIP_VALUE = 100.0  # and None is no clipping
LARGEST_HIDDEN_SIZE = 256  # larger networks cannot be drawn, nor trained in slices of milliseconds


def check_learning_rate(value: object) -> float:
    """Return a learning rate that the lab allows."""
    rate = check_real("learning_rate", value, above=0.0)
    _check_limit("learning_rate", rate, LARGEST_LEARNING_RATE)
    return rate


def check_clip_value(value: object) -> float | None:
    """Return a clip value that the lab allows; None switches clipping off."""
    if value is None:
        return None
    clip = check_real("clip_value", value, above=0.0)
    _check_limit("clip_value", clip, LARGEST_CLIP_VALUE)
    return clip


def check_hidden_size(value: object) -> int:
    """Return a hidden size that the lab allows."""
    size = check_integer("hidden_size", value, minimum=1)
    _check_limit("hidden_size", size, LARGEST_HIDDEN_SIZE)
    return size


def _check_limit(name: str, value: float, limit: float) -> None:
    if value > limit:
        raise ArgumentError(
            f"{name} must be at most {limit:g} in the lab, but got {short_repr(value)}."
        )
