"""What the training lab shows, as a still Matplotlib figure."""

from typing import Any, cast

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_core.lab.session import LabSession
from lstm_core.plots.card import WIDTH
from lstm_core.plots.fitting import name_levels
from lstm_core.plots.style import (
    BLACK,
    DIVERGING,
    LINES,
    SEQUENTIAL,
    describe,
    new_panels,
)
from lstm_core.plots.text_figures import label_with_text

_WORDS = {
    "input": "input gate i",
    "forget": "forget gate f",
    "candidate": "candidate g",
    "output": "output gate o",
    "cell": "cell state c",
    "hidden": "hidden state h",
}


def lab_figure(session: LabSession) -> Figure:
    """Draw the loss curves of all branches, and a gate over a window of the text."""
    figure, (curves, gates) = new_panels(WIDTH, 6.0, nrows=2)
    said = _draw_curves(curves, session)
    said += _draw_gate(gates, session)
    return describe(figure, said)


def _draw_curves(axes: Axes, session: LabSession) -> str:
    experiment = session.experiment
    for k, branch in enumerate(experiment.branches):
        epochs, losses, _ = experiment.curve(k)
        colour, line = LINES[k % len(LINES)]
        axes.plot(epochs, losses, color=colour, linestyle=line, label=f"branch {branch.name}")
    baselines = {f"{name} baseline": level for name, level in experiment.baselines().items()}
    for level in baselines.values():
        axes.axhline(level, color=BLACK, linestyle=":", linewidth=1)
    axes.set(xlabel="epoch", ylabel="loss (nats per character)", ylim=(0, None))
    axes.set_ylim(0, 1.05 * axes.get_ylim()[1])  # the uppermost line is not the frame
    name_levels(axes, baselines)
    if session.viewing is not None:
        axes.axvline(session.viewing.epoch, color=BLACK, linewidth=0.8)
    if len(experiment.branches) > 1:
        axes.legend(frameon=False)
    if not experiment.trainer.step_count:
        axes.set(title="Not trained yet", xlim=(0, max(session.target, 10)))
        return "Loss curve of a network that has not been trained yet. "
    what = "Loss"
    if len(experiment.branches) > 1:
        what = f"Branch {experiment.branches[experiment.active].name}: loss"
    count = len(experiment.branches)
    curves = f"Loss curves of {count} branches." if count > 1 else "Loss curve of 1 branch."
    axes.set_title(f"{what} {experiment.loss:.3f} after {experiment.epoch:.4g} epochs")
    return (
        f"{curves} {what} {experiment.loss:.3f} nats per "
        f"character after {experiment.epoch:.4g} epochs. "
    )


def _draw_gate(axes: Axes, session: LabSession) -> str:
    frame = session.frame()
    heat = np.frombuffer(frame["heat"], np.float32).reshape(session.window, -1)
    is_gate = session.gate in ("input", "forget", "output")
    bound = max(1.0, float(np.abs(heat).max()))
    scale: dict[str, Any] = (
        {"cmap": SEQUENTIAL, "vmin": 0, "vmax": 1}
        if is_gate
        else {"cmap": DIVERGING, "vmin": -bound, "vmax": bound}
    )
    image = axes.imshow(heat.T, aspect="auto", interpolation="nearest", **scale)
    bar = axes.inset_axes((1.02, 0, 0.03, 1))  # beside the map; the names above need more room
    cast(Figure, axes.figure).colorbar(image, cax=bar, label=f"{_WORDS[session.gate]} (no unit)")
    label_with_text(axes, frame["window"])
    axes.set(ylabel="hidden unit", title=_WORDS[session.gate].capitalize())
    return (
        f"Heat map of the {_WORDS[session.gate]} over {len(frame['window'])} characters of the text, "
        f"mean {heat.mean():.2f}."
    )
