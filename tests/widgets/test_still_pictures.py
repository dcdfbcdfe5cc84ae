"""Every widget's still picture, in every kind of view: it can be read, and nothing covers or is cut."""

import base64
import json
from io import BytesIO

import numpy as np
import pytest
from legibility import covered, small_texts
from matplotlib import pyplot as plt
from PIL import Image

import lstm_core as lc
from lstm_core import widgets
from lstm_core.plots.card import MARGIN
from lstm_core.widgets.shared import still
from lstm_core.widgets.shared.bundle import FOLDER
from lstm_core.widgets.shared.still import StillPicture, still_png

TEXT = "to be, or not to be, that is the question:\nwhether 'tis nobler in the mind to suffer "
VOCABULARY = lc.Vocabulary.from_text(TEXT + '"—;.kxz\\')
INDICES = np.tile(VOCABULARY.encode(TEXT), 3)
V = len(VOCABULARY)
MODEL = lc.CharLSTM(V, 25)
TRACE = MODEL.forward(INDICES[:-1])
SIGNS = "a\u202e\u200b b\n\U0001f600漢\\$_^"
STRANGE = lc.Vocabulary.from_text(SIGNS)
STRANGE_MODEL = lc.CharLSTM(len(STRANGE), 5)
STRANGE_TRACE = STRANGE_MODEL.forward(STRANGE.encode(3 * SIGNS))
SUBSTEPS = json.loads((FOLDER / "cell_stepper" / "wiring.json").read_text(encoding="utf-8"))


def stepper(substep, **view):
    return widgets.CellStepper(
        TRACE, VOCABULARY, model=MODEL, targets=INDICES[1:], substep=substep, **view
    )


def sampler(count, **settings):
    made = widgets.Sampler(MODEL, VOCABULARY, **settings)
    made.draw(count)
    return made


def lab(*, steps=20, branches=0, text=TEXT, rate=0.05, viewing=None):
    made = widgets.TrainingLab(text, hidden_size=8, backend="numpy")
    for _ in range(steps):
        made.step()
    for _ in range(branches):
        made.travel(10)
        made.branch()
        made.clip_value, made.learning_rate = None, rate
        made.step()
        made.step()
    if viewing is not None:
        made.travel(viewing)
    return made


def flow(**view):
    return widgets.GradientFlow(INDICES, vocab_size=V, **view)


FAR = dict.fromkeys(("z_i", "z_f", "z_g", "z_o"), 8.0)
VIEWS = {
    "AttentionMap": {
        "last": lambda: widgets.AttentionMap(np.eye(24), TRACE.forget_gate[:24], TEXT[:24]),
        "first": lambda: widgets.AttentionMap(
            np.tri(24) / 24, TRACE.forget_gate[:24], TEXT[:24], position=0
        ),
        "strange signs": lambda: widgets.AttentionMap(
            np.eye(len(SIGNS)), STRANGE_TRACE.forget_gate[: len(SIGNS)], SIGNS, position=1
        ),
        "one character": lambda: widgets.AttentionMap([[1.0]], [[0.5]], "a"),
    },
    "CellStepper": {
        **{f"{k} first": lambda k=k: stepper(k) for k in SUBSTEPS["forward"]},
        **{
            f"{k} last": lambda k=k: stepper(k, position=len(TRACE.inputs) - 1, unit=24)
            for k in SUBSTEPS["backward"]
        },
        "strange signs": lambda: widgets.CellStepper(
            STRANGE_TRACE, STRANGE, model=STRANGE_MODEL, position=1, substep="p"
        ),
    },
    "CellText": {
        "first": lambda: widgets.CellText(TRACE, VOCABULARY),
        "last": lambda: widgets.CellText(
            TRACE, VOCABULARY, quantity="candidate", position=200, unit=24
        ),
        "strange signs": lambda: widgets.CellText(STRANGE_TRACE, STRANGE, position=1),
        "one character": lambda: widgets.CellText(MODEL.forward(INDICES[:1]), VOCABULARY),
    },
    "GateHeatmap": {
        "first": lambda: widgets.GateHeatmap(TRACE, VOCABULARY),
        "last": lambda: widgets.GateHeatmap(
            TRACE, VOCABULARY, gate="candidate", position=200, unit=24, order="mean"
        ),
        "strange signs": lambda: widgets.GateHeatmap(STRANGE_TRACE, STRANGE, position=1),
        "one character": lambda: widgets.GateHeatmap(MODEL.forward(INDICES[:1]), VOCABULARY),
    },
    "GatePlayground": {
        "first": widgets.GatePlayground,
        "far": lambda: widgets.GatePlayground(
            **{**FAR, "z_g": -8.0}, c_start=-5, input_at="every", steps=200, position=199
        ),
        "near": lambda: widgets.GatePlayground(
            **dict.fromkeys(FAR, -8.0), c_start=5, steps=2, position=0
        ),
        "flat": lambda: widgets.GatePlayground(z_g=0.0),
    },
    "GradientFlow": {
        "first": flow,
        "cut": lambda: flow(truncation=5, weight_scale=5.0, state="c", lag=0),
        "long": lambda: flow(length=100, weight_scale=0.5, lag=99),
    },
    "OneHotExplorer": {
        "first": lambda: widgets.OneHotExplorer(VOCABULARY, TEXT[:19]),
        "no text": lambda: widgets.OneHotExplorer(VOCABULARY, ""),
        "unknown": lambda: widgets.OneHotExplorer(
            VOCABULARY, "TO é " + 9 * SIGNS, position=20, lowercase=False
        ),
        "large": lambda: widgets.OneHotExplorer(
            lc.Vocabulary.from_text("".join(map(chr, range(33, 500)))), TEXT, position=9
        ),
    },
    "PrefixExplorer": {
        "first": lambda: widgets.PrefixExplorer(MODEL, VOCABULARY, prefix="to be"),
        "long": lambda: widgets.PrefixExplorer(MODEL, VOCABULARY, prefix=TEXT, temperature=0.0),
        "strange signs": lambda: widgets.PrefixExplorer(STRANGE_MODEL, STRANGE, prefix=SIGNS),
    },
    "Sampler": {
        **{f"{n} drawn": lambda n=n: sampler(n) for n in (0, 1, 60, 600)},
        "long": lambda: sampler(5, prefix=5 * TEXT, temperature=0.0),
    },
    "TrainingLab": {
        "not trained": lambda: lab(steps=0),
        "trained": lab,
        "looking back": lambda: lab(viewing=10),
        "branches": lambda: lab(branches=5),
        "exploded": lambda: lab(branches=1, rate=10.0),
        "strange signs": lambda: lab(text=9 * SIGNS),
    },
    "WeightLayout": {
        "first": lambda: widgets.WeightLayout(65, 384),
        "GRU": lambda: widgets.WeightLayout(4, 3, network="gru", array="b", gate="g"),
        "largest": lambda: widgets.WeightLayout(10**6, 10**6, array="W_h", gate="o"),
    },
}
EVERY = [(name, view) for name, views in VIEWS.items() for view in views]


def test_every_widget_with_a_picture_is_here():
    classes = {name: getattr(widgets, name) for name in widgets.__all__}
    pictured = {
        name
        for name, each in classes.items()
        if isinstance(each, type) and issubclass(each, StillPicture)
    }
    assert pictured == set(VIEWS)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "view"), EVERY)
def test_the_picture_can_be_read_and_nothing_in_it_covers_or_is_cut(name, view, monkeypatch):
    widget = VIEWS[name][view]()
    figure = widget.figure()
    assert small_texts(figure) == {}
    assert covered(figure) == []
    plt.close(figure)
    # Without the hint, its place is empty: what is drawn there would cover it.
    monkeypatch.setattr(still, "_LINES", "")
    figure = widget.figure()
    height = round(200 * (figure.get_size_inches()[1] + MARGIN))
    png, _ = still_png(figure)
    grey = np.asarray(Image.open(BytesIO(base64.b64decode(png))).convert("RGBA").convert("L"))
    below = grey[height:-20, 20:-20]  # without the card's edge
    assert below.size and below.min() > 240, "something is drawn where the hint stands"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 characters"), (1, "1 character"), (2, "2 characters")]
)
def test_one_character_is_not_several(count, words):
    assert sampler(count).figure().axes[0].get_title().startswith(f"{words} drawn")
    plt.close("all")
