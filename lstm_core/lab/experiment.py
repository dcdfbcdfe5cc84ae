"""A training run with its history: loss curves, snapshots to go back to, and branches from them.

A text of up to 2,000 characters is read as one sequence, as in the original experiment. A longer one
is cut into 16 parallel streams and learned by truncated BPTT, 64 characters of each at a time.
"""

import math
from array import array
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_integer, short_repr
from lstm_core.character_network import CharacterNetwork
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.lab.settings import DEFAULTS, LabSettings
from lstm_core.lab.snapshots import Snapshot, Snapshots
from lstm_core.model import CharLSTM
from lstm_core.optimizers import SGD
from lstm_core.parameters import Parameters
from lstm_core.text import Vocabulary
from lstm_core.training import StepReport, Trainer

LONGEST_WHOLE_TEXT = 2_000  # characters; longer texts are cut into streams
STREAMS, STEPS_OF_A_STREAM = 16, 64  # about as many characters per step as the original experiment has
Array = NDArray[np.floating]
_LARGEST_SEED = 2**63 - 1  # which a file can keep
_PIECE = 16_000  # characters times hidden units that are computed at once: a few milliseconds


@dataclass(slots=True, eq=False)
class Branch:
    """One line of a training run's history."""

    name: str  # A, B, C, …
    parent: int | None  # the branch that it left; None for the first
    first_step: int  # steps that had been taken where it begins
    snapshots: Snapshots  # where one can go back to
    # Of each step from there on: nats per character, and the gradient norm before clipping.
    losses: "array[float]" = field(default_factory=lambda: array("d"))
    gradient_norms: "array[float]" = field(default_factory=lambda: array("d"))

    @property
    def last_step(self) -> int:
        """Steps that have been taken where it ends."""
        return self.first_step + len(self.losses)


class Experiment:
    """Train a network on a text, keep the history, and go back to try something else."""

    def __init__(
        self, text: str, settings: LabSettings = DEFAULTS, *, trainer: Trainer | None = None
    ) -> None:
        self.text, self.vocabulary = text, Vocabulary.from_text(text)
        self.seed = check_integer("seed", settings.seed, minimum=0, maximum=_LARGEST_SEED)
        self.trainer = self._make_trainer(settings) if trainer is None else trainer
        if self.trainer.model.vocab_size != len(self.vocabulary):
            raise ShapeError(
                f"The network knows {self.trainer.model.vocab_size} characters, but the text has "
                f"{len(self.vocabulary)}. Use the text that it was trained on."
            )
        self.snapshot_bytes = check_integer("snapshot_bytes", settings.snapshot_bytes, minimum=1)
        self.branches: list[Branch] = []
        self.active = 0
        self._begin_branch(None)

    def _make_trainer(self, settings: LabSettings) -> Trainer:
        model = CharLSTM(
            len(self.vocabulary),
            settings.hidden_size,
            seed=settings.seed,
            dtype=settings.dtype,
            backend=settings.backend,
        )
        is_long = len(self.text) > LONGEST_WHOLE_TEXT
        streams = STREAMS if is_long else 1
        return Trainer(
            model,
            self.vocabulary.encode(self.text),
            optimizer=SGD(settings.learning_rate, clip_value=settings.clip_value),
            sequence_length=STEPS_OF_A_STREAM if is_long else None,
            batch_size=streams,
            piece_length=max(16, _PIECE // (streams * model.hidden_size)),
        )

    # Settings that act at once

    @property
    def learning_rate(self) -> float:
        """Step size."""
        return self.trainer.optimizer.learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self.trainer.optimizer.learning_rate = value

    @property
    def clip_value(self) -> float | None:
        """The size that gradients are clipped to, or None."""
        return self.trainer.optimizer.clip_value

    @clip_value.setter
    def clip_value(self, value: float | None) -> None:
        self.trainer.optimizer.clip_value = value

    @property
    def hidden_size(self) -> int:
        """H, the number of hidden units."""
        return self.trainer.model.hidden_size

    # What is known

    @property
    def steps_per_epoch(self) -> int:
        """Training steps in one reading of the text."""
        length = (len(self.trainer.indices) - 1) // self.trainer.batch_size
        return math.ceil(length / (self.trainer.sequence_length or length))

    @property
    def epoch(self) -> float:
        """How often the text has been read."""
        return self.trainer.step_count / self.steps_per_epoch

    @property
    def loss(self) -> float:
        """The loss of the last step, in nats per character; NaN before the first."""
        branch = self.branches[self.active]
        if branch.losses:
            return branch.losses[-1]
        return float(branch.snapshots.kept[0].loss)

    def baselines(self) -> dict[str, float]:
        """Return the baselines' losses on the characters to be predicted, in nats per character."""
        targets = self.trainer.indices[1:]  # the first character is given
        counts = np.bincount(targets, minlength=len(self.vocabulary))
        shares = counts[counts > 0] / len(targets)
        return {
            "uniform": math.log(len(self.vocabulary)),
            "unigram": float(-(shares * np.log(shares)).sum()),
        }

    def curve(self, branch: int) -> tuple[Array, Array, Array]:
        """Return a branch's epochs, losses and gradient norms, one of each a step."""
        line = self._branch(branch)
        steps = np.arange(line.first_step + 1, line.last_step + 1)
        return steps / self.steps_per_epoch, np.array(line.losses), np.array(line.gradient_norms)

    @property
    def has_history(self) -> bool:
        """Whether anything would be lost with it: a step, or a branch."""
        return self.trainer.step_count > 0 or len(self.branches) > 1

    def snapshots(self, branch: int | None = None) -> list[Snapshot]:
        """Return all snapshots on the way to a branch's end: its own, and its ancestors'."""
        found, until = [], math.inf
        number: int | None = self.active if branch is None else branch
        while number is not None:
            line = self.branches[number]
            found += [s for s in reversed(line.snapshots.kept) if s.step < until]
            number, until = line.parent, line.first_step
        return found[::-1]

    # What happens

    def advance(self) -> StepReport | None:
        """Compute one piece of a training step, a few milliseconds of work."""
        report = self.trainer.advance()
        if report is not None:
            branch = self.branches[self.active]
            branch.losses.append(report.loss)
            branch.gradient_norms.append(report.gradient_norm)
            if branch.snapshots.is_due(report.step):
                branch.snapshots.add(self._snapshot(self.active))
        return report

    def run(self, epochs: int) -> Iterator[StepReport]:
        """Train, and yield a report after every step."""
        last = self.trainer.epoch + check_integer("epochs", epochs, minimum=1)
        while self.trainer.epoch < last:
            if (report := self.advance()) is not None:
                yield report

    def branch_from(self, snapshot: Snapshot) -> Branch:
        """Go back to a snapshot and begin a new branch there; what came after it is kept to compare."""
        self._check_snapshot(snapshot)
        self.trainer.restore(snapshot.state)
        self._begin_branch(self.branch_of_step(snapshot.branch, snapshot.step), snapshot.loss)
        return self.branches[self.active]

    def branch_of_step(self, branch: int, step: int) -> int:
        """Return on which branch a step was taken: a branch begins with a step of its parent."""
        line = self._branch(branch)
        while step == line.first_step and line.parent is not None:
            branch, line = line.parent, self.branches[line.parent]
        return branch

    def resume(self, branches: list[Branch], active: int) -> None:
        """Take over a history that belongs to the trainer's present state."""
        fits = bool(branches) and active in range(len(branches))
        for number, branch in enumerate(branches):
            kept = branch.snapshots.kept
            fits &= branch.parent is None if number == 0 else branch.parent in range(number)
            fits &= bool(kept) and kept[0].step == branch.first_step
            fits &= len(branch.losses) == len(branch.gradient_norms)
            fits &= all("parameters" in snapshot.state for snapshot in kept)
        if not fits or branches[active].last_step != self.trainer.step_count:
            raise ArgumentError("the branches do not fit together with the present step.")
        self.branches, self.active = branches, active

    def copy_of_model(self) -> CharacterNetwork[Any]:
        """Return the network as it is, in memory of its own."""
        return self._twin(self.trainer.model.parameters.copy())

    def model_at(self, snapshot: Snapshot) -> CharacterNetwork[Any]:
        """Return the network as it was, in memory of its own."""
        self._check_snapshot(snapshot)
        parameters = self.trainer.model.parameters.copy()
        parameters.vector[...] = snapshot.state["parameters"]
        return self._twin(parameters)

    def _twin(self, parameters: Parameters) -> CharacterNetwork[Any]:
        model = copy(self.trainer.model)
        model.parameters = parameters
        return model

    def _branch(self, number: int) -> Branch:
        if check_integer("branch", number, minimum=0) >= len(self.branches):
            raise ArgumentError(
                f"branch must be one of 0 to {len(self.branches) - 1}, but got {number}."
            )
        return self.branches[number]

    def _check_snapshot(self, snapshot: Snapshot) -> None:
        if not any(snapshot is kept for branch in self.branches for kept in branch.snapshots.kept):
            raise ArgumentError(
                f"{short_repr(snapshot)} is no snapshot that this experiment still has."
            )

    def _snapshot(self, branch: int, loss: float | None = None) -> Snapshot:
        return Snapshot(
            branch,
            self.trainer.step_count,
            self.epoch,
            self.loss if loss is None else loss,
            self.learning_rate,
            self.clip_value,
            self.trainer.state(),
        )

    def _begin_branch(self, parent: int | None, loss: float = math.nan) -> None:
        number = len(self.branches)
        share = self.snapshot_bytes // (number + 1)  # all branches together keep to the bound
        for branch in self.branches:
            branch.snapshots.shrink(share)
        snapshots = Snapshots(share)
        snapshots.add(self._snapshot(number, loss))
        self.branches.append(Branch(branch_name(number), parent, self.trainer.step_count, snapshots))
        self.active = number


def branch_name(number: int) -> str:
    """Return A, B, … Z, AA, AB, … for 0, 1, …."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
