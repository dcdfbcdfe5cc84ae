"""README's moving pictures of the stepper: each sub-step once, an end, and a still picture instead."""

import re
import sys
from pathlib import Path

import pytest
from PIL import Image

from lstm_core.widgets.cell_stepper.widget import SUBSTEPS

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import stepper_pictures  # noqa: E402

README = (ROOT / "README.md").read_text(encoding="utf-8")
MOVING = [stepper_pictures.IMAGES / f"cell_stepper_moving_{each}.webp" for each in ("light", "dark")]


@pytest.mark.parametrize("path", MOVING, ids=lambda path: path.stem)
def test_a_moving_picture_shows_each_sub_step_ends_and_is_small(path):
    with Image.open(path) as picture:
        assert picture.n_frames == len(SUBSTEPS["forward"])
        assert picture.info["loop"] == stepper_pictures.ROUNDS > 0  # 0 would be for ever
        frames = []
        for number in range(picture.n_frames):
            picture.seek(number)
            frames.append(picture.convert("RGB").tobytes())
    assert len(set(frames)) == len(frames)
    assert path.stat().st_size < 1_000_000


def test_who_wants_no_motion_gets_a_still_picture():
    sources = re.findall(r'media="([^"]*)" srcset="docs/images/([^"]*)"', README)
    still = [name for media, name in sources if "prefers-reduced-motion: reduce" in media]
    first = [name for _, name in sources[: len(still)]]  # a browser takes the first that fits
    assert still == first == [name for name, *_ in reversed(stepper_pictures.SCENES)]
    assert all(path.name in README for path in MOVING)
