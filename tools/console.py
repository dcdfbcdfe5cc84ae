"""What every command does first: print in any code page, and answer --help without an environment."""

from __future__ import annotations

import sys


def begin(help_text: str | None = None) -> None:
    """Make output safe; with a help text, print it and end if --help is among the arguments."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a test's stand-in has not
            stream.reconfigure(errors="backslashreplace")
    if help_text is not None and {"-h", "--help"} & set(sys.argv[1:]):
        print(help_text.strip())
        sys.exit(0)
