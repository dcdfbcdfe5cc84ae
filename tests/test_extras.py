"""Without an extra, an import says which one is missing; NumPy alone must do for the rest."""

import subprocess
import sys

import pytest

from lstm_core.errors import LSTMCoreError
from lstm_core.extras import MissingExtraError, extra

WITHOUT = """
import sys
sys.modules.update(dict.fromkeys({missing!r}))
import lstm_core.{part}
"""


@pytest.mark.parametrize(
    ("part", "missing"),
    [("widgets", "anywidget"), ("widgets", "matplotlib"), ("plots", "matplotlib")],
)
def test_a_part_without_its_extra_names_the_extra(part, missing):
    answer = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(missing=[missing], part=part)],
        capture_output=True,
        text=True,
    )
    last = answer.stderr.splitlines()[-1]
    assert f"lstm_core.{part} needs {missing}, which is not installed" in last
    assert f'pip install "lstm-core[{part}]"' in last


def test_what_is_missing_elsewhere_keeps_its_own_words():
    with (
        pytest.raises(ModuleNotFoundError, match=r"No module named 'lstm_core\.nothing'"),
        extra("plots"),
    ):
        import lstm_core.nothing  # noqa: F401


def test_both_kinds_of_except_clause_catch_it():
    assert issubclass(MissingExtraError, LSTMCoreError)
    assert issubclass(MissingExtraError, ImportError)
