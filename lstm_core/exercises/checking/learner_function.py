"""What a learner hands over: whether it can be called with the exercise's arguments, and how."""

import inspect
from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from lstm_core.exercises.checking.limited_call import is_unwritten
from lstm_core.exercises.checking.result_form import describe


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


def _signature(function: Callable[..., Any]) -> str:
    names = ", ".join(inspect.signature(function).parameters)
    return f"`{names}`" if names else "none"
