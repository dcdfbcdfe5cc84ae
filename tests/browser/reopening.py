"""What a notebook with widgets shows when it is saved, closed, and opened again without its kernel."""

import re

import nbformat

VIEW = "application/vnd.jupyter.widget-view+json"
HINT = re.compile(
    r"To (activate it|answer|enter your guess), run the cells above "
    r"\(Run ▸ Run All Above Selected Cell\), then this cell\."
)
PROGRESS = re.compile(r"\d+%\|")
SHOWN = """() => window.jupyterapp.shell.currentWidget.content.widgets.map((cell) =>
    Array.from(cell.outputArea?.widgets ?? []).map(({ node }) => ({
        text: node.innerText,
        widths: Array.from(node.querySelectorAll("img")).map((picture) => picture.naturalWidth),
    })))"""
LOADED = "() => Array.from(document.querySelectorAll('.jp-OutputArea img')).every((p) => p.complete)"
WIDGETS = ".jp-OutputArea-output .lstm-widget, .jp-OutputArea-output .jupyter-widgets"


def places_of_views(notebook) -> list[tuple[int, int]]:
    """Return cell and output, by number, of every widget in an open notebook."""
    return [
        (cell, place)
        for cell, outputs in enumerate(notebook.outputs())
        for place, output in enumerate(outputs)
        if VIEW in output.get("data", {})
    ]


def assert_it_can_be_opened_again(notebook, path) -> None:
    """Save, close and reopen; each widget must leave its picture or its text, with the hint."""
    places = places_of_views(notebook)
    assert places
    widgets = notebook.page.locator(WIDGETS)
    live = widgets.count()
    notebook.save()
    assert widgets.count() == live > 0, "what is open stays alive"
    assert len(places_of_views(notebook)) == len(places)
    stored = nbformat.read(path, as_version=4)
    nbformat.validate(stored)

    notebook.open_again()
    notebook.page.wait_for_function(LOADED)
    shown = notebook.page.evaluate(SHOWN)
    for cell, place in places:
        output = stored.cells[cell].outputs[place]
        message = f"cell {cell}: {output.data.get('text/plain', '')[:80]}: {shown[cell][place]}"
        assert has_hint(output, shown[cell][place]), message
    assert notebook.page.get_by_text("Error displaying widget").count() == 0
    assert widgets.count() == 0


def follow_the_hint(page, cell) -> None:
    """Select the cell, Run ▸ Run All Above Selected Cell, then run the cell: by mouse and keyboard."""
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Escape")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Above Selected Cell").click()
    page.keyboard.press("Shift+Enter")


def has_hint(output, shown: dict) -> bool:
    """Tell whether a stored output is shown, and says how the widget comes back."""
    if "image/png" in output.data:  # the hint is drawn into it, and stands in its text alternative
        alternative = output.metadata["image/png"]["alt"]
        return len(shown["widths"]) == 1 and shown["widths"][0] > 0 and bool(HINT.search(alternative))
    return bool(HINT.search(shown["text"]) or PROGRESS.search(shown["text"]))
