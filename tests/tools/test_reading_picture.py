"""The moving picture of notebook 00 shows what its network computes, runs no code, and ends."""

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import reading_picture  # noqa: E402

STORED = reading_picture.PLACE.read_text(encoding="ascii")  # JupyterLite cannot show another
T, NUMBER = len(reading_picture.TEXT), re.compile(r"-?\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def computed():
    return reading_picture.trained()


def frames(name):
    """Return the values of one shape, a value for each character."""
    rule = re.search(rf"@keyframes {name}\{{(.*?)\}}\}}", STORED).group(1)
    return [float(value) for value in re.findall(r"scale[XY]\(([-\d.e]+)\)", rule)][:T]


@pytest.mark.parametrize("gate", ["input", "forget", "candidate", "output"])
def test_each_bar_of_a_gate_has_the_heights_that_the_network_computes(computed, gate):
    symbol = dict(input="i", forget="f", candidate="g", output="o")[gate]
    values = computed[1].gate(gate)
    drawn = np.array([frames(f"{symbol}{unit}") for unit in range(values.shape[1])]).T
    np.testing.assert_allclose(drawn, values, atol=0.02)


def test_the_bars_of_the_next_character_are_its_largest_probabilities(computed):
    import lstm_core as lc

    p = np.array([lc.distribution(row) for row in computed[1].logits])
    drawn = np.array([frames(f"p{rank}") for rank in range(reading_picture.TOP)]).T
    np.testing.assert_allclose(drawn, -np.sort(-p, axis=1)[:, : reading_picture.TOP], atol=0.02)


def test_the_stored_picture_is_the_one_that_the_tool_draws():
    drawn = reading_picture.draw().encode("ascii", "xmlcharrefreplace").decode()
    assert NUMBER.sub("0", drawn) == NUMBER.sub("0", STORED)


def test_the_picture_runs_no_code_fetches_nothing_and_has_a_title():
    tree = ET.fromstring(STORED)
    assert {element.tag.split("}")[1] for element in tree.iter()} <= {
        *("svg", "title", "style", "rect", "text", "g", "line"),
    }
    addresses = re.findall(r"(?:href|src|url|@import)\b[^>]*|https?:[^\"]*", STORED)
    assert addresses == ["http://www.w3.org/2000/svg"]
    assert "".join(tree.find("{*}title").itertext()) == "A trained LSTM reads “to be, or not to be”"


def test_the_motion_ends_by_itself_and_is_left_out_where_less_motion_is_asked_for():
    assert f"animation-iteration-count:{reading_picture.ROUNDS};" in STORED and "infinite" not in STORED
    assert "@media (prefers-reduced-motion:reduce){.a{animation:none!important}}" in STORED


def test_at_rest_the_last_step_alone_is_seen():
    seen = re.findall(r'<g class="a s t(\d+)( z)?">', STORED)
    assert [int(t) for t, _ in seen] == list(range(T))
    assert [int(t) for t, rest in seen if rest] == [T - 1]
