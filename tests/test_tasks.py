"""The synthetic texts: what they ask for stands in them, and nothing else tells it."""

import numpy as np
import pytest

import lstm_core as lc
from lstm_core import tasks


def draws(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize(("lag", "keys", "distractors"), [(0, 4, 4), (1, 2, 1), (20, 4, 4), (7, 6, 3)])
def test_a_recall_text_is_a_key_distractors_and_the_query(lag, keys, distractors):
    inputs, targets = tasks.recall(lag, 200, random=draws(), keys=keys, distractors=distractors)
    assert inputs.shape == (lag + 2, 200) and targets.shape == (200,)
    np.testing.assert_array_equal(inputs[0], targets)
    assert set(targets) == set(range(keys))
    between = inputs[1:-1]
    assert not between.size or set(between.ravel()) == set(range(keys, keys + distractors))
    assert set(inputs[-1]) == {keys + distractors}


def test_nothing_but_the_first_character_tells_the_answer():
    inputs, targets = tasks.recall(3, 20_000, random=draws())
    for step in inputs[1:]:
        for key in range(4):
            shares = [np.mean(targets[step == character] == key) for character in set(step)]
            assert max(abs(share - 0.25) for share in shares) < 0.03


def test_the_same_seed_draws_the_same_texts():
    one, same, other = (tasks.recall(5, 8, random=draws(seed)).inputs for seed in (1, 1, 2))
    assert np.array_equal(one, same) and not np.array_equal(one, other)


def test_a_counting_word_has_as_many_b_as_a():
    assert [tasks.counting_word(n) for n in (1, 3)] == ["ab.", "aaabbb."]


def test_a_counting_text_consists_of_whole_words_up_to_its_end():
    text = tasks.counting_text(2000, random=draws(), largest=5)
    assert len(text) == 2000 and text[0] == "."
    words = [f"{word}." for word in text[1:].split(".")[:-1]]
    sizes = [word.count("a") for word in words]
    assert words == [tasks.counting_word(n) for n in sizes]
    assert set(sizes) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    "call",
    [
        lambda: tasks.recall(-1, 2, random=draws()),
        lambda: tasks.recall(2, 0, random=draws()),
        lambda: tasks.recall(2, 2, random=draws(), keys=1),
        lambda: tasks.recall(2, 2, random=draws(), distractors=0),
        lambda: tasks.recall(2.5, 2, random=draws()),
        lambda: tasks.recall(2, 2, random=7),
        lambda: tasks.counting_word(0),
        lambda: tasks.counting_text(0, random=draws()),
        lambda: tasks.counting_text(5, random=draws(), largest=0),
        lambda: tasks.counting_text(5, random=None),
    ],
)
def test_what_is_not_allowed_is_refused(call):
    with pytest.raises(lc.ArgumentError, match="must be"):
        call()
