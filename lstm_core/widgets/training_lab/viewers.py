"""Which views of a lab are open: when the notebook is closed, its training pauses."""

from time import perf_counter

GRACE = 2.0  # seconds without a view after which training pauses
LEASE = 150.0  # seconds after which a silent view counts as closed: hidden pages sleep


class Viewers:
    """The views that have reported, and when the last one closed."""

    def __init__(self) -> None:
        self._heard: dict[str, float] = {}  # when each view last reported
        self._last_closed: float | None = None

    def report(self, view: str, *, gone: bool) -> None:
        """Note that a view is open, or that it has closed."""
        if gone:
            self._heard.pop(view, None)
            self._last_closed = perf_counter()
        else:
            self._heard[view] = perf_counter()

    def have_left(self, now: float) -> bool:
        """Return whether there were views and all have closed: the notebook has been closed."""
        for view, heard in list(self._heard.items()):
            if now - heard > LEASE:
                del self._heard[view]
                self._last_closed = now - GRACE
        return self._last_closed is not None and not self._heard and now - self._last_closed > GRACE
