"""Widgets for looking inside an LSTM in a notebook; nothing below this package imports it."""

from lstm_core.widgets.cell_stepper import CellStepper
from lstm_core.widgets.cell_text import CellText
from lstm_core.widgets.gate_heatmap import GateHeatmap
from lstm_core.widgets.gate_playground import GatePlayground
from lstm_core.widgets.gradient_flow import GradientFlow
from lstm_core.widgets.one_hot_explorer import OneHotExplorer
from lstm_core.widgets.prefix_explorer import PrefixExplorer
from lstm_core.widgets.sampler import Sampler
from lstm_core.widgets.training_lab import TrainingLab

__all__ = [
    "CellStepper",
    "CellText",
    "GateHeatmap",
    "GatePlayground",
    "GradientFlow",
    "OneHotExplorer",
    "PrefixExplorer",
    "Sampler",
    "TrainingLab",
]
