"""What the lab may be asked for, from the page and from Python, and what belongs to each command."""

from collections.abc import Callable
from typing import Any, NamedTuple

from lstm_core.arguments import check_choice, short_repr
from lstm_core.errors import ArgumentError, FileError
from lstm_core.lab.session import LabSession


class Details(NamedTuple):
    """The details of a command: those that it needs, and those that it may have."""

    needed: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


COMMANDS = {
    "start": Details(),
    "pause": Details(),
    "step": Details(),
    "present": Details(),
    "branch": Details(),
    "reset": Details((), ("text", "hidden_size", "seed", "learning_rate", "clip_value")),
    "set": Details((), ("learning_rate", "clip_value")),
    "look": Details((), ("gate", "start")),
    "undo": Details(),
    "travel": Details(("index",)),
    "select": Details(("branch", "epoch")),
    "view": Details(("view", "gone")),
    "file": Details(("kind",)),
    "load": Details((), ("part", "parts")),
}
BUTTONS: dict[str, Callable[..., None]] = {
    "start": LabSession.play,
    "pause": LabSession.pause,
    "step": LabSession.step,
    "reset": LabSession.reset,
    "set": LabSession.change,
    "look": LabSession.look,
    "undo": LabSession.undo,
    "travel": LabSession.travel,
    "select": LabSession.select,
    "present": LabSession.return_to_present,
    "branch": LabSession.branch,
}
CHANGING_SUMMARY = ("start", "reset", "undo", "set", "branch", "load")
_ENVELOPE = ("do", "buffers", "request")


def read_command(command: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a command's name and details; each detail is checked where it is used."""
    name = check_choice("command", command.get("do"), tuple(COMMANDS))
    details = {key: value for key, value in command.items() if key not in _ENVELOPE}
    needed, possible = COMMANDS[name]
    missing = [key for key in needed if key not in details]
    unknown = [key for key in details if key not in (*needed, *possible)]
    if missing or unknown:
        problem = f"without {', '.join(missing)}" if missing else f"with {short_repr(unknown[0])}"
        allowed = ", ".join((*needed, *possible)) or "nothing"
        raise ArgumentError(f"The command {name} takes {allowed}, but came {problem}.")
    return name, details


def only_buffer(command: dict[str, Any]) -> bytes:
    """Return the bytes that came with a command."""
    buffers = command.get("buffers")
    if not isinstance(buffers, list) or len(buffers) != 1:
        raise FileError("The chosen file did not arrive. Choose it again.")
    try:
        return bytes(memoryview(buffers[0]))
    except TypeError as error:
        raise FileError("The chosen file did not arrive as bytes. Choose it again.") from error
