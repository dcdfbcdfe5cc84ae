"""One call of a learner's function, in whichever process or thread it happens, and what came of it."""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lstm_core.exercises.checking.call_error import CallError, printable, record_error
from lstm_core.exercises.checking.comparing import copy_value, unchanged
from lstm_core.exercises.checking.plain_data import TooLargeError, from_bytes, to_bytes

Function = Callable[..., Any]
Arguments = tuple[Any, ...]
_FIRST_PRINT, _OTHER_PRINTS = 1000, 1500  # characters of the first call, and of all others together
_MOST_WARNINGS = 3


@dataclass(slots=True)
class CallResult:
    """What came of one call."""

    value: Any = None  # what was returned, as plain data
    error: CallError | None = None  # what was raised, or how the process ended
    timed_out: bool = False  # whether it was ended because the time was up
    still_running: bool = False  # whether it could not be ended
    ended: bool = False  # whether no further call can follow
    printed: str = ""  # what it printed
    warned: list[str] = field(default_factory=list)  # messages of warnings
    changed: list[int] = field(default_factory=list)  # the places of arguments that it changed


def room_for_prints(place: int, count: int) -> int:
    """Return how many characters a call may print, so that all calls together stay readable."""
    return _FIRST_PRINT if place == 0 else _OTHER_PRINTS // max(count - 1, 1)


class PrintedText(io.TextIOBase):
    """Hands on what is printed, up to a length that a reader can take in."""

    encoding = "utf-8"

    def __init__(self, hand_on: Callable[[str], None]) -> None:
        super().__init__()
        self._hand_on = hand_on
        self.room = _FIRST_PRINT

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def close(self) -> None:
        """Stay open: what comes after the learner closed it is printed all the same."""

    def write(self, text: str) -> int:
        """Keep the beginning of what is written."""
        if self.room > 0 and text:
            kept = (
                text if len(text) <= self.room else text[: self.room] + "\n… (the rest is left out)\n"
            )
            self._hand_on(printable(kept))
        self.room -= len(text)
        return len(text)


def call_once(
    function: Function, arguments: Arguments, end: type[BaseException] | None = None
) -> bytes:
    """Call a function with copies of its arguments; return what came of it as bytes."""
    value: Any = None
    error: CallError | None = None
    changed: list[int] = []
    handed = tuple(copy_value(argument) for argument in arguments)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        try:
            value = function(*handed)
        except BaseException as raised:  # also SystemExit and KeyboardInterrupt
            if end is not None and isinstance(raised, end):
                raise
            error = record_error(raised, function)
    if error is None:
        changed = [k for k, pair in enumerate(zip(arguments, handed, strict=True)) if _differ(*pair)]
    warned = [_message_of(warning.message) for warning in caught[:_MOST_WARNINGS]]
    return _pack(value, error, warned, changed)


def _pack(value: Any, error: CallError | None, warned: list[str], changed: list[int]) -> bytes:
    try:
        return to_bytes([value, _fields(error), warned, changed])
    except TooLargeError as large:
        error = CallError("a result that the check cannot read", str(large))
    except Exception as raised:  # an object of the learner's own that raises when it is read
        error = record_error(raised, len)
    return to_bytes([None, _fields(error), warned, changed])


def read_call(data: bytes) -> CallResult:
    """Return what came of a call from its bytes."""
    value, error, warned, changed = from_bytes(data)
    return CallResult(value, CallError(*error) if error else None, warned=warned, changed=changed)


def _fields(error: CallError | None) -> list[Any] | None:
    if error is None:
        return None
    return [error.kind, error.message, error.number, error.line, error.unwritten]


def _differ(before: Any, after: Any) -> bool:
    try:
        return not unchanged(before, after)
    except Exception:  # of another form than before, so that they cannot even be compared
        return True


def _message_of(warning: Warning | str) -> str:
    try:
        return printable(str(warning))
    except Exception:  # a warning of the learner's own whose __str__ raises
        return type(warning).__name__
