"""Find the deviations from the right solution that give exactly what a learner's function gave.

First every single deviation is tried on all inputs, then every pair, then single ones that explain a
part of what was returned. A result is looked at in pieces (the values that are returned, or finer ones
that an exercise names), input by input: a piece that the later deviation of a pair leaves alone should
fit the earlier one already. The pairs that meet this best are tried first, in turn with those whose
effects add up to the learner's (see `pair_order`), until too many were tried.
Inputs on which a part of the computation does not matter, such as a first step with a zero state,
therefore make the search fast.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from lstm_core.exercises.checking.pair_order import in_turn
from lstm_core.exercises.checking.space import Case, Pieces, Space, quiet
from lstm_core.exercises.checking.usual_deviations import usual_deviations
from lstm_core.exercises.checking.variations import chain_of, identifiers_of, point_of

Place = tuple[int, str]  # of a piece: the number of the call, and the piece's name
Explanation = tuple[str, ...]  # the identifiers of one deviation, or of two
_MOST_PAIRS = 3000  # that are tried


@dataclass(frozen=True, slots=True)
class Finding:
    """What explains a learner's results: several explanations if no input separates them."""

    explanations: tuple[Explanation, ...]
    piece: str = ""  # the piece that is explained, if the others are not


class Search:
    """The search for what explains a function's results on some inputs."""

    def __init__(self, space: Space, cases: list[Case]) -> None:
        self._space, self._cases = space, cases
        self._usual = usual_deviations(space.outputs)
        with quiet():
            self._right = [space.pieces(space.outcome(arguments)) for arguments in cases]
            self._combined = [*identifiers_of(space.solution, cases), *self._usual]
            self._results = {
                name: [space.pieces(space.outcome(arguments, name)) for arguments in cases]
                for name in [*space.others, *self._combined]
            }
        for name in self._usual:  # what does not fit this exercise's values explains no error
            if all(each.is_error for each in self._results[name]):
                del self._results[name]
                self._combined.remove(name)
        self._touched = {name: _different(mine, self._right) for name, mine in self._results.items()}

    def explain(self, got: list[Any]) -> Finding | None:
        """Return what explains these results, one for each input, or None."""
        with quiet():
            mine = [self._space.pieces(value) for value in got]
            wrong = _different(mine, self._right)
            for find in (self._singles, self._pairs, self._parts):
                explanations, piece = find(mine, wrong)
                if explanations:
                    return Finding(tuple(explanations), piece)
        return None

    def _singles(self, got: list[Pieces], wrong: set[Place]) -> tuple[list[Explanation], str]:
        fits = [name for name, mine in self._results.items() if all(map(Pieces.same, got, mine))]
        return [(name,) for name in self._preferred(fits)], ""

    def _preferred(self, names: list[str]) -> list[str]:
        """Prefer whole functions to points, and the exercise's own deviations to the usual ones."""
        whole = [name for name in names if name in self._space.others]
        return whole or [name for name in names if name not in self._usual] or names

    def _pairs(self, got: list[Pieces], wrong: set[Place]) -> tuple[list[Explanation], str]:
        wrong_calls = [got[call] for call in {call for call, _ in wrong}]
        # Errors and NaN are too little evidence for two mistakes: many pairs lead to them.
        if sum(mine.is_error for mine in got) > len(got) / 2 or not any(
            mine.is_finite for mine in wrong_calls
        ):
            return [], ""
        possible = self._possible_pairs(got, wrong)[:_MOST_PAIRS]
        return self._certain([pair for pair in possible if self._gives(pair, got)]), ""

    def _gives(self, pair: Explanation, got: list[Pieces]) -> bool:
        return all(
            mine.same(self._space.pieces(self._space.outcome(arguments, *pair)))
            for mine, arguments in zip(got, self._cases, strict=True)
        )

    def _certain(self, pairs: list[Explanation]) -> list[Explanation]:
        """Return pairs whose parts can be told apart: of several chains, or the only one that fits."""
        own = [pair for pair in pairs if not any(name in self._usual for name in pair)]
        pairs = own or pairs
        if len(self._space.outputs) > 1:
            pairs = [pair for pair in pairs if chain_of(pair[0]) != chain_of(pair[1])]
        return pairs

    def _possible_pairs(self, got: list[Pieces], wrong: set[Place]) -> list[tuple[str, str]]:
        """Return the pairs that may give these results, the most probable ones first."""
        wrong_names = {name for _, name in wrong}
        names = {one: {name for _, name in self._touched[one]} for one in self._combined}
        possible = [one for one in self._combined if names[one] and names[one] <= wrong_names]
        unlike = {one: _different(got, self._results[one]) for one in possible}
        pairs, misfits = [], []
        whole = {call for call, mine in enumerate(got) if mine.names == ("",)}  # in no pieces
        alike = {
            one: {call for call in whole if got[call].like(self._results[one][call])}
            for one in possible
        }
        for one, other in combinations(possible, 2):
            if point_of(one) == point_of(other) or names[one] | names[other] != wrong_names:
                continue
            if alike[one] | alike[other] != whole:  # one of them gives the error, or the other form
                continue
            first, second = self._touched[one], self._touched[other]
            left_alone = (first - second) & unlike[one]  # by the later one, and yet wrong
            if any(name and name not in names[other] for _, name in left_alone):
                continue
            unexplained = wrong & unlike[one] & unlike[other]  # by one of the two alone
            pairs.append((one, other))
            misfits.append(len(left_alone) + len(wrong ^ (first | second)) + len(unexplained))
        return in_turn(pairs, misfits, self._results, self._right, got)

    def _parts(self, got: list[Pieces], wrong: set[Place]) -> tuple[list[Explanation], str]:
        """Explain the first wrong piece alone, where others are wrong for another reason."""
        wrong_pieces = {piece for _, piece in wrong}
        if len(self._right[0].names) == 1 or "" in wrong_pieces:
            return [], ""
        piece = next((name for name in self._right[0].names if name in wrong_pieces), "")
        places = {place for place in wrong if place[1] == piece}
        fits = [name for name in self._combined if self._touched[name] <= wrong]
        fits = [name for name in fits if places <= self._touched[name]]
        fits = [name for name in fits if places.isdisjoint(_different(got, self._results[name]))]
        return [(name,) for name in self._preferred(fits)], piece


def _different(mine: list[Pieces], others: list[Pieces]) -> set[Place]:
    """Return the places of the pieces that differ."""
    pairs = enumerate(zip(mine, others, strict=True))
    return {(case, name) for case, (a, b) in pairs for name in a.differing(b)}
