"""Joining a widget's files, its still picture, and the colours that all widgets share."""

import base64
import json
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from contrast import contrast
from PIL import Image

from lstm_core.errors import ArgumentError
from lstm_core.plots import describe, new_figure
from lstm_core.plots.style import GATE_COLOURS, SYMBOL_COLOURS

pytest.importorskip("anywidget")

from lstm_core.plots.card import MARGIN
from lstm_core.widgets.shared import bundle as bundle_module
from lstm_core.widgets.shared.bundle import FOLDER, bundle
from lstm_core.widgets.shared.page_widget import PageWidget
from lstm_core.widgets.shared.still import HINT, StillPicture, still_png

ROOT = Path(__file__).resolve().parent.parent.parent
ENTRIES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/widget.js"))


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run_module(text: str, tmp_path: Path) -> str:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    (tmp_path / "joined.mjs").write_text(text, encoding="utf-8")
    answer = subprocess.run(
        [node, "joined.mjs"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def test_imported_files_come_first_once_and_run(tmp_path):
    folder = write(
        tmp_path,
        {
            "shared/a.js": "export const one = 1;\n",
            "b.js": 'import { one } from "./shared/a.js";\nexport const two = () => one + one;\n',
            "w.js": 'import { one } from "./shared/a.js";\nimport {\n  two,\n} from "./b.js";\n'
            "console.log(one + two());\nexport default { one };\n",
        },
    )
    text = bundle("w.js", folder)
    assert text.count("const one") == 1
    assert text.index("const one") < text.index("const two") < text.index("console.log")
    assert "import" not in text
    assert re.findall(r"^export.*", text, re.M) == ["export default { one };"]
    assert run_module(text, tmp_path) == "3"


def test_style_sheets_are_joined_in_the_same_way(tmp_path):
    folder = write(
        tmp_path, {"shared/t.css": ".a { b: c }\n", "w.css": '@import "./shared/t.css";\n.d { e: f }\n'}
    )
    assert bundle("w.css", folder) == ".a { b: c }\n\n.d { e: f }\n"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"w.js": 'import { a } from "./gone.js";\n'}, "no file gone.js, imported by w.js"),
        ({"w.js": 'import a from "./b.js";\n', "b.js": ""}, "can be joined"),
        ({"w.js": 'import { a } from "package";\n'}, "can be joined"),
        ({"w.js": "const a = 1;\nexport { a };\n"}, "can be joined"),
        (
            {"w.js": 'import { a as c } from "./b.js";\n', "b.js": "export const a = 1;\n"},
            "cannot rename",
        ),
        ({"w.js": 'import { a } from "./b.js";\n', "b.js": "const a = 1;\n"}, "does not export"),
        (
            {
                "w.js": 'import { a } from "./b.js";\nconst x = 1;\n',
                "b.js": "export const a = 1;\nlet x;\n",
            },
            "both declare x",
        ),
        (
            {"w.js": 'import { a } from "./b.js";\n', "b.js": 'import { w } from "./w.js";\n'},
            "import each other",
        ),
    ],
)
def test_what_cannot_be_joined_is_refused_with_a_reason(tmp_path, files, message):
    with pytest.raises(ArgumentError, match=message):
        bundle("w.js", write(tmp_path, files))


def test_only_scripts_and_style_sheets_are_joined():
    with pytest.raises(ArgumentError, match=r"\.js or \.css"):
        bundle("w.txt")


@pytest.mark.parametrize("name", ENTRIES)
def test_every_widget_becomes_one_module_that_node_can_read(name, tmp_path):
    text = bundle(name)
    assert len(re.findall(r"^export\b", text, re.M)) == 1
    run_module(text, tmp_path)


@pytest.mark.parametrize("name", ENTRIES)
def test_every_widget_writes_text_as_text(name):
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"):
        assert way not in bundle(name)


# The still picture


class Pictured(StillPicture, PageWidget):
    _esm = "export default { render() {} };"

    def figure(self):
        figure, axes = new_figure(2, 2)
        axes.plot([0, 1])
        return describe(figure, "a line that rises")

    def __repr__(self):
        return "Pictured()"


def test_a_widget_brings_its_picture_and_its_words():
    data, metadata = Pictured()._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == "Pictured()"
    assert "application/vnd.jupyter.widget-view+json" in data
    assert metadata["image/png"] == {
        "alt": f"a line that rises. {HINT}",
        **{"width": 500, "height": 300},  # on the page; the picture has twice as many pixels each way
    }
    json.dumps(data)  # or the kernel could not send it


def test_below_the_picture_stands_how_it_becomes_a_widget():
    figure = Pictured().figure()
    height = round(200 * (figure.get_size_inches()[1] + MARGIN))
    png, _ = still_png(figure)
    picture = Image.open(BytesIO(base64.b64decode(png))).convert("RGBA")
    below = np.asarray(picture)[height:-4, :, 0]
    assert (below < 128).sum() > 400, "there are letters"
    assert (below[:-20, -20:-4] > 240).all(), "which end before the edge"
    assert figure.texts[-1].get_text().replace("\n", " ") == HINT


def test_the_picture_does_not_stay_open_for_the_notebook_to_show_again():
    from matplotlib import pyplot as plt

    plt.close("all")
    png, metadata = still_png(Pictured().figure())
    assert plt.get_fignums() == []
    assert metadata["alt"] == f"a line that rises. {HINT}"
    assert png == still_png(Pictured().figure())[0], "the same view, the same bytes"


# Colours


@pytest.mark.parametrize("name", [name.replace(".js", ".css") for name in ENTRIES])
def test_no_rule_of_a_widget_reaches_another(name):
    """A page keeps the styles of all its widgets, and a class may mean two things in two of them."""
    css = re.sub(r"/\*.*?\*/", "", bundle(name), flags=re.S)
    own = re.search(r"^\.lstm-[\w-]+", (FOLDER / name).read_text(encoding="utf-8"), re.M).group()
    selectors = re.findall(r"(?:^|[};])\s*([^{};@]+)\{", css)
    each = [one.strip() for group in selectors for one in group.split(",") if ".lstm" in one]
    assert len(each) > 20
    assert [one for one in each if not re.search(re.escape(own) + r"(?![\w-])", one)] == []
    script = bundle(name.replace(".css", ".js"))
    assert f"lstm-widget {own[1:]}" in script, "the class of the widget's element"


def test_contrast_is_what_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_on_every_ground(theme):
    css = (FOLDER / "shared" / "theme.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--lstm-([\w-]+):.*?light-dark\((#\w{6}), (#\w{6})\)", css)
    colours = {name: light if theme == "light" else dark for name, light, dark in pairs}
    assert {"ground", "panel", "text", "muted", "accent", *SYMBOL_COLOURS} <= set(colours)
    for name in ("text", "muted", "accent", *SYMBOL_COLOURS):
        for ground in ("ground", "panel", "accent-ground"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    for name in ("line", "focus"):  # borders and rings need 3 : 1
        assert contrast(colours[name], colours["ground"]) >= 3, name


def test_a_symbol_has_one_colour_in_widgets_figures_and_formulas():
    css = (FOLDER / "shared" / "theme.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--lstm-([ifgochp]):\s*light-dark\((#\w{6}),", css))
    assert light == SYMBOL_COLOURS
    assert list(GATE_COLOURS.values()) == [light[gate] for gate in "ifgo"]
    for path in sorted(FOLDER.rglob("*.css")):  # a gate's part of a picture or of a formula names it
        rules = re.findall(r"data-gate=\"(\w)\"[^{]*\{([^}]*)\}", path.read_text(encoding="utf-8"))
        for gate, rule in rules:
            used = re.findall(r"(?:color|fill|stroke|--lstm-own): *([^;]+)", rule)
            assert set(used) <= {f"var(--lstm-{gate})"}, (path.name, gate, used)


def test_an_error_tells_which_of_two_files_of_one_name_is_meant(monkeypatch, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "words.js").write_text('import { x } from "../b/words.js";\n', encoding="utf-8")
    monkeypatch.setattr(bundle_module, "FOLDER", tmp_path.resolve())
    with pytest.raises(ArgumentError, match=r"no file b/words\.js, imported by a/words\.js"):
        bundle_module.bundle("a/words.js", tmp_path)
