"""Calls in a thread of their own: where processes cannot be forked, or not safely.

When the time is up, an exception is sent into the thread, again and again until it has ended; where a
bare `except` swallows it, the next line raises it once more. So `while True` ends whatever its body
catches. A single call into compiled code that takes for ever cannot be interrupted: its thread is left
behind, which the answer says. Where there are no threads, in the browser, there is no time limit.
"""

import ctypes
import sys
import threading
from collections.abc import Callable
from contextvars import copy_context
from time import monotonic
from types import FrameType
from typing import Any

from lstm_core.exercises.checking.kernel_state import restored_state
from lstm_core.exercises.checking.one_call import (
    Arguments,
    CallResult,
    Function,
    PrintedText,
    call_once,
    read_call,
    room_for_prints,
)

_PATIENCE = 1.0  # seconds that a thread gets to end after its time is up
_one_at_a_time = threading.Lock()  # sys.stdout belongs to the whole process


class TimeLimitExceeded(BaseException):
    """The time is over; no Exception, so that `except Exception` does not swallow it."""


class RepeatedTimeLimit(TimeLimitExceeded):
    """What is sent into the learner's thread: if it is swallowed there, the next line raises again."""

    def __init__(self) -> None:
        super().__init__()
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != call_once.__code__.co_filename:
            frame.f_trace = _raise_at_a_line
            frame = frame.f_back
        sys.settrace(lambda *_: None)  # of this thread alone; Python ends it when a line has raised


def _raise_at_a_line(frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
    if event == "line":
        raise TimeLimitExceeded
    return _raise_at_a_line


def run_threaded(function: Function, cases: list[Arguments], seconds: float) -> list[CallResult]:
    """Call a function on each case in threads; end with a call whose time is up."""
    results: list[CallResult] = []
    deadline = monotonic() + seconds
    with _one_at_a_time, restored_state(function):
        for place, arguments in enumerate(cases):
            pieces: list[str] = []
            output = PrintedText(pieces.append)
            output.room = room_for_prints(place, len(cases))
            sys.stdout = sys.stderr = output
            result = _call(function, arguments, max(deadline - monotonic(), 0.05))
            result.printed = "".join(pieces)
            results.append(result)
            if result.ended:
                break
    return results


def _call(function: Function, arguments: Arguments, seconds: float) -> CallResult:
    came: list[bytes] = []

    def work() -> None:
        try:
            came.append(call_once(function, arguments, TimeLimitExceeded))
        except TimeLimitExceeded:
            return

    thread = threading.Thread(target=copy_context().run, args=(work,), daemon=True)
    try:
        thread.start()
    except RuntimeError:  # no threads in this Python: run without a limit
        work()
    else:
        try:
            thread.join(seconds)
        except BaseException:  # the learner pressed Stop
            _end(thread)
            raise
        if thread.is_alive():
            return CallResult(timed_out=True, ended=True, still_running=not _end(thread))
    return read_call(came[0]) if came else CallResult(timed_out=True, ended=True)


def _end(thread: threading.Thread) -> bool:
    for _ in range(int(_PATIENCE / 0.05)):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident or 0), ctypes.py_object(RepeatedTimeLimit)
        )
        thread.join(0.05)
        if not thread.is_alive():
            return True
    return False
