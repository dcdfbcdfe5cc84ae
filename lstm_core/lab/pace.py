"""How many characters per second a training run reads."""

from collections import deque
from time import perf_counter

_WINDOW = 1.5  # seconds over which the speed is measured


class Pace:
    """The last steps: when each ended, and how many characters it read."""

    def __init__(self) -> None:
        self._steps: deque[tuple[float, int]] = deque()

    def note(self, characters: int) -> None:
        """Note that a step has ended."""
        self._steps.append((perf_counter(), characters))

    def clear(self) -> None:
        """Begin to measure again, after a pause."""
        self._steps.clear()

    def per_second(self) -> float | None:
        """Return the speed; None until there are two steps."""
        now = perf_counter()
        while self._steps and now - self._steps[0][0] > _WINDOW:
            self._steps.popleft()
        if len(self._steps) < 2:
            return None
        read = sum(characters for _, characters in list(self._steps)[1:])
        return read / (self._steps[-1][0] - self._steps[0][0])
