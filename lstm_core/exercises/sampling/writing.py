"""A network that writes, dart by dart, with the points at which learners go wrong.

All points are passed before the first character is drawn, so that the loop stays fast: a choice is a
table, or a function of what is known at one step.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lstm_core.activations import sigmoid
from lstm_core.exercises.checking.exercise import Array, Output
from lstm_core.exercises.checking.variations import Pick
from lstm_core.exercises.sampling.small_network import START, SmallNetwork, small_network
from lstm_core.exercises.sampling.solutions import beyond_or_last, softmax
from lstm_core.model import CharLSTM
from lstm_core.text import Vocabulary


@dataclass(slots=True)
class Step:
    """What is known when a character has been drawn."""

    model: CharLSTM
    vocabulary: Vocabulary
    network: SmallNetwork
    prefix: list[int]
    n: int = 0  # the place of the dart
    k: int = 0  # what it drew
    state: int = START  # before the character is read
    text: str = ""
    written: list[int] = field(default_factory=list)  # the prefix and all that was drawn

    @property
    def trace(self) -> Any:
        """What `forward` of the network itself returned last."""
        return self.model.forward(self.written[:-1])


def write(
    pick: Pick, model: CharLSTM, vocabulary: Vocabulary, prefix: str, length: int, darts: Array
) -> Output:
    """Write a text, one character for each dart."""
    network = small_network(model)
    indices = [vocabulary.characters.index(character) for character in prefix]
    step = Step(model, vocabulary, network, indices, text=prefix, written=list(indices))
    read = _read_first(pick, indices, model, prefix)
    step.state = network.read(START, read)
    look = pick(
        "row",
        step.state,
        first=lambda: network.read(START, read[:1]),
        before_last=lambda: network.read(START, read[:-1]),
        before_last_always=lambda: np.zeros(1)[-2],  # the error of `logits[-2]` after one character
        place=lambda: np.zeros(1)[1],  # the error of `logits[n]` after one character
    )
    places, thrown = _places(pick, length, len(prefix)), _darts(pick, darts, len(prefix))
    ends_of, draw = _ends(pick, network), _draw(pick, network, model)
    characters, extended = _characters(pick, vocabulary, prefix), _extended(pick, prefix)
    following, before = _read_next(pick), _state(pick)
    looked_at = pick("look", lambda new, old: new, late=lambda: lambda new, old: old)
    for n in places:
        step.n, step.k = n, draw(look, ends_of(look), thrown[n])
        step.written.append(step.k)
        step.text = extended(step.text, characters[step.k], step.k)
        old, step.state = step.state, network.read(before(step), following(step))
        look = looked_at(step.state, old)
    return _text(pick, step.text, step.written, prefix)


def _read_first(pick: Pick, indices: list[int], model: CharLSTM, prefix: str) -> Output:
    return pick(
        "prefix",
        indices,
        last_alone=lambda: indices[-1:],
        first_alone=lambda: indices[:1],
        without_first=lambda: indices[1:],
        without_last=lambda: indices[:-1],
        reverse=lambda: indices[::-1],
        twice=lambda: indices * 2,
        last_again=lambda: [*indices, indices[-1]],
        not_encoded=lambda: model.forward(prefix),
        nothing=lambda: model.forward([]),
    )


def _places(pick: Pick, length: int, before: int) -> Output:
    return pick(
        "places",
        range(length),
        from_one=lambda: range(1, length),
        without_last=lambda: range(length - 1),
        one_more=lambda: [*range(length), 0],
        without_prefix=lambda: range(length - before),
        after_prefix=lambda: range(before, length),
        as_long_as_prefix=lambda: range(min(before, length)),
        with_prefix=lambda: [n % length for n in range(length + before)],
    )


def _darts(pick: Pick, darts: Array, before: int) -> Output:
    length = len(darts)
    return pick(
        "dart",
        darts,
        first=lambda: np.full(length, darts[0]),
        last=lambda: np.full(length, darts[-1]),
        from_the_end=lambda: darts[::-1],
        next=lambda: np.roll(darts, -1),
        past_the_end=lambda: darts[length],
        before=lambda: np.roll(darts, 1),
        by_text=lambda: np.roll(darts, -before),
        complement=lambda: 1 - darts,
        sorted=lambda: np.sort(darts),
        half=lambda: np.full(length, 0.5),
        own=lambda: np.random.default_rng(0).random(length),
        own_first=lambda: np.full(length, np.random.default_rng(0).random()),
        all=lambda: [darts] * length,
    )


def _ends(pick: Pick, network: SmallNetwork) -> Callable[[int], Array]:
    """Return what gives the ends of the pieces after a state."""
    logits = network.logits
    chosen: Callable[[int], Array] = pick(
        "ends",
        network.ends,
        raw=lambda: lambda state: np.cumsum(logits(state)),
        exponentials=lambda: lambda state: np.cumsum(np.exp(logits(state))),
        sigmoid=lambda: lambda state: np.cumsum(sigmoid(logits(state))),
        half_temperature=lambda: lambda state: np.cumsum(softmax(logits(state) / 0.5)),
        double_temperature=lambda: lambda state: np.cumsum(softmax(logits(state) * 0.5)),
        negative=lambda: lambda state: np.cumsum(softmax(-logits(state))),
        no_sum=lambda: lambda state: softmax(logits(state)),
        sorted=lambda: lambda state: np.cumsum(np.sort(softmax(logits(state)))),
        sorted_down=lambda: lambda state: np.cumsum(np.sort(softmax(logits(state)))[::-1]),
        reverse=lambda: lambda state: np.cumsum(softmax(logits(state))[::-1]),
        equal=lambda: lambda state: np.arange(1, len(logits(state)) + 1) / len(logits(state)),
    )
    return chosen


def _draw(pick: Pick, network: SmallNetwork, model: CharLSTM) -> Callable[[int, Array, float], int]:
    """Return what gives the character that a dart draws, from the state and the ends of the pieces."""

    def place(state: int, ends: Array, dart: float) -> int:
        return int((ends > dart).argmax())

    def piece(state: int) -> Array:
        return softmax(network.logits(state))

    chosen: Callable[[int, Array, float], int] = pick(
        "draw",
        place,
        always_0=lambda: lambda state, ends, dart: 0,
        greedy=lambda: lambda state, ends, dart: int(network.logits(state).argmax()),
        rarest=lambda: lambda state, ends, dart: int(network.logits(state).argmin()),
        no_sum_loop=lambda: lambda state, ends, dart: beyond_or_last(piece(state), dart),
        begins_loop=lambda: lambda state, ends, dart: beyond_or_last(ends - piece(state), dart),
        nearest=lambda: lambda state, ends, dart: int(np.abs(ends - dart).argmin()),
        one_more=lambda: lambda state, ends, dart: place(state, ends, dart) + 1,
        one_more_around=lambda: lambda state, ends, dart: (place(state, ends, dart) + 1) % len(ends),
        one_less=lambda: lambda state, ends, dart: place(state, ends, dart) - 1,
        one_less_read=lambda: lambda state, ends, dart: _read_by(model, place(state, ends, dart) - 1),
        nearest_probability=lambda: lambda state, ends, dart: int(np.abs(piece(state) - dart).argmin()),
        one_less_at_least_0=lambda: lambda state, ends, dart: max(place(state, ends, dart) - 1, 0),
        second=lambda: lambda state, ends, dart: int(np.argsort(network.logits(state))[-2]),
        end_included=lambda: lambda state, ends, dart: int((ends >= dart).argmax()),
        complement_counted=lambda: lambda state, ends, dart: int((ends <= 1 - dart).sum()),
        no_sum_searched=lambda: (
            lambda state, ends, dart: int(np.searchsorted(piece(state), dart, side="right"))
        ),
    )
    return chosen


def _read_by(model: CharLSTM, k: int) -> int:
    """Return an index, or raise what the network raises at a negative one."""
    if k < 0:
        model.forward([k])
    return k


def _characters(pick: Pick, vocabulary: Vocabulary, prefix: str) -> Output:
    characters, used = vocabulary.characters, sorted(set(prefix))
    numbers = range(len(characters))
    return pick(
        "character",
        characters,
        before=lambda: (characters[-1], *characters[:-1]),
        after=lambda: (*characters[1:], characters[0]),
        reverse=lambda: characters[::-1],
        of_prefix=lambda: [used[k % len(used)] for k in numbers],
        place_in_prefix=lambda: [prefix[k % len(prefix)] for k in numbers],
        index=lambda: [str(k) for k in numbers],
        code=lambda: [chr(k) for k in numbers],
        letter=lambda: [chr(ord("a") + k) for k in numbers],
        with_space=lambda: [" " + character for character in characters],
        twice=lambda: [2 * character for character in characters],
        vocabulary=lambda: vocabulary,
    )


def _extended(pick: Pick, prefix: str) -> Callable[[str, str, int], str]:
    """Return what puts a character to the text."""
    chosen: Callable[[str, str, int], str] = pick(
        "text",
        lambda text, character, k: text + character,
        in_front=lambda: lambda text, character, k: character + text,
        overwritten=lambda: lambda text, character, k: prefix + character,
        character_alone=lambda: lambda text, character, k: character,
        index_added=lambda: lambda text, character, k: text + k,
        not_kept=lambda: lambda text, character, k: text,
    )
    return chosen


def _read_next(pick: Pick) -> Callable[[Step], list[int]]:
    """Return what the network reads after a character was drawn."""
    chosen: Callable[[Step], list[int]] = pick(
        "next",
        lambda step: [step.k],
        nothing=lambda: lambda step: [],
        place=lambda: lambda step: [step.n % len(step.vocabulary)],
        last_of_prefix=lambda: lambda step: step.prefix[-1:],
        prefix_again=lambda: lambda step: step.prefix,
        whole_text=lambda: lambda step: step.written,
        drawn_text=lambda: lambda step: step.written[len(step.prefix) :],
        twice=lambda: lambda step: [step.k, step.k],
        character_before=lambda: lambda step: step.written[-2:-1],
        last_two=lambda: lambda step: step.written[-2:],
        neighbour=lambda: lambda step: [(step.k + 1) % len(step.vocabulary)],
        no_brackets=lambda: lambda step: step.model.forward(step.k),
        character=lambda: lambda step: step.model.forward(step.vocabulary.characters[step.k]),
        character_in_list=lambda: lambda step: step.model.forward([step.vocabulary.characters[step.k]]),
        text=lambda: lambda step: step.model.forward(step.text),
        two_brackets=lambda: lambda step: step.model.forward([[step.k]], step.trace.final_state),
    )
    return chosen


def _state(pick: Pick) -> Callable[[Step], int]:
    """Return what gives the state that the next character is read with."""
    chosen: Callable[[Step], int] = pick(
        "state",
        lambda step: step.state,
        lost=lambda: lambda step: START,
        after_prefix=lambda: lambda step: step.network.read(START, step.prefix),
        one_step_late=lambda: lambda step: step.network.read(START, step.written[:-2]),
        swapped=lambda: lambda step: step.network.changed(step.state, "swapped"),
        without_h=lambda: lambda step: step.network.changed(step.state, "no_h"),
        without_c=lambda: lambda step: step.network.changed(step.state, "no_c"),
        h_alone=lambda: lambda step: step.model.forward([step.k], step.trace.final_state[0]),
        trace=lambda: lambda step: step.model.forward([step.k], step.trace),
        hidden_states=lambda: lambda step: step.model.forward([step.k], step.trace.hidden_state),
    )
    return chosen


def _text(pick: Pick, text: str, written: list[int], prefix: str) -> Output:
    before = len(prefix)
    return pick(
        "result",
        text,
        without_prefix=lambda: text[before:],
        in_loop=lambda: text[: before + 1],
        as_list=lambda: list(text),
        list_without_prefix=lambda: list(text[before:]),
        indices=lambda: list(written),
        indices_without_prefix=lambda: written[before:],
        prefix_twice=lambda: prefix + text,
        prefix_behind=lambda: text[before:] + prefix,
        first_of_prefix_alone=lambda: text[:1] + text[before:],
        last_of_prefix_alone=lambda: text[before - 1 :],
        with_space=lambda: prefix + " " + text[before:],
        spaced=lambda: " ".join(text),
        strip=lambda: text.strip(),
        lower=lambda: text.lower(),
    )
