"""The one-hot explorer: the browser's encoding is lstm_core's, and Python gets the learner's text."""

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.widgets import OneHotExplorer
from lstm_core.widgets.shared.learner_text import MOST_BYTES, capital_letters, clean_text

ROOT = Path(__file__).resolve().parent.parent.parent
WIDGETS = ROOT / "lstm_core" / "widgets"
HAMLET = lc.read_text(ROOT / "data" / "hamlet.txt")
TUTORIAL = lc.Vocabulary.from_text(HAMLET)
TEXTS = [
    "To be, or not to be",
    "a\r\nb\rc\n\rd",
    "\ufeffwith a mark",
    "two \ufeffmarks",
    "😀 before \uff01 and \ufb01 in JavaScript's order, 𝄞 too",
    "ΟΔΥΣΣΕΥΣ, ΣΑΣ Σ. aΣ\u0301 aΣ\u00adb",
    "İstanbul DİYARBAKIR",
    "STRAẞE Ǆ Ω K Å",
    "null \x00 and \x7f",
    HAMLET,
]


# The browser's code against lstm_core

ENCODE = """
import { readFileSync } from "node:fs";
import { encodeText } from "%s/one_hot_explorer/encoding.js";
import { cleanText, decodeFile, lowerCase } from "%s/shared/reading.js";
import { createVocabulary } from "%s/shared/vocabulary.js";
const { texts, characters, capitals, isLower } = JSON.parse(readFileSync(0, "utf8"));
const tutorial = createVocabulary(characters);
const all = new Set(capitals);
console.log(JSON.stringify(texts.map((raw) => {
  const clean = cleanText(raw);
  const text = isLower ? lowerCase(clean, all) : clean;
  const [own, other] = ["own", "tutorial"].map((alphabet) => encodeText(text, alphabet, tutorial));
  return {
    text, own: Array.from(own.indices), characters: own.vocabulary.characters,
    tutorial: Array.from(other.indices),
    file: decodeFile("x.txt", new TextEncoder().encode(raw)),
  };
})));
"""


def in_node(texts, *, lowercase=True):
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    question = {
        "texts": texts,
        "characters": list(TUTORIAL.characters),
        "capitals": capital_letters(),
        "isLower": lowercase,
    }
    answer = subprocess.run(
        [node, "--input-type=module", "--eval", ENCODE % ((WIDGETS.as_uri(),) * 3)],
        input=json.dumps(question),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def check_same(texts, tmp_path, *, lowercase=True):
    for raw, found in zip(texts, in_node(texts, lowercase=lowercase), strict=True):
        (tmp_path / "t.txt").write_bytes(raw.encode("utf-8"))
        text = clean_text(raw, lowercase=lowercase)
        assert found["text"] == text
        if "\0" in raw:
            assert "NUL" in found["file"]["refusal"]
            with pytest.raises(lc.FileError, match="NUL"):
                lc.read_text(tmp_path / "t.txt")
        else:
            assert text == lc.read_text(tmp_path / "t.txt", lowercase=lowercase)
            assert found["file"]["text"] == lc.read_text(tmp_path / "t.txt", lowercase=False)
        vocabulary = lc.Vocabulary.from_text(text)
        assert found["characters"] == list(vocabulary.characters)
        assert found["own"] == vocabulary.encode(text).tolist()
        known = {character: TUTORIAL.encode(character)[0] for character in TUTORIAL}
        assert found["tutorial"] == [known.get(character, -1) for character in text]


@pytest.mark.parametrize("lowercase", [True, False])
def test_the_browser_encodes_as_lstm_core_does(lowercase, tmp_path):
    check_same(TEXTS, tmp_path, lowercase=lowercase)


@settings(max_examples=5)
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=3, max_size=40), min_size=40))
@example(["ΣΣΣ", "aΣ\u10d50"])
def test_the_browser_encodes_any_text_as_lstm_core_does(tmp_path_factory, texts):
    texts = [text for text in texts if len(clean_text(text, lowercase=False)) > 1]
    check_same(texts, tmp_path_factory.mktemp("texts"))


@pytest.mark.slow
def test_every_character_there_is_becomes_small_as_in_python():
    assigned = [
        c for c in map(chr, range(0x110000)) if unicodedata.category(c) != "Cs" and c not in "\ufeff\r"
    ]
    text = " ".join(assigned)
    (found,) = in_node([text])
    assert found["text"] == text.lower()


def test_beyond_the_scripts_that_are_looked_at_no_character_has_a_capital():
    assert all(chr(k).lower() == chr(k) for k in range(0x20000, 0x110000))
    assert len(capital_letters()) > 1000


# What Python keeps


def test_the_text_is_kept_as_read_text_would_give_it():
    explorer = OneHotExplorer(TUTORIAL, "To be,\r\nor not")
    assert explorer.text == "to be,\nor not"
    explorer.text = "\ufeffWHAT\r"
    assert explorer.text == "what\n"
    assert OneHotExplorer(TUTORIAL, "To", lowercase=False).text == "To"
    assert OneHotExplorer(TUTORIAL, "half \ud83d").text == "half \ufffd"


def test_what_the_browser_sends_arrives_whole():
    explorer = OneHotExplorer(TUTORIAL, "to be", position=4)
    explorer.set_state({"lowercase": False, "text": "Hi", "position": 1, "alphabet": "own"})
    assert (explorer.text, explorer.position, explorer.lowercase) == ("Hi", 1, False)
    assert explorer.vocabulary == lc.Vocabulary("Hi")


def test_a_shorter_text_takes_the_position_along():
    explorer = OneHotExplorer(TUTORIAL, "to be", position=4)
    explorer.text = "to"
    assert explorer.position == 1
    explorer.text = ""
    assert explorer.position == 0


def test_the_vocabulary_is_the_one_that_was_chosen():
    explorer = OneHotExplorer(TUTORIAL, "bee")
    assert explorer.vocabulary == TUTORIAL
    explorer.alphabet = "own"
    assert explorer.vocabulary.characters == ("b", "e")


def test_the_words_of_an_explorer_are_the_same_in_every_run():
    explorer = OneHotExplorer(TUTORIAL, "café #", position=2)
    assert repr(explorer) == (
        "OneHotExplorer('café #', T=6, V=35, unknown=2, position=2, alphabet='tutorial')"
    )


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"vocabulary": "abc"}, lc.ArgumentError, "vocabulary must be a Vocabulary, but got 'abc'"),
        ({"text": 3}, lc.ArgumentError, "text must be a str, but got int: 3"),
        (
            {"text": "é" * (MOST_BYTES // 2 + 1)},
            lc.TextError,
            r"1\.00 MB.*at most 1 MB.*text\[:500000\]",
        ),
        ({"position": 5}, lc.ArgumentError, "position must be an integer of 0 to 4, but got 5"),
        ({"position": 1.0}, lc.ArgumentError, "position must be an integer"),
        ({"alphabet": "mine"}, lc.ArgumentError, "alphabet must be one of 'tutorial', 'own'"),
        ({"lowercase": 1}, lc.ArgumentError, "lowercase must be True or False, but got 1"),
    ],
)
def test_arguments_that_are_not_allowed_are_refused(change, error, message):
    with pytest.raises(error, match=message):
        OneHotExplorer(**({"vocabulary": TUTORIAL, "text": "to be"} | change))


# The figure


def test_the_figure_marks_the_ones_and_says_which_rows_have_none():
    figure = OneHotExplorer(TUTORIAL, "b#e").figure()
    axes = figure.axes[0]
    marks = [(patch.get_x() + 0.5, patch.get_y() + 0.5) for patch in axes.patches]
    assert marks == [(TUTORIAL.encode("b")[0], 0), (TUTORIAL.encode("e")[0], 2)]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["▸ 0: b (11)", "1: # (?)", "2: e (14)"]
    assert "1 characters are unknown" in figure.get_label()
    figure.draw_without_rendering()


def test_a_long_text_has_a_figure_of_the_rows_around_the_position():
    explorer = OneHotExplorer(TUTORIAL, HAMLET, position=500)
    labels = [label.get_text() for label in explorer.figure().axes[0].get_yticklabels()]
    assert len(labels) == 12
    assert any(label.startswith("▸ 500:") for label in labels)


def test_many_columns_are_cut_to_those_around_the_character():
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 200)))
    explorer = OneHotExplorer(TUTORIAL, text, alphabet="own", position=100)
    axes = explorer.figure().axes[0]
    assert len(axes.get_xticks()) == 40
    assert 100 in axes.get_xticks()


def test_no_text_has_a_figure_that_says_so():
    assert "No text yet" in OneHotExplorer(TUTORIAL, "").figure().get_label()


def test_the_output_of_a_cell_carries_the_picture_and_the_words():
    data, metadata = OneHotExplorer(TUTORIAL, "to be")._repr_mimebundle_()
    assert {"image/png", "text/plain", "application/vnd.jupyter.widget-view+json"} <= set(data)
    assert "Row t = 0 reads 't'" in metadata["image/png"]["alt"]
