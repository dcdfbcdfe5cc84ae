"""Our text is plain English: no private terms, short sentences, nothing for a prose linter."""

import re
import tomllib
from pathlib import Path

import pytest
from proselint.checks import __register__ as checks
from proselint.config import DEFAULT
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

import prose

LIST = tomllib.loads((prose.ROOT / "docs" / "phrases.toml").read_text(encoding="utf-8"))["phrase"]
PHRASES = [
    (re.compile(rf"\b{each['find']}\b", re.I), each["write"], each.get("allow", [])) for each in LIST
]
GIVEN_BY_OTHERS = {"answers", "expected"}  # answers of learners, and their names
NOT_LOOKED_FOR = {  # lenient: what is a matter of form, or a word of ours in another sense
    "typography": False,
    "weasel_words.very": False,
    "archaism": False,
    "redundancy.misc.after_the_deadline": False,
    "dates_times.am_pm": False,
}
LONGEST_MEAN = 15.0  # words per sentence of a notebook
EASE = 65.0  # Flesch reading ease; 60 to 70 is plain English
if not CheckRegistry().checks:
    CheckRegistry().register_many(checks)


def name_of(path):
    return path.relative_to(prose.ROOT).as_posix()


def found_phrases(text):
    """What a text says that the list replaces."""
    for pattern, instead, allowed in PHRASES:
        for found in pattern.finditer(text):
            around = text[max(0, found.start() - 45) : found.end() + 45]
            if not any(each in around for each in allowed):
                yield f"{' '.join(around.split())!r}: write {instead}"


@pytest.mark.parametrize("path", prose.documents(), ids=name_of)
def test_no_document_uses_a_phrase_of_the_list(path):
    found = [
        f"{each.place}: {what}" for each in prose.passages(path) for what in found_phrases(each.text)
    ]
    assert not found, "\n".join(found)


def test_no_code_uses_a_phrase_of_the_list():
    found = [
        f"{name_of(path)}, {each.place}: {what}"
        for path in prose.code_files()
        if not GIVEN_BY_OTHERS & set(path.parts) and path != Path(__file__)
        for each in prose.passages(path)
        for what in found_phrases(each.text)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", prose.documents(), ids=name_of)
def test_no_sentence_is_longer_than_25_words(path):
    found = [
        f"{each.place}: {len(prose.words(each.text))} words: {each.text}"
        for each in prose.long_sentences(path)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", prose.documents(), ids=name_of)
def test_the_prose_linter_finds_nothing(path):
    settings = {"max_errors": 100, "checks": NOT_LOOKED_FOR | DEFAULT["checks"] | NOT_LOOKED_FOR}
    found = [
        f"{passage.place}: {each.check_result.check_path}: {each.check_result.message}: {passage.text}"
        for passage in prose.prose_of(path)
        if passage.text
        for each in LintFile("passage", passage.text).lint(settings)
        if "'code code'" not in each.check_result.message  # two formulas side by side
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "path", [each for each in prose.documents() if each.suffix == ".ipynb"], ids=name_of
)
def test_notebooks_are_easy_to_read(path):
    measured = prose.measure([each.text for each in prose.prose_of(path)])
    assert measured.words_per_sentence <= LONGEST_MEAN
    assert measured.reading_ease >= EASE


# What the tool makes of a text.


def test_sentences_words_and_formulas():
    text = "One $x_t$ is `read`. Then comes 1.5 “more”! Is it so?\n\n- A list (of one)."
    assert list(prose._paragraphs(text)) == [
        "One code is code. Then comes 1.5 “more”! Is it so?",
        "A list (of one).",
    ]
    assert prose.sentences("One code is code. Then comes 1.5 “more”! Is it so?") == [
        "One code is code.",
        "Then comes 1.5 “more”!",
        "Is it so?",
    ]
    assert prose.words("It isn’t 1,000.5 × well-kept") == ["It", "isn’t", "1,000.5", "well-kept"]


def test_reading_ease_of_known_sentences():
    # 6 words, 6 syllables: 206.835 - 1.015 * 6 - 84.6 * 1
    assert prose.measure(["The cat sat on the mat."]).reading_ease == pytest.approx(116.145)
    # "memory" has 3 syllables, "probability" 5, "rnns" is not in the dictionary
    hard = prose.measure(["Memory is probability here."])
    assert hard.reading_ease == pytest.approx(206.835 - 1.015 * 4 - 84.6 * 10 / 4)


def test_a_long_sentence_is_found_in_a_notebook_and_a_phrase_in_code(tmp_path, monkeypatch):
    long = " ".join(["word"] * 26) + "."
    path = tmp_path / "one.md"
    path.write_text(f"Short.\n\n{long} {long[5:].capitalize()}", encoding="utf-8")
    assert [each.text for each in prose.long_sentences(path)] == [long]
    path = tmp_path / "one.py"
    path.write_text('x = f"made {x} anew"  # The roads.\n', encoding="utf-8")
    found = [what for each in prose.passages(path) for what in found_phrases(each.text)]
    assert len(found) == 2
    path = tmp_path / "one.js"
    path.write_text('/** Drawn\n * anew. */ const a = "for the way back"; // sooner', encoding="utf-8")
    found = [what for each in prose.passages(path) for what in found_phrases(each.text)]
    assert len(found) == 3
