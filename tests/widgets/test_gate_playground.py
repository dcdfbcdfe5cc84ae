"""The gate playground: the browser's formulas are lstm_core's, and what Python knows of the view."""

import json
import math
import shutil
import subprocess
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.widgets import GatePlayground

ROOT = Path(__file__).resolve().parent.parent.parent


# The numbers

UNROLL = """
import { readFileSync } from "node:fs";
import { gateValues, halfLife, levelOf, unrollCell } from "%s";
const answer = JSON.parse(readFileSync(0, "utf8")).map((each) => {
  const [z_i, z_f, z_g, z_o, start, inputAt, steps] = each;
  const values = gateValues({ z_i, z_f, z_g, z_o });
  const { c, h } = unrollCell(values, start, inputAt, steps);
  const { i, f, g, o } = values;
  const found = { half: halfLife(f), level: levelOf(values, inputAt) };
  return { gates: [i, f, g, o], c: [...c], h: [...h], ...found };
});
console.log(JSON.stringify(answer));
"""


def in_the_browser(settings):
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    cell = (ROOT / "lstm_core" / "widgets" / "gate_playground" / "cell.js").as_uri()
    answer = subprocess.run(
        [node, "--input-type=module", "--eval", UNROLL % cell],
        input=json.dumps(settings),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def step_by_step(z, c_start, input_at, steps):
    """The same with lstm_step, many settings side by side: x is z, and W_x hands it through."""
    z, c = np.array(z, float), np.array(c_start, float)[:, None]  # (B, 4), (B, 1)
    shut = z * [0, 1, 1, 1] - [1000, 0, 0, 0]  # σ(-1000) = 0: nothing enters
    cells, hiddens = [], []
    for t in range(steps):
        x = z if t == 0 or input_at == "every" else shut
        step = lc.lstm_step(x, np.zeros_like(c), c, np.eye(4), np.zeros((1, 4)), np.zeros(4))
        c = step.c
        cells.append(step.c)
        hiddens.append(step.h)
    return np.hstack(cells), np.hstack(hiddens)  # (B, steps) each


@pytest.mark.parametrize("input_at", ["first", "every"])
def test_the_browsers_formulas_are_those_of_lstm_step_over_a_grid(input_at):
    values = (-8.0, -1.3, 0.0, 2.2, 8.0)
    grid = [(*z, c_start) for z in product(values, repeat=4) for c_start in (-5.0, 0.0, 1.7)]
    z, c_start = np.array(grid)[:, :4], np.array(grid)[:, 4]
    answer = in_the_browser([(*row, input_at, 40) for row in grid])
    found = {name: np.array([row[name] for row in answer]) for name in answer[0]}
    cells, hiddens = step_by_step(z, c_start, input_at, 40)
    i, f, o = lc.sigmoid(z[:, [0, 1, 3]]).T
    g = lc.tanh(z[:, 2])
    level = i * g / (1 - f) if input_at == "every" else np.zeros_like(f)
    np.testing.assert_allclose(found["gates"], np.stack([i, f, g, o], axis=1), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(found["c"], cells, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found["h"], hiddens, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found["half"], np.log(0.5) / np.log(f), rtol=1e-9)
    np.testing.assert_allclose(found["level"], level, rtol=1e-9)


def test_pythons_curves_are_those_of_lstm_step_too():
    settings = {"z_i": 0.5, "z_f": 1.5, "z_g": -0.7, "z_o": 0.3, "c_start": 0.8}
    for input_at in ("first", "every"):
        curves = GatePlayground(**settings, input_at=input_at, steps=12, position=0).curves
        *z, c_start = settings.values()
        cells, hiddens = step_by_step([z], [c_start], input_at, 12)
        np.testing.assert_allclose(curves.c, cells[0])
        np.testing.assert_allclose(curves.h, hiddens[0])
        np.testing.assert_allclose([curves.i, curves.f, curves.o], lc.sigmoid([0.5, 1.5, 0.3]))


def test_after_a_half_life_half_is_left():
    curves = GatePlayground(z_f=math.log(0.5 ** (1 / 10) / (1 - 0.5 ** (1 / 10)))).curves
    assert curves.half_life == pytest.approx(10)
    assert curves.c[10] == pytest.approx(curves.c[0] / 2)


def test_c_comes_to_the_level():
    curves = GatePlayground(z_f=1.0, input_at="every", steps=200).curves
    assert curves.c[-1] == pytest.approx(curves.level)


# The view


def test_the_text_of_a_playground_says_where_everything_stands():
    assert repr(GatePlayground(z_f=-1.5, c_start=2)) == (
        "GatePlayground(z_i=2, z_f=-1.5, z_g=1, z_o=2, c_start=2, input_at='first', steps=40, "
        "position=10)"
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"z_i": 8.5}, "z_i must be a number of -8 to 8, but got 8.5"),
        ({"z_f": -9}, "z_f must be a finite number of at least -8"),
        ({"z_g": "big"}, "z_g must be a finite number"),
        ({"z_o": float("nan")}, "z_o must be a finite number"),
        ({"c_start": 6}, "c_start must be a number of -5 to 5, but got 6"),
        ({"input_at": "never"}, "input_at must be one of 'first', 'every'"),
        ({"position": 40}, "position must be an integer of 0 to 39, but got 40"),
        ({"position": -1}, "position must be an integer of at least 0"),
    ],
)
def test_a_setting_that_is_not_allowed_is_refused(settings, message):
    with pytest.raises(lc.ArgumentError, match=message):
        GatePlayground(**settings)
    playground = GatePlayground()
    before = repr(playground)
    with pytest.raises(lc.ArgumentError, match=message):
        playground.set_trait(*next(iter(settings.items())))
    assert repr(playground) == before


@pytest.mark.parametrize("steps", [1, 201, 2.5, True])
def test_a_number_of_steps_that_is_not_allowed_is_refused(steps):
    with pytest.raises(lc.ArgumentError, match="steps must be an integer of"):
        GatePlayground(steps=steps, position=0)


def test_a_playground_starts_and_resets_where_its_maker_put_it():
    playground = GatePlayground(z_f=1.25, input_at="every")
    playground.z_f = 3.0
    assert playground.initial == {
        "z_i": 2.0,
        "z_f": 1.25,
        "z_g": 1.0,
        "z_o": 2.0,
        "c_start": 0.0,
        "input_at": "every",
    }


def test_the_default_fits_few_steps():
    assert GatePlayground(steps=5).position == 4


# The figure


def test_the_figure_shows_the_curves_and_the_numbers():
    playground = GatePlayground(z_f=1.0, z_g=-0.5, input_at="every", position=7)
    figure = playground.figure()
    bars, cell, hidden = figure.axes
    curves = playground.curves
    np.testing.assert_allclose(cell.lines[0].get_xydata(), np.c_[range(-1, 40), [0, *curves.c]])
    np.testing.assert_allclose(hidden.lines[0].get_xydata(), np.c_[range(40), curves.h])
    assert [bar.get_width() for bar in bars.patches] == [curves.i, curves.f, curves.g, curves.o]
    assert f"{curves.half_life:.3g} steps" in cell.get_title()
    assert f"c = {curves.c[7]:.3f}".replace("-", "−") in hidden.get_title()
    assert f"f {curves.f:.3f}" in figure.get_label()


def test_the_output_of_a_cell_carries_the_picture_and_the_words():
    playground = GatePlayground(position=0)
    data, metadata = playground._repr_mimebundle_()
    assert {"image/png", "text/plain", "application/vnd.jupyter.widget-view+json"} <= set(data)
    assert data["text/plain"] == repr(playground)
    assert "Half-life 5.46 steps" in metadata["image/png"]["alt"]
