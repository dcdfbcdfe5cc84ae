"""CallResult a learner's function so that nothing it does can end the notebook's run.

The function runs in a thread of its own, and the check waits for it. When the time is up, an
exception is sent into that thread, again and again until it has ended; where a bare `except` swallows
it, the next line raises it once more. So `while True` ends whatever its body catches. This needs no
signals, and works alike on Linux, macOS and Windows. There are two limits. A single call into
compiled code that takes for ever (`time.sleep(10**9)`) cannot be interrupted: its thread is left
behind, which the answer says. And where there are no threads, in the browser, there is no time limit.
"""

import ctypes
import dis
import io
import linecache
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

_LONGEST_PRINT = 2000
_LONGEST_MESSAGE = 300
_PATIENCE = 1.0  # seconds that a thread gets to end after its time is up
_ADVICE = {  # what stands in a message: what to do
    "matmul": "Two arrays there do not fit. Write the shape of each beside it.",
    "broadcast": "Two arrays there do not fit. Write the shape of each beside it.",
    "out of bounds": "An axis of n places is counted from 0 to n - 1. Does a loop run too far, or is "
    "the index meant for another axis?",
    "truth value of an array": "`if` decides once for the whole array; `np.where(condition, a, b)` "
    "decides place by place.",
    "converted to Python scalars": "The functions of `math` take one number; those of NumPy, such as "
    "`np.exp`, take a whole array.",
    "array split does not": "`np.split(array, n)` wants n equal parts: along which axis do they lie? "
    "`np.split(array, 4, axis=-1)` cuts the last one.",
    "local variable": "Somewhere in your function that name is given a value, so Python looks for it "
    "inside the function only, where it has none yet. Give it one first, or choose another name.",
    "to unpack": "Names on the left and values on the right differ in number. Print what stands on the "
    "right.",
    "cannot unpack": "Several names stand on the left, but one value on the right. Print it.",
    "to scalar variable": "Square brackets follow a single number. Has the array an axis less than you "
    "think? Print its shape.",
    "is not subscriptable": "Square brackets follow something that has no entries, such as a function "
    "or a number. Round brackets call a function.",
    "object is not callable": "Round brackets follow something that is no function, perhaps an array. "
    "An entry of an array takes square brackets.",
    "as a data type": "A shape of several numbers stands in brackets of its own: `np.zeros((2, 3))`.",
}
_NOTHING_IN_IT = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE", "PUSH_NULL"}


class TimeLimitExceeded(BaseException):
    """The time is over; no Exception, so that `except Exception` does not swallow it."""


class RepeatedTimeLimit(TimeLimitExceeded):
    """What is sent into the learner's thread: if it is swallowed there, the next line raises again."""

    def __init__(self) -> None:
        super().__init__()
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != __file__:
            frame.f_trace = _raise_at_a_line
            frame = frame.f_back
        sys.settrace(lambda *_: None)  # of this thread alone; Python ends it when a line has raised


def _raise_at_a_line(frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
    if event == "line":
        raise TimeLimitExceeded
    return _raise_at_a_line


class PrintedText(io.StringIO):
    """Collects what is printed, up to a length that a reader can take in."""

    def write(self, text: str) -> int:
        """Keep the beginning of what is written."""
        room = _LONGEST_PRINT - self.tell()
        if room > 0:
            super().write(text if len(text) <= room else text[:room] + "\n… (the rest is left out)\n")
        return len(text)


@dataclass(slots=True)
class CallResult:
    """What came of one call."""

    value: Any = None  # what was returned
    error: BaseException | None = None  # what was raised
    timed_out: bool = False  # whether it was ended because the time was up
    still_running: bool = False  # whether it could not be ended
    printed: str = ""  # what it printed
    warned: list[str] = field(default_factory=list)  # messages of warnings


def run_limited(function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float) -> CallResult:
    """Call a function with a time limit and keep whatever comes of it."""
    run, kept = CallResult(), PrintedText()

    def work() -> None:
        with suppress(TimeLimitExceeded):
            try:
                run.value = function(*arguments)
            except TimeLimitExceeded:
                run.timed_out = True
            except BaseException as error:  # also SystemExit: a learner may call exit()
                run.error = error

    with warnings.catch_warnings(record=True) as caught, redirect_stdout(kept):
        warnings.simplefilter("default")
        thread = threading.Thread(target=copy_context().run, args=(work,), daemon=True)
        try:
            thread.start()
        except RuntimeError:  # no threads in this Python: run without a limit
            work()
        else:
            _wait(thread, seconds, run)
    run.printed = kept.getvalue()
    run.warned = [str(warning.message) for warning in caught]
    return run


def _wait(thread: threading.Thread, seconds: float, run: CallResult) -> None:
    try:
        thread.join(seconds)
        if not thread.is_alive():
            return
    except BaseException:  # the learner pressed Stop
        _end(thread)
        raise
    run.timed_out = True
    run.still_running = not _end(thread)


def _end(thread: threading.Thread) -> bool:
    for _ in range(int(_PATIENCE / 0.05)):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident or 0), ctypes.py_object(RepeatedTimeLimit)
        )
        thread.join(0.05)
        if not thread.is_alive():
            return True
    return False


def is_unwritten(function: Callable[..., Any]) -> bool:
    """Tell whether a function has nothing in its body but a docstring, `...` or `pass`."""
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    names = {instruction.opname for instruction in dis.get_instructions(code)}
    constants = [i.argval for i in dis.get_instructions(code) if "CONST" in i.opname]
    return names <= _NOTHING_IN_IT and all(value is None or value is ... for value in constants)


def describe_error(error: BaseException, function: Callable[..., Any]) -> str:
    """Return an error's kind, its message, and the line of the learner's function it came from."""
    message = " ".join(str(error).split())[:_LONGEST_MESSAGE]
    named = f"{type(error).__name__}: {message}" if message else type(error).__name__
    place = _line_of(error, getattr(function, "__code__", None))
    if place is None:
        return f"Your function ended in {named}"
    number, line = place
    return f"Your function ended in {named} (line {number} of its cell: `{line}`)"


def advice(error: BaseException) -> str | None:
    """Return what to do about an error whose message does not say it to a beginner."""
    return next((words for part, words in _ADVICE.items() if part in str(error)), None)


def _line_of(error: BaseException, code: CodeType | None) -> tuple[int, str] | None:
    here = str(Path(__file__).parent)
    found, step = None, error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if (code is not None and file == code.co_filename) or (
            code is None and not file.startswith(here)
        ):
            found = step.tb_lineno, linecache.getline(file, step.tb_lineno).strip()
        step = step.tb_next
    return found if found and found[1] else None
