"""Calls in a forked process, which can be ended whatever it does, and which leaves the kernel alone."""

import faulthandler
import gc
import os
import select
import signal
import struct
import sys
import threading  # as a module: Pyodide has no get_native_id, and forks nothing
import warnings
from contextlib import suppress
from threading import Lock
from time import monotonic, sleep
from typing import Any

from lstm_core.blas_threads import OneThread
from lstm_core.exercises.checking.call_error import CallError
from lstm_core.exercises.checking.kernel_state import globals_of, refuse_questions, refuse_to_end
from lstm_core.exercises.checking.one_call import (
    Arguments,
    CallResult,
    Function,
    PrintedText,
    call_once,
    read_call,
    room_for_prints,
)
from lstm_core.exercises.checking.plain_data import MOST_BYTES

_HEAD = struct.Struct(">cI")  # what comes, and how many bytes of it
_PRINT, _RESULT = b"p", b"r"
_QUIET = 0.2  # seconds that other threads of the kernel get to come to rest
_MOST_TIMES = 6  # how many times its seconds a call gets on a computer that is busy with others
_UNREADABLE = CallError("a result that the check cannot read")
_lock = Lock()


def run_forked(function: Function, cases: list[Arguments], seconds: float) -> list[CallResult] | None:
    """Call a function on each case in a forked process; None where a fork would not be safe now."""
    with _lock, OneThread():
        if not hasattr(os, "fork") or sys.platform != "linux" or not _others_rest():
            return None
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # about forks next to threads
            try:
                child = os.fork()
            except OSError:  # no more processes or memory
                os.close(reading)
                os.close(writing)
                return None
            if child == 0:
                _work(function, cases, writing)
    os.close(writing)
    with suppress(OSError):
        os.setpgid(child, child)
    try:
        return _Collected(child, reading, len(cases), seconds).results()
    finally:  # also if the learner presses Stop
        os.close(reading)
        with suppress(OSError):
            os.killpg(child, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(child, 0)


def _others_rest() -> bool:
    """Tell whether no other thread computes outside Python: a fork then could wait for it for ever."""
    end = monotonic() + _QUIET
    while any(_computes(thread) for thread in os.listdir("/proc/self/task")):
        if monotonic() > end:
            return False
        sleep(0.002)
    return True


def _computes(thread: str) -> bool:
    if int(thread) == threading.get_native_id():
        return False
    try:
        return _state_and_numbers(f"/proc/self/task/{thread}/stat")[0] == "R"
    except OSError:  # it has ended meanwhile
        return False


def _state_and_numbers(stat: str) -> list[str]:
    """Return the fields of a process or thread from its state on: 3, 4, … of proc(5)."""
    with open(stat, encoding="utf-8") as file:
        return file.read().rpartition(")")[2].split()


class _Collected:
    """What the forked process sends, until it has sent everything, has ended, or its time is up."""

    def __init__(self, child: int, reading: int, count: int, seconds: float) -> None:
        self._child, self._reading, self._count, self._seconds = child, reading, count, seconds
        self._begin = monotonic()
        self._bytes = bytearray()

    def results(self) -> list[CallResult]:
        found: list[CallResult] = []
        printed = ""
        while len(found) < self._count and not (found and found[-1].ended):
            message = self._message()
            if isinstance(message, CallResult):
                result = message
            elif message[0] == _PRINT:
                printed += message[1].decode("utf-8", "replace")
                continue
            else:
                result = _read(message[1])
            result.printed, printed = printed, ""
            found.append(result)
        return found

    def _message(self) -> tuple[bytes, bytes] | CallResult:
        while True:
            if len(self._bytes) >= _HEAD.size:
                kind, length = _HEAD.unpack_from(self._bytes)
                if length > 3 * MOST_BYTES:
                    return CallResult(error=_UNREADABLE, ended=True)
                if len(self._bytes) >= _HEAD.size + length:
                    data = bytes(self._bytes[_HEAD.size : _HEAD.size + length])
                    del self._bytes[: _HEAD.size + length]
                    return kind, data
            ended = self._ended()  # asked before reading: what it sent before it ended is still read
            if wait(self._reading, 0.0 if ended else 0.05):
                data = os.read(self._reading, 2**20)
                self._bytes += data
                if data:
                    continue
                sleep(0.005)  # it has closed its end
            if ended:
                return CallResult(error=ended, ended=True)
            if self._is_over():
                return CallResult(timed_out=True, ended=True)

    def _is_over(self) -> bool:
        """Whether its time is up; time in which other programs had the processor does not count."""
        passed = monotonic() - self._begin
        if passed <= self._seconds:
            return False
        return passed > _MOST_TIMES * self._seconds or not _waits_for_its_turn(
            self._child, self._seconds
        )

    def _ended(self) -> CallError | None:
        try:
            state = os.waitid(os.P_PID, self._child, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except OSError:  # somebody else asked first
            return CallError("an exit of Python")
        if state is None:
            return None
        if state.si_code == os.CLD_EXITED:
            return CallError(f"an exit of Python (code {state.si_status})")
        return CallError(f"a crash of Python ({signal.Signals(state.si_status).name})")


def _waits_for_its_turn(process: int, seconds: float) -> bool:
    """Tell whether a process could compute, but has had the processor for less than some seconds."""
    try:
        state, *numbers = _state_and_numbers(f"/proc/{process}/stat")
    except OSError:  # it has ended meanwhile
        return False
    user, system = (int(numbers[place]) for place in (10, 11))  # fields 14 and 15 of proc(5)
    return state == "R" and user + system < seconds * os.sysconf("SC_CLK_TCK")


def wait(reading: int, seconds: float) -> bool:
    """Tell whether there is something to read, or the other end is closed, within some time."""
    poll = select.poll()  # multiprocessing's wait cannot be imported in the browser
    poll.register(reading, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


def _read(data: bytes) -> CallResult:
    try:
        return read_call(data)
    except Exception:  # the learner's function may have written into the pipe
        return CallResult(error=_UNREADABLE, ended=True)


def _work(function: Function, cases: list[Arguments], writing: int) -> None:
    """Make all calls in the forked process and end it."""
    own = os.getpid()

    def send(kind: bytes, data: bytes) -> None:
        if os.getpid() != own:  # a fork that the learner's function made
            os._exit(0)
        view = memoryview(_HEAD.pack(kind, len(data)) + data)
        while view:
            view = view[os.write(writing, view) :]

    try:
        _leave_the_kernel(function)
        for place, arguments in enumerate(cases):
            output = PrintedText(lambda text: send(_PRINT, text.encode()))
            output.room = room_for_prints(place, len(cases))
            sys.stdout = sys.stderr = output
            data = call_once(function, arguments)
            send(_RESULT, data)
    finally:
        os._exit(0)


def _leave_the_kernel(function: Any) -> None:
    import resource

    gc.freeze()  # what the kernel made is not ended here
    faulthandler.disable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no file behind
    with suppress(OSError):
        os.setpgid(0, 0)  # Stop reaches the kernel, which ends this process and all its own
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    refuse_to_end(globals_of(function))
    refuse_questions()
