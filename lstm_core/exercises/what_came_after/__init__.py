"""The exercises of notebook 12; each check is called with the learner's function."""

from lstm_core.exercises.what_came_after.tasks import causal_weights as causal_weights
from lstm_core.exercises.what_came_after.tasks import collection as collection
from lstm_core.exercises.what_came_after.tasks import example as example
from lstm_core.exercises.what_came_after.tasks import hint as hint
from lstm_core.exercises.what_came_after.tasks import progress as progress
from lstm_core.exercises.what_came_after.tasks import recurrence_backward as recurrence_backward
from lstm_core.exercises.what_came_after.tasks import reset as reset
from lstm_core.exercises.what_came_after.tasks import stabilised_gates as stabilised_gates
