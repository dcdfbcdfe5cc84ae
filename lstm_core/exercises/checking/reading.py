"""What is odd about what a function reads: numbers in its code, values outside, unread arguments."""

import dis
from collections.abc import Callable
from types import CodeType, ModuleType
from typing import Any

from lstm_core.exercises.checking.kernel_state import globals_of
from lstm_core.exercises.checking.result_form import listed

_SMALLEST_SIZE = 5  # that is worth a question: smaller numbers have many uses
_NO_SIZES = (10, 100, 1000)


def reading(function: Callable[..., Any]) -> list[str]:
    """Return what is odd about what a function reads, in sentences."""
    unread, numbers, outside = (
        [f"`{name}`" for name in find(function)]
        for find in (unread_arguments, written_sizes, outside_values)
    )
    lines = []
    if unread:
        lines.append(
            f"Your function never reads its argument{'s' * (len(unread) > 1)} {listed(unread)}."
        )
    if numbers:
        stands = "the number" if len(numbers) == 1 else "the numbers"
        lines.append(
            f"Your function contains {stands} {listed(numbers)}. If that is a size of one example, "
            "take the size from the arguments instead, such as `len(x)` or `x.shape[1]`."
        )
    if outside:
        lines.append(
            f"Your function reads {listed(outside)} from the notebook. If that belongs to one example, "
            "take the value from the arguments instead, such as `x.shape` for a size."
        )
    return lines


def unread_arguments(function: Callable[..., Any]) -> list[str]:
    """Return the names of arguments that a function has but never reads."""
    code = getattr(function, "__code__", None)
    if code is None:
        return []
    read: set[Any] = set()
    for step in dis.get_instructions(code):
        if "LOAD" in step.opname:  # also those that store one name and load another
            read.update(step.argval if isinstance(step.argval, tuple) else (step.argval,))
    if read & {"locals", "vars", "eval", "exec"}:
        return []
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return [name for name in names if name not in read and name not in code.co_cellvars]


def outside_values(function: Any) -> list[str]:
    """Return the names of numbers and arrays that a function reads from the notebook."""
    code = getattr(function, "__code__", None)
    space = globals_of(function)
    names = [name for name in _global_names(code) if name in space] if code is not None else []
    return [name for name in dict.fromkeys(names) if _is_value(space[name])]


def written_sizes(function: Any) -> list[int]:
    """Return the whole numbers in a function's code that may be sizes of one example."""
    code = getattr(function, "__code__", None)
    numbers = _whole_numbers(code) if code is not None else []
    return [number for number in dict.fromkeys(numbers) if number not in _NO_SIZES]


def _whole_numbers(code: CodeType) -> list[int]:
    found = []
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found += _whole_numbers(constant)
        for number in constant if isinstance(constant, tuple) else [constant]:
            if type(number) is int and number >= _SMALLEST_SIZE:
                found.append(number)
    return found


def _global_names(code: CodeType) -> list[str]:
    read = [step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"]
    inner = (part for part in code.co_consts if isinstance(part, CodeType))
    return [*read, *(name for part in inner for name in _global_names(part))]


def _is_value(value: Any) -> bool:
    return not callable(value) and not isinstance(value, ModuleType | type)
