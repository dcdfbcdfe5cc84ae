"""Jupyter's stop button: an interrupt of the kernel (SIGINT) pauses a lab that trains.

While no cell runs, ipykernel ignores the signal. Around a cell it sets handlers of its own, and
afterwards the one that it found. A lab that trains lays its handler over the present one, looks
between slices whether it is still there, and takes it away when it no longer trains.
"""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any
from weakref import ReferenceType, ref


class _Handler:
    """Tells a watch, if it still exists, and then the handler below."""

    def __init__(self, watch: "ReferenceType[InterruptWatch]", below: Any) -> None:
        self.watch, self.below = watch, below

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if (watch := self.watch()) is not None:
            watch.hear()
        if callable(self.below):
            self.below(number, frame)


class InterruptWatch:
    """Whether the kernel was interrupted while a lab trained; `wake` is called when it is."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self.is_interrupted = False
        self._wake = wake
        self._self = ref(self)  # a handler that is left behind keeps no lab in memory

    def hear(self) -> None:
        """Note an interrupt; this runs inside the signal's handler."""
        self.is_interrupted = True
        self._wake()

    def take(self) -> bool:
        """Return whether there was an interrupt, once."""
        was_interrupted, self.is_interrupted = self.is_interrupted, False
        return was_interrupted

    def follow(self, is_training: bool) -> None:
        """Lay the handler over the present one, or take it away."""
        if threading.current_thread() is not threading.main_thread():
            return  # signals belong to the main thread
        top = signal.getsignal(signal.SIGINT)
        above: _Handler | None = None
        handler: Any = top
        while isinstance(handler, _Handler) and handler.watch is not self._self:
            above, handler = handler, handler.below
        is_there = isinstance(handler, _Handler)
        if is_training and not is_there:
            self._lay_over(top)
        elif is_there and not is_training:
            if above is None:
                signal.signal(signal.SIGINT, handler.below)
            else:
                above.below = handler.below

    def _lay_over(self, top: Any) -> None:
        while isinstance(top, _Handler) and top.watch() is None:
            top = top.below  # of a lab that no longer exists
        if top is not None:  # None: one that Python could not put back
            signal.signal(signal.SIGINT, _Handler(self._self, top))
