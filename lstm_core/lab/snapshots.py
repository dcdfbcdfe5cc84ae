"""Snapshots of a training run, spaced so that their memory stays bounded however long it runs.

They are taken every ``spacing`` steps. When there is no room for another one, every second is
dropped and the spacing doubles: what is left is spread evenly over the whole time.
"""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from lstm_core.arguments import check_integer


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A training run as it was between two steps."""

    branch: int  # the branch it was taken on
    step: int  # steps taken since the training run began
    epoch: float  # how often the text had been read by then
    loss: float  # the loss of the step before, in nats per character; NaN before the first step
    learning_rate: float  # the setting at the time
    clip_value: float | None  # the setting at the time
    state: dict[str, NDArray[Any]]  # what Trainer.state returned

    @property
    def bytes(self) -> int:
        """The memory that the state takes."""
        return sum(array.nbytes for array in self.state.values())


class Snapshots:
    """The snapshots of one branch, in the order of their steps."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = check_integer("most_bytes", most_bytes, minimum=1)
        self.kept: list[Snapshot] = []
        self.spacing = 1

    @property
    def bytes(self) -> int:
        """The memory that all of them take."""
        return sum(snapshot.bytes for snapshot in self.kept)

    def is_due(self, step: int) -> bool:
        """Return whether a snapshot belongs at a step."""
        return not self.kept or (step - self.kept[0].step) % self.spacing == 0

    def add(self, snapshot: Snapshot) -> None:
        """Keep a snapshot, and thin out the others if there is no room for it."""
        while len(self.kept) > 1 and self.bytes + snapshot.bytes > self.most_bytes:
            self._halve()
        if self.is_due(snapshot.step):
            self.kept.append(snapshot)

    def shrink(self, most_bytes: int) -> None:
        """Lower the memory allowed, and thin out what is kept until it fits."""
        self.most_bytes = check_integer("most_bytes", most_bytes, minimum=1)
        while len(self.kept) > 2 and self.bytes > self.most_bytes:
            self._halve()

    def _halve(self) -> None:
        self.spacing *= 2
        first = self.kept[0].step
        self.kept = [s for s in self.kept if (s.step - first) % self.spacing == 0]
