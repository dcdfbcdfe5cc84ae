"""The static site in a browser whose network ends at the site: widgets, formulas, links."""

import importlib
import os
import re
import shutil

import nbformat
import pytest
from accessibility import serious_violations
from fits import Size, faults
from lab_page import KERNEL, ROOT
from site_server import serving

import book
import book_vendor
from environment import SetupError

pytestmark = [pytest.mark.browser, pytest.mark.long]
REQUIRED = os.environ.get("LSTM_REQUIRE_BROWSER") == "1"
NOTEBOOK = ROOT / "notebooks" / "02_gates.ipynb"

WIDGETS = """
import lstm_core as lc
from lstm_core.widgets import GateHeatmap, GradientFlow, OneHotExplorer, Sampler
text = "to be, or not to be"
vocabulary = lc.Vocabulary.from_text(text)
indices = vocabulary.encode(text)
model = lc.CharLSTM(len(vocabulary), 4, seed=1)
"""
CELLS = (
    "OneHotExplorer(vocabulary, text)",
    "GateHeatmap(model.forward(indices), vocabulary)",
    "GradientFlow(indices, vocab_size=len(vocabulary), hidden_size=3)",
    "Sampler(model, vocabulary)",
    "from tqdm.auto import tqdm\nfor _ in tqdm(range(3)):\n    pass",
)
PROSE = "# See everything\n\nA sentence, $x^2$, and a [notebook](02_gates.ipynb).\n\n## A part\n\nText."


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build a site of two notebooks, one with every other widget; return its folder."""
    try:
        book_vendor.fill_store()
    except SetupError as error:
        if REQUIRED:
            raise
        pytest.skip(str(error).splitlines()[0])
    folder = tmp_path_factory.mktemp("book")
    path = folder / "widgets.ipynb"
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": KERNEL})
    notebook.cells = [nbformat.v4.new_markdown_cell(PROSE), nbformat.v4.new_code_cell(WIDGETS)]
    notebook.cells += [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    nbformat.write(notebook, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(book, "RUNS", folder / "runs")
        book.build([NOTEBOOK, path], folder / "site", lite=True)
    return folder / "site"


@pytest.fixture(scope="module")
def address(site):
    """Serve the site; return where."""
    with serving(site) as where:
        yield f"{where}/"


@pytest.fixture
def open_page(browser, address):
    """Return a function that opens a page of the site; at the end nothing may have gone wrong."""
    wrong: list[str] = []
    contexts = []

    def guard(route):
        if route.request.url.startswith(address):
            route.continue_()
        else:
            wrong.append(f"a request left the site: {route.request.url}")
            route.abort()

    def open_path(name: str, **options):
        contexts.append(browser.new_context(viewport={"width": 1100, "height": 1400}, **options))
        contexts[-1].route("**/*", guard)
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: wrong.append(f"an error on the page: {error}"))
        page.on("console", lambda line: wrong.append(line.text) if refused(line.text) else None)
        page.on(
            "response",
            lambda answer: (
                wrong.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
            ),
        )
        page.goto(address + name)
        return page

    yield open_path
    for context in contexts:
        context.close()
    assert wrong == []


def refused(line: str) -> bool:
    """Whether a browser says that the page's own policy forbade something."""
    return "Content Security Policy" in line


def widget(page, name: str):
    found = page.locator(f".lstm-widget.{name}").first
    found.wait_for(state="visible")
    return found


def test_the_stepper_steps_and_shows_the_numbers_of_the_next_wire(open_page):
    page = open_page("02_gates.html")
    stepper = widget(page, "lstm-stepper")
    gate = stepper.locator('[data-chip="i"] .lstm-chip-number')
    assert gate.text_content() == "?"
    for step in ("z", "i"):
        stepper.get_by_test_id("next").click()
        page.wait_for_selector(f'.lstm-stepper[data-substep="{step}"]')
    assert 0 < float(gate.text_content()) < 1
    stepper.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_selector('.lstm-stepper[data-t="1"]')


def test_every_widget_for_looking_around_appears_and_those_that_need_python_are_pictures(open_page):
    page = open_page("widgets.html")
    for name in ("lstm-one-hot", "lstm-heatmap", "lstm-flow-map"):
        widget(page, name)
    assert page.get_by_text("Error", exact=False).count() == 0
    assert page.locator(".book-note").count() == 1
    picture = page.locator(".book-note ~ * img, .jp-OutputArea-child:has(.book-note) + * img").first
    assert picture.evaluate("(img) => img.naturalWidth") > 300
    assert picture.get_attribute("alt")
    page.locator(".widget-hprogress, .jupyter-widgets.progress").first.wait_for()


NEVER_QUIET = """() => {
    const listen = window.addEventListener.bind(window);
    window.addEventListener = (type, ...rest) => (type === "load" ? undefined : listen(type, ...rest));
}"""


def test_widgets_come_after_the_text_when_a_reader_nears_them(browser, address):
    page = browser.new_page(viewport={"width": 1100, "height": 700})
    page.add_init_script(f"({NEVER_QUIET})()")
    page.goto(f"{address}02_gates.html")
    assert page.locator("h1").is_visible()
    page.wait_for_timeout(1000)
    manager = page.locator('script[src$="embed-amd.js"]')
    assert manager.count() == 0
    page.mouse.wheel(0, 100_000)
    widget(page, "lstm-stepper")
    assert manager.count() == 1
    page.close()


def test_widgets_come_by_themselves_when_a_page_has_stood(open_page):
    widget(open_page("02_gates.html"), "lstm-stepper")


def test_a_widget_whose_state_is_missing_says_so(browser, address):
    page = browser.new_page()
    page.route("**/*.widgets.js", lambda route: route.abort())
    page.goto(f"{address}widgets.html")
    page.get_by_text("The widget is missing: widgets.widgets.js could not be loaded.").first.wait_for()
    page.close()


def test_the_result_of_a_guess_is_folded_until_a_reader_opens_it(open_page):
    page = open_page("02_gates.html")
    folds = page.locator(".lstm-guess-folded")
    source = nbformat.read(NOTEBOOK, as_version=4)
    assert folds.count() == sum("= Guess(" in cell.source for cell in source.cells) > 0
    fold = folds.filter(has_text="With f = 0.99")
    assert fold.get_by_text("Result: 69 steps").is_hidden() and fold.locator("img").is_hidden()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    fold.get_by_text("Result: 69 steps").wait_for(state="visible")
    assert fold.locator("img").evaluate("(img) => img.naturalWidth") > 300
    table = fold.locator("pre")
    assert "monospace" in table.evaluate("(e) => getComputedStyle(e).fontFamily")
    page.set_viewport_size({"width": 390, "height": 800})
    assert fold.evaluate("(e) => e.scrollWidth <= e.clientWidth + 1")
    assert serious_violations(page, ".lstm-guess-folded") == []


def test_the_quiz_marks_without_a_kernel(open_page):
    page = open_page("02_gates.html")
    quiz = widget(page, "lstm-quiz")
    quiz.get_by_test_id("question-4").click()
    question = quiz.locator("[data-name=shut_output]")
    for place, words in ((0, "○ Not yet."), (1, "✓ Right.")):
        question.get_by_role("radio").nth(place).check()
        page.keyboard.press("Enter")
        assert question.get_by_test_id("feedback").inner_text().startswith(words)


def test_formulas_are_typeset(open_page):
    page = open_page("02_gates.html")
    page.wait_for_function("() => window.MathJax?.startup?.promise !== undefined")
    page.evaluate("() => window.MathJax.startup.promise")
    formulas = page.locator("mjx-container").count()
    source = nbformat.read(NOTEBOOK, as_version=4)
    displayed = sum(c.source.count("$$") // 2 for c in source.cells if c.cell_type == "markdown")
    assert formulas > displayed > 0
    assert page.locator("mjx-container[display='true']").count() == displayed
    assert page.locator("mjx-merror, [data-mjx-error]").count() == 0


def test_links_between_notebooks_lead_to_pages(open_page):
    page = open_page("index.html")
    page.get_by_role("link", name="02 Build a cell that remembers").click()
    page.get_by_role("link", name="On: See everything").click()
    page.get_by_role("link", name="notebook", exact=True).click()
    assert page.url.endswith("/02_gates.html")
    page.locator(".book-headings summary").click()
    page.get_by_role("link", name="Squash any number into a range").first.click()
    assert page.url.endswith("#Squash-any-number-into-a-range")


def test_a_page_leads_to_its_notebook_in_the_site_that_runs_python(site):
    text = (site / "02_gates.html").read_text(encoding="utf-8")
    assert 'href="lite/lab/index.html?path=notebooks/02_gates.ipynb"' in text
    assert "lite/" not in (site / "index.html").read_text(encoding="utf-8")


BESIDE = """() => Array.from(document.querySelectorAll("img, svg, table, mjx-container, pre, p, li, h1, h2"))
    .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        const rolls = (each) => each && (/auto|scroll/.test(getComputedStyle(each).overflowX) || rolls(each.parentElement));
        return width > 0 && element.checkVisibility() && (left < -1 || right > innerWidth + 1) && !rolls(element);
    }).map((element) => element.outerHTML.slice(0, 120))"""  # noqa: E501  # a script's lines


@pytest.mark.parametrize("name", ["02_gates.html", "widgets.html"])
def test_a_phone_shows_widgets_and_pictures_whole(open_page, name):
    page = open_page(name)
    page.set_viewport_size({"width": 390, "height": 800})
    widget(page, "lstm-stepper" if name == "02_gates.html" else "lstm-heatmap")
    page.wait_for_timeout(500)
    found = page.locator(".lstm-widget:visible").all()
    assert len(found) >= 3
    for each in found:
        assert faults(each, Size(390, None)) == []
    assert page.locator("img:visible").count() > 0
    assert page.evaluate(BESIDE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_follows_the_readers_colours_and_axe_finds_no_serious_fault(open_page, scheme):
    page = open_page("02_gates.html", color_scheme=scheme)
    widget(page, "lstm-stepper")
    ground = page.evaluate(
        "() => getComputedStyle(document.querySelector('.lstm-stepper')).backgroundColor"
    )
    assert (int(ground[4:].split(",")[0]) < 100) == (scheme == "dark")
    assert serious_violations(page, "header, footer, .book-headings, .lstm-widget") == []


def test_the_api_reference_is_found_from_the_first_page_and_by_its_search(open_page):
    page = open_page("index.html")
    page.get_by_role("link", name="API reference").click()
    page.locator("input[name=q]").first.fill("gradient_check")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="lstm_core.gradient_check", exact=True).first.click()
    assert page.url.endswith("#lstm_core.gradient_check")
    entry = page.locator("[id='lstm_core.gradient_check']").locator("xpath=..")
    assert "central differences" in entry.text_content()


def test_the_search_leads_from_a_word_to_the_section_that_has_it(open_page):
    page = open_page("02_gates.html")
    page.get_by_role("searchbox", name="Search the notebooks").fill("forget gate")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=forget+gate")
    results = page.locator("#found li")
    results.first.wait_for()
    assert str(results.count()) in page.locator("#count").inner_text()
    for result in results.all():
        words = re.findall(r"[a-z]+", section_of(page, result))
        for asked in ("forget", "gate"):
            assert any(word.startswith(asked) for word in words), (asked, words)
    field = page.get_by_role("searchbox")
    field.fill("squash range")
    first = results.first.get_by_role("link", name="› Squash any number into a range")
    first.wait_for()
    assert results.first.locator("mark").count() > 0
    assert serious_violations(page, "body") == []
    field.fill("<img src=x onerror=alert(1)> zzzz")
    page.get_by_text("No section has").wait_for()
    assert results.count() == 0
    field.fill("squash range")
    first.click()
    page.wait_for_url("**/02_gates.html#Squash-any-number-into-a-range")
    page.go_back()
    results.first.wait_for()
    assert page.get_by_role("searchbox").input_value() == "squash range"
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate(BESIDE) == []


def section_of(page, result) -> str:
    """Return all words of the section to which a result leads."""
    href = result.get_by_role("link").get_attribute("href")
    found = page.evaluate("(id) => window.bookSections.find((each) => each.id === id)", href)
    return f"{found['title']} {found['text']}".lower()


def test_a_script_that_was_not_built_in_does_not_run(browser, address):
    page = browser.new_page()
    page.goto(f"{address}search.html")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            window.refusals = [];
            document.addEventListener("securitypolicyviolation", (event) => window.refusals.push(event.effectiveDirective));
            document.body.append(script);
        }"""  # noqa: E501  # a script's lines
    )
    page.wait_for_function("() => window.refusals.length > 0")
    assert page.evaluate("() => [window.ran, ...window.refusals]") == [None, "script-src-elem"]
    page.close()


def test_every_public_name_has_an_entry_with_its_parameters(site):
    parts = (("lstm_core", "core"), ("lstm_core.plots", "plots"), ("lstm_core.widgets", "widgets"))
    for package, page in parts:
        text = (site / "api" / f"{page}.html").read_text(encoding="utf-8")
        module = importlib.import_module(package)
        for name in module.__all__:
            if callable(getattr(module, name)):
                assert f'id="{package}.{name}"' in text, f"{package}.{name}"
    core = (site / "api" / "core.html").read_text(encoding="utf-8")
    for method in ("CharLSTM.backpropagate", "Trainer.run", "Adam.update"):  # inherited, too
        assert f'id="lstm_core.{method}"' in core, method


def test_the_api_reference_fits_a_phone(open_page):
    page = open_page("api/core.html")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_first_page_has_no_serious_fault(open_page):
    assert serious_violations(open_page("index.html"), "body") == []


def test_without_npm_the_message_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SetupError, match="sudo apt install nodejs npm"):
        book_vendor.fill_store(tmp_path / "empty")
