"""The exercises of notebook 04; each check is called with the learner's function."""

from lstm_core.exercises.bptt.tasks import collection as collection
from lstm_core.exercises.bptt.tasks import example as example
from lstm_core.exercises.bptt.tasks import hint as hint
from lstm_core.exercises.bptt.tasks import logit_gradient as logit_gradient
from lstm_core.exercises.bptt.tasks import progress as progress
from lstm_core.exercises.bptt.tasks import reset as reset
from lstm_core.exercises.bptt.tasks import sequence_backward as sequence_backward
from lstm_core.exercises.bptt.tasks import step_backward as step_backward
from lstm_core.exercises.bptt.tasks import three_bugs as three_bugs
