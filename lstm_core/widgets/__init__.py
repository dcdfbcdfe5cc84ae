"""Widgets for looking inside an LSTM in a notebook; nothing below this package imports it."""

from lstm_core.widgets.cell_stepper import CellStepper

__all__ = ["CellStepper"]
