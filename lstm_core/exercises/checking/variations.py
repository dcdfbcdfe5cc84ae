"""Solutions with variation points: written once, with the right choice and the known wrong ones.

    def slope(pick, z):
        s = sigmoid(z)
        return pick("slope", s * (1 - s), no_factor=lambda: s, plus=lambda: s * (1 + s))

`pick` returns the right choice unless a wrong one was asked for. The identifier of a wrong choice is
"slope.plus". A point may have a chain before its name, as in "f.slope": all points of a chain lie on
one path of the computation, so that two mistakes in one chain cannot be told apart with certainty.
"""

from collections.abc import Callable, Mapping
from typing import Any


class Pick:
    """Hands a solution its right choices, or at some points a wrong one."""

    def __init__(self, wrong: Mapping[str, str] | None = None) -> None:
        self._wrong = wrong or {}
        # The points that were met while no mistake was asked for, with the names of their choices.
        self.points: dict[str, tuple[str, ...]] = {}

    def __call__(self, point: str, right: Any, /, **choices: Any) -> Any:
        """Return ``right``, or what the chosen wrong choice, a function of nothing, returns."""
        if not self._wrong:  # the points are asked for without a mistake alone, and pairs need the time
            self.points.setdefault(point, tuple(choices))
            return right
        chosen = self._wrong.get(point)
        return choices[chosen]() if chosen in choices else right


def with_mistakes(solution: Callable[..., Any], *identifiers: str) -> Callable[..., Any]:
    """Return a solution as an ordinary function that makes the named mistakes, or none."""
    wrong = dict(identifier.rsplit(".", 1) for identifier in identifiers)
    return lambda *arguments: solution(Pick(wrong), *arguments)


def identifiers_of(solution: Callable[..., Any], cases: list[tuple[Any, ...]]) -> list[str]:
    """Return the identifiers of all wrong choices that a solution meets on some inputs."""
    pick = Pick()
    for arguments in cases:
        solution(pick, *arguments)
    return [f"{point}.{name}" for point, names in pick.points.items() for name in names]


def point_of(identifier: str) -> str:
    """Return the point of a wrong choice."""
    return identifier.rsplit(".", 1)[0]


def chain_of(identifier: str) -> str:
    """Return the chain of a wrong choice: what stands before the first dot."""
    return identifier.split(".", 1)[0]
