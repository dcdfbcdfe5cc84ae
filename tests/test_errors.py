"""The family of errors."""

import pytest

import lstm_core as lc
from lstm_core import errors

FAMILY = [value for value in vars(errors).values() if isinstance(value, type)]


@pytest.mark.parametrize("error", FAMILY)
def test_one_except_clause_catches_every_error_and_so_does_valueerror(error):
    assert issubclass(error, lc.LSTMCoreError)
    assert issubclass(error, ValueError)
    assert getattr(lc, error.__name__) is error, "the error is not among the public names"


def test_kinds_of_errors_can_be_told_apart():
    kinds = set(FAMILY) - {lc.LSTMCoreError}
    assert all(kind.__bases__ == (lc.LSTMCoreError,) for kind in kinds)
