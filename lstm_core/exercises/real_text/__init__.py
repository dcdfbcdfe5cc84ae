"""The exercises of notebook 11; each check is called with the learner's function."""

from lstm_core.exercises.real_text.tasks import collection as collection
from lstm_core.exercises.real_text.tasks import example as example
from lstm_core.exercises.real_text.tasks import from_onnx as from_onnx
from lstm_core.exercises.real_text.tasks import hint as hint
from lstm_core.exercises.real_text.tasks import learning_rates as learning_rates
from lstm_core.exercises.real_text.tasks import progress as progress
from lstm_core.exercises.real_text.tasks import reset as reset
from lstm_core.exercises.real_text.tasks import smoothed as smoothed
