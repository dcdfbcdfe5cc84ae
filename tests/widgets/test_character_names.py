"""Characters that a reader would not see have names, and Python and the browser call them the same."""

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from lstm_core.character_names import kind_of, quoted, shown_name
from lstm_core.errors import TextError
from lstm_core.text import Vocabulary
from lstm_core.widgets.shared.learner_text import clean_prefix

SCRIPT = (Path(__file__).resolve().parents[2] / "lstm_core" / "widgets" / "shared").as_uri()
ASK_NODE = f"""
import {{ quoted, shownName }} from "{SCRIPT}/naming.js";
import {{ kindOf }} from "{SCRIPT}/text.js";
const told = {{}};
for (let point = 0; point < 0x110000; point += 1) {{
    const character = String.fromCodePoint(point);
    const kind = kindOf(character);
    const names = [kind, shownName(character), quoted(character)];
    if (kind === "unassigned") told[point] = null;
    else if (kind || names[2] !== `‘${{character}}’`) told[point] = names;
}}
console.log(JSON.stringify(told));
"""
UNSEEN = {
    "\u202e": "‘U+202E’ (right-to-left override)",
    "\u200b": "‘U+200B’ (zero-width space)",
    "\u200d": "‘U+200D’ (zero-width joiner)",
    "\u0301": "‘U+0301’ (combining mark)",
    "\t": "‘⇥’ (tab)",
    "\n": "‘⏎’ (line end)",
    "\u00a0": "‘⍽’ (no-break space)",
    "\u00ad": "‘U+00AD’ (soft hyphen)",
    "\u2066": "‘U+2066’ (left-to-right isolate)",
    "\u2069": "‘U+2069’ (end of isolate)",
    "\ue000": "‘U+E000’ (private use)",
}


@pytest.mark.parametrize(("character", "words"), UNSEEN.items(), ids=lambda value: value[:3])
def test_a_sentence_names_what_would_not_be_seen(character, words):
    assert quoted(character) == words


def test_no_character_of_a_direction_stands_bare_in_a_sentence():
    """Bidirectional controls are named; letters from right to left are isolated."""
    for character in map(chr, range(sys.maxunicode + 1)):
        direction = unicodedata.bidirectional(character)
        if direction in {
            "R",
            "AL",
            "AN",
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }:
            words = quoted(character)
            named = character not in words.replace("\u2068", "", 1)[:-1]
            assert named or f"\u2068{character}\u2069" in words, hex(ord(character))


def test_what_can_be_seen_stays_itself():
    for character in "aZ é–ß中😀#":
        assert shown_name(character) == ("␣" if character == " " else character)
    assert (kind_of("a"), quoted("a")) == ("", "‘a’")


def test_the_browser_gives_every_character_the_same_names():
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    command = [node, "--input-type=module", "--eval", ASK_NODE]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    told = {int(point): names for point, names in json.loads(answer.stdout).items()}
    assert len(told) > 100_000
    differing = []
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        if point in range(0xD800, 0xE000) or kind_of(character) == "unassigned":
            continue  # halves cannot be sent, and the browser's Unicode may be a newer one
        names = [kind_of(character), shown_name(character), quoted(character)]
        theirs = told.get(point, ["", character, f"‘{character}’"])
        if theirs is not None and names != theirs:
            differing.append((hex(point), names, theirs))
    assert differing == []


def test_an_unknown_character_is_named_to_the_learner():
    with pytest.raises(TextError, match=r"never seen ‘U\+202E’ \(right-to-left override\)"):
        clean_prefix("ab\u202e", Vocabulary("ab"), longest=10)
