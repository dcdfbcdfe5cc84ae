"""Call a learner's function so that nothing it does can end the notebook's run.

On Linux all calls of a check happen in one forked process. It has the notebook's functions and
variables, sends back plain data, and is killed when its time is up: whatever the function does to
itself, to NumPy, to variables, to the working directory or to the output, the kernel stays as it was.
Not protected are files, which the function may write, and other processes, which it may end.

A thread takes its place on Windows and macOS, and where another thread of the kernel computes outside
Python, because a fork can then wait for ever. The kernel's globals, folder, output and NumPy are put
back, but not what a variable holds; `os._exit`, a crash, and a call into compiled code that never
returns are not protected from. In the browser there is no time limit either.
"""

import dis
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from lstm_core.exercises.checking.forked_calls import run_forked
from lstm_core.exercises.checking.kernel_state import restored_state
from lstm_core.exercises.checking.one_call import (
    Arguments,
    CallResult,
    Function,
    call_once,
    read_call,
)
from lstm_core.exercises.checking.threaded_calls import run_threaded

_NOTHING_IN_IT = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE", "PUSH_NULL"}
_inside: ContextVar[bool] = ContextVar("inside", default=False)  # whether a check is running already


def run_limited(
    function: Function, cases: list[Arguments], seconds: float, *, in_process: bool = False
) -> list[CallResult]:
    """Call a function on each case with one time limit; end when it is up or the process has ended."""
    if _inside.get():  # a function that checks itself must not fork without end
        return _run_here(function, cases, most_errors=1)
    if in_process:
        return _run_here(function, cases, most_errors=len(cases))
    token = _inside.set(True)
    try:
        results = run_forked(function, cases, seconds)
        return run_threaded(function, cases, seconds) if results is None else results
    finally:
        _inside.reset(token)


def _run_here(function: Function, cases: list[Arguments], most_errors: int) -> list[CallResult]:
    results: list[CallResult] = []
    with restored_state(function):
        for arguments in cases:
            results.append(read_call(call_once(function, arguments)))
            errors = [result.error.kind for result in results if result.error is not None]
            if len(errors) >= most_errors or "KeyboardInterrupt" in errors:
                break
    return results


def is_unwritten(function: Callable[..., Any]) -> bool:
    """Tell whether a function has nothing in its body but a docstring, `...` or `pass`."""
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    names = {instruction.opname for instruction in dis.get_instructions(code)}
    constants = [i.argval for i in dis.get_instructions(code) if "CONST" in i.opname]
    return names <= _NOTHING_IN_IT and all(value is None or value is ... for value in constants)
