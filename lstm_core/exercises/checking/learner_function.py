"""What a learner hands over: whether it can be called with the exercise's arguments, and how."""

import dis
import inspect
from collections.abc import Callable
from functools import update_wrapper
from types import CodeType, ModuleType
from typing import Any

from lstm_core.exercises.checking.kernel_state import globals_of
from lstm_core.exercises.checking.limited_call import is_unwritten
from lstm_core.exercises.checking.result_form import describe

_SMALLEST_SIZE = 5  # that is worth a question: smaller numbers have many uses
_NO_SIZES = (10, 100, 1000)


def refusal(function: Any, by_name: str, parameters: list[str]) -> tuple[bool, str] | None:
    """Return whether there is nothing yet and why a function cannot be called, or None if it can."""
    if function is None or function is ...:
        return True, f"Write the function, then hand it over: {by_name}."
    if not callable(function):
        return False, (
            f"The check needs the function itself, but got {describe(function)}. Hand it over by "
            f"its name, without brackets after it: {by_name}."
        )
    if is_unwritten(function):
        return True, "Put your lines where the three dots are, then run the cell."
    try:
        _bound(function, parameters)
    except TypeError:
        count = len(parameters)
        return False, (
            f"Your function is called with {count} argument{'s' * (count > 1)}, "
            f"`{', '.join(parameters)}`, but takes {_signature(function)}."
        )
    except ValueError:  # a function that does not tell its arguments, such as some of NumPy's
        return None
    return None


def _bound(function: Callable[..., Any], parameters: list[str]) -> list[str]:
    """Return which arguments are handed over by name: those that a function takes only so."""
    signature = inspect.signature(function)
    named = [p.name for p in signature.parameters.values() if p.kind is p.KEYWORD_ONLY]
    by_name = [name for name in parameters if name in named]
    by_place = [name for name in parameters if name not in named]
    signature.bind(*by_place, **dict.fromkeys(by_name))
    return by_name


def by_position(function: Callable[..., Any], parameters: list[str]) -> Callable[..., Any]:
    """Return a function that takes all arguments by position, whatever the learner's takes by name."""
    try:
        by_name = _bound(function, parameters)
    except ValueError:
        return function
    if not by_name:
        return function

    def call(*arguments: Any) -> Any:
        given = dict(zip(parameters, arguments, strict=True))
        named = {name: given.pop(name) for name in by_name}
        return function(*given.values(), **named)

    return update_wrapper(call, function, assigned=(), updated=())


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


def _signature(function: Callable[..., Any]) -> str:
    names = ", ".join(inspect.signature(function).parameters)
    return f"`{names}`" if names else "none"
