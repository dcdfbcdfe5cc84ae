"""What the book makes of links, widgets and first cells on a page of the static site."""

from pathlib import Path, PurePosixPath

import nbformat
import pytest
from bs4 import BeautifulSoup

import badges
import book
import book_pages
import environment

VIEW, STATE = book_pages.VIEW, book_pages.STATE


def relinked(source, repository=None):
    return book_pages.relinked(source, PurePosixPath("notebooks"), {"02_gates.html"}, repository)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[b](02_gates.ipynb)", "[b](02_gates.html)"),
        ("[b](02_gates.ipynb#Part) and [c](#here)", "[b](02_gates.html#Part) and [c](#here)"),
        ("[x](https://example.org/a.ipynb)", "[x](https://example.org/a.ipynb)"),
        ("see [the text](../data/README.md).", "see the text."),
        ("![p](picture.png)", "![p](picture.png)"),
    ],
)
def test_links_lead_to_pages_or_are_text(source, expected):
    assert relinked(source) == expected


def test_with_an_address_other_links_lead_to_the_repository():
    place = "https://github.com/ada/x"
    assert relinked("[d](../docs/a.md#b)", place) == f"[d]({place}/blob/main/docs/a.md#b)"
    solutions = "solutions/01_encoding_solutions.ipynb"
    assert relinked(f"[s]({solutions})", place) == f"[s]({place}/blob/main/notebooks/{solutions})"


def output(name, model):
    return nbformat.v4.new_output(
        "display_data", {"text/plain": f"{name}(T=3)", "image/png": "AAAA", VIEW: {"model_id": model}}
    )


def test_what_a_cell_says_of_the_computer_that_ran_it_goes():
    cells = [
        nbformat.v4.new_code_cell("x", id=name, outputs=[output("CellStepper", name)])
        for name in (*badges.ABOUT_THE_COMPUTER, "other")
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    states = {cell.id: {"state": {}} for cell in cells}
    notebook.metadata["widgets"] = {STATE: {"state": states}}
    page = book_pages.without_python(notebook)
    assert [len(cell.outputs) for cell in page.cells] == [0, 0, 1]
    assert set(page.metadata["widgets"][STATE]["state"]) == {"other"}
    first = nbformat.read(book_pages.environment.ROOT / "notebooks" / "00_start_here.ipynb", 4)
    assert set(badges.ABOUT_THE_COMPUTER) <= {cell.id for cell in first.cells}


def test_a_progress_bar_that_is_stored_at_its_beginning_goes_and_other_text_stays():
    texts = ["  0%|          | 0/1256 [00:00<?, ?it/s]", "seeds:   0%|          | 0/3 [00:00<?, ?it/s]"]
    texts += [" (a progress bar to 1256)", "seeds: (a progress bar to 3)"]
    texts += ["100%|##########| 3/3 [00:01<00:00, 2.1it/s]", "at first 0% of the text"]
    outputs = [nbformat.v4.new_output("display_data", {"text/plain": text}) for text in texts]
    outputs.append(nbformat.v4.new_output("stream", name="stdout", text=texts[0]))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=outputs)])
    assert book_pages.without_python(notebook).cells[0].outputs == outputs[4:]
    stored = nbformat.read(book_pages.environment.ROOT / "notebooks" / "06_training_lab.ipynb", 4)
    for notebook, has_bars in ((stored, True), (book_pages.without_python(stored), False)):
        outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
        assert (
            any("progress bar" in out.get("data", {}).get("text/plain", "") for out in outputs)
            == has_bars
        )


def test_a_widget_that_needs_python_becomes_a_picture_and_its_state_goes():
    cell = nbformat.v4.new_code_cell("x", outputs=[output("Sampler", "a"), output("CellStepper", "b")])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    states = {
        "a": {"state": {"layout": "IPY_MODEL_al"}},
        "al": {"state": {}},
        "b": {"state": {"layout": "IPY_MODEL_bl"}},
        "bl": {"state": {}},
        "forgotten": {"state": {}},
    }
    notebook.metadata["widgets"] = {STATE: {"state": states}}
    page = book_pages.without_python(notebook)
    note, picture, widget = page.cells[0].outputs
    assert "run the notebook" in note.data["text/html"]
    assert VIEW not in picture.data and "image/png" in picture.data
    assert VIEW in widget.data
    assert set(page.metadata["widgets"][STATE]["state"]) == {"b", "bl"}
    assert len(notebook.cells[0].outputs) == 2


def test_a_page_knows_its_number_title_and_promise_with_and_without_links():
    first = "# Build *it*\n\nA `cell`,\nby [hand](x.ipynb).\n\nTime: 5 minutes."
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(first)])
    for repo in (None, "ada/x"):
        linked = badges.with_links(notebook, "notebooks/02_gates.ipynb", repo)
        page = book_pages.describe_page(Path("02_gates.ipynb"), linked)
        assert (page.file, page.number, page.title) == ("02_gates.html", "02", "Build it")
        assert page.promise == "A cell, by hand."


def test_headings_are_listed_with_their_places():
    page = '<h1 id="A">A</h1><h2 id="B-c">B <em>c</em><a class="anchor-link" href="#B-c">¶</a></h2>'
    assert '<a href="#B-c">B <em>c</em></a>' in book_pages.headings(page)
    assert book_pages.headings("<p>none</p>") == ""


GUESS = """from lstm_core.exercises.guesses.guess import NumberGuess, Result
from lstm_core.widgets import Guess
reveal = lambda: Result(69.0, ("It lasts.",))
guess = Guess(NumberGuess("steps", "02_gates", "How many?", reveal))
guess"""


def test_the_result_of_a_guess_is_a_folded_block_of_the_site(tmp_path, monkeypatch):
    pytest.importorskip("anywidget")
    monkeypatch.setattr(book, "RUNS", tmp_path / "runs")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(GUESS)])
    path = tmp_path / "guess.ipynb"
    nbformat.write(notebook, path)
    (output,) = book.executed(path, fresh=True).cells[0].outputs
    assert VIEW not in output.data
    question, folded = output.data["text/html"].split("<details>")
    assert "How many?" in question and "69" not in question
    assert "Result: 69" in folded and "It lasts." in folded


def test_a_run_is_stored_with_the_modules_that_it_loads_and_used_again(tmp_path, monkeypatch):
    monkeypatch.setattr(book, "RUNS", tmp_path / "runs")
    path = tmp_path / "quiz.ipynb"
    code = "from lstm_core.exercises.gates import quiz\n1 + 2"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)]), path)
    ran = book.executed(path, fresh=False)
    assert len(ran.cells) == 1 and ran.cells[0].outputs[0].data["text/plain"] == "3"
    modules = {Path(name).as_posix() for name in ran.metadata.modules}
    assert "lstm_core/exercises/gates/quiz.py" in modules
    assert not any("relatives" in name for name in modules)

    (run,) = book.RUNS.iterdir()
    marked = nbformat.read(run, as_version=4)
    marked.metadata.mark = "stored"
    nbformat.write(marked, run)
    assert book.executed(path, fresh=False).metadata.mark == "stored"
    assert "mark" not in book.executed(path, fresh=True).metadata
    nbformat.write(marked, run)
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code + " + 0")]), path)
    assert "mark" not in book.executed(path, fresh=False).metadata


def test_only_what_a_notebook_loads_or_reads_makes_it_run_again(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    names = [
        "package/a.py",
        "package/widget/b.py",
        "package/widget/b.js",
        "package/other/c.py",
        "data/d.txt",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("A")])
    found = {}
    for changed in [None, *names]:
        if changed:
            (tmp_path / changed).write_text("2")
        found[changed] = book.fingerprint(notebook, ["package/a.py", "package/widget/b.py"])
        if changed:
            (tmp_path / changed).write_text("1")
    unchanged = found.pop(None)
    assert {name for name, each in found.items() if each != unchanged} == {*names} - {
        "package/other/c.py"
    }
    (tmp_path / "package/a.py").unlink()
    assert book.fingerprint(notebook, ["package/a.py", "package/widget/b.py"]) != unchanged


def figures(notebook):
    """Return the stored text alternatives of what a page shows as pictures, in order."""
    shown = book_pages.without_python(notebook)
    outputs = [out for cell in shown.cells for out in cell.get("outputs", [])]
    pictures = [out for out in outputs if "image/png" in out.get("data", {})]
    seen = [out for out in pictures if VIEW not in out.data and "text/html" not in out.data]
    return [out.metadata["image/png"]["alt"] for out in seen]


@pytest.mark.parametrize("name", ["03_forward_pass", "05_gradient_reach"])
def test_every_picture_of_a_page_has_the_words_of_its_figure_and_the_page_its_description(name):
    path = book_pages.environment.ROOT / "notebooks" / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    page = book_pages.describe_page(path, notebook)
    text = book_pages.export(book_pages.make_exporter(), notebook, 0, [page], "The <book>", None)
    soup = BeautifulSoup(text, "html.parser")
    found = [picture["alt"] for picture in soup.select(".jp-RenderedImage img")]
    expected = figures(notebook)
    assert len(expected) > 5 and found == expected
    assert "No description" not in text
    about = {
        tag.get("name") or tag.get("property"): tag["content"] for tag in soup.select("meta[content]")
    }
    assert about["description"] == about["og:description"] == page.promise != ""
    assert (about["og:title"], about["og:site_name"]) == (page.title, "The <book>")
