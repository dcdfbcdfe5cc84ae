"""The site's policy: which scripts a page may run, and that no others may."""

import base64
import hashlib
import re
from html import unescape

import pytest

from book_policy import inline_scripts, with_policy

PAGE = """<html><head>
<meta charset="utf-8">
<script>first();</script>
<script type="module">second();</script>
<script type='text/javascript'>
third();
</script>
<script src="beside.js"></script>
<script type="application/vnd.jupyter.widget-state+json">{"a": "<b>"}</script>
</head><body></body></html>"""


def policy_of(page):
    """Return the policy's rules by name."""
    (content,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    rules = [rule.split() for rule in unescape(content).split(";")]
    return {rule[0]: rule[1:] for rule in rules}


def test_scripts_of_the_page_are_found_and_its_data_are_not():
    assert inline_scripts(PAGE) == ["first();", "second();", "\nthird();\n"]


def test_the_policy_allows_the_pages_own_scripts_by_their_digests_alone():
    allowed = policy_of(with_policy(PAGE))["script-src"]
    digests = {
        f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'"
        for each in inline_scripts(PAGE)
    }
    assert set(allowed) == {"'self'", "blob:", *digests}


def test_text_may_become_code_only_where_widgets_are_checked_by_compiled_schemas():
    shows_widgets = PAGE.replace("beside.js", "widgets.js")
    assert "'unsafe-eval'" in policy_of(with_policy(shows_widgets))["script-src"]
    assert "unsafe-eval" not in with_policy(PAGE)


def test_nothing_is_loaded_from_elsewhere():
    rules = policy_of(with_policy(PAGE))
    assert rules["default-src"] == ["'none'"]
    assert "http" not in str(rules) and "*" not in str(rules)


def test_the_policy_comes_before_everything_that_it_rules():
    page = with_policy(PAGE)
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_a_page_without_a_place_for_it_is_refused():
    with pytest.raises(ValueError, match="charset"):
        with_policy("<html></html>")
