"""NumPy's own functions for the truth, and a kernel that is after a check as it was before."""

import builtins
import inspect
import math
import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import RLock
from types import ModuleType
from typing import Any

import numpy as np

_MODULES = (np, np.linalg, math)
_lock = RLock()


def _functions(module: ModuleType) -> dict[str, Any]:
    return {k: v for k, v in vars(module).items() if not k.startswith("_") and callable(v)}


_ORIGINAL = [(module, _functions(module)) for module in _MODULES]  # before a learner can patch any


@contextmanager
def original_functions() -> Iterator[None]:
    """Compute with NumPy's own functions, also where the notebook has put others in their places."""
    with _lock:
        now = [(module, _functions(module)) for module in _MODULES]
        _put(_ORIGINAL)
        try:
            yield
        finally:
            _put(now)


def _put(functions: list[tuple[ModuleType, dict[str, Any]]]) -> None:
    for module, names in functions:
        for name, function in names.items():
            if vars(module).get(name) is not function:
                setattr(module, name, function)


def globals_of(function: Any) -> dict[str, Any]:
    """Return the variables of the notebook in which a function was written."""
    try:
        space: dict[str, Any] = getattr(inspect.unwrap(function), "__globals__", {})
    except Exception:  # an object of the learner's own that raises when it is looked at
        return {}
    return space


@contextmanager
def restored_state(function: Callable[..., Any]) -> Iterator[None]:
    """Put the kernel's globals, folder, outputs and NumPy back as they were, as far as Python can."""
    space = globals_of(function)
    kept, folder, outputs = dict(space), os.getcwd(), (sys.stdout, sys.stderr)
    functions = [(module, _functions(module)) for module in _MODULES]
    numpy_state = np.random.get_state(legacy=False), np.geterr(), np.get_printoptions()  # noqa: NPY002
    own_random = random.getstate()
    refuse_to_end(space)
    try:
        yield
    finally:
        for name in set(space) - set(kept):
            del space[name]
        space.update(kept)
        sys.stdout, sys.stderr = outputs
        with suppress(OSError):  # a folder that was deleted
            os.chdir(folder)
        _put(functions)
        np.random.set_state(numpy_state[0])  # noqa: NPY002
        np.seterr(**numpy_state[1])
        np.set_printoptions(**numpy_state[2])
        random.setstate(own_random)


def refuse_to_end(space: dict[str, Any]) -> None:
    """Let exit() and quit() raise in a notebook, where they would end the kernel after the cell."""
    for name in ("exit", "quit"):
        if type(space.get(name)).__module__.startswith(("IPython", "ipykernel")):
            space[name] = sys.exit


def refuse_questions() -> None:
    """Let input() and breakpoints raise: a process of its own has no keyboard."""

    def refuse(*_: Any, **__: Any) -> Any:
        raise EOFError("a check has no keyboard; with in_process=True, breakpoints and input work")

    builtins.input = refuse
    sys.breakpointhook = refuse
