"""Widgets for looking inside an LSTM in a notebook; nothing below this package imports it."""

from lstm_core.extras import extra

with extra("widgets"):
    from lstm_core.widgets.attention_map.widget import AttentionMap
    from lstm_core.widgets.cell_stepper.widget import CellStepper
    from lstm_core.widgets.cell_text.widget import CellText
    from lstm_core.widgets.gate_heatmap.widget import GateHeatmap
    from lstm_core.widgets.gate_playground.widget import GatePlayground
    from lstm_core.widgets.gradient_flow.widget import GradientFlow
    from lstm_core.widgets.guess.widget import Guess
    from lstm_core.widgets.one_hot_explorer.widget import OneHotExplorer
    from lstm_core.widgets.prefix_explorer.widget import PrefixExplorer
    from lstm_core.widgets.quiz.widget import Quiz
    from lstm_core.widgets.sampler.widget import Sampler
    from lstm_core.widgets.training_lab.widget import TrainingLab
    from lstm_core.widgets.weight_layout.widget import WeightLayout

__all__ = [
    "AttentionMap",
    "CellStepper",
    "CellText",
    "GateHeatmap",
    "GatePlayground",
    "GradientFlow",
    "Guess",
    "OneHotExplorer",
    "PrefixExplorer",
    "Quiz",
    "Sampler",
    "TrainingLab",
    "WeightLayout",
]
