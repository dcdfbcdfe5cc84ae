"""What all tests share: hypothesis draws the same examples in every run, and figures are closed."""

import sys

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=25)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def closed_figures():
    """Close the figures of a test, so that the next one begins with none."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
