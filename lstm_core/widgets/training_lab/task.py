"""The task that trains live: short slices of work, and between them everything else has its turn.

Messages from the browser may arrive on another thread, so they are only noted; the task reads the
notes between two slices. A training that fails does not end the task: it can start anew.
"""

import asyncio
import sys
from collections import deque
from collections.abc import Callable
from time import perf_counter

from lstm_core.errors import ArgumentError

SLICE = 0.004  # seconds of training between two looks at the notes
# A message takes several turns of the event loop to come in; with one turn a slice it would wait
# for as many slices. A turn in which nothing happens costs microseconds. In the browser's own
# Python a sleep of 0 does not let messages in.
TURNS, TURN = (1, 0.005) if sys.platform == "emscripten" else (8, 0.0)
WATCH = 1.0  # seconds between two looks at whether anybody is still there


class Slices:
    """Run a piece of work again and again on the kernel's event loop, and note orders meanwhile."""

    def __init__(
        self,
        *,
        obey: Callable[[dict], None],
        work: Callable[[], bool],
        rest: Callable[[], float],
        fail: Callable[[Exception], None],
    ) -> None:
        self._obey, self._work, self._rest, self._fail = obey, work, rest, fail
        self._orders: deque[dict] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake: asyncio.Event | None = None
        self._task: asyncio.Task | None = None

    @property
    def is_alive(self) -> bool:
        """Whether the task is there."""
        return self._task is not None and not self._task.done()

    def begin(self) -> None:
        """Make the task, if it is not there."""
        if self.is_alive:
            return
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError as error:
            raise ArgumentError(
                "Live training needs a running event loop: use the lab in a notebook or inside "
                "asyncio.run, or call step()."
            ) from error
        self._wake = asyncio.Event()
        self._task = self._loop.create_task(self._live())

    def note(self, order: dict) -> None:
        """Take an order, from whatever thread; it is obeyed between two slices."""
        self._orders.append(order)
        self.wake()

    def wake(self) -> None:
        """Let the task look at its orders now."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    def obey_all(self) -> None:
        """Obey what has been noted, in the order in which it came."""
        while self._orders:
            self._obey(self._orders.popleft())

    def end(self) -> None:
        """Stop the task."""
        if self.is_alive:
            self._task.cancel()

    async def _live(self) -> None:
        goes_on = False
        while True:
            try:
                self.obey_all()
                if goes_on:
                    end = perf_counter() + SLICE
                    while perf_counter() < end and not self._orders and self._work():
                        pass
                wait = self._rest()
            except Exception as error:
                self._fail(error)
                wait = WATCH
            goes_on = wait == 0
            if goes_on or self._orders:
                await self._let_others_go_on()
            else:
                await self._sleep(wait)

    async def _let_others_go_on(self) -> None:
        for _ in range(TURNS):
            await asyncio.sleep(TURN)

    async def _sleep(self, longest: float) -> None:
        """Wait for an order; look up after a while all the same."""
        # Not asyncio.wait_for: before Python 3.12 it may swallow the cancellation that ends the task.
        alarm = self._loop.call_later(longest, self._wake.set)
        try:
            await self._wake.wait()
        finally:
            alarm.cancel()
        self._wake.clear()
