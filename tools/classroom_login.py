"""How learners log in to `make classroom`: which authenticator, and a delay after a wrong password."""

from __future__ import annotations

import asyncio
from importlib import import_module
from importlib.metadata import entry_points

from environment import SetupError

DELAY = 1.0  # seconds after a wrong password, for everybody: at most one guess per second


def authenticator_class(chosen) -> type:
    """Return the class of an authenticator: a class, JupyterHub's name for one, or its import path."""
    if not isinstance(chosen, str):
        return chosen
    known = {entry.name.lower(): entry for entry in entry_points(group="jupyterhub.authenticators")}
    if chosen.lower() in known:
        return known[chosen.lower()].load()
    module, _, name = chosen.rpartition(".")
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise SetupError(
            f"There is no authenticator {chosen!r} ({error}).\n"
            f"JupyterHub knows: {', '.join(sorted(known))}.\n"
            "Another one is named by its import path, such as package.ClassName."
        ) from None


def slow_down(kind: type) -> type:
    """Return the same authenticator, in which each password waits for the wrong ones before it.

    Attempts are tried one after the other, or many at once would be as many guesses a second.
    """

    class Slowed(kind):
        """Waits after a wrong password."""

        async def get_authenticated_user(self, handler, data):
            """Let somebody in, or wait and then refuse."""
            if not (isinstance(data, dict) and "password" in data):
                return await super().get_authenticated_user(handler, data)
            if not hasattr(self, "_turns"):
                self._turns = asyncio.Lock()
            async with self._turns:
                user = await super().get_authenticated_user(handler, data)
                if user is None:
                    await asyncio.sleep(DELAY)
            return user

    Slowed.__name__ = Slowed.__qualname__ = kind.__name__
    return Slowed
