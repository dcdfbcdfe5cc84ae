"""From a file to numbers: read_text, Vocabulary, one_hot."""

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
import lstm_core.text

HAMLET = Path(__file__).resolve().parent.parent / "data" / "hamlet.txt"
texts = st.text(min_size=1, max_size=40)


@pytest.fixture
def write(tmp_path):
    def write_bytes(content):
        path = tmp_path / "text.txt"
        path.write_bytes(content)
        return path

    return write_bytes


# read_text


def test_the_training_text_has_the_characters_that_everything_was_measured_on():
    text = lc.read_text(HAMLET)
    assert (len(text), len(lc.Vocabulary.from_text(text))) == (901, 35)
    assert text == text.lower()


def test_a_text_is_read_as_utf8_and_lower_cased(write):
    assert lc.read_text(write("Žluťoučký KŮŇ — “Q”".encode())) == "žluťoučký kůň — “q”"


def test_capitals_stay_when_asked_for(write):
    assert lc.read_text(write(b"To Be"), lowercase=False) == "To Be"


def test_a_byte_order_mark_is_no_part_of_the_text(write):
    assert lc.read_text(write(b"\xef\xbb\xbfto be")) == "to be"


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_are_the_same_whichever_system_wrote_them(write, line_end):
    assert lc.read_text(write(b"to be" + line_end + b"or not")) == "to be\nor not"


def test_a_path_may_be_a_string_or_a_path(write):
    path = write(b"to be")
    assert lc.read_text(str(path)) == lc.read_text(path)


def test_a_missing_file_is_named_and_the_folder_searched_too():
    with pytest.raises(lc.FileError, match=r"no file 'nowhere\.txt'.*the folder in which Python runs"):
        lc.read_text("nowhere.txt")


@pytest.mark.parametrize("path", [None, 5, b"text.txt", "", ["text.txt"]])
def test_what_is_no_path_is_refused(path):
    with pytest.raises(lc.ArgumentError, match="path must be a str or a Path"):
        lc.read_text(path)


def test_a_folder_is_no_text(tmp_path):
    with pytest.raises(lc.FileError, match="cannot be read"):
        lc.read_text(tmp_path)


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"na\xefve", "0xef at position 2"), ("to be".encode("utf-16"), "0xff at position 0")],
    ids=["latin-1", "utf-16"],
)
def test_a_file_that_is_not_utf8_is_told_by_the_byte_that_does_not_belong(write, content, place):
    with pytest.raises(lc.FileError, match=rf"not UTF-8 text: byte {place}.*encoding UTF-8"):
        lc.read_text(write(content))


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(write, content):
    with pytest.raises(lc.TextError, match="is empty"):
        lc.read_text(write(content))


@pytest.mark.parametrize("content", [b"a", "é".encode(), b"\r\n"])
def test_a_file_of_one_character_is_refused_because_nothing_follows_it(write, content):
    with pytest.raises(lc.TextError, match=r"one character.*at least two"):
        lc.read_text(write(content))


# Vocabulary


@given(texts)
def test_decoding_undoes_encoding(text):
    vocabulary = lc.Vocabulary.from_text(text)
    indices = vocabulary.encode(text)
    assert vocabulary.decode(indices) == text
    assert indices.dtype == np.intp
    assert indices.shape == (len(text),)


@given(texts)
def test_a_vocabulary_is_the_sorted_set_of_characters(text):
    vocabulary = lc.Vocabulary.from_text(text)
    assert vocabulary.characters == tuple(sorted(set(text)))
    assert list(vocabulary) == list(vocabulary.characters)
    assert len(vocabulary) == len(set(text))
    assert set(vocabulary.encode(text)) == set(range(len(vocabulary)))
    assert all(character in vocabulary for character in text)


@given(texts)
def test_the_order_of_the_text_does_not_matter(text):
    backwards = lc.Vocabulary.from_text(text[::-1])
    assert backwards == lc.Vocabulary.from_text(text)
    assert hash(backwards) == hash(lc.Vocabulary(set(text)))


def test_vocabularies_of_other_characters_differ():
    assert lc.Vocabulary("ab") != lc.Vocabulary("abc")
    assert lc.Vocabulary("ab") != "ab"


def test_every_process_gives_the_same_indices_whatever_its_hash_seed():
    code = "import lstm_core as lc; v = lc.Vocabulary.from_text('to be, or not'); print(v.characters)"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("0", "1", "12345")
    }
    assert len(answers) == 1


def test_unknown_characters_are_named_with_their_position():
    vocabulary = lc.Vocabulary("abc")
    with pytest.raises(
        lc.TextError, match=r"does not know 'x', 'é': 'x' stands at position 2"
    ) as error:
        vocabulary.encode("abxaéx")
    assert "3 unknown in all" in str(error.value)


def test_a_character_between_two_known_ones_is_unknown_too():
    with pytest.raises(lc.TextError, match="'b'"):
        lc.Vocabulary("ac").encode("abc")


def test_many_unknown_characters_do_not_make_an_endless_message():
    with pytest.raises(lc.TextError, match="and 16 more"):
        lc.Vocabulary("0").encode("abcdefghijklmnopqrstuvwxyz")


def test_nothing_encodes_to_nothing_and_back():
    vocabulary = lc.Vocabulary("ab")
    assert vocabulary.encode("").shape == (0,)
    assert vocabulary.decode([]) == ""


def test_one_index_alone_is_one_character():
    assert lc.Vocabulary("abc").decode(np.array(2)) == lc.Vocabulary("abc").decode(2) == "c"


@pytest.mark.parametrize("half", ["\ud800", "\udbff", "\udc00", "\udfff"])
def test_half_of_a_surrogate_pair_is_refused(half):
    for make in (lc.Vocabulary.from_text, lc.Vocabulary, lambda text: lc.Vocabulary(set(text))):
        with pytest.raises(lc.TextError, match="surrogate pair") as error:
            make(f"a{half}b")
        assert repr(half) in str(error.value)
        str(error.value).encode("utf-8")
    with pytest.raises(lc.TextError, match="does not know") as error:
        lc.Vocabulary("ab").encode(f"a{half}b")
    assert f"{half!r} stands at position 1" in str(error.value)
    str(error.value).encode("utf-8")


SPECIAL = "a\0\n\r\x85\u2028e\u0301\ud7ff\ue000\ufeff\uffff\U00010000\U0001f600\U0010ffff"


def test_every_kind_of_character_is_one_index():
    vocabulary = lc.Vocabulary.from_text(SPECIAL)
    assert vocabulary.characters == tuple(sorted(SPECIAL))
    assert vocabulary.encode(SPECIAL).tolist() == [sorted(SPECIAL).index(c) for c in SPECIAL]
    assert vocabulary.decode(vocabulary.encode(SPECIAL)) == SPECIAL


@given(texts, st.characters(exclude_categories=()))
def test_a_character_is_known_if_and_only_if_the_text_holds_it(text, character):
    vocabulary = lc.Vocabulary.from_text(text)
    if character in text:
        assert vocabulary.decode(vocabulary.encode(character)) == character
    else:
        with pytest.raises(lc.TextError, match="does not know"):
            vocabulary.encode(character)


@pytest.mark.parametrize("length", [1, 4, 5, 6, 10, 11])
def test_the_length_of_the_blocks_is_not_seen(monkeypatch, length):
    text = "".join(SPECIAL[(7 * k) % 13] for k in range(length))
    vocabulary = lc.Vocabulary.from_text(text)
    indices = vocabulary.encode(text)
    monkeypatch.setattr(lstm_core.text, "BLOCK", 5)
    assert lc.Vocabulary.from_text(text) == vocabulary
    np.testing.assert_array_equal(vocabulary.encode(text), indices)
    assert vocabulary.decode(indices) == text
    with pytest.raises(
        lc.TextError, match=rf"know 'X', 'é': 'é' stands at position {length} "
    ) as error:
        vocabulary.encode(text + "éXé" + text + "X")
    assert "(4 unknown in all)" in str(error.value)


def test_a_long_text_takes_little_memory_besides_its_indices():
    text = "to be or not to be, \U0001f600. " * 100_000
    tracemalloc.start()
    try:
        vocabulary = lc.Vocabulary.from_text(text)
        indices = vocabulary.encode(text)
        _, most = tracemalloc.get_traced_memory()
        assert most - indices.nbytes < 6e6  # a table of the code points, and some blocks
        tracemalloc.reset_peak()
        kept, _ = tracemalloc.get_traced_memory()
        assert vocabulary.decode(indices) == text
        _, most = tracemalloc.get_traced_memory()
        assert most - kept < 2.5 * 4 * len(text)  # the text and its blocks
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "indices", [[[0, 1], [2, 0]], [[0]], np.zeros((0, 2), int), np.zeros((1, 1, 1), int)]
)
def test_texts_side_by_side_are_decoded_one_at_a_time(indices):
    with pytest.raises(lc.ShapeError, match=r"indices must have the shape \(T,\).*indices\[:, 0\]"):
        lc.Vocabulary("abc").decode(indices)
    assert lc.Vocabulary("abc").decode(np.array([[0, 1], [2, 0]])[:, 0]) == "ac"


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int32", "uint64"])
def test_indices_of_any_integer_type_are_decoded(dtype):
    assert lc.Vocabulary("abc").decode(np.array([2, 0], dtype)) == "ca"


def test_an_empty_text_has_no_vocabulary():
    for make in (lc.Vocabulary.from_text, lc.Vocabulary):
        with pytest.raises(lc.TextError, match="empty"):
            make("")


@pytest.mark.parametrize("characters", [None, 5, ["ab"], [["a"]], [1], ""])
def test_a_vocabulary_is_made_of_single_characters(characters):
    with pytest.raises(lc.LSTMCoreError):
        lc.Vocabulary(characters)


@pytest.mark.parametrize("indices", [[3], [-1], [0.5], ["a"], None, [[0], [1, 2]], [True]])
def test_what_is_no_index_does_not_decode(indices):
    with pytest.raises(lc.LSTMCoreError, match="indices"):
        lc.Vocabulary("abc").decode(indices)


def test_a_vocabulary_shows_its_characters():
    assert repr(lc.Vocabulary("cab")) == "Vocabulary('abc')"


# one_hot


@given(st.lists(st.integers(0, 6), min_size=1, max_size=9))
def test_one_hot_has_one_1_in_every_row_at_the_index(indices):
    vectors = lc.one_hot(indices, 7)
    assert vectors.dtype == np.float64
    np.testing.assert_array_equal(vectors, np.eye(7)[indices])


def test_one_hot_times_a_matrix_looks_up_rows():
    matrix = np.random.default_rng(0).normal(size=(5, 3))
    np.testing.assert_array_equal(lc.one_hot([4, 0, 4], 5) @ matrix, matrix[[4, 0, 4]])


@pytest.mark.parametrize("size", [10**15, 2**62, 10**30])
def test_more_one_hot_vectors_than_fit_into_memory_are_refused(size):
    with pytest.raises(lc.ArgumentError, match=r"size|memory"):
        lc.one_hot([0, 1], size)


def test_one_hot_keeps_the_shape_of_the_indices():
    assert lc.one_hot(2, 3).tolist() == [0, 0, 1]
    assert lc.one_hot([[0, 1], [1, 2], [2, 0]], 3).shape == (3, 2, 3)


def test_several_texts_side_by_side_are_not_decoded_into_one():
    vocabulary = lc.Vocabulary("abc")
    with pytest.raises(lc.ShapeError, match=r"must have the shape \(T,\), but have \(2, 2\)"):
        vocabulary.decode([[0, 1], [2, 0]])


@pytest.mark.parametrize("flag", ["no", 0, None])
def test_lowercase_is_true_or_false(flag):
    with pytest.raises(lc.ArgumentError, match="lowercase must be True or False"):
        lc.read_text(__file__, lowercase=flag)
