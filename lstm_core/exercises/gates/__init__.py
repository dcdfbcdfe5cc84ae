"""The exercises of notebook 02; each check is called with the learner's function."""

from lstm_core.exercises.gates.tasks import collection as collection
from lstm_core.exercises.gates.tasks import example as example
from lstm_core.exercises.gates.tasks import forget_bias_for as forget_bias_for
from lstm_core.exercises.gates.tasks import hint as hint
from lstm_core.exercises.gates.tasks import progress as progress
from lstm_core.exercises.gates.tasks import reset as reset
from lstm_core.exercises.gates.tasks import share_left as share_left
from lstm_core.exercises.gates.tasks import sigmoid_slope as sigmoid_slope
from lstm_core.exercises.gates.tasks import step as step
