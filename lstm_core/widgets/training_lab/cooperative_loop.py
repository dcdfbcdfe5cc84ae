"""The loop that trains live: short slices of work, and between them everything else has its turn.

Messages from the browser may arrive on another thread, so commands are only queued; the loop handles
them between two slices. A training run that fails does not end the loop: it can start again. A task
that other code has cancelled is made again for the next command.
"""

import asyncio
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter
from typing import Any

from lstm_core.errors import ArgumentError

Command = dict[str, Any]  # "do" names what; the rest are its details

SLICE = 0.004  # seconds of training between two looks at the commands
# A message takes several turns of the event loop to come in; with one turn a slice it would wait
# for as many slices. A turn in which nothing happens costs microseconds. In the browser's own
# Python a sleep of 0 does not let messages in.
TURNS, TURN = (1, 0.005) if sys.platform == "emscripten" else (8, 0.0)
WATCH = 1.0  # seconds between two checks for open views


class CooperativeLoop:
    """Run a piece of work again and again on the kernel's event loop, and handle commands meanwhile."""

    def __init__(
        self,
        *,
        handle: Callable[[Command], None],
        work: Callable[[], bool],
        rest: Callable[[], float],
        fail: Callable[[BaseException], None],
    ) -> None:
        self._handle, self._work, self._rest, self._fail = handle, work, rest, fail
        self._commands: deque[Command] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake: asyncio.Event | None = None
        self._task: asyncio.Task[None] | None = None
        self._is_stopped = False  # by `stop`, not by others

    @property
    def is_alive(self) -> bool:
        """Whether the task is there."""
        return (
            self._task is not None
            and not self._task.done()
            and self._loop is not None
            and not self._loop.is_closed()
        )

    def start(self) -> None:
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
        self._is_stopped = False
        self._wake = asyncio.Event()
        self._task = self._loop.create_task(self._live())

    def queue(self, command: Command) -> None:
        """Take a command, from whatever thread; it is handled between two slices."""
        self._commands.append(command)
        self.wake()

    def wake(self) -> None:
        """Let the loop look at its commands now."""
        if self._loop is not None and self._wake is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._look)

    def _look(self) -> None:
        if not self.is_alive and not self._is_stopped:
            self.start()
        if self._wake is not None:
            self._wake.set()

    def handle_all(self) -> None:
        """Handle all queued commands, in the order in which they came."""
        while self._commands:
            self._handle(self._commands.popleft())

    def stop(self) -> None:
        """Stop the task."""
        self._is_stopped = True
        if self._task is not None and self.is_alive:
            self._task.cancel()

    async def _live(self) -> None:
        try:
            await self._work_and_rest()
        except asyncio.CancelledError as error:
            if not self._is_stopped:  # but by code that knows nothing of us
                self._tell(error)
            raise

    def _tell(self, error: BaseException) -> None:
        with suppress(Exception):  # or a page that cannot be told would end the loop
            self._fail(error)

    async def _work_and_rest(self) -> None:
        goes_on = False
        while True:
            try:
                self.handle_all()
                if goes_on:
                    end = perf_counter() + SLICE
                    while perf_counter() < end and not self._commands and self._work():
                        pass
                wait = self._rest()
            except Exception as error:
                self._tell(error)
                wait = WATCH
            goes_on = wait == 0
            if goes_on or self._commands:
                await self._let_others_go_on()
            else:
                await self._sleep(wait)

    async def _let_others_go_on(self) -> None:
        for _ in range(TURNS):
            await asyncio.sleep(TURN)

    async def _sleep(self, longest: float) -> None:
        """Wait for a command, but at most so many seconds."""
        # Not asyncio.wait_for: before Python 3.12 it may swallow the cancellation that ends the task.
        assert self._loop is not None and self._wake is not None  # `start` made them
        alarm = self._loop.call_later(longest, self._wake.set)
        try:
            await self._wake.wait()
        finally:
            alarm.cancel()
        self._wake.clear()
