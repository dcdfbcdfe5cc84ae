"""The sections that the site's search looks through: prose and code, without outputs."""

import json

from book_search import search_data, sections

PAGE = """<main>
<div class="jp-RenderedMarkdown"><h1>Title<a class="anchor-link" href="#t">¶</a></h1><p>Before $t$ and $x_t$ and $W_x$, $$a$$ $\\sigma(z)$ all.</p></div>
<div class="jp-RenderedMarkdown"><h2 id="The-cell">The <em>cell</em><a class="anchor-link">¶</a></h2><p>It remembers.</p></div>
<div class="jp-InputArea"><div class="jp-CodeMirrorEditor"><pre>c = lc.<span>forget</span>(c)</pre></div></div>
<div class="jp-OutputArea"><pre>1.25</pre></div>
<div class="jp-RenderedMarkdown"><h2 id="End">End</h2></div>
</main>"""  # noqa: E501  # lines of a page


def test_a_page_is_divided_at_its_headings_without_formulas_and_outputs():
    first, cell, end = sections(PAGE, "02.html", "02 Gates")
    assert (first.page, first.place, first.title) == ("02.html", "", "02 Gates")
    assert first.text == "Before t and x_t and W_x, … … all."
    assert (cell.id, cell.title) == ("02.html#The-cell", "02 Gates › The cell")
    assert cell.text == "It remembers. c = lc.forget(c)"
    assert (end.place, end.text) == ("End", "")


def test_the_data_are_a_script_that_gives_the_sections_back():
    found = sections(PAGE, "02.html", "02 Gates")
    script = search_data(found)
    start, end = "window.bookSections = ", ";\n"
    assert script.startswith(start) and script.endswith(end)
    data = json.loads(script[len(start) : -len(end)])
    assert [each["id"] for each in data] == [each.id for each in found]
    assert set(data[0]) == {"id", "page", "place", "title", "text"}
