"""Notebook 00: its map names every notebook, and its glossary is explained where it says."""

import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
BOOKS = {path.name[:2]: path for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))}
CELLS = {cell.id: cell for cell in nbformat.read(BOOKS["00"], as_version=4).cells}
TERMS = re.findall(r"^\| ([^|]+) \| [^|]+ \| (\d\d) \|$", CELLS["words"].source, re.MULTILINE)


# Words that textbooks use for what the notebooks teach.
STANDARD = """activation patching, attention, baseline, backpropagation through time, backward pass,
bidirectional, causal mask, cell state, central difference, chain rule, checkpoint,
clipping, cross-entropy, dropout, early stopping, embedding, entropy, epoch, exploding,
finite differences, forget bias, forget gate, forward pass, free-running, generalisation
gap, gradient check, gradient norm, greedy, hidden state, hyperparameter, input gate,
learning rate, logits, loss, mini-batch, momentum, negative log-likelihood, one-hot
vector, optimizer, output gate, output layer, outer product, overfitting, parameters,
partial derivative, perplexity, saturated, softmax, teacher forcing, temperature, test
set, total derivative, truncated BPTT, unigram, validation set, vanishing"""


def words_of(path: Path) -> str:
    cells = nbformat.read(path, as_version=4).cells
    return " ".join(" ".join(cell.source for cell in cells).split()).lower()


def test_there_is_a_glossary_and_no_term_is_there_twice():
    assert len(TERMS) > 40
    assert len({term for term, _ in TERMS}) == len(TERMS)


def test_the_glossary_has_the_words_of_the_field():
    there = {term for term, _ in TERMS}
    assert [term for term in " ".join(STANDARD.split()).split(", ") if term not in there] == []


@pytest.mark.parametrize(("term", "number"), TERMS)
def test_a_term_of_the_glossary_occurs_in_the_notebook_that_it_names(term, number):
    places = [BOOKS[number]] if number in BOOKS else BOOKS.values()  # one that is still to come
    assert any(term.lower() in words_of(path) for path in places)


def test_the_map_leads_to_every_notebook_in_their_order():
    links = re.findall(r"\]\((\w+\.ipynb)\)", CELLS["map"].source)
    numbered = [link for link in links if link[:2].isdigit()]
    assert numbered == [path.name for number, path in BOOKS.items() if number != "00"]


def test_the_first_screen_shows_the_moving_picture_with_its_words_before_any_code():
    cells = list(CELLS.values())
    alternative, file = re.search(r"!\[([^]]+)\]\((\S+)\)", cells[0].source).groups()
    assert (NOTEBOOKS / file).is_file() and len(alternative.split()) > 40
    assert cells[0].source.index("![") < 300, "it stands right below the title"
    first = next(cell for cell in cells if cell.cell_type == "code")
    assert "PrefixExplorer(" in first.source and len(first.source.splitlines()) <= 15
