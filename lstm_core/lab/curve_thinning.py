"""Loss curves with few enough points to draw, their peaks and valleys kept."""

import numpy as np
from numpy.typing import NDArray

from lstm_core.lab.experiment import Experiment

MOST_POINTS = 600  # of a curve: more than a screen has pixels for


def thinned_curve(experiment: Experiment, branch: int, most: int = MOST_POINTS) -> NDArray[np.float32]:
    """Return a branch's curve with few enough points to draw, its peaks and valleys kept."""
    line = experiment.branches[branch]
    losses, steps = np.array(line.losses), len(line.losses)
    chosen = np.arange(steps)
    if steps > most:
        length = -(-steps // (most // 2 - 1))  # a whole number, so that kept points stay kept
        whole = losses[: steps - steps % length].reshape(-1, length)
        starts = np.arange(0, whole.size, length)
        rest = np.arange(whole.size, steps)
        ends = [rest[losses[rest].argmin()], rest[losses[rest].argmax()]] if len(rest) else []
        chosen = np.unique([*(starts + whole.argmin(1)), *(starts + whole.argmax(1)), *ends, steps - 1])
    # An exploding gradient may be longer than float32 can say.
    norms = np.minimum(line.gradient_norms, np.finfo(np.float32).max)
    epochs = (line.first_step + 1 + chosen) / experiment.steps_per_epoch
    return np.stack([epochs, losses[chosen], norms[chosen]], axis=1).astype(np.float32)
