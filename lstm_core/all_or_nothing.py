"""A change that happens as a whole or not at all, also where Ctrl-C or another exception comes."""

# The functions behind those of `signal`, which look for their answer among enums: six times as long.
import _signal  # type: ignore[import-not-found]  # it has no stub
import signal
import threading
from collections.abc import Callable


def all_or_nothing(change: Callable[[], None], undo: Callable[[], None]) -> None:
    """Run ``change``; hold SIGINT meanwhile, and ``undo`` and raise again whatever is raised."""
    handler = _signal.getsignal(signal.SIGINT)  # None where it is not Python's: it cannot raise here
    # Only the main thread may change a handler, and only there does one run.
    holds = callable(handler) and threading.current_thread() is threading.main_thread()
    held: list[tuple[object, ...]] = []
    try:
        if holds:
            _signal.signal(signal.SIGINT, lambda *arguments: held.append(arguments))
        change()
        if holds:
            _signal.signal(signal.SIGINT, handler)
    except BaseException:
        undo()
        if holds:
            _signal.signal(signal.SIGINT, handler)
        if held and callable(handler):
            handler(*held[0])
        raise
    if held and callable(handler):
        handler(*held[0])
