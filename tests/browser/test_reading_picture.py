"""The picture at the top of notebook 00 moves, and stands still for a reader who wants no motion.

A picture follows the reader's system. What Playwright emulates reaches the page alone, so the wish is
given to a browser of its own.
"""

import base64

import pytest
from lab_page import DEBIAN_CHROMIUM, FLAGS, ROOT

pytestmark = pytest.mark.browser
PAUSE = 1500  # milliseconds, in which the moving picture reads on


@pytest.mark.parametrize(("flags", "moves"), [((), True), (("--force-prefers-reduced-motion",), False)])
def test_the_picture_follows_the_wish_for_reduced_motion(browser, flags, moves):
    path = DEBIAN_CHROMIUM if DEBIAN_CHROMIUM.exists() else None
    own = browser.browser_type.launch(executable_path=path, args=[*FLAGS, *flags])
    data = base64.b64encode((ROOT / "notebooks" / "reading.svg").read_bytes()).decode("ascii")
    page = own.new_page()
    page.set_content(f'<img id="picture" src="data:image/svg+xml;base64,{data}">')
    page.wait_for_function("() => document.getElementById('picture').naturalWidth > 0")
    picture = page.locator("#picture")
    seen = []
    for _ in range(3):
        page.wait_for_timeout(PAUSE)
        seen.append(picture.screenshot(animations="allow"))
    own.close()
    assert (len(set(seen)) > 1) == moves
