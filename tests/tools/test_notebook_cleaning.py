import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from notebook_cleaning import MEASURED, METADATA, WIDGET_VIEW, clean


def notebook_of(*cells, **metadata):
    return new_notebook(cells=list(cells), metadata=metadata)


def stream(text, name="stdout"):
    return new_output("stream", name=name, text=text)


def shown(text, **more):
    return new_output("display_data", data={"text/plain": text, **more})


def outputs(*given, tags=(), source="x"):
    cell = new_code_cell(source, outputs=list(given), metadata={"tags": list(tags)})
    return clean(notebook_of(cell)).cells[0].outputs


def test_metadata_is_reduced_to_what_every_machine_agrees_on():
    cell = new_code_cell("x", metadata={"execution": {"iopub.status": "now"}, "tags": ["keep"]})
    cleaned = clean(
        notebook_of(cell, widgets={"state": 1}, language_info={"name": "python", "version": "3"})
    )
    assert cleaned.metadata == METADATA
    assert cleaned.cells[0].metadata == {"tags": ["keep"]}


def test_cells_are_numbered_in_order_and_empty_ones_are_not():
    cells = [
        new_code_cell("a", execution_count=7),
        new_markdown_cell("b"),
        new_code_cell(" \n"),
        new_code_cell(
            "c", outputs=[new_output("execute_result", data={"text/plain": "1"}, execution_count=9)]
        ),
    ]
    cleaned = clean(notebook_of(*cells))
    assert [cell.get("execution_count") for cell in cleaned.cells] == [1, None, None, 2]
    assert cleaned.cells[3].outputs[0].execution_count == 2


def test_a_widget_is_left_to_its_text():
    (output,) = outputs(shown("Slider(3)", **{WIDGET_VIEW: {"model_id": "1"}}))
    assert output.data == {"text/plain": "Slider(3)"}


def test_a_widget_without_text_leaves_nothing():
    assert outputs(new_output("display_data", data={WIDGET_VIEW: {"model_id": "1"}})) == []


def test_a_stream_is_one_piece_however_it_arrived():
    pieces = outputs(stream("a\n"), stream("w\n", "stderr"), stream("b\n"))
    assert [(piece.name, piece.text) for piece in pieces] == [("stdout", "a\nb\n"), ("stderr", "w\n")]


def test_addresses_and_temporary_folders_are_blanked():
    printed, displayed = outputs(
        stream("in ipykernel_123/456.py"),
        shown("<object at 0x7f12ab34cd56>", **{"image/png": "0x123456"}),
    )
    assert printed.text == "in ipykernel_N/N.py"
    assert displayed.data["text/plain"] == "<object at 0xADDRESS>"
    assert displayed.data["image/png"] == "0x123456"


def timed(text, source="time()", tags=(MEASURED,), **more):
    cell = new_code_cell(source, id="one", outputs=[stream(text), shown("<Figure>", **more)])
    cell.metadata = {"tags": list(tags)}
    return notebook_of(cell)


def first_text(notebook):
    return notebook.cells[0].outputs[0].text


def test_a_measured_time_is_kept():
    old = timed("took 1.25 s, 3e-05 each", **{"image/png": "old"})
    cleaned = clean(timed("took 10 s,  2e-05 each", **{"image/png": "new"}), old)
    assert first_text(cleaned) == "took 1.25 s, 3e-05 each"
    assert cleaned.cells[0].outputs[1].data["image/png"] == "old"


def test_a_measured_time_is_stored_anew_when_anything_else_changed():
    new = timed("took 2 s")
    assert first_text(clean(new, timed("took 1 ms"))) == "took 2 s"
    assert first_text(clean(new, timed("took 1 s", source="other()"))) == "took 2 s"
    assert first_text(clean(new, timed("took 1 s", **{"image/png": "more"}))) == "took 2 s"


def test_a_measured_picture_is_stored_anew_when_its_words_change():
    old, same, other = (timed("took 1 s", **{"image/png": name}) for name in ("old", "same", "other"))
    for notebook, alt in ((old, "Bars: 1.5"), (same, "Bars: 7"), (other, "A title. Bars: 7")):
        notebook.cells[0].outputs[1].metadata = {"image/png": {"alt": alt}}
    assert clean(same, old).cells[0].outputs[1].data["image/png"] == "old"
    assert clean(other, old).cells[0].outputs[1].data["image/png"] == "other"


def test_a_progress_bar_is_stored_without_its_first_number():
    for text in (
        "seeds:   0%|          | 0/42 [00:00<?, ?it/s]",
        "seeds: 95%|█████ | 40/42 [00:09<00:01, 3.2s/it]",
    ):
        (output,) = outputs(shown(text))
        assert output.data["text/plain"] == "seeds: (a progress bar to 42)"
    assert outputs(shown("50% | of 3/4 [a]"))[0].data["text/plain"] == "50% | of 3/4 [a]"


def test_a_number_without_the_tag_is_stored_anew():
    assert first_text(clean(timed("took 2 s", tags=()), timed("took 1 s", tags=()))) == "took 2 s"


def test_cleaning_twice_is_cleaning_once_and_leaves_its_input_alone():
    notebook = timed("took 2 s at 0x7f12ab34cd56", **{WIDGET_VIEW: {}})
    before = nbformat.writes(notebook)
    once = clean(notebook)
    assert nbformat.writes(notebook) == before
    assert nbformat.writes(clean(once)) == nbformat.writes(once)
    nbformat.validate(once)
