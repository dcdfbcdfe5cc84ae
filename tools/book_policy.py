"""The site's Content-Security-Policy: a page loads what lies beside it, and runs its own scripts."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape

SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE)
DATA = re.compile(r"""\btype\s*=\s*["']?(?!text/javascript|module)[\w+.-]+/""", re.IGNORECASE)
CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
# The Jupyter widgets' HTML manager checks a page's widgets with ajv, which compiles each schema.
COMPILES = 'src="widgets.js"'
# Widgets arrive as text, which anywidget turns into modules (blob:); MathJax and widgets set styles.
RULES = (
    "default-src 'none'",
    "script-src 'self' blob:{scripts}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)


def inline_scripts(page: str) -> list[str]:
    """Return the texts of the scripts in a page that a browser runs."""
    return [
        each["text"]
        for each in SCRIPT.finditer(page)
        if not re.search(r"\bsrc\s*=", each["attributes"]) and not DATA.search(each["attributes"])
    ]


def with_policy(page: str) -> str:
    """Return a page's HTML with the policy, in front of everything that it loads."""
    digests = {hashlib.sha256(text.encode()).digest() for text in inline_scripts(page)}
    hashes = sorted(f" 'sha256-{base64.b64encode(each).decode('ascii')}'" for each in digests)
    scripts = "".join([*([" 'unsafe-eval'"] if COMPILES in page else []), *hashes])
    policy = "; ".join(RULES).format(scripts=scripts)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=True)}">'
    if not CHARSET.search(page):
        raise ValueError("A page of the site needs <meta charset=…>, which the policy follows.")
    return CHARSET.sub(lambda found: f"{found.group()}\n{meta}", page, count=1)
