"""What goes out of a page into files beside it: styles that pages share, and its widgets' state."""

import json

from book_parts import SHARED_FROM, with_later_widgets, with_shared_styles

LONG = "p { color: black; }\n" * SHARED_FROM
STATE = '{"state": {"a": {"text": "<\\/script> ü \\u2028"}}}'
PAGE = f"""<head><style type="text/css">{LONG}</style>
<style>b {{}}</style>
<style media="(prefers-color-scheme: dark)" type="text/css">{LONG}i {{}}</style></head><body>
<script type="application/vnd.jupyter.widget-view+json">{{"model_id": "a"}}</script>
<script type="application/vnd.jupyter.widget-state+json">
{STATE}
</script></body>"""


def test_pages_with_one_style_share_its_file(tmp_path):
    first = with_shared_styles(PAGE, tmp_path)
    assert with_shared_styles(PAGE, tmp_path) == first
    files = sorted(path.name for path in tmp_path.iterdir())
    assert len(files) == 2
    assert all(f'href="{name}"' in first for name in files)
    assert first.count('media="(prefers-color-scheme: dark)">') == 1
    assert "<style>b {}</style>" in first
    assert LONG.strip() in (tmp_path / files[0]).read_text(encoding="utf-8")


def test_the_state_of_widgets_is_loaded_from_a_script_that_gives_it_back(tmp_path):
    page = with_later_widgets(PAGE, "02_gates.html", tmp_path)
    assert "widget-state+json" not in page and "widget-view+json" in page
    assert '<script defer src="widgets.js" data-state="02_gates.widgets.js"></script>' in page
    script = (tmp_path / "02_gates.widgets.js").read_text(encoding="utf-8")
    start, end = "window.bookWidgets = ", ";\n"
    assert script.startswith(start) and script.endswith(end)
    text = json.loads(script[len(start) : -len(end)])
    assert json.loads(text) == json.loads(STATE)


def test_a_page_without_widgets_loads_nothing(tmp_path):
    assert with_later_widgets("<p>text</p>", "a.html", tmp_path) == "<p>text</p>"
    assert list(tmp_path.iterdir()) == []
